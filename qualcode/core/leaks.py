"""Leaks: what in a text to be handed out may point to somebody.

A leak is *hard* when there is no doubt about what it is (a real name of the key,
an identity number, an author's name in a file's properties) and a *look* when
a person must judge it.  That nothing was found says nothing of anonymity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.small_cells import SMALLEST

#: The kinds of leak in the order in which they are told.
KINDS = ("name", "case", "number", "metadata", "finding", "pronoun", "cell")


@dataclass(frozen=True, slots=True)
class Leak:
    """Something found at ``where``: its kind, the words, why, and whether it is hard.

    ``instead`` is what should stand there, when that is known.
    """

    kind: str
    where: str
    words: str
    reason: str
    hard: bool
    instead: str = ""


def in_order(leaks: Iterable[Leak]) -> list[Leak]:
    """Return leaks, the hard ones first, by kind; the same words at one place once."""
    once = dict.fromkeys(leaks)
    return sorted(once, key=lambda leak: (not leak.hard, KINDS.index(leak.kind)))


def counts(leaks: Sequence[Leak]) -> dict[str, int]:
    """Return how many leaks there are of each kind that occurs."""
    return {kind: n for kind in KINDS if (n := sum(leak.kind == kind for leak in leaks))}


def small_cells(cells: Mapping[str, int], *, least: int = SMALLEST) -> list[Leak]:
    """Return the cells, by where they stand, that count fewer persons than ``least``; empty ones show nobody."""
    return [
        Leak("cell", where, str(n), "a cell of few persons", hard=True) for where, n in cells.items() if 0 < n < least
    ]
