"""Agreement corrected for chance, from who judged alike: percent, the kappas, pi, S, AC1 and AC2.

With weights *w*, ``p_o`` is the mean weight of two judgements of one unit and
the coefficient is ``(p_o - p_e) / (1 - p_e)``; they differ in ``p_e`` alone.
The formulae are Gwet's (2014), which generalise Cohen (1960, 1968), Scott
(1955), Fleiss (1971), Conger (1980) and Brennan & Prediger (1981) to units that
not everybody saw: a unit with one judgement has no part in ``p_o`` but counts
where the coefficient estimates how common a category is.  Cohen's and Scott's
own coefficients are of two coders and of the units that both saw.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from qualcode.core.agreement.figures import NO_PAIRS, NOT_TWO, ONE_CATEGORY, ONE_VALUE, Outcome
from qualcode.core.agreement.tables import Table, profile

_ALMOST_ONE = 1 - 1e-12
_Shares = Sequence[float]
_Weights = Sequence[Sequence[float]]


def percent(table: Table) -> Outcome:
    """Return the share of equal pairs of judgements of a unit, a unit weighing as many as its judgements.

    This is ``1 - D_o`` of alpha with the nominal distance, ``D_o`` being its
    observed disagreement; where all saw all units it is plainly equal pairs by
    all pairs.
    """
    equal, judged = 0.0, 0
    for row, n in table.rows.items():
        m, counts = profile(row)
        if m > 1:
            judged += n * m
            equal += n * sum(k * (k - 1) for _value, k in counts) / (m - 1)
    return Outcome(equal / judged) if judged else Outcome(None, NO_PAIRS)


def percent_units(table: Table) -> Outcome:
    """Return the share of equal pairs of a unit, averaged over the units: Fleiss' and Gwet's ``p_o``."""
    observed = _observed(table, None, {})
    return Outcome(observed) if observed is not None else Outcome(None, NO_PAIRS)


def coefficient(name: str, table: Table, categories: Sequence[Hashable], weights: _Weights | None = None) -> Outcome:
    """Return one of the coefficients of this module.

    ``categories`` are those that could be chosen, in the order of the weights;
    every value in the table is among them.  Without weights only equal values
    agree.  Raises KeyError for an unknown name.
    """
    if name == "percent" and weights is None:
        return percent(table)
    if name in ("cohen_kappa", "scott_pi"):
        if len(table.coders) != 2:
            return Outcome(None, NOT_TWO)
        table = Table(table.coders, {row: n for row, n in table.rows.items() if None not in row})
    index = {value: i for i, value in enumerate(categories)}
    observed = _observed(table, weights, index)
    if observed is None:
        return Outcome(None, NO_PAIRS)
    if name in ("percent", "percent_units"):
        return Outcome(observed)
    if len(categories) < 2:
        return Outcome(None, ONE_CATEGORY if name in ("brennan_prediger", "ac1", "ac2") else ONE_VALUE)
    expected = _EXPECTED[name](table, index, weights)
    if expected >= _ALMOST_ONE:
        return Outcome(None, ONE_VALUE)
    return Outcome((observed - expected) / (1 - expected))


def _observed(table: Table, weights: _Weights | None, index: Mapping[Hashable, int]) -> float | None:
    units, total = 0, 0.0
    for row, n in table.rows.items():
        m, counts = profile(row)
        if m < 2:
            continue
        units += n
        if weights is None:
            alike: float = sum(k * (k - 1) for _value, k in counts)
        else:
            alike = sum(k * ((j - (a == b)) * weights[index[a]][index[b]]) for a, k in counts for b, j in counts)
        total += n * alike / (m * (m - 1))
    return total / units if units else None


def _shares(table: Table, index: Mapping[Hashable, int]) -> list[float]:
    """Return how common each category is: the mean over units of its share of the unit's judgements."""
    sums, units = [0.0] * len(index), 0
    for row, n in table.rows.items():
        m, counts = profile(row)
        if m:
            units += n
            for value, k in counts:
                sums[index[value]] += n * k / m
    return [s / units for s in sums]


def _coder_shares(table: Table, index: Mapping[Hashable, int]) -> list[list[float]]:
    """Return each coder's own shares of the categories; coders who judged nothing are left out."""
    counts = [[0] * len(index) for _coder in table.coders]
    for row, n in table.rows.items():
        for own, cell in zip(counts, row, strict=True):
            if cell is not None:
                own[index[cell]] += n
    return [[k / sum(own) for k in own] for own in counts if any(own)]


def _meeting(a: _Shares, b: _Shares, weights: _Weights | None) -> float:
    """Return the mean weight of a value drawn by the shares ``a`` and one drawn by ``b``."""
    if weights is None:
        return sum(x * y for x, y in zip(a, b, strict=True))
    return sum(x * sum(w * y for w, y in zip(line, b, strict=True)) for x, line in zip(a, weights, strict=True) if x)


def _pairs_of_coders(table: Table, index: Mapping[Hashable, int], weights: _Weights | None) -> float:
    # The sum over ordered pairs of different coders is that over all pairs less each coder with themselves.
    own = _coder_shares(table, index)
    m = len(own)
    sums = [sum(column) for column in zip(*own, strict=True)]
    return (_meeting(sums, sums, weights) - sum(_meeting(s, s, weights) for s in own)) / (m * (m - 1))


def _one_margin(table: Table, index: Mapping[Hashable, int], weights: _Weights | None) -> float:
    shares = _shares(table, index)
    return _meeting(shares, shares, weights)


def _uniform(_table: Table, index: Mapping[Hashable, int], weights: _Weights | None) -> float:
    return _weight_sum(len(index), weights) / len(index) ** 2


def _gwet(table: Table, index: Mapping[Hashable, int], weights: _Weights | None) -> float:
    q = len(index)
    return _weight_sum(q, weights) * sum(s * (1 - s) for s in _shares(table, index)) / (q * (q - 1))


def _weight_sum(q: int, weights: _Weights | None) -> float:
    return float(q) if weights is None else sum(map(sum, weights))


_EXPECTED: dict[str, Callable[[Table, Mapping[Hashable, int], _Weights | None], float]] = {
    "cohen_kappa": _pairs_of_coders,
    "conger_kappa": _pairs_of_coders,
    "fleiss_kappa": _one_margin,
    "scott_pi": _one_margin,
    "brennan_prediger": _uniform,
    "ac1": _gwet,
    "ac2": _gwet,
}
