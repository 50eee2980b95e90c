"""``qualcode conflict``: what people did apart that does not go together, and settling it."""

from __future__ import annotations

import click

from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.conflicts import JOINED
from qualcode.core.events import milliseconds
from qualcode.core.ids import short
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext

noun = new_noun("conflict", _("See and settle what people did apart that does not go together."))


@verb(
    noun,
    "list",
    _("List the conflicts that wait for a decision, each with its choices."),
    example="qualcode conflict list",
)
@click.option("--all", "everything", is_flag=True, help=_("The settled ones too."))
@click.option("--joined", is_flag=True, help=_("Only what was joined without a question."))
@rows
@pass_call
def _list(call: Call, *, out: Output, everything: bool, joined: bool) -> None:
    from qualcode.teams.conflict_words import tell
    from qualcode.teams.settling import choices

    with call.open() as project:
        found = [
            c
            for c in project.conflicts()
            if (c.sort == JOINED if joined else c.sort != JOINED) and (joined or everything or c.open)
        ]
        listed = []
        for c in found:
            told = tell(project, c)
            listed.append(
                {
                    "id": c.id,
                    "sort": c.sort,
                    "thing": c.thing,
                    "about": c.about,
                    "field": c.field,
                    "open": c.open,
                    "what": told.sentence(),
                    "sides": [
                        {
                            "coder": who,
                            "at": milliseconds(side.at),
                            "kind": side.kind,
                            "value": side.value,
                            "what": what,
                        }
                        for side, (who, _when, what) in zip(c.sides, told.sides, strict=True)
                    ],
                    "choices": [{"key": choice.key, "what": choice.words} for choice in choices(project, c)],
                }
            )
    if out.shape == "table":
        for row in listed:
            _print(out, row, settled=not row["open"] and not joined)
    else:
        out.rows(listed, [Column("id", _("Id"), short)], keys="sort thing about field open what sides choices".split())
    n = len(found)
    if joined:
        call.say(ngettext("{n} thing was joined.", "{n} things were joined.", n).format(n=n))
    elif not everything:
        call.say(
            ngettext("{n} conflict waits.", "{n} conflicts wait.", n).format(n=n) if n else _("No conflict waits.")
        )


def _print(out: Output, row: dict[str, object], *, settled: bool) -> None:
    mark = f" ({_('settled')})" if settled else ""
    lines = [f"{short(str(row['id']))}  {row['what']}{mark}"]
    listed = row["choices"]
    if not settled and isinstance(listed, list):
        lines += [f"          {choice['key']:<8}{choice['what']}" for choice in listed]
    out.text("\n".join(lines) + "\n")


@verb(
    noun,
    "resolve",
    _("Settle a conflict by one of its choices; the decision is kept with its reason."),
    example='qualcode conflict resolve 3f2a91bc 1 --reason "Elins lydelse är den vi enades om."',
)
@click.argument("conflict")
@click.argument("choice")
@click.option("--reason", default="", metavar="TEXT", help=_("Why."))
@pass_call
def _resolve(call: Call, *, conflict: str, choice: str, reason: str) -> None:
    from qualcode.teams.settling import settle

    with call.open(write=True) as project:
        found = project.conflict(conflict)
        if not found.open:
            raise UsageProblem(_("this conflict is settled already"), _("See: qualcode conflict list --all"))
        settle(project, found, choice, reason=reason)
        call.say(_("Settled; qualcode undo opens it again."))
