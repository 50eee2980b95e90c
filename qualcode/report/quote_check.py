"""The report of a quote check: what a manuscript quotes, held against the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from qualcode.core.quote_ledger import Ledger
from qualcode.report.model import Place, Report


@dataclass(frozen=True, slots=True)
class QuoteCheckRow:
    """One quotation or cited number of a manuscript; page, paragraph and line are 0 where unknown."""

    verdict: str
    text: str
    page: int
    paragraph: int
    line: int
    place: Place
    speaker: str = ""
    number: str = ""
    named: str = ""
    edits: tuple[str, ...] = ()
    differences: tuple[tuple[str, str], ...] = ()  # source, printed
    form: str = "marks"


@dataclass(frozen=True, slots=True)
class QuoteCheckReport(Report):
    """A manuscript's quotations: those to look at, then the others, and their ledger."""

    name: ClassVar[str] = "quote_check"
    file: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    wrong: tuple[QuoteCheckRow, ...] = ()
    sound: tuple[QuoteCheckRow, ...] = ()
    ledger: Ledger | None = None
