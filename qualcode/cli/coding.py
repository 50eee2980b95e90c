"""``qualcode coding``: codes set on passages."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.coding_rows import KEYS, coding_columns, coding_rows
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.layers import counting, layer_option
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.place import Place, place_options
from qualcode.core.codings import Coding, add_coding, place_in_time, qualify, recode, remove_coding, resize_coding
from qualcode.core.ids import new_id, short
from qualcode.core.memos import add_memo
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.i18n import _, get_language, ngettext

if TYPE_CHECKING:
    from qualcode.core.codebook import Codebook
    from qualcode.project import Project

noun = new_noun("coding", _("Set codes on passages, list and change what was set."))
_refs = click.argument("codings", nargs=-1, required=True, metavar="CODING...")
_facet_option = click.option(
    "--facet", "facets", multiple=True, metavar="FACET=VALUE", help=_("A facet and its value; can be repeated.")
)


def read_facets(book: Codebook, given: Sequence[str], *, clearing: bool = False) -> dict[str, str | None]:
    """Return facets and values as given, ``FACET=VALUE``; with ``clearing`` an empty value stands for none.

    Raises UsageProblem for what is not of that form, NotFound for an unknown facet or value.
    """
    out: dict[str, str | None] = {}
    for word in given:
        handle, mark, value = word.partition("=")
        if not mark or (not value and not clearing):
            raise UsageProblem(_("not a facet: {word}").format(word=word), _("Write it as modality=is."))
        facet = next((f for f in book.facets if f.handle == handle), None)
        if facet is None:
            known = ", ".join(f.handle for f in book.facets) or _("none")
            raise NotFound(_("no facet {name}").format(name=handle), _("There are: {names}.").format(names=known))
        if value and value not in {v.handle for v in facet.values}:
            known = ", ".join(v.handle for v in facet.values)
            raise NotFound(
                _("the facet {facet} has no value {value}").format(facet=handle, value=value),
                _("There are: {names}.").format(names=known),
            )
        out[handle] = value or None
    return out


@verb(
    noun,
    "add",
    _("Set one or more codes on a passage."),
    example='qualcode coding add intervju-01-vera lyssna --quote "jag försöker lyssna först" --facet modality=is',
)
@click.argument("source", shell_complete=names.sources)
@click.argument("codes", nargs=-1, required=True, metavar="CODE...", shell_complete=names.codes)
@place_options(whole=True)
@click.option("--absent", is_flag=True, help=_("The code is found missing; goes with --whole."))
@_facet_option
@click.option("--memo", metavar="TEXT", help=_("A memo about the coding."))
@click.option("--time", "rough_time", default="", metavar="TEXT", help=_("A rough time in the recording, as 00:12."))
@pass_call
def _add(
    call: Call,
    *,
    source: str,
    codes: tuple[str, ...],
    place: Place,
    absent: bool,
    facets: tuple[str, ...],
    memo: str | None,
    rough_time: str,
) -> None:
    if absent and not place.whole:
        raise UsageProblem(_("--absent is said of a source as a whole"), _("Give --whole with it."))
    with call.open(write=True) as project:
        where = project.source(source)
        found = [project.code(code) for code in dict.fromkeys(codes)]
        span = place.span(project, where)
        chosen = {k: v for k, v in read_facets(project.codebook(), facets).items() if v is not None}
        changes, made = [], []
        for code in found:
            identifier = new_id()
            made.append(identifier)
            changes.append(
                add_coding(
                    where.id,
                    code.id,
                    revision=where.text if span else "",
                    start=span[0] if span else None,
                    end=span[1] if span else None,
                    facets=chosen,
                    absent=absent,
                    rough_time=rough_time,
                    identifier=identifier,
                )
            )
        if memo:
            changes.append(add_memo("coding", made[0], memo))
        project.apply(*changes)
        call.made(made)
        names_of = ", ".join(code.name(get_language()) for code in found)
        first = project.line_map(where).line(span[0]) if span else 0
        where_to = _("{source}, line {line}").format(source=where.handle, line=first) if span else where.handle
        call.say(_("{codes} set on {place}.").format(codes=names_of, place=where_to))


@verb(
    noun,
    "list",
    _("List codings with their words."),
    example="qualcode coding list --code rorelse-till --subtree --csv -o kodningar.csv",
)
@click.option("--source", metavar="SOURCE", shell_complete=names.sources, help=_("Only in this source."))
@click.option("--code", metavar="CODE", shell_complete=names.codes, help=_("Only of this code."))
@click.option("--subtree", is_flag=True, help=_("Also of the codes under it."))
@click.option("--coder", "--by", "coder", metavar="NAME", shell_complete=names.coders, help=_("Only by this coder."))
@click.option(
    "--facet", "facets", multiple=True, metavar="FACET=VALUE", help=_("Only with this facet; can be repeated.")
)
@click.option("--adrift", is_flag=True, help=_("Only those whose words are gone from the text."))
@layer_option
@click.option(
    "--whole", is_flag=True, help=_("Only those about a source as a whole: themes without a place, absences.")
)
@rows
@pass_call
def _list(
    call: Call,
    *,
    out: Output,
    source: str | None,
    code: str | None,
    subtree: bool,
    coder: str | None,
    facets: tuple[str, ...],
    adrift: bool,
    layer: str | None,
    whole: bool,
) -> None:
    if subtree and code is None:
        raise UsageProblem(_("--subtree goes with --code"), _("Name the code with --code."))
    with call.open() as project, counting(project, layer):
        wanted = read_facets(project.codebook(), facets)
        found = project.codings(
            source=project.source(source) if source else None,
            code=project.code(code) if code else None,
            coder=project.person(coder) if coder else None,
            subtree=subtree,
        )
        found = [c for c in found if all(c.facets.get(k) == v for k, v in wanted.items()) and (c.adrift or not adrift)]
        columns = coding_columns()
        if whole:
            found = sorted((c for c in found if c.start is None), key=lambda c: (c.source, c.rough_time))
            columns.insert(1, Column("rough_time", _("Time")))
            columns.insert(2, Column("absent", _("Absent"), lambda absent: _("yes") if absent else ""))
        out.rows(coding_rows(project, found), columns, keys=KEYS)
        call.say(ngettext("{n} coding", "{n} codings", len(found)).format(n=len(found)))


@verb(noun, "show", _("Show one coding, its facets and its memos."), example="qualcode coding show 3f9a01bc")
@click.argument("coding")
@rows
@pass_call
def _show(call: Call, *, out: Output, coding: str) -> None:
    with call.open() as project:
        found = project.coding(coding)
        row = next(iter(coding_rows(project, [found])))
        row["memos"] = [m.text for m in project.memos(about=found.id)]
        decision = next((d for d in project.decisions() if found.id in d.results), None)
        row["cites"] = list(decision.codings) if decision else []
        row["reason"] = decision.reason if decision else ""
        columns = [
            *coding_columns(),
            Column("rough_time", _("Time")),
            Column("memos", _("Memos"), "\n".join),
            Column("cites", _("Decided on"), lambda ids: " ".join(short(i) for i in ids)),
            Column("reason", _("Reason")),
        ]
        out.record(row, columns, keys=[*KEYS, "memos", "cites", "reason"])


@verb(noun, "remove", _("Remove codings."), example="qualcode coding remove 3f9a01bc")
@_refs
@pass_call
def _remove(call: Call, *, codings: tuple[str, ...]) -> None:
    with call.open(write=True) as project:
        found = _own(project, codings)
        project.apply(*(remove_coding(c) for c in found))
        call.say(ngettext("{n} coding removed.", "{n} codings removed.", len(found)).format(n=len(found)))


@verb(noun, "resize", _("Give a coding other borders."), example="qualcode coding resize 3f9a01bc --lines 14-16")
@click.argument("coding")
@place_options()
@pass_call
def _resize(call: Call, *, coding: str, place: Place) -> None:
    with call.open(write=True) as project:
        (found,) = _own(project, [coding])
        source = project.source(found.source)
        span = place.span(project, source)
        if span is not None:
            project.apply(resize_coding(found, revision=source.text, start=span[0], end=span[1]))
            call.say(_("The coding now holds {n} characters.").format(n=span[1] - span[0]))


@verb(
    noun,
    "time",
    _("Say when in the recording codings come up, roughly; an empty text takes that away."),
    example="qualcode coding time 3f9a01bc 00:12",
)
@_refs
@click.argument("rough_time", metavar="TIME")
@pass_call
def _time(call: Call, *, codings: tuple[str, ...], rough_time: str) -> None:
    with call.open(write=True) as project:
        found = _own(project, codings)
        project.apply(*(place_in_time(c, rough_time.strip()) for c in found))
        text = ngettext("{n} coding placed in time.", "{n} codings placed in time.", len(found))
        call.say(text.format(n=len(found)))


@verb(noun, "recode", _("Give codings another code."), example="qualcode coding recode 3f9a01bc --to expertkunskap")
@_refs
@click.option("--to", "code", required=True, metavar="CODE", shell_complete=names.codes, help=_("The code they get."))
@pass_call
def _recode(call: Call, *, codings: tuple[str, ...], code: str) -> None:
    with call.open(write=True) as project:
        target = project.code(code)
        found = _own(project, codings)
        project.apply(*(recode(c, target.id) for c in found))
        call.say(
            ngettext("{n} coding is now {code}.", "{n} codings are now {code}.", len(found)).format(
                n=len(found), code=target.handle
            )
        )


@verb(
    noun,
    "facet",
    _("Set or take away facets of codings."),
    example="qualcode coding facet 3f9a01bc --facet modality=ought --facet stance=",
)
@_refs
@_facet_option
@pass_call
def _facet(call: Call, *, codings: tuple[str, ...], facets: tuple[str, ...]) -> None:
    if not facets:
        raise UsageProblem(_("no facet given"), _("Give --facet FACET=VALUE, or --facet FACET= to take it away."))
    with call.open(write=True) as project:
        wanted = read_facets(project.codebook(), facets, clearing=True)
        found = _own(project, codings)
        project.apply(*(qualify(c, wanted) for c in found))
        call.say(ngettext("Facets set on {n} coding.", "Facets set on {n} codings.", len(found)).format(n=len(found)))


@verb(
    noun,
    "import",
    _("Take over coding scripts: YAML files with one coder's work; twice changes nothing."),
    example="qualcode coding import kodning-elin.yaml kodning-sara.yaml",
)
@click.argument("scripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
@pass_call
def _import(call: Call, *, scripts: tuple[Path, ...], dry_run: bool) -> None:
    from qualcode.exchanging import import_scripts

    with call.open(write=not dry_run) as project:
        for taken in import_scripts(project, scripts, dry_run=dry_run):
            text = ngettext("{file}: {n} change by {coder}", "{file}: {n} changes by {coder}", taken.changes)
            call.say(text.format(file=taken.file, n=taken.changes, coder=taken.coder))


def _own(project: Project, refs: Sequence[str]) -> list[Coding]:
    """Return the codings named, refusing another coder's: each coder's codings are their own layer."""
    found = [project.coding(ref) for ref in dict.fromkeys(refs)]
    for coding in found:
        if coding.coder != project.actor:
            whose = next((p.name for p in project.persons() if p.id == coding.coder), "?")
            raise QualcodeError(
                _("coding {id} is {coder}'s").format(id=short(coding.id), coder=whose),
                _("Only its coder changes it; work as {coder} with: qualcode --coder {coder} …").format(coder=whose),
            )
    return found


# Coding by a search has a module of its own and hangs itself onto this noun.
importlib.import_module("qualcode.cli.auto_coding")
