"""Printing reports: from an open project to the bytes of a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from qualcode.core.condensations import Finding
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.scenes import SceneSegment
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.report.build import codebook_report, condensation_report, scenes_report
from qualcode.report.convert import FORMATS, Rendered, render
from qualcode.report.model import CodebookReport, CondensationReport, MethodBox, Place, Report, ScenesReport

REPORTS = ("codebook", "condensation", "scenes")
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
    finding: Finding | None = None,
) -> Rendered:
    """Return a report of the project in one of the formats, with notes for the person who asked.

    ``key`` is a CSV list of names and pseudonyms that is kept outside the
    project; ``templates`` and the folder ``templates`` beside the project go
    before the templates that come along.  Raises UsageProblem for an unknown
    report or format, QualcodeError for a template or style that does not work.
    """
    report = report_model(project, name, language=language, key=key, finding=finding)
    own = project.path.parent / "templates"
    folders = (*templates, *((own,) if own.is_dir() else ()))
    return render(report, to, language=language or project.language, templates=folders, style=style)


def report_model(
    project: Project,
    name: str,
    *,
    language: str | None = None,
    key: Path | None = None,
    finding: Finding | None = None,
) -> Report:
    """Return the plain data of a report.

    Raises UsageProblem for an unknown report or a key that cannot be read.
    """
    make = _BUILDERS.get(name)
    if make is None:
        raise UsageProblem(
            _("There is no report {name}.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(REPORTS)),
        )
    return make(project, language or project.language, pseudonyms(project, key), finding)


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


def _method(project: Project, query: str = "") -> MethodBox:
    # The date is that of the last change and not of the printing, so one state of a project prints one report.
    sources = project.sources()
    counts = {
        "sources": len(sources),
        "words": sum(source.words for source in sources),
        "codes": len(project.codebook().standing),
        "codings": sum(project.code_counts().values()),
        "coders": len({p.coder for p in project.progress()}),
        "condensations": len(project.condensations()),
        "scenes": len(project.scenes()),
    }
    return MethodBox(project.changed_on(), project.title, project.revision(), counts, query)


def _codebook(project: Project, language: str, public: Pseudonyms, finding: Finding | None) -> CodebookReport:  # noqa: ARG001
    return codebook_report(
        project.codebook(),
        project.code_counts(),
        language=language,
        method=_method(project),
        pseudonyms=public,
    )


def _condensation(project: Project, language: str, public: Pseudonyms, finding: Finding | None) -> CondensationReport:
    return condensation_report(
        project.traces(finding=finding),
        project.codebook(),
        project.cases(),
        language=language,
        method=_method(project, finding.name if finding else ""),
        sources=project.sources(),
        pseudonyms=public,
    )


def _scenes(project: Project, language: str, public: Pseudonyms, finding: Finding | None) -> ScenesReport:  # noqa: ARG001
    sources = {source.id: source for source in project.sources()}
    places: dict[SceneSegment, Place] = {}
    for segment in (s for scene in project.scenes() for block in scene.blocks for s in block.segments):
        span = project.place_of(segment)
        if span is not None:
            source = sources[segment.source]
            places[segment] = Place(source.handle, *project.line_map(source).lines(*span))
    return scenes_report(
        project.scenes(),
        project.codebook(),
        project.cases(),
        language=language,
        method=_method(project),
        places=places,
        pseudonyms=public,
    )


_BUILDERS: dict[str, Callable[[Project, str, Pseudonyms, Finding | None], Report]] = {
    "codebook": _codebook,
    "condensation": _condensation,
    "scenes": _scenes,
}

__all__ = ["FORMATS", "REPORTS", "print_report", "pseudonyms", "report_model"]
