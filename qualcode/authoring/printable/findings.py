"""Findings at three lengths, printed from a project."""

from __future__ import annotations

from qualcode.authoring.printable.claims import finding_entries, wording_note
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.core.condensations import LENGTHS
from qualcode.i18n import _
from qualcode.report.figures import FindingsReport
from qualcode.report.wording import Wording


def kind() -> Kind:
    """Return the report ``findings``."""
    return Kind(
        "findings",
        _("findings"),
        _("Print the findings as bullets of a summary, boxes of chapters or headings of a discussion."),
        "qualcode report findings --length bullet -o sammanfattning.docx",
        _make,
        (
            Option("finding", _("only the finding"), _("Only this finding."), of="finding"),
            Option(
                "length",
                _("length"),
                _("Only this length; can be repeated."),
                choices=(
                    ("bullet", _("bullets of the summary")),
                    ("box", _("boxes of chapters")),
                    ("heading", _("headings of the discussion")),
                ),
                many=True,
            ),
            *layer_options(),
        ),
    )


def _make(request: Request) -> FindingsReport:
    finding = request.thing("finding", request.project.finding)
    lengths = request.many("length")
    entries = [
        e for e in finding_entries(request, statuses=("checked", "printed"), finding=finding, evidence=False) if e.name
    ]
    flagged = sum(bool(c.flag) for e in entries for c in e.claims)
    if flagged:
        request.tell(wording_note(flagged))
    return FindingsReport(
        request.title or Wording(request.language).gettext("Findings"),
        request.language,
        request.method(finding.name if finding else ""),
        tuple(entries),
        tuple(n for n in ("bullet", "box", "heading") if not lengths or n in lengths) or LENGTHS,
        flagged,
    )
