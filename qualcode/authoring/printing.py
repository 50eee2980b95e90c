"""Printing reports: from an open project to the bytes of a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualcode.authoring.printable import REPORTS, Kind, kind_of
from qualcode.authoring.printable.kind import YES, Option, Request, Values
from qualcode.core.leaks import Leak, in_order, small_cells
from qualcode.core.name_key import NameKey
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.protection.guarding import check_report, guard, leaks_in, report_texts
from qualcode.protection.keyholding import Ask, key_at_hand, nobody
from qualcode.report.convert import BINARY, ENDINGS, FORMATS, Rendered, render
from qualcode.report.model import Report, as_data

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
    allow: str = "",
    ask: Ask = nobody,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Return a report of the project in one of the formats, with notes for the person who asked.

    ``key`` is the project's key, or a CSV list of names and pseudonyms, kept
    outside the project, and ``ask`` asks for its passphrase; ``templates`` and the
    folder ``templates`` beside the project go before the templates that come
    along; ``values`` are the report's own options by name; ``allow`` is the
    reason, to be logged, for printing what shows somebody.  Raises UsageProblem
    for an unknown report, format or option, QualcodeError for a template or style
    that does not work and, with the places, for a report that shows somebody, and
    Cancelled.
    """
    notes: list[str] = []
    cells: dict[str, int] = {}
    report = report_model(
        project,
        name,
        language=language,
        key=key,
        title=title,
        values=values,
        tell=notes.append,
        ask=ask,
        cancelled=cancelled,
        cells=cells,
    )
    held = key_at_hand(project, key, ask=ask)
    notes += check_report(project, as_data(report), document=name, shape=to, key=held, allow=allow, cells=cells)
    own = project.path.parent / "templates"
    folders = (*templates, *((own,) if own.is_dir() else ()))
    rendered = render(
        report,
        to,
        language=report.language,
        templates=folders,
        style=style,
        progress=progress,
        cancelled=cancelled,
    )
    return Rendered(rendered.data, (*notes, *rendered.notes))


def report_data(
    project: Project,
    name: str,
    *,
    language: str | None = None,
    key: Path | None = None,
    title: str = "",
    values: Values | None = None,
    allow: str = "",
    tell: Callable[[str], None] = lambda _note: None,
    ask: Ask = nobody,
) -> dict[str, Any]:
    """Return what a report says as JSON-able data, looked through like the report itself; raises as it does."""
    cells: dict[str, int] = {}
    report = report_model(
        project, name, language=language, key=key, title=title, values=values, tell=tell, ask=ask, cells=cells
    )
    data = as_data(report)
    held = key_at_hand(project, key, ask=ask)
    for note in check_report(project, data, document=name, shape="json", key=held, allow=allow, cells=cells):
        tell(note)
    return data


def report_leaks(project: Project, key: NameKey | None = None) -> Iterator[tuple[str, list[Leak]]]:
    """Yield each report that can be made without options, with what in it may show somebody."""
    watch = guard(project, key)
    for name in REPORTS:
        try:
            cells: dict[str, int] = {}
            report = report_model(project, name, cells=cells)
        except UsageProblem:
            continue
        small = small_cells(cells, least=watch.least)
        yield name, in_order([*leaks_in(watch, report_texts(as_data(report))), *small])


def report_model(
    project: Project,
    name: str,
    *,
    language: str | None = None,
    key: Path | None = None,
    title: str = "",
    values: Values | None = None,
    tell: Callable[[str], None] = lambda _note: None,
    ask: Ask = nobody,
    cancelled: Callable[[], bool] = lambda: False,
    cells: dict[str, int] | None = None,
) -> Report:
    """Return the plain data of a report; ``tell`` takes notes for the person who asked.

    ``cells`` takes the counts of persons in it, by where they stand.

    Raises UsageProblem for an unknown report or option, or a key that cannot be read.
    """
    kind = kind_of(name)
    given = kind.checked(values or {})
    public = pseudonyms(project, key, ask=ask)
    asked = language is not None
    spoken = language or project.language
    taken = {} if cells is None else cells
    return kind.printed(Request(project, spoken, public, given, title, asked, cancelled, tell, taken))


def pseudonyms(project: Project, key: Path | None = None, *, ask: Ask = nobody) -> Pseudonyms:
    """Return what reports print instead of inner names: the cases' public names, then the key's.

    Raises UsageProblem when the key is no list of two columns, QualcodeError when it cannot be opened.
    """
    pairs = [(case.name, case.public) for case in project.cases() if case.public and case.public != case.name]
    held = key_at_hand(project, key, ask=ask)
    if held is not None:
        pairs += held.pairs()
    elif key is not None:
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
    "ENDINGS",
    "FORMATS",
    "REPORTS",
    "YES",
    "Kind",
    "Option",
    "Values",
    "kind_of",
    "print_report",
    "pseudonyms",
    "report_data",
    "report_leaks",
    "report_model",
]
