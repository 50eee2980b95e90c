"""Agreement of random judgements, as other programs reckon it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics import agreement, distance
from sklearn.metrics import cohen_kappa_score, f1_score
from statsmodels.stats import inter_rater

from qualcode.core.agreement.alpha import alpha
from qualcode.core.agreement.category_sums import CategorySums
from qualcode.core.agreement.chance import coefficient
from qualcode.core.agreement.distances import level_distance, weighting
from qualcode.core.agreement.marks import Mark, character_presence, marked_text, stretches
from qualcode.core.agreement.set_alpha import SetSums
from qualcode.core.agreement.tables import Table, pairable_values, tally

ITEMS = "123"


def complete(coders: int) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(st.tuples(*[st.sampled_from(ITEMS)] * coders), min_size=3, max_size=12)


subsets = st.frozensets(st.sampled_from("abcd"), min_size=1)


def table_of(rows: list[tuple[str, ...]]) -> Table:
    return tally("ABCDE"[: len(rows[0])], rows)


def annotated(rows: list[tuple[object, ...]], metric=distance.binary_distance) -> agreement.AnnotationTask:
    data = [("ABCDE"[i], str(n), cell) for n, row in enumerate(rows) for i, cell in enumerate(row) if cell is not None]
    return agreement.AnnotationTask(data, distance=metric)


def varied(rows: list[tuple[str, ...]]) -> None:
    assume(len({cell for row in rows for cell in row}) > 1)


@given(complete(3))
def test_kappas_are_those_of_nltk(rows) -> None:
    varied(rows)
    task, table = annotated(rows), table_of(rows)
    used = sorted({cell for row in rows for cell in row})
    assert coefficient("percent", table, used).value == pytest.approx(task.avg_Ao())
    assert coefficient("fleiss_kappa", table, used).value == pytest.approx(task.pi())
    assert coefficient("brennan_prediger", table, used).value == pytest.approx(task.S())
    conger = coefficient("conger_kappa", table, used).value
    if conger is not None:
        assert conger == pytest.approx(task.multi_kappa())


@given(complete(4))
def test_fleiss_kappa_is_that_of_statsmodels(rows) -> None:
    varied(rows)
    counts, _ = inter_rater.aggregate_raters(rows, n_cat=None)
    table = table_of(rows)
    used = sorted({cell for row in rows for cell in row})
    assert coefficient("fleiss_kappa", table, ITEMS).value == pytest.approx(inter_rater.fleiss_kappa(counts))
    randolph = inter_rater.fleiss_kappa(counts, method="randolph")
    assert coefficient("brennan_prediger", table, used).value == pytest.approx(randolph)


@given(complete(2), st.sampled_from(["identity", "linear", "quadratic"]))
def test_cohens_kappa_is_that_of_scikit_learn_and_statsmodels(rows, weights) -> None:
    first, second = zip(*rows, strict=True)
    ours = coefficient("cohen_kappa", table_of(rows), ITEMS, weighting(weights, [1, 2, 3])).value
    assume(ours is not None)
    name = None if weights == "identity" else weights
    assert ours == pytest.approx(cohen_kappa_score(first, second, labels=list(ITEMS), weights=name))
    counts = [[rows.count((a, b)) for b in ITEMS] for a in ITEMS]
    assert ours == pytest.approx(inter_rater.cohens_kappa(counts, wt=name, return_results=False))
    assert ours == pytest.approx(
        coefficient("conger_kappa", table_of(rows), ITEMS, weighting(weights, [1, 2, 3])).value
    )


@given(st.lists(st.tuples(*[st.sampled_from([*ITEMS, None])] * 4), min_size=3, max_size=12))
def test_alpha_with_missing_values_is_that_of_nltk(rows) -> None:
    rows = [row for row in rows if sum(cell is not None for cell in row) > 1]
    assume(len({cell for row in rows for cell in row if cell}) > 1)
    table = table_of(rows)
    assert alpha(table).value == pytest.approx(annotated(rows).alpha())
    numbers = {value: float(value) for value in ITEMS}
    interval = level_distance("interval", numbers, pairable_values(table))
    expected = annotated(rows, lambda a, b: (float(a) - float(b)) ** 2).alpha()
    assert alpha(table, interval).value == pytest.approx(expected)


@given(st.lists(st.tuples(subsets, subsets, st.none() | subsets), min_size=2, max_size=10))
def test_alpha_of_sets_is_that_of_nltk(rows) -> None:
    assume(len({cell for row in rows for cell in row if cell}) > 1)
    ours = SetSums([table_of(rows)]).alpha()
    assert ours["jaccard"].value == pytest.approx(annotated(rows, distance.jaccard_distance).alpha())
    # nltk rounds the two thirds and the third of MASI to two digits.
    assert ours["masi"].value == pytest.approx(annotated(rows, distance.masi_distance).alpha(), abs=0.05)


@given(st.lists(st.booleans(), min_size=4, max_size=30), st.lists(st.booleans(), min_size=30, max_size=30))
def test_f1_by_characters_is_that_of_scikit_learn(first, second) -> None:
    second = second[: len(first)]
    assume(any(first) or any(second))
    marks = [Mark("A", "k", i, i + 1) for i, on in enumerate(first) if on]
    marks += [Mark("B", "k", i, i + 1) for i, on in enumerate(second) if on]
    text = marked_text("t", len(first), marks, {"A": None, "B": None})
    presence = character_presence([stretches(text, "AB")], "AB")
    assert CategorySums(presence, "k").char_f1([0]).value == pytest.approx(f1_score(first, second))
