"""``qualcode condense``: meaning units and their condensed sentences, and the trace back."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.place import Place, place_options
from qualcode.core.condensations import Condensation, Trace, add_condensation, edit, remove
from qualcode.core.ids import new_id, short
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.project import Project

noun = new_noun("condense", _("Condense meaning units to one sentence each, and trace findings back to the line."))
_ref = click.argument("condensation")
_code_option = click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="CODE",
    shell_complete=names.codes,
    help=_("A code it goes with; can be repeated."),
)
_theme_option = click.option("--theme", metavar="NAME", shell_complete=names.themes, help=_("The theme it belongs to."))


@verb(
    noun,
    "add",
    _("Condense a passage to one sentence in your words."),
    example='qualcode condense add intervju-01-vera --turn 12 --text "Lyssnar men är bunden." --theme "Två normer"',
)
@click.argument("source", shell_complete=names.sources)
@place_options()
@click.option("--text", required=True, metavar="SENTENCE", help=_("The condensed sentence."))
@_code_option
@_theme_option
@pass_call
def _add(call: Call, *, source: str, place: Place, text: str, codes: tuple[str, ...], theme: str | None) -> None:
    sentence = _sentence(text)
    with call.open(write=True) as project:
        where = project.source(source)
        span = place.span(project, where) or (0, 0)
        identifier = new_id()
        change = add_condensation(
            where.id,
            revision=where.text,
            start=span[0],
            end=span[1],
            text=sentence,
            codes=[project.code(code).id for code in codes],
            theme=project.theme(theme).id if theme else None,
            position=max((c.position for c in project.condensations()), default=0) + 1,
            identifier=identifier,
        )
        project.apply(change)
        call.made([identifier])
        line = project.line_map(where).line(span[0])
        call.say(_("Condensed: {source}, line {line}.").format(source=where.handle, line=line))


@verb(
    noun,
    "list",
    _("List the condensed sentences with what they rest on."),
    example="qualcode condense list --csv -o koncentrat.csv",
)
@click.option("--source", metavar="SOURCE", shell_complete=names.sources, help=_("Only in this source."))
@_theme_option
@rows
@pass_call
def _list(call: Call, *, out: Output, source: str | None, theme: str | None) -> None:
    with call.open() as project:
        handle = project.source(source).handle if source else None
        wanted = project.theme(theme).id if theme else None
        found = [
            t
            for t in project.traces()
            if (handle is None or t.source == handle)
            and (wanted is None or (t.theme is not None and t.theme.id == wanted))
        ]
        out.rows((_row(project, t) for t in found), _columns(), keys=_KEYS)


@verb(
    noun,
    "trace",
    _("Trace findings back: finding, theme, condensed sentence, words, source and line."),
    example='qualcode condense trace "Glapp mellan roll och verklighet"',
)
@click.argument("finding", required=False, shell_complete=names.findings)
@rows
@pass_call
def _trace(call: Call, *, out: Output, finding: str | None) -> None:
    with call.open() as project:
        chosen = project.finding(finding) if finding else None
        found = [t for t in project.traces(finding=chosen) if t.finding is not None]
        columns = [
            Column("finding", _("Finding")),
            Column("theme", _("Theme")),
            Column("condensed", _("Condensed")),
            Column("quote", _("Words")),
            Column("source", _("Source")),
            Column("line", _("Line")),
        ]
        out.rows((_row(project, t) for t in found), columns, keys=_KEYS)
        call.say(ngettext("{n} line of descent", "{n} lines of descent", len(found)).format(n=len(found)))


@verb(
    noun,
    "edit",
    _("Change a condensation."),
    example='qualcode condense edit 3f9a01bc --text "Lyssnar först, följer sedan regeln."',
)
@_ref
@click.option("--text", metavar="SENTENCE", help=_("The condensed sentence."))
@_code_option
@click.option(
    "--theme", metavar="NAME", shell_complete=names.themes, help=_("The theme it belongs to; empty for none.")
)
@place_options(needed=False)
@pass_call
def _edit(
    call: Call, *, condensation: str, place: Place, text: str | None, codes: tuple[str, ...], theme: str | None
) -> None:
    with call.open(write=True) as project:
        found = project.condensation(condensation)
        fields: dict[str, object] = {}
        if text is not None:
            fields["text"] = _sentence(text)
        if codes:
            fields["codes"] = [project.code(code).id for code in codes]
        if theme is not None:
            fields["theme"] = project.theme(theme).id if theme else None
        if place:
            source = project.source(found.source)
            span = place.span(project, source) or (0, 0)
            fields |= {"revision": source.text, "start": span[0], "end": span[1]}
        if not fields:
            raise UsageProblem(_("nothing to change"), _("Give --text, --code, --theme or a place; see --help."))
        project.apply(edit("condensation", found.id, **fields))
        call.say(_("Condensation {id} changed.").format(id=short(found.id)))


@verb(noun, "remove", _("Remove condensations."), example="qualcode condense remove 3f9a01bc")
@click.argument("condensations", nargs=-1, required=True)
@pass_call
def _remove(call: Call, *, condensations: tuple[str, ...]) -> None:
    with call.open(write=True) as project:
        found: list[Condensation] = [project.condensation(ref) for ref in dict.fromkeys(condensations)]
        project.apply(*(remove("condensation", c.id) for c in found))
        call.say(ngettext("{n} condensation removed.", "{n} condensations removed.", len(found)).format(n=len(found)))


def _sentence(text: str) -> str:
    sentence = " ".join(text.split())
    if not sentence:
        raise QualcodeError(_("the condensed sentence is empty"), _("Write it with --text."))
    return sentence


_KEYS = "id finding theme theme_claim condensed quote source line last_line speaker codes".split()


def _row(project: Project, trace: Trace) -> dict[str, object]:
    book = project.codebook()
    return {
        "id": trace.condensation.id,
        "finding": trace.finding.name if trace.finding else None,
        "theme": trace.theme.name if trace.theme else None,
        "theme_claim": trace.theme.claim if trace.theme else None,
        "condensed": trace.condensation.text,
        "quote": trace.quote,
        "source": trace.source,
        "line": trace.first_line or None,
        "last_line": trace.last_line or None,
        "speaker": trace.speaker,
        "codes": [book.by_id[c].handle for c in trace.codes if c in book.by_id],
    }


def _columns() -> list[Column]:
    return [
        Column("id", _("Id"), short),
        Column("source", _("Source")),
        Column("line", _("Line")),
        Column("theme", _("Theme")),
        Column("condensed", _("Condensed")),
        Column("quote", _("Words")),
    ]
