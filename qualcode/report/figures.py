"""Counts as reports print them: tables, profiles of axes, claims, findings; and the pictures beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from qualcode.report.model import Place, Report
from qualcode.report.pictures.values import Picture


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column of a table and the number of voices in its group, 0 where it is no group."""

    name: str
    base: int = 0


@dataclass(frozen=True, slots=True)
class CellEntry:
    """A count, None where it is hidden, and its share of the base, None where none is told."""

    count: int | None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the code's name and depth, a cell a column, and in all: passages, voices, sources (None when hidden)."""

    name: str
    depth: int
    cells: tuple[CellEntry, ...]
    passages: int | None = None
    voices: int | None = None
    sources: int | None = None


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table; ``measure`` is what its cells count, ``totals`` whether the sums of rows are told."""

    title: str
    kind: str
    about: str
    measure: str
    columns: tuple[ColumnEntry, ...]
    rows: tuple[TableRow, ...]
    asked: int = 0
    hidden: bool = False  # whether any cell is
    totals: bool = True
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A value, or with ``state`` the reason why there is none: the count in each column, None where it is hidden."""

    name: str
    counts: tuple[int | None, ...]
    state: bool = False


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The answers to one question of a form: ``answered`` of each column's base, then values and states."""

    title: str
    question: str
    columns: tuple[ColumnEntry, ...]
    answered: tuple[int, ...]
    rows: tuple[AnswerRow, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TablesReport(Report):
    """Codes against groups, sources, facets and each other; ``base`` and ``small`` are the rule they are shown by.

    ``answers`` are tables of the answers to forms.  ``unplaced`` is the number of themes of a source as a whole,
    ``missing`` names by code the sources in which it was found missing; neither counts as a passage.
    """

    name: ClassVar[str] = "tables"
    tables: tuple[TableEntry, ...] = ()
    base: int = 0
    small: int = 0
    answers: tuple[AnswerTable, ...] = ()
    unplaced: int = 0
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceEntry:
    """How often one unit is at either pole; ``balance`` from -1 (left) to 1 (right), None where nothing is coded."""

    name: str
    left: int
    right: int
    both: int
    balance: float | None = None


@dataclass(frozen=True, slots=True)
class BalanceGroup:
    """Units of one kind: ``person``, ``section``, ``source`` or the name of an attribute."""

    by: str
    rows: tuple[BalanceEntry, ...]


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A pair of items with the passages of each."""

    left: str
    right: str
    left_count: int
    right_count: int


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """An axis: its poles, all together, by groups, pair by pair."""

    name: str
    left: str
    right: str
    whole: BalanceEntry
    groups: tuple[BalanceGroup, ...] = ()
    pairs: tuple[PairEntry, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class PicturesReport(Report):
    """Pictures with their titles and descriptions."""

    name: ClassVar[str] = "pictures"
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileReport(Report):
    """The profiles of axes."""

    name: ClassVar[str] = "profile"
    axes: tuple[ProfileEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A passage of a claim: what it does, its words, where it stands, who speaks, in what kind of source."""

    role: str
    quote: str
    place: Place
    speaker: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim as printed: its count, the flag in words (empty when it holds), what moved since it was checked."""

    number: int
    id: str
    sentence: str
    word: str = ""
    n: int | None = None
    of: int | None = None
    flag: str = ""
    moved: tuple[str, ...] = ()
    status: str = "draft"
    asked: str = ""
    counts: str = ""
    counter: tuple[str, ...] = ()  # units asked that do not count
    evidence: tuple[EvidenceEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding at its three lengths, with its claims; all empty for claims without a finding."""

    name: str
    heading: str
    bullet: str
    box: str
    claims: tuple[ClaimEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimsReport(Report):
    """Claims by finding, each with its count, its evidence and its flag."""

    name: ClassVar[str] = "claims"
    findings: tuple[FindingEntry, ...] = ()
    flagged: int = 0
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class FindingsReport(Report):
    """Findings at one or all of three lengths: ``heading``, ``bullet``, ``box``."""

    name: ClassVar[str] = "findings"
    findings: tuple[FindingEntry, ...] = ()
    lengths: tuple[str, ...] = ("bullet", "box", "heading")
    flagged: int = 0
