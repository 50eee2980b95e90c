"""What a form may be a form of: its lemmas, and the words that it is put together from.

*avstämningsmötena* is an inflection of *avstämningsmöte*, has the head *möte* and the first
part *avstämning*; who searches for *möte* wants it, and wants to know why it was found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from typing import Literal, NamedTuple

from qualcode.language.swedish.compounds import Splitter, noun_of_verb
from qualcode.language.swedish.readings import HIDDEN, regular_readings

Role = Literal["inflection", "head", "first", "mid"]

#: Roles from the closest to the cue to the furthest.
ROLES: tuple[Role, ...] = ("inflection", "head", "first", "mid")
#: Words that look like compounds and are not understood as such.
WHOLE = frozenset(
    """
    alltid alltmer alltför emellertid nuförtiden framtida samtidig samtidigt
    samtid kontroll kontroller kontrollen kontrollera patroll förutom dessutom framför medan sedan redan
    därför varför eftersom exempel tillsammans överhuvudtaget naturligtvis självklart föremål önskemål
    """.split()
)
_NOTES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_EDGE = "-‐‑–'’\""
_COLON_ENDINGS = frozenset("s n t en et ar er or arna erna orna na ens ets a at ade an ns ts are aren r".split())
_LONGEST = 60  # letters; longer strings are not words


class Reading(NamedTuple):
    """A lemma in lower case, and what part it plays in the form."""

    lemma: str
    role: Role


class Analyser:
    """Finds the readings of forms by a table of forms, its lemmas and a splitter of compounds.

    ``lookup`` gives the lemma of a form in lower case, or None; ``own`` are the bases that a person added,
    whose regular forms need no witness.
    """

    def __init__(
        self,
        lookup: Callable[[str], str | None],
        bases: Collection[str],
        splitter: Splitter,
        *,
        own: Container[str] = frozenset(),
    ) -> None:
        self._lookup = lookup
        self._bases = bases
        self._splitter = splitter
        self._own = own

    def lemmas(self, form: str) -> set[str]:
        """Return the lemmas of a simple form in lower case; empty for an unknown one.

        A genitive is a form of what it is the genitive of.
        """
        found: set[str] = set()
        lemma = self._lookup(form)
        if lemma:
            found.add(lemma)
        if form in self._bases:
            found.add(form)
        found.update(regular_readings(form, self._lookup, self._bases, own=self._own))
        if form in HIDDEN:
            found.add(HIDDEN[form])
        if form.endswith("s") and len(form) > 3 and (not found or found == {form}):
            stem = self._lookup(form[:-1])
            if stem:
                found.update((stem, *regular_readings(form[:-1], self._lookup, self._bases, own=self._own)))
            elif form[:-1] in self._bases:
                found.add(form[:-1])
        elif form.endswith("s") and len(form) > 4:
            # skrevs → skriva, where the table has another verb
            verb = self._lookup(form[:-1])
            if verb and verb[-1] == "a" and not form.startswith(verb):
                found.add(verb)
        if not found and (noun := noun_of_verb(form, self._bases)):
            found.add(noun)
        for base in tuple(found):
            # besluten → beslut, where the table leads on to the verb of the same stem
            further = self._lookup(base)
            if further and base not in (further, form) and base.startswith(further):
                found.add(further)
        return found

    def bases_of_first(self, part: str) -> set[str]:
        """Return the lemmas behind a first part: arbets- → arbete, handläggar- → handläggare, gatu- → gata."""
        part = part.strip(_EDGE)
        forms = [part, part + "e", part + "a"]
        if len(part) > 3 and part[-1] == "s":
            forms += [part[:-1], part[:-1] + "e", part[:-1] + "a"]
        if len(part) > 3 and part[-1] in "uoea":
            forms += [part[:-1], part[:-1] + "a", part[:-1] + "e"]
        found = {form for form in forms if form in self._bases}
        lemma = self._lookup(part)
        if lemma:
            found.add(lemma)
        return found

    def analyse(self, form: str) -> frozenset[Reading]:
        """Return every reading of a form; a form that is quite unknown is an inflection of itself."""
        word = form.lower().strip(_EDGE).rstrip(_NOTES)
        word, _colon, ending = word.partition(":") if word.partition(":")[2] in _COLON_ENDINGS else (word, "", "")
        simple = self.lemmas(word)
        out = {Reading(lemma, "inflection") for lemma in simple or {word}}
        if ending:
            out.add(Reading(word, "inflection"))
        if word in WHOLE or len(word) < 5 or len(word) > _LONGEST:
            return frozenset(out)
        if "-" in word:
            before, _hyphen, word = word.rpartition("-")
            out |= {Reading(lemma, "head") for lemma in self.lemmas(word) | {word}}
            for part in before.split("-"):
                out |= {Reading(lemma, "first") for lemma in self.bases_of_first(part) | self.lemmas(part) | {part}}
            if len(word) < 5:
                return frozenset(out)
            out.update(reading for parts in self._divisions(word) for reading in self._readings(parts, known=True))
            return frozenset(out)
        known = self._lookup(word) is not None
        for parts in self._divisions(word):
            out.update(self._readings(parts, known=known))
        return frozenset(out)

    def _divisions(self, word: str) -> Iterator[tuple[str, ...]]:
        """Yield the best division of a word, and the other good ones into two parts whose head is not shorter."""
        splitter = self._splitter
        if word in WHOLE or splitter.is_simple(word):
            return
        best = splitter.split(word)
        if best:
            yield best
        for i in splitter.borders(word):
            first, head = word[:i], word[i:]
            if (
                min(len(first), len(head)) > 2
                and (best is None or len(head) >= len(best[-1]))
                and (first, head) != best
                and splitter.is_good_first(first)
            ):
                yield first, head
        if best is None:
            yield from self._unknown_middle(word)

    def _unknown_middle(self, word: str) -> Iterator[tuple[str, ...]]:
        """Yield the division after the longest common first part, when what follows is itself a compound."""
        for i in range(len(word) - 4, 4, -1):
            if self._splitter.is_common_first(word[:i]):
                rest = self._splitter.split(word[i:])
                if rest:
                    yield (word[:i], *rest)
                    return

    def _readings(self, parts: tuple[str, ...], *, known: bool) -> Iterator[Reading]:
        """Yield the readings of one division: every known word that some neighbouring parts make up."""
        atoms = self._atoms(parts)
        last = len(atoms)
        if not known:
            stem = "".join(parts[:-1])
            yield from (Reading(stem + lemma, "inflection") for lemma in self.lemmas(parts[-1]))
        for start in range(last):
            for end in range(start + 1, last + 1):
                if end - start < last:
                    text = "".join(atoms[start:end])
                    if end == last:
                        yield from _as(self.lemmas(text), "head")
                    else:
                        yield from _as(self.bases_of_first(text), "mid" if start else "first")

    def _atoms(self, parts: tuple[str, ...]) -> list[str]:
        """Return parts divided as far as they go: samordnings|uppdrags|beskrivningen."""
        atoms: list[str] = []
        for i, part in enumerate(parts):
            inner: tuple[str, ...] | None = None
            if len(part) > 7:
                if i == len(parts) - 1:
                    inner = self._splitter.split(part)
                else:
                    stem = part.removesuffix("s")
                    inner = self._splitter.split(stem)
                    whole = (*inner[:-1], inner[-1] + part[len(stem) :]) if inner else None
                    inner = whole or self._splitter.split_first(part)
            atoms += self._atoms(inner) if inner else [part]
        return atoms


def _as(lemmas: Iterable[str], role: Role) -> Iterator[Reading]:
    return (Reading(lemma, role) for lemma in lemmas)
