"""The audit trail, printed from a project's log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from qualcode import __version__
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.method import names_option
from qualcode.core.people import Action
from qualcode.i18n import _, speaking
from qualcode.report.audit import AuditReport, AuditRow, TextRow
from qualcode.report.wording import Wording
from qualcode.wording import counted, moment

_DAY = len("2026-01-31")
_ALL = 2**62


def kind() -> Kind:
    """Return the report ``audit``."""
    return Kind(
        "audit",
        _("audit trail"),
        _("Print the log for an archive: who did what and when, and the hashes of the texts; it quotes nothing."),
        "qualcode report audit -o granskningslogg.pdf\nqualcode report audit --each --names -o logg.html",
        _make,
        (
            names_option(),
            Option("each", _("each step"), _("A row for each step, and not for each person and day."), flag=True),
        ),
    )


def _make(request: Request) -> AuditReport:
    project = request.project
    events, last = project.log_end()
    # The names of what was done may be a person's own words, so only kinds and numbers are told.
    actions = sorted(project.log(_ALL), key=lambda a: (a.at, a.id))
    names = request.called()
    with speaking(request.language):
        rows = _steps(actions, names) if request.flag("each") else _days(actions, names)
    return AuditReport(
        title=request.title or Wording(request.language).gettext("Audit trail"),
        language=request.language,
        method=request.method(),
        rows=rows,
        texts=tuple(
            TextRow(request.public.apply(s.handle), s.original, s.base, s.text, len(project.revisions(s)))
            for s in project.sources()
        ),
        events=events,
        last=last,
        faults=len(project.faults()),
        version=__version__,
    )


def _steps(actions: Sequence[Action], names: Mapping[str, str]) -> tuple[AuditRow, ...]:
    return tuple(
        AuditRow(moment(a.at), names.get(a.actor, "–"), _worded(dict(a.kinds)), sum(n for _k, n in a.kinds), a.undone)
        for a in actions
    )


def _days(actions: Sequence[Action], names: Mapping[str, str]) -> tuple[AuditRow, ...]:
    out = []
    for (day, actor), group in groupby(actions, key=lambda a: (moment(a.at)[:_DAY], a.actor)):
        kinds: Counter[str] = Counter()
        for action in group:
            kinds.update(dict(action.kinds))
        out.append(AuditRow(day, names.get(actor, "–"), _worded(kinds), kinds.total()))
    return tuple(out)


def _worded(kinds: Mapping[str, int]) -> str:
    return ", ".join(counted(kind, n) for kind, n in kinds.items())
