"""``qualcode round|reading``: coding side by side, blind if wanted, and who has read what."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, confirm, new_noun, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.cli.place import Place, place_options
from qualcode.core.ids import short
from qualcode.core.rounds import UNITS
from qualcode.i18n import _, ngettext

noun = new_noun("round", _("Code side by side in rounds; while a blind round is open, nobody sees another's codings."))
reading = new_noun("reading", _("Mark what you have read, so that silence there means: nothing to code."))
_ref = click.argument("name")


@verb(
    noun,
    "add",
    _("Open a round; blind unless told otherwise."),
    example="qualcode round add kalibrering-1 --source intervju-01-vera --source intervju-02-jonas "
    "--coder Elin --coder Sara",
)
@_ref
@click.option(
    "--source", "sources", multiple=True, required=True, metavar="SOURCE", shell_complete=names.sources,
    help=_("A source of the round; can be repeated."),
)  # fmt: skip
@click.option(
    "--coder", "coders", multiple=True, required=True, metavar="NAME", shell_complete=names.coders,
    help=_("A coder of the round; can be repeated."),
)  # fmt: skip
@click.option(
    "--unit", type=click.Choice(UNITS), default="turn", show_default=True, help=_("The unit that agreement is told in.")
)
@click.option("--open-coding", is_flag=True, help=_("Not blind: everyone sees everything."))
@pass_call
def _add(
    call: Call, *, name: str, sources: tuple[str, ...], coders: tuple[str, ...], unit: str, open_coding: bool
) -> None:
    from qualcode.teams.rounds import open_round

    with call.open(write=True) as project:
        made = open_round(
            project,
            name,
            [project.source(ref) for ref in sources],
            [project.person(ref) for ref in coders],
            unit=unit,
            blind=not open_coding,
        )
        call.made([made.id])
        call.say(_("Round {name} is open.").format(name=made.name))


@verb(noun, "list", _("List the rounds."), example="qualcode round list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        handles = {s.id: s.handle for s in project.sources()}
        people = {p.id: p.name for p in project.persons()}
        out.rows(
            (
                {
                    "id": r.id,
                    "name": r.name,
                    "sources": [handles.get(project.standing_source(s), short(s)) for s in r.sources],
                    "coders": [people.get(project.standing_person(c), short(c)) for c in r.coders],
                    "unit": r.unit,
                    "blind": r.blind,
                    "closed": r.closed,
                    "opened_at": r.made_at,
                    "closed_at": r.closed_at,
                }
                for r in project.rounds()
            ),
            [
                Column("id", _("Id"), short),
                Column("name", _("Round")),
                Column("sources", _("Sources")),
                Column("coders", _("Coders")),
                Column("unit", _("Unit")),
                Column("blind", _("Blind"), yes_no),
                Column("closed", _("Closed"), yes_no),
            ],
            keys="id name sources coders unit blind closed opened_at closed_at".split(),
        )


@verb(
    noun, "show", _("Show who has read which source of a round; codings are not told while it is blind."),
    example="qualcode round show kalibrering-1",
)  # fmt: skip
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, name: str) -> None:
    from contextlib import closing

    from qualcode.teams.rounds import at_round, hidden_by, standings

    with call.open() as project:
        found = project.round(name)
        hidden = hidden_by(project, found) is not None
        if found.closed and not hidden:
            frozen = at_round(project, found)
            with closing(frozen.db):
                progress = frozen.progress()
        else:
            progress = project.progress()
        counts = {(p.source, p.coder): p.codings for p in progress}
        handles = {s.id: s.handle for s in project.sources()}
        people = {p.id: p.name for p in project.persons()}
        out.rows(
            (
                {
                    "source": handles.get(s.source, short(s.source)),
                    "coder": people.get(project.standing_person(s.coder), short(s.coder)),
                    "read": s.read,
                    "whole": s.whole,
                    "codings": _seen(counts.get((s.source, s.coder), 0), project.actor, s.coder, told=not hidden),
                }
                for s in standings(project, found)
            ),
            [
                Column("source", _("Source")),
                Column("coder", _("Coder")),
                Column("read", _("Read"), yes_no),
                Column("whole", _("Whole"), yes_no),
                Column("codings", _("Codings")),
            ],
        )


def _seen(number: int, actor: str, coder: str, *, told: bool) -> int | None:
    return number if told or coder == actor else None


@verb(
    noun,
    "close",
    _("Close a round: what is known now is what counts, whatever is merged or changed later."),
    example="qualcode round close kalibrering-1 --yes",
)
@_ref
@yes_option
@pass_call
def _close(call: Call, *, name: str, yes: bool) -> None:
    from qualcode.teams.rounds import close_round, standings

    with call.open(write=True) as project:
        found = project.round(name)
        unread = [s for s in standings(project, found) if not s.read]
        if unread and not found.closed:
            people = {p.id: p.name for p in project.persons()}
            handles = {s.id: s.handle for s in project.sources()}
            told = ", ".join(
                f"{people.get(project.standing_person(s.coder), '')}: {handles.get(s.source, '')}" for s in unread[:5]
            )
            call.say(_("Not marked as read: {list}").format(list=told + (" …" if len(unread) > 5 else "")))
        confirm(_("Close the round {name}?").format(name=found.name), yes=yes)
        close_round(project, found)
        call.say(_("Round {name} is closed.").format(name=found.name))


@verb(
    reading,
    "done",
    _("Mark a source, or a passage of it, as read by you."),
    example="qualcode reading done intervju-01-vera\nqualcode reading done intervju-01-vera --lines 1-120",
)
@click.argument("source", shell_complete=names.sources)
@place_options(needed=False)
@pass_call
def _done(call: Call, *, source: str, place: Place) -> None:
    from qualcode.teams.rounds import mark_read

    with call.open(write=True) as project:
        found = project.source(source)
        made = mark_read(project, found, place.span(project, found) if place else None)
        call.made([made.id])
        call.say(_("Marked as read: {source}").format(source=found.handle))


@verb(reading, "list", _("List who has read what."), example="qualcode reading list")
@click.option("--source", metavar="SOURCE", shell_complete=names.sources, help=_("Only this source."))
@rows
@pass_call
def _readings(call: Call, *, out: Output, source: str | None) -> None:
    with call.open() as project:
        wanted = project.source(source) if source else None
        sources = {s.id: s for s in project.sources()}
        people = {p.id: p.name for p in project.persons()}
        listed = []
        for r in project.readings(source=wanted):
            of = sources[r.source]
            lines = project.line_map(of).lines(r.start, r.end) if r.start is not None and r.end is not None else None
            listed.append(
                {
                    "id": r.id,
                    "source": of.handle,
                    "coder": people.get(r.coder, short(r.coder)),
                    "whole": r.start is None,
                    "line": lines[0] if lines else None,
                    "last_line": lines[1] if lines else None,
                    "start": r.start,
                    "end": r.end,
                    "made_at": r.made_at,
                }
            )
        out.rows(
            listed,
            [
                Column("id", _("Id"), short),
                Column("source", _("Source")),
                Column("coder", _("Coder")),
                Column("whole", _("Whole"), yes_no),
                Column("line", _("Line")),
                Column("last_line", _("Last line")),
            ],
            keys="id source coder whole line last_line start end made_at".split(),
        )
        call.say(ngettext("{n} mark.", "{n} marks.", len(listed)).format(n=len(listed)))


@verb(reading, "remove", _("Take back one of your marks of having read."), example="qualcode reading remove 3f2a91bc")
@click.argument("mark")
@pass_call
def _remove(call: Call, *, mark: str) -> None:
    from qualcode.core.rounds import take_back_reading
    from qualcode.references import only

    with call.open(write=True) as project:
        mine = [r for r in project.readings() if r.coder == project.standing_person(project.actor)]
        found = only(mark, [r for r in mine if r.id.endswith(mark)], "reading", "qualcode reading list")
        project.apply(take_back_reading(found))
        call.say(_("The mark is taken back."))
