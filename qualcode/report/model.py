"""What each report says, as plain data: templates print it, ``report data`` gives it out as JSON.

Everything is ready to print: names in the report's language, pseudonyms
applied, lines found.  Closed values (kinds, roles, statuses) stay codes that
the templates word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar

DATA_FORMAT = 1


@dataclass(frozen=True, slots=True)
class MethodBox:
    """How a report came about: date (``YYYY-MM-DD``), project, its revision, what it counts, the selection."""

    date: str
    project: str
    revision: int
    counts: Mapping[str, int] = field(default_factory=dict)  # sources, words, codes, codings, coders …
    query: str = ""
    author: str = ""
    counted: str = ""  # whose work is counted, in words; empty for everyone's


@dataclass(frozen=True, slots=True)
class Report:
    """What every report has: its name, which is also its template's, a title, a language, and how it came about."""

    name: ClassVar[str]
    title: str
    language: str
    method: MethodBox


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: a source's handle and lines (from 1) of its original, 0 where unknown."""

    source: str
    first_line: int = 0
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of the codebook report; ``count`` is None when codings were not counted."""

    id: str
    handle: str
    name: str
    depth: int
    path: tuple[str, ...]
    short: str = ""
    kind: str = "theme"
    status: str = "active"
    voiced_by: str = "anyone"
    ideal_type: bool = False
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    counter_example: str = ""
    cues: tuple[str, ...] = ()
    near_misses: tuple[tuple[str, str], ...] = ()  # word, why
    citation: str = ""
    aliases: tuple[str, ...] = ()
    partner: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class AxisEntry:
    """An axis: its two poles and the pairs of items under them, each with its name and number of codings."""

    name: str
    left: str
    right: str
    left_count: int | None = None
    right_count: int | None = None
    left_ideal_type: bool = False
    right_ideal_type: bool = False
    pairs: tuple[tuple[str, str], ...] = ()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class FacetEntry:
    """A facet and its closed list of values."""

    name: str
    handle: str
    values: tuple[tuple[str, str], ...] = ()  # handle, name


@dataclass(frozen=True, slots=True)
class BookEntry:
    """What a codebook says of itself."""

    title: str
    version: int = 1
    description: str = ""


@dataclass(frozen=True, slots=True)
class CodebookReport(Report):
    """The codebook: codes in tree order, axes, facets, references."""

    name: ClassVar[str] = "codebook"
    books: tuple[BookEntry, ...] = ()
    codes: tuple[CodeEntry, ...] = ()
    axes: tuple[AxisEntry, ...] = ()
    facets: tuple[FacetEntry, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """A passage in its surroundings, for readers who may see them: the words before, the passage, the words after."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class CondensationRow:
    """One meaning unit, its condensed sentence, and the way back to the source's lines."""

    number: int
    id: str
    quote: str
    condensed: str
    codes: tuple[str, ...]
    theme: str
    finding: str
    place: Place
    speaker: str
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A theme with its rows; ``table`` is the number of its table, ``name`` is empty for rows without a theme.

    ``total`` is the number of rows that there are, shown or not.
    """

    name: str
    claim: str
    table: int
    rows: tuple[CondensationRow, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A finding with its themes; ``name`` is empty for themes that carry no finding.

    In a report that is grouped otherwise, it is a theme, code, source or speaker with one group of rows.
    """

    name: str
    claim: str
    themes: tuple[ThemeGroup, ...]


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The reverse way: a source and the numbers of the rows that rest on it."""

    source: str
    title: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CondensationReport(Report):
    """Meaning condensation, grouped finding → theme → row, with the index of sources.

    ``by`` tells what the rows are grouped by, ``trace`` how they lead back
    (``column``, ``notes``, ``none``), ``illustrative`` that not all are shown.
    """

    name: ClassVar[str] = "condensation"
    findings: tuple[FindingGroup, ...] = ()
    sources: tuple[SourceRows, ...] = ()
    by: str = "finding"
    trace: str = "column"
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class CastEntry:
    """A person in a scene as printed."""

    name: str
    role: str = ""
    organisation: str = ""
    presence: str = "present"


@dataclass(frozen=True, slots=True)
class SceneBlock:
    """A block of a scene as printed, with its paragraphs and the places it rests on."""

    type: str
    paragraphs: tuple[str, ...]
    speaker: str = ""
    fidelity: str = "paraphrase"
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PointEntry:
    """A point of a scene's analysis, with the name of its code."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SceneEntry:
    """One scene as printed; ``ended`` says that its end is marked."""

    number: int
    id: str
    title: str
    kind: str
    lead_in: str = ""
    lead_in_role: str = "illustrates"
    event: str = ""
    setting: str = ""
    cast: tuple[CastEntry, ...] = ()
    blocks: tuple[SceneBlock, ...] = ()
    ended: bool = False
    analysis: tuple[str, ...] = ()
    points: tuple[PointEntry, ...] = ()
    codes: tuple[str, ...] = ()
    back_references: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    words: int = 0
    problems: tuple[str, ...] = ()
    compared: tuple[int, ...] = ()  # for each back reference the number of its scene in the report, 0 when not there


@dataclass(frozen=True, slots=True)
class ScenesReport(Report):
    """Scenes in the author's order; ``parts`` names what is printed beside the scenes themselves.

    Those are ``analysis``, ``places``, ``cast``, ``fidelity``, ``checks``.
    """

    name: ClassVar[str] = "scenes"
    scenes: tuple[SceneEntry, ...] = ()
    parts: tuple[str, ...] = ("analysis", "places")


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as JSON-able data: ``report`` and ``format`` first, then the model's fields by name."""
    data: dict[str, Any] = {"report": report.name, "format": DATA_FORMAT}
    return data | {f.name: _plain(getattr(report, f.name)) for f in fields(report)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value
