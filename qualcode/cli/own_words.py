"""``qualcode words own|add|remove|import``: the words of the project's own."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.frame import Call, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.words import noun
from qualcode.i18n import _, ngettext

_language = click.option("--language", default="", metavar="CODE", help=_("Their language, as sv; else the project's."))


@verb(
    noun,
    "own",
    _("List the words of the project's own, with the lemmas that they count under."),
    example="qualcode words own\nqualcode words own --csv > egna-ord.csv",
)
@rows
@pass_call
def _own(call: Call, *, out: Output) -> None:
    from qualcode.search.own_words import own_words

    with call.open() as project:
        out.rows(
            ({"form": w.form, "lemma": w.lemma, "language": w.language} for w in own_words(project)),
            [Column("form", _("Form")), Column("lemma", _("Lemma")), Column("language", _("Language"))],
        )


@verb(
    noun,
    "add",
    _("Take up words that the language's tables do not have; search, lemmas and repair then know them."),
    example="qualcode words add SASSAM K2\nqualcode words add pinnmötet --lemma pinnmöte",
)
@click.argument("forms", nargs=-1, required=True)
@click.option("--lemma", default="", metavar="WORD", help=_("The lemma that the words count under; else each its own."))
@_language
@pass_call
def _add(call: Call, *, forms: tuple[str, ...], lemma: str, language: str) -> None:
    from qualcode.search.own_words import take_up

    with call.open(write=True) as project:
        taken = take_up(project, [(form, lemma) for form in forms], language=language)
        call.say(_told(taken.new, taken.changed, taken.known))


@verb(
    noun,
    "import",
    _("Take up the words of a list: a form a line, with its lemma after a tab, comma, semicolon or = if wanted."),
    example="qualcode words import egna-ord.csv",
)
@click.argument("file", type=click.Path(path_type=Path))
@_language
@pass_call
def _import(call: Call, *, file: Path, language: str) -> None:
    from qualcode.search.own_words import read_words, take_up

    with call.open(write=True) as project:
        taken = take_up(project, read_words(file), language=language)
        call.say(_told(taken.new, taken.changed, taken.known))


@verb(noun, "remove", _("Take words of the project's own away again."), example="qualcode words remove K2")
@click.argument("forms", nargs=-1, required=True)
@_language
@pass_call
def _remove(call: Call, *, forms: tuple[str, ...], language: str) -> None:
    from qualcode.search.own_words import take_away

    with call.open(write=True) as project:
        n = take_away(project, forms, language=language)
        call.say(ngettext("{n} word taken away.", "{n} words taken away.", n).format(n=n))


def _told(new: int, changed: int, known: int) -> str:
    parts = []
    if new or not (changed or known):
        parts.append(ngettext("{n} word taken up", "{n} words taken up", new).format(n=new))
    if changed:
        parts.append(
            ngettext("{n} word given another lemma", "{n} words given another lemma", changed).format(n=changed)
        )
    if known:
        parts.append(ngettext("{n} known already", "{n} known already", known).format(n=known))
    return ", ".join(parts) + "."
