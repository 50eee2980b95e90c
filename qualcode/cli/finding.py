"""``qualcode finding``: what the study found, each a short name and the sentence that claims it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.condensations import add_finding, edit, remove
from qualcode.core.ids import new_id, short
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _

noun = new_noun("finding", _("Keep findings: a short name and the sentence that claims it."))
_ref = click.argument("finding", shell_complete=names.findings)


def _lengths(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a finding's wordings at three lengths."""
    options = (
        click.option("--heading", metavar="TEXT", help=_("How it is printed as a heading of the discussion.")),
        click.option("--bullet", metavar="TEXT", help=_("How it is printed as a bullet of the summary.")),
        click.option("--box", metavar="TEXT", help=_("How it is printed in the box of a chapter.")),
    )
    for option in reversed(options):
        function = option(function)
    return function


@verb(
    noun,
    "add",
    _("Add a finding."),
    example='qualcode finding add "Glapp" --claim "Rollen som den är skiljer sig från rollen som den bör vara."',
)
@click.argument("name")
@click.option("--claim", required=True, metavar="SENTENCE", help=_("The sentence that claims it."))
@_lengths
@pass_call
def _add(call: Call, *, name: str, claim: str, **lengths: str | None) -> None:
    with call.open(write=True) as project:
        known = project.findings()
        if any(f.name.casefold() == name.casefold() for f in known):
            raise QualcodeError(
                _("there is a finding {name} already").format(name=name), _("See: qualcode finding list")
            )
        identifier = new_id()
        position = max((f.position for f in known), default=0) + 1
        worded = {length: words for length, words in lengths.items() if words}
        project.apply(add_finding(name, claim, position=position, identifier=identifier, **worded))
        call.made([identifier])
        call.say(_("Finding {name} added.").format(name=name))


@verb(noun, "list", _("List the findings with their themes."), example="qualcode finding list --json")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        themes = project.themes()
        out.rows(
            (
                {
                    "name": f.name,
                    "claim": f.claim,
                    "themes": [t.name for t in themes if t.finding == f.id],
                    "id": f.id,
                    "heading": f.heading,
                    "bullet": f.bullet,
                    "box": f.box,
                }
                for f in project.findings()
            ),
            [
                Column("id", _("Id"), short),
                Column("name", _("Finding")),
                Column("claim", _("Claim")),
                Column("themes", _("Themes")),
            ],
            keys=("heading", "bullet", "box"),
        )


@verb(
    noun,
    "edit",
    _("Change a finding."),
    example='qualcode finding edit Glapp --name "Glapp mellan roll och verklighet"',
)
@_ref
@click.option("--name", metavar="NAME", help=_("Its short name."))
@click.option("--claim", metavar="SENTENCE", help=_("The sentence that claims it."))
@_lengths
@pass_call
def _edit(call: Call, *, finding: str, **given: str | None) -> None:
    fields = {name: value for name, value in given.items() if value is not None}
    if not fields:
        raise UsageProblem(_("nothing to change"), _("Give --name, --claim, --heading, --bullet or --box."))
    with call.open(write=True) as project:
        found = project.finding(finding)
        project.apply(edit("finding", found.id, **fields))
        call.say(_("Finding {name} changed.").format(name=found.name))


@verb(noun, "remove", _("Remove a finding; its themes stay."), example="qualcode finding remove Glapp")
@_ref
@pass_call
def _remove(call: Call, *, finding: str) -> None:
    with call.open(write=True) as project:
        found = project.finding(finding)
        project.apply(remove("finding", found.id))
        call.say(_("Finding {name} removed.").format(name=found.name))
