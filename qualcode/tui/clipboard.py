"""Copying: through the terminal (OSC 52), and through the system where a program for that is at hand."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from textual.app import App

_PATIENCE = 2.0


def helper(environ: Mapping[str, str] | None = None) -> Sequence[str]:
    """Return the command that puts its input on the system's clipboard; empty when there is none."""
    env = os.environ if environ is None else environ
    wanted: list[tuple[bool, Sequence[str]]] = [
        (bool(env.get("WAYLAND_DISPLAY")), ("wl-copy",)),
        (bool(env.get("DISPLAY")), ("xclip", "-selection", "clipboard")),
        (bool(env.get("DISPLAY")), ("xsel", "--clipboard", "--input")),
        ("SSH_CONNECTION" not in env, ("pbcopy",)),
        (bool(env.get("WSL_DISTRO_NAME")), ("clip.exe",)),
    ]
    return next((command for fits, command in wanted if fits and shutil.which(command[0])), ())


def may_fail(environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether copying may have no effect: a terminal that drops OSC 52, and no program to copy by."""
    env = os.environ if environ is None else environ
    drops = env.get("TERM_PROGRAM") == "Apple_Terminal" or env.get("TERM", "").startswith(("screen", "tmux", "linux"))
    unknown = "VTE_VERSION" in env or "TMUX" in env or "SSH_CONNECTION" in env
    return (drops or unknown) and not helper(env)


def copy(app: App[Any], text: str) -> None:
    """Put a text on the clipboard by every way there is, without waiting for it."""
    app.copy_to_clipboard(text)
    command = helper()
    if command:
        app.run_worker(partial(_hand_over, command, text), thread=True, group="clipboard", exit_on_error=False)


def _hand_over(command: Sequence[str], text: str) -> None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run(  # noqa: S603 - one of the commands above
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
