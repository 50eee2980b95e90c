"""``qualcode undo|redo|log``: what was done, and taking it back."""

from __future__ import annotations

import click

from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.cli.progress import progress_line
from qualcode.core.events import milliseconds
from qualcode.core.ids import short
from qualcode.history import told
from qualcode.i18n import _
from qualcode.wording import describe, moment


@command(
    "undo",
    _("Take back your latest change, also after a restart; each coder takes back their own."),
    example="qualcode undo",
)
@pass_call
def undo(call: Call) -> None:
    """Take back the latest change of the person at work."""
    with call.open(write=True) as project, progress_line(call) as progress:
        action = project.undo(progress=progress.show)
        progress.clear()
        call.say(
            _("Taken back: {what}").format(what=told(project, action))
            if action
            else _("There is nothing to take back.")
        )


@command("redo", _("Bring back what was taken back last, if nothing new was done since."), example="qualcode redo")
@pass_call
def redo(call: Call) -> None:
    """Bring back what was undone last."""
    with call.open(write=True) as project, progress_line(call) as progress:
        action = project.redo(progress=progress.show)
        progress.clear()
        call.say(
            _("Brought back: {what}").format(what=told(project, action))
            if action
            else _("There is nothing to bring back.")
        )


@command("log", _("Show what was done, newest first."), example="qualcode log --limit 20")
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help=_("How many to show.")
)
@rows
@pass_call
def log(call: Call, *, out: Output, limit: int) -> None:
    """Show what was done, newest first."""
    with call.open() as project:
        people = {p.id: p.name for p in project.persons()}
        out.rows(
            (
                {
                    "at": a.at,
                    "milliseconds": milliseconds(a.at),
                    "coder": people.get(a.actor, ""),
                    "what": describe(a),
                    "kinds": dict(a.kinds),
                    "undone": a.undone,
                    "id": a.id,
                }
                for a in project.log(limit)
            ),
            [
                Column("at", _("When"), moment),
                Column("coder", _("Who")),
                Column("what", _("What")),
                Column("undone", _("Undone"), lambda undone: yes_no(undone) if undone else ""),
                Column("id", _("Id"), short),
            ],
            keys="at milliseconds coder what kinds undone id".split(),
        )
