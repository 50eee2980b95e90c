"""The choices that settle a conflict, and the events that a choice writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qualcode.core import codebook as books
from qualcode.core.conflicts import Conflict, Side, resolve
from qualcode.core.events import Change
from qualcode.core.kinds import THINGS
from qualcode.core.people import same_person
from qualcode.core.sources import same_source
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.teams.conflict_words import listed_words, named, tell
from qualcode.teams.corrections import disputed, words_put_in


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to settle a conflict: the key that names it, and what it does, in words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a conflict was settled: by whom (a name), when (a clock reading), by which choice, and why."""

    by: str
    at: str
    choice: str
    reason: str


def settlement(project: Project, conflict: Conflict) -> Settlement | None:
    """Return how a conflict was settled; None when it was not."""
    row = project.db.execute(
        "SELECT e.actor, e.hlc, e.json FROM event e WHERE e.id = ?",
        (conflict.closed_by,),
    ).fetchone()
    if row is None:
        return None
    actor, at, body = row
    fields = json.loads(body) if body else {}
    return Settlement(named(project, "person", actor), at, str(fields.get("choice", "")), str(fields.get("reason", "")))


def choices(project: Project, conflict: Conflict) -> list[Choice]:
    """Return the ways to settle a conflict, the most careful first."""
    make = _CHOICES.get(conflict.sort)
    return make(project, conflict) if make is not None else []


def settle(project: Project, conflict: Conflict, key: str, *, reason: str = "") -> str:
    """Settle a conflict by one of its choices, as one action, and return the action's id.

    Raises UsageProblem when the conflict has no such choice.
    """
    known = [c.key for c in choices(project, conflict)]
    if key not in known:
        raise UsageProblem(
            _("no such choice: {key}").format(key=key), _("one of: {names}").format(names=", ".join(known))
        )
    return project.apply(*_changes(project, conflict, key), resolve(conflict, key, reason=reason))


def _of_values(project: Project, conflict: Conflict) -> list[Choice]:
    told = tell(project, conflict)
    return [
        Choice(str(n), _("take {value} ({who})").format(value=what, who=who))
        for n, (who, _when, what) in enumerate(told.sides, start=1)
    ]


def _of_deleted(_project: Project, _conflict: Conflict) -> list[Choice]:
    return [Choice("restore", _("bring it back, with the change")), Choice("remove", _("let it go"))]


def _of_used(_project: Project, _conflict: Conflict) -> list[Choice]:
    return [
        Choice("restore", _("bring it back, with the codings")),
        Choice("remove", _("let it go, and its codings out of sight")),
    ]


def _of_names(project: Project, conflict: Conflict) -> list[Choice]:
    first = named(project, "code", str(_listed(conflict.details.get("codes"))[0]))
    return [
        Choice("keep", _("keep them apart")),
        Choice("merge", _("merge the later into the earlier, {code}").format(code=first)),
    ]


def _of_loop(project: Project, conflict: Conflict) -> list[Choice]:
    told = tell(project, conflict)
    out = [Choice("keep", _("leave it as it is shown"))]
    for n, (who, _when, what) in enumerate(told.sides, start=1):
        out.append(Choice(str(n), _("let this move give way: {move} ({who})").format(move=what, who=who)))
    return out


def _of_twice(_project: Project, _conflict: Conflict) -> list[Choice]:
    return [Choice("join", _("they are the same: join them")), Choice("keep", _("they are different: keep both"))]


def _of_text(project: Project, conflict: Conflict) -> list[Choice]:
    found = disputed(project, conflict)
    now = next((side for side in found if side), None)
    if now is None:
        return _of_seen(project, conflict)
    out = [Choice("keep", _("leave it as it reads now: {words}").format(words=listed_words(now, now=True)))]
    for n, (side, (who, _when, _what)) in enumerate(zip(found, tell(project, conflict).sides, strict=True), start=1):
        if side:
            words = listed_words(side, now=False)
            out.append(Choice(str(n), _("let it read as {who} left it: {words}").format(who=who, words=words)))
    return out


def _of_seen(_project: Project, _conflict: Conflict) -> list[Choice]:
    return [Choice("keep", _("seen; leave it as it is"))]


_CHOICES: dict[str, Callable[[Project, Conflict], list[Choice]]] = {
    "field": _of_values,
    "machines": _of_values,
    "merged-apart": _of_values,
    "deleted": _of_deleted,
    "used": _of_used,
    "same-name": _of_names,
    "loop": _of_loop,
    "source-twice": _of_twice,
    "person-twice": _of_twice,
    "text": _of_text,
    "gap": _of_seen,
}


def _changes(project: Project, conflict: Conflict, key: str) -> Iterator[Change]:
    if key.isdigit() and conflict.sort == "text":
        yield from words_put_in(project, conflict, int(key) - 1)
    elif key.isdigit():
        yield from _taking(project, conflict, conflict.sides[int(key) - 1])
    elif key == "restore":
        yield from _bringing_back(project, conflict)
    elif key == "remove" and conflict.sort == "deleted":
        if _layer_now(project, conflict) is not None:
            yield Change(f"{conflict.thing}.remove", conflict.about, {}, _layer(project, conflict))
    elif key == "merge":
        first, *later = map(str, _listed(conflict.details.get("codes")))
        for code in later:
            yield books.merge_code(code, first)
    elif key == "join":
        first, *later = map(str, _listed(conflict.details.get(f"{conflict.thing}s")))
        for other in later:
            yield same_source(other, first) if conflict.thing == "source" else same_person(other, first)


def _taking(project: Project, conflict: Conflict, side: Side) -> Iterator[Change]:
    if conflict.sort == "loop":
        code = str(_listed(side.value)[0])
        yield books.move_code(code, None)
        return
    body: dict[str, object] = {conflict.field: side.value}
    kind = f"{conflict.thing}.edit"
    if conflict.field == "borders":
        body = dict(zip(("revision", "start", "end"), _listed(side.value), strict=True))
        kind = "coding.resize" if conflict.thing == "coding" else kind
    yield Change(kind, conflict.about, body, _layer(project, conflict), _source(project, conflict))


def _bringing_back(project: Project, conflict: Conflict) -> Iterator[Change]:
    """Yield what brings a thing back: its restoring, and the redoing of its making where that was taken back."""
    undone = [side.event for side in conflict.sides if side.kind == "action.undo"]
    for event in undone:
        row = project.db.execute("SELECT object FROM event WHERE id = ?", (event,)).fetchone()
        if row is not None:
            yield Change("action.redo", row[0], {}, "corpus")
    if len(undone) < len(conflict.sides) and any(side.kind.endswith(".remove") for side in conflict.sides):
        yield Change(
            f"{conflict.thing}.restore", conflict.about, {}, _layer(project, conflict), _source(project, conflict)
        )


def _layer_now(project: Project, conflict: Conflict) -> str | None:
    table = THINGS[conflict.thing].table
    row = project.db.execute(f"SELECT layer FROM {table} WHERE id = ?", (conflict.about,)).fetchone()
    return None if row is None else str(row[0])


def _first_event(project: Project, conflict: Conflict) -> tuple[str, str | None]:
    layer, source = project.db.execute(
        "SELECT layer, source FROM event WHERE object = ? ORDER BY hlc, id LIMIT 1", (conflict.about,)
    ).fetchone()
    return str(layer), source


def _layer(project: Project, conflict: Conflict) -> str:
    return _layer_now(project, conflict) or _first_event(project, conflict)[0]


def _source(project: Project, conflict: Conflict) -> str | None:
    return _first_event(project, conflict)[1]


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
