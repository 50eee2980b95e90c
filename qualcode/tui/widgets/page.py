"""The page under the reading view: what is shown, laid out in rows and painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from qualcode.core.codings import Mark
from qualcode.core.layout import Layout, Lines, Stretch
from qualcode.core.spans import Lanes, OverlapIndex
from qualcode.tui.colours import CodePaint
from qualcode.tui.painting import is_known
from qualcode.tui.widgets.rail import Rail
from qualcode.tui.widgets.rows import Ink, Page, Places, Tone, columns
from qualcode.tui.widgets.steps import Steps

MEASURE = 88
MEASURES = (60, 72, MEASURE, 100, 120)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the view shows: a text, its turns with their labels, its codings, and how codes are drawn.

    ``marks`` come by start, longer ones first.  ``quiet[i]`` says that turn
    ``i`` is the interviewer's; ``line`` gives the original's line of a position.
    """

    text: str
    turns: Sequence[Stretch] = ()
    labels: Sequence[str] = ()
    quiet: Sequence[bool] = ()
    marks: Sequence[Mark] = ()
    paint: Mapping[str, CodePaint] | None = None
    line: Callable[[int], int] | None = None
    last_line: int = 0


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """A :class:`Reading` laid out in rows; only rows that change are painted again."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--gutter",
        "transcript--speaker",
        "transcript--interviewer",
        "transcript--cursor",
        "transcript--selection",
        "transcript--match",
        "transcript--fold",
        "transcript--border",
        "transcript--aside",
    }
    DEFAULT_CSS = """
    PageView {
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """

    def __init__(self, reading: Reading | None = None, *, id: str | None = None, measure: int = MEASURE) -> None:  # noqa: A002
        super().__init__(id=id)
        self.measure = measure
        self._fits = Size(0, 0)  # the size of the view that the text was last laid out for
        self.cursor = 0
        self.origin: int | None = None
        self.free = False
        self.unit = "sentence"
        self.folded: set[int] = set()
        self._goal: int | None = None
        self._page: Page | None = None
        self._ink_stale = True
        self._filters: Sequence[LineFilter] = ()
        self._dragging = False
        self._last_selection: tuple[int, int] | None = None
        self._take(reading or Reading(""))

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for."""
        if not is_known():
            return super().vertical_scrollbar
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = Rail(
                vertical=True, name="vertical", thickness=self.scrollbar_size_vertical
            )
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001
        return self._vertical_scrollbar

    # -- what is shown ------------------------------------------------------

    def _take(self, reading: Reading) -> None:
        self.reading = reading
        self._middle: int | None = None  # the position that is to be shown when there is a size
        self.lines = Lines(reading.text, reading.turns)
        self.steps = Steps(reading.text, reading.turns, self.lines)
        self.index: OverlapIndex[Mark] = OverlapIndex(reading.marks, ordered=True)
        self.lanes = Lanes(self.index)
        self.paint: Mapping[str, CodePaint] = reading.paint or {}
        self.hand: str | None = None
        self._hand_mark: Mark | None = None
        self.pinned: frozenset[str] = frozenset()
        self.matches: Sequence[tuple[int, int]] = ()
        self.units: Places[int] | None = None
        self.asides: Places[tuple[int, int]] | None = None

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show other codings of the same text, by start, longer ones first."""
        self.index = OverlapIndex(marks, ordered=True)
        self.lanes = Lanes(self.index)
        self._choose_hand()
        self._repaint_all()

    def add_mark(self, mark: Mark) -> None:
        """Show one more coding; only its rows are painted again."""
        number = self.index.add(mark)
        self.lanes.add(number, self.index.numbers(mark.start, mark.end))
        self._refresh_span(mark.start, mark.end)

    def remove_mark(self, mark: Mark) -> None:
        """Take a coding away."""
        self.index.discard(mark)
        if self.hand == mark.id:
            self._choose_hand()
        self._refresh_span(mark.start, mark.end)

    def set_paint(self, paint: Mapping[str, CodePaint]) -> None:
        """Draw codes in other colours and letters."""
        self.paint = paint
        self._repaint_all()

    def set_measure(self, measure: int) -> None:
        """Break lines at another length; the top row keeps its place in the text."""
        if measure != self.measure:
            self.measure = measure
            self._lay_out()

    def set_pinned(self, codes: Iterable[str]) -> None:
        """Lay the colour of these codes under their text."""
        self.pinned = frozenset(codes)
        self._repaint_all()

    def set_matches(self, matches: Sequence[tuple[int, int]]) -> None:
        """Mark the hits of a search, sorted by start."""
        self.matches = matches
        self._repaint_all()

    def set_talk(self, *, units: Places[int] | None, asides: Places[tuple[int, int]] | None) -> None:
        """Draw the borders of meaning units, and mark fillers and pauses; neither where there is None."""
        self.units, self.asides = units, asides
        self._repaint_all()

    # -- layout -------------------------------------------------------------

    def on_resize(self) -> None:
        """Fit the text to the size."""
        self._fit()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        # Before anything is painted in the new size: the message about it comes later, and the text would be painted
        # in the rows of the old size first.
        if changed and self._page is not None:
            self._fit()
        return changed

    def _fit(self) -> None:
        """Lay the text out anew; the top row keeps its place in the text, and the cursor in sight stays in sight."""
        if self._page is not None and self._fits == self.size:
            return
        top, page = self.scroll_offset.y, self._page
        in_sight = page is not None and top <= page.layout.row_of(self.cursor) < top + self._fits.height
        self._fits = self.size
        self._lay_out()
        if in_sight:
            self.scroll_to_cursor()
        elif self._middle is not None:
            self.show_in_middle(self._middle)
        self._place_hardware_cursor()

    def _lay_out(self, *, top: int | None = None, force: bool = True) -> None:
        if not self.size.width:
            return
        width = self.scrollable_content_region.width
        cols = columns(width, sorted(set(self.reading.labels)), self.reading.last_line, self.measure)
        old = self._page
        if top is None and old is not None:
            top = old.layout.start[min(self.scroll_offset.y, len(old.layout) - 1)]
        layout = Layout(self.lines, cols.text, self.folded)
        self._page = Page(
            layout,
            cols,
            self._ink(),
            self.index,
            self.lanes,
            self.reading.labels,
            self.reading.quiet,
            self.reading.line or (lambda _: 0),
            self.paint,
            self._tone(),
        )
        self._sync()
        self.virtual_size = Size(width, len(layout))
        if top is not None:
            self.scroll_to(y=layout.row_of(top), animate=False, force=force)
        self.refresh()

    def _tone(self) -> Tone:
        """Return what the app makes of every style: colours for the terminal, or none where they are not wanted."""
        filters, ground = self.get_line_filters(), self.background_colors[1]
        self._filters = filters

        def tone(style: Style) -> Style:
            segments = [Segment(" ", style)]
            for each in filters:
                segments = each.apply(segments, ground)
            return segments[0].style or style

        return tone

    def _ink(self) -> Ink:
        tone = self._tone()

        def style(name: str, *, partial: bool = False) -> Style:
            return tone(self.get_component_rich_style(name, partial=partial))

        ground = self.background_colors[1].rgb
        return Ink(
            base=tone(self.rich_style),
            gutter=style("transcript--gutter"),
            speaker=style("transcript--speaker"),
            interviewer=style("transcript--interviewer"),
            cursor=style("transcript--cursor", partial=True),
            selection=style("transcript--selection", partial=True),
            match=style("transcript--match", partial=True),
            fold=style("transcript--fold"),
            border=style("transcript--border"),
            aside=style("transcript--aside", partial=True),
            ground="#{:02x}{:02x}{:02x}".format(*ground),
        )

    def notify_style_update(self) -> None:
        """Take the styles anew after a change of theme."""
        super().notify_style_update()
        self._ink_stale = True

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the cursor as the active one, or as resting."""
        super().watch_has_focus(has_focus)
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        if self._page is not None:
            self._page.styles.clear()
            self._refresh_span(self.cursor, self.cursor + 1)
            self._place_hardware_cursor()

    def _sync(self) -> None:
        page = self._page
        if page is not None:
            page.cursor, page.selection, page.hand = self.cursor, self.selection, self.hand
            page.pinned, page.matches, page.folded = self.pinned, self.matches, frozenset(self.folded)
            page.units, page.asides = self.units, self.asides
            page.index, page.lanes, page.focused = self.index, self.lanes, self.has_focus
            if page.paint is not self.paint:
                page.paint = self.paint
                page.forget_all()

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        return self._rows(range(y, y + 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the screen; they fill the view, so that nothing has to be painted around them."""
        strips = self._rows(crop.line_range)
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def _rows(self, lines: range) -> list[Strip]:
        width, page = self.scrollable_content_region.width, self._page
        if page is None:
            return [Strip.blank(width, self.rich_style)] * len(lines)
        if self._ink_stale or self._filters != self.get_line_filters():
            # Only when a row is painted are the styles of a new theme sure to be in place.
            self._ink_stale = False
            page.ink, page.tone = self._ink(), self._tone()
            page.forget_all()
        top = self.scroll_offset.y
        return [page.strip(top + y, width) for y in lines]

    def _repaint_all(self) -> None:
        if self._page is not None:
            self._page.pictures.clear()
        self._sync()
        self.refresh()

    def _refresh_span(self, start: int, end: int) -> None:
        if self._page is None:
            return
        self._sync()
        first, last = self._page.layout.row_of(start), self._page.layout.row_of(max(start, end - 1))
        self._page.forget(first, last)
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    # -- what is under the cursor -------------------------------------------

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected span, or None."""
        if self.origin is None or self.origin == self.cursor:
            return None
        return min(self.origin, self.cursor), max(self.origin, self.cursor)

    @property
    def place(self) -> int:
        """The position that commands are about: the start of the selection, else the cursor."""
        return self.selection[0] if self.selection else self.cursor

    def marks_here(self) -> list[Mark]:
        """Return the codings at the place of command, those that begin first and are longest first."""
        return self.index.at(self.place)

    def marks_in_sight(self) -> list[Mark]:
        """Return the codings on the rows in sight, those that begin first and are longest first."""
        if self._page is None:
            return []
        layout, top = self._page.layout, self.scroll_offset.y
        last = min(top + max(1, self.size.height), len(layout)) - 1
        return self.index.overlapping(layout.start[min(top, last)], max(1, layout.end[last]))

    def _choose_hand(self) -> None:
        here = self.marks_here()
        mark = next((m for m in here if m.id == self.hand), None)
        if mark is None and here:
            # The innermost coding is what the reader looks at.
            mark = min(here, key=lambda m: m.end - m.start)
        self._take_in_hand(mark)

    def _take_in_hand(self, mark: Mark | None) -> None:
        """Paint the rows anew of the coding that was at hand and of the one that is."""
        before, self._hand_mark = self._hand_mark, mark
        self.hand = mark.id if mark else None
        if before != mark:
            for each in (before, mark):
                if each is not None:
                    self._refresh_span(each.start, each.end)

    def scroll_to_cursor(self) -> None:
        """Scroll so that the cursor can be seen; a far jump brings it to the upper third."""
        if self._page is None:
            return
        row, top, height = self._page.layout.row_of(self.cursor), self.scroll_offset.y, self.size.height
        if top <= row < top + height:
            return
        if row < top and top - row <= height:
            target = row
        elif row >= top + height and row - top < 2 * height:
            target = row - height + 1
        else:
            target = max(0, row - height // 3)
        self.scroll_to(y=target, animate=False, force=True)

    def show_in_middle(self, position: int) -> None:
        """Scroll so that a position stands a third down from the top, as soon as there is a size."""
        self._middle = position if self._page is None else None
        if self._page is not None:
            row = self._page.layout.row_of(position)
            self.scroll_to(y=max(0, row - self.size.height // 3), animate=False, force=True)

    def _place_hardware_cursor(self) -> None:
        if self._page is None or not self.has_focus:
            return
        layout = self._page.layout
        row = layout.row_of(self.cursor)
        x = self._page.cols.gutter + layout.column_of(row, self.cursor)
        self.app.cursor_position = self.content_region.offset + Offset(x, row - self.scroll_offset.y)

    def row_of(self, position: int) -> int | None:
        """Return the row of a position; None before the text is laid out."""
        return None if self._page is None else self._page.layout.row_of(position)

    def top_position(self) -> int:
        """Return the position at the top row."""
        if self._page is None:
            return self.cursor
        return self._page.layout.start[min(self.scroll_offset.y, len(self._page.layout) - 1)]
