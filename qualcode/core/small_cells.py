"""Small cells: counts of so few persons that a table would point at them.

A value that fewer than ``k`` persons share is merged with others until so many
stand together that nobody can be told, or its cell is left out together with
another one, so that it cannot be worked out from the sums
(Hundepool et al. 2012, *Statistical Disclosure Control*, ch. 4).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

#: Fewer than so many persons are not shown by themselves, where the project has no least number of its own.
SMALLEST = 3


def small_values(counts: Mapping[_Key, int], k: int) -> frozenset[_Key]:
    """Return the values to be taken together so that none is told for fewer than ``k``; empty when none is small.

    One small value is never left alone, since it could be worked out from the
    sum: the next smallest join it.
    """
    pool = {value for value, n in counts.items() if 0 < n < k}
    if not pool:
        return frozenset()
    rest = sorted((v for v in counts if v not in pool and counts[v]), key=lambda v: (counts[v], str(v)))
    while rest and (len(pool) == 1 or sum(counts[v] for v in pool) < k):
        pool.add(rest.pop(0))
    return frozenset(pool)


def in_spans(values: Sequence[_Value], k: int) -> list[Sequence[_Value]]:
    """Return sorted values as runs of at least ``k``, equal ones never parted; one run when there are fewer."""
    runs: list[list[_Value]] = []
    for value in values:
        if not runs or (len(runs[-1]) >= k and value != runs[-1][-1]):
            runs.append([])
        runs[-1].append(value)
    if len(runs) > 1 and len(runs[-1]) < k:
        runs[-2:] = [runs[-2] + runs[-1]]
    return list(runs)


def hidden_cells(table: Sequence[Sequence[int]], k: int) -> frozenset[tuple[int, int]]:
    """Return the cells (row, column) of a table with printed sums that must be left out.

    Those are the small ones, and for each row and column in which only one
    would be missing the next smallest, until no sum gives one away.
    """
    hidden = {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < k}
    while True:
        more = _given_away(table, hidden)
        if more is None:
            return frozenset(hidden)
        hidden.add(more)


def _given_away(table: Sequence[Sequence[int]], hidden: set[tuple[int, int]]) -> tuple[int, int] | None:
    rows, columns = len(table), len(table[0]) if table else 0
    lines = [[(r, c) for c in range(columns)] for r in range(rows)]
    lines += [[(r, c) for r in range(rows)] for c in range(columns)]
    for line in lines:
        missing = [cell for cell in line if cell in hidden]
        left = [cell for cell in line if cell not in hidden]
        if len(missing) == 1 and left:
            return min(left, key=lambda cell: (table[cell[0]][cell[1]] == 0, table[cell[0]][cell[1]], cell))
    return None
