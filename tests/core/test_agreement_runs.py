"""Run-lengths give what counting every character gives."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.core.agreement.alpha import alpha
from qualcode.core.agreement.asking import figures
from qualcode.core.agreement.bootstrap import draw, interval
from qualcode.core.agreement.category_sums import CategorySums
from qualcode.core.agreement.chance import percent
from qualcode.core.agreement.distances import SET_DISTANCES
from qualcode.core.agreement.figures import MEASURES, Outcome
from qualcode.core.agreement.judgements import marked_texts
from qualcode.core.agreement.marks import (
    Mark,
    MarkedText,
    character_presence,
    character_sets,
    marked_text,
    once,
    relabelled,
    stretches,
    units_table,
)
from qualcode.core.agreement.overlap import SpanSums, matches
from qualcode.core.agreement.presence import presence
from qualcode.core.agreement.requests import Request
from qualcode.core.agreement.tables import Table
from qualcode.core.agreement.unitizing import cu_alpha, ku_alpha, u_alpha, u_alpha_of

CODERS, VALUES, LENGTH = "ABC", "xyz", 40


@st.composite
def spans(draw: st.DrawFn, most: int = 6) -> list[tuple[int, int]]:
    pairs = draw(st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 15)), max_size=most))
    return [(a, min(LENGTH, a + n)) for a, n in pairs]


@st.composite
def texts(draw: st.DrawFn) -> MarkedText:
    marks = [Mark(draw(st.sampled_from(CODERS)), draw(st.sampled_from(VALUES)), a, b) for a, b in draw(spans(most=12))]
    read = draw(st.dictionaries(st.sampled_from(CODERS), st.none() | spans(most=2)))
    return marked_text("t", LENGTH, marks, read)


@st.composite
def exclusive_texts(draw: st.DrawFn) -> MarkedText:
    """A text that all have read, each coder's marks without overlap."""
    marks = []
    for coder in CODERS[: draw(st.integers(2, 3))]:
        borders = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
        for a, b in pairwise(borders):
            if value := draw(st.sampled_from([*VALUES, ""])):
                marks.append(Mark(coder, value, a, b))
    return marked_text("t", LENGTH, marks, dict.fromkeys(CODERS[:2]))


def cell(text: MarkedText, coder: str, position: int) -> frozenset[str] | None:
    if not any(a <= position < b for a, b in text.read.get(coder, ())):
        return None
    return frozenset(v for v, own in text.marks.get(coder, {}).items() if any(a <= position < b for a, b in own))


def naive(text: MarkedText) -> Counter:
    rows = (tuple(cell(text, coder, i) for coder in CODERS) for i in range(LENGTH))
    return Counter(row for row in rows if any(c is not None for c in row))


@given(texts())
def test_sets_of_characters_are_those_of_each_character(text: MarkedText) -> None:
    assert Counter(character_sets(stretches(text, CODERS), CODERS).rows) == naive(text)


@given(texts())
def test_patterns_of_characters_are_those_of_each_character(text: MarkedText) -> None:
    found = character_presence([stretches(text, CODERS)], CODERS)
    sets = presence([Table(tuple(CODERS), naive(text))], CODERS)
    for value in VALUES:
        expected: Counter = Counter()
        for row, n in naive(text).items():
            expected[tuple(None if c is None else int(value in c) for c in row)] += n
        assert Counter(found.table(value).rows) == expected
        assert Counter(sets.table(value).rows) == expected


@given(spans())
def test_overlapping_marks_are_counted_once_and_touching_ones_stay_apart(found) -> None:
    joined = once(found)
    assert {p for a, b in joined for p in range(a, b)} == {p for a, b in found for p in range(a, b)}
    assert all(a[1] <= b[0] for a, b in pairwise(joined))
    assert once([(0, 4), (4, 9)]) == [(0, 4), (4, 9)]
    assert once([(0, 5), (4, 9), (1, 2)]) == [(0, 9)]


def test_a_second_coding_of_the_same_words_changes_nothing() -> None:
    once_marked = [Mark("A", "x", 3, 9), Mark("B", "x", 5, 12)]
    twice = [*once_marked, Mark("A", "x", 3, 9), Mark("B", "x", 5, 9)]
    assert marked_text("t", 20, once_marked, {}) == marked_text("t", 20, twice, {})


def test_a_mark_outside_of_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="20 characters"):
        marked_text("t", 20, [Mark("A", "x", 15, 21)], {})


def test_what_was_marked_counts_as_read() -> None:
    text = marked_text("t", 20, [Mark("A", "x", 15, 18)], {"A": [(0, 10)]})
    assert text.read["A"] == [(0, 10), (15, 18)]


@given(texts(), spans())
def test_units_are_those_that_a_mark_touches(text: MarkedText, units) -> None:
    expected: Counter = Counter()
    for a, b in units:
        row = []
        for coder in CODERS:
            own = {v for v, found in text.marks.get(coder, {}).items() if any(s < b and e > a for s, e in found)}
            seen = any(s <= a and b <= e for s, e in text.read.get(coder, ()))
            row.append(frozenset(own) if own or seen else None)
        expected[tuple(row)] += 1
    assert Counter(units_table(text, units, CODERS).rows) == expected


def naive_lengths(text: MarkedText) -> tuple[Counter, list[str], int]:
    readers = [c for c in CODERS if text.read.get(c)]
    shared: Counter = Counter()
    for i in range(LENGTH):
        values = {c: next(iter(cell(text, c, i) or ()), "") for c in readers}
        for a, b in permutations(readers, 2):
            shared[values[a], values[b]] += 1 / (len(readers) - 1)
    return shared, readers, len(readers)


def by_formula(shared: Counter, squares: Counter) -> float | None:
    sums: Counter = Counter()
    for (c, _k), n in shared.items():
        sums[c] += n
    total = sum(sums.values())
    if not total:
        return None
    scale = total - sum(squares.values()) / total
    apart = sum(n for (c, k), n in shared.items() if c != k)
    expected = sum(sums[c] * sums[k] for c in sums for k in sums if c != k) / scale if scale else 0
    return 1 - apart / expected if expected else None


@given(exclusive_texts())
def test_u_alpha_is_that_of_the_formula(text: MarkedText) -> None:
    shared, readers, m = naive_lengths(text)
    squares: Counter = Counter()
    for coder in readers:
        for value, own in text.marks.get(coder, {}).items():
            squares[value] += sum((b - a) ** 2 for a, b in own)
    marked = sum(b - a for own in text.marks.values() for found in own.values() for a, b in found)
    squares[""] = m * LENGTH - marked
    assert u_alpha([stretches(text, CODERS)]).value == pytest.approx(by_formula(shared, squares))


@given(exclusive_texts())
def test_u_alpha_of_one_value_is_u_alpha_where_the_others_are_taken_away(text: MarkedText) -> None:
    (alone,) = relabelled([text], {"y": None, "z": None})
    assert u_alpha_of([stretches(text, CODERS)], "x").value == pytest.approx(u_alpha([stretches(alone, CODERS)]).value)
    (one,) = relabelled([text], {"y": "x", "z": "x"})
    both = u_alpha_of([stretches(text, CODERS)]), u_alpha([stretches(one, CODERS)])
    assert both[0].value == pytest.approx(both[1].value)


def naive_valued(text: MarkedText) -> tuple[Counter, Counter, Counter, float]:
    shared, readers, m = naive_lengths(text)
    valued: Counter = Counter({(c, k): n for (c, k), n in shared.items() if c and k})
    squares: Counter = Counter()
    lengths: Counter = Counter()
    for coder in readers:
        for value, own in text.marks.get(coder, {}).items():
            for a, b in own:
                lengths[value] += b - a
                for other in readers:
                    if other != coder:
                        squares[value] += sum(bool(cell(text, other, i)) for i in range(a, b)) ** 2 / (m - 1)
    return valued, squares, lengths, sum(shared.values())


@given(exclusive_texts())
def test_cu_alpha_is_that_of_the_formula(text: MarkedText) -> None:
    valued, squares, _lengths, total = naive_valued(text)
    found = cu_alpha([stretches(text, CODERS)])
    met = sum(valued.values())
    if found.reason == "too-little":
        assert met <= sum(squares.values()) / met
    else:
        assert found.value == pytest.approx(by_formula(valued, squares))
    assert found.coverage == pytest.approx(met / total)


@given(exclusive_texts())
def test_ku_alpha_is_that_of_the_formula(text: MarkedText) -> None:
    valued, squares, lengths, _total = naive_valued(text)
    met = sum(valued.values())
    for value, found in ku_alpha([stretches(text, CODERS)]).items():
        held = sum(n for (c, _k), n in valued.items() if c == value)
        assert found.coverage == pytest.approx(held / lengths[value])
        if found.value is not None:
            # Both expectations are divided by the same length, which falls out.
            e_k, e_kk = held * met - squares[value], held * held - squares[value]
            value_of = 1 - (e_k / held) * (held - valued[value, value]) / (e_k - e_kk)
            assert found.value == pytest.approx(value_of)


def test_values_of_one_coder_that_overlap_have_no_u_alpha() -> None:
    text = marked_text("t", 20, [Mark("A", "x", 0, 9), Mark("A", "y", 5, 12)], {"B": None})
    parts = [stretches(text, "AB")]
    assert u_alpha(parts).reason == "overlapping"
    assert cu_alpha(parts).reason == "overlapping"
    assert {o.reason for o in ku_alpha(parts).values()} == {"overlapping"}
    assert u_alpha_of(parts).value is not None


@given(spans(), spans(), st.sampled_from([0.1, 0.34, 0.5, 0.8, 1.0]))
def test_spans_are_matched_as_often_as_can_be(first, second, overlap) -> None:
    first, second = once(first), once(second)

    def near(one, other) -> bool:
        shared = min(one[1], other[1]) - max(one[0], other[0])
        return shared > 0 and shared >= overlap * (max(one[1], other[1]) - min(one[0], other[0]))

    def best(left, free) -> int:
        if not left:
            return 0
        head, *rest = left
        tries = [1 + best(rest, free - {j}) for j in free if near(head, second[j])]
        return max([best(rest, free), *tries])

    assert matches(first, second, overlap) == best(first, frozenset(range(len(second))))


def test_span_f1_is_the_mean_over_pairs_that_marked_something() -> None:
    marks = [Mark("A", "x", 0, 10), Mark("B", "x", 0, 8), Mark("B", "x", 20, 25)]
    text = marked_text("t", 30, marks, {"C": None, "D": None})
    parts = [stretches(text, "ABCD")]
    # A and B share one of three; each of them with C and with D none; C and D marked nothing.
    assert SpanSums(parts).f1("x").value == pytest.approx((2 / 3 + 0 * 4) / 5)
    assert SpanSums(parts, overlap=0.9).f1("x").value == 0
    assert SpanSums(parts).f1("y").reason == "nothing-marked"


@given(st.lists(texts(), min_size=2, max_size=4), st.integers(0, 99))
def test_sums_of_a_category_give_the_figures_of_drawn_texts(found: list[MarkedText], seed: int) -> None:
    judged = marked_texts(found, VALUES, CODERS)
    for parts in draw(len(found), 5, seed=seed):
        for value in VALUES:
            sums = CategorySums(judged.characters, value)
            table = judged.characters.table(value, parts)
            for quick, slow in (
                (sums.alpha(parts), alpha(table)),
                (sums.percent(parts), percent(table)),
            ):
                assert quick.reason == slow.reason
                assert quick.value == (None if slow.value is None else pytest.approx(slow.value))


@settings(max_examples=max(12, settings.default.max_examples // 5))
@given(st.lists(texts(), min_size=2, max_size=4), st.lists(exclusive_texts(), min_size=2, max_size=3))
def test_intervals_are_those_of_figures_reckoned_anew_of_each_draw(several, exclusive) -> None:
    for found in (several, exclusive):
        request = Request(sorted(MEASURES), bootstrap=9, distances=SET_DISTANCES)
        told = figures(marked_texts(found, VALUES, CODERS), request)
        once_each = Request(request.measures, distances=request.distances)
        anew: list[list[float | None]] = [[] for _figure in told]
        for parts in draw(len(found), 9):
            drawn = [found[i] for i in parts]
            for values, figure in zip(anew, figures(marked_texts(drawn, VALUES, CODERS), once_each), strict=True):
                values.append(figure.value)
        for figure, values in zip(told, anew, strict=True):
            if figure.low is None:
                assert figure.value is None or None in values
            else:
                expected = interval([[n] for n in range(9)], lambda parts, values=values: Outcome(values[parts[0]]))
                assert (figure.low, figure.high) == pytest.approx(expected, rel=1e-12, abs=1e-12)
