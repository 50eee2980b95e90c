"""Spans that overlap: which ones touch a stretch, where they are cut, in which lane each is drawn.

Everything here is arrays and bisection, since the reading view asks these
questions for every row that it paints.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


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


class OverlapIndex(Generic[S]):
    """Spans sorted by start, with the running maximum of their ends.

    A query costs two bisections and a filter over the spans between them;
    adding or taking away a span shifts arrays and mends the maxima until they
    agree again.
    """

    __slots__ = ("_ends", "_items", "_reach", "_starts")

    def __init__(self, spans: Iterable[S] = (), *, ordered: bool = False) -> None:
        """Take in spans; ``ordered`` says that they come by start, longer ones first, then by id."""
        self._items: list[S] = list(spans) if ordered else sorted(spans, key=_order)
        self._starts = array("I", [s.start for s in self._items])
        self._ends = array("I", [s.end for s in self._items])
        self._reach = array("I", accumulate(self._ends, max))

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[S]:
        return iter(self._items)

    def overlapping(self, start: int, end: int) -> list[S]:
        """Return the spans that share at least one character with ``[start, end)``, by start."""
        high = bisect_left(self._starts, end)
        low = bisect_right(self._reach, start, 0, high)
        ends = self._ends
        return [self._items[i] for i in range(low, high) if ends[i] > start]

    def at(self, position: int) -> list[S]:
        """Return the spans that hold the character at a position, by start."""
        return self.overlapping(position, position + 1)

    def add(self, span: S) -> None:
        """Put a span in."""
        i = bisect_right(self._items, _order(span), key=_order)
        self._items.insert(i, span)
        self._starts.insert(i, span.start)
        self._ends.insert(i, span.end)
        self._reach.insert(i, max(span.end, self._reach[i - 1] if i else 0))
        for j in range(i + 1, len(self._reach)):
            if self._reach[j] >= span.end:
                break
            self._reach[j] = span.end

    def discard(self, span: S) -> bool:
        """Take out the span with the same id, start and end; False when there is none."""
        i = bisect_left(self._items, _order(span), key=_order)
        if i == len(self._items) or _order(self._items[i]) != _order(span):
            return False
        del self._items[i], self._starts[i], self._ends[i], self._reach[i]
        reach = self._reach[i - 1] if i else 0
        for j in range(i, len(self._reach)):
            reach = max(reach, self._ends[j])
            if self._reach[j] == reach:
                break
            self._reach[j] = reach
        return True

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
        total = at = 0
        for start, reach in zip(self._starts, self._reach, strict=True):
            if reach > at:
                total += reach - max(at, start)
                at = reach
        return total


def _order(span: Span) -> tuple[int, int, str]:
    # Longer spans first, so that an outer span gets the lane nearer to the text.
    return span.start, -span.end, span.id


class Lanes:
    """The lane of each span, so that no two that overlap share one.

    Lanes are dealt greedily from the left, which uses as few as the deepest
    overlap needs.  A span that is added later takes the lowest lane free among
    its neighbours, so no other span changes its lane under the reader's eyes.
    """

    __slots__ = ("_lane",)

    def __init__(self, spans: Iterable[Span] = (), *, ordered: bool = False) -> None:
        """Deal lanes to spans; ``ordered`` says that they come by start, longer ones first, then by id."""
        self._lane: dict[str, int] = {}
        free: list[int] = []
        open_: list[tuple[int, int]] = []
        for span in spans if ordered else sorted(spans, key=_order):
            start = span.start
            while open_ and open_[0][0] <= start:
                heappush(free, heappop(open_)[1])
            # The lanes in use are those open and those free.
            lane = heappop(free) if free else len(open_)
            self._lane[span.id] = lane
            heappush(open_, (span.end, lane))

    def __getitem__(self, identifier: str) -> int:
        return self._lane[identifier]

    def add(self, span: Span, neighbours: Iterable[Span]) -> int:
        """Give a span the lowest lane that none of the spans around it has, and return it."""
        taken = {self._lane[n.id] for n in neighbours if n.id != span.id and n.id in self._lane}
        lane = next(i for i in range(len(taken) + 1) if i not in taken)
        self._lane[span.id] = lane
        return lane

    def discard(self, identifier: str) -> None:
        """Forget a span."""
        self._lane.pop(identifier, None)


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
