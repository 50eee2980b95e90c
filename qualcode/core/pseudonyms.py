"""Pseudonyms: names, places and dates in the form that may be printed.

Given once and used everywhere: every quoted or composed text and every printed
name of a report goes through :meth:`Pseudonyms.apply`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# An s-sound at the end takes no further -s in the genitive.
_SIBILANTS = ("s", "x", "z")


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
    """

    __slots__ = ("_public", "_seek", "pairs")

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        cleaned = ((" ".join(real.split()), public.strip()) for real, public in pairs)
        self.pairs = tuple((real, public) for real, public in cleaned if real and public)
        self._public: dict[str, str] = {}
        for real, public in self.pairs:
            self._public.setdefault(real, public)
            self._public.setdefault(real.upper(), public.upper())
            self._public.setdefault(real[0].upper() + real[1:], public[0].upper() + public[1:])
        forms = sorted(self._public, key=lambda form: (-len(form), form))
        # A name may be broken over lines, so any run of blanks stands for a blank.
        options = "|".join(r"\s+".join(re.escape(word) for word in form.split()) for form in forms)
        self._seek = re.compile(rf"(?<!\w)({options})(:?[sS])?(?!\w)") if forms else None

    def __bool__(self) -> bool:
        """Whether there is anything to replace."""
        return self._seek is not None

    def apply(self, text: str) -> str:
        """Return the text with every real form replaced by its public form."""
        return self._seek.sub(self._replacement, text) if self._seek else text

    def _replacement(self, match: re.Match[str]) -> str:
        public = self._public[" ".join(match[1].split())]
        ending = match[2] or ""
        if not ending:
            return public
        if ending.startswith(":"):
            # A colon sets the ending off from an abbreviation; a name takes it directly.
            ending = ending if public.isupper() and len(public) <= 4 else ending[1:]
        return public if ending.lower() == "s" and public.lower().endswith(_SIBILANTS) else public + ending
