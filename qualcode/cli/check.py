"""``qualcode check|rebuild``: whether the project is what its log says."""

from __future__ import annotations

import click

from qualcode.cli.frame import Call, Noun, Verb, command, pass_call
from qualcode.cli.leaks import leaks
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.quote_check import quotes
from qualcode.errors import CheckFailed
from qualcode.i18n import _, ngettext


class _Check(Verb, Noun):
    """The check of the project; what else can be checked are its verbs."""


@click.group(
    "check",
    cls=_Check,
    help=_("Check the project: log, texts, anchors, codebook, scenes; exit code 4 when anything is wrong."),
    example="qualcode check --rebuild",
    invoke_without_command=True,
)
@click.option("--rebuild", is_flag=True, help=_("Also build the tables anew from the log and compare."))
@rows
@click.pass_context
def noun(context: click.Context, *, out: Output, rebuild: bool) -> None:
    """Check the project."""
    if context.invoked_subcommand is None:
        _check(context.find_object(Call) or Call(), out, rebuild=rebuild)


noun.add_command(quotes)
noun.add_command(leaks)


def _check(call: Call, out: Output, *, rebuild: bool) -> None:
    from qualcode.checking import check_project

    with call.open(write=rebuild) as project:
        found = check_project(project, rebuild=rebuild)
        out.rows(
            ({"check": t.check, "where": t.where, "message": t.message, "hint": t.hint} for t in found),
            [
                Column("where", _("Where")),
                Column("message", _("Problem")),
                Column("hint", _("What to do")),
            ],
            keys="check where message hint".split(),
        )
    if found:
        raise CheckFailed(
            ngettext("the check found {n} problem", "the check found {n} problems", len(found)).format(n=len(found)),
            _("Nothing was changed by the check.") if not rebuild else "",
        )
    call.say(_("All is well."))


@command("rebuild", _("Build every table of the project anew from its log."), example="qualcode rebuild")
@pass_call
def rebuild(call: Call) -> None:
    """Build every table anew from the log."""
    with call.open(write=True) as project:
        right = project.rebuild()
        call.say(
            _("Built anew; the tables were right.")
            if right
            else _("Built anew; the tables were wrong and are right now.")
        )
