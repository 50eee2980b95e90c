from __future__ import annotations

from qualcode.core.heard import Heard
from qualcode.core.sources import Source, Speaker, Turn

TURNS = [Turn(1, "I", 0, 3, 10), Turn(2, "A", 12, 15, 20), Turn(3, "B", 22, 25, 30), Turn(4, "", 32, 32, 40)]


def source(*speakers: Speaker, case: str | None = None) -> Source:
    return Source("s", "s", "s", "fieldnote", "t", "b", case=case, speakers=speakers)


def test_an_interview_belongs_to_its_case_whoever_speaks() -> None:
    heard = Heard(source(Speaker("I", "interviewer"), Speaker("A", case="a"), case="a"), TURNS)
    assert heard.of(0, 10) == ("a",)
    assert heard.of(None, None) == ("a",)
    assert heard.all() == ("a",)


def test_a_meeting_is_parted_by_who_speaks() -> None:
    heard = Heard(source(Speaker("A", case="a"), Speaker("B", case="b"), case="m"), TURNS)
    assert heard.of(15, 20) == ("a",)
    assert heard.of(15, 26) == ("a", "b")
    assert heard.of(0, 5) == ("m",)  # nobody with a case of their own
    assert heard.of(33, 35) == ("m",)
    assert set(heard.all()) == {"a", "b", "m"}
