from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.small_cells import hidden_cells, in_spans, small_values

counts = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9), min_size=1)
tables = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=1, max_size=5)
)


@given(counts, st.integers(1, 6))
def test_no_value_is_told_for_fewer_than_k_and_none_is_merged_alone(counts: dict[str, int], k: int) -> None:
    merged = small_values(counts, k)
    told = {v: n for v, n in counts.items() if v not in merged and n}
    assert all(n >= k for n in told.values())
    if merged and told:
        assert len(merged) > 1
        assert sum(counts[v] for v in merged) >= k


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_spans_hold_every_value_once_and_at_least_k(values: list[int], k: int) -> None:
    runs = in_spans(sorted(values), k)
    assert [v for run in runs for v in run] == sorted(values)
    assert all(len(run) >= k for run in runs) or len(runs) <= 1
    edges = [(a[-1], b[0]) for a, b in itertools.pairwise(runs)]
    assert all(a < b for a, b in edges)


@given(tables, st.integers(1, 5))
def test_no_small_cell_is_shown_and_no_sum_gives_one_away(table: list[list[int]], k: int) -> None:
    hidden = hidden_cells(table, k)
    for r, row in enumerate(table):
        for c, n in enumerate(row):
            assert (r, c) in hidden or not 0 < n < k
    for r, row in enumerate(table):
        assert sum((r, c) in hidden for c in range(len(row))) != 1 or len(row) == 1
    for c in range(len(table[0])):
        assert sum((r, c) in hidden for r in range(len(table))) != 1 or len(table) == 1


def test_a_table_without_small_cells_is_shown_whole() -> None:
    assert hidden_cells([[3, 4], [5, 0]], 3) == frozenset()
    assert small_values({"a": 3, "b": 4}, 3) == frozenset()
