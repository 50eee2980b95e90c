"""Places in a text as people name them: by lines of the original, by a turn, without the blanks around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qualcode.core.sources import Turn
from qualcode.core.texts import LineMap

Span = tuple[int, int]


def line_span(text: str, lines: LineMap, first: int, last: int) -> Span | None:
    """Return the span of a text that came from the original's lines ``first`` to ``last``.

    Blanks at its ends are left out; None when nothing else is left of those lines.
    """
    positions = range(len(text) + 1)
    start = bisect_left(positions, first, key=lines.line)
    end = bisect_right(positions, last, key=lines.line)
    return trimmed(text, start, min(end, len(text)))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a span without the blanks at its ends, or None when it holds nothing else."""
    if not 0 <= start <= end <= len(text):
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if start < end else None


def turn_span(turns: Sequence[Turn], n: int) -> Span | None:
    """Return the span of what is said in the turn of a number; None when there is no such turn."""
    turn = next((t for t in turns if t.n == n), None)
    return (turn.body, turn.end) if turn is not None and turn.body < turn.end else None
