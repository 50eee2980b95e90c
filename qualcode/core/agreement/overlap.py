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


def span_f1(texts: Texts, value: str | None = None, *, overlap: float = 0.5) -> Outcome:
    """Return the F1 by spans of one value, or of all values, each mark to be matched within its own.

    ``overlap`` is the least share of the joint length, above 0 and up to 1; 1 asks for equal borders.
    """
    shared: dict[tuple[str, str], int] = {}
    either: dict[tuple[str, str], int] = {}
    met = False
    for stretch in (s for text in texts for s in text):
        for a, b in combinations(stretch.readers, 2):
            met = True
            mine, theirs = stretch.marks.get(a, {}), stretch.marks.get(b, {})
            for name in (mine.keys() | theirs.keys()) if value is None else (value,):
                first, second = mine.get(name, []), theirs.get(name, [])
                if first or second:
                    either[a, b] = either.get((a, b), 0) + len(first) + len(second)
                    shared[a, b] = shared.get((a, b), 0) + 2 * matches(first, second, overlap)
    return mean_f1(shared, either, met=met)


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
