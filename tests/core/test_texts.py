from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.texts import Edit, LineMap, TextMap, apply_edits, line_starts, normalise

LETTERS = st.text(alphabet="abcåäö \n", max_size=60)


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text and edits of it that do not touch each other."""
    text = draw(LETTERS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    edits = [
        Edit(a, b, draw(st.text(alphabet="xyz-", max_size=4))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, tuple(edits)


@given(edited_texts())
def test_what_no_edit_touches_is_found_again_after_the_edits(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    after = apply_edits(text, edits)
    mapping = TextMap(edits)
    for start in range(len(text)):
        if any(e.start <= start < e.end for e in edits):
            continue
        span = mapping.span(start, start + 1)
        assert span is not None
        assert after[span[0] : span[1]] == text[start]
        assert mapping.backward(span[0]) == start


@given(edited_texts(), st.integers(0, 60), st.integers(1, 30))
def test_a_span_never_grows_over_words_it_did_not_hold(
    case: tuple[str, tuple[Edit, ...]], start: int, length: int
) -> None:
    text, edits = case
    end = min(len(text), start + length)
    if start >= end:
        return
    mapping = TextMap(edits)
    span = mapping.span(start, end)
    if span is not None:
        a, b = mapping.backward(span[0]), mapping.backward(span[1], end=True)
        inside = [e for e in edits if e.start <= start and end <= e.end]
        assert inside or (a >= start and b <= end)


@given(edited_texts())
def test_every_position_points_back_into_the_original(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    after = apply_edits(text, edits)
    lines = LineMap(text, [edits])
    last = len(line_starts(text))
    found = [lines.line(position) for position in range(len(after) + 1)]
    assert all(1 <= line <= last for line in found)
    assert found == sorted(found)


def test_a_joined_line_end_points_to_both_lines() -> None:
    text = "en hand-\nläggare till"
    edits = (Edit(7, 9, "", "hyphen", "known word"),)
    after = apply_edits(text, edits)
    assert after == "en handläggare till"
    assert LineMap(text, [edits]).lines(3, 14) == (1, 2)


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])


def test_text_is_kept_composed_and_with_plain_line_ends() -> None:
    assert normalise("\ufeffra\u0308tt\r\noch\rrå\x00") == "rätt\noch\nrå\ufffd"
