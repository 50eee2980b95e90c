"""``qualcode theme``: themes, each a short name and the sentence that claims it."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.condensations import add_theme, edit, remove
from qualcode.core.ids import new_id, short
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _

noun = new_noun("theme", _("Keep themes: a short name, the sentence that claims it, the finding it carries."))
_ref = click.argument("theme", shell_complete=names.themes)
_finding = click.option(
    "--finding", metavar="NAME", shell_complete=names.findings, help=_("The finding it carries; empty for none.")
)


@verb(
    noun,
    "add",
    _("Add a theme."),
    example='qualcode theme add "Två normer" --claim "Handläggarna bär två normer samtidigt."',
)
@click.argument("name")
@click.option("--claim", required=True, metavar="SENTENCE", help=_("The sentence that claims it."))
@_finding
@pass_call
def _add(call: Call, *, name: str, claim: str, finding: str | None) -> None:
    with call.open(write=True) as project:
        known = project.themes()
        if any(t.name.casefold() == name.casefold() for t in known):
            raise QualcodeError(_("there is a theme {name} already").format(name=name), _("See: qualcode theme list"))
        identifier = new_id()
        about = project.finding(finding).id if finding else None
        position = max((t.position for t in known), default=0) + 1
        project.apply(add_theme(name, claim, finding=about, position=position, identifier=identifier))
        call.made([identifier])
        call.say(_("Theme {name} added.").format(name=name))


@verb(noun, "list", _("List the themes with their findings and how much they rest on."), example="qualcode theme list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        findings = {f.id: f.name for f in project.findings()}
        its = [c.theme for c in project.condensations()]
        out.rows(
            (
                {
                    "name": t.name,
                    "claim": t.claim,
                    "finding": findings.get(t.finding or ""),
                    "condensations": its.count(t.id),
                    "id": t.id,
                }
                for t in project.themes()
            ),
            [
                Column("id", _("Id"), short),
                Column("name", _("Theme")),
                Column("condensations", _("Condensations")),
                Column("finding", _("Finding")),
                Column("claim", _("Claim")),
            ],
        )


@verb(
    noun,
    "edit",
    _("Change a theme."),
    example='qualcode theme edit "Två normer" --finding "Glapp mellan roll och verklighet"',
)
@_ref
@click.option("--name", metavar="NAME", help=_("Its short name."))
@click.option("--claim", metavar="SENTENCE", help=_("The sentence that claims it."))
@_finding
@pass_call
def _edit(call: Call, *, theme: str, name: str | None, claim: str | None, finding: str | None) -> None:
    fields: dict[str, object] = {k: v for k, v in (("name", name), ("claim", claim)) if v is not None}
    with call.open(write=True) as project:
        found = project.theme(theme)
        if finding is not None:
            fields["finding"] = project.finding(finding).id if finding else None
        if not fields:
            raise UsageProblem(_("nothing to change"), _("Give --name, --claim or --finding."))
        project.apply(edit("theme", found.id, **fields))
        call.say(_("Theme {name} changed.").format(name=found.name))


@verb(noun, "remove", _("Remove a theme; its condensations stay."), example='qualcode theme remove "Två normer"')
@_ref
@pass_call
def _remove(call: Call, *, theme: str) -> None:
    with call.open(write=True) as project:
        found = project.theme(theme)
        project.apply(remove("theme", found.id))
        call.say(_("Theme {name} removed.").format(name=found.name))
