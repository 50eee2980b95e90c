"""What is written to files with -o: it is looked through first, and refused where it shows somebody."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from qualcode.cli.frame import Call
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.core.leaks import Leak
    from qualcode.project import Project
    from qualcode.protection.guarding import Printed

allow_option = click.option(
    "--allow",
    metavar="REASON",
    default="",
    help=_("Write even what shows somebody; the reason is kept in the log."),
)


def the_call() -> Call:
    """Return the call that is being answered."""
    return click.get_current_context().ensure_object(Call)


def release_rows(
    call: Call, rows: Sequence[Mapping[str, object]], keys: Sequence[str], shape: str, cells: Mapping[str, int] | None
) -> None:
    """Look through rows that go to a file; raises QualcodeError with the places where they show somebody."""
    if call.opened is None:
        return
    from qualcode.protection.releasing import list_leaks, row_texts

    with _at_hand(call) as project:
        _let_out(call, project, list_leaks(project, row_texts(rows, keys), cells), shape)


def release_texts(call: Call, texts: Iterable[Printed], shape: str, *, cells: Mapping[str, int] | None = None) -> None:
    """Look through the texts of a file, as :func:`release_rows` does with rows."""
    from qualcode.protection.releasing import list_leaks

    with _at_hand(call) as project:
        _let_out(call, project, list_leaks(project, texts, cells), shape)


def release_form(call: Call, text: str) -> None:
    """Look through a YAML file that authors wrote, as a report is."""
    from qualcode.protection.releasing import form_leaks

    with _at_hand(call) as project:
        _let_out(call, project, form_leaks(project, text), "yaml")


@contextlib.contextmanager
def _at_hand(call: Call) -> Iterator[Project]:
    """Give the project of the call, opened again where the command has closed it."""
    if call.opened is not None and not call.opened.closed:
        yield call.opened
    else:
        with call.open() as project:
            yield project


def _let_out(call: Call, project: Project, leaks: Sequence[Leak], shape: str) -> None:
    from qualcode.protection.releasing import let_out

    document = click.get_current_context().command_path.partition(" ")[2]
    for note in let_out(project, leaks, document=document, shape=shape, allow=call.allow):
        call.say(note)
