"""``qualcode tui|keys``: the terminal screens and their keys."""

from __future__ import annotations

import os
import sys

from qualcode.cli.frame import Call, command, pass_call
from qualcode.errors import QualcodeError
from qualcode.i18n import _


def open_screens(call: Call) -> None:
    """Open the terminal screens on the project of a call.

    Raises QualcodeError where there is no terminal, ProjectUnavailable where there is no project.
    """
    in_browser = os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
    if not in_browser and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QualcodeError(
            _("the screens need a terminal"), _("Everything can be done by commands too: qualcode --help")
        )
    with call.open(write=True) as project:
        from qualcode.tui.app import QualcodeApp

        app = QualcodeApp(project)
        app.run()
    if app.return_code:
        sys.exit(app.return_code)


@command("tui", _("Open the terminal screens, where texts are read and coded."), example="qualcode -p samordning tui")
@pass_call
def noun(call: Call) -> None:
    """Open the terminal screens."""
    open_screens(call)


@command("keys", _("List the keys of the terminal screens."), example="qualcode keys")
@pass_call
def keys(_call: Call) -> None:
    """List the keys of the terminal screens."""
    import click

    from qualcode.tui.actions import keys_page

    click.echo(keys_page())
