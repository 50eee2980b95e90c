from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.turns import split_turns
from tests.conftest import TALK


def test_a_turn_runs_to_the_next_label() -> None:
    turns = split_turns(TALK, ["I", "IP1"])
    assert [t.speaker for t in turns] == ["I", "IP1", "I", "IP1"]
    assert TALK[turns[1].body : turns[1].end].startswith("Lyhördhet")
    assert TALK[turns[1].body : turns[1].end].endswith("regler.")


def test_labels_that_nobody_chose_are_part_of_the_talk() -> None:
    assert [t.speaker for t in split_turns(TALK, ["I"])] == ["I", "I"]


def test_a_text_without_labels_falls_into_its_paragraphs() -> None:
    text = "Ett stycke\nmed två rader.\n\nEtt till.\n"
    assert [text[t.start : t.end] for t in split_turns(text, [])] == ["Ett stycke\nmed två rader.", "Ett till."]


@given(st.text(alphabet="I: IP1\nab", max_size=80))
def test_turns_follow_each_other_without_overlap(text: str) -> None:
    at = 0
    for turn in split_turns(text, ["I", "IP1"]):
        assert at <= turn.start <= turn.body <= turn.end <= len(text)
        at = turn.end
