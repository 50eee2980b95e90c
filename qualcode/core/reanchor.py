"""Finding passages again in a text that was changed elsewhere.

The rule, measured on texts with typos mended, names exchanged, sentences put in
and taken out: compare line by line, inside changed lines word by word, inside
changed words letter by letter, and carry the passage over.  Where what comes
out is empty or reads less than 80 % like the passage, look for its words with
those around them; what had to be looked for is for a person to review, and
what is not found is adrift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from qualcode.core.texts import Edit, TextMap

LIKE = 0.8
_CONTEXT = 32
_NEAR = 200
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage came to stand: ``how`` is ``carried``, ``searched`` or ``adrift``.

    ``likeness`` tells how alike the words are, from 0 to 1.
    """

    start: int | None
    end: int | None
    how: str
    likeness: float


def edits_between(old: str, new: str, *, rule: str = "replace") -> tuple[Edit, ...]:
    """Return the edits that lead from one text to another, as small as lines, words and letters allow."""
    return tuple(Edit(a, b, new[c:d], rule) for a, b, c, d in _changes(old, new, 0, 0, (_LINE, _WORD, None)))


def _changes(
    old: str, new: str, at: int, to: int, levels: Sequence[re.Pattern[str] | None]
) -> Iterator[tuple[int, int, int, int]]:
    if not old or not new or not levels:
        if old or new:
            yield at, at + len(old), to, to + len(new)
        return
    level, *finer = levels
    before, after = _parts(old, level), _parts(new, level)
    starts, ends = _offsets(before), _offsets(after)
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op != "equal":
            yield from _changes(old[starts[a] : starts[b]], new[ends[c] : ends[d]], at + starts[a], to + ends[c], finer)


def _parts(text: str, level: re.Pattern[str] | None) -> list[str]:
    return list(text) if level is None else level.findall(text)


def _offsets(parts: Iterable[str]) -> list[int]:
    out = [0]
    for part in parts:
        out.append(out[-1] + len(part))
    return out


@lru_cache(maxsize=8)
def _mapping(old: str, new: str) -> TextMap:
    return TextMap(edits_between(old, new))


def reanchor(old: str, new: str, start: int, end: int) -> Anchor:
    """Return where a passage of the old text stands in the new one."""
    quote = old[start:end]
    span = _mapping(old, new).span(start, end)
    if span is not None:
        alike = likeness(quote, new[slice(*span)])
        if alike >= LIKE:
            return Anchor(*span, "carried", alike)
    found = _searched(old, new, start, end, span)
    if found is None:
        return Anchor(None, None, "adrift", 0.0)
    return Anchor(*found, "searched", likeness(quote, new[slice(*found)]))


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1: twice the letters in common by all letters."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKE / 2 else matcher.real_quick_ratio()


def _searched(old: str, new: str, start: int, end: int, near: tuple[int, int] | None) -> tuple[int, int] | None:
    """Look for the words of a passage: exactly, then with blanks as they come, then by their neighbours."""
    quote = old[start:end]
    exact = [m.start() for m in re.finditer(re.escape(quote), new)] if quote.strip() else []
    spans = [(at, at + len(quote)) for at in exact]
    if not spans and (words := quote.split()):
        loose = re.compile(r"\s+".join(re.escape(w) for w in words))
        spans = [m.span() for m in loose.finditer(new)]
    if spans:
        return max(spans, key=lambda s: (_fits(old, new, start, end, s), -abs(s[0] - start)))
    return _by_neighbours(old, new, start, end, near)


def _fits(old: str, new: str, start: int, end: int, span: tuple[int, int]) -> float:
    before, after = old[max(0, start - _CONTEXT) : start], old[end : end + _CONTEXT]
    left, right = new[max(0, span[0] - _CONTEXT) : span[0]], new[span[1] : span[1] + _CONTEXT]
    return SequenceMatcher(None, before, left).ratio() + SequenceMatcher(None, after, right).ratio()


def _by_neighbours(old: str, new: str, start: int, end: int, near: tuple[int, int] | None) -> tuple[int, int] | None:
    """Find the sentence-like stretch near the expected place that reads most like the passage."""
    quote = old[start:end]
    middle = near[0] if near is not None else _mapping(old, new).forward(start)
    low, high = max(0, middle - _NEAR - len(quote)), min(len(new), middle + _NEAR + 2 * len(quote))
    matcher = SequenceMatcher(None, quote, new[low:high], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size >= min(8, max(3, len(quote) // 4))]
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    a = max(low, low + first.b - first.a)
    b = min(high, low + last.b + last.size + len(quote) - last.a - last.size)
    return (a, b) if a < b and likeness(quote, new[a:b]) >= LIKE else None


def kept_share(text: str, edits: Sequence[Edit]) -> float:
    """Return the share of a text that edits leave alone, from 0 to 1."""
    touched = sum(e.end - e.start for e in edits)
    return 1.0 if not text else 1 - touched / len(text)
