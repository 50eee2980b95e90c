"""Interview guides, printed from a project."""

from __future__ import annotations

from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.report.guides import GuidesReport, guides_report


def kind() -> Kind:
    """Return the report ``guides``."""
    return Kind(
        "guides",
        _("interview guides"),
        _("Print the interview guides for each role, and how they differ."),
        "qualcode report guides -o intervjuguider.docx\nqualcode report guides --guide handlaggare --guide chef",
        _make,
        (
            Option("guide", _("guides"), _("Only this guide, by its id; can be repeated."), many=True),
            Option("codes", _("codes"), _("Tell which codes each question is to shed light on."), flag=True),
            Option("no-differences", _("no comparison"), _("Leave out how the guides differ."), flag=True),
        ),
    )


def _make(request: Request) -> GuidesReport:
    project = request.project
    bank, only = project.question_bank(), request.many("guide")
    known = [g.handle for g in bank.guides]
    if missing := [name for name in only if name not in known]:
        raise NotFound(
            _("no guide {name}").format(name=missing[0]), _("Choose one of: {names}.").format(names=", ".join(known))
        )
    if not bank.guides:
        request.tell(_("There are no interview guides; read them in with: qualcode guide import FILE"))
    return guides_report(
        bank,
        project.codebook(),
        language=request.language,
        method=request.method(),
        title=request.title,
        pseudonyms=request.public,
        only=only,
        codes=request.flag("codes"),
        differences=not request.flag("no-differences"),
    )
