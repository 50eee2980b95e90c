"""The report of quotations: grouped, numbered, attributed, with their ledger and, when wished, their context."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.quote_ledger import Ledger, LedgerRow
from qualcode.report.model import Place, Report


@dataclass(frozen=True, slots=True)
class QuoteParagraph:
    """What one speaker says; ``speaker`` is empty where only one speaks."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quotation as printed; ``mark`` and ``lead_in`` are those of its voice set."""

    number: str
    paragraphs: tuple[QuoteParagraph, ...]
    place: Place
    layout: str = "block"
    before: str = ""
    after: str = ""
    speaker: str = ""
    codes: tuple[str, ...] = ()
    theme: str = ""
    note: str = ""
    printed_in: tuple[str, ...] = ()
    state: str = ""
    mark: str = ""
    lead_in: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """Quotations under one heading; ``name`` is empty for those that belong nowhere."""

    name: str
    claim: str
    lead_in: str
    entries: tuple[QuoteEntry, ...]


@dataclass(frozen=True, slots=True)
class QuoteContext:
    """A quotation in its context: what was said before it, the passage whole, what was said after it."""

    number: str
    place: Place
    before: tuple[QuoteParagraph, ...]
    passage: tuple[QuoteParagraph, ...]
    after: tuple[QuoteParagraph, ...]


@dataclass(frozen=True, slots=True)
class QuotationsReport(Report):
    """Quotations by theme, code, voice set, speaker or source (``by``)."""

    name: ClassVar[str] = "quotations"
    by: str = "theme"
    groups: tuple[QuoteGroup, ...] = ()
    ledger: Ledger | None = None
    names: bool = True  # whether the ledger names people
    contexts: tuple[QuoteContext, ...] = ()


def public_ledger(ledger: Ledger, public: Pseudonyms) -> Ledger:
    """Return a ledger with the names that may be printed."""

    def rows(found: tuple[LedgerRow, ...]) -> tuple[LedgerRow, ...]:
        return tuple(
            replace(r, name=public.apply(r.name), role=public.apply(r.role), office=public.apply(r.office))
            for r in found
        )

    return replace(
        ledger,
        people=rows(ledger.people),
        roles=rows(ledger.roles),
        offices=rows(ledger.offices),
        unquoted=tuple(
            replace(p, name=public.apply(p.name), role=public.apply(p.role), office=public.apply(p.office))
            for p in ledger.unquoted
        ),
    )
