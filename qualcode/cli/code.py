"""``qualcode code``: the codes of the project, one at a time."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, confirm, new_noun, pass_call, verb, yes_option
from qualcode.core import codebook as books
from qualcode.core.codebook import CODE_KINDS, STATUSES, VOICED_BY, Code, Codebook
from qualcode.core.ids import new_id
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext

noun = new_noun("code", _("Add, rename, move, merge, split and retire codes; their codings are kept."))
code_argument = click.argument("code", shell_complete=names.codes)

_TEXTS = {
    "definition": ("--definition", _("What it means.")),
    "when_to_use": ("--when", _("When to use it.")),
    "when_not": ("--when-not", _("When not to use it.")),
    "example": ("--example", _("An example.")),
    "counter_example": ("--counter-example", _("An example of what it is not.")),
    "citation": ("--source", _("Where the concept comes from.")),
    "colour": ("--colour", _("Its colour, as #rrggbb.")),
}


_LISTS = ("cues", "not_forms")


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    options = [click.option(option, name, metavar="TEXT", help=text) for name, (option, text) in _TEXTS.items()]
    options += [
        click.option("--kind", type=click.Choice(CODE_KINDS), help=_("The kind of code.")),
        click.option("--status", type=click.Choice(STATUSES), help=_("Whether it is in use.")),
        click.option("--voiced-by", type=click.Choice(VOICED_BY), help=_("Who can be heard saying it.")),
        click.option(
            "--cue", "cues", multiple=True, metavar="WORD", help=_("A word that may point to it; can be repeated.")
        ),
        click.option(
            "--not-form",
            "not_forms",
            multiple=True,
            metavar="WORD",
            help=_("A word in which a cue stands by its letters only; can be repeated; empty for none."),
        ),
        click.option(
            "--ideal-type/--no-ideal-type", default=None, help=_("Whether it is an ideal type, not to be counted.")
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    out = {name: value for name, value in fields.items() if value not in (None, ())}
    for name in _LISTS:
        if name in out:
            out[name] = [word for word in out[name] if word.strip()]
    if "ideal_type" in out:
        out["ideal_type"] = int(out["ideal_type"])
    return out


def _free_handle(book: Codebook, handle: str) -> None:
    if handle in book.by_handle:
        raise QualcodeError(
            _("there is a code {handle} already").format(handle=handle),
            _("See: qualcode code show {handle}").format(handle=handle),
        )
    if not handle or handle != handle.strip() or any(c.isspace() for c in handle):
        raise UsageProblem(_("a handle has no blanks"), _("Write it like this: new-code"))


def _last(book: Codebook, parent: str | None) -> int:
    return max((c.position for c in book.children(parent)), default=-1) + 1


@verb(noun, "add", _("Add a code."), example='qualcode code add tyst-kunskap --name "Tyst kunskap" --under yrkesnorm')
@click.argument("handle")
@click.option("--name", "name_sv", required=True, metavar="TEXT", help=_("Its name in Swedish."))
@click.option("--name-en", default="", metavar="TEXT", help=_("Its name in English."))
@click.option("--short", default="", metavar="TEXT", help=_("A short name for narrow columns."))
@click.option("--under", metavar="CODE", shell_complete=names.codes, help=_("The code to put it under."))
@_fields
@pass_call
def _add(call: Call, *, handle: str, name_sv: str, name_en: str, short: str, under: str | None, **fields: Any) -> None:
    with call.open(write=True) as project:
        book = project.codebook()
        _free_handle(book, handle)
        parent = project.code(under) if under else None
        owner = parent.codebook if parent else (book.books[0].handle if len(book.books) == 1 else None)
        more: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in _given(fields).items()}
        code = Code(
            new_id(),
            handle,
            name_sv,
            name_en,
            short,
            parent=parent.id if parent else None,
            position=_last(book, parent.id if parent else None),
            codebook=owner,
            **more,
        )
        project.apply(books.add_code(code))
        call.made([code.id])
        call.say(_("Code {handle} added.").format(handle=handle))


@verb(
    noun,
    "rename",
    _("Give a code another handle or name."),
    example='qualcode code rename tyst-kunskap --name "Tyst kunnande"',
)
@code_argument
@click.option("--handle", metavar="HANDLE", help=_("The new handle; the old one stays as an alias."))
@click.option("--no-alias", is_flag=True, help=_("Let the old handle go, for another code to take."))
@click.option("--name", "name_sv", metavar="TEXT", help=_("Its name in Swedish."))
@click.option("--name-en", metavar="TEXT", help=_("Its name in English."))
@click.option("--short", metavar="TEXT", help=_("A short name for narrow columns."))
@pass_call
def _rename(call: Call, *, code: str, no_alias: bool, **new: str | None) -> None:
    wanted = {name: value for name, value in new.items() if value is not None}
    if not wanted:
        raise UsageProblem(_("nothing to rename"), _("Give --handle, --name, --name-en or --short."))
    with call.open(write=True) as project:
        found = project.code(code)
        changes = [books.rename_code(found.id, **wanted)]
        if (handle := wanted.get("handle")) is not None and handle != found.handle:
            _free_handle(project.codebook(), handle)
            if not no_alias:
                changes.append(books.define_code(found.id, aliases=[*found.aliases, found.handle]))
        project.apply(*changes)
        call.say(_("Code {handle} renamed.").format(handle=found.handle))


@verb(
    noun,
    "move",
    _("Move a code, with all under it, to another place in the tree."),
    example="qualcode code move tyst-kunskap --under professionell",
)
@code_argument
@click.option("--under", metavar="CODE", shell_complete=names.codes, help=_("The code to put it under."))
@click.option("--top", is_flag=True, help=_("Put it at the top of the tree."))
@click.option("--before", metavar="CODE", shell_complete=names.codes, help=_("The code to put it before, beside it."))
@pass_call
def _move(call: Call, *, code: str, under: str | None, top: bool, before: str | None) -> None:
    if sum((under is not None, top, before is not None)) != 1:
        raise UsageProblem(_("say where the code goes"), _("Give one of --under, --top, --before."))
    with call.open(write=True) as project:
        book, found = project.codebook(), project.code(code)
        mark = project.code(before) if before else None
        parent = project.code(under).id if under else (mark.parent if mark else None)
        if parent in book.descendants(found.id):
            raise QualcodeError(
                _("{handle} cannot stand under itself").format(handle=found.handle),
                _("Choose a place outside of it, or use --top."),
            )
        if mark is None:
            project.apply(books.move_code(found.id, parent, _last(book, parent)))
        else:
            order = [c for c in book.children(parent) if c.id != found.id]
            order.insert(next(i for i, c in enumerate(order) if c.id == mark.id), found)
            moved = [(c, n) for n, c in enumerate(order) if c.id == found.id or c.position != n]
            project.apply(*(books.move_code(c.id, parent, n) for c, n in moved))
        call.say(_("Code {handle} moved.").format(handle=found.handle))


@verb(
    noun,
    "merge",
    _("Merge a code into another, which then holds its codings."),
    example="qualcode code merge tyst-kunskap expertkunskap",
)
@code_argument
@click.argument("into", shell_complete=names.codes)
@pass_call
def _merge(call: Call, *, code: str, into: str) -> None:
    with call.open(write=True) as project:
        found, target = project.code(code), project.code(into)
        if found.id == target.id:
            raise QualcodeError(_("a code cannot be merged into itself"), _("Name two codes."))
        n = len(project.codings(code=found))
        project.apply(books.merge_code(found.id, target.id))
        call.say(
            ngettext(
                "{one} now counts as {other}, with {n} coding.", "{one} now counts as {other}, with {n} codings.", n
            ).format(one=found.handle, other=target.handle, n=n)
        )


@verb(
    noun,
    "split",
    _("Split a code into new ones; its codings stay on it until you go through them."),
    example='qualcode code split fortroende "fortroende-uppat=Förtroende uppåt" "fortroende-nedat=Förtroende nedåt"',
)
@code_argument
@click.argument("into", nargs=-1, required=True, metavar="HANDLE[=NAME]...")
@pass_call
def _split(call: Call, *, code: str, into: tuple[str, ...]) -> None:
    with call.open(write=True) as project:
        book, found = project.codebook(), project.code(code)
        changes, parts = [], []
        for n, part in enumerate(into):
            handle, _mark, name = part.partition("=")
            known = book.by_handle.get(handle)
            if known is None:
                _free_handle(book, handle)
                known = Code(
                    new_id(),
                    handle,
                    name or handle,
                    kind=found.kind,
                    parent=found.parent,
                    position=_last(book, found.parent) + n,
                    codebook=found.codebook,
                )
                changes.append(books.add_code(known))
            parts.append(known.id)
        project.apply(*changes, books.split_code(found.id, parts))
        call.made(parts)
        call.say(
            _("{handle} is split; go through its codings with: qualcode coding list --code {handle}").format(
                handle=found.handle
            )
        )


@verb(
    noun,
    "retire",
    _("Take a code out of use, or bring it back; its codings stay."),
    example="qualcode code retire tyst-kunskap",
)
@code_argument
@click.option("--back", is_flag=True, help=_("Bring it back into use."))
@pass_call
def _retire(call: Call, *, code: str, back: bool) -> None:
    with call.open(write=True) as project:
        found = project.code(code)
        project.apply(books.retire_code(found.id, status="active" if back else "retired"))
        call.say((_("{handle} is in use again.") if back else _("{handle} is retired.")).format(handle=found.handle))


@verb(
    noun,
    "define",
    _("Set a code's definition, rules, examples, cues and so on."),
    example='qualcode code define tyst-kunskap --definition "Det man kan men inte kan säga."',
)
@code_argument
@_fields
@pass_call
def _define(call: Call, *, code: str, **fields: Any) -> None:
    wanted = _given(fields)
    if not wanted:
        raise UsageProblem(_("nothing to define"), _("Give --definition, --when or another field; see --help."))
    with call.open(write=True) as project:
        found = project.code(code)
        project.apply(books.define_code(found.id, **wanted))
        call.say(_("Code {handle} defined.").format(handle=found.handle))


@verb(
    noun,
    "remove",
    _("Remove a code and, with it, its codings from sight."),
    example="qualcode code remove tyst-kunskap --yes",
)
@code_argument
@yes_option
@pass_call
def _remove(call: Call, *, code: str, yes: bool) -> None:
    with call.open(write=True) as project:
        found = project.code(code)
        n = len(project.codings(code=found))
        question = ngettext("Remove {handle} with {n} coding?", "Remove {handle} with {n} codings?", n).format(
            handle=found.handle, n=n
        )
        confirm(question, yes=yes)
        project.apply(books.remove_code(found.id))
        call.say(_("Code {handle} removed.").format(handle=found.handle))


# Showing a code has a module of its own.
importlib.import_module("qualcode.cli.code_show")
