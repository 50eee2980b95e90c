"""For each value: which coders chose it where, counted by who chose it and who saw the place.

A place is a unit or a character.  The pattern of a place is a number: bit *i*
is set when coder *i* chose the value, bit *m + i* when coder *i* saw the place.
From the counts of patterns every coefficient of one value against all others
follows, so a text is read once for all values and all measures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qualcode.core.agreement.tables import Row, Table

Patterns = dict[int, int]


@dataclass(frozen=True, slots=True)
class Presence:
    """Patterns per value and part (a text, or a unit of a list).

    ``chosen[value][part]`` holds the patterns in which somebody chose the
    value; ``seen[part]`` the numbers of places by who saw them.
    """

    coders: tuple[str, ...]
    chosen: Mapping[str, Mapping[int, Patterns]]
    seen: Sequence[Patterns]
    _draws: dict[int, tuple[Sequence[int] | None, list[int], Patterns]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _sums: dict[int, tuple[list[int], int]] = field(default_factory=dict, repr=False, compare=False)

    def patterns(self, value: str, parts: Sequence[int] | None = None) -> Patterns:
        """Return all patterns of a value, those in which nobody chose it too; in parts that were drawn, or in all."""
        times, totals = self._drawn(parts)
        out = dict(totals)
        m = len(self.coders)
        for part, found in self.chosen.get(value, {}).items():
            if k := times[part]:
                for mask, n in found.items():
                    out[mask] = out.get(mask, 0) + k * n
                    out[mask >> m << m] -= k * n
        return {mask: n for mask, n in out.items() if n}

    def _drawn(self, parts: Sequence[int] | None) -> tuple[list[int], Patterns]:
        """Return how often each part was drawn, and the places by who saw them; kept, for all values ask."""
        known = self._draws.get(id(parts))
        if known is None:
            if parts is None:
                times = [1] * len(self.seen)
            else:
                times = [0] * len(self.seen)
                for part in parts:
                    times[part] += 1
            totals: Patterns = {}
            for k, seen in zip(times, self.seen, strict=True):
                for mask, n in seen.items() if k else ():
                    totals[mask] = totals.get(mask, 0) + k * n
            # The parts are held too, so that no other list can come to have their id.
            known = self._draws[id(parts)] = (parts, times, totals)
        return known[1], known[2]

    def drawn(self, parts: Sequence[int]) -> tuple[list[int], int]:
        """Return how often each part was drawn, and the judgements of places that two coders saw."""
        known = self._sums.get(id(parts))
        if known is None:
            times, totals = self._drawn(parts)
            m = len(self.coders)
            counts = [((mask >> m).bit_count(), n) for mask, n in totals.items()]
            judged = sum(seen * n for seen, n in counts if seen > 1)
            known = self._sums[id(parts)] = (times, judged)
        return known

    def table(self, value: str, parts: Sequence[int] | None = None) -> Table:
        """Return the table of 0 and 1 of a value, in some parts or in all."""
        m = len(self.coders)
        return Table(self.coders, {cells(mask, m): n for mask, n in self.patterns(value, parts).items()})


@lru_cache(maxsize=65536)
def cells(mask: int, m: int) -> Row:
    """Return the row of a pattern of ``m`` coders."""
    return tuple((mask >> i & 1) if mask >> (m + i) & 1 else None for i in range(m))


def presence(tables: Sequence[Table], coders: Sequence[str]) -> Presence:
    """Return the patterns of every value in tables of sets, one a part."""
    m = len(coders)
    chosen: dict[str, dict[int, Patterns]] = {}
    seen: list[Patterns] = []
    for part, table in enumerate(tables):
        totals: Patterns = {}
        for row, n in table.rows.items():
            saw = 0
            who: dict[str, int] = {}
            for i, cell in enumerate(row):
                if isinstance(cell, frozenset):
                    saw |= 1 << (m + i)
                    for value in cell:
                        who[value] = who.get(value, 0) | 1 << i
            totals[saw] = totals.get(saw, 0) + n
            for value, mask in who.items():
                patterns = chosen.setdefault(value, {}).setdefault(part, {})
                patterns[mask | saw] = patterns.get(mask | saw, 0) + n
        seen.append(totals)
    return Presence(tuple(coders), chosen, seen)
