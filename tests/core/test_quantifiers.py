from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.quantifiers import DEFAULTS, Quantifier, fitting, set_quantifier, with_defaults

BY = {q.handle: q for q in DEFAULTS}


@pytest.mark.parametrize(
    ("word", "n", "of", "problem"),
    [
        ("all", 8, 8, ""),
        ("all", 7, 8, "few"),
        ("almost-all", 8, 8, "many"),  # that is all
        ("almost-all", 7, 8, ""),
        ("almost-all", 3, 4, "few"),  # too few to say it of
        ("almost-all", 199, 200, ""),
        ("most", 4, 8, "few"),
        ("most", 5, 8, ""),
        ("most", 100, 199, ""),
        ("several", 2, 8, "few"),
        ("several", 6, 8, ""),
        ("several", 8, 8, "many"),
        ("some", 5, 8, "many"),
        ("some", 1, 8, "few"),
        ("one", 1, 4, ""),
        ("one", 2, 4, "many"),
        ("none", 0, 4, ""),
        ("none", 1, 4, "many"),
        ("all", 0, 0, "empty"),
    ],
)
def test_a_word_holds_only_in_its_range(word: str, n: int, of: int, problem: str) -> None:
    assert BY[word].problem(n, of) == problem


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_few_and_many_follow_the_count(pair: tuple[int, int]) -> None:
    n, of = pair
    rank = {"few": 0, "": 1, "many": 2}
    for q in DEFAULTS:
        here, more = q.problem(n, of), q.problem(min(of, n + 1), of)
        assert rank[here] <= rank[more] or (here == "many" and more == "many")


@given(st.integers(9, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_every_count_of_a_group_has_a_word(pair: tuple[int, int]) -> None:
    assert fitting(DEFAULTS, *pair)


def test_the_projects_own_range_takes_the_place_of_the_default() -> None:
    own = Quantifier("most", "de flesta", "most", from_percent=60, position=2, own=True)
    half = Quantifier("half", "hälften", from_percent=45, to_percent=55, position=9, own=True)
    found = with_defaults([own, half])
    assert next(q for q in found if q.handle == "most") is own
    assert [q.handle for q in found][-1] == "half"
    assert len(found) == len(DEFAULTS) + 1


@pytest.mark.parametrize("bad", [{"from_percent": 60, "to_percent": 40}, {"least": 3, "most": 2}, {"outside": -1}])
def test_a_range_without_numbers_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="no such range"):
        set_quantifier(Quantifier("x", "x", **bad))
