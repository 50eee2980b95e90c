"""Judgements as a table: who gave which unit what value, equal rows counted together.

A cell is the coder's value, or None when the coder did not see the unit; a row
is the cells of one unit in the order of the coders.  Since equal rows are kept
once with their number, a text of a million characters is a table of a few rows,
and every coefficient is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

Cell = Hashable  # None: not seen
Row = tuple[Cell, ...]
#: The cell of a coder who saw the unit and chose nothing, in tables with one value a cell.
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Units by coders; ``rows`` holds each kind of row with the number of its units."""

    coders: tuple[str, ...]
    rows: Mapping[Row, int]

    def of(self, *columns: int) -> Table:
        """Return the table of some of the coders, named by their columns."""
        rows: dict[Row, int] = {}
        for row, n in self.rows.items():
            cells = tuple(row[i] for i in columns)
            rows[cells] = rows.get(cells, 0) + n
        return Table(tuple(self.coders[i] for i in columns), rows)

    @property
    def pairable(self) -> int:
        """The number of units that at least two coders saw."""
        return sum(n for row, n in self.rows.items() if len(row) - row.count(None) > 1)

    @property
    def active(self) -> int:
        """The number of coders who saw at least one unit."""
        return sum(any(row[i] is not None for row in self.rows) for i in range(len(self.coders)))


def tally(coders: Sequence[str], units: Iterable[Row]) -> Table:
    """Return the table of rows given unit by unit."""
    return Table(tuple(coders), Counter(units))


def joined(tables: Sequence[Table]) -> Table:
    """Return one table of several with the same coders."""
    if len(tables) == 1:
        return tables[0]
    rows: dict[Row, int] = {}
    for table in tables:
        for row, n in table.rows.items():
            rows[row] = rows.get(row, 0) + n
    return Table(tables[0].coders if tables else (), rows)


@lru_cache(maxsize=65536)
def profile(row: Row) -> tuple[int, tuple[tuple[Hashable, int], ...]]:
    """Return how many coders saw a unit, and how often each value was chosen."""
    counts = Counter(cell for cell in row if cell is not None)
    return counts.total(), tuple(counts.items())


def values(table: Table) -> dict[Hashable, int]:
    """Return how often each value occurs, units that one coder saw included."""
    found: dict[Hashable, int] = {}
    for row, n in table.rows.items():
        for value, k in profile(row)[1]:
            found[value] = found.get(value, 0) + n * k
    return found


def pairable_values(table: Table) -> dict[Hashable, int]:
    """Return how often each value occurs in units that at least two coders saw."""
    found: dict[Hashable, int] = {}
    for row, n in table.rows.items():
        m, counts = profile(row)
        if m > 1:
            for value, k in counts:
                found[value] = found.get(value, 0) + n * k
    return found


def single(table: Table) -> Table | None:
    """Return a table of sets as one of single values, :data:`NOTHING` for the empty set; None if a set has two."""
    rows: dict[Row, int] = {}
    for row, n in table.rows.items():
        cells: list[Cell] = []
        for cell in row:
            if cell is None:
                cells.append(None)
            elif isinstance(cell, frozenset) and len(cell) < 2:
                cells.append(next(iter(cell), NOTHING))
            else:
                return None
        key = tuple(cells)
        rows[key] = rows.get(key, 0) + n
    return Table(table.coders, rows)


def equal_pairs(table: Table) -> dict[str, int]:
    """Return how many pairs of judgements of a unit are ``equal`` and how many ``unequal``."""
    equal = pairs = 0
    for row, n in table.rows.items():
        m, counts = profile(row)
        pairs += n * m * (m - 1) // 2
        equal += n * sum(k * (k - 1) // 2 for _value, k in counts)
    return {"equal": equal, "unequal": pairs - equal}


def two_by_two(table: Table) -> dict[str, int]:
    """Return the 2×2 counts of a table of 0 and 1, summed over the pairs of coders in their order."""
    both = first = second = neither = 0
    for row, n in table.rows.items():
        for a, b in combinations([cell for cell in row if cell is not None], 2):
            if a:
                both, first = (both + n, first) if b else (both, first + n)
            elif b:
                second += n
            else:
                neither += n
    return {"both": both, "first": first, "second": second, "neither": neither}


def share(table: Table) -> float | None:
    """Return the share of the pairable judgements that are something: not 0, not empty, not :data:`NOTHING`."""
    found = pairable_values(table)
    total = sum(found.values())
    nothing = sum(found.get(value, 0) for value in (0, NOTHING, frozenset[str]()))
    return 1 - nothing / total if total else None
