"""Texts with wide characters, emoji, combining marks, tabs, long lines, right-to-left words: no place is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.core import motion
from qualcode.core.layout import Layout, Lines, cell_width, cells
from qualcode.core.sources import Turn
from qualcode.tui.widgets.steps import Steps
from tests.tui.test_transcript import picture, shown

PIECES = (
    "ord", "är", "漢字", "テスト", "🙂", "👩‍👩‍👧", "👍🏽", "👩‍⚕️", "🇸🇪", "e\u0301", "a\u0308\u0323", "\t", " ", "  ",
    "\n", "\n\n", ". ", "”שלום עולם”", "مرحبا", "\u202eabc\u202c", "x" * 300, "\u00ad", "—", "…", "[skratt]", "\u200b",
)  # fmt: skip
ODD = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(str.strip)


@given(ODD, st.integers(12, 90))
def test_a_position_is_found_again_where_it_is_drawn(text: str, width: int) -> None:
    layout = Layout(Lines(text, ()), width, set())
    position = 0
    while position < len(text):
        row = layout.row_of(position)
        column = layout.column_of(row, position)
        assert 0 <= column <= width
        if layout.start[row] <= position < layout.end[row]:
            # What stands before it on the row takes just as many cells as its column says.
            assert cells(text[layout.start[row] : position]) == column
            if cell_width(text[position]):
                assert layout.position_at(row, column) == position
        position = motion.next_char(text, position)


@given(ODD, st.sampled_from(["char", "word", "sentence", "paragraph"]))
def test_every_step_moves_on_ends_and_comes_back(text: str, unit: str) -> None:
    steps = Steps(text, (), Lines(text, ()))
    at, seen = steps.shown(0), 0
    while (following := steps.forward(unit, at)) > at:
        assert steps.backward(unit, following) < following
        at, seen = following, seen + 1
    assert following == at
    assert seen <= len(text)


@given(ODD, ODD)
@settings(max_examples=30)
def test_units_never_cut_a_character_from_its_marks(one: str, other: str) -> None:
    text = f"I: {one}\n\nIP1: {other}\n"
    second = 3 + len(one) + 2
    turns = (Turn(1, "I", 0, 3, 3 + len(one)), Turn(2, "IP1", second, second + 5, second + 5 + len(other)))
    steps = Steps(text, turns, Lines(text, turns))
    for at in range(0, len(text), 3):
        for unit in ("word", "sentence", "turn"):
            start, end = steps.unit(unit, at)
            assert 0 <= start <= end <= len(text)
            assert not (end < len(text) and text[end] in "\u0301\u0308\u0323" and start < end), (unit, text[start:end])


async def test_rows_of_odd_texts_are_drawn_as_wide_as_the_screen() -> None:
    for text in (
        "漢字" * 80,
        "👩‍👩‍👧 familj " * 20,
        "e\u0301" * 200,
        "\tindrag\n" * 5,
        "”שלום עולם” sade hon. " * 9,
        "x" * 999,
    ):
        async with shown(text, size=(60, 8)) as view:
            for y in range(view.size.height):
                assert view.render_line(y).cell_length == view.scrollable_content_region.width
            assert picture(view)
            for _step in range(30):
                before = view.cursor
                view.step("char", 1)
                assert view.cursor > before or view.cursor >= len(text.rstrip()) - 1


async def test_a_row_takes_the_cells_that_textual_reckons_with() -> None:
    text = "\n".join(" ".join(PIECES[n:] + PIECES[:n]).replace("\n", " ") for n in range(len(PIECES)))
    async with shown(text, size=(60, 120)) as view:
        rows = [view.render_line(y) for y in range(view.size.height)]
        measured = [(sum(cell_len(s.text) for s in row), row.cell_length, row.text) for row in rows]
        assert [m for m in measured if m[0] != m[1]] == []
