"""F1 of two coders' marks, by characters and by whole spans, averaged over the pairs of coders.

By characters ``2 |A ∩ B| / (|A| + |B|)`` (Dice 1945), which is the limit of
kappa as a code grows rare; by spans ``2 TP / (2 TP + FP + FN)``, a match being
two marks of one value whose shared length is at least a part of their joint
length, each mark matched once.  There is no correction for chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from qualcode.core.agreement.figures import NO_PAIRS, NOTHING_MARKED, Outcome
from qualcode.core.agreement.marks import Span, Stretch

Texts = Sequence[Sequence[Stretch]]
_Pair = TypeVar("_Pair")
#: For each pair of coders the marks that were matched, counted twice, and those of both.
_Sums = dict[tuple[str, str], tuple[int, int]]


class SpanSums:
    """The matches of spans in each text, from which any draw of the texts is reckoned.

    ``overlap`` is the least share of the joint length, above 0 and up to 1; 1 asks for equal borders.
    """

    def __init__(self, texts: Texts, *, overlap: float = 0.5) -> None:
        self._met = [any(len(stretch.readers) > 1 for stretch in text) for text in texts]
        self._of_value: dict[str | None, dict[int, _Sums]] = {}
        for n, text in enumerate(texts):
            for stretch in text:
                for pair in combinations(stretch.readers, 2):
                    self._match(n, pair, stretch, overlap)

    def _match(self, text: int, pair: tuple[str, str], stretch: Stretch, overlap: float) -> None:
        mine, theirs = (stretch.marks.get(coder, {}) for coder in pair)
        for value in mine.keys() | theirs.keys():
            first, second = mine.get(value, []), theirs.get(value, [])
            both, marked = 2 * matches(first, second, overlap), len(first) + len(second)
            for name in (value, None) if marked else ():
                sums = self._of_value.setdefault(name, {}).setdefault(text, {})
                shared, either = sums.get(pair, (0, 0))
                sums[pair] = (shared + both, either + marked)

    def f1(self, value: str | None = None, parts: Sequence[int] | None = None) -> Outcome:
        """Return the F1 by spans of one value, or of all, each matched within its own, in texts drawn or in all."""
        times = [1 if parts is None else 0] * len(self._met)
        for part in parts or ():
            times[part] += 1
        shared: dict[tuple[str, str], int] = {}
        either: dict[tuple[str, str], int] = {}
        for text, sums in self._of_value.get(value, {}).items():
            if t := times[text]:
                for pair, (both, marked) in sums.items():
                    shared[pair] = shared.get(pair, 0) + t * both
                    either[pair] = either.get(pair, 0) + t * marked
        return mean_f1(shared, either, met=any(t and met for t, met in zip(times, self._met, strict=True)))


def mean_f1(shared: Mapping[_Pair, int], either: Mapping[_Pair, int], *, met: bool) -> Outcome:
    """Return the mean over pairs of coders of what they shared (counted twice) by what both marked.

    A pair of coders who both marked nothing has no F1 and is left out.
    """
    if not met:
        return Outcome(None, NO_PAIRS)
    if not either:
        return Outcome(None, NOTHING_MARKED)
    return Outcome(sum(shared.get(pair, 0) / n for pair, n in either.items()) / len(either))


def matches(first: Sequence[Span], second: Sequence[Span], overlap: float) -> int:
    """Return the largest number of one-to-one matches of two lists of spans, each in order without overlap."""
    # Spans of one list are disjoint, so two matches never cross and taking the first free one is best.
    found = at = 0
    for start, end in first:
        while at < len(second) and second[at][1] <= start:
            at += 1
        for j in range(at, len(second)):
            a, b = second[j]
            if a >= end:
                break
            if min(end, b) - max(start, a) >= overlap * (max(end, b) - min(start, a)):
                found += 1
                at = j + 1
                break
    return found
