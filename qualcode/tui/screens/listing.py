"""A screen whose body is a list with a row cursor, or a table with a cell cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from qualcode.tui.desk import Desk
from qualcode.tui.figures import fitted
from qualcode.tui.painting import is_known
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.longlist import LongList
from qualcode.tui.widgets.widetable import WideTable

Cells = Sequence[str | Content]


class Listing(Place):
    """The base of the screens that list things; rows are keyed by the things' ids.

    With ``CURSOR = "long"`` rows are one line high and made only when they come
    into sight, so that ten thousand of them open at once.
    """

    AUTO_FOCUS = "#table"
    EMPTY_ID = "empty"
    CURSOR: ClassVar[Literal["row", "cell", "long"]] = "row"
    KEPT: ClassVar[tuple[str, ...]] = ("left_row", "left_column")

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._wide: object = None  # the size of the screen that the columns were measured for
        self.left_row, self.left_column = "", 0  # where the cursor was left, until the rows are there

    def leave(self, desk: Desk) -> None:
        """Keep the place of the cursor."""
        at = self.chosen()
        if at is not None:
            self.left_row = at
            self.left_column = 0 if self.CURSOR == "long" else self.table.cursor_column
        super().leave(desk)

    def compose_body(self) -> ComposeResult:
        """Yield the list and the words that stand in for an empty one."""
        yield Static(id=self.EMPTY_ID)
        if self.CURSOR == "long":
            yield LongList(id="table")
        else:
            kind = WideTable if is_known() else DataTable[object]
            yield kind(id="table", cursor_type=self.CURSOR, zebra_stripes=False, cell_padding=1)

    @property
    def table(self) -> DataTable[object]:
        """The table of a screen whose rows are not long."""
        return self.query_one("#table", DataTable)

    @property
    def rows(self) -> LongList:
        """The list of a screen with long rows."""
        return self.query_one("#table", LongList)

    def fill(
        self,
        headings: Sequence[tuple[str, int]],
        rows: Sequence[tuple[str, Cells]],
        empty: str,
        *,
        height: int = 1,
    ) -> None:
        """Show rows (key, cells) under headings (title, cells wide; 0 takes what is left).

        A cell that is too long for its column is broken over the row's lines and ends in an ellipsis.
        """
        titles, widths, row = self._measure(headings, [key for key, _ in rows], empty)
        table = self.table
        column = table.cursor_column if table.row_count else self.left_column
        table.clear(columns=True)
        table.show_cursor = bool(rows)  # without rows it would step on to the headings
        for title, cells in zip(titles, widths, strict=True):
            table.add_column(title, width=cells)
        for key, values in rows:
            fit = (fitted(v, w, height) for v, w in zip(values, widths, strict=True))
            table.add_row(*fit, key=key, height=height)
        if rows and (row or column):
            table.move_cursor(row=row, column=column, animate=False)

    def fill_long(
        self, headings: Sequence[tuple[str, int]], keys: Sequence[str], cells: Callable[[int], Cells], empty: str
    ) -> None:
        """Show a row for each key; its cells are asked for when it comes into sight."""
        titles, widths, row = self._measure(headings, keys, empty)
        heading = _beside(titles, widths)
        self.rows.show(len(keys), lambda n, _width: _beside(cells(n), widths), heading=heading, cursor=row)

    def table_width(self) -> int:
        """Return the cells that the list or table may take."""
        return self.app.size.width

    def _measure(
        self, headings: Sequence[tuple[str, int]], keys: Sequence[str], empty: str
    ) -> tuple[list[str], list[int], int]:
        at = self.chosen() or self.left_row
        self._keys = list(keys)
        self._wide = self.app.size
        width = self.table_width() - 2
        fixed = sum(w for _, w in headings if w) + 2 * len(headings)
        elastic = [h for h in headings if not h[1]]
        left = max(12, (width - fixed) // max(1, len(elastic)))
        widths = [w or left for _, w in headings]
        titles = [t if len(t) <= w else t[: w - 1] + "…" for (t, _), w in zip(headings, widths, strict=True)]
        notice = self.query_one(f"#{self.EMPTY_ID}", Static)
        notice.display = not keys
        notice.update(Content(empty))
        return titles, widths, self._keys.index(at) if at in self._keys else 0

    def chosen(self) -> str | None:
        """Return the key of the row under the cursor."""
        at = self.rows.cursor if self.CURSOR == "long" else self.table.cursor_row
        return self._keys[at] if 0 <= at < len(self._keys) else None

    def keys_shown(self) -> list[str]:
        """Return the keys of all rows in order."""
        return list(self._keys)

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a row."""
        if identifier in self._keys:
            row = self._keys.index(identifier)
            if self.CURSOR == "long":
                self.rows.go(row)
            else:
                self.table.move_cursor(row=row, animate=False)

    def on_data_table_row_selected(self) -> None:
        """Open the row."""
        self.run_open()

    def on_data_table_cell_selected(self) -> None:
        """Open the cell."""
        self.run_open()

    def on_long_list_chosen(self) -> None:
        """Open the row."""
        self.run_open()

    def run_open(self) -> None:
        """Do what Enter does."""
        opener: Callable[[], None] | None = getattr(self, "action_open", None)
        if opener is not None:
            opener()

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        super().on_resize()
        if self._seen and self._wide != self.app.size:
            self.call_after_refresh(self.show_project)


def _beside(cells: Cells, widths: Sequence[int]) -> Content:
    """Return the cells of a row side by side, each cut to its width with a blank on either side."""
    parts: list[Content] = []
    for cell, width in zip(cells, widths, strict=True):
        fit = fitted(cell, width, 1)
        parts.append(Content.assemble(" ", fit, " " * max(0, width - fit.cell_length), " "))
    return Content("").join(parts)
