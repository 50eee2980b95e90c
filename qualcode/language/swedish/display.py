"""The one lemma that a form is shown and counted under, chosen without its context."""

from __future__ import annotations

from collections.abc import Callable, Container

from qualcode.language.swedish.readings import regular_readings

#: Forms that the table gives to a rarer or a wrong lemma.
CHOSEN = {
    "sitt": "sig",
    "första": "första",
    "dom": "de",
    "enkel": "enkel",
    "make": "make",
    "handla": "handla",
    "hävda": "hävda",
    "gifta": "gifta",
    "gifter": "gifta",
    "helt": "helt",
    "lika": "lika",
    "blott": "blott",
    "kurs": "kurs",
    "stadium": "stadium",
    "stadier": "stadium",
    "trycket": "tryck",
    "händer": "hända",
    "modern": "modern",
    "nån": "någon",
    "nåt": "något",
    "nåra": "några",
    "sen": "sen",
    "sån": "sådan",
    "sånt": "sådan",
    "såna": "sådan",
    "sa": "säga",
    "sade": "säga",
    "la": "lägga",
    "var": "vara",
    "går": "gå",
    "ska": "skola",
    "skall": "skola",
    "skulle": "skola",
    "vetenskap": "vetenskap",
}


def display_lemma(
    form: str,
    *,
    guess: Callable[[str], str],
    lookup: Callable[[str], str | None],
    bases: Container[str],
    split: Callable[[str], tuple[str, ...] | None],
) -> str:
    """Return the lemma of a form; the form itself when nothing is known of it.

    ``guess`` is a lemmatiser for any form; ``lookup`` gives the table's lemma of a form in lower case.
    """
    word = form.lower()
    chosen = CHOSEN.get(word)
    if chosen:
        return chosen
    lemma = lookup(word)
    if lemma is None:
        parts = split(word) if word.isalpha() and not form.isupper() and not form[:1].isupper() else None
        if parts:
            head = display_lemma(parts[-1], guess=guess, lookup=lookup, bases=bases, split=split)
            return "".join((*parts[:-1], head))
        return guess(form)
    if lemma == word + "a" and word in bases and lookup(word + "et") != lemma and _is_noun(word, lookup):
        return word  # försök is the noun rather than the imperative
    if word.endswith("nde") and word in bases and lookup(word + "t") == word:
        return word  # inflytande, avseende
    if lemma[-1] == "d" or lemma == word + "e":
        # lärde is the past of lära rather than a form of lärd, tränar a form of träna rather than of tränare
        verbs = [reading for reading in regular_readings(word, lookup, bases) if reading[-1] == "a"]
        if verbs and word != lemma:
            return min(verbs, key=len)
    return guess(form)


def _is_noun(word: str, lookup: Callable[[str], str | None]) -> bool:
    """Tell whether a word has the forms of a noun rather than of an imperative."""
    return lookup(word + "s") in (None, word) or (len(word) > 4 and word in (lookup(word + "et"), lookup(word + "en")))
