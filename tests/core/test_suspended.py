from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.suspended import suspended


def said(text: str) -> list[tuple[str, str, str]]:
    return [(text[s.start : s.end], s.piece, s.word) for s in suspended(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("som med- eller motaktörer där", [("med- eller motaktörer", "med", "motaktörer")]),
        ("in-\noch utflöde", [("in-\noch utflöde", "in", "utflöde")]),
        ("yrkesroll och -identitet", [("yrkesroll och -identitet", "identitet", "yrkesroll")]),
        (
            "sjuk-, arbets- och olycksfallsförsäkring",
            [
                ("sjuk-, arbets- och olycksfallsförsäkring", "sjuk", "olycksfallsförsäkring"),
                ("arbets- och olycksfallsförsäkring", "arbets", "olycksfallsförsäkring"),
            ],
        ),
        ("mål- och", []),
        ("för- men inte mer", []),
        ("- en punkt\n- en till", []),
        ("Ann-Mari och Per-Olof", []),
    ],
)
def test_suspended_compounds_are_seen(text: str, found: list[tuple[str, str, str]]) -> None:
    assert said(text) == found


def test_the_words_it_may_say_are_put_together() -> None:
    (compound,) = suspended("med- eller motaktörer")
    assert "medaktörer" in compound.completions()
    (other,) = suspended("yrkesroll och -identitet")
    assert "yrkesidentitet" in other.completions()


@given(st.text(alphabet="ab-, \noch|eller", max_size=60))
def test_places_lie_in_the_text(text: str) -> None:
    for s in suspended(text):
        assert 0 <= s.start < s.end <= len(text)


@pytest.mark.parametrize("text", ["ab-, " * 20_000, "ab-" + " " * 100_000, "a -b " * 20_000, "a-,a" * 20_000])
def test_a_long_line_of_hyphens_takes_no_time(text: str) -> None:
    start = time.process_time()
    for _ in suspended(text):
        pass
    assert time.process_time() - start < 3
