"""Published examples of agreement, within the rounding they were printed with."""

from __future__ import annotations

import pytest

from qualcode.core.agreement.alpha import alpha
from qualcode.core.agreement.asking import figures
from qualcode.core.agreement.chance import coefficient
from qualcode.core.agreement.figures import Figure
from qualcode.core.agreement.judgements import Judgements, judged_units, marked_texts
from qualcode.core.agreement.marks import Mark, marked_text
from qualcode.core.agreement.requests import Request
from qualcode.core.agreement.tables import Table

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); also Gwet, Handbook (2014).
# One row a unit, a point for a missing value.
FOUR_OBSERVERS = "11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3.".split()

# Fleiss, Psychological Bulletin 76 (1971), p. 379: how many of six psychiatrists gave a patient each diagnosis.
DIAGNOSES = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 "
    "02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
).split()
DISORDERS = ("depression", "personality disorder", "schizophrenia", "neurosis", "other")

# Krippendorff & Craggs, Communication Methods and Measures 10 (2016), table 3: "-" is the empty set, "." missing.
SEVERAL_VALUES = ("bd d .", "abd b bd", "- a a", "a . .")

# Krippendorff, Mathet, Bouvry & Widlöcher, Quality & Quantity 50 (2016): value and span on a text of length 60.
OBSERVERS = {
    "Alex": "1:2-9 2:11-17 5:24-30 6:32-36 6:36-44 7:44-60",
    "Paul": "1:2-9 3:11-17 5:19-25 6:32-44",
    "Suzan": "1:2-9 4:11-17 5:21-27 6:32-36 6:36-40 6:40-44",
}


def four_observers() -> Judgements:
    units = {
        str(n): {coder: frozenset(v) for coder, v in zip("ABCD", row, strict=True) if v != "."}
        for n, row in enumerate(FOUR_OBSERVERS)
    }
    return judged_units(units, list("12345"), {v: float(v) for v in "12345"})


def diagnoses() -> Judgements:
    units = {}
    for n, row in enumerate(DIAGNOSES):
        given = [d for d, k in zip(DISORDERS, row, strict=True) for _ in range(int(k))]
        units[str(n)] = {f"R{i}": frozenset([d]) for i, d in enumerate(given)}
    return judged_units(units, DISORDERS)


def several_values() -> Judgements:
    units = {
        str(n): {
            coder: frozenset(cell.strip("-")) for coder, cell in zip("FGH", row.split(), strict=True) if cell != "."
        }
        for n, row in enumerate(SEVERAL_VALUES)
    }
    return judged_units(units)


def observers() -> Judgements:
    marks = []
    for coder, own in OBSERVERS.items():
        for mark in own.split():
            value, _, span = mark.partition(":")
            start, _, end = span.partition("-")
            marks.append(Mark(coder, value, int(start), int(end)))
    return marked_texts([marked_text("continuum", 60, marks, {})])


def only(given: Judgements, measure: str, category: str | None = None, **asked: object) -> Figure:
    found = figures(given, Request([measure], **asked))  # type: ignore[arg-type]
    (figure,) = [f for f in found if f.category == category]
    return figure


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_four_observers_at_each_level(level: str, value: float) -> None:
    figure = only(four_observers(), "alpha", level=level)
    assert figure.value == pytest.approx(value, abs=0.0005)
    assert (figure.n_units, figure.n_coders, figure.distance) == (11, 4, level)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("percent", 0.800),
        ("percent_units", 0.818),
        ("fleiss_kappa", 0.761),
        ("conger_kappa", 0.763),
        ("brennan_prediger", 0.773),
        ("ac1", 0.775),
    ],
)
def test_coefficients_of_four_observers(measure: str, value: float) -> None:
    assert only(four_observers(), measure).value == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize(("weights", "value"), [("quadratic", 0.914), ("linear", 0.859), ("ordinal", 0.899)])
def test_weighted_coefficient_of_four_observers(weights: str, value: float) -> None:
    assert only(four_observers(), "ac2", weights=weights).value == pytest.approx(value, abs=0.0005)


def test_a_level_brings_its_weights() -> None:
    assert only(four_observers(), "ac2", level="interval").value == pytest.approx(0.914, abs=0.0005)
    assert only(four_observers(), "ac2", level="ordinal").value == pytest.approx(0.899, abs=0.0005)
    assert only(four_observers(), "ac2").value == only(four_observers(), "ac1").value


def test_fleiss_kappa_of_the_diagnoses() -> None:
    assert only(diagnoses(), "fleiss_kappa").value == pytest.approx(0.430, abs=0.0005)
    assert only(diagnoses(), "percent").value == pytest.approx(0.5556, abs=0.0005)


@pytest.mark.parametrize(("disorder", "value"), list(zip(DISORDERS, (0.248, 0.248, 0.517, 0.470, 0.565), strict=True)))
def test_fleiss_kappa_of_each_diagnosis(disorder: str, value: float) -> None:
    # The published values were reckoned from rounded shares.
    assert only(diagnoses(), "fleiss_kappa", disorder).value == pytest.approx(value, abs=0.0051)


def test_multi_valued_alpha_of_sets() -> None:
    assert only(several_values(), "mv_alpha").value == pytest.approx(0.2865907, abs=5e-5)


@pytest.mark.parametrize(
    ("distance", "value"), [("dice", 0.34375), ("jaccard", 0.26171875), ("masi", 0.18446601941747576)]
)
def test_alpha_of_sets_by_each_distance(distance: str, value: float) -> None:
    figure = only(several_values(), "set_alpha", distances=(distance,))
    assert figure.value == pytest.approx(value, abs=1e-12)
    assert (figure.n_units, figure.n_coders, figure.distance) == (3, 3, distance)


def test_unitizing_alphas_of_three_observers() -> None:
    given = observers()
    assert only(given, "u_alpha").value == pytest.approx(0.510, abs=0.0005)
    assert only(given, "binary_u_alpha").value == pytest.approx(0.413, abs=0.0005)
    cu = only(given, "cu_alpha")
    assert cu.value == pytest.approx(0.724, abs=0.0005)
    assert cu.coverage == pytest.approx(0.46, abs=0.005)
    assert cu.n_units == 16


@pytest.mark.parametrize(("value", "published"), [("1", 1), ("2", 0), ("3", 0), ("4", 0), ("5", 1), ("6", 1)])
def test_unitizing_alpha_of_each_value(value: str, published: float) -> None:
    assert only(observers(), "ku_alpha", value).value == pytest.approx(published, abs=0.0005)


def test_a_value_that_no_other_coder_met_has_no_unitizing_alpha() -> None:
    figure = only(observers(), "ku_alpha", "7")
    assert (figure.value, figure.reason, figure.coverage) == (None, "not-shared", 0)
    assert only(observers(), "ku_alpha", "5").coverage == pytest.approx(0.44, abs=0.005)


def test_a_distance_of_ones_own_in_alpha_and_weighted_kappa() -> None:
    # Artstein & Poesio, Computational Linguistics 34 (2008), table 4: 100 utterances, two coders.
    cells = {("S", "S"): 46, ("S", "I"): 6, ("I", "I"): 32, ("C", "I"): 6, ("C", "C"): 10}
    apart = {("S", "I"): 1.0, ("C", "S"): 0.5, ("C", "I"): 0.5}

    def distance(a: object, b: object) -> float:
        return apart.get(tuple(sorted((str(a), str(b)), key="CSI".index)), 0.0) if a != b else 0.0  # type: ignore[arg-type]

    table = Table(("A", "B"), dict(cells))
    assert alpha(table, distance).value == pytest.approx(0.8156, abs=5e-5)
    weights = [[1 - distance(a, b) for b in "SIC"] for a in "SIC"]
    assert coefficient("cohen_kappa", table, list("SIC"), weights).value == pytest.approx(0.8163, abs=5e-5)


def test_on_a_rare_code_only_the_chance_corrected_figures_fall() -> None:
    marks = [Mark("A", "k", 0, 400), Mark("B", "k", 160, 560)]
    given = marked_texts([marked_text("t", 36_000, marks, {})])
    for measure, value in {
        "percent": 0.991,
        "ac1": 0.991,
        "brennan_prediger": 0.982,
        "cohen_kappa": 0.5955,
        "alpha": 0.5955,
        "char_f1": 0.600,
    }.items():
        assert only(given, measure, "k").value == pytest.approx(value, abs=0.0005), measure


def test_not_seen_is_not_silent() -> None:
    marks = [Mark("A", "k", 0, 400), Mark("B", "k", 50, 400)]
    first = marked_text("first", 4000, marks, {})
    second = [Mark("A", "k", 0, 1000)]
    unread = marked_texts([first, marked_text("second", 4000, second, {})])
    silent = marked_texts([first, marked_text("second", 4000, second, {"B": None})])
    high, low = only(unread, "alpha", "k"), only(silent, "alpha", "k")
    assert high.value is not None
    assert low.value is not None
    assert high.value > 0.9
    assert low.value < 0.5
    assert (high.n_units, low.n_units) == (4000, 8000)
