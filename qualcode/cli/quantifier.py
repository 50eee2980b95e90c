"""``qualcode quantifier``: the words for how many, and the ranges in which the project takes them to be true."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.core.quantifiers import Quantifier, reset_quantifier, set_quantifier
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _, get_language

if TYPE_CHECKING:
    from qualcode.project import Project

noun = new_noun("quantifier", _("Set what alla, de flesta, några … mean in this project."))


@verb(noun, "list", _("List the words for how many with their ranges."), example="qualcode quantifier list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    from qualcode.authoring.claim_words import range_words

    with call.open() as project:
        out.rows(
            (
                {
                    "handle": q.handle,
                    "word": q.word(get_language()),
                    "word_sv": q.word_sv,
                    "word_en": q.word_en,
                    "range": range_words(q),
                    "from_percent": q.from_percent,
                    "to_percent": q.to_percent,
                    "least": q.least,
                    "most": q.most,
                    "outside": q.outside,
                    "own": q.own,
                }
                for q in project.quantifiers()
            ),
            [
                Column("handle", _("Handle")),
                Column("word", _("Word")),
                Column("range", _("Range")),
                Column("own", _("Set here"), yes_no),
            ],
            keys="word_sv word_en from_percent to_percent least most outside".split(),
        )


@verb(
    noun,
    "set",
    _("Set the range of a word, or add a word."),
    example="qualcode quantifier set nästan-alla --from 85\n"
    'qualcode quantifier set hälften --word "hälften" --from 40 --to 60 --least 2',
)
@click.argument("word")
@click.option("--word", "word_sv", metavar="WORD", help=_("How it is written in Swedish."))
@click.option("--english", "word_en", metavar="WORD", help=_("How it is written in English."))
@click.option("--from", "from_percent", type=click.FloatRange(0, 100), metavar="PERCENT", help=_("The least share."))
@click.option("--to", "to_percent", type=click.FloatRange(0, 100), metavar="PERCENT", help=_("The greatest share."))
@click.option("--least", type=click.IntRange(0), metavar="N", help=_("The least number."))
@click.option("--most", type=click.IntRange(-1), metavar="N", help=_("The greatest number; -1 for none."))
@click.option("--outside", type=click.IntRange(0), metavar="N", help=_("How many at least must not count."))
@pass_call
def _set(call: Call, *, word: str, **given: float | int | str | None) -> None:
    fields: dict[str, float | int | str | None] = {k: v for k, v in given.items() if v is not None}
    if not fields:
        raise UsageProblem(_("nothing to change"), _("Give --from, --to, --least, --most or --outside."))
    if fields.get("most") == -1:
        fields["most"] = None
    with call.open(write=True) as project:
        old = _known(project, word)
        if old is None:
            last = max(q.position for q in project.quantifiers())
            old = Quantifier("-".join(word.casefold().split()), word, position=last + 1)
        try:
            change = set_quantifier(replace(old, **fields))  # type: ignore[arg-type]
        except ValueError:
            raise UsageProblem(
                _("no number lies in that range"), _("The least must not be above the greatest.")
            ) from None
        project.apply(change)
        call.say(_("The range of {word} is set.").format(word=old.word(get_language())))
        _tell_flags(call, project)


@verb(
    noun,
    "reset",
    _("Give a word back its first range; a word of your own goes."),
    example="qualcode quantifier reset most",
)
@click.argument("word")
@pass_call
def _reset(call: Call, *, word: str) -> None:
    from qualcode.authoring.claim_fields import quantifier_named

    with call.open(write=True) as project:
        found = quantifier_named(project, word)
        if found.own:
            project.apply(reset_quantifier(found.handle))
        call.say(_("The range of {word} is as it was at first.").format(word=found.word(get_language())))
        _tell_flags(call, project)


def _known(project: Project, word: str) -> Quantifier | None:
    from qualcode.authoring.claim_fields import quantifier_named

    try:
        return quantifier_named(project, word)
    except NotFound:
        return None


def _tell_flags(call: Call, project: Project) -> None:
    from qualcode.authoring.claim_words import problem_words
    from qualcode.authoring.claiming import flagged

    for standing in flagged(project):
        call.say(f"{problem_words(standing)}: {standing.claim.sentence}")
