"""Cells that are broken over lines, and tables of which only a part is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import DataTable

from qualcode.tui.figures import fitted
from qualcode.tui.widgets.widetable import WideTable

words = st.lists(st.text("aåbö.", min_size=1, max_size=4), max_size=20).map(" ".join)


@given(words, st.integers(4, 20), st.integers(1, 3))
def test_plain_words_are_broken_as_styled_ones_are(text: str, cells: int, lines: int) -> None:
    assert fitted(text, cells, lines).plain == fitted(Content(text + "\n"), cells, lines + 1).plain.rstrip("\n")


async def test_a_wide_table_shows_what_a_table_shows_wherever_it_is_scrolled_to() -> None:
    class Tables(App[None]):
        def compose(self) -> ComposeResult:
            for kind in (DataTable, WideTable):
                yield kind(cursor_type="cell")

        def on_mount(self) -> None:
            for table in self.query(DataTable):
                table.styles.height = 8
                for n in range(60):
                    table.add_column(f"k{n}", width=6)
                for row in range(5):
                    table.add_row(*(f"{row}·{n}" for n in range(60)))
                table.fixed_columns = 1

    app = Tables()
    async with app.run_test(size=(70, 20)) as pilot:
        tables = list(app.query(DataTable))
        for column in (0, 30, 59, 3):
            for table in tables:
                table.move_cursor(row=2, column=column, animate=False)
            await pilot.pause()
            plain, wide = ([table.render_line(y).text for y in range(7)] for table in tables)
            assert wide == plain
        assert len(tables[1]._hidden) > 40  # type: ignore[attr-defined]
