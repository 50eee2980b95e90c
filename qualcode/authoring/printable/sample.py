"""The sample, printed from a project."""

from __future__ import annotations

from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.report.sample import SampleReport, sample_report, told_persons

_BOTH = 2


def kind() -> Kind:
    """Return the report ``sample``."""
    return Kind(
        "sample",
        _("sample"),
        _("Print the sample: who was interviewed, where, how and when; no small cell is exposed."),
        "qualcode report sample -o urval.docx\nqualcode report sample --by roll --cross roll,kontor --smallest 5",
        _make,
        (
            Option(
                "by",
                _("by"),
                _("An attribute of the persons to count by; else all that fit."),
                many=True,
            ),
            Option("cross", _("crossed"), _("Two attributes for a table of both, with a comma between.")),
            Option(
                "smallest",
                _("smallest cell"),
                _("How many persons must share what is shown; the project’s least number unless told otherwise."),
                number=True,
            ),
            Option("listed", _("list the interviews"), _("List each interview too."), flag=True),
        ),
    )


def _make(request: Request) -> SampleReport:
    project = request.project
    by = request.many("by")
    known = dict.fromkeys(name for case in project.cases() for name in case.attributes)
    cross = [part.strip() for part in request.text("cross").split(",") if part.strip()]
    for name in (*by, *cross):
        if name not in known:
            raise UsageProblem(
                _("No case has the attribute {name}.").format(name=name),
                _("Choose one of: {names}.").format(names=", ".join(known) or "–"),
            )
    if cross and len(cross) != _BOTH:
        raise UsageProblem(_("Two attributes can be crossed."), _("Write them with a comma: roll,kontor."))
    if by and cross:
        by = tuple(dict.fromkeys((*by, *cross)))
    made = sample_report(
        project.sources(),
        project.cases(),
        language=request.language,
        method=request.method(),
        title=request.title,
        pseudonyms=request.public,
        by=by,
        cross=(cross[0], cross[1]) if cross else None,
        k=max(1, request.least),
        listed=request.flag("listed"),
    )
    request.cells.update(told_persons(made))
    return made
