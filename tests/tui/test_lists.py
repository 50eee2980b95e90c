"""Cells that are broken over lines, and tables of which only a part is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from qualcode.tui.figures import fitted
from qualcode.tui.themes import NAMES, THEMES
from qualcode.tui.widgets.grid import Grid

words = st.lists(st.text("aåbö.", min_size=1, max_size=4), max_size=20).map(" ".join)


@given(words, st.integers(4, 20), st.integers(1, 3))
def test_plain_words_are_broken_as_styled_ones_are(text: str, cells: int, lines: int) -> None:
    assert fitted(text, cells, lines).plain == fitted(Content(text + "\n"), cells, lines + 1).plain.rstrip("\n")


class Tables(App[None]):
    """One grid of sixty columns and forty rows, the first column fixed."""

    def __init__(self, *, by_cell: bool = True, high: int = 1) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = NAMES[0]
        self.by_cell, self.high = by_cell, high
        self.made: list[int] = []

    def compose(self) -> ComposeResult:
        yield Grid(by_cell=self.by_cell)

    def on_mount(self) -> None:
        def cells(n: int) -> list[str | Content]:
            self.made.append(n)
            return [f"rad {n}", *(f"{n}·{c} och mer" for c in range(1, 60))]

        columns = [(f"k{c}", 6) for c in range(60)]
        self.grid.fill(columns, 40, cells, high=self.high, fixed=1)

    @property
    def grid(self) -> Grid:
        return self.query_one(Grid)

    def lines(self) -> list[str]:
        return [self.grid.render_line(y).text for y in range(self.grid.scrollable_content_region.height)]


async def test_the_cell_of_the_cursor_is_in_sight_wherever_it_goes_and_the_first_column_stays() -> None:
    app = Tables()
    async with app.run_test(size=(70, 12)) as pilot:
        for row, column in ((0, 1), (2, 30), (39, 59), (20, 3), (0, 0)):
            app.grid.go(row)
            app.grid.go_to_column(column)
            await pilot.pause()
            lines = app.lines()
            line = next(line for line in lines if line.startswith(f" rad {row} "))
            assert f" {row}·{column}" in line or column == 0
            assert lines[0].startswith(" k0 ")
            at = line.index(f" {row}·{column}" if column else " rad")
            assert lines[0][at:].startswith(f" k{column} ")


async def test_only_rows_in_sight_are_made() -> None:
    app = Tables()
    async with app.run_test(size=(70, 12)) as pilot:
        await pilot.pause()
        assert set(app.made) <= set(range(12))
        await pilot.press("ctrl+end")
        await pilot.pause()
        assert set(app.made) <= set(range(12)) | set(range(29, 40))
        assert 39 in app.made


async def test_rows_of_several_lines_break_their_cells_and_are_gone_through_one_by_one() -> None:
    app = Tables(by_cell=False, high=3)
    async with app.run_test(size=(70, 12)) as pilot:
        await pilot.pause()
        lines = app.lines()
        assert [line[9:15].strip() for line in lines[1:4]] == ["0·1", "och", "mer"]
        await pilot.press("down", "down", "down")
        assert app.grid.cursor == 3
        assert any(line.startswith(" rad 3 ") for line in app.lines())
        await pilot.press("end")
        assert app.grid.cursor == 39
        assert any(line.startswith(" rad 39 ") for line in app.lines())
        await pilot.press("pageup")
        assert 35 < app.grid.cursor < 39


async def test_a_click_puts_the_cursor_on_the_cell_that_is_seen_there() -> None:
    app = Tables()
    async with app.run_test(size=(70, 12)) as pilot:
        app.grid.go_to_column(30)
        await pilot.pause()
        x = app.lines()[4].index("3·28")
        await pilot.click(Grid, offset=(x, 4))
        assert (app.grid.cursor, app.grid.column) == (3, 28)
        await pilot.click(Grid, offset=(2, 2))
        assert (app.grid.cursor, app.grid.column) == (1, 0)
