"""Painting one row of the reading view: gutter, text, margin stripes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qualcode.core.codings import Mark
from qualcode.core.layout import NO_TURN, TAB_CELLS, Layout, cells
from qualcode.core.spans import Lanes, OverlapIndex, cuts
from qualcode.tui.colours import CodePaint, mix, readable

#: What a terminal shows of characters that do not stand for themselves.  Some terminals join the emoji of a sequence
#: and others do not: without what joins or tones them, all give them the same cells.
_UNPRINTABLE: dict[int, str] = {
    **dict.fromkeys([0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)], ""),
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F], ""),
    0xAD: "-",
    ord("\t"): " " * TAB_CELLS,
}
_PLAIN = CodePaint("#888888", "•")
_LONGEST_LABEL = 10
_BORDER = "│"
_PICTURES = 160  # rows that are kept as they were painted, more than a screen has

_Place = TypeVar("_Place")
#: Gives the places of something in a turn, by the turn's number in the reading.
Places = Callable[[int], Sequence[_Place]]
#: Turns a style into what the terminal is to show of it.
Tone = Callable[[Style], Style]


@dataclass(frozen=True, slots=True)
class Ink:
    """The styles of the parts of a row, taken from the stylesheet."""

    base: Style
    gutter: Style
    speaker: Style
    interviewer: Style
    cursor: Style
    selection: Style
    match: Style
    ground: str
    fold: Style
    border: Style
    aside: Style


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of a row: label, line number, text, lanes, counter, and blank to the right."""

    label: int
    number: int
    text: int
    lanes: int

    @property
    def gutter(self) -> int:
        """The cells before the text."""
        return self.label + self.number + 2

    @property
    def all(self) -> int:
        """The cells of a row up to its right edge: text, a blank, lanes, counter."""
        return self.gutter + self.text + 1 + self.lanes + 3


def columns(width: int, labels: Sequence[str], last_line: int, measure: int) -> Columns:
    """Return the columns for a view that is ``width`` cells wide, the text at most ``measure`` cells."""
    narrow = width < 90
    label = min(_LONGEST_LABEL - 3 * narrow, max((cells(s) for s in labels), default=0))
    number = max(3, len(str(last_line)))
    lanes = 3 if narrow else 5
    left = width - (label + number + 2) - (1 + lanes + 3)
    return Columns(label, number, max(16, min(measure, left)), lanes)


@dataclass(slots=True)
class Page:
    """All that a row's picture depends on."""

    layout: Layout
    cols: Columns
    ink: Ink
    index: OverlapIndex[Mark]
    lanes: Lanes
    labels: Sequence[str]
    quiet: Sequence[bool]
    line: Callable[[int], int]
    paint: Mapping[str, CodePaint]
    tone: Tone
    cursor: int = 0
    selection: tuple[int, int] | None = None
    hand: str | None = None
    pinned: frozenset[str] = frozenset()
    matches: Sequence[tuple[int, int]] = ()
    folded: frozenset[int] = frozenset()
    units: Places[int] | None = None
    asides: Places[tuple[int, int]] | None = None
    focused: bool = True
    styles: dict[object, Style] = field(default_factory=dict)
    pictures: dict[tuple[int, int], Strip] = field(default_factory=dict)

    def strip(self, row: int, width: int) -> Strip:
        """Return the picture of a row, ``width`` cells wide; the same until it is forgotten."""
        picture = self.pictures.get((row, width))
        if picture is None:
            if len(self.pictures) >= _PICTURES:
                del self.pictures[next(iter(self.pictures))]
            picture = self.pictures[row, width] = self._picture(row, width)
        return picture

    def forget(self, first: int, last: int) -> None:
        """Let the pictures of rows be made anew, the last included."""
        for key in [key for key in self.pictures if first <= key[0] <= last]:
            del self.pictures[key]

    def forget_all(self) -> None:
        """Let all pictures be made anew, and the styles in them."""
        self.pictures.clear()
        self.styles.clear()

    def _picture(self, row: int, width: int) -> Strip:
        if row >= len(self.layout):
            return Strip.blank(width, self.ink.base)
        marks, a, b = self._marks(row)
        segments = [*self._gutter(row), *self._text(row, a, b, marks), *self._margin(a, b, marks)]
        left = width - self.cols.all
        if left > 0:
            segments.append(Segment(" " * left, self.ink.base))
        return Strip(_joined(segments), max(width, self.cols.all))

    def _marks(self, row: int) -> tuple[dict[int, Mark], int, int]:
        """Return the codings on a row by their numbers, and where the row begins and ends."""
        a, b = self.layout.start[row], self.layout.end[row]
        return ({n: self.index[n] for n in self.index.numbers(a, b)} if b > a else {}), a, b

    def _gutter(self, row: int) -> list[Segment]:
        layout, cols, ink = self.layout, self.cols, self.ink
        turn = layout.turn[row]
        label = ""
        style = ink.speaker
        if turn != NO_TURN and layout.is_first_row(row):
            label = self.labels[turn]
            style = ink.interviewer if self.quiet[turn] else ink.speaker
            if cells(label) > cols.label:
                label = label[: cols.label - 1] + "…"
        blank = layout.start[row] == layout.end[row]
        line = self.line(layout.start[row])
        shown = "" if blank or (row and self.line(layout.start[row - 1]) == line) else str(line)
        if turn in self.folded:
            shown = "▸ " + shown
        # A shut turn's line number gives way to the sign for it where both do not fit.
        number = f"{shown[-cols.number - 1 :]:>{cols.number + 1}}"
        opens = self.units is not None and turn != NO_TURN and layout.start[row] in self.units(turn)
        edge = Segment(_BORDER, ink.border) if opens else Segment(" ", ink.gutter)
        return [Segment(label + " " * (cols.label - cells(label)), style), Segment(number, ink.gutter), edge]

    def _text(self, row: int, a: int, b: int, marks: Mapping[int, Mark]) -> list[Segment]:
        layout, ink = self.layout, self.ink
        text = layout.lines.text
        odd = row in layout.odd
        painted = [m for m in marks.values() if m.id == self.hand or m.code in self.pinned]
        borders: list[int] = []
        cursor = self.cursor if a <= self.cursor <= b and layout.row_of(self.cursor) == row else -1
        if cursor >= 0:
            borders += (cursor, cursor + 1)
        if self.selection:
            borders += self.selection
        matches = self._matches(a, b)
        for match in matches:
            borders += match
        gaps, asides = self._talk(layout.turn[row], a, b)
        for gap in gaps:
            borders += (gap, gap + 1)
        for aside in asides:
            borders += aside
        points = cuts(a, b, painted, *borders)
        out: list[Segment] = []
        selection = self.selection or (0, 0)
        for p, q in pairwise(points):
            codes = tuple(m.code for m in painted if m.start <= p < m.end)
            key = (
                codes,
                selection[0] <= p < selection[1],
                any(m <= p < n for m, n in matches),
                p == cursor,
                p in gaps or any(m <= p < n for m, n in asides),
            )
            piece = _BORDER if p in gaps else text[p:q]
            out.append(Segment(piece.translate(_UNPRINTABLE) if odd else piece, self._style(key)))
        pad = self.cols.text - layout.row_cells(row) + 1
        if cursor == b and (b == a or cursor not in points[:-1]):
            out.append(Segment(" ", self._style(((), False, False, True, False))))
            pad -= 1
        if layout.turn[row] in self.folded and pad > 1:
            out.append(Segment("…", ink.fold))
            pad -= 1
        if pad > 0:
            out.append(Segment(" " * pad, ink.base))
        return out

    def _talk(self, turn: int, a: int, b: int) -> tuple[set[int], list[tuple[int, int]]]:
        """Return the blanks of a row at which a border of units is drawn, and its fillers and pauses."""
        text, gaps, asides = self.layout.lines.text, set[int](), list[tuple[int, int]]()
        if turn != NO_TURN and self.units is not None:
            gaps = {s - 1 for s in self.units(turn) if a < s <= b and text[s - 1] == " "}
        if turn != NO_TURN and self.asides is not None:
            asides = [(m, n) for m, n in self.asides(turn) if m < b and n > a]
        return gaps, asides

    def _matches(self, a: int, b: int) -> list[tuple[int, int]]:
        if not self.matches:
            return []
        i = max(0, bisect_right(self.matches, (a, a)) - 1)
        out = []
        while i < len(self.matches) and self.matches[i][0] < b:
            if self.matches[i][1] > a:
                out.append(self.matches[i])
            i += 1
        return out

    def _style(self, key: tuple[tuple[str, ...], bool, bool, bool, bool]) -> Style:
        style = self.styles.get(key)
        if style is None:
            codes, selected, matched, at_cursor, aside = key
            style, ink = self.ink.base, self.ink
            if codes:
                colour = self.paint.get(codes[-1], _PLAIN).colour
                style += Style(bgcolor=mix(colour, ink.ground, 0.28), underline=len(codes) > 1 or None)
            if aside:
                style += ink.aside
            if matched:
                style += ink.match
            if selected:
                style += ink.selection
            if at_cursor:
                style += ink.cursor if self.focused else Style(underline=True)
            style = self.styles[key] = self.tone(style)
        return style

    def stripe_at(self, row: int, lane: int) -> Mark | None:
        """Return the coding whose stripe stands in a lane of a row."""
        marks, a, _b = self._marks(row)
        return self._stripes(a, marks)[0].get(lane)

    def _stripes(self, a: int, marks: Mapping[int, Mark]) -> tuple[dict[int, Mark], int]:
        """Return which coding each lane of a row shows, and how many there is no lane for.

        Codings that follow each other share a lane; where both stand on one row, that which has all of itself
        there moves to a lane that is free.
        """
        out: dict[int, Mark] = {}
        moved: list[Mark] = []
        hidden = 0
        for number, mark in marks.items():
            lane = self.lanes[number]
            if lane >= self.cols.lanes:
                hidden += 1
                continue
            before = out.get(lane)
            if before is not None and before.start >= a:
                moved.append(before)
            out[lane] = mark
        for mark in moved:
            spare = next((i for i in range(self.cols.lanes) if i not in out), None)
            if spare is None:
                hidden += 1
            else:
                out[spare] = mark
        return out, hidden

    def _margin(self, a: int, b: int, marks: Mapping[int, Mark]) -> list[Segment]:
        lanes: list[tuple[str, Style] | None] = [None] * self.cols.lanes
        drawn, hidden = self._stripes(a, marks)
        for lane, mark in drawn.items():
            paint = self.paint.get(mark.code, _PLAIN)
            first = mark.start >= a
            at_hand = mark.id == self.hand
            glyph = paint.letter if first else ("█" if at_hand else "┃" if mark.end > b else "╹")
            lanes[lane] = glyph, self._lane_style(paint.colour, at_hand, first)
        base = self.ink.base
        out = [Segment(" ", base) if stripe is None else Segment(*stripe) for stripe in lanes]
        out.append(Segment(f"+{min(hidden, 99):<2}" if hidden else "   ", self.ink.gutter))
        return out

    def _lane_style(self, colour: str, at_hand: bool, letter: bool) -> Style:
        key = ("lane", colour, at_hand, letter)
        style = self.styles.get(key)
        if style is None:
            style = self.ink.base + Style(color=readable(colour, self.ink.ground), bold=at_hand or None)
            if letter and at_hand:
                style += Style(reverse=True)
            style = self.styles[key] = self.tone(style)
        return style


def _joined(segments: list[Segment]) -> list[Segment]:
    """Join neighbours of the same style, since the screen pays for each segment."""
    out = [segments[0]]
    for segment in segments[1:]:
        last = out[-1]
        if segment.style is last.style:
            out[-1] = Segment(last.text + segment.text, last.style)
        elif segment.text:
            out.append(segment)
    return out
