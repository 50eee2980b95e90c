"""Answers to forms as tables: values and states by groups of cases, each count with its base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.core.collation import collation_key
from qualcode.core.forms import STATES, Form, Item
from qualcode.core.small_cells import hidden_cells, small_values
from qualcode.material import Material

#: The state of a case that several coders answered differently.
DIFFER = "differ"
NO_GROUP = ""
OTHERS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Line:
    """A value or state with its count in each group and in all; None where a count is hidden."""

    name: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ItemTable:
    """How the answers to an item fall; the last of ``bases``, ``answered`` and all counts is that of all cases.

    ``groups`` are values of the attribute, :data:`NO_GROUP` where a case has
    none, :data:`OTHERS` for those too small to stand alone.  ``values`` and
    ``states`` add up to what was answered and what was not, except that several
    values may be chosen where the item says so.
    """

    item: Item
    groups: tuple[str, ...]
    bases: tuple[int, ...]
    answered: tuple[int, ...]
    values: tuple[Line, ...]
    states: tuple[Line, ...]

    @property
    def hidden(self) -> bool:
        """Whether a count is hidden."""
        return any(n is None for line in (*self.values, *self.states) for n in line.counts)


def item_table(material: Material, form: Form, item: Item, *, by: str = "", least: int) -> ItemTable:
    """Return how the answers to an item fall over all cases, and by an attribute when one is named.

    A case counts once however many coders answered: with their answer where
    they agree, else as :data:`DIFFER`.  Counts of fewer than ``least`` cases are
    hidden, with as many others as are needed so that no sum gives them away.
    """
    cases = material.cases()
    group = {c.id: c.attributes.get(by, NO_GROUP) for c in cases} if by else {}
    sizes = Counter(group.values())
    small = small_values(sizes, least)
    named = {c: OTHERS if len(small) > 1 and g in small else g for c, g in group.items()}
    groups = sorted(set(named.values()), key=lambda g: (g == OTHERS, g == NO_GROUP, collation_key(g)))
    found: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
    for a in material.answers(form=form):
        if a.item == item.id:
            found.setdefault(a.case, set()).add((a.state, tuple(sorted(a.values))))
    told = {case: next(iter(its)) if len(its) == 1 else (DIFFER, ()) for case, its in found.items()}
    columns = [[c.id for c in cases if named.get(c.id) == g] for g in groups] + [[c.id for c in cases]]
    values: dict[str, list[int]] = {
        handle: [sum(handle in told[c][1] for c in ids if c in told) for ids in columns] for handle, _n in item.choices
    }
    states: dict[str, list[int]] = {
        state: [sum(told[c][0] == state for c in ids if c in told) for ids in columns]
        for state in (*STATES[1:], DIFFER)
    }
    states["none"] = [sum(c not in told for c in ids) for ids in columns]
    return ItemTable(
        item,
        tuple(groups),
        tuple(len(ids) for ids in columns),
        tuple(sum(c in told and told[c][0] == STATES[0] for c in ids) for ids in columns),
        _lines(values, least),
        _lines({state: counts for state, counts in states.items() if counts[-1]}, least),
    )


def _lines(block: dict[str, list[int]], least: int) -> tuple[Line, ...]:
    counts = list(block.values())
    hidden = hidden_cells([row[:-1] for row in counts], least) if counts else frozenset()
    sums = {column for _row, column in hidden_cells([[row[-1] for row in counts]], least)}
    return tuple(
        Line(name, (*_shown(row[:-1], {c for r, c in hidden if r == n}), None if n in sums else row[-1]))
        for n, (name, row) in enumerate(block.items())
    )


def _shown(row: Sequence[int], hidden: set[int]) -> list[int | None]:
    return [None if c in hidden else n for c, n in enumerate(row)]
