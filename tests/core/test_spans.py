"""Overlapping spans, against the naive scan."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.spans import LANES, Lanes, OverlapIndex, cuts, union


@dataclass(frozen=True, slots=True)
class Piece:
    id: str
    start: int
    end: int


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 25)), max_size=25))
    return [Piece(f"p{i}", a, a + n) for i, (a, n) in enumerate(pairs)]


queries = st.tuples(st.integers(0, 80), st.integers(1, 20)).map(lambda q: (q[0], q[0] + q[1]))


def naive(spans: list[Piece], a: int, b: int) -> set[str]:
    return {s.id for s in spans if s.start < b and s.end > a}


def ids(spans: list[Piece]) -> set[str]:
    return {s.id for s in spans}


@given(pieces(), queries)
def test_the_index_finds_what_a_scan_finds(spans: list[Piece], query: tuple[int, int]) -> None:
    index = OverlapIndex(spans)
    found = index.overlapping(*query)
    assert ids(found) == naive(spans, *query)
    assert [s.start for s in found] == sorted(s.start for s in found)


@given(pieces(), st.lists(st.tuples(st.booleans(), st.integers(0, 24)), max_size=40), queries)
def test_adding_and_taking_away_keep_the_index_right(
    spans: list[Piece], steps: list[tuple[bool, int]], query: tuple[int, int]
) -> None:
    index: OverlapIndex[Piece] = OverlapIndex()
    inside: dict[str, Piece] = {}
    for adding, n in steps:
        if n >= len(spans):
            continue
        piece = spans[n]
        if adding and piece.id not in inside:
            index.add(piece)
            inside[piece.id] = piece
        elif not adding:
            assert index.discard(piece) == (inside.pop(piece.id, None) is not None)
    fresh = OverlapIndex(inside.values())
    left = list(inside.values())
    assert ids(index.overlapping(*query)) == naive(left, *query)
    assert list(index) == list(fresh)
    assert list(index.gaps(*query)) == list(fresh.gaps(*query))
    assert index.next_start(query[0]) == min((s.start for s in left if s.start > query[0]), default=None)
    assert index.previous_start(query[0]) == max((s.start for s in left if s.start < query[0]), default=None)
    assert index.covered() == len({p for s in left for p in range(s.start, s.end)})


@given(pieces(), queries)
def test_gaps_are_what_no_span_covers(spans: list[Piece], query: tuple[int, int]) -> None:
    covered = {p for s in spans for p in range(s.start, s.end)}
    gaps = list(OverlapIndex(spans).gaps(*query))
    assert [p for a, b in gaps for p in range(a, b)] == [p for p in range(*query) if p not in covered]
    assert union(gaps) == gaps


def dealt(index: OverlapIndex[Piece]) -> list[int]:
    """Return the lanes of spans as they come: each the lowest whose last span has ended."""
    ends: list[int] = []
    out = []
    for span in index:
        lane = next((n for n, end in enumerate(ends) if end <= span.start), len(ends))
        ends[lane : lane + 1] = [span.end]
        out.append(lane)
    return out


@given(pieces())
def test_overlapping_spans_never_share_a_lane(spans: list[Piece]) -> None:
    index = OverlapIndex(spans)
    lanes = Lanes(index)
    numbers = [n for n, _start, _end in index.borders()]
    for n in numbers:
        for other in numbers:
            one, two = index[n], index[other]
            if n != other and one.start < two.end and two.start < one.end:
                assert lanes[n] != lanes[other] or lanes[n] == LANES
    assert [lanes[n] for n in numbers] == [min(lane, LANES) for lane in dealt(index)]


@given(pieces())
def test_a_span_added_later_takes_a_free_lane_and_moves_no_other(spans: list[Piece]) -> None:
    index: OverlapIndex[Piece] = OverlapIndex()
    lanes = Lanes(index)
    seen: dict[int, int] = {}
    for span in spans:
        number = index.add(span)
        neighbours = [n for n in index.numbers(span.start, span.end) if n != number]
        seen[number] = lanes.add(number, neighbours)
        taken = {lanes[n] for n in neighbours}
        assert seen[number] == min(set(range(LANES + 1)) - (taken - {LANES}))
        assert all(lanes[n] == lane for n, lane in seen.items())


@given(pieces(), queries, st.lists(st.integers(0, 100), max_size=3))
def test_no_piece_between_cuts_straddles_a_border(spans: list[Piece], query: tuple[int, int], more: list[int]) -> None:
    found = cuts(*query, spans, *more)
    assert found[0] == query[0]
    assert found[-1] == query[1]
    borders = {b for s in spans for b in (s.start, s.end)} | set(more)
    for a, b in pairwise(found):
        assert not any(a < border < b for border in borders)
