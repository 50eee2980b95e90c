"""Tables of the answers to forms, for the report ``tables``."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.authoring.form_tables import DIFFER, NO_GROUP, OTHERS, ItemTable, item_table
from qualcode.authoring.printable.kind import Request
from qualcode.core.forms import Form
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.report.figures import AnswerRow, AnswerTable, ColumnEntry
from qualcode.report.wording import Wording


def answer_tables(request: Request, form: Form) -> Iterator[AnswerTable]:
    """Yield a table for each item of a form: over all cases, or by each attribute that was asked for.

    Raises UsageProblem for an attribute that no case has.
    """
    known = dict.fromkeys(name for case in request.project.cases() for name in case.attributes)
    for name in request.many("by"):
        if name not in known:
            raise UsageProblem(
                _("No case has the attribute {name}.").format(name=name),
                _("Choose one of: {names}.").format(names=", ".join(known) or "–"),
            )
    for item in form.items:
        for by in request.many("by") or ("",):
            table = item_table(request.project, form, item, by=by, least=request.least)
            yield _entry(request, form, table, by)


def _entry(request: Request, form: Form, table: ItemTable, by: str) -> AnswerTable:
    wording, public = Wording(request.language), request.public.apply
    gettext = wording.gettext
    known = {OTHERS: gettext("other groups"), NO_GROUP: "–"}
    names = [*(known.get(g, public(g)) for g in table.groups), gettext("All")]
    values = dict(table.item.choices)
    title = public(form.title or form.handle)
    if by:
        title = gettext("{title} by {name}").format(title=title, name=by)
    states = {
        "not-asked": gettext("not asked"),
        "unreadable": gettext("cannot be read"),
        "no-answer": gettext("no answer"),
        "not-applicable": gettext("not applicable"),
        "loss": gettext("loss"),
        DIFFER: gettext("coders differ"),
        "none": gettext("not gone through"),
    }
    for line in (*table.values, *table.states):
        for name, n in zip(names[:-1], line.counts, strict=False):
            request.cells[f"{title}: {table.item.handle}, {line.name}, {name}"] = n or 0
    return AnswerTable(
        title,
        public(table.item.question or table.item.handle),
        tuple(ColumnEntry(name, base) for name, base in zip(names, table.bases, strict=True)),
        table.answered,
        (
            *(AnswerRow(public(values[line.name]), line.counts) for line in table.values),
            *(AnswerRow(states[line.name], line.counts, state=True) for line in table.states),
        ),
        table.hidden,
    )
