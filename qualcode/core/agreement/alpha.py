"""Krippendorff's alpha: any number of coders, units that not all of them saw, any distance.

``alpha = 1 - D_o / D_e`` with ``D_o = 1/n Σ_u 1/(m_u - 1) Σ_{i≠j} d(v_i, v_j)`` and
``D_e = 1/(n(n-1)) Σ_{c,k} n_c n_k d(c, k)``, over the units that at least two
coders saw (Krippendorff 2011; 2019, ch. 12).
"""

from __future__ import annotations

from itertools import combinations

from qualcode.core.agreement.distances import Distance
from qualcode.core.agreement.figures import NO_PAIRS, ONE_VALUE, Outcome
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
