"""Krippendorff's alpha: any number of coders, units that not all of them saw, any distance.

``alpha = 1 - D_o / D_e`` with ``D_o = 1/n Σ_u 1/(m_u - 1) Σ_{i≠j} d(v_i, v_j)`` and
``D_e = 1/(n(n-1)) Σ_{c,k} n_c n_k d(c, k)``, over the units that at least two
coders saw (Krippendorff 2011; 2019, ch. 12).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

from qualcode.core.agreement.distances import SET_DISTANCES, Distance, set_likeness
from qualcode.core.agreement.figures import NO_PAIRS, ONE_VALUE, Outcome
from qualcode.core.agreement.likeness import expected_likeness
from qualcode.core.agreement.tables import Table, pairable_values, profile


def alpha(table: Table, distance: Distance | None = None) -> Outcome:
    """Return alpha of the values in a table; without a distance only equal values agree."""
    found = pairable_values(table)
    n = sum(found.values())
    if not n:
        return Outcome(None, NO_PAIRS)
    if distance is None:
        expected: float = n * n - sum(k * k for k in found.values())
    else:
        expected = 2 * sum(found[a] * found[b] * distance(a, b) for a, b in combinations(found, 2))
    if not expected:
        return Outcome(None, ONE_VALUE)
    observed = 0.0
    for row, units in table.rows.items():
        m, counts = profile(row)
        if m < 2 or len(counts) < 2:
            continue
        if distance is None:
            apart: float = m * m - sum(k * k for _value, k in counts)
        else:
            apart = 2 * sum(k * j * distance(a, b) for (a, k), (b, j) in combinations(counts, 2))
        observed += units * apart / (m - 1)
    return Outcome(1 - (n - 1) * observed / expected)


def set_alpha(table: Table, distances: Sequence[str] = SET_DISTANCES) -> dict[str, Outcome]:
    """Return alpha of a table of sets for each of some set distances.

    What is expected is summed by :func:`~qualcode.core.agreement.likeness.expected_likeness`
    without going through all pairs of sets.
    """
    found = pairable_values(table)
    n = sum(found.values())
    if not n:
        return dict.fromkeys(distances, Outcome(None, NO_PAIRS))
    if len(found) < 2:
        return dict.fromkeys(distances, Outcome(None, ONE_VALUE))
    alike = expected_likeness({s: k for s, k in found.items() if isinstance(s, frozenset)})
    observed = [0.0, 0.0, 0.0]
    known: dict[tuple[Hashable, Hashable], tuple[float, float, float]] = {}
    for row, units in table.rows.items():
        m, counts = profile(row)
        if m < 2 or len(counts) < 2:
            continue
        for (a, k), (b, j) in combinations(counts, 2):
            likeness = known.get((a, b))
            if likeness is None:
                likeness = known[a, b] = _likeness(a, b)
            weight = 2 * units * k * j / (m - 1)
            for i, like in enumerate(likeness):
                observed[i] += weight * (1 - like)
    return {
        name: Outcome(1 - (n - 1) * observed[i] / (n * n - alike[i]))
        for i, name in enumerate(SET_DISTANCES)
        if name in distances
    }


def _likeness(a: Hashable, b: Hashable) -> tuple[float, float, float]:
    if not isinstance(a, frozenset) or not isinstance(b, frozenset):
        raise TypeError(f"not sets: {type(a).__name__}, {type(b).__name__}")
    return set_likeness(len(a & b), len(a), len(b))


def mv_alpha(table: Table) -> Outcome:
    """Return the multi-valued alpha of Krippendorff & Craggs (2016) with the nominal (Dice) distance.

    What is expected runs over all sets of the sizes that occur: a pair of sets
    *C* and *K* weighs ``Π_{C-K} n_c Π_{K-C} n_k Π_{C∩K} n_c(n_c - 1)`` among the
    pairs of its two sizes.  The sum is read off a polynomial product over the
    values, so no set is ever listed.
    """
    found = {s: n for s, n in pairable_values(table).items() if isinstance(s, frozenset)}
    n = sum(found.values())
    if not n:
        return Outcome(None, NO_PAIRS)
    sizes: dict[int, int] = {}
    uses: dict[Hashable, int] = {}
    for members, k in found.items():
        sizes[len(members)] = sizes.get(len(members), 0) + k
        for value in members:
            uses[value] = uses.get(value, 0) + k
    expected, weight = 0.0, 0
    sums = _pair_sums(list(uses.values()), max(sizes))
    for (i, j), by_shared in sums.items():
        total = sum(by_shared.values())
        pairs = sizes.get(i, 0) * sizes.get(j, 0)
        if pairs and total:
            weight += pairs
            expected += pairs * sum(w * (1 - set_likeness(k, i, j)[0]) for k, w in by_shared.items()) / total
    if not expected:
        return Outcome(None, ONE_VALUE)
    observed = 0.0
    for row, units in table.rows.items():
        m, counts = profile(row)
        for (a, k), (b, j) in combinations(counts, 2):
            if isinstance(a, frozenset) and isinstance(b, frozenset):
                apart = 1 - set_likeness(len(a & b), len(a), len(b))[0]
                observed += 2 * units * k * j * apart / (m - 1)
    return Outcome(1 - (observed / n) / (expected / weight))


def _pair_sums(uses: Sequence[int], largest: int) -> dict[tuple[int, int], dict[int, int]]:
    """Return the summed weights of all pairs of sets by their two sizes and the size of their meet."""
    sums: dict[tuple[int, int, int], int] = {(0, 0, 0): 1}
    for n in uses:
        grown = dict(sums)
        for (i, j, k), w in sums.items():
            for key, times in (((i + 1, j, k), n), ((i, j + 1, k), n), ((i + 1, j + 1, k + 1), n * (n - 1))):
                if max(key[:2]) <= largest and times:
                    grown[key] = grown.get(key, 0) + w * times
        sums = grown
    out: dict[tuple[int, int], dict[int, int]] = {}
    for (i, j, k), w in sums.items():
        out.setdefault((i, j), {})[k] = w
    return out
