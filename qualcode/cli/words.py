"""``qualcode words``: word lists, words that mark a group, words that keep company, forms of a lemma."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import click

from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.i18n import _, get_language, ngettext
from qualcode.wording import form_role

noun = new_noun("words", _("Count words and keep the words of the project's own."))
_group = click.argument("group", nargs=-1)
_content = click.option("--content", is_flag=True, help=_("Leave out function words such as och, det, ska."))


def _limit(default: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--limit",
        type=click.IntRange(1),
        default=default,
        show_default=True,
        metavar="N",
        help=_("At most so many."),
    )


def _least(default: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--least",
        type=click.IntRange(1),
        default=default,
        show_default=True,
        metavar="N",
        help=_("Leave out words with fewer occurrences."),
    )


def _number(value: float) -> str:
    shown = f"{value:.1f}" if abs(value) < 1000 else f"{value:.0f}"
    return shown.replace(".", ",") if get_language() == "sv" else shown


@verb(
    noun,
    "list",
    _("List the words of all texts, or of a group told by filters, the most frequent first."),
    example="qualcode words list slag:fältanteckning --content\nqualcode words list roll:respondent --forms --csv",
)
@_group
@click.option("--forms", is_flag=True, help=_("Count forms as written instead of lemmas."))
@_content
@_least(1)
@_limit(50)
@rows
@pass_call
def _list(
    call: Call, *, out: Output, group: tuple[str, ...], forms: bool, content: bool, least: int, limit: int
) -> None:
    from qualcode.search.counting import word_list

    with call.open() as project:
        found = word_list(project, " ".join(group), forms=forms, content=content, least=least)
        out.rows(
            ({"word": w.word, "n": w.n, "per_million": w.per_million, "sources": w.range} for w in found[:limit]),
            [
                Column("word", _("Form") if forms else _("Lemma")),
                Column("n", _("Number")),
                Column("per_million", _("Per million"), _number),
                Column("sources", _("Sources")),
            ],
        )
        total = sum(w.n for w in found)
        text = ngettext("{n} word in all, {words} different", "{n} words in all, {words} different", total)
        call.say(text.format(n=total, words=len(found)))


@verb(
    noun,
    "keyness",
    _("List the words that mark a group of texts against the others."),
    example="qualcode words keyness slag:fältanteckning --content\n"
    'qualcode words keyness "fall.kontor:Berga" --against "fall.kontor:Slätten"',
)
@click.argument("group", nargs=-1, required=True)
@click.option("--against", default="", metavar="GROUP", help=_("The other group; else everything outside the first."))
@_content
@_least(3)
@_limit(30)
@rows
@pass_call
def _keyness(
    call: Call, *, out: Output, group: tuple[str, ...], against: str, content: bool, least: int, limit: int
) -> None:
    from qualcode.analysis.keyness import NOTABLE
    from qualcode.search.counting import key_words

    with call.open() as project:
        found = key_words(project, " ".join(group), against, content=content, least=least)
        out.rows(
            (
                {
                    "word": k.word,
                    "n": k.n,
                    "others": k.others,
                    "g2": round(k.g2, 2),
                    "log_ratio": round(k.log_ratio, 2),
                    "sources": k.range,
                }
                for k in found[:limit]
            ),
            [
                Column("word", _("Lemma")),
                Column("n", _("Number")),
                Column("others", _("Elsewhere")),
                Column("g2", "G²", _number),
                Column("log_ratio", _("Log ratio"), _number),
                Column("sources", _("Sources")),
            ],
        )
        n = sum(k.g2 >= NOTABLE for k in found)
        text = ngettext("{n} word clearly more frequent (G² ≥ 6.63)", "{n} words clearly more frequent (G² ≥ 6.63)", n)
        call.say(text.format(n=n))


@verb(
    noun,
    "collocations",
    _("List the words that stand near a word more often than elsewhere."),
    example="qualcode words collocations läkare --window 4 --content",
)
@click.argument("lemma")
@_group
@click.option(
    "--window",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    metavar="N",
    help=_("Words on each side, in the same turn."),
)
@_content
@_least(3)
@_limit(30)
@rows
@pass_call
def _collocations(
    call: Call,
    *,
    out: Output,
    lemma: str,
    group: tuple[str, ...],
    window: int,
    content: bool,
    least: int,
    limit: int,
) -> None:
    from qualcode.search.counting import collocations

    with call.open() as project:
        found = collocations(project, lemma, " ".join(group), window=window, content=content, least=least)
        out.rows(
            (
                {
                    "word": c.word,
                    "together": c.together,
                    "n": c.n,
                    "g2": round(c.g2, 2),
                    "log_dice": round(c.log_dice, 2),
                    "sources": c.range,
                }
                for c in found[:limit]
            ),
            [
                Column("word", _("Lemma")),
                Column("together", _("Near")),
                Column("n", _("In all")),
                Column("g2", "G²", _number),
                Column("log_dice", "logDice", _number),
                Column("sources", _("Sources")),
            ],
        )
        call.say(
            ngettext("{n} word near {lemma}", "{n} words near {lemma}", len(found)).format(n=len(found), lemma=lemma)
        )


@verb(
    noun,
    "forms",
    _("List the forms in which a word stands, with its compounds."),
    example="qualcode words forms möte\nqualcode words forms möte --no-compounds",
)
@click.argument("lemma")
@_group
@click.option("--no-compounds", is_flag=True, help=_("Inflections only."))
@rows
@pass_call
def _forms(call: Call, *, out: Output, lemma: str, group: tuple[str, ...], no_compounds: bool) -> None:
    from qualcode.search.counting import lemma_forms

    with call.open() as project:
        found = lemma_forms(project, lemma, " ".join(group), compounds=not no_compounds)
        out.rows(
            ({"form": f.form, "role": f.role, "n": f.n, "sources": f.range} for f in found),
            [
                Column("form", _("Form")),
                Column("role", _("Found as"), form_role),
                Column("n", _("Number")),
                Column("sources", _("Sources")),
            ],
        )
        total = sum(f.n for f in found)
        text = ngettext("{n} form, {total} occurrences", "{n} forms, {total} occurrences", len(found))
        call.say(text.format(n=len(found), total=total))


@verb(
    noun,
    "figures",
    _("Show words, different words and their ratios for each source and for all."),
    example="qualcode words figures roll:respondent",
)
@_group
@rows
@pass_call
def _figures(call: Call, *, out: Output, group: tuple[str, ...]) -> None:
    from qualcode.search.counting import varieties

    with call.open() as project:
        out.rows(
            (
                {
                    "source": source.handle if source else _("all together"),
                    "words": v.tokens,
                    "types": v.types,
                    "lemmas": v.lemmas,
                    "once": v.once,
                    "ratio": round(v.ratio, 4),
                    "standardised": None if v.standardised is None else round(v.standardised, 4),
                }
                for source, v in varieties(project, " ".join(group))
            ),
            [
                Column("source", _("Source")),
                Column("words", _("Words")),
                Column("types", _("Different")),
                Column("lemmas", _("Lemmas")),
                Column("once", _("Once")),
                Column("ratio", _("Ratio"), lambda r: _number(100 * r) + " %"),
                Column("standardised", _("Per 1,000 words"), lambda r: _number(100 * r) + " %"),
            ],
        )


# The words of the project's own have a module of their own.
importlib.import_module("qualcode.cli.own_words")
