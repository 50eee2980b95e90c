"""The reference of all commands, ``docs/cli-reference.md``; written by ``python -m qualcode.cli.reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from qualcode.i18n import set_language

_PLACE = Path(__file__).parents[2] / "docs" / "cli-reference.md"
_WIDTH = 100
_HEAD = """# The commands

This page is made from the program by `python -m qualcode.cli.reference`; do not edit it.

`qualcode [-p PROJECT] NOUN VERB …`: the project is the one named with `-p`, in `QUALCODE_PROJECT`, or the only
`.qualcode` file in the folder. Data goes to standard output, talk to standard error. Commands that list things write
an aligned table, or with `--json`, `--nl`, `--csv`, `--tsv` the same rows for programs; the keys of these are stable
and in English. Commands that make things print the new ids.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | refused or failed; the project is as it was |
| 2 | the call cannot be understood |
| 3 | the project is missing, locked, or written by a newer version |
| 4 | a check ran and found problems |
| 130 | interrupted; the project is as it was |

| variable | meaning |
|---|---|
| `QUALCODE_PROJECT` | the project to work on |
| `QUALCODE_CODER` | who works |
| `QUALCODE_LANG` | the language of messages, `sv` or `en` |
| `QUALCODE_KEYS` | the file of keys for the terminal screens |
| `QUALCODE_SETTINGS` | the file of settings for the terminal screens |
"""


def commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """Yield every command under a group, groups before what is in them, in their own order."""
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if found is None:
            continue
        inner = click.Context(found, parent=context, info_name=name, max_content_width=_WIDTH, terminal_width=_WIDTH)
        yield inner, found
        if isinstance(found, click.Group):
            yield from commands(found, inner)


def root_context() -> click.Context:
    """Return the context of the bare program."""
    from qualcode.cli.root import cli

    widths = {"max_content_width": _WIDTH, "terminal_width": _WIDTH}
    return click.Context(cli, info_name="qualcode", **{**cli.context_settings, **widths})


def page() -> str:
    """Return the reference as Markdown, in English."""
    context = root_context()
    root = context.command
    parts = [_HEAD, "## qualcode\n", _block(context)]
    if isinstance(root, click.Group):
        for inner, found in commands(root, context):
            level = "##" if inner.parent is context else "###"
            parts += [
                f"{level} {inner.command_path}\n",
                _block(inner, short=isinstance(found, click.Group) and not found.invoke_without_command),
            ]
    return "\n".join(parts)


def _block(context: click.Context, *, short: bool = False) -> str:
    if short:
        return f"{context.command.help}\n"
    lines = (line.rstrip() for line in context.get_help().splitlines())
    return "```text\n" + "\n".join(lines) + "\n```\n"


def write() -> None:
    """Write the reference to its place; with ``--check`` only tell whether it is current."""
    text = page()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if _PLACE.is_file() and _PLACE.read_text("utf-8") == text else 1)
    _PLACE.write_text(text, "utf-8")


if __name__ == "__main__":
    set_language("en")
    write()
