"""``qualcode unit``: the meaning units of what was said, and the borders between them."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.place import Place, place_options
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext

noun = new_noun("unit", _("Show meaning units, and move the borders between them."))
_source = click.argument("source", shell_complete=names.sources)


@verb(
    noun,
    "list",
    _("List the meaning units of a source: as proposed, with the borders that you moved."),
    example="qualcode unit list intervju-01-vera --turn 4",
)
@_source
@click.option("--turn", type=int, metavar="N", help=_("Only the turn of this number."))
@rows
@pass_call
def _list(call: Call, *, out: Output, source: str, turn: int | None) -> None:
    from qualcode.search.talk import Units

    with call.open() as project:
        found = project.source(source)
        units, lines = Units(project, found), project.line_map(found)
        spans = [
            (each, span)
            for each in project.turns(found)
            if turn in (None, each.n) and each.body < each.end
            for span in units.units(each)
        ]
        out.rows(
            (
                {
                    "turn": each.n,
                    "speaker": each.speaker,
                    "line": lines.line(start),
                    "words": len(project.quote(found, start, end).split()),
                    "unit": " ".join(project.quote(found, start, end).split()),
                    "start": start,
                    "end": end,
                }
                for each, (start, end) in spans
            ),
            [
                Column("turn", _("Turn")),
                Column("speaker", _("Speaker")),
                Column("line", _("Line")),
                Column("words", _("Words")),
                Column("unit", _("Meaning unit")),
            ],
            keys=["start", "end"],
        )
        call.say(ngettext("{n} meaning unit", "{n} meaning units", len(spans)).format(n=len(spans)))


@verb(
    noun,
    "border",
    _("Set a border before the words named, or take the one that stands there away."),
    example='qualcode unit border intervju-01-vera --quote "men hon har ju tavlan"',
)
@_source
@place_options()
@click.option("--move", is_flag=True, help=_("Move the nearest border of the turn there instead."))
@pass_call
def _border(call: Call, *, source: str, place: Place, move: bool) -> None:
    from qualcode.search.talk import Units

    with call.open(write=True) as project:
        found = project.source(source)
        span = place.span(project, found)
        if span is None:
            raise UsageProblem(_("a border stands at a place in the text"), _("Give --quote or --at."))
        units = Units(project, found)
        changes = units.move(span[0]) if move else units.split(span[0])
        if changes:
            project.apply(*changes)
        call.say(_("Borders set.") if changes else _("The border stands there already."))
