"""What is compared: the coders' judgements of units, of marks in texts, or of units that marks touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

from qualcode.core.agreement.marks import MarkedText, Stretch, character_presence, character_sets, stretches
from qualcode.core.agreement.presence import Presence, presence
from qualcode.core.agreement.tables import Row, Table, joined, single


@dataclass(frozen=True)
class Judgements:
    """The judgements of some coders, part by part; a part is what a bootstrap draws: a text, or a unit of a list.

    ``categories`` are the values that could be chosen, in their order; values
    that were chosen beyond them come last.  ``texts`` holds the marks, if
    there are any; ``units`` a table of sets for each part.  Without ``units``
    the unit is the character.  ``numbers`` places the values on a scale.
    """

    coders: tuple[str, ...]
    categories: tuple[str, ...]
    parts: tuple[str, ...]
    texts: tuple[MarkedText, ...] = ()
    units: tuple[Table, ...] | None = None
    unit: str = "unit"
    numbers: Mapping[str, float] | None = None

    @cached_property
    def stretches(self) -> list[list[Stretch]]:
        """The stretches of each text."""
        return [stretches(text, self.coders) for text in self.texts]

    @cached_property
    def presence(self) -> Presence:
        """Who chose each value, unit by unit or character by character."""
        if self.units is not None:
            return presence(self.units, self.coders)
        return self.characters

    @cached_property
    def characters(self) -> Presence:
        """Who marked each value, character by character."""
        return character_presence(self.stretches, self.coders)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def table(self, category: str) -> Table:
        """Return the table of 0 and 1 of a category, over all parts."""
        if category not in self._tables:
            self._tables[category] = self.presence.table(category)
        return self._tables[category]

    @cached_property
    def sets(self) -> list[Table]:
        """The tables of sets, one a part."""
        if self.units is not None:
            return list(self.units)
        return [character_sets(text, self.coders) for text in self.stretches]

    @cached_property
    def all_sets(self) -> Table:
        """The table of sets of all parts."""
        return joined(self.sets) if self.sets else Table(self.coders, {})

    @cached_property
    def singles(self) -> list[Table] | None:
        """The tables of single values, one a part; None when a judgement carries several."""
        found = []
        for table in self.sets:
            one = single(table)
            if one is None:
                return None
            found.append(one)
        return found

    @property
    def is_exclusive(self) -> bool:
        """Whether no judgement carries several values."""
        return self.singles is not None

    def of_coders(self, coders: Iterable[str]) -> Judgements:
        """Return the judgements of some of the coders."""
        columns = [self.coders.index(c) for c in coders]
        units = None if self.units is None else tuple(table.of(*columns) for table in self.units)
        return replace(self, coders=tuple(self.coders[i] for i in columns), units=units)

    def of_part(self, part: int) -> Judgements:
        """Return the judgements of one part."""
        return replace(
            self,
            parts=(self.parts[part],),
            texts=self.texts[part : part + 1] if len(self.texts) == len(self.parts) else (),
            units=None if self.units is None else (self.units[part],),
        )


def judged_units(
    judgements: Mapping[str, Mapping[str, frozenset[str]]],
    categories: Sequence[str] = (),
    numbers: Mapping[str, float] | None = None,
) -> Judgements:
    """Return judgements given as unit → coder → values; a coder who is not there did not see the unit.

    Every unit is a part of its own.
    """
    coders = tuple(in_order(coder for unit in judgements.values() for coder in unit))
    rows: list[Row] = [tuple(unit.get(coder) for coder in coders) for unit in judgements.values()]
    used = in_order(value for unit in judgements.values() for chosen in unit.values() for value in chosen)
    return Judgements(
        coders,
        tuple(dict.fromkeys([*categories, *used])),
        tuple(judgements),
        units=tuple(Table(coders, {row: 1}) for row in rows),
        numbers=numbers,
    )


def marked_texts(
    texts: Sequence[MarkedText], categories: Sequence[str] = (), coders: Sequence[str] | None = None
) -> Judgements:
    """Return judgements of the characters of marked texts."""
    if coders is None:
        coders = in_order(coder for text in texts for coder in text.read)
    used = in_order(value for text in texts for own in text.marks.values() for value in own)
    return Judgements(
        tuple(coders),
        tuple(dict.fromkeys([*categories, *used])),
        tuple(text.name for text in texts),
        texts=tuple(texts),
        unit="character",
    )


def in_order(found: Iterable[str]) -> list[str]:
    """Return the values that occur, numbers by size before words by letters."""
    return sorted(set(found), key=lambda value: (as_number(value) is None, as_number(value) or 0.0, value))


def as_number(value: str) -> float | None:
    """Return a value as a number, the decimal sign being a point or a comma; None when it is none."""
    try:
        number = float(value.replace(",", ".", 1))
    except ValueError:
        return None
    return number if isfinite(number) else None
