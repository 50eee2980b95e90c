"""What every command shares: the call with its project, nouns and verbs, and how errors are told."""

from __future__ import annotations

import contextlib
import gettext
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from qualcode import i18n
from qualcode.errors import ExitCode, ProjectUnavailable, QualcodeError
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.project import Project

_LONGEST_SURPRISE = 200


@dataclass(slots=True)
class Call:
    """One call of the program: which project, who works, how much is said.

    ``allow`` is the reason, to be logged, for writing what shows somebody to a
    file; ``opened`` is the project opened last.
    """

    project: str | None = None
    coder: str | None = None
    quiet: bool = False
    allow: str = ""
    opened: Project | None = None

    def open(self, *, write: bool = False) -> Project:
        """Open the project of this call.

        Raises ProjectUnavailable when it is missing, locked or newer, BadProject when it is none.
        """
        from qualcode.project import Project, find_project

        path = find_project(Path.cwd(), named=self.project)
        self.opened = Project.open(path, coder=self.coder, write=write or bool(self.allow))
        return self.opened

    def say(self, text: str) -> None:
        """Tell the person something on standard error, unless they asked for silence."""
        if not self.quiet:
            click.echo(text, err=True)

    def made(self, identifiers: Iterable[str]) -> None:
        """Print the short ids of what was made, one a line, for scripts to go on with."""
        from qualcode.core.ids import short

        for identifier in identifiers:
            click.echo(short(identifier))


pass_call: Callable[[Callable[..., Any]], Callable[..., Any]] = click.make_pass_decorator(Call, ensure=True)


class Verb(click.Command):
    """A command with an example line."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the example under the options."""
        if self.example:
            with formatter.section(_("Example")):
                formatter.write("".join(f"  {line}\n" for line in self.example.splitlines()))


class Noun(click.Group):
    """A group of verbs, in their own order, that answers a mistyped verb with the nearest ones."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs in the order in which they were written."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise _unknown(ctx, args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def _unknown(ctx: click.Context, word: str, known: Sequence[str]) -> click.UsageError:
    import difflib

    error = click.UsageError(_("No such command: {name}").format(name=word), ctx)
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    if near:
        error.hint = _("Did you mean {names}?").format(names=", ".join(near))  # type: ignore[attr-defined]
    return error


def new_noun(name: str, help_text: str) -> Noun:
    """Return an empty group of verbs."""
    return Noun(name, help=help_text)


def verb(
    group: click.Group, name: str, help_text: str, *, example: str
) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator that makes a function the verb of a group."""
    brief = re.split(r"[:;]", help_text)[0].rstrip(".") + "."
    return group.command(name, cls=Verb, help=help_text, short_help=brief, example=example)


def command(name: str, help_text: str, *, example: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator that makes a function a command without a noun."""
    return click.command(name, cls=Verb, help=help_text, example=example)


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something that needs care; without a terminal, ``--yes`` must have been given.

    Raises QualcodeError when the answer is no or cannot be asked for.
    """
    if yes:
        return
    hint = _("Give --yes to do it without being asked.")
    if not sys.stdin.isatty():
        raise QualcodeError(_("not confirmed: {question}").format(question=question), hint)
    if not click.confirm(question, err=True):
        raise QualcodeError(_("Nothing was done."), hint)


def yes_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--yes`` to a command."""
    return click.option("--yes", is_flag=True, help=_("Do it without asking."))(function)


def speak_to_click() -> None:
    """Let click's own few words come out of our catalogue, in the language in force."""
    os.environ["LANGUAGE"] = i18n.get_language()
    gettext.bindtextdomain("qualcode", str(Path(i18n.__file__).parent / "locale"))
    gettext.textdomain("qualcode")


def run(work: Callable[[], object], *, debug: bool) -> NoReturn:
    """Do the work of a command and leave with its exit code, any error told in a line or two."""
    try:
        done = work()
        code = done if isinstance(done, int) else ExitCode.DONE
    except QualcodeError as error:
        code = _tell(error.message, error.hint, error.exit_code, debug=debug)
    except click.Abort:
        _tell_interrupted()
        code = ExitCode.INTERRUPTED
    except click.ClickException as error:
        code = _tell_usage(error, debug=debug)
    except sqlite3.DatabaseError as error:
        code = _tell_database(error, debug=debug)
    except OSError as error:
        named = f" {error.filename}" if error.filename else ""
        code = _tell(
            _("cannot use the file{name}: {why}").format(name=named, why=error.strerror or error), "", 1, debug=debug
        )
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_SURPRISE]
        message = _("something unexpected happened: {what}").format(what=what)
        code = _tell(
            message, _("Run again with --debug to see where: qualcode --debug …"), ExitCode.FAILED, debug=debug
        )
    sys.exit(int(code))


def _tell(message: str, hint: str, code: int, *, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exc()
    click.echo(_("error: {message}").format(message=message), err=True)
    if hint:
        click.echo(hint, err=True)
    return code


def _tell_interrupted() -> None:
    with contextlib.suppress(OSError):
        click.echo(_("Interrupted; the project is as it was."), err=True)


def _tell_usage(error: click.ClickException, *, debug: bool) -> int:
    hint = getattr(error, "hint", "")
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        if error.possibilities:
            hint = _("Did you mean {names}?").format(names=", ".join(sorted(error.possibilities)))
        elif context is not None and error.option_name in _before_the_noun(context):
            hint = _("{option} stands before the noun: qualcode {option} … {rest}").format(
                option=error.option_name, rest=" ".join(context.command_path.split()[1:])
            )
    if not hint and context is not None:
        hint = _("See: {command} --help").format(command=context.command_path)
    message = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption):
        message = _("No such option: {name}").format(name=error.option_name)
    code = ExitCode.USAGE if isinstance(error, click.UsageError) else ExitCode.FAILED
    return _tell(message, hint, code, debug=debug)


def _before_the_noun(context: click.Context) -> set[str]:
    root = context.find_root().command
    return {name for parameter in root.params for name in parameter.opts} if context.parent else set()


def _tell_database(error: sqlite3.DatabaseError, *, debug: bool) -> int:
    if "locked" in str(error) or "busy" in str(error):
        message = _("the project is locked by another program")
        return _tell(message, _("Close it there, or try again in a moment."), ProjectUnavailable.exit_code, debug=debug)
    message = _("the project file cannot be read or written: {why}").format(why=error)
    return _tell(message, _("Check it with: qualcode check"), ExitCode.FAILED, debug=debug)
