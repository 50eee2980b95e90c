"""A table of any size: only the cells on the screen are ever made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from qualcode.tui.figures import fitted
from qualcode.tui.widgets.longlist import LongList

#: Makes the cells of a row.
Cells = Callable[[int], Sequence[str | Content]]
_STEP = 8


class Grid(LongList):
    """Rows of cells under their headings, with a cursor on a row, or on a cell.

    A cell that is too long for its column is broken over the row's lines and ends in an ellipsis.
    """

    DEFAULT_CSS = "Grid { overflow-x: auto; scrollbar-size-horizontal: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "across(-1)", show=False),
        Binding("right", "across(1)", show=False),
        Binding("home", "begin(0)", show=False),
        Binding("end", "begin(1)", show=False),
    ]

    def __init__(self, *, by_cell: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.by_cell = by_cell
        self.column = 0
        self.cells: Cells = lambda _n: ()
        self._titles: list[str] = []
        self._widths: list[int] = []
        self._starts: list[int] = [0]  # where each column begins, and the last ends
        self._fixed = 0
        self._made = -1  # the row made last, whose lines ask for it one by one
        self._row_cells: Sequence[str | Content] = ()
        self._fitted: dict[int, list[Content]] = {}

    def fill(
        self,
        columns: Sequence[tuple[str, int]],
        count: int,
        cells: Cells,
        *,
        high: int = 1,
        fixed: int = 0,
        cursor: tuple[int, int] = (0, 0),
    ) -> None:
        """Show so many rows under columns (title, cells wide), the first ``fixed`` of which stay when it is scrolled.

        The cursor is that of a row and a column.
        """
        self._titles, self._widths = [title for title, _ in columns], [width for _, width in columns]
        self._starts = [0, *accumulate(width + 2 for width in self._widths)]
        self._fixed, self.cells, self._made = min(fixed, len(columns)), cells, -1
        self.column = max(0, min(cursor[1], len(columns) - 1))
        self.show(count, lambda _n, _width: None, heading=Content(""), cursor=cursor[0], high=high)
        self._scroll_across()

    @property
    def _across(self) -> int:
        return max(self.scrollable_content_region.width, self._starts[-1])

    def notify_style_update(self) -> None:
        """Make the rows anew after a change of theme: the colours of some cells are reckoned from it."""
        super().notify_style_update()
        self._made = -1

    # -- painting -----------------------------------------------------------

    def _in_sight(self, width: int) -> list[int]:
        """Return the columns of which a part can be seen, the fixed ones first."""
        low, high = self.scroll_offset.x + self._starts[self._fixed], self.scroll_offset.x + width
        moved = range(self._fixed, len(self._widths))
        seen = [c for c in moved if self._starts[c] < high and self._starts[c + 1] > low]
        return [*range(self._fixed), *seen]

    def _line(self, cells: Sequence[Content], shown: Sequence[int], width: int, base: Style) -> Strip:
        """Return the cells of the columns in sight side by side, cut to what can be seen."""
        strip = Strip(Content("").join(cells).stylize_before(base).render_segments(base))
        if len(shown) > self._fixed:
            edge = self._starts[self._fixed]
            hidden = self.scroll_offset.x + edge - self._starts[shown[self._fixed]]
            if hidden > 0:
                strip = Strip.join([strip.crop(0, edge), strip.crop(edge + hidden)])
        return strip.adjust_cell_length(width, base.rich_style)

    def _paint_heading(self, width: int, base: Style) -> Strip:
        shown = self._in_sight(width)
        cells = [_padded(Content(self._titles[c]), self._widths[c]) for c in shown]
        return self._line(cells, shown, width, base + self._heading_style)

    def _paint(self, n: int, part: int, width: int, base: Style) -> Strip:
        if self._made != n:
            self._made, self._row_cells, self._fitted = n, self.cells(n), {}
        shown, here = self._in_sight(width), n == self.cursor
        line = [_padded(self._part(c, part), self._widths[c]) for c in shown]
        if here and self.by_cell and self.column in shown:
            at = shown.index(self.column)
            line[at] = Content(line[at].plain).stylize(self._cursor_style)
        return self._line(line, shown, width, self._cursor_style if here and not self.by_cell else base)

    def _part(self, column: int, part: int) -> Content:
        """Return a line of a cell of the row made last."""
        lines = self._fitted.get(column)
        if lines is None:
            fit = fitted(self._row_cells[column], self._widths[column], self.high)
            lines = self._fitted[column] = [fit] if self.high == 1 else fit.split("\n", allow_blank=True)
        return lines[part] if part < len(lines) else Content("")

    def refresh_row(self, n: int) -> None:
        """Paint one row anew."""
        self._made = -1
        super().refresh_row(n)

    # -- the cursor ---------------------------------------------------------

    def go_to_column(self, column: int) -> None:
        """Put the cursor on another cell of its row."""
        column = max(0, min(column, len(self._widths) - 1))
        if column != self.column and self.count:
            self.column = column
            self.refresh_row(self.cursor)
            self._scroll_across()
            self.post_message(self.Moved(self))

    def _scroll_across(self) -> None:
        """Scroll so that the cell of the cursor can be seen."""
        if not self.by_cell or self.column < self._fixed or not self._widths:
            return
        left, width = self.scroll_offset.x, self.scrollable_content_region.width
        first, last = self._starts[self.column] - self._starts[self._fixed], self._starts[self.column + 1]
        if first < left:
            self.scroll_to(x=first, animate=False, force=True)
        elif last > left + width:
            self.scroll_to(x=min(first, last - width), animate=False, force=True)

    def action_across(self, step: int) -> None:
        """Move by cells, or scroll."""
        if self.by_cell:
            self.go_to_column(self.column + step)
        elif not self.max_scroll_x:
            raise SkipAction  # the key is the screen's
        else:
            self.scroll_to(x=self.scroll_offset.x + step * _STEP, animate=False)

    def action_begin(self, last: int) -> None:
        """Go to the first cell of the row or the last; where the cursor is on rows, to the first row or the last."""
        if self.by_cell:
            self.go_to_column(len(self._widths) - 1 if last else 0)
            if not last:
                self.scroll_to(x=0, animate=False)  # a column that stays does not bring the first ones back
        else:
            self.action_edge(last)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a double click chooses."""
        if event.y >= 1:
            x = event.x if event.x < self._starts[self._fixed] else event.x + self.scroll_offset.x
            self.go_to_column(bisect_right(self._starts, x) - 1)
        super().on_click(event)


def _padded(cell: Content, width: int) -> Content:
    return Content.assemble(" ", cell, " " * (width + 1 - cell.cell_length))
