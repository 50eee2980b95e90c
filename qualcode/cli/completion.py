"""``qualcode completion``: what a shell needs to complete commands, codes and sources."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from qualcode.cli.frame import command
from qualcode.i18n import _

SHELLS = ("bash", "zsh", "fish")


@command("completion", _("Print the shell's completion script."), example="qualcode completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def noun(ctx: click.Context, shell: str) -> None:
    """Print the shell's completion script."""
    maker = get_completion_class(shell)
    if maker is not None:
        click.echo(maker(ctx.find_root().command, {}, "qualcode", "_QUALCODE_COMPLETE").source())
