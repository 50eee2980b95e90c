"""``qualcode coder``: the people who code, never the respondents."""

from __future__ import annotations

import click

from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.core.ids import new_id, short
from qualcode.core.people import add_person
from qualcode.errors import QualcodeError
from qualcode.i18n import _

noun = new_noun("coder", _("Keep the people who code; who works now is said with --coder."))


@verb(noun, "list", _("List the coders and how much they have coded."), example="qualcode coder list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        progress = project.progress()
        out.rows(
            (
                {
                    "name": p.name,
                    "role": p.role,
                    "codings": sum(s.codings for s in progress if s.coder == p.id),
                    "sources": sum(s.coder == p.id for s in progress),
                    "you": p.id == project.actor,
                    "id": p.id,
                }
                for p in project.persons()
            ),
            [
                Column("id", _("Id"), short),
                Column("name", _("Name")),
                Column("role", _("Role")),
                Column("codings", _("Codings")),
                Column("sources", _("Sources")),
                Column("you", _("You"), yes_no),
            ],
        )


@verb(noun, "add", _("Add a coder before they begin."), example='qualcode coder add Sara --role "andra kodare"')
@click.argument("name")
@click.option("--role", default="", metavar="TEXT", help=_("What they do in the study."))
@pass_call
def _add(call: Call, *, name: str, role: str) -> None:
    with call.open(write=True) as project:
        if any(p.name.casefold() == name.strip().casefold() for p in project.persons()):
            raise QualcodeError(_("there is a coder {name} already").format(name=name), _("See: qualcode coder list"))
        identifier = new_id()
        if name.strip().casefold() != project.actor_name.casefold():
            project.apply(add_person(name, role=role, identifier=identifier))
        else:
            # The person at work joins with their first change, which this is.
            project.actor = identifier
            project.apply(add_person(name, role=role, identifier=identifier))
        call.made([identifier])
        call.say(_("Coder {name} added.").format(name=name))
