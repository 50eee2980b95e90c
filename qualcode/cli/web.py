"""``qualcode web``: the terminal screens in a browser on this machine."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click

from qualcode.cli.frame import Call, command, pass_call
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import LANGUAGES, _, get_language

PORT = 8017


@command(
    "web",
    _(
        "Show the terminal screens in a browser on this machine: nothing is read from the network, and nobody comes in "
        "without the key in the printed address. Another interface must be named, and then wants a password."
    ),
    example="qualcode -p samordning web\nqualcode -p samordning web --host 192.168.1.20",
)
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help=_("The port."))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=_("The interface; any but this machine's own wants a password, asked for or in QUALCODE_WEB_PASSWORD."),
)
@click.option("--open", "open_browser", is_flag=True, help=_("Open the address in the browser."))
@pass_call
def noun(call: Call, port: int, host: str, open_browser: bool) -> None:
    """Serve the screens until interrupted."""
    from qualcode.web.door import Door, is_loopback, new_key

    with call.open() as project:
        path, title = project.path, project.title
    near = is_loopback(host)
    secret = new_key() if near else _password()
    try:
        from qualcode.web import server as web
    except ModuleNotFoundError as error:
        raise QualcodeError(
            _("the package {name} is missing").format(name=error.name), _("install it with pip")
        ) from None
    served = web.ScreenServer(
        _screens(call, path), Door(secret, loopback=near), host=host, port=port, title=title, by_key=near
    )
    address = web.address(host, port, secret if near else None)

    def ready() -> None:
        call.say(_("The screens are at {address} – Ctrl+C ends.").format(address=address))
        if not near:
            call.say(
                _("Text and password travel unencrypted: use it only in a network that you trust, or by a tunnel.")
            )
        if open_browser:
            click.launch(address)

    served.on_ready = ready
    try:
        web.run(served)
    except OSError as error:
        raise QualcodeError(
            _("cannot serve on {host}, port {port}: {why}").format(host=host, port=port, why=error.strerror or error),
            _("choose another port with --port"),
        ) from None


def _password() -> str:
    from qualcode.web.door import LEAST_PASSWORD

    password = os.environ.get("QUALCODE_WEB_PASSWORD", "")
    if not password:
        if not sys.stdin.isatty():
            raise UsageProblem(
                _("another interface than this machine's own wants a password"),
                _("set QUALCODE_WEB_PASSWORD, or run the command in a terminal"),
            )
        password = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < LEAST_PASSWORD:
        raise UsageProblem(_("the password is too short"), _("take at least {n} characters").format(n=LEAST_PASSWORD))
    return password


def _screens(call: Call, path: Path) -> str:
    """Return the command line that each tab runs."""
    words = [sys.executable, "-m", "qualcode", "-p", str(path.absolute())]
    if get_language() in LANGUAGES:
        words += ["--lang", get_language()]
    if call.coder:
        words += ["--coder", call.coder]
    words.append("tui")
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
