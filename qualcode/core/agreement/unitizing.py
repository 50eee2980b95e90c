"""Krippendorff's unitizing family: how alike coders cut a text and name the pieces.

The formulae are those of Krippendorff, Mathet, Bouvry & Widlöcher (2016) and of
Krippendorff (2019, sec. 12.6).  *l(c, k)* is the length that two coders gave
the values *c* and *k*, over all ordered pairs of coders, by ``m - 1``; the gaps
between marks are a value too.  What is expected comes from the lengths of the
single units: ``e(c, k) = (l(c) l(k) - [c = k] S(c)) / (l - S / l)``, where
*S(c)* is the sum of squared lengths of the units of value *c*, for the gaps
the sum of their lengths.  Values of one coder must exclude each other; a code
is compared with all else by taking it alone (``value=``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from qualcode.core.agreement.figures import NO_PAIRS, NOT_SHARED, ONE_VALUE, OVERLAPPING, TOO_LITTLE, Outcome
from qualcode.core.agreement.marks import Span, Stretch, covered, once, only_one_each
from qualcode.core.agreement.tables import NOTHING

Texts = Sequence[Sequence[Stretch]]
#: Lengths that two coders gave two values, by the values.
_Lengths = dict[tuple[str, str], float]
_LEAST = 1e-9


def u_alpha(texts: Texts) -> Outcome:
    """Return u-alpha over all values, gaps being one of them."""
    if not only_one_each(texts):
        return Outcome(None, OVERLAPPING)
    shared: _Lengths = {}
    squares: dict[str, float] = {}
    total = 0.0
    for stretch in _read_by_two(texts):
        m = len(stretch.readers)
        total += m * stretch.length
        marked = 0
        for own in stretch.marks.values():
            for value, spans in own.items():
                for start, end in spans:
                    marked += end - start
                    squares[value] = squares.get(value, 0.0) + (end - start) ** 2
        squares[NOTHING] = squares.get(NOTHING, 0.0) + m * stretch.length - marked
        for c, k, length in _meetings(stretch):
            shared[c, k] = shared.get((c, k), 0.0) + length / (m - 1)
    return _alpha(shared, squares, total)


def u_alpha_of(texts: Texts, value: str | None = None) -> Outcome:
    """Return u-alpha of one value against all else; None for all values as one: |u|-alpha.

    Marks of different values that overlap are one unit when all are taken as one.
    """
    together = agreed = total = square = gap = 0.0
    for stretch in _read_by_two(texts):
        m = len(stretch.readers)
        total += m * stretch.length
        turning: list[tuple[int, int]] = []
        long = 0
        for own in stretch.marks.values():
            spans = own.get(value, []) if value is not None else once([s for found in own.values() for s in found])
            for start, end in spans:
                long += end - start
                square += (end - start) ** 2
                turning += ((start, 1), (end, -1))
        gap += m * stretch.length - long
        turning.sort()
        depth = last = 0
        here = 0
        for position, step in turning:
            here += depth * (depth - 1) * (position - last)
            depth += step
            last = position
        agreed += here / (m - 1)
        together += long
    if not total:
        return Outcome(None, NO_PAIRS)
    if not together or together == total:
        return Outcome(None, ONE_VALUE)
    # The lengths on which two differ are what is left of the value's own.
    return _two_values(2 * (together - agreed), together, total, square, gap)


def _two_values(apart: float, value: float, total: float, square: float, gap: float) -> Outcome:
    expected = 2 * value * (total - value) / (total - (square + gap) / total)
    return Outcome(1 - apart / expected)


def _alpha(shared: _Lengths, squares: Mapping[str, float], total: float) -> Outcome:
    if not total:
        return Outcome(None, NO_PAIRS)
    sums = _row_sums(shared)
    apart = sum(length for (c, k), length in shared.items() if c != k)
    expected = sum(2 * sums[c] * sums[k] for c, k in combinations(sums, 2)) / (total - sum(squares.values()) / total)
    return Outcome(1 - apart / expected) if expected else Outcome(None, ONE_VALUE)


def _row_sums(shared: _Lengths) -> dict[str, float]:
    sums: dict[str, float] = {}
    for (c, _k), length in shared.items():
        if length:
            sums[c] = sums.get(c, 0.0) + length
    return sums


def cu_alpha(texts: Texts) -> Outcome:
    """Return cu-alpha: whether the values are the same where two coders marked something.

    ``coverage`` is the share of the text that this speaks of.
    """
    if not only_one_each(texts):
        return Outcome(None, OVERLAPPING)
    shared, squares, total = _valued(texts)
    met = sum(shared.values())
    if not total:
        return Outcome(None, NO_PAIRS)
    if not met:
        return Outcome(None, NOT_SHARED, 0.0)
    sums = _row_sums(shared)
    chance = sum(2 * sums[c] * sums[k] for c, k in combinations(sums, 2))
    scale = met - sum(squares.values()) / met
    if not chance:
        return Outcome(None, ONE_VALUE, met / total)
    if scale < _LEAST:
        return Outcome(None, TOO_LITTLE, met / total)
    apart = sum(length for (c, k), length in shared.items() if c != k)
    return Outcome(1 - apart * scale / chance, coverage=met / total)


def ku_alpha(texts: Texts) -> dict[str, Outcome]:
    """Return (k)u-alpha of every value that was marked: how sure it is to be told from the other values.

    ``coverage`` is the share of the value's marks that met another coder's mark.
    """
    lengths: dict[str, float] = {}
    for stretch in _read_by_two(texts):
        for own in stretch.marks.values():
            for value, spans in own.items():
                lengths[value] = lengths.get(value, 0.0) + sum(end - start for start, end in spans)
    if not only_one_each(texts):
        return dict.fromkeys(lengths, Outcome(None, OVERLAPPING))
    shared, squares, _total = _valued(texts)
    met = sum(shared.values())
    sums = _row_sums(shared)
    out = {}
    for value, length in lengths.items():
        held = sums.get(value, 0.0)
        # e'(k) / l'(k) · (l'(k) - l'(k, k)) / (e'(k) - e'(k, k)), of which l - S / l falls out
        expected = held * met - squares.get(value, 0.0)
        others = held * (met - held)
        coverage = held / length
        if not held:
            out[value] = Outcome(None, NOT_SHARED, coverage)
        elif not others:
            out[value] = Outcome(None, ONE_VALUE, coverage)
        elif expected < _LEAST:
            out[value] = Outcome(None, TOO_LITTLE, coverage)
        else:
            apart = held - shared.get((value, value), 0.0)
            out[value] = Outcome(1 - expected / held * apart / others, coverage=coverage)
    return out


def _valued(texts: Texts) -> tuple[_Lengths, dict[str, float], float]:
    """Return the lengths that two coders both marked, the squares that correct them, and the whole length."""
    shared: _Lengths = {}
    squares: dict[str, float] = {}
    total = 0.0
    for stretch in _read_by_two(texts):
        m = len(stretch.readers)
        total += m * stretch.length
        for c, k, length in _meetings(stretch):
            if c and k:
                shared[c, k] = shared.get((c, k), 0.0) + length / (m - 1)
        marked = {c: covered(s for spans in own.values() for s in spans) for c, own in stretch.marks.items()}
        for coder, own in stretch.marks.items():
            for value, spans in own.items():
                for span in spans:
                    for other, matter in marked.items():
                        if other != coder and (common := _overlap(span, matter)):
                            squares[value] = squares.get(value, 0.0) + common**2 / (m - 1)
    return shared, squares, total


def _overlap(span: Span, others: Sequence[Span]) -> int:
    start, end = span
    common = 0
    for a, b in others[max(0, bisect_right(others, (start, end)) - 1) :]:
        if a >= end:
            break
        common += max(0, min(b, end) - max(a, start))
    return common


def _read_by_two(texts: Texts) -> Iterator[Stretch]:
    return (stretch for text in texts for stretch in text if len(stretch.readers) > 1)


def _meetings(stretch: Stretch) -> Iterator[tuple[str, str, int]]:
    """Yield the lengths that two different coders gave two values, over ordered pairs of coders."""
    # At one place ends come before beginnings, so a coder's next mark finds the last one closed.
    turning = sorted(
        turn
        for coder, own in stretch.marks.items()
        for value, spans in own.items()
        for start, end in spans
        for turn in ((start, 1, coder, value), (end, 0, coder, value))
    )
    counts: dict[str, int] = {NOTHING: len(stretch.readers)}
    last = stretch.start
    for position, begins, _coder, value in [*turning, (stretch.end, 0, "", "")]:
        if position > last:
            length = position - last
            for c, n in counts.items():
                for k, j in counts.items():
                    if pairs := n * (j - (c == k)):
                        yield c, k, pairs * length
            last = position
        step = 1 if begins else -1
        if value:
            counts[value] = counts.get(value, 0) + step
            counts[NOTHING] -= step


def marked_units(texts: Texts, value: str | None = None) -> int:
    """Return how many units the coders marked where at least two have read, of one value or of all."""
    marks = (own for stretch in _read_by_two(texts) for own in stretch.marks.values())
    if value is None:
        return sum(len(spans) for own in marks for spans in own.values())
    return sum(len(own.get(value, ())) for own in marks)
