"""A quote check as a report: HTML, Markdown and the other formats of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.core.pseudonyms import Pseudonyms
from qualcode.i18n import catalogue
from qualcode.project import Project
from qualcode.report import quote_words

if TYPE_CHECKING:
    from qualcode.authoring.quote_checking import Checked, QuoteCheck
    from qualcode.report.convert import Rendered
    from qualcode.report.quote_check import QuoteCheckReport, QuoteCheckRow


def quote_check_report(
    project: Project, check: QuoteCheck, *, language: str | None = None, public: Pseudonyms | None = None
) -> QuoteCheckReport:
    """Return the report of a quote check; names of the sources are printed as ``public`` has them."""
    from qualcode.authoring.printable.kind import Request
    from qualcode.authoring.quote_checking import WRONG
    from qualcode.report.quotations import public_ledger
    from qualcode.report.quote_check import QuoteCheckReport

    spoken = language or project.language
    names = public or Pseudonyms()
    request = Request(project, spoken, names)
    rows = [(_row(checked, names), checked.verdict in WRONG) for checked in check.checked]
    return QuoteCheckReport(
        title=catalogue(spoken).gettext("Quotations checked: {file}").format(file=check.file),
        language=spoken,
        method=request.method(),
        file=check.file,
        counts=tuple(check.counts().items()),
        wrong=tuple(row for row, wrong in rows if wrong),
        sound=tuple(row for row, wrong in rows if not wrong),
        ledger=public_ledger(check.ledger, names) if check.ledger.quotations else None,
    )


def print_quote_check(
    project: Project,
    check: QuoteCheck,
    *,
    to: str,
    language: str | None = None,
    public: Pseudonyms | None = None,
    allow: str = "",
) -> Rendered:
    """Return a quote check in one of the formats of reports.

    Raises QualcodeError with the places when it shows somebody and there is no reason to ``allow`` it.
    """
    from qualcode.protection.guarding import check_report
    from qualcode.protection.keyholding import key_at_hand
    from qualcode.report.convert import Rendered, render
    from qualcode.report.model import as_data

    report = quote_check_report(project, check, language=language, public=public)
    held = key_at_hand(project)
    notes = check_report(project, as_data(report), document="check quotes", shape=to, key=held, allow=allow)
    rendered = render(report, to)
    return Rendered(rendered.data, (*notes, *rendered.notes))


def _row(checked: Checked, public: Pseudonyms) -> QuoteCheckRow:
    from qualcode.report.model import Place
    from qualcode.report.quote_check import QuoteCheckRow

    return QuoteCheckRow(
        checked.verdict,
        checked.text,
        checked.paragraph.page,
        checked.paragraph.n,
        checked.paragraph.line,
        Place(public.apply(checked.source), checked.line, checked.line),
        public.apply(checked.speaker),
        public.apply(checked.number),
        checked.named,
        checked.edits,
        tuple((public.apply(d.source), d.printed) for d in checked.differences),
        checked.form,
    )


__all__ = ["print_quote_check", "quote_check_report", "quote_words"]
