"""What is summed once for each part, so that the figures of a category can be told of many draws of parts.

Alpha of one category against all others, percent and the F1 by characters are
made of sums over the units; a draw of parts adds the parts' sums up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from qualcode.core.agreement.figures import NO_PAIRS, ONE_VALUE, Outcome
from qualcode.core.agreement.overlap import mean_f1
from qualcode.core.agreement.presence import Patterns, Presence

_Pair = tuple[int, int]
#: Per part: its number, what two coders marked alike (counted twice), and what both marked in all.
Overlaps = list[tuple[int, int, int]]


class CategorySums:
    """The sums of one category over the units of each part."""

    def __init__(self, presence: Presence, category: str) -> None:
        self._presence = presence
        self._m = len(presence.coders)
        self._found = presence.chosen.get(category, {})

    @cached_property
    def _apart(self) -> list[tuple[int, float, int]]:
        """For each part with the category: its number, ``Σ 2k(m - k)/(m - 1)``, ``Σ k``.

        *k* of *m* judgements chose the category; units with one judgement are left out.
        """
        out = []
        for part, patterns in self._found.items():
            observed, chosen = 0.0, 0
            for mask, n in patterns.items():
                seen, k = (mask >> self._m).bit_count(), (mask & ((1 << self._m) - 1)).bit_count()
                if seen > 1:
                    observed += n * 2 * k * (seen - k) / (seen - 1)
                    chosen += n * k
            out.append((part, observed, chosen))
        return out

    def alpha(self, parts: Sequence[int]) -> Outcome:
        """Return :func:`~qualcode.core.agreement.alpha.alpha` in parts that were drawn."""
        times, judged = self._presence.drawn(parts)
        if not judged:
            return Outcome(None, NO_PAIRS)
        observed, chosen = 0.0, 0
        for part, apart, k in self._apart:
            if t := times[part]:
                observed += t * apart
                chosen += t * k
        expected = 2 * chosen * (judged - chosen)
        return Outcome(1 - (judged - 1) * observed / expected) if expected else Outcome(None, ONE_VALUE)

    def percent(self, parts: Sequence[int]) -> Outcome:
        """Return :func:`~qualcode.core.agreement.chance.percent` in parts that were drawn."""
        times, judged = self._presence.drawn(parts)
        observed = sum(times[part] * apart for part, apart, _k in self._apart)
        return Outcome(1 - observed / judged) if judged else Outcome(None, NO_PAIRS)

    @cached_property
    def overlaps(self) -> dict[_Pair, Overlaps]:
        """For each pair of coders the sums of the parts where they marked the category."""
        out: dict[_Pair, dict[int, tuple[int, int]]] = {}
        for part, patterns in self._found.items():
            for pair, both, marked in self._pairs(patterns):
                by_part = out.setdefault(pair, {})
                shared, either = by_part.get(part, (0, 0))
                by_part[part] = (shared + both, either + marked)
        return {pair: [(part, *sums) for part, sums in by_part.items()] for pair, by_part in out.items()}

    def _pairs(self, patterns: Patterns) -> Iterator[tuple[_Pair, int, int]]:
        for mask, n in patterns.items():
            readers = [i for i in range(self._m) if mask >> (self._m + i) & 1]
            for i, j in combinations(readers, 2):
                if marks := (mask >> i & 1) + (mask >> j & 1):
                    yield (i, j), 2 * n * (marks == 2), n * marks

    def char_f1(self, parts: Sequence[int]) -> Outcome:
        """Return the F1 by characters in parts that were drawn.

        A pair of coders who both marked nothing has no F1 and is left out of the mean.
        """
        return _f1(self._presence, self.overlaps, parts)


class AllSums:
    """The sums of all categories taken together."""

    def __init__(self, presence: Presence, each: Iterable[CategorySums]) -> None:
        self._presence = presence
        together: dict[_Pair, dict[int, tuple[int, int]]] = {}
        for one in each:
            for pair, listed in one.overlaps.items():
                by_part = together.setdefault(pair, {})
                for part, both, marked in listed:
                    shared, either = by_part.get(part, (0, 0))
                    by_part[part] = (shared + both, either + marked)
        self.overlaps = {pair: [(part, *sums) for part, sums in found.items()] for pair, found in together.items()}

    def char_f1(self, parts: Sequence[int]) -> Outcome:
        """Return the F1 by characters in parts that were drawn."""
        return _f1(self._presence, self.overlaps, parts)


def _f1(presence: Presence, overlaps: Mapping[_Pair, Overlaps], parts: Sequence[int]) -> Outcome:
    times, judged = presence.drawn(parts)
    either = {pair: n for pair, its in overlaps.items() if (n := sum([times[p] * marked for p, _both, marked in its]))}
    shared = {pair: sum([times[p] * both for p, both, _marked in overlaps[pair]]) for pair in either}
    return mean_f1(shared, either, met=bool(judged))
