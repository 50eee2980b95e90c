"""How alike two sets drawn from many are, summed without going through all pairs.

How alike two sets are depends on their sizes and on the size of their meet
alone, so it is enough to count the pairs of each kind.  The number of common
subsets of *j* values, ``Σ_T N_a(T) N_b(T)`` over the sets *T* of that size with
``N_a(T)`` the number of sets of size *a* that hold *T*, counts a pair that
meets in *k* values ``C(k, j)`` times; inverting this gives the pairs that meet
in exactly *k*.  All counts are whole numbers, so the sum is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from math import comb
from operator import itemgetter, mul

from qualcode.core.agreement.distances import set_likeness

#: Sets of more values than this have too many subsets, and are held against every other set.
_SMALL = 8
_WIDTH = _SMALL + 1
Sums = list[float]
_Kind = tuple[int, int, int]
_Taken = Callable[[Sequence[int]], tuple[int, ...]]


class Likeness:
    """How alike the sets of some parts are, for any number of draws of these parts.

    ``found`` gives for each part how often each set occurs in it.  Which subsets
    a part's sets hold is told once; a draw adds up the parts' numbers.
    """

    def __init__(self, found: Sequence[Mapping[frozenset[Hashable], int]]) -> None:
        self._found = found
        self._large = any(len(members) > _SMALL for its in found for members in its)
        bits: dict[Hashable, int] = {}
        places: dict[int, int] = {}
        self._held: list[list[tuple[int, int]]] = []
        for its in found:
            own: dict[int, int] = {}
            for members, n in its.items():
                if len(members) <= _SMALL:
                    _hold(own, members, n, bits)
            self._held.append([(places.setdefault(key, len(places)), n) for key, n in own.items()])
        self._number = len(places)
        self._pairs = _pairs(places)

    def expected(self, times: Sequence[int]) -> Sums:
        """Return ``Σ n_A n_B likeness(A, B)`` over all ordered pairs of sets, a set with itself too.

        ``times`` tells how often each part was drawn; the sums are by Dice, Jaccard and MASI.
        """
        total = [0.0, 0.0, 0.0]
        holding = [0] * self._number
        for t, held in zip(times, self._held, strict=True):
            if t:
                for place, n in held:
                    holding[place] += t * n
        _add(total, self._kinds_of_small(holding))
        if self._large:
            _add(total, _kinds_of_large(self._drawn(times)))
        return total

    def _drawn(self, times: Sequence[int]) -> dict[frozenset[Hashable], int]:
        out: dict[frozenset[Hashable], int] = {}
        for t, its in zip(times, self._found, strict=True):
            for members, n in its.items() if t else ():
                out[members] = out.get(members, 0) + t * n
        return out

    def _kinds_of_small(self, holding: Sequence[int]) -> dict[_Kind, int]:
        """Return the ordered pairs by the sizes of their meet and of the two sets."""
        moments: dict[tuple[int, int], list[int]] = {}
        for (a, b, j), (first, second) in self._pairs.items():
            # Taken out in one go, since a draw asks for tens of thousands of products.
            moments.setdefault((a, b), [0] * _WIDTH)[j] = sum(map(mul, first(holding), second(holding)))
        return {
            (k, a, b): sum((-1) ** (j - k) * comb(j, k) * counts[j] for j in range(k, min(a, b) + 1))
            for (a, b), counts in moments.items()
            for k in range(min(a, b) + 1)
        }


def _hold(own: dict[int, int], members: frozenset[Hashable], n: int, bits: dict[Hashable, int]) -> None:
    """Count a set for each subset it holds; the key is the subset and the set's size in one number."""
    whole = 0
    for value in members:
        whole |= bits.setdefault(value, 1 << len(bits))
    size, part = len(members), whole
    while True:
        key = part * _WIDTH + size
        own[key] = own.get(key, 0) + n
        if not part:
            break
        part = (part - 1) & whole


def _pairs(places: Mapping[int, int]) -> dict[_Kind, tuple[_Taken, _Taken]]:
    """Return what takes out the numbers to be multiplied, by the two sets' sizes and that of their common subset."""
    sizes: dict[int, list[tuple[int, int]]] = {}
    for key, place in places.items():
        sizes.setdefault(key // _WIDTH, []).append((key % _WIDTH, place))
    found: dict[_Kind, tuple[list[int], list[int]]] = {}
    for part, its in sizes.items():
        j = part.bit_count()
        for a, one in its:
            for b, other in its:
                first, second = found.setdefault((a, b, j), ([], []))
                first.append(one)
                second.append(other)
    return {kind: (_taking(first), _taking(second)) for kind, (first, second) in found.items()}


def _taking(places: Sequence[int]) -> _Taken:
    if len(places) == 1:
        only = places[0]
        return lambda numbers: (numbers[only],)
    return itemgetter(*places)


def _add(total: Sums, kinds: Mapping[_Kind, int]) -> None:
    for (shared, a, b), pairs in kinds.items():
        if pairs:
            for i, like in enumerate(set_likeness(shared, a, b)):
                total[i] += pairs * like


def _kinds_of_large(found: Mapping[frozenset[Hashable], int]) -> dict[_Kind, int]:
    """Return the ordered pairs of which one set at least is large, pairs without a common value left out."""
    sets = list(found)
    carriers: dict[Hashable, list[int]] = {}
    for i, members in enumerate(sets):
        for value in members:
            carriers.setdefault(value, []).append(i)
    kinds: dict[_Kind, int] = {}
    for members in sets:
        if len(members) <= _SMALL:
            continue
        shared: dict[int, int] = {}
        for value in members:
            for j in carriers[value]:
                shared[j] = shared.get(j, 0) + 1
        for j, k in shared.items():
            other = sets[j]
            # A small set never stands first, so its pair is counted for both orders here.
            orders = 2 if len(other) <= _SMALL else 1
            kind = (k, len(members), len(other))
            kinds[kind] = kinds.get(kind, 0) + orders * found[members] * found[other]
    return kinds
