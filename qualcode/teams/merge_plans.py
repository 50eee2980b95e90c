"""The plan of a merge as a report in any format."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.report.convert import FORMATS, render
from qualcode.report.merge_plan import Alike, Brought, MergePlanReport, Side, Waiting
from qualcode.report.model import MethodBox
from qualcode.teams.merging import MergePlan
from qualcode.wording import counted


def plan_report(project: Project, plan: MergePlan) -> MergePlanReport:
    """Return what a merge did or would do as the data of a report."""
    return MergePlanReport(
        title=_("Plan of a merge") if plan.dry_run else _("What a merge did"),
        language=get_language(),
        method=MethodBox(project.changed_on(), project.title, project.revision()),
        tried=plan.dry_run,
        files=tuple(Brought(a.file, a.sender, a.made[:10], a.new, a.known) for a in plan.arrivals),
        counts=tuple((c.person, counted(c.kind, c.number)) for c in plan.counts),
        texts=plan.texts,
        joined=plan.joined,
        hidden=bool(plan.hidden),
        twins=tuple(Alike(*pair.names(), pair.percent / 100, pair.command()) for pair in plan.twins),
        waiting=tuple(Waiting(told.headline, tuple(Side(*side) for side in told.sides)) for told in plan.told),
    )


def format_of(path: Path) -> str:
    """Return the report format that a file's ending tells; raises UsageProblem when it tells none."""
    to = path.suffix.lower().lstrip(".")
    if to not in FORMATS:
        raise UsageProblem(
            _("no report format: {file}").format(file=path.name),
            _("end the name with one of: {names}").format(names=", ".join(FORMATS)),
        )
    return to


def write_plan(project: Project, plan: MergePlan, path: Path) -> None:
    """Write the report of a merge to a file.

    Raises UsageProblem for an ending that is no format, QualcodeError when it cannot be written.
    """
    to = format_of(path)
    data = render(plan_report(project, plan), to).data
    try:
        path.write_bytes(data)
    except OSError as error:
        raise QualcodeError(
            _("cannot write {file}: {why}").format(file=path, why=error.strerror or error),
            _("choose a folder that you may write to"),
        ) from None
