"""``qualcode source import``: files become sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.asking import ask_passphrase, identity_option, key_option
from qualcode.cli.case import read_attributes
from qualcode.cli.frame import Call, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.source import noun
from qualcode.core.cases import KINDS as CASE_KINDS
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.wording import language_name, source_kind

if TYPE_CHECKING:
    from qualcode.core.sources import Source
    from qualcode.importing import Planned
    from qualcode.project import Project


@verb(
    noun,
    "import",
    _("Import files (.txt, .md, .docx) as sources, mended by rules that each give their reason."),
    example="qualcode source import intervjuer/*.docx --manifest intervjuer/lista.csv\n"
    'qualcode source import vera.txt --kind transcript --speakers "I=interviewer;IP1=respondent" --dry-run',
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--manifest", type=click.Path(path_type=Path), help=_("A CSV list with title, kind, date and so on per file.")
)
@click.option("--kind", metavar="KIND", help=_("transcript, fieldnote or document."))
@click.option("--title", metavar="TEXT", help=_("Its title; for one file."))
@click.option("--date", metavar="DATE", help=_("Its date, as 2025-02-18."))
@click.option("--place", metavar="TEXT", help=_("Where it was."))
@click.option("--mode", metavar="MODE", help=_("onsite, video, phone, observation or document."))
@click.option(
    "--case", metavar="NAME", shell_complete=names.cases, help=_("The case it belongs to; made when it is new.")
)
@click.option("--case-kind", type=click.Choice(CASE_KINDS), help=_("The kind of case."))
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME=VALUE",
    help=_("An attribute of the case; can be repeated."),
)
@click.option("--series", metavar="NAME", help=_("The series of documents it is a version in."))
@click.option("--number", "version", metavar="N", help=_("Its number in the series."))
@click.option("--language", metavar="CODE", help=_("Its language, as sv."))
@click.option("--speakers", metavar="LIST", help=_("Who speaks, as I=interviewer;IP1=respondent."))
@click.option("--encoding", metavar="NAME", help=_("The encoding, where it cannot be told."))
@click.option(
    "--skip-rule", "skip", multiple=True, metavar="RULE", help=_("A rule of repair to leave out; can be repeated.")
)
@click.option("--no-repairs", is_flag=True, help=_("Mend nothing."))
@click.option("--pseudonyms", is_flag=True, help=_("Put the pseudonyms of the key in the new texts at once."))
@key_option
@identity_option
@click.option("--dry-run", is_flag=True, help=_("Only show what would be done: repairs, speakers, duplicates."))
@rows
@pass_call
def _import(
    call: Call,
    *,
    out: Output,
    files: tuple[Path, ...],
    manifest: Path | None,
    attributes: tuple[str, ...],
    encoding: str | None,
    skip: tuple[str, ...],
    no_repairs: bool,
    pseudonyms: bool,
    key: Path | None,
    identity: Path | None,
    dry_run: bool,
    **texts: str | None,
) -> None:
    if not files and manifest is None:
        raise UsageProblem(_("no file to import"), _("Name files, or a manifest with --manifest."))
    if texts.get("title") and len(files) != 1:
        raise UsageProblem(_("--title is for one file"), _("Give the titles in a manifest: --manifest FILE.csv"))
    from qualcode.importing import carry_out, plan_imports
    from qualcode.mending import read_details

    with call.open(write=not dry_run) as project:
        plans = plan_imports(
            project,
            files,
            manifest=manifest,
            details=read_details(texts, read_attributes(attributes)),
            encoding=encoding,
            skip=skip,
            repair=not no_repairs,
        )
        made = [] if dry_run else carry_out(project, plans)
        words = {s.handle: s.words for s in made}
        found = [_planned_row(plan) for plan in plans]
        out.rows(
            ({**row, "words": words.get(str(row["handle"]), row["words"])} for row in found),
            _planned_columns(),
            keys=_PLANNED_KEYS,
        )
        _talk_about(call, plans, dry_run=dry_run)
        _known_names(call, project, made, key, identity, replace=pseudonyms)


def _known_names(
    call: Call,
    project: Project,
    made: Sequence[Source],
    key: Path | None,
    identity: Path | None,
    *,
    replace: bool,
) -> None:
    """Find the key's names in new texts again, and put the pseudonyms there when that is wanted."""
    from qualcode.protection.keyholding import key_at_hand, open_key
    from qualcode.protection.pseudonymising import apply_names, plan_application

    if replace or key is not None:
        held = open_key(project, key, ask=ask_passphrase, identity=identity).key
    elif (at_hand := key_at_hand(project)) is not None:
        held = at_hand
    else:
        return
    plan = plan_application(project, held, sources=made)
    n = len(plan.spots)
    if n and replace:
        apply_names(project, plan)
        call.say(
            ngettext(
                "{n} place replaced; qualcode undo takes it back.",
                "{n} places replaced; qualcode undo takes it back.",
                n,
            ).format(n=n)
        )
    elif n:
        text = ngettext(
            "A name of the key stands in the new texts at {n} place; see: qualcode pseudonym apply --dry-run",
            "Names of the key stand in the new texts at {n} places; see: qualcode pseudonym apply --dry-run",
            n,
        )
        call.say(text.format(n=n))


_PLANNED_KEYS = (
    "handle file title kind date case words speakers repairs flagged lifted encoding duplicate notes".split()
)


def _planned_row(plan: Planned) -> dict[str, object]:
    return {
        "handle": plan.handle,
        "file": plan.path.name,
        "title": plan.details.title,
        "kind": plan.details.kind,
        "date": plan.details.date,
        "case": plan.details.case,
        "words": len(plan.text.split()),
        "speakers": {s.label: s.role for s in plan.speakers},
        "repairs": dict(Counter(e.rule for e in plan.repairs.edits)),
        "flagged": len(plan.repairs.flagged),
        "lifted": sum(bool(e.kept) for e in plan.repairs.edits),
        "encoding": plan.reading.encoding,
        "duplicate": plan.duplicate or None,
        "notes": list(plan.reading.notes),
    }


def _planned_columns() -> list[Column]:
    return [
        Column("handle", _("Source")),
        Column("kind", _("Kind"), source_kind),
        Column("words", _("Words")),
        Column("speakers", _("Speakers"), ", ".join),
        Column("repairs", _("Repairs")),
        Column("flagged", _("To look at")),
        Column("duplicate", _("Same as")),
    ]


def _talk_about(call: Call, plans: Sequence[Planned], *, dry_run: bool) -> None:
    for plan in plans:
        for note in plan.reading.notes:
            call.say(f"{plan.path.name}: {note}")
        if plan.foreign:
            call.say(
                _(
                    "{file} seems to be in {language}; if so, mark it: qualcode source edit {handle} --language {code}"
                ).format(
                    file=plan.path.name, language=language_name(plan.foreign), handle=plan.handle, code=plan.foreign
                )
            )
        if plan.duplicate:
            call.say(
                _("{file} is in the project already, as {handle}; passed over.").format(
                    file=plan.path.name, handle=plan.duplicate
                )
            )
    n = sum(not plan.duplicate for plan in plans)
    if dry_run:
        call.say(ngettext("{n} source would be imported.", "{n} sources would be imported.", n).format(n=n))
    else:
        call.say(ngettext("{n} source imported.", "{n} sources imported.", n).format(n=n))
