"""Finding a code by typing: which codes fit what was typed, and in which order.

Codes are ranked by how well they fit (start of the name before start of a word
before letters in order), then by recency, by what neighbouring passages carry,
and by cue words in the passage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.codebook import Code, Codebook

_WORD = re.compile(r"\w+")
_SHORTEST_STEM = 4
_ENDING = 2  # letters at the end of a lemma that inflection may replace


@dataclass(frozen=True, slots=True)
class Ranked:
    """A code that fits, with its score and the cue word that spoke for it."""

    code: Code
    score: float
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for codes before anything is typed: recent codes, neighbours' codes, cue words found."""

    recent: Sequence[str] = ()
    neighbours: Mapping[str, int] = field(default_factory=dict)
    cues: Mapping[str, str] = field(default_factory=dict)


def folded(text: str) -> str:
    """Return a text as it is compared: small letters without marks, so that ``ror`` finds *rörelse*."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class _Entry:
    code: Code
    names: tuple[str, ...]
    words: tuple[str, ...]
    path: tuple[str, ...]
    leaf: bool


class Finder:
    """The codes of a codebook made ready for typing; built once per codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._entries = [_entry(codebook, c) for c in codebook.standing if c.status != "retired"]
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for entry in self._entries:
            for cue in entry.code.cues:
                stem = _stem(cue)
                if stem:
                    self._stems.setdefault(stem, []).append((entry.code.id, cue))
        self._lengths = sorted({len(s) for s in self._stems})

    def cues_in(self, passage: str) -> dict[str, str]:
        """Return the codes whose cue words stand in a passage, each with the first word found."""
        found: dict[str, str] = {}
        for match in _WORD.finditer(passage):
            word = match.group().casefold()
            for length in self._lengths:
                if length > len(word):
                    break
                for code, cue in self._stems.get(word[:length], ()):
                    if len(word) <= len(cue) + 4:
                        found.setdefault(code, cue)
        return found

    def find(self, typed: str, signs: Signs, *, limit: int = 8) -> list[Ranked]:
        """Return the codes that fit best; with nothing typed, those that the signs speak for."""
        terms = folded(typed).split()
        recent = {code: n for n, code in enumerate(signs.recent)}
        out = []
        for entry in self._entries:
            fit = _fit(terms, entry)
            if fit is None:
                continue
            identifier = entry.code.id
            score = fit + 3 * entry.leaf
            if identifier in recent:
                score += 14 - min(recent[identifier], 9)
            score += 4 * min(signs.neighbours.get(identifier, 0), 2)
            cue = signs.cues.get(identifier, "")
            score += 10 if cue else 0
            out.append(Ranked(entry.code, score, cue))
        out.sort(key=lambda r: -r.score)
        return out[:limit]


def _entry(codebook: Codebook, code: Code) -> _Entry:
    names = tuple(folded(n) for n in (code.handle, code.name_sv, code.name_en, code.short, *code.aliases) if n)
    words = tuple(w for n in names for w in _WORD.findall(n))
    above = codebook.path(code.id)[:-1]
    path = tuple(w for c in above for n in (c.handle, c.name_sv, c.name_en) for w in _WORD.findall(folded(n)))
    return _Entry(code, names, words, path, not codebook.children(code.id))


def _stem(cue: str) -> str:
    word = cue.casefold().strip()
    return "" if " " in word or not word else word[: max(_SHORTEST_STEM, len(word) - _ENDING)]


def _fit(terms: Sequence[str], entry: _Entry) -> float | None:
    total = 0.0
    for term in terms:
        best = _fit_one(term, entry)
        if best is None:
            return None
        total += best
    return total / max(1, len(terms))


def _fit_one(term: str, entry: _Entry) -> float | None:
    if term in entry.names:
        return 130
    if any(n.startswith(term) for n in entry.names):
        return 100
    if any(w.startswith(term) for w in entry.words):
        return 80
    if any(w.startswith(term) for w in entry.path):
        return 50
    if any(term in n for n in entry.names):
        return 45
    if any(_in_order(term, n) for n in entry.names):
        return 20
    return None


def _in_order(term: str, name: str) -> bool:
    letters = iter(name)
    return term[:1] == name[:1] and all(c in letters for c in term)


def neighbours_of(codes_at: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return how often each code stands on the passages around."""
    out: dict[str, int] = {}
    for codes in codes_at:
        for code in codes:
            out[code] = out.get(code, 0) + 1
    return out
