"""A table of many columns."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey


class WideTable(DataTable[object]):
    """A table that paints no cell outside the part of it that can be seen.

    Textual's own paints whole rows: of two hundred columns, a screenful takes a second.
    """

    _hidden: frozenset[int] = frozenset()

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Paint the columns that come into sight."""
        super().watch_scroll_x(old_value, new_value)
        self._see()

    def _see(self) -> None:
        left, hidden, at = self.scroll_offset.x, set[int](), 0
        right = left + max(1, self.size.width)
        for n, column in enumerate(self.ordered_columns):
            width = column.get_render_width(self)
            # A fixed column covers those under it, which are painted nevertheless.
            if n >= self.fixed_columns and (at >= right or at + width <= left):
                hidden.add(n)
            at += width
        if hidden != self._hidden:
            self._hidden = frozenset(hidden)
            self._row_render_cache.clear()
            self._line_cache.clear()

    def _update_dimensions(self, new_rows: Iterable[RowKey]) -> None:
        # Cells are measured for columns and rows that fit themselves to them; where all is laid down, for nothing.
        rows = [self.rows[key] for key in new_rows if key in self.rows]
        fitting = any(c.auto_width for c in self.columns.values()) or any(r.auto_height or r.label for r in rows)
        super()._update_dimensions([row.key for row in rows] if fitting else ())

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in sight."""
        self._see()
        return super().render_lines(crop)

    def _render_cell(  # noqa: PLR0917 - as Textual calls it
        self,
        row_index: int,
        column_index: int,
        base_style: Style,
        width: int,
        cursor: bool = False,
        hover: bool = False,
    ) -> list[list[Segment]]:
        if column_index in self._hidden:
            height = self.header_height if row_index < 0 else self.ordered_rows[row_index].height
            return [[Segment(" " * width, base_style)]] * max(1, height)
        return super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
