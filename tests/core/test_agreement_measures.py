"""What every measure keeps to: symmetry, undefined values, categories, trees, intervals."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.agreement.alpha import alpha
from qualcode.core.agreement.asking import figures, pair_figures, part_figures
from qualcode.core.agreement.bootstrap import draw, interval
from qualcode.core.agreement.chance import coefficient, percent
from qualcode.core.agreement.cutting import paragraphs
from qualcode.core.agreement.distances import SET_DISTANCES, nominal, set_distance, weighting
from qualcode.core.agreement.figures import MEASURES, OF_SPANS, REASONS, SINGLE, Outcome
from qualcode.core.agreement.judgements import Judgements, as_number, in_order, judged_units, marked_texts
from qualcode.core.agreement.likeness import Likeness
from qualcode.core.agreement.marks import Mark, marked_text
from qualcode.core.agreement.requests import Request
from qualcode.core.agreement.set_alpha import SetSums
from qualcode.core.agreement.tables import Table, joined, single, tally
from qualcode.core.agreement.trees import rolled_up, tree_distance

CODERS = "ABC"
sets = st.frozensets(st.sampled_from("abcd"), max_size=3)
rows_of_sets = st.lists(st.tuples(*[st.none() | sets] * 3), min_size=1, max_size=12)
rows_of_values = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c", None])] * 3), min_size=1, max_size=12)


@given(rows_of_values)
def test_the_order_of_coders_and_units_does_not_matter(rows) -> None:
    for order in permutations(range(3)):
        turned = [tuple(row[i] for i in order) for row in reversed(rows)]
        for name in ("percent_units", "conger_kappa", "fleiss_kappa", "brennan_prediger", "ac1"):
            one, other = (coefficient(name, tally(CODERS, found), ["", "a", "b", "c"]) for found in (rows, turned))
            assert one.value == pytest.approx(other.value)
            assert one.reason == other.reason
        assert alpha(tally(CODERS, rows)).value == pytest.approx(alpha(tally(CODERS, turned)).value)


@given(rows_of_values)
def test_no_figure_is_over_one_and_none_is_without_value_or_reason(rows) -> None:
    judged = {
        str(n): {c: frozenset([v]) if v else frozenset() for c, v in zip(CODERS, row, strict=True) if v is not None}
        for n, row in enumerate(rows)
    }
    for figure in figures(judged_units(judged), Request(MEASURES)):
        if figure.value is None:
            assert figure.reason in REASONS
        else:
            assert not figure.reason
            assert figure.value <= 1 + 1e-9


@given(rows_of_values)
def test_percent_is_one_less_the_observed_disagreement_of_alpha(rows) -> None:
    table = tally(CODERS, rows)
    share, value = percent(table).value, alpha(table).value
    if share is not None and value is not None:
        assert (share == pytest.approx(1)) == (value == pytest.approx(1))


@given(rows_of_sets)
def test_alpha_of_sets_is_alpha_with_the_distance_of_sets(rows) -> None:
    table = tally(CODERS, rows)
    found = SetSums([table]).alpha()
    for name in SET_DISTANCES:
        expected = alpha(table, set_distance(name))
        assert found[name].value == pytest.approx(expected.value)
        assert found[name].reason == expected.reason


many_sets = st.dictionaries(st.frozensets(st.integers(0, 13), max_size=12), st.integers(1, 5), max_size=12)


@given(many_sets)
def test_likeness_summed_by_kinds_is_that_of_all_pairs(found) -> None:
    totals = Likeness([found]).expected([1])
    for name, total in zip(SET_DISTANCES, totals, strict=True):
        apart = set_distance(name)
        expected = sum(found[a] * found[b] * (1 - apart(a, b)) for a in found for b in found)
        assert total == pytest.approx(expected)


@given(rows_of_values)
def test_alpha_of_sets_of_one_is_nominal_alpha(rows) -> None:
    as_sets = [tuple(None if v is None else frozenset([v] if v else []) for v in row) for row in rows]
    for outcome in SetSums([tally(CODERS, as_sets)]).alpha().values():
        assert outcome.value == pytest.approx(alpha(tally(CODERS, rows)).value)
    assert single(tally(CODERS, as_sets)) == tally(CODERS, rows)


@given(rows_of_sets)
def test_what_multi_valued_alpha_expects_is_that_of_all_sets_of_the_sizes_seen(rows) -> None:
    pairable = [[c for c in row if c is not None] for row in rows]
    cells = [c for row in pairable if len(row) > 1 for c in row]
    found = SetSums([tally(CODERS, rows)]).multi_valued()
    if not cells:
        assert found.reason == "no-pairs"
        return
    uses = {v: sum(v in c for c in cells) for v in "abcd"}
    sizes = {n: sum(len(c) == n for c in cells) for n in {len(c) for c in cells}}
    dice = set_distance("dice")
    expected = weight = 0.0
    for i, j in ((i, j) for i in sizes for j in sizes):
        top = bottom = 0.0
        for c, k in ((frozenset(c), frozenset(k)) for c in combinations("abcd", i) for k in combinations("abcd", j)):
            w = 1
            for v in c ^ k:
                w *= uses[v]
            for v in c & k:
                w *= uses[v] * (uses[v] - 1)
            top, bottom = top + w * dice(c, k), bottom + w
        if bottom:
            expected, weight = expected + sizes[i] * sizes[j] * top / bottom, weight + sizes[i] * sizes[j]
    if not expected:
        assert found.reason == "one-value"
        return
    observed = sum(
        sum(dice(a, b) for a, b in permutations(row, 2)) / (len(row) - 1) for row in pairable if len(row) > 1
    ) / len(cells)
    assert found.value == pytest.approx(1 - observed / (expected / weight))


@pytest.mark.parametrize("measure", SINGLE)
def test_one_value_everywhere_has_no_chance_corrected_figure(measure: str) -> None:
    given = judged_units({str(n): {c: frozenset("a") for c in "AB"} for n in range(5)})
    (figure,) = figures(given, Request([measure], per_category=False))
    if measure.startswith("percent"):
        assert figure.value == 1
    else:
        assert figure.value is None
        assert figure.reason in ("one-value", "one-category")


def test_the_number_of_categories_is_that_of_the_codebook() -> None:
    units = {"1": {"A": frozenset("a"), "B": frozenset("a")}, "2": {"A": frozenset("a"), "B": frozenset("b")}}
    few, many = (judged_units(units, categories) for categories in ("ab", "abcdefghij"))
    for measure in ("brennan_prediger", "ac1"):
        request = Request([measure], per_category=False)
        assert figures(few, request)[0].value < figures(many, request)[0].value  # type: ignore[operator]
    (bp,) = figures(many, Request(["brennan_prediger"], per_category=False))
    assert bp.value == pytest.approx((0.5 - 0.1) / 0.9)


def test_nothing_chosen_is_a_value_of_its_own_and_not_seen_is_none() -> None:
    units = {
        "1": {"A": frozenset("a"), "B": frozenset("a")},
        "2": {"A": frozenset(), "B": frozenset("b")},
        "3": {"A": frozenset("b")},
    }
    given = judged_units(units)
    (figure,) = figures(given, Request(["brennan_prediger"], per_category=False))
    assert figure.n_units == 2
    assert figure.value == pytest.approx((1 / 2 - 1 / 3) / (2 / 3))
    on_a_scale = judged_units(units, numbers={"a": 1.0, "b": 2.0})
    (figure,) = figures(on_a_scale, Request(["alpha"], level="interval"))
    assert (figure.value, figure.reason) == (None, "no-place")


def test_cohens_kappa_is_of_two_coders() -> None:
    table = tally(CODERS, [("a", "b", "a"), ("b", "b", "a")])
    assert coefficient("cohen_kappa", table, "ab").reason == "not-two"
    assert coefficient("cohen_kappa", table.of(0, 1), "ab").value is not None


def test_sets_have_no_overall_figure_of_single_values_but_one_per_category() -> None:
    given = judged_units(
        {"1": {"A": frozenset("ab"), "B": frozenset("a")}, "2": {"A": frozenset("b"), "B": frozenset()}}
    )
    overall, a, b = figures(given, Request(["alpha"]))
    assert (overall.value, overall.reason) == (None, "several")
    assert (a.category, b.category) == ("a", "b")
    assert a.value == pytest.approx(1)
    assert a.counts == {"both": 1, "first": 0, "second": 0, "neither": 1}
    assert b.counts == {"both": 0, "first": 2, "second": 0, "neither": 0}
    assert a.prevalence == pytest.approx(0.5)


def test_measures_of_marks_say_that_they_need_marks() -> None:
    given = judged_units({"1": {"A": frozenset("a"), "B": frozenset("a")}})
    assert {f.reason for f in figures(given, Request(OF_SPANS))} == {"no-spans"}


def test_a_single_coder_has_no_figure() -> None:
    given = marked_texts([marked_text("t", 50, [Mark("A", "x", 3, 9)], {})])
    found = figures(given, Request(MEASURES))
    assert {f.value for f in found} == {None}
    assert {f.reason for f in found} <= {"no-pairs", "not-two", "not-shared"}


def test_figures_of_pairs_and_of_parts_are_those_of_pairs_and_parts_alone() -> None:
    texts = [
        marked_text("one", 50, [Mark("A", "x", 3, 9), Mark("B", "x", 5, 9), Mark("C", "y", 20, 30)], {}),
        marked_text("two", 30, [Mark("A", "y", 3, 9), Mark("B", "x", 5, 9)], {}),
    ]
    given, request = marked_texts(texts), Request(["alpha", "char_f1"], overall=False)
    pair = [f for f in pair_figures(given, request) if f.coders == ("A", "B")]
    alone = figures(marked_texts(texts, coders=["A", "B"]), request)
    assert [(f.value, f.counts) for f in pair] == [(f.value, f.counts) for f in alone]
    part = [f for f in part_figures(given, request) if f.part == "two"]
    lone = figures(marked_texts(texts[1:], ["x", "y"], "ABC"), request)
    assert [(f.category, f.value, f.n_units) for f in part] == [(f.category, f.value, f.n_units) for f in lone]


PATHS = {"norm": ["norm"], "lyssna": ["norm", "lyssna"], "regler": ["norm", "regler"], "hinder": ["hinder"]}


def test_codes_roll_up_to_any_level() -> None:
    assert rolled_up(PATHS, 1) == {"norm": "norm", "lyssna": "norm", "regler": "norm", "hinder": "hinder"}
    assert rolled_up(PATHS, 5) == {code: code for code in PATHS}


def test_codes_of_one_branch_are_nearer_than_those_of_two() -> None:
    apart = tree_distance(PATHS)
    assert apart("lyssna", "lyssna") == 0
    assert apart("lyssna", "regler") == pytest.approx(1 - 2 / 4)
    assert apart("norm", "regler") == pytest.approx(1 - 2 / 3)
    assert apart("lyssna", "hinder") == 1
    assert apart("lyssna", "") == 1


@given(st.frozensets(st.sampled_from(sorted(PATHS))), st.frozensets(st.sampled_from(sorted(PATHS))))
def test_sets_of_codes_are_as_far_apart_as_their_cheapest_matching(a, b) -> None:
    apart = tree_distance(PATHS)
    few, many = sorted((sorted(a), sorted(b)), key=len)
    if not many:
        expected = 0.0
    else:
        costs = (sum(map(apart, few, chosen)) for chosen in permutations(many, len(few)))
        expected = (min(costs) + len(many) - len(few)) / len(many)
    assert apart(a, b) == pytest.approx(expected)
    assert apart(a, b) == pytest.approx(apart(b, a))


def test_alpha_with_the_tree_forgives_a_near_code() -> None:
    rows = [("lyssna", "regler"), ("lyssna", "lyssna"), ("hinder", "hinder"), ("regler", "regler")]
    table = tally("AB", rows)
    assert alpha(table, tree_distance(PATHS)).value > alpha(table, nominal).value  # type: ignore[operator]


def test_the_same_seed_draws_the_same_texts_and_one_text_none() -> None:
    assert draw(5, 20) == draw(5, 20)
    assert draw(5, 20) != draw(5, 20, seed=2)
    assert draw(1, 20) == []


def test_an_interval_holds_the_middle_of_the_draws() -> None:
    values = [0.0, 1.0, 2.0, 3.0]
    low, high = interval(draw(4, 2000), lambda parts: Outcome(sum(values[i] for i in parts) / 4)) or (0, 0)
    assert 0.2 < low < 0.8
    assert 2.2 < high < 2.8


def test_there_is_no_interval_where_the_measure_is_often_undefined() -> None:
    def only_in_the_first(parts) -> Outcome:
        return Outcome(1.0) if 0 in parts else Outcome(None, "one-value")

    assert interval(draw(4, 500), only_in_the_first) is None
    assert interval([], only_in_the_first) is None


def test_bootstrap_intervals_hold_the_figure() -> None:
    texts = [marked_text(f"t{n}", 100, [Mark("A", "x", 10, 30 + n), Mark("B", "x", 10 + n, 30)], {}) for n in range(8)]
    for figure in figures(marked_texts(texts), Request(["alpha", "u_alpha", "set_alpha", "char_f1"], bootstrap=100)):
        assert figure.low is not None
        assert figure.high is not None
        assert figure.value is not None
        assert figure.low <= figure.value <= figure.high


def test_weights_run_from_one_to_nothing() -> None:
    for name in ("linear", "quadratic", "ordinal", "radical", "ratio"):
        weights = weighting(name, [1, 2, 4])
        assert [weights[i][i] for i in range(3)] == [1, 1, 1]
        assert weights[0][2] == pytest.approx(0)
        assert 0 < weights[0][1] < 1
    assert weighting("quadratic", [3]) == [[1.0]]


def test_paragraphs_are_parted_by_blank_lines_or_else_by_lines() -> None:
    said = "  Ett.\nTvå. \n\n \nTre.\n"
    assert [said[a:b] for a, b in paragraphs(said)] == ["Ett.\nTvå.", "Tre."]
    said = "Ett.\nTvå.\n"
    assert [said[a:b] for a, b in paragraphs(said)] == ["Ett.", "Två."]
    assert paragraphs(" \n") == []


def test_values_are_put_in_order() -> None:
    assert in_order(["b", "10", "a", "9", "a"]) == ["9", "10", "a", "b"]
    assert (as_number("1,5"), as_number("-2"), as_number("x"), as_number("nan"), as_number("inf")) == (
        *(1.5, -2.0, None, None, None),
    )


def test_tables_of_parts_are_joined() -> None:
    one, two = tally("AB", [("a", "b")]), tally("AB", [("a", "b"), ("a", "a")])
    assert joined([one, two]) == Table(("A", "B"), {("a", "b"): 2, ("a", "a"): 1})
    assert joined([]) == Table((), {})


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="gamma"):
        figures(Judgements((), (), ()), Request(["gamma"]))
