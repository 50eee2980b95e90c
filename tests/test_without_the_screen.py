"""The page about working without the screens names commands and options that there are, and a way for each screen."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from qualcode.cli.root import cli
from qualcode.tui.places import places

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "without-the-screen.md").read_text("utf-8")
COMMANDS = sorted(set(re.findall(r"`(qualcode [^`]+)`", PAGE)))


def _options(command: click.Command) -> set[str]:
    return {name for p in command.params for name in (*p.opts, *p.secondary_opts)}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_named_there_exists_with_its_options(line: str) -> None:
    context, words = click.Context(cli), shlex.split(line)[1:]
    command: click.Command = cli
    while words and isinstance(command, click.Group):
        following = command.get_command(context, words[0])
        if following is None:
            assert command.invoke_without_command, line
            break
        command, words = following, words[1:]
    assert not isinstance(command, click.Group) or command.invoke_without_command or command.params, line
    assert {w for w in words if w.startswith("--")} <= _options(command), line


def test_the_terminal_page_tells_of_every_screen() -> None:
    page = (ROOT / "docs" / "terminal.md").read_text("utf-8")
    from qualcode.tui.screens.jump import PLACES

    assert set(PLACES.values()) >= set(places())
    assert [place for letter, place in PLACES.items() if f"`g {letter}`" not in page] == []
