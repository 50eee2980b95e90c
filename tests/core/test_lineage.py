from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.lineage import between, composed
from qualcode.core.texts import Edit, TextMap, apply_edits

LETTERS = st.text("abcdef \n", max_size=30)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    if len(cuts) % 2:
        cuts.pop()
    news = draw(st.lists(st.text("XYZ", max_size=3), min_size=len(cuts) // 2, max_size=len(cuts) // 2))
    return tuple(Edit(cuts[2 * i], cuts[2 * i + 1], new) for i, new in enumerate(news))


@given(st.data(), LETTERS)
def test_several_revisions_are_one_set_of_edits(data: st.DataObject, text: str) -> None:
    first = data.draw(edits_of(text))
    middle = apply_edits(text, first)
    second = data.draw(edits_of(middle))
    assert apply_edits(text, composed([first, second], len(text))) == apply_edits(middle, second)


@given(st.data(), LETTERS)
def test_two_lines_of_correction_lead_to_each_other(data: st.DataObject, text: str) -> None:
    one = composed([data.draw(edits_of(text))], len(text))
    other = composed([data.draw(edits_of(text))], len(text))
    there = between(text, one, other)
    assert apply_edits(apply_edits(text, one), there) == apply_edits(text, other)


def test_a_place_that_neither_side_touched_is_carried_letter_by_letter() -> None:
    text = "Hon ringde handläggaren på tisdag och fick svar."
    one, other = (Edit(0, 3, "Kvinnan"),), (Edit(27, 33, "onsdagen"),)
    mine = apply_edits(text, one)
    at = mine.index("handläggaren")
    span = TextMap(between(text, one, other)).span(at, at + len("handläggaren"))
    assert span is not None
    assert apply_edits(text, other)[slice(*span)] == "handläggaren"
