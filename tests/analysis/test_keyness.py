from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.keyness import companions, keyness, log_likelihood, log_ratio, variety


def test_g2_is_that_of_a_worked_table() -> None:
    # Two by two: 10 of 100 against 5 of 200; G² = 2 Σ O ln(O/E) over the four cells.
    cells = [(10, 5.0), (90, 95.0), (5, 10.0), (195, 190.0)]
    assert log_likelihood(10, 5, 100, 200) == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells))
    assert log_ratio(10, 5, 100, 200) == pytest.approx(2)


def test_equal_shares_mark_nothing() -> None:
    assert log_likelihood(10, 20, 100, 200) == pytest.approx(0, abs=1e-9)
    assert log_ratio(10, 20, 100, 200) == 0


def test_an_empty_side_gives_numbers_all_the_same() -> None:
    assert log_likelihood(0, 0, 10, 10) == 0
    assert log_likelihood(3, 0, 0, 10) == 0
    assert math.isfinite(log_ratio(3, 0, 100, 100))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 500), st.integers(0, 500))
def test_g2_is_never_negative_and_the_same_both_ways(a: int, b: int, more_a: int, more_b: int) -> None:
    one = log_likelihood(a, b, a + more_a, b + more_b)
    assert one >= 0
    assert one == pytest.approx(log_likelihood(b, a, b + more_b, a + more_a))


def test_words_that_mark_a_group_come_first_and_rare_ones_last() -> None:
    found = keyness({"möte": 9, "och": 50, "lön": 1}, {"möte": 1, "och": 50, "lön": 9}, {"möte": 2}, least=3)
    assert [k.word for k in found] == ["möte", "och", "lön"]
    assert found[0].g2 > 0 > found[-1].g2
    assert (found[0].n, found[0].others, found[0].range) == (9, 1, 2)
    assert [k.word for k in keyness({"möte": 2}, {"och": 3}, {}, least=3)] == ["och"]


def test_companions_stand_nearer_than_by_chance() -> None:
    near = {"stöd": 8, "och": 4}
    everywhere = {"stöd": 10, "och": 500, "annat": 1000}
    found = companions(near, everywhere, {"stöd": 3}, node=10, seen=100)
    assert [c.word for c in found] == ["stöd"]
    assert found[0].log_dice <= 14
    assert found[0].range == 3


def test_variety_is_told_for_long_texts_in_stretches() -> None:
    short = variety(["a", "b", "a"], {"a": "x", "b": "x"})
    assert (short.tokens, short.types, short.lemmas, short.once) == (3, 2, 1, 1)
    assert short.standardised is None
    long = variety([str(i % 500) for i in range(2500)], {})
    assert long.standardised == pytest.approx(0.5)
    assert variety([], {}).ratio == 0
