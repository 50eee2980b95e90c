"""``qualcode source replace|join|review``: a changed file for a source, two sources that are one, what to look at."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import names
from qualcode.cli.coding_rows import KEYS, coding_columns, coding_rows
from qualcode.cli.frame import Call, confirm, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.source import noun
from qualcode.core.ids import short
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext

_ref = click.argument("source", shell_complete=names.sources)


@verb(
    noun,
    "replace",
    _("Exchange a source's text for a changed file; passages find their words again, doubtful ones are listed."),
    example="qualcode source replace intervju-01-vera vera-rattad.docx --dry-run",
)
@_ref
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--no-repair", is_flag=True, help=_("Take the file as it is, without mending broken words."))
@click.option("--dry-run", is_flag=True, help=_("Only list the passages that would be doubtful."))
@rows
@pass_call
def _replace(call: Call, *, out: Output, source: str, file: Path, no_repair: bool, dry_run: bool) -> None:
    from qualcode.teams.replacing import carry_out, plan_replacement

    with call.open(write=not dry_run) as project:
        found = project.source(source)
        plan = plan_replacement(project, found, file, repair=not no_repair)
        old = project.text(found)
        out.rows(
            (
                {
                    "id": m.id,
                    "thing": m.thing,
                    "how": m.anchor.how,
                    "likeness": round(m.anchor.likeness, 3),
                    "before": " ".join(old[m.start : m.end].split()),
                    "after": ""
                    if m.anchor.start is None
                    else " ".join(plan.text[m.anchor.start : m.anchor.end].split()),
                    "start": m.anchor.start,
                    "end": m.anchor.end,
                }
                for m in plan.uncertain
            ),
            [
                Column("id", _("Id"), short),
                Column("how", _("How"), how_word),
                Column("before", _("Before")),
                Column("after", _("After")),
            ],
            keys="id thing how likeness before after start end".split(),
        )
        if not dry_run:
            carry_out(project, plan)
        n, sure = len(plan.uncertain), len(plan.passages) - len(plan.uncertain)
        call.say(
            _("{percent} % of the text stays; passages that are sure: {sure}, to be looked at: {n}.").format(
                percent=round(plan.kept * 100), sure=sure, n=n
            )
        )
        if not dry_run and n:
            call.say(_("See: qualcode source review {source}").format(source=found.handle))


def how_word(how: str) -> str:
    """Word how a passage found its place in an exchanged text."""
    return {"searched": _("looked for"), "adrift": _("not found"), "carried": _("carried over")}.get(how, how)


@verb(
    noun,
    "join",
    _("Let one source stand for another that is the same text; without names the likely pairs are listed."),
    example="qualcode source join\nqualcode source join intervju-01-vera intervju-01-vera-2",
)
@click.argument("kept", required=False, shell_complete=names.sources)
@click.argument("other", required=False, shell_complete=names.sources)
@click.option("--force", is_flag=True, help=_("Even if the texts are less alike."))
@yes_option
@rows
@pass_call
def _join(call: Call, *, out: Output, kept: str | None, other: str | None, force: bool, yes: bool) -> None:
    from qualcode.teams.replacing import join, twins

    with call.open(write=kept is not None) as project:
        if kept is None:
            out.rows(
                (
                    {"kept": p.names()[0], "other": p.names()[1], "alike": round(p.alike, 3), "command": p.command()}
                    for p in twins(project)
                ),
                [Column("kept", _("Source")), Column("other", _("Other")), Column("alike", _("Alike"))],
                keys="kept other alike command".split(),
            )
            return
        if other is None:
            raise UsageProblem(_("name two sources"), _("See: qualcode source join"))
        first, second = project.source(kept), project.source(other)
        confirm(_("Let {a} stand for {b}?").format(a=first.handle, b=second.handle), yes=yes)
        doubtful = join(project, first, second, force=force)
        out.rows(coding_rows(project, doubtful), coding_columns(), keys=[*KEYS, "review"])
        n = len(doubtful)
        call.say(ngettext("Joined; {n} coding to look at.", "Joined; {n} codings to look at.", n).format(n=n))
        if n:
            call.say(_("See: qualcode source review {source}").format(source=first.handle))


@verb(
    noun,
    "review",
    _(
        "List the codings whose place should be looked at after a text was exchanged, and the condensations whose "
        "meaning unit is gone; or say that codings are right."
    ),
    example="qualcode source review intervju-01-vera\nqualcode source review intervju-01-vera --accept 3f2a91bc",
)
@click.argument("source", required=False, shell_complete=names.sources)
@click.option("--accept", multiple=True, metavar="CODING", help=_("This one is right; can be repeated."))
@click.option("--accept-all", is_flag=True, help=_("All that were found are right."))
@rows
@pass_call
def _review(call: Call, *, out: Output, source: str | None, accept: tuple[str, ...], accept_all: bool) -> None:
    from qualcode.teams.replacing import accept as accept_codings
    from qualcode.teams.replacing import condensations_to_review, review_list, words_when_made

    with call.open(write=bool(accept or accept_all)) as project:
        of = project.source(source) if source else None
        found = review_list(project, source=of)
        if accept or accept_all:
            chosen = [project.coding(ref) for ref in accept] if accept else [c for c in found if not c.adrift]
            if chosen:
                accept_codings(project, chosen)
            call.say(ngettext("{n} coding is right.", "{n} codings are right.", len(chosen)).format(n=len(chosen)))
            return
        handles = {s.id: s.handle for s in project.sources()}
        people = {p.id: p.name for p in project.persons()}
        gone = [
            {
                "id": c.id,
                "source": handles[c.source],
                "coder": people.get(c.author, ""),
                "quote": words_when_made(project, c),
                "adrift": True,
                "review": "adrift",
                "condensation": c.text,
            }
            for c in condensations_to_review(project, source=of)
        ]
        out.rows(
            [*coding_rows(project, found), *gone],
            [*coding_columns(), Column("review", _("Review"), how_word), Column("condensation", _("Condensation"))],
            keys=[*KEYS, "review", "condensation"],
        )
        n, m = len(found), len(gone)
        told = ngettext("{n} coding to look at.", "{n} codings to look at.", n).format(n=n)
        if m:
            told += " " + ngettext(
                "{n} condensation has lost its meaning unit.", "{n} condensations have lost their meaning units.", m
            ).format(n=m)
        call.say(told)
