"""Repairs and the switching of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.repairs import chosen, standing_repairs, switching
from qualcode.core.texts import Edit, apply_edits, compose


@st.composite
def repaired(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text and edits of it that do not touch each other."""
    text = draw(st.text("ab\n- ", min_size=1, max_size=40))
    edits, at = [], 0
    while at < len(text):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        new = draw(st.sampled_from(["", " ", "x", "yy"]))
        if new != text[start:end]:
            edits.append(Edit(start, end, new, draw(st.sampled_from(["hyphen", "wrap"]))))
        at = end + 2
    return text, tuple(edits)


@given(repaired(), st.data())
def test_switching_off_and_on_again_gives_the_repaired_text(case: tuple[str, tuple[Edit, ...]], data: st.DataObject):
    base, edits = case
    repairs = standing_repairs(base, [edits])
    some = [r for r in repairs if data.draw(st.booleans())]
    off = switching(some)
    after = standing_repairs(base, [edits, off])
    assert sum(not r.on for r in after) == len(some)
    assert compose(base, [edits, off, switching([r for r in after if not r.on])]) == apply_edits(base, edits)


@given(repaired())
def test_switching_everything_off_gives_the_text_as_read(case: tuple[str, tuple[Edit, ...]]):
    base, edits = case
    assert compose(base, [edits, switching(standing_repairs(base, [edits]))]) == base


def test_repairs_are_chosen_by_number_in_the_order_of_the_text_and_by_rule():
    base = "hand-\nläggaren och\nläkaren"
    repairs = standing_repairs(base, [(Edit(4, 6, "", "hyphen"), Edit(18, 19, " ", "wrap"))])
    assert [r.edit.rule for r in repairs] == ["hyphen", "wrap"]
    assert chosen(repairs, ["2"]) == repairs[1:]
    assert chosen(repairs, ["hyphen", "2"]) == repairs
    assert repairs[1].start == 16


def test_a_later_correction_is_a_repair_of_its_own_and_moves_the_others():
    base = "hand-\nläggaren och"
    repairs = standing_repairs(base, [(Edit(4, 6, "", "hyphen"),), (Edit(0, 0, "Den "),)])
    assert [(r.edit.rule, r.start, r.on) for r in repairs] == [("hand", 0, True), ("hyphen", 8, True)]
