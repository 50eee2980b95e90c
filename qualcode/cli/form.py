"""``qualcode form``: closed questions that are answered case by case."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, confirm, new_noun, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.core.forms import STATES
from qualcode.core.ids import short
from qualcode.i18n import _, ngettext

noun = new_noun("form", _("Keep forms: closed questions that are answered case by case."))
_ref = click.argument("form")
_file = click.argument("file", type=click.Path(path_type=Path))


@verb(
    noun, "import", _("Take over a form from a YAML file, or bring it up to date."),
    example="qualcode form import granskning.yaml",
)  # fmt: skip
@_file
@pass_call
def _import(call: Call, *, file: Path) -> None:
    from qualcode.answering import take_form

    with call.open(write=True) as project:
        form, changes = take_form(project, file)
        n = len(form.items)
        if changes:
            call.made([form.id])
            call.say(ngettext("Form {name}: {n} item.", "Form {name}: {n} items.", n).format(name=form.handle, n=n))
        else:
            call.say(_("The form {name} says nothing new.").format(name=form.handle))


@verb(noun, "list", _("List the forms."), example="qualcode form list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        out.rows(
            (
                {
                    "handle": f.handle,
                    "title": f.title,
                    "version": f.version,
                    "items": len(f.items),
                    "answers": len(project.answers(form=f)),
                    "id": f.id,
                }
                for f in project.forms()
            ),
            [
                Column("id", _("Id"), short),
                Column("handle", _("Form")),
                Column("title", _("Title")),
                Column("version", _("Version")),
                Column("items", _("Items")),
                Column("answers", _("Answers")),
            ],
        )


@verb(noun, "show", _("Show the items of a form and what may be chosen."), example="qualcode form show granskning")
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, form: str) -> None:
    with call.open() as project:
        out.rows(
            (
                {
                    "item": i.handle,
                    "question": i.question,
                    "choices": [f"{handle}: {name}" for handle, name in i.choices],
                    "several": i.several,
                    "scale": i.scale,
                }
                for i in project.form(form).items
            ),
            [
                Column("item", _("Item")),
                Column("question", _("Question")),
                Column("choices", _("Choices")),
                Column("several", _("Several"), yes_no),
                Column("scale", _("Scale")),
            ],
        )


@verb(
    noun,
    "answer",
    _("Answer an item about a case, with values or with the state that says why there are none."),
    example="qualcode form answer granskning Vera kontakt ja\n"
    "qualcode form answer granskning Vera plan --state unreadable",
)
@_ref
@click.argument("case", shell_complete=names.cases)
@click.argument("item")
@click.argument("values", nargs=-1)
@click.option("--state", type=click.Choice(STATES), help=_("Why there is no value."))
@click.option("--note", default="", metavar="TEXT", help=_("A note to the answer."))
@pass_call
def _answer(
    call: Call, *, form: str, case: str, item: str, values: tuple[str, ...], state: str | None, note: str
) -> None:
    from qualcode.answering import answer, item_of

    with call.open(write=True) as project:
        found = item_of(project.form(form), item)
        answer(project, found, project.case(case), values, state=state or STATES[0], note=note)
        call.say(_("Answered: {item}.").format(item=found.handle))


@verb(
    noun,
    "fill",
    _("Take over your answers from a CSV file with the columns case, item, value, and if wanted state and note."),
    example="qualcode form fill granskning svar-elin.csv",
)
@_ref
@_file
@pass_call
def _fill(call: Call, *, form: str, file: Path) -> None:
    from qualcode.answering import take_answers

    with call.open(write=True) as project:
        n = take_answers(project, project.form(form), file)
        call.say(ngettext("{n} answer taken over.", "{n} answers taken over.", n).format(n=n))


@verb(
    noun, "answers", _("List the answers to a form, one a row."),
    example="qualcode form answers granskning --csv -o svar.csv",
)  # fmt: skip
@_ref
@click.option("--coder", "--by", "coder", metavar="NAME", shell_complete=names.coders, help=_("Only by this coder."))
@rows
@pass_call
def _answers(call: Call, *, out: Output, form: str, coder: str | None) -> None:
    with call.open() as project:
        found = project.form(form)
        wanted = project.person(coder).id if coder else None
        items = {i.id: i for i in found.items}
        cases = {c.id: c.name for c in project.cases()}
        people = {p.id: p.name for p in project.persons()}
        given = [a for a in project.answers(form=found) if wanted in (None, a.coder)]
        given.sort(key=lambda a: (cases[a.case], items[a.item].position, people.get(a.coder, "")))
        out.rows(
            (
                {
                    "case": cases[a.case],
                    "item": items[a.item].handle,
                    "value": "|".join(a.values),
                    "state": a.state,
                    "note": a.note,
                    "coder": people.get(a.coder, short(a.coder)),
                }
                for a in given
            ),
            [
                Column("case", _("Case")),
                Column("item", _("Item")),
                Column("value", _("Value")),
                Column("state", _("State")),
                Column("coder", _("Coder")),
                Column("note", _("Note")),
            ],
        )


@verb(
    noun,
    "count",
    _("Count the answers to each item: how many of how many cases, by value and by state."),
    example="qualcode form count granskning",
)
@_ref
@rows
@pass_call
def _count(call: Call, *, out: Output, form: str) -> None:
    from qualcode.answering import tallies

    with call.open() as project:
        listed = [
            {
                "item": t.item.handle,
                "coder": t.coder,
                "cases": t.cases,
                "answered": t.states[STATES[0]],
                "values": [f"{v}: {n}" for v, n in t.values.items()],
                "states": [f"{s}: {n}" for s, n in t.states.items() if n and s != STATES[0]],
            }
            for t in tallies(project, project.form(form))
        ]
        out.rows(
            listed,
            [
                Column("item", _("Item")),
                Column("coder", _("Coder")),
                Column("answered", _("Answered")),
                Column("cases", _("Of cases")),
                Column("values", _("Values")),
                Column("states", _("No value because")),
            ],
        )


@verb(noun, "remove", _("Remove a form with its answers."), example="qualcode form remove granskning --yes")
@_ref
@yes_option
@pass_call
def _remove(call: Call, *, form: str, yes: bool) -> None:
    from qualcode.core.forms import remove_form

    with call.open(write=True) as project:
        found = project.form(form)
        confirm(_("Remove the form {name} and its answers?").format(name=found.handle), yes=yes)
        project.apply(*remove_form(found))
        call.say(_("Form {name} removed.").format(name=found.handle))
