"""``qualcode adjudicate``: where the coders of a closed round differ, and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.coding_rows import KEYS, coding_columns, coding_rows
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.place import Place, place_options
from qualcode.core.adjudication import CHOICES, KINDS
from qualcode.core.ids import short
from qualcode.i18n import _, ngettext
from qualcode.teams.figure_words import choice_text, difference_text, number_text, unit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.core.adjudication import Decision, Dispute
    from qualcode.project import Project

noun = new_noun(
    "adjudicate", _("Decide where the coders of a closed round differ; their own codings stay as they are.")
)
_KEYS = "id kind source line last_line start end first_coder second_coder first second quote rule memos decided".split()
_round = click.argument("name", metavar="ROUND")


@verb(
    noun,
    "list",
    _("List the places that wait for a decision, with both codings and the rule of the codebook."),
    example="qualcode adjudicate list kalibrering-1 --kind missing",
)
@_round
@click.option("--code", metavar="CODE", shell_complete=names.codes, help=_("Only this code."))
@click.option("--kind", type=click.Choice(KINDS), help=_("Only this kind of difference."))
@click.option(
    "--coder", metavar="NAME", shell_complete=names.coders, help=_("Only where this coder differs from another.")
)
@rows
@pass_call
def _list(call: Call, *, out: Output, name: str, code: str | None, kind: str | None, coder: str | None) -> None:
    from qualcode.teams.adjudicating import queue

    with call.open() as project:
        closed = project.round(name)
        found, decisions = queue(project, closed), project.decisions(of_round=closed)
        if code:
            wanted = project.code(code).id
            found = [d for d in found if wanted in {c.code for c in d.codings}]
        if coder:
            person = project.person(coder).id
            found = [d for d in found if person in d.coders]
        listed = [_row(project, d, decisions) for d in found if kind in (None, d.kind)]
        out.rows(
            listed,
            [
                Column("id", _("Id"), short),
                Column("kind", _("Kind"), difference_text),
                Column("source", _("Source")),
                Column("line", _("Line")),
                Column("first", _("First")),
                Column("second", _("Second")),
                Column("quote", _("Words")),
            ],
            keys=_KEYS,
        )
        call.say(ngettext("{n} place waits.", "{n} places wait.", len(listed)).format(n=len(listed)))
        for row in listed:
            if row["decided"]:
                call.say(_("decided in two ways: {id}").format(id=short(str(row["id"]))))


def _row(project: Project, d: Dispute, decisions: Sequence[Decision]) -> dict[str, object]:
    from qualcode.teams.adjudicating import earlier

    people = {p.id: p.name for p in project.persons()}
    book = project.codebook()
    source = project.source(d.source)
    coded = {c.coder: c for c in d.codings}
    now = {c.id: c for c in project.codings(source=source)}
    standing = [now[c.id] for c in d.codings if c.id in now and now[c.id].start is not None]
    row: dict[str, object] = {"id": d.id, "kind": d.kind, "source": source.handle, "start": d.start, "end": d.end}
    for which, coder in zip(("first", "second"), d.coders, strict=True):
        row[f"{which}_coder"] = people.get(coder, short(coder))
        its = coded.get(coder)
        told = book.by_id[its.code].handle if its and its.code in book.by_id else "–"
        if its and its.facets:
            told += " " + " ".join(f"{k}={v}" for k, v in its.facets.items())
        row[which] = f"{row[f'{which}_coder']}: {told}"
    spans = [(c.start, c.end) for c in standing if c.start is not None and c.end is not None]
    if spans:
        start, end = min(s for s, _e in spans), max(e for _s, e in spans)
        row["line"], row["last_line"] = project.line_map(source).lines(start, end)
        row["quote"] = " ".join(project.quote(source, start, end).split())
    code = book.by_id.get(d.code)
    row["rule"] = (code.when_to_use or code.definition) if code else ""
    row["memos"] = [m.text for c in d.codings for m in project.memos(about=c.id)]
    row["decided"] = [
        {"by": people.get(e.decided_by, short(e.decided_by)), "choice": e.choice, "reason": e.reason}
        for e in earlier(decisions, d)
    ]
    return row


@verb(
    noun,
    "decide",
    _("Decide a place: keep the first coder's, the second's, both, neither, or a new border."),
    example='qualcode adjudicate decide kalibrering-1 3f2a91bc first --reason "Regeln säger …"\n'
    'qualcode adjudicate decide kalibrering-1 3f2a91bc border --code regler --quote "från min egen mobil"',
)
@_round
@click.argument("place_id", metavar="ID")
@click.argument("choice", type=click.Choice(CHOICES))
@click.option("--reason", default="", metavar="TEXT", help=_("Why."))
@click.option(
    "--rule",
    default="",
    metavar="TEXT",
    help=_("Amend the rule when to use the code; its codebook gets a new version."),
)
@click.option("--code", default="", metavar="CODE", help=_("With a new border: whose code, if the coders' differ."))
@place_options(needed=False)
@pass_call
def _decide(
    call: Call, *, name: str, place_id: str, choice: str, reason: str, rule: str, code: str, place: Place
) -> None:
    from qualcode.teams.adjudicating import decide, docket, find, made_under_old_rule, undecided

    with call.open(write=True) as project:
        closed = project.round(name)
        of = docket(project, closed)
        dispute = find(project, closed, place_id, of)
        before = len(undecided(project, of))
        span = place.span(project, project.source(dispute.source)) if place else None
        chosen = project.code(code).id if code else ""
        made = decide(project, closed, dispute, choice, span=span, code=chosen, reason=reason, rule=rule, of=of)
        call.made([c.id for c in made])
        call.say(_("Decided; qualcode undo opens it again."))
        also = before - len(undecided(project, of)) - 1
        if also > 0:
            call.say(
                ngettext("It settles {n} other place too.", "It settles {n} other places too.", also).format(n=also)
            )
        if rule:
            ruled = project.code(dispute.code)
            n = len(made_under_old_rule(project, ruled))
            call.say(
                ngettext(
                    "{n} coding was made under the old rule; see: qualcode adjudicate old {code}",
                    "{n} codings were made under the old rule; see: qualcode adjudicate old {code}",
                    n,
                ).format(n=n, code=ruled.handle)
            )


@verb(
    noun,
    "agreed",
    _("Take over into the consensus what all coded alike."),
    example="qualcode adjudicate agreed kalibrering-1",
)
@_round
@pass_call
def _agreed(call: Call, *, name: str) -> None:
    from qualcode.teams.adjudicating import take_over_agreed

    with call.open(write=True) as project:
        n = take_over_agreed(project, project.round(name))
        call.say(ngettext("{n} coding taken over.", "{n} codings taken over.", n).format(n=n))


@verb(
    noun,
    "decided",
    _("List what was decided in a round, with reasons and the codings that each decision rests on."),
    example="qualcode adjudicate decided kalibrering-1 --csv -o beslut.csv",
)
@_round
@rows
@pass_call
def _decided(call: Call, *, out: Output, name: str) -> None:
    with call.open() as project:
        people = {p.id: p.name for p in project.persons()}
        sources = {s.id: s.handle for s in project.sources()}
        book = project.codebook().by_id
        out.rows(
            (
                {
                    "id": d.id,
                    "kind": d.kind,
                    "source": sources.get(project.standing_source(d.source), short(d.source)),
                    "code": book[d.code].handle if d.code in book else short(d.code),
                    "choice": d.choice,
                    "reason": d.reason,
                    "decided_by": people.get(d.decided_by, short(d.decided_by)),
                    "decided_at": d.decided_at,
                    "codings": list(d.codings),
                    "results": list(d.results),
                }
                for d in project.decisions(of_round=project.round(name))
            ),
            [
                Column("id", _("Id"), short),
                Column("kind", _("Kind"), difference_text),
                Column("source", _("Source")),
                Column("code", _("Code")),
                Column("choice", _("Decided"), choice_text),
                Column("decided_by", _("Who")),
                Column("reason", _("Reason")),
            ],
            keys="id kind source code choice reason decided_by decided_at codings results".split(),
        )


@verb(
    noun,
    "old",
    _("List the codings with a code that were made before its rules last changed."),
    example="qualcode adjudicate old egna-resurser",
)
@click.argument("code", shell_complete=names.codes)
@rows
@pass_call
def _old(call: Call, *, out: Output, code: str) -> None:
    from qualcode.teams.adjudicating import made_under_old_rule

    with call.open() as project:
        found = made_under_old_rule(project, project.code(code))
        out.rows(coding_rows(project, found), coding_columns(), keys=KEYS)
        call.say(ngettext("{n} coding.", "{n} codings.", len(found)).format(n=len(found)))


@verb(noun, "log", _("Show the closed rounds in figures, one after the other."), example="qualcode adjudicate log")
@rows
@pass_call
def _log(call: Call, *, out: Output) -> None:
    from qualcode.teams.adjudicating import calibrations
    from qualcode.teams.round_figures import headline

    with call.open() as project:
        told = calibrations(project)
        alphas = {c.round.id: headline(project, c.round.id) for c in told}
        out.rows(
            (
                {
                    "round": c.round.name,
                    "closed_at": c.round.closed_at,
                    "agreed": c.agreed,
                    **c.disputes,
                    "decided": sum(n for choice, n in c.decisions.items() if choice != "agreed"),
                    "decisions": c.decisions,
                    "settled": c.settled,
                    "waiting": c.waiting,
                    "set_alpha": figure[0].value if (figure := alphas[c.round.id]) else None,
                    "unit": figure[1] if figure else None,
                }
                for c in told
            ),
            [
                Column("round", _("Round")),
                Column("agreed", _("Alike")),
                *(Column(kind, difference_text(kind).capitalize()) for kind in KINDS),
                Column("decided", _("Decided")),
                Column("waiting", _("Left")),
                Column("set_alpha", _("α of sets"), lambda value: "–" if value is None else number_text(value, 2)),
                Column("unit", _("Unit"), lambda unit: unit_text(unit or "")),
            ],
            keys=[
                "round",
                "closed_at",
                "agreed",
                *KINDS,
                "decided",
                "decisions",
                "settled",
                "waiting",
                "set_alpha",
                "unit",
            ],
        )
