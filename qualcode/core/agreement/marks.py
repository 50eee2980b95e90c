"""What each coder marked in a text and what each has read, cut at the coders' borders.

Marks of one coder with one value that overlap are one mark (counted once);
marks that only touch stay two.  Where a coder has read a part of a text, the
text falls into stretches, each read in full by the same coders.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.core.agreement.presence import Patterns, Presence
from qualcode.core.agreement.tables import Row, Table, tally

Span = tuple[int, int]
#: One coder's marks of each value, in order, without overlap within a value.
Marks = dict[str, dict[str, list[Span]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: ``[start, end)`` in a text, the value, and whose it is."""

    coder: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One text with the marks of all coders and the spans that each has read."""

    name: str
    length: int
    marks: Marks = field(default_factory=dict)
    read: dict[str, list[Span]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that the same coders have read in full."""

    start: int
    end: int
    readers: tuple[str, ...]
    marks: Marks

    @property
    def length(self) -> int:
        """Its number of characters."""
        return self.end - self.start


def marked_text(name: str, length: int, marks: Iterable[Mark], read: Mapping[str, Sequence[Span] | None]) -> MarkedText:
    """Return a text with its marks.

    ``read`` gives for each coder the spans read, None for the whole text; what
    a coder marked counts as read.  A coder with marks who is not in ``read``
    has read the whole text.  Raises ValueError for a mark outside of the text.
    """
    by_coder: Marks = {}
    for mark in marks:
        if not 0 <= mark.start < mark.end <= length:
            raise ValueError(f"no such span in a text of {length} characters: {mark.start}–{mark.end}")
        by_coder.setdefault(mark.coder, {}).setdefault(mark.value, []).append((mark.start, mark.end))
    whole = [(0, length)]
    spans: dict[str, list[Span]] = {}
    for coder in dict.fromkeys([*read, *by_coder]):
        own = by_coder.get(coder, {})
        for value, found in own.items():
            own[value] = once(found)
        given = read.get(coder)
        if given is None:
            spans[coder] = whole
        else:
            spans[coder] = covered([*given, *(span for found in own.values() for span in found)])
    return MarkedText(name, length, by_coder, spans)


def once(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those that share a character joined."""
    if len(spans) < 2:
        return list(spans)
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            if end > out[-1][1]:
                out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def covered(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap or touch joined."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif start < end:
            out.append((start, end))
    return out


def stretches(text: MarkedText, coders: Sequence[str]) -> list[Stretch]:
    """Return the parts of a text that some of the coders have read, each with its readers."""
    readers = [c for c in coders if text.read.get(c)]
    whole = [(0, text.length)]
    if all(text.read[c] == whole for c in readers):
        marks = {c: text.marks[c] for c in readers if c in text.marks}
        return [Stretch(0, text.length, tuple(readers), marks)] if readers and text.length else []
    borders = sorted({0, text.length, *(b for c in readers for span in text.read[c] for b in span)})
    found = []
    for start, end in pairwise(borders):
        here = tuple(c for c in readers if any(a <= start and end <= b for a, b in text.read[c]))
        if here:
            found.append(Stretch(start, end, here, {c: _clipped(text.marks.get(c, {}), start, end) for c in here}))
    return found


def _clipped(marks: Mapping[str, Sequence[Span]], start: int, end: int) -> dict[str, list[Span]]:
    out = {}
    for value, spans in marks.items():
        inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
        if inside:
            out[value] = inside
    return out


def character_presence(texts: Sequence[Sequence[Stretch]], coders: Sequence[str]) -> Presence:
    """Return the patterns of every value over the characters of texts given by their stretches."""
    m = len(coders)
    bits = {coder: 1 << i for i, coder in enumerate(coders)}
    chosen: dict[str, dict[int, Patterns]] = {}
    seen: list[Patterns] = []
    for part, text in enumerate(texts):
        totals: Patterns = {}
        for stretch in text:
            saw = sum(bits[c] for c in stretch.readers) << m
            totals[saw] = totals.get(saw, 0) + stretch.length
            turning: dict[str, list[tuple[int, int]]] = {}
            for coder, own in stretch.marks.items():
                bit = bits[coder]
                for value, spans in own.items():
                    at = turning.setdefault(value, [])
                    for start, end in spans:
                        at.append((start, bit))
                        at.append((end, bit))
            for value, at in turning.items():
                _count(at, saw, chosen.setdefault(value, {}).setdefault(part, {}))
        seen.append(totals)
    return Presence(tuple(coders), chosen, seen)


def _count(turning: list[tuple[int, int]], saw: int, patterns: Patterns) -> None:
    """Add the run-lengths between the places where a coder begins or ends a mark."""
    turning.sort()
    who = last = 0
    for position, bit in turning:
        if who and position > last:
            mask = who | saw
            patterns[mask] = patterns.get(mask, 0) + position - last
        who ^= bit
        last = position


def character_sets(text: Sequence[Stretch], coders: Sequence[str]) -> Table:
    """Return the table of the sets of values that each coder gave each character of a text."""
    rows: dict[Row, int] = {}
    empty: frozenset[str] = frozenset()
    known: dict[frozenset[str], frozenset[str]] = {empty: empty}
    for stretch in text:
        turning: list[tuple[int, int, str]] = []
        for i, coder in enumerate(coders):
            for value, spans in stretch.marks.get(coder, {}).items():
                for start, end in spans:
                    turning.append((start, i, value))
                    turning.append((end, i, value))
        turning.sort()
        now: list[frozenset[str] | None] = [empty if c in stretch.readers else None for c in coders]
        last = stretch.start
        for position, i, value in turning:
            if position > last:
                key = tuple(now)
                rows[key] = rows.get(key, 0) + position - last
                last = position
            turned = (now[i] or empty) ^ {value}
            now[i] = known.setdefault(turned, turned)
        if stretch.end > last:
            key = tuple(now)
            rows[key] = rows.get(key, 0) + stretch.end - last
    return Table(tuple(coders), rows)


def relabelled(texts: Sequence[MarkedText], new: Mapping[str, str | None]) -> list[MarkedText]:
    """Return texts with other values: each mapped value takes its new name, None takes it away, others stay."""
    out = []
    for text in texts:
        marks: Marks = {}
        for coder, own in text.marks.items():
            mapped: dict[str, list[Span]] = {}
            for value, spans in own.items():
                name = new.get(value, value)
                if name is not None:
                    mapped.setdefault(name, []).extend(spans)
            marks[coder] = {value: once(spans) for value, spans in mapped.items()}
        out.append(MarkedText(text.name, text.length, marks, text.read))
    return out


def units_table(text: MarkedText, units: Sequence[Span], coders: Sequence[str]) -> Table:
    """Return the table of the sets of values that each coder gave each unit of a text.

    A mark gives its value to every unit that it shares a character with.  A
    coder saw a unit who has read all of it or marked something in it.
    """
    order = sorted(range(len(units)), key=units.__getitem__)
    starts = [units[i][0] for i in order]
    ends = [units[i][1] for i in order]
    reach, high = [], 0
    for end in ends:
        high = max(high, end)
        reach.append(high)
    columns: list[list[frozenset[str] | None]] = []
    for coder in coders:
        column: list[set[str] | None] = [None] * len(order)
        for start, end in text.read.get(coder, ()):
            for i in _touched(starts, reach, start, end):
                if start <= starts[i] and ends[i] <= end:
                    column[i] = set()
        for value, spans in text.marks.get(coder, {}).items():
            for start, end in spans:
                for i in _touched(starts, reach, start, end):
                    if max(start, starts[i]) < min(end, ends[i]):
                        column[i] = (column[i] or set()) | {value}
        columns.append([None if cell is None else frozenset(cell) for cell in column])
    return tally(coders, zip(*columns, strict=True)) if columns else Table((), {})


def _touched(starts: Sequence[int], reach: Sequence[int], start: int, end: int) -> range:
    high = bisect_left(starts, end)
    return range(bisect_right(reach, start, 0, high), high)


def only_one_each(texts: Sequence[Sequence[Stretch]]) -> bool:
    """Tell whether no coder's marks of different values share a character."""
    for stretch in (s for text in texts for s in text):
        for own in stretch.marks.values():
            last = 0
            for start, end in sorted(span for spans in own.values() for span in spans):
                if start < last:
                    return False
                last = max(last, end)
    return True


def readers_of(text: Sequence[Stretch]) -> frozenset[str]:
    """Return who has read some of a text."""
    return frozenset(c for stretch in text for c in stretch.readers)
