"""The list of conflicts: worked out from the log and the folded tables, the same in every copy.

What is apart in the graph of one thing can only come with a merge, so between
merges only the things an action touched are looked at again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from qualcode.core.conflicts import Conflict, Graph, Node, Side, does_of, is_line, of_thing
from qualcode.core.events import canonical
from qualcode.core.kinds import KINDS
from qualcode.store import meetings
from qualcode.store.anchors import Anchors

_MANY = 400
_FEW = 50


def refresh(
    db: sqlite3.Connection,
    touched: Mapping[str, str],
    *,
    sessions: Iterable[str] = (),
    fresh: Iterable[str] = (),
) -> None:
    """Bring the list up to date after these things (id to kind) changed.

    ``sessions`` are those merged, ``fresh`` the kinds of thing of which new ones came, each with a single event.
    """
    fresh = set(fresh)
    things = {*touched.values(), *fresh}
    wanted = dict(touched)
    if "resolution" in things:
        wanted |= _named(db, [i for i, t in touched.items() if t == "resolution"])
    _mark_forked(db, list(wanted))
    for identifier, thing in _forked(db, list(wanted)):
        _insert(db, _of_object(db, thing, identifier))
    if things & {"code", "source", "person", "resolution"} or "coding" in fresh or _use_changed(db, touched):
        for sort in meetings.SORTS:
            db.execute("DELETE FROM conflict WHERE sort = ?", (sort,))
        _insert(db, meetings.found(db))
    if sessions:
        meetings.mark_gaps(db, sessions, _insert)


def rebuild(db: sqlite3.Connection) -> None:
    """Work out the whole list anew."""
    db.execute("DELETE FROM conflict")
    db.execute("DELETE FROM forked")
    several = db.execute("SELECT object FROM event GROUP BY object HAVING count(*) > 1").fetchall()
    _mark_forked(db, [row[0] for row in several])
    for identifier, thing in db.execute("SELECT object, thing FROM forked ORDER BY object").fetchall():
        _insert(db, _of_object(db, thing, identifier))
    _insert(db, meetings.found(db))
    meetings.mark_gaps(db, [row[0] for row in db.execute("SELECT DISTINCT session FROM event")], _insert)


def read(db: sqlite3.Connection) -> list[Conflict]:
    """Return every conflict, settled ones and what was joined too, by sort and time."""
    out = []
    for row in db.execute("SELECT sort, thing, object, field, sides, pairs, closed_by, details FROM conflict"):
        sides = tuple(Side(*side) for side in json.loads(row[4]))
        pairs = tuple((a, b) for a, b in json.loads(row[5]))
        out.append(Conflict(row[0], row[1], row[2], row[3], sides, pairs, row[6], json.loads(row[7])))
    return sorted(out, key=lambda c: (c.sides[0].at if c.sides else "", c.id))


def _named(db: sqlite3.Connection, resolutions: Iterable[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for identifier in resolutions:
        rows = db.execute(
            "SELECT o.object, o.kind FROM event e JOIN event_parent p ON p.event = e.id "
            "JOIN event o ON o.id = p.parent WHERE e.object = ?",
            (identifier,),
        )
        out |= {thing: KINDS[kind].thing for thing, kind in rows if KINDS[kind].thing != "action"}
    return out


def _mark_forked(db: sqlite3.Connection, things: list[str]) -> None:
    for first in range(0, len(things), _MANY):
        chunk = things[first : first + _MANY]
        marks = ",".join("?" * len(chunk))
        db.execute(f"DELETE FROM forked WHERE object IN ({marks})", chunk)
        db.execute(f"DELETE FROM conflict WHERE object IN ({marks}) AND pairs != '[]'", chunk)
        several = db.execute(
            f"SELECT object FROM event WHERE object IN ({marks}) GROUP BY object HAVING count(*) > 1", chunk
        )
        for (identifier,) in several.fetchall():
            kind = _fork(db, identifier)
            if kind is not None:
                db.execute("INSERT INTO forked VALUES (?,?)", (identifier, KINDS[kind].thing))


def _fork(db: sqlite3.Connection, identifier: str) -> str | None:
    """Return the kind of the first event of a thing whose events do not follow one on the other, else None."""
    rows = db.execute("SELECT id, kind FROM event WHERE object = ? ORDER BY hlc, id", (identifier,)).fetchall()
    if KINDS[rows[0][1]].thing == "action":
        return None
    line = [(event, _parents(db, event)) for event, _kind in rows]
    if is_line(line) and not _undone_apart(db, identifier, [event for event, _kind in rows]):
        return None
    return str(rows[0][1])


def _parents(db: sqlite3.Connection, event: str) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute("SELECT parent FROM event_parent WHERE event = ?", (event,)))


def _undoings(db: sqlite3.Connection, identifier: str) -> list[tuple[str, str, str, str]]:
    """Return the undoings in force of actions that made a thing: event, clock reading, person, what they undid."""
    return db.execute(
        "SELECT u.id, u.hlc, u.actor, e.id FROM event e JOIN action a ON a.id = e.action "
        "JOIN event u ON u.object = e.action AND u.kind = 'action.undo' AND u.hlc = a.undone_at "
        "WHERE e.object = ? AND a.undone AND e.action IN (SELECT id FROM action WHERE undone) ORDER BY u.hlc, u.id",
        (identifier,),
    ).fetchall()


def _undone_apart(db: sqlite3.Connection, identifier: str, events: list[str]) -> bool:
    """Tell whether the making of a thing was taken back by someone who did not know its latest event."""
    return any(events[-1] not in _parents(db, undoing) for undoing, _, _, _ in _undoings(db, identifier))


def _forked(db: sqlite3.Connection, things: list[str]) -> Iterator[tuple[str, str]]:
    for first in range(0, len(things), _MANY):
        chunk = things[first : first + _MANY]
        marks = ",".join("?" * len(chunk))
        yield from db.execute(f"SELECT object, thing FROM forked WHERE object IN ({marks})", chunk).fetchall()


def _of_object(db: sqlite3.Connection, thing: str, identifier: str) -> list[Conflict]:
    rows = db.execute(
        "SELECT e.id, e.hlc, e.actor, e.kind, e.layer, e.json, coalesce(a.undone, 0) FROM event e "
        "LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? ORDER BY e.hlc, e.id",
        (identifier,),
    ).fetchall()
    nodes = [
        Node(event, at, actor, kind, does_of(kind), _parents(db, event), json.loads(body) if body else {}, not undone)
        for event, at, actor, kind, _layer, body, undone in rows
    ]
    if not any(node.live and node.does == "create" for node in nodes):
        # Who takes back the making of a thing takes the thing away.
        made = {node.id for node in nodes if node.does == "create"}
        nodes += [
            Node(undoing, at, actor, "action.undo", "remove", _parents(db, undoing), {})
            for undoing, at, actor, undone in _undoings(db, identifier)
            if undone in made
        ]
    if len(nodes) < 2:
        return []
    graph = Graph(nodes)
    places = Anchors(db).as_read(identifier) if sum(node.does == "correct" for node in nodes) > 1 else None
    return of_thing(thing, identifier, str(rows[0][4]), graph, settled=_settled(db, nodes), places=places)


def _settled(db: sqlite3.Connection, nodes: list[Node]) -> list[tuple[str, list[str]]]:
    """Return the standing resolutions that name events of a thing, with what they name."""
    named: dict[str, list[str]] = {}
    for node in nodes:
        rows = db.execute(
            "SELECT p.event FROM event_parent p JOIN event e ON e.id = p.event JOIN resolution r ON r.id = e.object "
            "WHERE p.parent = ? AND e.kind = 'conflict.resolve'",
            (node.id,),
        )
        for (event,) in rows:
            named.setdefault(event, []).append(node.id)
    return sorted(named.items())


def _use_changed(db: sqlite3.Connection, touched: Mapping[str, str]) -> bool:
    """Tell whether codings came to stand on a code or source that is gone, or may have left one."""
    codings = [i for i, thing in touched.items() if thing == "coding"]
    if not codings:
        return False
    if db.execute("SELECT 1 FROM conflict WHERE sort = 'used' LIMIT 1").fetchone() or len(codings) > _FEW:
        return True
    marks = ",".join("?" * len(codings))
    lost = db.execute(
        "SELECT 1 FROM coding g LEFT JOIN code k ON k.id = g.now_code LEFT JOIN source s ON s.id = g.now_source "
        f"WHERE g.id IN ({marks}) AND (k.id IS NULL OR s.id IS NULL) LIMIT 1",
        codings,
    )
    return lost.fetchone() is not None


def _insert(db: sqlite3.Connection, found: Iterable[Conflict]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO conflict VALUES (?,?,?,?,?,?,?,?,?)",
        (
            (
                c.id,
                c.sort,
                c.thing,
                c.about,
                c.field,
                canonical([[s.event, s.actor, s.at, s.kind, s.value] for s in c.sides]),
                canonical([list(pair) for pair in c.pairs]),
                c.closed_by,
                canonical(c.details),
            )
            for c in found
        ),
    )


__all__ = ["read", "rebuild", "refresh"]
