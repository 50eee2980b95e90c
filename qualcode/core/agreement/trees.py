"""Codebooks as trees: codes rolled up to a level, and how far two codes are apart.

The distance of two codes is ``1 - 2 depth(a) / (depth(c) + depth(k))``, *a*
being the lowest code above both and the root at depth 0 (Wu & Palmer 1994): 0
for the same code, 1 for codes that share no branch.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from itertools import takewhile

from qualcode.core.agreement.distances import Distance


def rolled_up(paths: Mapping[str, Sequence[str]], level: int) -> dict[str, str]:
    """Return for each code the one above it at a level, 1 being the top; a code that lies higher stays.

    ``paths`` gives the codes from the root down to each code, itself last.
    """
    return {code: path[min(level, len(path)) - 1] for code, path in paths.items() if path}


def tree_distance(paths: Mapping[str, Sequence[str]]) -> Distance:
    """Return the distance of two codes, or of two sets of codes, in a tree given by its paths.

    Two sets are as far apart as their cheapest one-to-one matching, a code
    without a partner costing 1, divided by the size of the larger set.
    """

    @cache
    def between(a: str, b: str) -> float:
        if a == b:
            return 0.0
        one, other = paths.get(a, (a,)), paths.get(b, (b,))
        shared = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
        return 1 - 2 * shared / (len(one) + len(other))

    @cache
    def of_sets(a: frozenset[str], b: frozenset[str]) -> float:
        if not a or not b:
            return float(a != b)
        few, many = sorted((sorted(a), sorted(b)), key=len)
        return (_cheapest([[between(x, y) for y in many] for x in few]) + len(many) - len(few)) / len(many)

    def distance(a: Hashable, b: Hashable) -> float:
        if isinstance(a, frozenset) and isinstance(b, frozenset):
            return of_sets(a, b)
        return between(str(a), str(b)) if a and b else float(a != b)

    return distance


def _cheapest(costs: list[list[float]]) -> float:
    """Return the cost of the cheapest matching of all rows to columns: the Hungarian method with potentials."""
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match = [0] * (columns + 1)
    for i in range(1, rows + 1):
        match[0] = i
        column = 0
        least = [float("inf")] * (columns + 1)
        came = [0] * (columns + 1)
        used = [False] * (columns + 1)
        while True:
            used[column] = True
            row, gain, nearest = match[column], float("inf"), 0
            for j in range(1, columns + 1):
                if not used[j]:
                    cost = costs[row - 1][j - 1] - of_row[row] - of_column[j]
                    if cost < least[j]:
                        least[j], came[j] = cost, column
                    if least[j] < gain:
                        gain, nearest = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    of_row[match[j]] += gain
                    of_column[j] -= gain
                else:
                    least[j] -= gain
            column = nearest
            if not match[column]:
                break
        while column:
            match[column] = match[came[column]]
            column = came[column]
    return sum(costs[match[j] - 1][j - 1] for j in range(1, columns + 1) if match[j])
