"""Rows of a text, against slow and obvious ways of finding them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.layout import NO_TURN, Layout, Lines, cell_width, cells, wrap_by_cells


@dataclass(frozen=True, slots=True)
class Stretch:
    start: int
    body: int
    end: int


texts = st.text(alphabet="ab åö\n\n .", max_size=120)
odd_texts = st.text(alphabet="ab å\n\t字e\u0301😀\u200d\u00ad", max_size=80)
widths = st.integers(3, 20)

TALK = "I: Hur är det?\nIP1: Jo, det är bra tycker jag nog.\nDet får jag säga.\n\n\nI: Jaha.\n"
TURNS = (Stretch(0, 3, 14), Stretch(15, 20, 68), Stretch(71, 74, 79))


def shown(layout: Layout) -> list[str]:
    text = layout.lines.text
    return [text[a:b] for a, b in zip(layout.start, layout.end, strict=True)]


def naive_wrap(line: str, width: int) -> list[str]:
    rows = []
    while len(line) > width:
        cut = line.rfind(" ", 0, width + 1)
        if cut <= 0:
            rows.append(line[:width])
            line = line[width:]
        else:
            rows.append(line[:cut])
            line = line[cut + 1 :]
    return [*rows, line]


@given(texts, widths)
def test_rows_are_the_wrapped_lines_with_runs_of_blank_lines_drawn_together(text: str, width: int) -> None:
    expected: list[str] = []
    blank = True
    for line in text.split("\n") if text else [""]:
        if line.strip():
            expected += naive_wrap(line, width)
        elif not blank:
            expected.append("")
        blank = not line.strip()
    if text.endswith("\n") and expected and not text[:-1].endswith("\n") and text[:-1].rsplit("\n", 1)[-1].strip():
        expected.pop()  # the empty line after the last line end is no row
    rows = shown(Layout(Lines(text), width))
    assert [r for r in rows if r.strip()] == [r for r in expected if r.strip()]
    if not any(a == b == "" for a, b in pairwise(expected)):  # a blank at the end of a full row wraps to an empty one
        assert not any(a == b == "" for a, b in pairwise(rows))


@given(texts | odd_texts, widths)
def test_every_visible_character_stands_in_the_row_found_for_it(text: str, width: int) -> None:
    layout = Layout(Lines(text), width)
    for position, character in enumerate(text):
        row = layout.row_of(position)
        if not character.isspace():
            assert layout.start[row] <= position < layout.end[row]
            if cell_width(character):
                assert layout.position_at(row, layout.column_of(row, position)) == position
    assert list(layout.start) == sorted(layout.start)


@given(odd_texts, widths)
def test_no_row_is_wider_than_asked(text: str, width: int) -> None:
    layout = Layout(Lines(text), width)
    for row in range(len(layout)):
        assert layout.row_cells(row) <= max(width, 4)


@given(st.text(alphabet="ab cde", max_size=60), widths)
def test_measuring_by_cells_wraps_plain_text_like_the_fast_way(line: str, width: int) -> None:
    assert [line[a:b] for a, b in wrap_by_cells(line, 0, len(line), width)] == naive_wrap(line, width)


def test_labels_stay_out_of_the_text_column() -> None:
    layout = Layout(Lines(TALK, TURNS), 20)
    rows = shown(layout)
    assert rows[:3] == ["Hur är det?", "Jo, det är bra", "tycker jag nog."]
    assert layout.snap(16) == 20
    assert layout.row_of(16) == layout.row_of(20) == 1
    assert layout.is_first_row(1)
    assert not layout.is_first_row(2)
    assert list(layout.turn) == [0, 1, 1, 1, NO_TURN, 2]


def test_a_folded_turn_keeps_one_row_and_all_its_positions() -> None:
    layout = Layout(Lines(TALK, TURNS), 20, {1})
    assert shown(layout) == ["Hur är det?", "Jo, det är bra tyck", "Jaha."]
    assert layout.row_of(60) == 1
    assert layout.row_of(75) == 2


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("字a", 3), ("e\u0301a", 2), ("\t", 4), ("a\u00adb", 3)])
def test_cells_counts_wide_and_zero_width_characters(text: str, width: int) -> None:
    assert cells(text) == width


def test_an_empty_text_has_one_empty_row() -> None:
    layout = Layout(Lines(""), 40)
    assert shown(layout) == [""]
    assert layout.row_of(0) == 0
