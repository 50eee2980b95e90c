"""The rows of what came new with a merge, where each thing was made by a single event.

Most of what a merge brings is such: a coding, made once.  Its row follows from
its one event, without reading back what was just written.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from types import MappingProxyType

from qualcode.core.events import Event, canonical
from qualcode.core.kinds import THINGS
from qualcode.store import schema
from qualcode.store.action_rows import action_row
from qualcode.store.anchors import Anchors
from qualcode.store.thing_rows import iso

_KINDS = ("coding.add",)
_AT_A_TIME = 5000
_FEW = 2000

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Fresh:
    """New codings with their one event and its body, and new actions with all their events."""

    things: dict[str, tuple[Event, str]] = field(default_factory=dict)
    actions: dict[str, list[tuple[Event, str]]] = field(default_factory=dict)

    def kinds(self) -> set[str]:
        """Return the kinds of thing among them."""
        return {"coding"} if self.things else set()


def fresh_part(db: sqlite3.Connection, events: Sequence[Event], bodies: Mapping[str, str]) -> Fresh:
    """Return what of new events can be turned into rows without looking further.

    ``bodies`` are those of events about things, and in actions, that were not known before.
    """
    out = Fresh()
    things, actions = out.things, out.actions
    undoings = "SELECT object FROM event WHERE kind IN ('action.undo', 'action.redo')"
    skipped = {row[0] for row in db.execute(undoings)}
    several: set[str] = set()
    for event in events:
        thing, body = event.object, bodies.get(event.id)
        if body is None:
            skipped.add(event.action)
        if thing in things:
            several.add(thing)
        elif event.kind in _KINDS and body is not None:
            things[thing] = (event, body)
        else:
            several.add(thing)
        if body is not None and event.action not in skipped:
            actions.setdefault(event.action, []).append((event, body))
    for action in skipped:
        actions.pop(action, None)
    for thing in several:
        things.pop(thing, None)
    if skipped:
        out.things = {thing: its for thing, its in things.items() if its[0].action not in skipped}
    return out


def insert_actions(db: sqlite3.Connection, new: Fresh) -> None:
    """Write the rows of new actions."""
    rows: list[tuple[object, ...]] = []
    for action, its in new.actions.items():
        event, _body = its[0]
        if len(its) == 1 and event.kind in _KINDS:
            rows.append((action, event.actor, event.hlc, event.hlc, _once(event.kind), "", 0, None, 0))
        else:
            steps = [(e.action, e.actor, e.hlc, e.kind, body) for e, body in sorted(its, key=_in_time)]
            rows.append(action_row(action, steps, None))
    db.executemany("INSERT INTO action VALUES (?,?,?,?,?,?,?,?,?)", rows)


@cache
def _once(kind: str) -> str:
    return canonical([[kind, 1]])


def _in_time(entry: tuple[Event, str]) -> tuple[str, str]:
    return entry[0].hlc, entry[0].id


@cache
def _plan() -> tuple[str, Mapping[str, object], Callable[[Mapping[str, object]], tuple[object, ...]], int]:
    """Return the statement that writes a coding, empty fields, what takes fields in order, where ``review`` stands."""
    names = tuple(f.name for f in THINGS["coding"].fields)
    columns = (*names, "id", "facets", "layer", "made_by", "made_at", "changed_at")
    columns += ("now_source", "now_code", "now_start", "now_end", "adrift")
    sql = f"INSERT INTO coding({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"

    return sql, MappingProxyType(dict.fromkeys(names)), itemgetter(*names), names.index("review")


def insert_fresh(db: sqlite3.Connection, new: Fresh, anchors: Anchors, progress: Progress | None) -> None:
    """Write the rows of new codings; where they are many, wide indexes are dropped, to be made again in the end."""
    (there,) = db.execute("SELECT coalesce(max(rowid), 0) FROM coding").fetchone()
    if len(new.things) > max(_FEW, there // 2):
        schema.drop_indexes(db)
    standing = dict(db.execute("SELECT id, standing FROM code WHERE standing IS NOT id"))
    sql, empty, fields, review = _plan()
    still: dict[tuple[object, object], int | None] = {}
    found = list(new.things.values())
    for first in range(0, len(found), _AT_A_TIME):
        part = found[first : first + _AT_A_TIME]
        bodies = json.loads(f"[{','.join(body for _event, body in part)}]")
        rows = []
        for (event, text), body in zip(part, bodies, strict=True):
            row = [*fields({**empty, **body})]
            facets = "{}"
            if '"facet:' in text:
                facets = canonical({k[6:]: v for k, v in body.items() if k[:6] == "facet:" and v is not None})
            at = iso(event.hlc)
            source, code, revision = body.get("source"), str(body.get("code")), body.get("revision")
            row += (event.object, facets, event.layer, event.actor, at, at)
            row += (anchors.standing(str(source)), standing.get(code, code))
            if (source, revision) not in still:
                still[source, revision] = anchors.length(str(source), str(revision))
            length, start, end = still[source, revision], body.get("start"), body.get("end")
            if length is not None and type(start) is int and type(end) is int and end <= length and not row[review]:
                row += (start, end, 0)
            else:
                row += _now(body, str(source), anchors, row, review)
            rows.append(row)
        db.executemany(sql, rows)
        if progress is not None:
            progress(first + len(part), len(found))


def _now(
    body: Mapping[str, object], source: str, anchors: Anchors, row: list[object], review: int
) -> tuple[int | None, int | None, int]:
    """Return where a passage stands now, and whether it is adrift; mark in the row what had to be looked for."""
    start, end = body.get("start"), body.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return None, None, 0
    place = anchors.place(source, str(body.get("revision")), start, end)
    if place.span is None or row[review] == "adrift":
        return None, None, 1
    if place.searched and not row[review]:
        row[review] = "searched"
    return *place.span, 0
