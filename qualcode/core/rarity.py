"""Rare combinations of attributes: those by which few of the cases, perhaps one, can be picked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from qualcode.core.cases import Case

_MOST_TOGETHER = 3
_MOST_ATTRIBUTES = 12


@dataclass(frozen=True, slots=True)
class Rare:
    """A combination of attributes (name and value) that fewer than so many cases share; ``cases`` are their ids."""

    attributes: tuple[tuple[str, str], ...]
    cases: tuple[str, ...]


def rare_combinations(cases: Iterable[Case], *, least: int, kind: str = "person") -> list[Rare]:
    """Return the smallest combinations of up to three attributes that fewer than ``least`` cases share.

    Of a combination that is rare already without one of its attributes only
    the smaller one is returned.  Attributes that set every case apart, such as a
    number, count like any other.  Cases are told apart by what k-anonymity asks
    (Sweeney 2002), over the attributes that are filled in.
    """
    group = [case for case in cases if case.kind == kind]
    names = sorted({name for case in group for name, value in case.attributes.items() if value})[:_MOST_ATTRIBUTES]
    rare: list[Rare] = []
    seen: set[tuple[tuple[str, str], ...]] = set()
    for size in range(1, _MOST_TOGETHER + 1):
        for chosen in combinations(names, size):
            for values, members in _cells(group, chosen).items():
                pairs = tuple(zip(chosen, values, strict=True))
                smaller = (part for n in range(1, size) for part in combinations(pairs, n))
                if len(members) < least and not any(part in seen for part in smaller):
                    seen.add(pairs)
                    rare.append(Rare(pairs, tuple(members)))
    return sorted(rare, key=lambda r: (len(r.cases), len(r.attributes), r.attributes))


def _cells(cases: Sequence[Case], names: Sequence[str]) -> dict[tuple[str, ...], list[str]]:
    out: dict[tuple[str, ...], list[str]] = {}
    for case in cases:
        values = tuple(case.attributes.get(name, "") for name in names)
        if all(values):
            out.setdefault(values, []).append(case.id)
    return out
