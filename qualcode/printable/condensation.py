"""Meaning condensation, printed from a project."""

from __future__ import annotations

from qualcode.i18n import _
from qualcode.printable.kind import Kind, Option, Request
from qualcode.report.condensation import condensation_report
from qualcode.report.model import CondensationReport


def kind() -> Kind:
    """Return the report ``condensation``."""
    return Kind(
        "condensation",
        _("condensation table"),
        _("Print the condensation table: meaning unit, condensed sentence, theme, finding, source and line."),
        "qualcode report condensation -o koncentrat.docx --style myndighet.docx\n"
        "qualcode report condensation --finding Glapp -o glapp.html",
        _make,
        (Option("finding", _("only the finding"), _("Only what carries this finding."), of="finding"),),
    )


def _make(request: Request) -> CondensationReport:
    project = request.project
    finding = request.thing("finding", project.finding)
    return condensation_report(
        project.traces(finding=finding),
        project.codebook(),
        project.cases(),
        language=request.language,
        method=request.method(finding.name if finding else ""),
        sources=project.sources(),
        title=request.title,
        pseudonyms=request.public,
    )
