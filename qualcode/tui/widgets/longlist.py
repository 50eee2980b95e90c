"""A list of any length: only the rows on the screen are ever made."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

#: Makes a row of a width; None while it is not known yet.
Row = Callable[[int, int], Content | None]


class LongList(ScrollView, can_focus=True):
    """Rows under a heading, each made when it comes into sight, with a row cursor; all rows are as many lines high."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"longlist--cursor", "longlist--heading"}
    DEFAULT_CSS = """
    LongList { height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; padding: 0; }
    LongList > .longlist--cursor { background: $raised; }
    LongList:focus > .longlist--cursor { background: $chosen; }
    LongList > .longlist--heading { color: $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "by(-1)", show=False),
        Binding("down", "by(1)", show=False),
        Binding("pageup", "by_page(-1)", show=False),
        Binding("pagedown", "by_page(1)", show=False),
        Binding("home,ctrl+home", "edge(0)", show=False),
        Binding("end,ctrl+end,G", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, listing: LongList) -> None:
            super().__init__()
            self.listing = listing

        @property
        def control(self) -> LongList:
            """The list that it is about."""
            return self.listing

    class Chosen(Moved):
        """A row was chosen by Enter or a double click."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.cursor = 0
        self.count = 0
        self.high = 1
        self._heading: Content | None = None
        self._row: Row = lambda _n, _width: None

    def show(self, count: int, row: Row, *, heading: Content | None = None, cursor: int = 0, high: int = 1) -> None:
        """Show so many rows, each ``high`` lines high."""
        self.count, self._row, self._heading, self.high = count, row, heading, high
        self.cursor = max(0, min(cursor, count - 1))
        self._fit()
        self.scroll_to_cursor()
        self.refresh()

    def _fit(self) -> None:
        self.virtual_size = Size(self._across, self.count * self.high + self._top)

    @property
    def _across(self) -> int:
        """The cells of a whole row."""
        return self.scrollable_content_region.width

    @property
    def _top(self) -> int:
        return 1 if self._heading is not None else 0

    @property
    def on_screen(self) -> range:
        """The rows that can be seen."""
        first = min(self.scroll_offset.y // self.high, self.count)
        return range(first, min(self.count, first + max(1, self._page) + 1))

    @property
    def _page(self) -> int:
        """The rows of which all lines can be seen at once."""
        return max(1, (self.scrollable_content_region.height - self._top) // self.high)

    def on_resize(self) -> None:
        """Make the rows anew for the new width."""
        self._fit()
        self.scroll_to_cursor()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        if y == 0 and self._heading is not None:
            return self._paint_heading(width, self.visual_style)
        n, part = divmod(self.scroll_offset.y + y - self._top, self.high)
        if n >= self.count:
            return Strip.blank(width, self.visual_style.rich_style)
        return self._paint(n, part, width, self.visual_style)

    def _paint_heading(self, width: int, base: Style) -> Strip:
        return self._strip(self._heading or Content(), width, base + self._heading_style)

    @property
    def _heading_style(self) -> Style:
        return self.get_visual_style("longlist--heading", partial=True)

    @property
    def _cursor_style(self) -> Style:
        # Not as a partial style: that comes without its background (Textual 8.2).
        return self.get_visual_style("longlist--cursor")

    def _paint(self, n: int, part: int, width: int, base: Style) -> Strip:
        """Return a line of a row."""
        row = self._row(n, width) or Content("…")
        if self.high > 1:
            lines = row.split("\n", allow_blank=True)
            row = lines[part] if part < len(lines) else Content("")
        return self._strip(row, width, self._cursor_style if n == self.cursor else base)

    @staticmethod
    def _strip(content: Content, width: int, style: Style) -> Strip:
        line = content.truncate(max(1, width), ellipsis=True).stylize_before(style)
        segments = line.render_segments(style)
        return Strip(segments).adjust_cell_length(width, style.rich_style)

    def refresh_row(self, n: int) -> None:
        """Paint one row anew."""
        y = n * self.high - self.scroll_offset.y + self._top
        first, last = max(self._top, y), min(self.size.height, y + self.high)
        if first < last:
            self.refresh(Region(0, first, self.size.width, last - first))

    def go(self, n: int) -> None:
        """Put the cursor on a row."""
        n = max(0, min(n, self.count - 1))
        if n == self.cursor or not self.count:
            return
        before, self.cursor = self.cursor, n
        self.refresh_row(before)
        self.refresh_row(n)
        self.scroll_to_cursor()
        self.post_message(self.Moved(self))

    def scroll_to_cursor(self) -> None:
        """Scroll so that the cursor can be seen."""
        height, top = max(1, self.scrollable_content_region.height - self._top), self.scroll_offset.y
        first, last = self.cursor * self.high, (self.cursor + 1) * self.high
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif last > top + height:
            whole = -(-(last - height) // self.high) * self.high  # the row at the top is whole
            self.scroll_to(y=min(first, whole), animate=False, force=True)

    def action_by(self, step: int) -> None:
        """Move by rows."""
        self.go(self.cursor + step)

    def action_by_page(self, direction: int) -> None:
        """Move by a page."""
        self.go(self.cursor + direction * max(1, self._page - 1))

    def action_edge(self, last: int) -> None:
        """Go to the first row or the last."""
        self.go(self.count - 1 if last else 0)

    def action_choose(self) -> None:
        """Choose the row."""
        if self.count:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a double click chooses."""
        n = (self.scroll_offset.y + event.y - self._top) // self.high
        if event.y >= self._top and n < self.count:
            self.focus()
            self.go(n)
            if event.chain > 1:
                self.action_choose()
