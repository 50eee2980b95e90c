"""Printing reports: from an open project to the bytes of a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from qualcode.core.pseudonyms import Pseudonyms
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.printable import REPORTS, Kind, kind_of
from qualcode.printable.kind import YES, Option, Request, Values
from qualcode.project import Project
from qualcode.report.convert import BINARY, FORMATS, Rendered, render
from qualcode.report.model import Report

_KEY_COLUMNS = 2


def print_report(
    project: Project,
    name: str,
    *,
    to: str,
    language: str | None = None,
    style: Path | None = None,
    templates: Sequence[Path] = (),
    key: Path | None = None,
    title: str = "",
    values: Values | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Return a report of the project in one of the formats, with notes for the person who asked.

    ``key`` is a CSV list of names and pseudonyms that is kept outside the
    project; ``templates`` and the folder ``templates`` beside the project go
    before the templates that come along; ``values`` are the report's own
    options by name.  Raises UsageProblem for an unknown report, format or
    option, QualcodeError for a template or style that does not work, and
    Cancelled.
    """
    notes: list[str] = []
    report = report_model(project, name, language=language, key=key, title=title, values=values, tell=notes.append)
    own = project.path.parent / "templates"
    folders = (*templates, *((own,) if own.is_dir() else ()))
    rendered = render(
        report,
        to,
        language=language or project.language,
        templates=folders,
        style=style,
        progress=progress,
        cancelled=cancelled,
    )
    return Rendered(rendered.data, (*notes, *rendered.notes))


def report_model(
    project: Project,
    name: str,
    *,
    language: str | None = None,
    key: Path | None = None,
    title: str = "",
    values: Values | None = None,
    tell: Callable[[str], None] = lambda _note: None,
) -> Report:
    """Return the plain data of a report; ``tell`` takes notes for the person who asked.

    Raises UsageProblem for an unknown report or option, or a key that cannot be read.
    """
    kind = kind_of(name)
    given = kind.checked(values or {})
    public = pseudonyms(project, key)
    return kind.make(Request(project, language or project.language, public, given, title, tell))


def pseudonyms(project: Project, key: Path | None = None) -> Pseudonyms:
    """Return what reports print instead of inner names: the cases' public names, then the key's.

    Raises UsageProblem when the key is no list of two columns.
    """
    pairs = [(case.name, case.public) for case in project.cases() if case.public and case.public != case.name]
    if key is not None:
        pairs += _read_key(key)
    return Pseudonyms(pairs)


def _read_key(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UsageProblem(
            _("{file} cannot be read as a list of pseudonyms.").format(file=path.name),
            _("Write a CSV file in UTF-8 with the columns name,pseudonym."),
        ) from None
    for n, row in enumerate(rows, start=1):
        if len(row) != _KEY_COLUMNS:
            raise UsageProblem(
                _("{file}, row {n}: two columns are wanted.").format(file=path.name, n=n),
                _("Write a CSV file in UTF-8 with the columns name,pseudonym."),
            )
    if rows and [cell.strip().casefold() for cell in rows[0]] in (["name", "pseudonym"], ["namn", "pseudonym"]):
        rows = rows[1:]
    return [(row[0], row[1]) for row in rows]


__all__ = [
    "BINARY",
    "FORMATS",
    "REPORTS",
    "YES",
    "Kind",
    "Option",
    "Values",
    "kind_of",
    "print_report",
    "pseudonyms",
    "report_model",
]
