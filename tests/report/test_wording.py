from __future__ import annotations

from qualcode.report.model import Place
from qualcode.report.wording import Wording


def test_places_are_told_source_by_source_with_lines_that_follow_each_other_together() -> None:
    places = [Place("b", 3, 3), Place("a", 9), Place("a", 1, 3), Place("a", 5, 6), Place("c")]
    assert Wording("en").places(places) == "b, line 3; a, lines 1–6, 9; c"


def test_swedish_numbers_have_a_decimal_comma_and_no_break_spaces() -> None:
    assert Wording("sv").number(12345.6, 1) == "12\u00a0345,6"
