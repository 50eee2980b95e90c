from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.meetings import Passage, meetings
from qualcode.core.tables import Cell
from qualcode.errors import Cancelled

CODES = "abcd"
#: b stands under a.
KIN = {"a": {"a", "b"}, "b": {"a", "b"}, "c": {"c"}, "d": {"d"}}

spans = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1]))
carried = st.tuples(st.sets(st.sampled_from(CODES), min_size=1), st.sets(st.sampled_from("xyz")))
sources = st.dictionaries(spans, carried, max_size=8).map(
    lambda its: [Passage(a, b, frozenset(codes), frozenset(voices)) for (a, b), (codes, voices) in its.items()]
)


def by_pairs(passages: dict[str, list[Passage]]) -> tuple[dict[tuple[str, str], Cell], dict[str, Cell]]:
    """Count every pair of passages, as it is meant."""
    met = [
        (source, p, q)
        for source, its in passages.items()
        for p, q in product(its, its)
        if p.start < q.end and q.start < p.end
    ]

    def counted(found: list[tuple[str, Passage, Passage]], passages: set[object]) -> Cell:
        heard = {v for _source, p, q in found for v in p.voices & q.voices}
        return Cell(len(passages), len(heard), len({source for source, _p, _q in found}))

    cells, totals = {}, {}
    for a in CODES:
        mine = []
        for b in CODES:
            found = [m for m in met if a in m[1].codes and b in m[2].codes and b not in KIN[a]]
            if found:
                cells[a, b] = counted(found, set(found))
            mine += found
        if mine:
            totals[a] = counted(mine, {(source, p) for source, p, _q in mine})
    return cells, totals


@given(st.lists(sources, max_size=3))
def test_passages_that_meet_are_counted_as_pair_by_pair(lists: list[list[Passage]]) -> None:
    passages = {f"källa {n}": its for n, its in enumerate(lists)}
    assert meetings(passages, KIN) == by_pairs(passages)


def test_counting_stops_when_told() -> None:
    its = {"källa": [Passage(0, 5, frozenset("ac"), frozenset())]}
    with pytest.raises(Cancelled):
        meetings(its, KIN, cancelled=lambda: True)
