"""A text laid out in rows of a given width, for a fixed-pitch screen.

A row is a span of the text and the number of its turn, held in arrays; there
is no object per row.  Lines break at blanks.  Runs of blank lines become one
blank row; a turn's label is not part of its first row, since the reading view
shows it in the gutter.  Width is counted in screen cells: lines that hold wide,
zero-width or tab characters are measured character by character, all others
by length.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Protocol

TAB_CELLS = 4
NO_TURN = 0xFFFFFFFF

# Everything outside these ranges is asked for its width one by one; inside, each character is one cell.
_ONE_CELL = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
_ODD = re.compile(f"[^\n{_ONE_CELL}]")


class Stretch(Protocol):
    """A turn as the layout needs it (see ``core.sources.Turn``)."""

    @property
    def start(self) -> int:
        """Where the label begins."""

    @property
    def body(self) -> int:
        """Where the talk begins."""

    @property
    def end(self) -> int:
        """Where the talk ends."""


@lru_cache(maxsize=4096)
def cell_width(character: str) -> int:
    """Return the screen cells of one character: 0, 1, 2, or the cells of a tab."""
    if character == "\t":
        return TAB_CELLS
    if character == "\u00ad":
        return 1
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or 0x1160 <= code <= 0x11FF or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """Return the screen cells of a string without line ends."""
    return sum(map(cell_width, text)) if _ODD.search(text) else len(text)


class Lines:
    """The lines of a text as they will be wrapped: found once per text, whatever the width.

    ``owns[i]`` is where line ``i`` begins in the text, ``start[i]`` where its
    shown part begins (after a label), ``end[i]`` where it ends, ``turn[i]`` its
    turn's index or :data:`NO_TURN`.
    """

    __slots__ = ("end", "odd", "owns", "start", "text", "turn", "turn_line")

    def __init__(self, text: str, turns: Sequence[Stretch] = ()) -> None:
        self.text = text
        self.owns, self.start, self.end, self.turn = array("I"), array("I"), array("I"), array("I")
        self.turn_line = array("I")
        find = text.find
        at, size, n = 0, len(text), 0
        blank_before = True
        starts = [t.start for t in turns]
        bodies = [t.body for t in turns]
        ends = [t.end for t in turns]
        while at < size:
            stop = find("\n", at)
            if stop < 0:
                stop = size
            while n < len(ends) and ends[n] <= at and starts[n] < at:
                n += 1
            # A turn may begin after blanks on its line; it belongs to the line that holds its start.
            inside = n < len(starts) and starts[n] <= max(at, stop - 1)
            shown = max(at, bodies[n]) if inside and starts[n] >= at else at
            shown = min(shown, stop)
            blank = shown == stop or (text[shown] in " \t\xa0" and not text[shown:stop].strip())
            first = inside and at <= starts[n]
            if first:
                while len(self.turn_line) <= n:
                    self.turn_line.append(len(self.owns))
            if not blank or not blank_before or first:
                self.owns.append(at)
                self.start.append(stop if blank else shown)
                self.end.append(stop)
                self.turn.append(n if inside else NO_TURN)
            blank_before = blank and not first
            at = stop + 1
        if not self.owns:
            for column, value in ((self.owns, 0), (self.start, 0), (self.end, 0), (self.turn, NO_TURN)):
                column.append(value)
        while len(self.turn_line) < len(turns):
            self.turn_line.append(max(0, len(self.owns) - 1))
        self.odd = frozenset(self.line_of(m.start()) for m in _ODD.finditer(text))

    def line_of(self, position: int) -> int:
        """Return the index of the line that a position belongs to."""
        return max(0, bisect_right(self.owns, position) - 1)


class Layout:
    """The rows of a text at one width, with the folded turns shut to one row each."""

    __slots__ = ("end", "first", "lines", "odd", "start", "turn", "width")

    def __init__(self, lines: Lines, width: int, folded: Collection[int] = ()) -> None:
        self.lines, self.width = lines, width
        self.start, self.end, self.turn, self.first = array("I"), array("I"), array("I"), array("I")
        self.odd: set[int] = set()
        add_start, add_end, add_turn, add_first = (
            self.start.append,
            self.end.append,
            self.turn.append,
            self.first.append,
        )
        text, rfind, odd = lines.text, lines.text.rfind, lines.odd
        shut = -1
        for i, (begin, end, turn) in enumerate(zip(lines.start, lines.end, lines.turn, strict=True)):
            at = begin
            if turn == shut or (shut >= 0 and turn == NO_TURN and at == end):
                add_first(len(self.start) - 1)
                continue
            shut = -1
            add_first(len(self.start))
            if i in odd:
                rows = wrap_by_cells(text, at, end, width)
                shut = turn if turn in folded else -1
                for a, b in rows[:1] if turn == shut else rows:
                    self.odd.add(len(self.start))
                    add_start(a)
                    add_end(b)
                    add_turn(turn)
                continue
            if folded and turn in folded:
                shut = turn
                add_start(at)
                add_end(min(end, at + width - 1))  # a cell is left for the sign of the fold
                add_turn(turn)
                continue
            while end - at > width:
                cut = rfind(" ", at, at + width + 1)
                if cut <= at:
                    cut = after = at + width
                else:
                    after = cut + 1
                add_start(at)
                add_end(cut)
                add_turn(turn)
                at = after
            add_start(at)
            add_end(end)
            add_turn(turn)

    def __len__(self) -> int:
        return len(self.start)

    def snap(self, position: int) -> int:
        """Return the position itself, or where the talk begins when it stands in a label."""
        lines = self.lines
        return max(position, lines.start[lines.line_of(position)])

    def row_of(self, position: int) -> int:
        """Return the row that shows a position."""
        return max(0, bisect_right(self.start, self.snap(position)) - 1)

    def column_of(self, row: int, position: int) -> int:
        """Return the cell of a row in which a position stands, at most the row's width."""
        start, end = self.start[row], self.end[row]
        position = max(start, min(position, end))
        return cells(self.lines.text[start:position]) if row in self.odd else position - start

    def position_at(self, row: int, column: int) -> int:
        """Return the position shown at a cell of a row; its end when the cell lies after it."""
        start, end = self.start[row], self.end[row]
        if row not in self.odd:
            return min(start + max(0, column), end)
        used = 0
        for position in range(start, end):
            used += cell_width(self.lines.text[position])
            if used > column:
                return position
        return end

    def row_cells(self, row: int) -> int:
        """Return how many cells a row's text takes."""
        start, end = self.start[row], self.end[row]
        return cells(self.lines.text[start:end]) if row in self.odd else end - start

    def is_first_row(self, row: int) -> bool:
        """Return whether a row is the first of its turn."""
        turn = self.turn[row]
        return turn != NO_TURN and self.first[self.lines.turn_line[turn]] == row


def wrap_by_cells(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Return the rows of one line as spans, measured in cells; a cluster of marks is never torn apart."""
    rows: list[tuple[int, int]] = []
    at, used, blank = start, 0, -1
    position = start
    while position < end:
        wide = cell_width(text[position])
        if used + wide > width and position > at:
            if text[position] == " ":
                rows.append((at, position))
                at = position + 1
            elif blank > at:
                rows.append((at, blank))
                at = blank + 1
            else:
                rows.append((at, position))
                at = position
            blank, used = -1, 0
            position = at
            continue
        if text[position] == " ":
            blank = position
        used += wide
        position += 1
    rows.append((at, end))
    return rows
