"""A screen whose body is a list with a row cursor, or a table with a cell cursor; rows are made as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qualcode.tui.desk import Desk
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.grid import Grid

Cells = Sequence[str | Content]


class Listing(Place):
    """The base of the screens that list things; rows are keyed by the things' ids."""

    AUTO_FOCUS = "#table"
    EMPTY_ID = "empty"
    CURSOR: ClassVar[Literal["row", "cell"]] = "row"
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
            self.left_row, self.left_column = at, self.table.column
        super().leave(desk)

    def compose_body(self) -> ComposeResult:
        """Yield the list and the words that stand in for an empty one."""
        yield Static(id=self.EMPTY_ID)
        yield Grid(id="table", by_cell=self.CURSOR == "cell")

    @property
    def table(self) -> Grid:
        """The list or table."""
        return self.query_one("#table", Grid)

    def fill(
        self,
        headings: Sequence[tuple[str, int]],
        rows: Sequence[tuple[str, Cells]],
        empty: str,
        *,
        height: int = 1,
        fixed: int = 0,
    ) -> None:
        """Show rows (key, cells) under headings (title, cells wide; 0 takes what is left).

        The first ``fixed`` columns stay when the table is scrolled.
        """
        self.fill_long(headings, [key for key, _ in rows], lambda n: rows[n][1], empty, height=height, fixed=fixed)

    def fill_long(
        self,
        headings: Sequence[tuple[str, int]],
        keys: Sequence[str],
        cells: Callable[[int], Cells],
        empty: str,
        *,
        height: int = 1,
        fixed: int = 0,
    ) -> None:
        """Show a row for each key; its cells are asked for when it comes into sight."""
        table = self.table
        column = table.column if table.count else self.left_column
        columns, row = self._measure(headings, keys, empty)
        table.fill(columns, len(keys), cells, high=height, fixed=fixed, cursor=(row, column))

    def table_width(self) -> int:
        """Return the cells that the list or table may take."""
        return self.app.size.width

    def _measure(
        self, headings: Sequence[tuple[str, int]], keys: Sequence[str], empty: str
    ) -> tuple[list[tuple[str, int]], int]:
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
        return list(zip(titles, widths, strict=True)), self._keys.index(at) if at in self._keys else 0

    def chosen(self) -> str | None:
        """Return the key of the row under the cursor."""
        at = self.table.cursor
        return self._keys[at] if 0 <= at < len(self._keys) else None

    def keys_shown(self) -> list[str]:
        """Return the keys of all rows in order."""
        return list(self._keys)

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a row."""
        if identifier in self._keys:
            self.table.go(self._keys.index(identifier))

    def on_long_list_chosen(self) -> None:
        """Open the row or cell."""
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
