"""``qualcode memo``: an analyst's free text about anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.ids import new_id, short
from qualcode.core.memos import ABOUT, Memo, add_memo, edit_memo, remove_memo
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _
from qualcode.references import Identified, only
from qualcode.wording import memo_about

if TYPE_CHECKING:
    from qualcode.project import Project

noun = new_noun("memo", _("Write memos about the project, a source, a coding, a code and so on."))
_ref = click.argument("memo")
_text_option = click.option(
    "--text", metavar="TEXT", help=_("Its text; - reads standard input; without it your editor opens.")
)
_title_option = click.option("--title", metavar="TEXT", help=_("Its title."))
_PROJECT = "project"


@verb(
    noun,
    "add",
    _("Write a memo about something: its kind, and its name or id."),
    example='qualcode memo add code rorelse-till --text "Skilj från att hjälpa inom regeln."',
)
@click.argument("kind", type=click.Choice(ABOUT))
@click.argument("ref", required=False)
@_text_option
@_title_option
@pass_call
def _add(call: Call, *, kind: str, ref: str | None, text: str | None, title: str | None) -> None:
    with call.open(write=True) as project:
        about = _about(project, kind, ref)
        written = _written(text, "")
        identifier = new_id()
        project.apply(add_memo(kind, about, written, title=title or "", identifier=identifier))
        call.made([identifier])
        call.say(_("Memo written."))


@verb(noun, "list", _("List the memos, oldest first."), example="qualcode memo list --about code")
@click.option("--about", type=click.Choice(ABOUT), help=_("Only about things of this kind."))
@click.option("--by", "author", metavar="NAME", help=_("Only by this person."))
@rows
@pass_call
def _list(call: Call, *, out: Output, about: str | None, author: str | None) -> None:
    with call.open() as project:
        people = {p.id: p.name for p in project.persons()}
        by = project.person(author).id if author else None
        names = _names(project)
        out.rows(
            (
                {
                    "id": m.id,
                    "about_kind": m.about_kind,
                    "about": names.get(m.about, m.about),
                    "title": m.title,
                    "text": m.text,
                    "author": people.get(m.author, ""),
                    "made_at": m.made_at,
                    "changed_at": m.changed_at,
                }
                for m in project.memos()
                if about in {None, m.about_kind} and by in {None, m.author}
            ),
            [
                Column("id", _("Id"), short),
                Column("about_kind", _("About"), memo_about),
                Column("about", _("Name")),
                Column("author", _("Author")),
                Column("title", _("Title")),
                Column("text", _("Text")),
            ],
            keys=["made_at", "changed_at"],
        )


@verb(noun, "edit", _("Rewrite a memo."), example='qualcode memo edit 3f9a01bc --text "Skilj från hjälp inom regeln."')
@_ref
@_text_option
@_title_option
@pass_call
def _edit(call: Call, *, memo: str, text: str | None, title: str | None) -> None:
    with call.open(write=True) as project:
        found = _own(project, memo)
        written = found.text if text is None and title is not None else _written(text, found.text)
        project.apply(edit_memo(found.id, text=written, title=found.title if title is None else title))
        call.say(_("Memo rewritten."))


@verb(noun, "remove", _("Remove a memo; undo brings it back."), example="qualcode memo remove 3f9a01bc")
@_ref
@pass_call
def _remove(call: Call, *, memo: str) -> None:
    with call.open(write=True) as project:
        project.apply(remove_memo(_own(project, memo).id))
        call.say(_("Memo removed."))


def _own(project: Project, ref: str) -> Memo:
    found = [m for m in project.memos() if m.id == ref or m.id.endswith(ref.casefold())]
    memo = only(ref, found, "memo", "qualcode memo list")
    if memo.author != project.actor:
        whose = next((p.name for p in project.persons() if p.id == memo.author), "?")
        raise QualcodeError(
            _("that memo is {author}'s").format(author=whose),
            _("Work as {author} with: qualcode --coder {author} …").format(author=whose),
        )
    return memo


def _about(project: Project, kind: str, ref: str | None) -> str:
    if kind == _PROJECT:
        return _PROJECT
    if ref is None:
        raise UsageProblem(_("a memo is about something"), _("Give the name or id after the kind."))
    find: dict[str, Callable[[str], Identified]] = {
        "source": project.source,
        "coding": project.coding,
        "code": project.code,
        "case": project.case,
        "condensation": project.condensation,
        "theme": project.theme,
        "finding": project.finding,
        "claim": project.claim,
        "scene": project.scene,
        "quotation": project.quotation,
    }
    return find[kind](ref).id


def _written(text: str | None, before: str) -> str:
    """Return the text given, read from standard input, or written in the person's editor."""
    if text == "-":
        written = sys.stdin.read()
    elif text is not None:
        written = text
    elif sys.stdin.isatty():
        written = click.edit(before, extension=".md") or ""
    else:
        raise UsageProblem(_("no text for the memo"), _("Give --text TEXT, or --text - to read standard input."))
    if not written.strip():
        raise QualcodeError(_("the memo is empty; nothing was written"), _("Give its text with --text."))
    return written.strip()


def _names(project: Project) -> dict[str, str]:
    """Return what things are called, by id."""
    book = project.codebook().by_id
    sources = {s.id: s.handle for s in project.sources()}
    out = sources | {c.id: c.handle for c in book.values()} | {c.id: c.name for c in project.cases()}
    out |= {t.id: t.name for t in project.themes()} | {f.id: f.name for f in project.findings()}
    out |= {s.id: s.title for s in project.scenes()}
    out |= {c.id: c.sentence for c in project.claims()} | {q.id: q.handle for q in project.quotations()}
    out |= {c.id: f"{sources[c.source]} {short(c.id)}" for c in project.condensations()}
    out |= {c.id: f"{sources[c.source]} {book[c.code].handle} {short(c.id)}" for c in project.codings()}
    return out
