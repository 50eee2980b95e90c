"""Tables of codes against groups of cases, sources, facets and other codes; and what of them may be shown.

A cell counts three things, since they say different things: *passages* (how
often it is said), *voices* (how many persons say it) and *sources*.  The base
of a group, its number of voices, is always told with it.

Showing follows two rules.  A share is only told where the base is at least
``base``; and a count of voices under ``small`` is not shown, with as many others
of its row as are needed so that it cannot be worked out from the row's total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.small_cells import SMALLEST, hidden_cells, small_values

MEASURES = ("voices", "passages", "sources")
#: No share is told of fewer than this many.
BASE = 20


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column: what it stands for, its name, its depth in a tree, the voices in its group.

    ``base`` is 0 where there is no group of persons, as for a code or a facet's value.
    """

    key: str
    name: str
    depth: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a row and a column meet."""

    passages: int = 0
    voices: int = 0
    sources: int = 0

    def of(self, measure: str) -> int:
        """Return one of :data:`MEASURES`."""
        return int(getattr(self, measure))


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of codes (rows) against something (columns), with the sum of each row.

    ``kind`` is ``attribute``, ``source``, ``together``, ``facet`` or ``case``;
    ``about`` names the attribute or facet.  ``asked`` is the number of voices in
    the material.  Cells that count nothing are left out.
    """

    kind: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    totals: Mapping[str, Cell] = field(default_factory=dict)
    about: str = ""
    asked: int = 0

    def cell(self, row: str, column: str) -> Cell:
        """Return a cell by the keys of its row and column."""
        return self.cells.get((row, column), NOTHING)

    def total(self, row: str) -> Cell:
        """Return the sum of a row: every voice and source counted once."""
        return self.totals.get(row, NOTHING)

    def largest(self, measure: str) -> int:
        """Return the largest count of a measure."""
        return max((cell.of(measure) for cell in self.cells.values()), default=0)


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be shown: shares of at least so many, counts of voices from so many on; 0 and 1 show everything."""

    base: int = BASE
    small: int = SMALLEST


OPEN = Rule(0, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it may be shown: the count, None where it is hidden; the share, None where none is told."""

    count: int | None
    share: float | None = None


def shown(table: Table, row: Head, measure: str, rule: Rule) -> tuple[Shown, ...]:
    """Return the cells of a row as they may be shown, the total last.

    Where a count of voices is hidden and could be worked out from the total, the
    next smallest count of the row that is not zero is hidden too, or the total
    where there is none.  Without groups of persons nothing is hidden.
    """
    cells = [table.cell(row.key, column.key) for column in table.columns]
    total = table.total(row.key)
    hidden = _hidden([c.voices for c in cells], total.voices, table, rule)
    out = []
    for n, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
        if n in hidden:
            out.append(Shown(None))
        else:
            count = cell.of(measure)
            out.append(Shown(count, share(count, column.base, rule) if measure == "voices" else None))
    if len(cells) in hidden:
        out.append(Shown(None))
    else:
        count = total.of(measure)
        out.append(Shown(count, share(count, table.asked, rule) if measure == "voices" else None))
    return tuple(out)


def told_counts(table: Table, measure: str, rule: Rule) -> dict[str, int]:
    """Return the voices of every cell that is shown, by the names of row and column; none without groups of persons."""
    if table.kind != "attribute":
        return {}
    found: dict[str, int] = {}
    for row in table.rows:
        *cells, total = shown(table, row, measure, rule)
        found |= {
            f"{row.name}, {column.name}": table.cell(row.key, column.key).voices
            for column, cell in zip(table.columns, cells, strict=True)
            if cell.count is not None
        }
        if total.count is not None:
            found[row.name] = table.total(row.key).voices
    return found


def _hidden(voices: Sequence[int], total: int, table: Table, rule: Rule) -> set[int]:
    """Return the places of a row that are hidden; that of the total is the number of columns."""
    if table.kind != "attribute" or rule.small <= 1:
        return set()
    small = {column for _row, column in hidden_cells([voices], rule.small)}
    # The sum gives a lone cell away, and is itself a count of persons.
    return {*small, len(voices)} if 0 < total < rule.small or len(small) == 1 else small


def share(count: int, base: int, rule: Rule) -> float | None:
    """Return a count's share of its base, None where the base is too small to tell one."""
    return count / base if base > 0 and base >= rule.base else None


def joined_groups(sizes: Mapping[str, int], rule: Rule, other: str) -> dict[str, str]:
    """Return for each group the group under which it is shown: those too small to be shown come under ``other``."""
    small = small_values(sizes, rule.small)
    return {name: other if name in small and len(small) > 1 else name for name in sizes}


@dataclass(frozen=True, slots=True)
class Balance:
    """How often one unit is at either pole of an axis; ``both`` counts passages that carry the two.

    ``base`` is the number of persons in the unit where it is a group that shares an attribute, else 0.
    """

    key: str
    name: str
    left: int
    right: int
    both: int = 0
    voices_left: int = 0
    voices_right: int = 0
    base: int = 0

    @property
    def total(self) -> int:
        """The passages at either pole, those that carry both counted once."""
        return self.left + self.right - self.both

    @property
    def balance(self) -> float | None:
        """From -1 (only left) over 0 (as much of both) to 1 (only right); None where nothing is coded."""
        return (self.right - self.left) / (self.left + self.right) if self.left + self.right else None


@dataclass(frozen=True, slots=True)
class ItemPair:
    """A pair of items of an axis (ids of codes) and the passages of each."""

    left: str
    right: str
    left_count: int
    right_count: int


@dataclass(frozen=True, slots=True)
class Profile:
    """An axis: all together, by groups of units, and pair by pair."""

    axis: str
    whole: Balance
    groups: tuple[tuple[str, tuple[Balance, ...]], ...] = ()  # persons, roles, sections of documents …
    pairs: tuple[ItemPair, ...] = ()
