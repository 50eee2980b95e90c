"""``qualcode source``: importing texts, listing and reading them."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, confirm, new_noun, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows, write_file
from qualcode.cli.releasing import allow_option, release_texts
from qualcode.core.sources import edit_source, move_source, remove_source
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.wording import source_kind, source_mode

if TYPE_CHECKING:
    from qualcode.core.sources import Source
    from qualcode.project import Project

noun = new_noun("source", _("Import, read and mend sources: transcripts, field notes, documents."))
_ref = click.argument("source", shell_complete=names.sources)

# The verbs that have modules of their own add themselves to the noun, in this order.
importlib.import_module("qualcode.cli.source_import")


@verb(noun, "list", _("List the sources."), example="qualcode source list --json")
@click.option("--kind", metavar="KIND", help=_("Only this kind."))
@rows
@pass_call
def _list(call: Call, *, out: Output, kind: str | None) -> None:
    with call.open() as project:
        found = [row for row in _source_rows(project) if kind in (None, row["kind"])]
        out.rows(found, _columns(), keys=_KEYS)


_KEYS = (
    "number handle title kind date place mode case words characters codings coders coded file format encoding series "
    "version id"
).split()


def _source_rows(project: Project) -> list[dict[str, object]]:
    progress = project.progress()
    cases = {c.id: c.name for c in project.cases()}
    out = []
    for number, s in enumerate(project.sources(), start=1):
        its = [p for p in progress if p.source == s.id]
        own = next((p.covered for p in its if p.coder == project.actor), 0)
        out.append(
            {
                "number": number,
                "handle": s.handle,
                "title": s.title,
                "kind": s.kind,
                "date": s.date,
                "place": s.place,
                "mode": s.mode,
                "case": cases.get(s.case or ""),
                "words": s.words,
                "characters": s.characters,
                "codings": sum(p.codings for p in its),
                "coders": len(its),
                "coded": round(own / s.characters, 4) if s.characters else 0.0,
                "file": s.file_name,
                "format": s.format,
                "encoding": s.encoding,
                "series": s.series,
                "version": s.version,
                "id": s.id,
            }
        )
    return out


def percent(share: float) -> str:
    """Word a share as whole per cent."""
    return f"{round(100 * share)} %"


def _columns() -> list[Column]:
    return [
        Column("number", "#"),
        Column("handle", _("Source")),
        Column("title", _("Title")),
        Column("kind", _("Kind"), source_kind),
        Column("date", _("Date")),
        Column("case", _("Case")),
        Column("words", _("Words")),
        Column("codings", _("Codings")),
        Column("coded", _("Coded by you"), percent),
    ]


@verb(
    noun,
    "show",
    _("Show what is known of a source, and how far its coding has come."),
    example="qualcode source show intervju-01-vera",
)
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, source: str) -> None:
    with call.open() as project:
        found = project.source(source)
        row = next(r for r in _source_rows(project) if r["id"] == found.id)
        people = {p.id: p.name for p in project.persons()}
        row |= {
            "language": found.language,
            "speakers": {s.label: s.role for s in found.speakers},
            "turns": len(project.turns(found)),
            "repairs": dict(Counter(e.rule for edits in project.revisions(found) for e in edits)),
            "revisions": len(project.revisions(found)),
            "apparatus": [dict(a) for a in found.apparatus],
            "progress": [
                {
                    "coder": people.get(p.coder, ""),
                    "codings": p.codings,
                    "coded": round(p.covered / max(1, found.characters), 4),
                }
                for p in project.progress()
                if p.source == found.id
            ],
            "memos": [m.text for m in project.memos(about=found.id)],
        }
        columns = [
            *_columns()[1:-1],
            Column("place", _("Place")),
            Column("mode", _("Mode"), source_mode),
            Column("series", _("Series")),
            Column("version", _("Number")),
            Column("speakers", _("Speakers")),
            Column("turns", _("Turns")),
            Column("repairs", _("Repairs")),
            Column("file", _("File")),
            Column("encoding", _("Encoding")),
            Column("progress", _("Coded"), lambda ps: "; ".join(f"{p['coder']} {percent(p['coded'])}" for p in ps)),
            Column("memos", _("Memos"), "\n".join),
        ]
        out.record(row, columns, keys=list(row))


@verb(
    noun,
    "text",
    _("Print a source's text: the newest, as it was read, or the file itself."),
    example="qualcode source text intervju-01-vera --lines | less",
)
@_ref
@click.option("--raw", is_flag=True, help=_("As it was read, before any repair."))
@click.option("--original", is_flag=True, help=_("The bytes of the file that was imported."))
@click.option("--lines", is_flag=True, help=_("With the line numbers of the original."))
@click.option("-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file."))
@allow_option
@pass_call
def _text(
    call: Call, *, source: str, raw: bool, original: bool, lines: bool, out_file: Path | None, allow: str
) -> None:
    if raw + original > 1 or (original and lines):
        raise UsageProblem(
            _("choose one of {names}").format(names="--raw, --original"), _("--lines goes with the text.")
        )
    from qualcode.protection.releasing import line_texts

    call.allow = allow
    with call.open() as project:
        found = project.source(source)
        text = project.base_text(found) if raw else project.text(found)
        if lines:
            text = _numbered(project, found, text, raw=raw)
        data = project.original(found) if original else text.encode("utf-8")
        if out_file is not None:
            if not original:
                release_texts(call, line_texts(text), "txt")
            write_file(out_file, data)
        else:
            click.echo(data, nl=False)
            if not original and not text.endswith("\n"):
                click.echo()


def _numbered(project: Project, source: Source, text: str, *, raw: bool) -> str:
    line_of = project.line_map(source).line
    first = source.first_line - 1
    at, out = 0, []
    for n, line in enumerate(text.split("\n"), start=1):
        out.append((n + first if raw else line_of(at), line))
        at += len(line) + 1
    width = len(str(max(n for n, _line in out)))
    return "".join(f"{n:>{width}}  {line}".rstrip() + "\n" for n, line in out)


@verb(
    noun,
    "edit",
    _("Change what is known of a source."),
    example='qualcode source edit intervju-01-vera --title "Vera, handläggare" --date 2025-02-04',
)
@_ref
@click.option("--handle", metavar="HANDLE", help=_("The short name that people type."))
@click.option("--title", metavar="TEXT", help=_("Its title."))
@click.option("--kind", metavar="KIND", help=_("transcript, fieldnote or document."))
@click.option("--date", metavar="DATE", help=_("Its date, as 2025-02-18."))
@click.option("--place", metavar="TEXT", help=_("Where it was."))
@click.option("--mode", metavar="MODE", help=_("onsite, video, phone, observation or document."))
@click.option("--case", metavar="NAME", shell_complete=names.cases, help=_("The case it belongs to; empty for none."))
@click.option("--series", metavar="NAME", help=_("The series of documents it is a version in."))
@click.option("--number", "version", metavar="N", help=_("Its number in the series."))
@click.option("--language", metavar="CODE", help=_("Its language, as sv."))
@click.option("--order", type=click.IntRange(min=1), metavar="N", help=_("Its place among all sources, from 1."))
@pass_call
def _edit(
    call: Call, *, source: str, handle: str | None, case: str | None, order: int | None, **texts: str | None
) -> None:
    from qualcode.mending import read_details

    details = read_details(texts)
    fields: dict[str, object] = {
        name: getattr(details, name) if text else None for name, text in texts.items() if text is not None
    }
    with call.open(write=True) as project:
        found = project.source(source)
        if handle:
            if any(s.handle == handle and s.id != found.id for s in project.sources()):
                raise UsageProblem(
                    _("another source is called {handle}").format(handle=handle), _("Choose another name.")
                )
            fields["handle"] = handle
        if case is not None:
            fields["case_id"] = project.case(case).id if case else None
        moves = move_source(project.sources(), found.id, order - 1) if order else []
        if not fields and order is None:
            raise UsageProblem(_("nothing to change"), _("Give --title, --date or another field; see --help."))
        changes = [*([edit_source(found.id, **fields)] if fields else []), *moves]
        if changes:
            project.apply(*changes)
        call.say(_("Source {handle} changed.").format(handle=handle or found.handle))


@verb(
    noun,
    "remove",
    _("Remove a source with its codings from the project; undo brings it back."),
    example="qualcode source remove intervju-01-vera --yes",
)
@_ref
@yes_option
@pass_call
def _remove(call: Call, *, source: str, yes: bool) -> None:
    with call.open(write=True) as project:
        found = project.source(source)
        n = len(project.codings(source=found))
        confirm(
            ngettext("Remove {handle} with {n} coding?", "Remove {handle} with {n} codings?", n).format(
                handle=found.handle, n=n
            ),
            yes=yes,
        )
        project.apply(remove_source(found.id))
        call.say(_("Source {handle} removed; qualcode undo brings it back.").format(handle=found.handle))


# And after those here: who speaks, what was mended.
importlib.import_module("qualcode.cli.source_text")
importlib.import_module("qualcode.cli.source_review")
