"""``qualcode settings``: what holds for the whole project."""

from __future__ import annotations

import click

from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Column, Output, rows
from qualcode.core.settings import edit_project
from qualcode.errors import UsageProblem
from qualcode.i18n import LANGUAGES, _


@command(
    "settings",
    _("Show what holds for the whole project, or change its title and the texts' language."),
    example='qualcode settings --title "Samordning i praktiken"',
)
@click.option("--title", metavar="TEXT", help=_("The project's title."))
@click.option("--language", type=click.Choice(LANGUAGES), help=_("The language of the texts."))
@rows
@pass_call
def settings(call: Call, *, out: Output, title: str | None, language: str | None) -> None:
    """Show the settings of the project, after changing those that are given."""
    if title is not None and not title.strip():
        raise UsageProblem(_("a project needs a title"), _("Give --title some words."))
    given = title is not None or language is not None
    with call.open(write=given) as project:
        if given:
            project.apply(edit_project(project.id, title=title.strip() if title else None, language=language))
        found = {"title": project.title, "language": project.language, "least_cell": project.least_cell}
        names = {"title": _("project's title"), "language": _("texts' language")}
        names["least_cell"] = _("small cells are below")
        out.rows(
            ({"setting": name, "value": value} for name, value in found.items()),
            [Column("setting", _("Name"), lambda name: names[name]), Column("value", _("Value"))],
        )
