"""Profiles of axes, printed from a project."""

from __future__ import annotations

from qualcode.authoring.picturing import chosen_axis
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.authoring.tabulating import Selection, attributes, profile
from qualcode.core.codebook import Axis
from qualcode.core.tables import Balance, Rule
from qualcode.i18n import _
from qualcode.report.figures import BalanceEntry, BalanceGroup, PairEntry, ProfileEntry, ProfileReport
from qualcode.report.pictures.charts import axis_profile
from qualcode.report.pictures.values import Pole
from qualcode.report.wording import Wording


def kind() -> Kind:
    """Return the report ``profile``."""
    return Kind(
        "profile",
        _("profile of axes"),
        _("Print the profile of axes: how often persons, groups and sections of documents are at either pole."),
        "qualcode report profile --axis yrkesnorm --pictures -o profil.docx",
        _make,
        (
            Option("axis", _("axes"), _("Only this axis; can be repeated."), many=True),
            Option("by", _("attributes"), _("Group persons by this attribute; can be repeated."), many=True),
            Option("without-sections", _("without documents"), _("Leave the sections of documents out."), flag=True),
            Option("smallest", _("smallest group"), _("Put groups of fewer persons together."), number=True),
            Option("pictures", _("with pictures"), _("Draw each axis too."), flag=True),
            *layer_options(),
        ),
    )


def _make(request: Request) -> ProfileReport:
    project = request.project
    axes = [chosen_axis(project, ref) for ref in request.many("axis")] or list(project.codebook().axes)
    if not axes:
        request.tell(_("the codebook has no axis"))
    found = [_entry(request, axis) for axis in axes]
    wording = Wording(request.language)
    return ProfileReport(
        request.title or wording.gettext("Profiles of axes"),
        request.language,
        request.method(),
        tuple(entry for entry in found if entry.whole.left or entry.whole.right or request.many("axis")),
    )


def _entry(request: Request, axis: Axis) -> ProfileEntry:
    project, wording, public = request.project, Wording(request.language), request.public.apply
    book = project.codebook()
    by = (*(request.many("by") or attributes(project)), *(() if request.flag("without-sections") else ("section",)))
    found = profile(
        project,
        axis,
        Selection(language=request.language),
        by=by,
        rule=Rule(0, request.least),
    )

    request.cells.update({f"{by}: {b.name}": b.base for by, rows in found.groups for b in rows})

    def name(code: str) -> str:
        return book.by_id[code].name(request.language) if code in book.by_id else code

    def entry(b: Balance) -> BalanceEntry:
        return BalanceEntry(public(b.name), b.left, b.right, b.both, b.balance)

    picture = None
    if request.flag("pictures"):
        persons = dict(found.groups).get("person", ())
        poles = [Pole(public(b.name), b.left, b.right, b.both) for b in persons]
        picture = axis_profile(axis.name(request.language), name(axis.left), name(axis.right), poles, wording)
    return ProfileEntry(
        axis.name(request.language) or axis.handle,
        name(axis.left),
        name(axis.right),
        entry(found.whole),
        tuple(BalanceGroup(by, tuple(entry(b) for b in rows)) for by, rows in found.groups),
        tuple(PairEntry(name(p.left), name(p.right), p.left_count, p.right_count) for p in found.pairs),
        picture,
    )
