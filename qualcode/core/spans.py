"""Spans that overlap: which ones touch a stretch, where they are cut, in which lane each is drawn.

Everything here is arrays and bisection, since the reading view asks these
questions for every row that it paints.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

#: The lanes in which stripes are drawn beside a text, at most.
LANES = 5


class Span(Protocol):
    """Anything with a half-open span of code points and an id of its own."""

    @property
    def id(self) -> str:
        """The id that tells it from all others."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends; the position itself is outside."""


S = TypeVar("S", bound=Span)


class SpanTable(Sequence[S]):
    """Spans by start, longer ones first, that are kept in columns; each is made when it is asked for."""

    @property
    @abstractmethod
    def starts(self) -> array[int]:
        """Where each begins."""

    @property
    @abstractmethod
    def ends(self) -> array[int]:
        """Where each ends."""


class OverlapIndex(Generic[S]):
    """Spans sorted by start, with the running maximum of their ends.

    A query costs two bisections and a filter over the spans between them;
    adding or taking away a span shifts arrays and mends the maxima until they
    agree again.  Every span has a number of its own, which it keeps: that by
    which ``index[number]`` gives it.
    """

    __slots__ = ("_base", "_covered", "_ends", "_inside", "_more", "_number", "_reach", "_starts")

    def __init__(self, spans: Iterable[S] = (), *, ordered: bool = False) -> None:
        """Take in spans; ``ordered`` says that they come by start, longer ones first, then by id."""
        self._base: Sequence[S]
        if isinstance(spans, SpanTable):
            self._base, self._starts, self._ends = spans, spans.starts[:], spans.ends[:]
        else:
            self._base = list(spans) if ordered else sorted(spans, key=_order)
            self._starts = array("I", [s.start for s in self._base])
            self._ends = array("I", [s.end for s in self._base])
        self._inside = len(self._base)
        self._more: list[S] = []
        self._number = array("I", range(len(self._base)))
        self._reach = array("I", accumulate(self._ends, max))
        self._covered: int | None = None

    def __len__(self) -> int:
        return len(self._number)

    def __iter__(self) -> Iterator[S]:
        return map(self.__getitem__, self._number)

    def __getitem__(self, number: int) -> S:
        return self._base[number] if number < self._inside else self._more[number - self._inside]

    def numbers(self, start: int, end: int) -> list[int]:
        """Return the numbers of the spans that share at least one character with ``[start, end)``, by start."""
        high = bisect_left(self._starts, end)
        low = bisect_right(self._reach, start, 0, high)
        ends, number = self._ends, self._number
        return [number[i] for i in range(low, high) if ends[i] > start]

    def overlapping(self, start: int, end: int) -> list[S]:
        """Return the spans that share at least one character with ``[start, end)``, by start."""
        return list(map(self.__getitem__, self.numbers(start, end)))

    def at(self, position: int) -> list[S]:
        """Return the spans that hold the character at a position, by start."""
        return self.overlapping(position, position + 1)

    def add(self, span: S) -> int:
        """Put a span in, and return its number."""
        i = self._place(span, bisect_right)
        number = self._inside + len(self._more)
        self._more.append(span)
        self._number.insert(i, number)
        self._starts.insert(i, span.start)
        self._ends.insert(i, span.end)
        self._reach.insert(i, max(span.end, self._reach[i - 1] if i else 0))
        self._covered = None
        for j in range(i + 1, len(self._reach)):
            if self._reach[j] >= span.end:
                break
            self._reach[j] = span.end
        return number

    def discard(self, span: S) -> bool:
        """Take out the span with the same id, start and end; False when there is none."""
        i = self._place(span, bisect_left)
        if i == len(self._number) or _order(self[self._number[i]]) != _order(span):
            return False
        del self._number[i], self._starts[i], self._ends[i], self._reach[i]
        self._covered = None
        reach = self._reach[i - 1] if i else 0
        for j in range(i, len(self._reach)):
            reach = max(reach, self._ends[j])
            if self._reach[j] == reach:
                break
            self._reach[j] = reach
        return True

    def _place(self, span: S, bisect: Callable[..., int]) -> int:
        return bisect(self._number, _order(span), key=lambda number: _order(self[number]))

    def next_start(self, position: int) -> int | None:
        """Return the first start after a position."""
        i = bisect_right(self._starts, position)
        return self._starts[i] if i < len(self._starts) else None

    def previous_start(self, position: int) -> int | None:
        """Return the last start before a position."""
        i = bisect_left(self._starts, position)
        return self._starts[i - 1] if i else None

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of ``[start, end)`` that no span covers, in order."""
        at = start
        i = bisect_right(self._reach, start)
        while i < len(self._starts) and at < end:
            if self._starts[i] > at:
                yield at, min(self._starts[i], end)
            at = max(at, self._reach[i])
            i += 1
        if at < end:
            yield at, end

    def covered(self) -> int:
        """Return how many characters at least one span covers."""
        if self._covered is None:
            total = at = 0
            for start, reach in zip(self._starts, self._reach, strict=True):
                if reach > at:
                    total += reach - max(at, start)
                    at = reach
            self._covered = total
        return self._covered

    def borders(self) -> Iterator[tuple[int, int, int]]:
        """Yield the number, start and end of each span, by start."""
        return zip(self._number, self._starts, self._ends, strict=True)


def _order(span: Span) -> tuple[int, int, str]:
    # Longer spans first, so that an outer span gets the lane nearer to the text.
    return span.start, -span.end, span.id


class Lanes:
    """The lane of each span of an index, so that no two that overlap share one of the :data:`LANES`.

    Lanes are dealt greedily from the left, which needs as few as can be; a span
    for which none is left has :data:`LANES` itself.  A span that is added later
    takes the lowest lane free among its neighbours, so no other span changes
    its lane under the reader's eyes.
    """

    __slots__ = ("_lane",)

    def __init__(self, index: OverlapIndex[S]) -> None:
        """Deal lanes to the spans that an index holds now."""
        self._lane = bytearray(len(index))
        lane = self._lane
        # Written out, since it is done for every coding of a source before its first row is painted.
        first = second = third = fourth = fifth = 0
        for number, start, end in index.borders():
            if first <= start:
                first = end
            elif second <= start:
                second, lane[number] = end, 1
            elif third <= start:
                third, lane[number] = end, 2
            elif fourth <= start:
                fourth, lane[number] = end, 3
            elif fifth <= start:
                fifth, lane[number] = end, 4
            else:
                lane[number] = LANES

    def __getitem__(self, number: int) -> int:
        return self._lane[number]

    def add(self, number: int, neighbours: Iterable[int]) -> int:
        """Give a span, by its number, the lowest lane that none of the spans around it has, and return it."""
        self._lane.extend(LANES for _ in range(len(self._lane), number + 1))
        taken = {self._lane[n] for n in neighbours if n != number}
        self._lane[number] = next((i for i in range(LANES) if i not in taken), LANES)
        return self._lane[number]


def cuts(start: int, end: int, spans: Iterable[Span], *more: int) -> list[int]:
    """Return the positions at which ``[start, end)`` must be cut so that no piece straddles a border.

    The first is ``start`` and the last ``end``; ``more`` are further borders
    (cursor, selection), those outside being passed over.
    """
    found = {start, end}
    for span in spans:
        if start < span.start < end:
            found.add(span.start)
        if start < span.end < end:
            found.add(span.end)
    found.update(p for p in more if start < p < end)
    return sorted(found)


def union(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans joined where they overlap or touch, in order."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
