"""Names of persons, places and organisations in running Swedish, found without a trained model.

The order of evidence: known names, endings of Swedish names, names in a row, what stands around
(titles, *säger*, parentheses), and at last the document itself: a name that was found once is found
wherever it stands.  No method finds them all; the result is a list for a person to review.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.core.words import Lexicon
from qualcode.language.swedish.capitals import (
    PARTICLES,
    Word,
    is_capital,
    is_known,
    is_one_name,
    merged,
    stem,
    words_of,
)
from qualcode.language.swedish.findings import Personal
from qualcode.language.swedish.gazetteer import (
    CALLED,
    INSTITUTIONS,
    LIKELY_FAMILY,
    ORGANISATION,
    PLACE,
    PLACE_PREPOSITIONS,
    SAYS,
    SURE_FAMILY,
    TITLES,
    Gazetteer,
    gazetteer,
)

_COMPOUND = re.compile(r"([A-ZÅÄÖ][\wåäöé]+)-([a-zåäö]\w+)")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
#: Words that a capital makes no names of.
FUNCTION_WORDS = frozenset(
    """
    jag du han hon hen den det vi ni de man en ett och men eller att som om när där här då så nu ja nej inte hej hur
    vad vem vilka vilken varför var i på av till från med för min din sin mitt ditt sitt mina dina sina vår er vårt
    era alla ingen någon detta denna dessa efter enligt eftersom the a an of and in on for to this that
    """.split()
)
_JOINED = frozenset({"&", "och", "samt", "eller"})
#: The least confidence at which a finding is called a person rather than a capital that nothing explains.
LIKELY = 0.4


def find_names(text: str, *, lexicon: Lexicon | None = None, names: Gazetteer | None = None) -> list[Personal]:
    """Return the names of a text, in order, without overlaps.

    ``lexicon`` tells ordinary words from names (by default only the document's own lower-case words do);
    ``names`` are known names, by default those that come with qualcode.
    """
    words = words_of(text)
    finder = _Finder(words, lexicon, names or gazetteer())
    finder.look()
    return merged(words)


def known_names(text: str, *, names: Gazetteer | None = None) -> list[Personal]:
    """Return the known names of a text in another language: given names, and what follows them with a capital."""
    words = words_of(text)
    known = names or gazetteer()
    for i, word in enumerate(words):
        if not is_capital(word.text):
            continue
        if is_known(word.text, known.given):
            word.believe("person", 0.6, "a known given name")
        elif i and not word.opens and words[i - 1].kind == "person":
            word.believe("person", 0.6, "follows a name")
        elif is_known(word.text, known.family):
            word.believe("person", 0.4, "a known family name")
        elif is_known(word.text, known.places):
            word.believe("place", 0.6, "a known place")
    return merged(words)


class _Finder:
    """Goes through the words of one document."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon | None, names: Gazetteer) -> None:
        self._words = words
        self._lexicon = lexicon
        self._names = names
        self._lower = Counter(w.text for w in words if w.text[0].islower())
        self._ordinary: dict[str, bool] = {}

    def look(self) -> None:
        """Set the kind, confidence and reason of every word that looks like a name."""
        for i, word in enumerate(self._words):
            if is_capital(word.text):
                self._by_name(i)
                if word.confidence < LIKELY:
                    self._by_ending(i)
                if word.confidence < LIKELY:
                    self._by_context(i)
        self._backwards()
        self._by_document()

    def _text(self, i: int) -> str:
        return self._words[i].text if 0 <= i < len(self._words) else ""

    def _is_person(self, i: int) -> bool:
        return 0 <= i < len(self._words) and self._words[i].kind == "person" and self._words[i].confidence >= LIKELY

    def _follows_person(self, i: int) -> bool:
        """Tell whether a person's name stands before a word, with *von* or *af* between perhaps."""
        k = i - 1
        while k > 0 and i - k < 3 and self._words[k].text.lower() in PARTICLES:
            k -= 1
        return self._is_person(k)

    def _is_ordinary(self, text: str) -> bool:
        """Tell whether a word, or the one that it is the genitive of, is also an ordinary one."""
        known = self._ordinary.get(text)
        first, _hyphen, last = text.rpartition("-")
        if known is None and first and last[:1].isupper():
            # Bjerle-Frisk is a name although frisk is a word.
            known = self._ordinary[text] = self._is_ordinary(first) and self._is_ordinary(last)
        if known is None:
            lower = last.lower()
            known = self._ordinary[text] = any(
                self._lower[form] > 0
                or (self._lexicon is not None and (form in self._lexicon or self._lexicon.split(form) is not None))
                for form in {lower, lower.removesuffix("s")}
                if form
            )
        return known

    def _is_word(self, text: str) -> bool:
        """Tell whether a word is one of the dictionary or of the document, and not only put together like one."""
        lower = text.rpartition("-")[2].lower()
        return any(
            self._lower[form] > 0 or (self._lexicon is not None and form in self._lexicon)
            for form in {lower, lower.removesuffix("s")}
        )

    def _by_name(self, i: int) -> None:
        word, names = self._words[i], self._names
        text = word.text
        before, after = self._text(i - 1), self._text(i + 1)
        compound = _COMPOUND.fullmatch(text)
        if compound:
            if is_known(compound[1], names.given) and not self._is_ordinary(compound[1]):
                word.end = word.start + compound.end(1)
                word.believe("person", 0.7, "a known name in a compound")
            return
        given, family, place = (is_known(text, names.given), is_known(text, names.family), is_known(text, names.places))
        ordinary = self._is_ordinary(text)
        nextis_capital = is_capital(after)
        if place and not self._is_person(i - 1) and before.lower() not in TITLES:
            to_somewhere = before.lower() in PLACE_PREPOSITIONS or (not given and not family)
            if to_somewhere and not (given and nextis_capital) and not (word.opens and ordinary):
                word.believe("place", 0.9, "a known place")
                return
        if given:
            if not ordinary:
                word.believe("person", 0.95, "a known given name")
            elif nextis_capital and (is_known(after, names.family) or SURE_FAMILY.search(after)):
                word.believe("person", 0.9, "a known given name before a family name")
            elif not word.opens:
                word.believe("person", 0.75, "a known given name that is also a word")
            elif after.lower() in SAYS or (after in {",", ")"} and before == "("):
                word.believe("person", 0.6, "a known given name that is also a word, and speaks")
            else:
                word.believe("name", 0.3, "a known given name that is also a word, at the start of a sentence")
        elif family:
            if self._is_person(i - 1):
                word.believe("person", 0.95, "a known family name after a given name")
            elif not ordinary:
                word.believe("person", 0.85, "a known family name")
            elif not word.opens and (
                before in _JOINED or before == "," or _YEAR.match(self._year_after(i)) or not self._is_word(text)
            ):
                word.believe("person", 0.6, "a known family name that is also a word")

    def _year_after(self, i: int) -> str:
        after = self._text(i + 1)
        return self._text(i + 2) if after == "(" else after

    def _by_ending(self, i: int) -> None:
        word = self._words[i]
        text = word.text
        if self._follows_person(i) and not word.opens and "-" not in text.lower().removeprefix(text[:1].lower()):
            if self._text(i - 1).lower() in PARTICLES or not self._is_ordinary(text):
                word.believe("person", 0.8, "follows a name")
            elif LIKELY_FAMILY.search(text) and not text.lower().endswith(ORGANISATION):
                word.believe("person", 0.5, "follows a name and ends like one")
            elif text.lower() not in FUNCTION_WORDS and not self._lower[text.lower()]:
                # Swedish has no capitals inside a sentence, so even a common word is a name here: Tove Fall.
                word.believe("person", 0.45, "follows a name")
            return
        if (
            SURE_FAMILY.search(text)
            and not _COMPOUND.fullmatch(text)
            and (not self._is_ordinary(text) or (not word.opens and not self._is_word(text)))
            and self._text(i - 1).lower() not in PLACE_PREPOSITIONS
        ):
            word.believe("person", 0.7, "ends like a family name")

    def _by_context(self, i: int) -> None:
        word = self._words[i]
        text, before, after = word.text, self._text(i - 1), self._text(i + 1)
        lower = text.lower()
        if _COMPOUND.fullmatch(text):
            return
        strange = not self._is_ordinary(text)
        if lower.removesuffix("s").endswith(ORGANISATION) or lower.endswith(ORGANISATION):
            if not word.opens:
                word.believe("organisation", 0.6, "ends like an authority, a company or an association")
            return
        if not strange:
            if (
                "&" in (before, after)
                and not word.opens
                and not self._lower[lower]
                and lower not in FUNCTION_WORDS
                and text not in INSTITUTIONS
            ):
                word.believe("person", 0.5, "an unknown word where persons stand")
            return
        speaks = after.lower() in SAYS
        if before.lower() in PLACE_PREPOSITIONS and PLACE.search(text) and not word.opens:
            word.believe("place", 0.6, "ends like a place, after a preposition")
        elif (
            speaks
            or before.lower() in TITLES
            or (CALLED.search(before) and not word.opens and is_one_name(text))
            or (before == "(" and after in {",", ")"})
            or before == "&"
            or after == "&"
            or (before.lower() in {"jfr", "jmf", "se"} and _YEAR.match(self._year_after(i)))
            or (_YEAR.match(self._year_after(i)) and before.lower() not in PLACE_PREPOSITIONS)
        ):
            word.believe("person", 0.6, "an unknown word where persons stand")
        elif re.fullmatch(r"[A-ZÅÄÖ]\.?", before):
            word.believe("person", 0.6, "follows an initial")
        elif word.opens and after == "," and len(text) > 2:
            word.believe("name", 0.35, "an unknown word before a comma")
        elif not word.opens:
            word.believe("name", 0.2, "a capital that nothing explains")
            self._by_row(i)
        else:
            word.believe("name", 0.1, "an unknown word at the start of a sentence")
            if is_capital(after) and not self._is_ordinary(after) and is_one_name(after):
                word.believe("person", 0.45, "two unknown capitals in a row")

    def _by_row(self, i: int) -> None:
        """Take two or three unknown capitals in a row for a name, unless an article or a place stands before."""
        word = self._words[i]
        previous = self._words[i - 1]
        before, after = previous.text, self._text(i + 1)
        follows = is_capital(after) and not self._is_ordinary(after) and is_one_name(after)
        preceded = is_capital(before) and not self._is_ordinary(before) and previous.kind in ("name", "person")
        if self._capitals_around(i) > 3 or not (is_one_name(word.text) or (is_capital(word.text) and follows)):
            return
        if (follows and before == "i") or (preceded and self._text(i - 2) == "i"):
            word.believe("place", 0.45, "two unknown capitals in a row, after a preposition")
        elif follows or preceded:
            word.believe("person", 0.5, "two unknown capitals in a row")
            if preceded:
                previous.believe("person", 0.5, "two unknown capitals in a row")

    def _capitals_around(self, i: int) -> int:
        """Return how many capitalised words stand in a row: four and more are a title or an institution."""
        first = last = i
        while first > 0 and i - first < 4 and is_capital(self._text(first - 1)):
            first -= 1
        while last - i < 4 and is_capital(self._text(last + 1)):
            last += 1
        return last - first + 1

    def _backwards(self) -> None:
        """Take an unknown capital right before a family name for the given name, and initials with the name."""
        for i in range(len(self._words) - 2, -1, -1):
            word = self._words[i]
            if not self._is_person(i + 1) or word.confidence >= LIKELY:
                continue
            if re.fullmatch(r"[A-ZÅÄÖ]\.?", word.text) and not word.opens:
                word.believe("person", 0.6, "an initial before a name")
            elif not self._is_ordinary(word.text) and is_one_name(word.text):
                word.believe("person", 0.7, "stands before a family name")

    def _by_document(self) -> None:
        """Let what was found somewhere count everywhere, also in the genitive."""
        votes: dict[str, Counter[str]] = {}
        for word in self._words:
            if word.confidence >= LIKELY:
                for form in {word.text, stem(word.text)}:
                    votes.setdefault(form, Counter())[word.kind] += 1
        for word in self._words:
            if word.confidence >= LIKELY or not is_capital(word.text):
                continue
            for form in (word.text, stem(word.text)):
                if form not in votes:
                    continue
                seen = votes[form].total() > 1 and not self._lower[form.lower()]
                if seen or not (word.opens and self._is_ordinary(word.text)):
                    kind = votes[form].most_common(1)[0][0]
                    word.believe(kind, 0.55, "found elsewhere in the document")
                    break
