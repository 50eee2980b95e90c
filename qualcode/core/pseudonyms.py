"""Pseudonyms: names, places and dates in the form that may be printed.

Given once and used everywhere: every quoted or composed text and every printed
name of a report goes through :meth:`Pseudonyms.apply`, and texts are rewritten
at the places that :meth:`Pseudonyms.places` finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# An s-sound at the end takes no further -s in the genitive.
_SIBILANTS = ("s", "x", "z")
_LEAST_TAIL = 4


@dataclass(frozen=True, slots=True)
class Replacement:
    """A real form at ``[start, end)`` of a text, what stands in its place, and the pair's real form."""

    start: int
    end: int
    new: str
    real: str
    compound: bool = False


class Pseudonyms:
    """Pairs of a real form and its public form, ready to be applied to texts.

    Longer real forms win over shorter ones, only whole words are replaced, a
    genitive keeps its ending (``Annas`` → ``Veras``; ``Annas`` → ``Tobias``
    when the pseudonym ends in an s-sound; ``FK:s`` → ``AB:s``), and the first
    letter follows the text: ``kontoret i Berga`` also fits ``Kontoret i Berga``,
    whose pseudonym is then capitalised, and a form in capitals gives capitals.
    A real form with a capital never fits a small letter, so *björn* the animal
    stays where *Björn* goes.  Everything is replaced in one pass: pseudonyms
    that are other people's real names do no harm.

    Where ``is_word`` tells ordinary words, a name at the head of a closed
    compound is found too: *Annaärendet*, but not *Annalena*.
    """

    __slots__ = ("_compounds", "_is_word", "_public", "_real", "_seek", "pairs")

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), *, is_word: Callable[[str], bool] | None = None) -> None:
        cleaned = ((" ".join(real.split()), public.strip()) for real, public in pairs)
        self.pairs = tuple((real, public) for real, public in cleaned if real and public)
        self._public: dict[str, str] = {}
        self._real: dict[str, str] = {}
        for real, public in self.pairs:
            for form, given in (
                (real, public),
                (real.upper(), public.upper()),
                (real[0].upper() + real[1:], public[0].upper() + public[1:]),
            ):
                self._public.setdefault(form, given)
                self._real.setdefault(form, real)
        forms = sorted(self._public, key=lambda form: (-len(form), form))
        # A name may be broken over lines, so any run of blanks stands for a blank.
        options = "|".join(r"\s+".join(re.escape(word) for word in form.split()) for form in forms)
        self._seek = re.compile(rf"(?<!\w)({options})(:?[sS])?(?!\w)") if forms else None
        self._is_word = is_word
        titled = "|".join(re.escape(form) for form in forms if " " not in form and not form.isupper())
        self._compounds = (
            re.compile(rf"(?<!\w)({titled})(?=s?([a-zåäöé]{{{_LEAST_TAIL},}})(?!\w))") if titled and is_word else None
        )

    def __bool__(self) -> bool:
        """Whether there is anything to replace."""
        return self._seek is not None

    def apply(self, text: str) -> str:
        """Return the text with every real form replaced by its public form."""
        if self._seek is None:
            return text
        out: list[str] = []
        at = 0
        for place in self.places(text):
            out += (text[at : place.start], place.new)
            at = place.end
        return "".join((*out, text[at:])) if out else text

    def places(self, text: str) -> list[Replacement]:
        """Return where real forms stand in a text, in order, without overlaps."""
        if self._seek is None:
            return []
        found = [
            Replacement(m.start(), m.end(), self._replacement(m), self._real[" ".join(m[1].split())])
            for m in self._seek.finditer(text)
        ]
        if self._compounds is not None:
            found += [
                Replacement(m.start(), m.end(), self._public[m[1]], self._real[m[1]], compound=True)
                for m in self._compounds.finditer(text)
                if self._opens_compound(m)
            ]
            found.sort(key=lambda r: r.start)
        return found

    def holds(self, text: str) -> bool:
        """Tell whether a real form stands in a text."""
        return bool(self.places(text))

    def _opens_compound(self, match: re.Match[str]) -> bool:
        tail = match[2]
        assert self._is_word is not None
        return (self._is_word(tail) or self._is_word(tail.removesuffix("s"))) and not self._is_word(match[1] + tail)

    def _replacement(self, match: re.Match[str]) -> str:
        public = self._public[" ".join(match[1].split())]
        ending = match[2] or ""
        if not ending or public.endswith("]"):
            return public
        if ending.startswith(":"):
            # A colon sets the ending off from an abbreviation; a name takes it directly.
            ending = ending if public.isupper() and len(public) <= 4 else ending[1:]
        return public if ending.lower() == "s" and public.lower().endswith(_SIBILANTS) else public + ending
