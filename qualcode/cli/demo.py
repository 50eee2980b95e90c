"""``qualcode demo``: the whole path, shown on the example study."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli.frame import Call, command, pass_call
from qualcode.i18n import _


@command(
    "demo",
    _("Make the example study in a folder and print its reports: the whole path in one command."),
    example="qualcode demo exports",
)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("exports"))
@pass_call
def noun(call: Call, *, folder: Path) -> None:
    """Show the whole path on the example study."""
    from qualcode.demo import run

    path = run(folder, call.say)
    click.echo(str(path))
    # The command as it was typed: it may lie in an environment that is not on the path.
    call.say(_("Look at it with: {command} -p {file}").format(command=sys.argv[0], file=path))
