from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.small_cells import SMALLEST
from qualcode.core.tables import OPEN, Balance, Cell, Head, Rule, Table, joined_groups, share, shown

ROW = Head("r", "rad")


def table(voices: list[int], total: int, kind: str = "attribute") -> Table:
    columns = tuple(Head(str(n), str(n), base=20) for n in range(len(voices)))
    cells = {("r", str(n)): Cell(v * 2, v, v) for n, v in enumerate(voices)}
    return Table(kind, (ROW,), columns, cells, {"r": Cell(total * 2, total, total)}, asked=20 * len(voices))


def test_a_small_count_is_hidden_with_another_one() -> None:
    counts = [c.count for c in shown(table([1, 7, 5], 13), ROW, "voices", Rule())]
    assert counts == [None, 7, None, 13]


def test_two_small_counts_hide_each_other() -> None:
    counts = [c.count for c in shown(table([1, 2, 9], 12), ROW, "voices", Rule())]
    assert counts == [None, None, 9, 12]


def test_passages_are_hidden_where_the_voices_are_few() -> None:
    assert next(c.count for c in shown(table([1, 0, 0], 1), ROW, "passages", Rule())) is None
    assert shown(table([1, 0, 0], 1), ROW, "passages", Rule())[-1].count is None


def test_nothing_is_hidden_without_a_rule_or_groups_of_persons() -> None:
    assert all(c.count is not None for c in shown(table([1, 7, 5], 13), ROW, "voices", OPEN))
    assert all(c.count is not None for c in shown(table([1, 7], 8, "source"), ROW, "voices", Rule()))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_no_hidden_count_can_be_worked_out_from_the_sum(voices: list[int]) -> None:
    found = shown(table(voices, sum(voices)), ROW, "voices", Rule())
    cells, total = found[:-1], found[-1]
    hidden = [n for n, c in enumerate(cells) if c.count is None]
    assert all(c.count is None or c.count == 0 or c.count >= SMALLEST for c in cells)
    assert len(hidden) != 1 or total.count is None


def test_no_share_is_told_of_a_small_base() -> None:
    assert share(3, 19, Rule(20)) is None
    assert share(5, 20, Rule(20)) == 0.25
    assert share(0, 0, Rule(0)) is None


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), min_size=2))
def test_small_groups_come_together_until_they_are_large(sizes: dict[str, int]) -> None:
    under = joined_groups(sizes, Rule(), "övriga")
    sums: dict[str, int] = {}
    for group, n in sizes.items():
        sums[under[group]] = sums.get(under[group], 0) + n
    assert all(n >= SMALLEST for n in sums.values()) or sum(sizes.values()) < SMALLEST


def test_balance_is_counted_and_never_forced() -> None:
    assert Balance("k", "n", 3, 1).balance == -0.5
    assert Balance("k", "n", 0, 0).balance is None
    assert Balance("k", "n", 2, 2, both=2).total == 2
