"""What a claim rests on, as lines to read and open: flag, evidence, counter-examples, passages that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from qualcode.authoring.claim_words import (
    base_words,
    condition_words,
    moved_words,
    names,
    problem_words,
    role_word,
    status_word,
)
from qualcode.authoring.claiming import Voice, movers, opposing, supporting, unit_name, units
from qualcode.core.claims import ROLES, Evidence, Standing
from qualcode.history import claim_history
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.tui.figures import quote
from qualcode.wording import describe, moment

Places = dict[str, tuple[str, int | None, int | None]]
_MOST = 60
_WORDS = 300


def pane_options(project: Project, now: Standing, evidence: Iterable[Evidence]) -> tuple[list[Option], Places]:
    """Return the lines about a claim, and for those that can be opened source, start and end by the line's id."""
    places: Places = {}
    options = [Option(line, disabled=True) for line in _head(project, now)]
    by_role: dict[str, list[Evidence]] = {}
    for piece in evidence:
        by_role.setdefault(piece.role, []).append(piece)
    for role in ROLES:
        for n, piece in enumerate(by_role.get(role, ())):
            if n == 0:
                options.append(_heading(role_word(role)))
            places[piece.id] = (piece.source, piece.start, piece.end)
            options.append(Option(_piece(project, piece), id=piece.id))
    known = units(project)
    if now.claim.condition and now.counter:
        words = ", ".join(names(known, now.counter))
        options.append(_heading(_("Counter-examples: {names}").format(names=words)))
        options += _voices(project, opposing(project, now), places, "o")
    passages = supporting(project, now.claim)
    if passages:
        options.append(_heading(_("Passages that count")))
        options += _voices(project, passages, places, "s")
    return options, places


def _head(project: Project, now: Standing) -> Iterator[Content]:
    if problem := problem_words(now):
        yield Content(problem).stylize("$error")
    for line in moved_words(project, now):
        yield Content("  " + line).stylize("$warning")
    if now.moved:
        people = {p.id: p.name for p in project.persons()}
        for action in movers(project, now.claim)[:5]:
            words = f"  {moment(action.at)} {people.get(action.actor, '')}: {describe(action)}"
            yield Content(words).stylize("$quiet")
    if now.claim.condition:
        counts = condition_words(project, now.claim.condition)
        words = _("asked: {asked} · counted: {counts}").format(asked=base_words(now.claim.base), counts=counts)
        yield Content(words).stylize("$quiet")


def _heading(words: str) -> Option:
    return Option(Content(words).stylize("bold"), disabled=True)


def _piece(project: Project, piece: Evidence) -> Content:
    source = project.source(piece.source)
    words = quote(project.quote(source, piece.start, piece.end), _WORDS) if piece.start is not None else ""
    if piece.adrift:
        words = _("words gone")
    note = f" – {piece.note}" if piece.note else ""
    return Content.assemble(
        "  ", words, (f"  {_place(project, piece.source, piece.start)}", "$quiet"), (note, "italic")
    )


def _place(project: Project, identifier: str, start: int | None) -> str:
    source = project.source(identifier)
    return source.handle if start is None else f"{source.handle} {project.line_map(source).line(start)}"


def _voices(project: Project, voices: list[Voice], places: Places, mark: str) -> Iterator[Option]:
    known = units(project)
    for n, voice in enumerate(voices[:_MOST]):
        identifier = f"{mark}{n}"
        places[identifier] = (voice.source, voice.start, voice.end)
        source = project.source(voice.source)
        words = quote(project.quote(source, voice.start, voice.end), 120) if voice.start is not None else ""
        name = unit_name(known.get(voice.unit))
        line = Content.assemble(f"  {name}: ", words, (f"  {_place(project, voice.source, voice.start)}", "$quiet"))
        yield Option(line, id=identifier)


def history_words(project: Project, now: Standing) -> Content:
    """Return what happened to a claim, a line for each event."""
    people = {p.id: p.name for p in project.persons()}
    done = {
        "claim.add": _("written"),
        "claim.edit": _("changed"),
        "claim.remove": _("taken away"),
        "evidence.add": _("evidence added"),
        "evidence.edit": _("evidence changed"),
        "evidence.remove": _("evidence taken away"),
    }
    lines = []
    for event in claim_history(project, now.claim.id):
        what = done.get(event.kind, event.kind)
        if event.kind == "claim.check":
            what = status_word(str(event.fields.get("status", "")))
            checked = event.fields.get("checked")
            if isinstance(checked, dict):
                what += " · " + _("{n} of {of}").format(n=len(checked["counted"]), of=len(checked["asked"]))
        elif event.fields.get("sentence"):
            what += f": {event.fields['sentence']}"
        elif event.fields.get("role"):
            what += f": {role_word(str(event.fields['role']))}"
        lines.append(Content.assemble((f"{moment(event.at)}  {people.get(event.actor, '')}  ", "$quiet"), what))
    return Content("\n").join(lines)
