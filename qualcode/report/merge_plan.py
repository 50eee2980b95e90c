"""The plan of a merge as a report: what would come in, what would be joined, what would wait for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from qualcode.report.model import Report


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: who, when, and what they set."""

    who: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conflict that would wait for a decision."""

    headline: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What one bundle would bring."""

    file: str
    sender: str
    day: str
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sources of nearly the same text, the share of lines they have in common, and how to join them."""

    kept: str
    other: str
    share: float
    command: str


@dataclass(frozen=True, slots=True)
class MergePlanReport(Report):
    """What a merge would do; ``tried`` is False when it was done."""

    name: ClassVar[str] = "merge_plan"
    tried: bool = True
    files: tuple[Brought, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()  # who, what in words
    texts: int = 0
    joined: int = 0
    hidden: bool = False
    twins: tuple[Alike, ...] = ()
    waiting: tuple[Waiting, ...] = ()
