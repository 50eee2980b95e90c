"""Conflicts between different things: same names, loops, lost codes, texts and people twice, gaps in chains."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from qualcode.core.conflicts import Conflict, Side, folded
from qualcode.core.fold import standing_parents

#: The sorts that :func:`found` yields, always all of them together.
SORTS = ("used", "same-name", "loop", "source-twice", "person-twice")
_MANY = 500


def found(db: sqlite3.Connection) -> Iterator[Conflict]:
    """Yield the conflicts between things as the folded tables show them."""
    settled = _settled(db)
    yield from _used(db, settled)
    yield from _same_names(db, settled)
    yield from _loops(db, settled)
    yield from _sources_twice(db, settled)
    yield from _persons_twice(db, settled)


def _settled(db: sqlite3.Connection) -> dict[str, list[tuple[str, frozenset[str]]]]:
    out: dict[str, list[tuple[str, frozenset[str]]]] = {}
    rows = db.execute(
        "SELECT r.sort, r.events, e.id FROM resolution r CROSS JOIN event e ON e.object = r.id "
        "WHERE e.kind = 'conflict.resolve' ORDER BY e.hlc, e.id"
    )
    for sort, events, event in rows:
        out.setdefault(sort, []).append((event, frozenset(json.loads(events or "[]"))))
    return out


def _closer(settled: dict[str, list[tuple[str, frozenset[str]]]], sort: str, events: Iterable[str]) -> str | None:
    wanted = set(events)
    return next((event for event, named in settled.get(sort, ()) if wanted <= named), None)


def _first(db: sqlite3.Connection, identifier: str, kind: str) -> Side | None:
    row = db.execute(
        "SELECT e.id, e.actor, e.hlc, e.kind FROM event e LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? AND e.kind = ? AND coalesce(a.undone, 0) = 0 ORDER BY e.hlc, e.id LIMIT 1",
        (identifier, kind),
    ).fetchone()
    return None if row is None else Side(*row)


def _used(db: sqlite3.Connection, settled: dict[str, list[tuple[str, frozenset[str]]]]) -> Iterator[Conflict]:
    for thing, column in (("code", "now_code"), ("source", "now_source")):
        known = {row[0] for row in db.execute(f"SELECT id FROM {thing}")}
        in_use = f"SELECT text FROM ref WHERE n IN (SELECT DISTINCT {column} FROM coding_row) ORDER BY text"
        used = [row[0] for row in db.execute(in_use)]
        for identifier in (i for i in used if i not in known):
            goings = _goings(db, thing, identifier)
            seen = {
                row[0]
                for going in goings
                for row in db.execute(
                    "SELECT e.object FROM event_parent p JOIN event e ON e.id = p.parent WHERE p.event = ?",
                    (going.event,),
                )
            }
            makings = db.execute(
                "SELECT e.id, e.actor, e.hlc, e.kind, e.object FROM coding g JOIN event e ON e.object = g.id "
                f"WHERE g.{column} = ? AND e.kind = 'coding.add' ORDER BY e.hlc, e.id",
                (identifier,),
            ).fetchall()
            apart = [Side(*row) for row in makings if row[4] not in seen]
            if not apart or not goings:
                continue
            events = [side.event for side in (*goings, *apart)]
            firsts = {side.actor: side for side in reversed(apart)}
            yield Conflict(
                "used",
                thing,
                identifier,
                "",
                (*goings, *sorted(firsts.values(), key=lambda s: (s.at, s.event))),
                closed_by=_closer(settled, "used", events),
                details={"events": events, "codings": [side.value for side in apart]},
            )


def _goings(db: sqlite3.Connection, thing: str, identifier: str) -> list[Side]:
    """Return the events in force that took a code or source away."""
    removed = db.execute(
        "SELECT e.id, e.actor, e.hlc, e.kind FROM event e LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? AND e.kind = ? AND coalesce(a.undone, 0) = 0 ORDER BY e.hlc, e.id",
        (identifier, f"{thing}.remove"),
    ).fetchall()
    undone = db.execute(
        "SELECT u.id, u.actor, u.hlc, u.kind FROM event e JOIN action a ON a.id = e.action "
        "JOIN event u ON u.object = e.action AND u.kind = 'action.undo' AND u.hlc = a.undone_at "
        "WHERE e.object = ? AND e.kind = ? AND a.undone ORDER BY u.hlc, u.id",
        (identifier, f"{thing}.add"),
    ).fetchall()
    return [Side(*row) for row in (*removed, *undone)]


def _same_names(db: sqlite3.Connection, settled: dict[str, list[tuple[str, frozenset[str]]]]) -> Iterator[Conflict]:
    names: dict[tuple[str, str], list[str]] = {}
    for identifier, handle, name in db.execute("SELECT id, handle, name_sv FROM code WHERE standing = id ORDER BY id"):
        if handle:
            names.setdefault(("handle", handle), []).append(identifier)
        if name:
            names.setdefault(("name", folded(name)), []).append(identifier)
    told: set[tuple[str, ...]] = set()
    for (what, name), codes in sorted(names.items()):
        if len(codes) < 2 or tuple(codes) in told:
            continue
        makings = {code: side for code in codes if (side := _first(db, code, "code.add")) is not None}
        if what == "name" and len({side.actor for side in makings.values()}) < 2:
            continue
        told.add(tuple(codes))
        order = sorted(makings, key=lambda code: (makings[code].at, makings[code].event))
        sides = tuple(Side(s.event, s.actor, s.at, s.kind, code) for code in order if (s := makings[code]))
        events = [side.event for side in sides]
        yield Conflict(
            "same-name",
            "code",
            order[0],
            name,
            sides,
            closed_by=_closer(settled, "same-name", events),
            details={"codes": order},
        )


def _loops(db: sqlite3.Connection, settled: dict[str, list[tuple[str, frozenset[str]]]]) -> Iterator[Conflict]:
    rows = db.execute("SELECT id, parent, standing, tree_parent FROM code ORDER BY id").fetchall()
    parents = standing_parents({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows})
    for code, _parent, standing, place in rows:
        if standing != code or place is not None:
            continue
        loop = [code]
        while (parent := parents.get(loop[-1])) is not None and parent not in loop and parent in parents:
            loop.append(parent)
        if parent != code or len(loop) < 2:
            continue
        sides = [side for member in loop if (side := _link(db, member)) is not None]
        sides.sort(key=lambda s: (s.at, s.event))
        yield Conflict(
            "loop",
            "code",
            code,
            "parent",
            tuple(sides),
            closed_by=_closer(settled, "loop", [side.event for side in sides]),
            details={"codes": loop},
        )


def _link(db: sqlite3.Connection, code: str) -> Side | None:
    rows = db.execute(
        "SELECT e.id, e.actor, e.hlc, e.kind, e.json FROM event e "
        "LEFT JOIN action a ON a.id = e.action WHERE e.object = ? AND coalesce(a.undone, 0) = 0 "
        "AND json_type(e.json, '$.parent') IS NOT NULL ORDER BY e.hlc DESC, e.id DESC LIMIT 1",
        (code,),
    ).fetchall()
    if not rows:
        return None
    event, actor, at, kind, body = rows[0]
    return Side(event, actor, at, kind, [code, json.loads(body)["parent"]])


def _sources_twice(db: sqlite3.Connection, settled: dict[str, list[tuple[str, frozenset[str]]]]) -> Iterator[Conflict]:
    same: dict[str, list[str]] = {}
    for identifier, base, original in db.execute(
        "SELECT id, base, original FROM source WHERE standing = id ORDER BY id"
    ):
        for digest in {base, original} - {None, ""}:
            same.setdefault(digest, []).append(identifier)
    yield from _twice(db, "source", "source-twice", same.values(), settled)


def _persons_twice(db: sqlite3.Connection, settled: dict[str, list[tuple[str, frozenset[str]]]]) -> Iterator[Conflict]:
    same: dict[str, list[str]] = {}
    for identifier, name in db.execute("SELECT id, name FROM person WHERE standing = id ORDER BY id"):
        if name:
            same.setdefault(folded(name), []).append(identifier)
    yield from _twice(db, "person", "person-twice", same.values(), settled)


def _twice(
    db: sqlite3.Connection,
    thing: str,
    sort: str,
    groups: Iterable[Sequence[str]],
    settled: dict[str, list[tuple[str, frozenset[str]]]],
) -> Iterator[Conflict]:
    told: set[tuple[str, ...]] = set()
    for group in groups:
        if len(group) < 2 or tuple(group) in told:
            continue
        told.add(tuple(group))
        sides = [
            Side(side.event, side.actor, side.at, side.kind, identifier)
            for identifier in group
            if (side := _first(db, identifier, f"{thing}.add")) is not None
        ]
        sides.sort(key=lambda s: (s.at, s.event))
        if len(sides) < 2:
            continue
        yield Conflict(
            sort,
            thing,
            str(sides[0].value),
            "",
            tuple(sides),
            closed_by=_closer(settled, sort, [side.event for side in sides]),
            details={f"{thing}s": [side.value for side in sides]},
        )


def mark_gaps(
    db: sqlite3.Connection, sessions: Iterable[str], insert: Callable[[sqlite3.Connection, Iterable[Conflict]], None]
) -> None:
    """List the sessions, of those given, whose chains of events have a gap or fork."""
    sessions = list(sessions)
    settled = _settled(db)
    for first in range(0, len(sessions), _MANY):
        part = sessions[first : first + _MANY]
        marks = ",".join("?" * len(part))
        db.execute(f"DELETE FROM conflict WHERE sort = 'gap' AND object IN ({marks})", part)
        # Numbers from 1 on, each once, are a whole chain: every link was checked when it came in.
        broken = db.execute(
            f"SELECT session FROM event WHERE session IN ({marks}) GROUP BY session "
            "HAVING count(*) != max(seq) OR count(DISTINCT seq) != count(*)",
            part,
        )
        for (session,) in broken.fetchall():
            insert(db, list(_gaps(db, session, settled)))


def _gaps(
    db: sqlite3.Connection, session: str, settled: dict[str, list[tuple[str, frozenset[str]]]]
) -> Iterator[Conflict]:
    rows = db.execute(
        "SELECT e.id, e.actor, e.hlc, e.kind, e.seq FROM event e WHERE e.session = ?1 AND ("
        "(e.seq > 1 AND NOT EXISTS (SELECT 1 FROM event p WHERE p.id = e.prev) "
        "AND NOT EXISTS (SELECT 1 FROM withheld w WHERE w.event = e.prev)) "
        "OR EXISTS (SELECT 1 FROM event o WHERE o.session = ?1 AND o.seq = e.seq AND o.id != e.id)) "
        "ORDER BY e.hlc, e.id",
        (session,),
    ).fetchall()
    if rows:
        sides = tuple(Side(*row) for row in rows)
        forked = len({side.value for side in sides}) < len(sides)
        yield Conflict(
            "gap",
            "session",
            session,
            "fork" if forked else "gap",
            sides,
            closed_by=_closer(settled, "gap", [side.event for side in sides]),
        )


__all__ = ["SORTS", "found", "mark_gaps"]
