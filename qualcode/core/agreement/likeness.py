"""How alike two sets drawn from many are, summed without going through all pairs.

How alike two sets are depends on their sizes and on the size of their meet
alone, so it is enough to count the pairs of each kind.  The number of common
subsets of *j* values, ``Σ_T N_a(T) N_b(T)`` over the sets *T* of that size with
``N_a(T)`` the number of sets of size *a* that hold *T*, counts a pair that
meets in *k* values ``C(k, j)`` times; inverting this gives the pairs that meet
in exactly *k*.  All counts are whole numbers, so the sum is exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import comb

from qualcode.core.agreement.distances import set_likeness

#: Sets of more values than this have too many subsets, and are held against every other set.
_SMALL = 8
_Sums = list[float]


def expected_likeness(found: Mapping[frozenset[Hashable], int]) -> _Sums:
    """Return ``Σ n_A n_B likeness(A, B)`` over all ordered pairs of sets, a set with itself too.

    ``found`` gives how often each set occurs; the sums are by Dice, Jaccard
    and MASI.
    """
    small = {members: n for members, n in found.items() if len(members) <= _SMALL}
    total = [0.0, 0.0, 0.0]
    _add(total, _kinds_of_small(small))
    if len(small) < len(found):
        _add(total, _kinds_of_large(found))
    return total


def _add(total: _Sums, kinds: Mapping[tuple[int, int, int], int]) -> None:
    for (shared, a, b), pairs in kinds.items():
        if pairs:
            for i, like in enumerate(set_likeness(shared, a, b)):
                total[i] += pairs * like


def _kinds_of_small(found: Mapping[frozenset[Hashable], int]) -> dict[tuple[int, int, int], int]:
    """Return the ordered pairs by the sizes of their meet and of the two sets."""
    bits: dict[Hashable, int] = {}
    width = _SMALL + 1
    # The number of sets of each size that hold a subset; the key is the subset and the size in one number.
    holding: dict[int, int] = {}
    for members, n in found.items():
        whole = 0
        for value in members:
            whole |= bits.setdefault(value, 1 << len(bits))
        size, part = len(members), whole
        while True:
            key = part * width + size
            holding[key] = holding.get(key, 0) + n
            if not part:
                break
            part = (part - 1) & whole
    moments: dict[tuple[int, int], list[int]] = {}
    sizes = range(width)
    for part in {key // width for key in holding}:
        of_size = [(size, many) for size in sizes if (many := holding.get(part * width + size, 0))]
        j = part.bit_count()
        for a, one in of_size:
            for b, other in of_size:
                moments.setdefault((a, b), [0] * width)[j] += one * other
    return {
        (k, a, b): sum((-1) ** (j - k) * comb(j, k) * counts[j] for j in range(k, min(a, b) + 1))
        for (a, b), counts in moments.items()
        for k in range(min(a, b) + 1)
    }


def _kinds_of_large(found: Mapping[frozenset[Hashable], int]) -> dict[tuple[int, int, int], int]:
    """Return the ordered pairs of which one set at least is large, pairs without a common value left out."""
    sets = list(found)
    carriers: dict[Hashable, list[int]] = {}
    for i, members in enumerate(sets):
        for value in members:
            carriers.setdefault(value, []).append(i)
    kinds: dict[tuple[int, int, int], int] = {}
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
