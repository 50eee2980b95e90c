"""The root of the command line: its options, and the nouns that load when they are used."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

import qualcode
from qualcode.cli.frame import Call, Noun, run, speak_to_click
from qualcode.i18n import LANGUAGES, _, set_language

#: Each noun's module; the object in it is called ``noun``.
_MODULES = {
    "init": "init",
    "settings": "settings:settings",
    "source": "source",
    "codebook": "codebook",
    "code": "code",
    "coding": "coding",
    "case": "case",
    "coder": "coder",
    "condense": "condense",
    "unit": "unit",
    "theme": "theme",
    "finding": "finding",
    "claim": "claim",
    "evidence": "evidence",
    "quantifier": "quantifier",
    "scene": "scene",
    "guide": "guide",
    "quotation": "quotation",
    "voices": "voices",
    "memo": "memo",
    "pseudonym": "pseudonym",
    "form": "form",
    "search": "search",
    "suggest": "suggest",
    "words": "words",
    "round": "round",
    "reading": "round:reading",
    "agreement": "agreement",
    "adjudicate": "adjudicate",
    "bundle": "bundle",
    "merge": "bundle:merge",
    "sync": "bundle:sync",
    "conflict": "conflict",
    "table": "table",
    "picture": "picture",
    "report": "report",
    "undo": "history:undo",
    "redo": "history:redo",
    "log": "history:log",
    "check": "check",
    "rebuild": "check:rebuild",
    "tui": "tui",
    "web": "web",
    "demo": "demo",
    "keys": "tui:keys",
    "completion": "completion",
}


def _short_help() -> dict[str, str]:
    return {
        "init": _("Make a project."),
        "settings": _("Show and change what holds for the project."),
        "source": _("Import, read and mend sources."),
        "codebook": _("Read in, write out and check codebooks."),
        "code": _("Add, rename, move, merge, split and retire codes."),
        "coding": _("Set codes on passages."),
        "case": _("Keep persons, offices, meetings and files."),
        "coder": _("Keep the people who code."),
        "condense": _("Condense meaning units, and trace findings back."),
        "unit": _("Show meaning units and move their borders."),
        "theme": _("Keep themes."),
        "finding": _("Keep findings."),
        "claim": _("Bind sentences of the report to counts."),
        "evidence": _("Bind passages to claims."),
        "quantifier": _("Set what alla, de flesta, några … mean."),
        "scene": _("Compose and check scenes."),
        "guide": _("Keep interview guides."),
        "quotation": _("Quote passages, and tell who is quoted."),
        "voices": _("Set voices on one matter side by side."),
        "memo": _("Write memos about anything."),
        "pseudonym": _("Find names, give pseudonyms, and keep the key."),
        "form": _("Keep forms, and answer them case by case."),
        "search": _("Search the texts."),
        "suggest": _("Suggest passages for a code."),
        "words": _("Count words and compare groups of texts."),
        "round": _("Code side by side in rounds, blind if wanted."),
        "reading": _("Mark what you have read."),
        "agreement": _("Tell how far coders agree."),
        "adjudicate": _("Decide where coders differ."),
        "bundle": _("Carry work between copies of a project in one file."),
        "merge": _("Merge bundles into the project."),
        "sync": _("Exchange work through a shared folder."),
        "conflict": _("See and settle what people did apart."),
        "table": _("Count codes against groups, sources and each other."),
        "picture": _("Draw pictures of the material."),
        "report": _("Print reports."),
        "undo": _("Take back your latest change."),
        "redo": _("Bring back what was undone."),
        "log": _("Show what was done, newest first."),
        "check": _("Check the project."),
        "rebuild": _("Build every table anew from the log."),
        "tui": _("Open the terminal screens."),
        "web": _("Show the terminal screens in a browser."),
        "demo": _("Show the whole path on the example study."),
        "keys": _("List the keys of the terminal screens."),
        "completion": _("Print the shell's completion script."),
    }


class Root(Noun):
    """The group of all nouns."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the nouns in the order of work."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load and return a noun."""
        if cmd_name not in _MODULES:
            return None
        module, _colon, name = _MODULES[cmd_name].partition(":")
        found = getattr(importlib.import_module(f"qualcode.cli.{module}"), name or "noun")
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the nouns with their short help, without loading them."""
        with formatter.section(_("Commands")):
            formatter.write_dl(list(_short_help().items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the nouns and options that go on from what is typed."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(n, help=h) for n, h in _short_help().items() if n.startswith(incomplete)]

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any
    ) -> NoReturn:
        """Run a command line and leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        speak_to_click()
        prog = prog_name if prog_name and "__main__" not in prog_name else "qualcode"
        extra["standalone_mode"] = False
        parse = super().main
        run(lambda: parse(words, "qualcode" if prog == "cli" else prog, *rest, **extra), debug="--debug" in words)


def _language(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        set_language(value)
        # Said outright, it goes before what the screens were set to, here and in every process that they start.
        os.environ["QUALCODE_LANG"] = value
        speak_to_click()


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from qualcode.store.schema import SCHEMA_VERSION

        text = _("qualcode {version}, project format {number}")
        click.echo(text.format(version=qualcode.__version__, number=SCHEMA_VERSION))
        ctx.exit()


@click.group(
    cls=Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_(
        "Code interviews and field notes, condense them, and print the appendix.\n\n"
        "The project is the one named with -p, in QUALCODE_PROJECT, or the only .qualcode file in the folder. "
        "Without a command the terminal screens open."
    ),
)
@click.option("-p", "--project", metavar="FILE", help=_("The project to work on."))
@click.option("--coder", metavar="NAME", help=_("Who works; else QUALCODE_CODER, else the login name."))
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    is_eager=True,
    callback=_language,
    help=_("The language of messages and reports."),
)
@click.option("-q", "--quiet", is_flag=True, help=_("Say nothing but errors."))
@click.option("--debug", is_flag=True, expose_value=False, help=_("Show where an unexpected error arose."))
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help=_("Show the version and the number of the project format."),
)
@click.pass_context
def cli(ctx: click.Context, project: str | None, coder: str | None, quiet: bool) -> None:
    """Code interviews and field notes in the terminal."""
    ctx.obj = Call(project, coder, quiet)
    if ctx.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from qualcode.cli.tui import open_screens

            open_screens(ctx.obj)
        else:
            click.echo(ctx.get_help())
