"""A screen whose body is a table with a row cursor, or a cell cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from qualcode.tui.figures import fitted
from qualcode.tui.screens.place import Place


class Listing(Place):
    """The base of the screens that list things; rows are keyed by the things' ids."""

    AUTO_FOCUS = "DataTable"
    EMPTY_ID = "empty"
    CURSOR: ClassVar[Literal["row", "cell"]] = "row"

    def compose_body(self) -> ComposeResult:
        """Yield the table and the words that stand in for an empty one."""
        yield Static(id=self.EMPTY_ID)
        yield DataTable(id="table", cursor_type=self.CURSOR, zebra_stripes=False, cell_padding=1)

    @property
    def table(self) -> DataTable[object]:
        """The table."""
        return self.query_one("#table", DataTable)

    def fill(
        self,
        headings: Sequence[tuple[str, int]],
        rows: Sequence[tuple[str, Sequence[str | Content]]],
        empty: str,
        *,
        height: int = 1,
    ) -> None:
        """Show rows (key, cells) under headings (title, cells wide; 0 takes what is left).

        A cell that is too long for its column is broken over the row's lines and ends in an ellipsis.
        """
        table = self.table
        at, column = self.chosen(), table.cursor_column
        table.clear(columns=True)
        width = self.app.size.width - 2
        fixed = sum(w for _, w in headings if w) + 2 * len(headings)
        elastic = [h for h in headings if not h[1]]
        left = max(12, (width - fixed) // max(1, len(elastic)))
        widths = [w or left for _, w in headings]
        for (title, _), cells in zip(headings, widths, strict=True):
            table.add_column(title if len(title) <= cells else title[: cells - 1] + "…", width=cells)
        for key, values in rows:
            fit = (fitted(v, w, height) for v, w in zip(values, widths, strict=True))
            table.add_row(*fit, key=key, height=height)
        keys = [key for key, _ in rows]
        if at in keys:
            table.move_cursor(row=keys.index(at), column=column, animate=False)
        notice = self.query_one(f"#{self.EMPTY_ID}", Static)
        notice.display = not rows
        notice.update(Content(empty))

    def chosen(self) -> str | None:
        """Return the key of the row under the cursor."""
        table = self.table
        if not table.row_count or not 0 <= table.cursor_row < table.row_count:
            return None
        return table.coordinate_to_cell_key((table.cursor_row, 0)).row_key.value  # type: ignore[arg-type]

    def keys_shown(self) -> list[str]:
        """Return the keys of all rows in order."""
        return [str(row.key.value) for row in self.table.ordered_rows]

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a row."""
        keys = self.keys_shown()
        if identifier in keys:
            self.table.move_cursor(row=keys.index(identifier), animate=False)

    def on_data_table_row_selected(self) -> None:
        """Open the row."""
        self.run_open()

    def on_data_table_cell_selected(self) -> None:
        """Open the cell."""
        self.run_open()

    def run_open(self) -> None:
        """Do what Enter does."""
        opener: Callable[[], None] | None = getattr(self, "action_open", None)
        if opener is not None:
            opener()

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        super().on_resize()
        if self._seen:
            self.call_after_refresh(self.show_project)
