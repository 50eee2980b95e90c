"""Alpha of sets of values, by distances of sets and multi-valued, of draws of parts as of all.

What is observed is a sum over the units, so each part has its own; what is
expected follows from how often each set, or each value, occurs in the parts drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from qualcode.core.agreement.distances import SET_DISTANCES, set_likeness
from qualcode.core.agreement.figures import NO_PAIRS, ONE_VALUE, Outcome
from qualcode.core.agreement.likeness import Likeness, Sums
from qualcode.core.agreement.tables import Table, pairable_values, profile

_Key = TypeVar("_Key", bound=Hashable)
_Sets = dict[frozenset[Hashable], int]


@dataclass(frozen=True, slots=True)
class _Part:
    """What the pairable judgements of one part come to.

    How often each set, size and value occurs, and how far judgements of a unit are apart by each distance.
    """

    found: _Sets
    sizes: Mapping[int, int]
    uses: Mapping[Hashable, int]
    observed: Sums


class SetSums:
    """The sums of tables of sets, one a part, from which any draw of the parts is reckoned."""

    def __init__(self, tables: Sequence[Table]) -> None:
        known: dict[tuple[Hashable, Hashable], tuple[float, float, float]] = {}
        self._parts = [_part(table, known) for table in tables]
        self._likeness: Likeness | None = None

    def alpha(self, parts: Sequence[int] | None = None) -> dict[str, Outcome]:
        """Return alpha for each set distance in parts that were drawn, or in all."""
        times, n, observed = self._drawn(parts)
        if not n:
            return dict.fromkeys(SET_DISTANCES, Outcome(None, NO_PAIRS))
        if self._likeness is None:
            self._likeness = Likeness([part.found for part in self._parts])
        alike = self._likeness.expected(times)
        return {
            name: Outcome(1 - (n - 1) * apart / (n * n - like)) if like < n * n else Outcome(None, ONE_VALUE)
            for name, apart, like in zip(SET_DISTANCES, observed, alike, strict=True)
        }

    def multi_valued(self, parts: Sequence[int] | None = None) -> Outcome:
        """Return the multi-valued alpha of Krippendorff & Craggs (2016) with the nominal (Dice) distance.

        What is expected runs over all sets of the sizes that occur: a pair of sets
        *C* and *K* weighs ``Π_{C-K} n_c Π_{K-C} n_k Π_{C∩K} n_c(n_c - 1)`` among the
        pairs of its two sizes.  The sum is read off a polynomial product over the
        values, so no set is ever listed.
        """
        times, n, observed = self._drawn(parts)
        if not n:
            return Outcome(None, NO_PAIRS)
        sizes = self._summed(times, lambda part: part.sizes)
        uses = self._summed(times, lambda part: part.uses)
        expected, weight = 0.0, 0
        for (i, j), by_shared in _pair_sums(list(uses.values()), max(sizes)).items():
            total = sum(by_shared.values())
            pairs = sizes.get(i, 0) * sizes.get(j, 0)
            if pairs and total:
                weight += pairs
                expected += pairs * sum(w * (1 - set_likeness(k, i, j)[0]) for k, w in by_shared.items()) / total
        return Outcome(1 - (observed[0] / n) / (expected / weight)) if expected else Outcome(None, ONE_VALUE)

    def _drawn(self, parts: Sequence[int] | None) -> tuple[list[int], int, Sums]:
        """Return how often each part was drawn, the judgements drawn, and how far they are apart."""
        times = [1 if parts is None else 0] * len(self._parts)
        for part in parts or ():
            times[part] += 1
        drawn = [(t, part) for t, part in zip(times, self._parts, strict=True) if t]
        n = sum(t * sum(part.sizes.values()) for t, part in drawn)
        return times, n, [sum(t * part.observed[i] for t, part in drawn) for i in range(len(SET_DISTANCES))]

    def _summed(self, times: Sequence[int], numbers: Callable[[_Part], Mapping[_Key, int]]) -> dict[_Key, int]:
        out: dict[_Key, int] = {}
        for t, part in zip(times, self._parts, strict=True):
            for key, n in numbers(part).items() if t else ():
                out[key] = out.get(key, 0) + t * n
        return out


def _part(table: Table, known: dict[tuple[Hashable, Hashable], tuple[float, float, float]]) -> _Part:
    found: _Sets = {}
    for members, n in pairable_values(table).items():
        found[_as_set(members)] = n
    sizes: dict[int, int] = {}
    uses: dict[Hashable, int] = {}
    for its, n in found.items():
        sizes[len(its)] = sizes.get(len(its), 0) + n
        for value in its:
            uses[value] = uses.get(value, 0) + n
    observed = [0.0, 0.0, 0.0]
    for row, units in table.rows.items():
        m, counts = profile(row)
        if m < 2 or len(counts) < 2:
            continue
        for (a, k), (b, j) in combinations(counts, 2):
            likeness = known.get((a, b))
            if likeness is None:
                likeness = known[a, b] = _likeness(_as_set(a), _as_set(b))
            weight = 2 * units * k * j / (m - 1)
            for i, like in enumerate(likeness):
                observed[i] += weight * (1 - like)
    return _Part(found, sizes, uses, observed)


def _as_set(value: Hashable) -> frozenset[Hashable]:
    if not isinstance(value, frozenset):
        raise TypeError(f"not a set: {type(value).__name__}")
    return value


def _likeness(a: frozenset[Hashable], b: frozenset[Hashable]) -> tuple[float, float, float]:
    return set_likeness(len(a & b), len(a), len(b))


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
