"""Places in a text named by lines, turns and offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.places import line_span, trimmed, turn_span
from qualcode.core.sources import Turn
from qualcode.core.texts import Edit, LineMap, apply_edits


@given(st.lists(st.text("ab ", max_size=8), min_size=1, max_size=8), st.data())
def test_lines_of_a_text_as_read_are_those_lines(lines: list[str], data: st.DataObject):
    text = "\n".join(lines)
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    wanted = "\n".join(lines[first - 1 : last]).strip()
    span = line_span(text, LineMap(text, []), first, last)
    assert (text[slice(*span)] if span else "") == wanted


def test_lines_are_those_of_the_original_also_after_repairs():
    base = "en hand-\nläggare\noch en till"
    edits = (Edit(7, 9, "", "hyphen"),)
    text = apply_edits(base, edits)
    span = line_span(text, LineMap(base, [edits]), 3, 3)
    assert span is not None
    assert text[slice(*span)] == "och en till"


def test_lines_beyond_the_text_are_nowhere():
    assert line_span("ord", LineMap("ord", []), 2, 5) is None


def test_blanks_at_the_ends_are_left_out():
    assert trimmed("  ord \n", 0, 7) == (2, 5)
    assert trimmed("   ", 0, 3) is None
    assert trimmed("ord", 0, 9) is None


def test_a_turn_is_what_is_said_in_it():
    assert turn_span([Turn(1, "I", 0, 3, 9)], 1) == (3, 9)
    assert turn_span([Turn(1, "I", 0, 3, 3)], 1) is None
    assert turn_span([], 1) is None
