"""The audit report: what was done, by whom and when, and the hashes by which an archive can check the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from qualcode.report.model import Report


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What one person did in one go, or on one day: time (local), who, what in words, the number of entries."""

    at: str
    who: str
    what: str
    entries: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class TextRow:
    """A source's texts: hashes (SHA-256) of the file, of the text read from it, and of the text now."""

    source: str
    original: str
    base: str
    text: str
    revisions: int  # how often the text was changed


@dataclass(frozen=True, slots=True)
class AuditReport(Report):
    """The log of the project in the order of time, the texts' hashes, and whether both are whole."""

    name: ClassVar[str] = "audit"
    rows: tuple[AuditRow, ...] = ()
    texts: tuple[TextRow, ...] = ()
    events: int = 0
    last: str = ""  # id of the last entry, a hash
    faults: int = 0
    version: str = ""
