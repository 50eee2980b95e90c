"""Rows of the history: actions, what was done by kind and person, the end of the log, counts and progress."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.core.codings import SourceProgress
from qualcode.core.people import Action
from qualcode.store.action_rows import CODING_STEPS
from qualcode.store.blindness import hidden_events
from qualcode.store.refs import Coders, Ids
from qualcode.store.rows import named_rows
from qualcode.store.thing_rows import iso

_AT_MOST = 1000  # codings of one action that are looked at


@dataclass(frozen=True, slots=True)
class Activity:
    """How many events of a kind a person made, and the times (UTC) of the first and the last."""

    kind: str
    person: str
    number: int
    first: str
    last: str


_SEEN = "(NOT EXISTS (SELECT 1 FROM v_blind) OR id NOT IN (SELECT action FROM hidden_event))"


def actions(db: sqlite3.Connection, *, limit: int = 50, actor: str | None = None) -> list[Action]:
    """Return the latest actions, newest first; those left out that a blind round hides."""
    return _latest(db, f"actor = ? AND {_SEEN}" if actor else _SEEN, (actor,) if actor else (), limit)


def actions_of(db: sqlite3.Connection, identifiers: Sequence[str]) -> list[Action]:
    """Return actions by their ids, those left out that a blind round hides."""
    marks = ",".join("?" * len(identifiers))
    return _latest(db, f"id IN ({marks}) AND {_SEEN}", identifiers, len(identifiers))


def _latest(db: sqlite3.Connection, where: str, values: Sequence[str], limit: int) -> list[Action]:
    found: list[Action] = []
    for table in ("action", f"({CODING_STEPS})"):
        sql = f"SELECT * FROM {table} WHERE {where} ORDER BY at DESC, id DESC LIMIT ?"
        found += [_action(r) for r in named_rows(db, sql, *values, limit)]
    return sorted(found, key=lambda action: (action.at, action.id), reverse=True)[:limit]


def _action(r: sqlite3.Row) -> Action:
    kinds = tuple((kind, n) for kind, n in json.loads(r["kinds"]))
    return Action(r["id"], r["actor"], r["at"], kinds, r["subject"], bool(r["undone"]), r["undone_at"] or "")


def codes_concerned(db: sqlite3.Connection, action: str, *, limit: int) -> list[str]:
    """Return at most ``limit`` of the codes, by id, of the codings that an action made, changed or took away."""
    rows = db.execute(
        "SELECT json_extract(e.json, '$.code') AS code, max(e.hlc), mine.hlc AS at FROM event mine "
        "JOIN event e ON e.object = mine.object AND e.hlc <= mine.hlc AND e.kind IN ('coding.add', 'coding.recode') "
        "LEFT JOIN action a ON a.id = e.action "
        "WHERE mine.action = ?1 AND mine.kind LIKE 'coding.%' AND code IS NOT NULL "
        "AND (coalesce(a.undone, 0) = 0 OR a.id = ?1) "
        "GROUP BY mine.object ORDER BY at LIMIT ?2",
        (action, _AT_MOST),
    )
    return list(dict.fromkeys(row[0] for row in rows))[:limit]


def activity(db: sqlite3.Connection) -> list[Activity]:
    """Return what was done, by kind of event and person; undone work and what a blind round hides are left out."""
    blind = db.execute("SELECT 1 FROM v_blind LIMIT 1").fetchone() is not None
    seen = "AND e.id NOT IN (SELECT id FROM hidden_event)" if blind else ""
    rows = db.execute(
        "SELECT e.kind, coalesce(p.standing, e.actor), count(*), min(e.hlc), max(e.hlc) FROM event e "
        "LEFT JOIN action a ON a.id = e.action LEFT JOIN person p ON p.id = e.actor "
        f"WHERE coalesce(a.undone, 0) = 0 {seen} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return [Activity(kind, who, n, iso(first), iso(last)) for kind, who, n, first, last in rows]


def log_end(db: sqlite3.Connection) -> tuple[int, str]:
    """Return how many events the log holds, and the id of the last one, a hash that rests on those before it."""
    hidden = hidden_events(db)
    rows = db.execute("SELECT id FROM event ORDER BY hlc DESC, id DESC")
    return revision_number(db), next((row[0] for row in rows if row[0] not in hidden), "")


def undoable(db: sqlite3.Connection, actor: str) -> Action | None:
    """Return the person's latest action that stands."""
    return next(iter(_latest(db, "actor = ? AND NOT meta AND NOT undone", (actor,), 1)), None)


def redoable(db: sqlite3.Connection, actor: str) -> Action | None:
    """Return the action that the person undid last, unless they did something new since."""
    rows = named_rows(
        db,
        "SELECT * FROM action a WHERE actor = ? AND NOT meta AND undone AND NOT EXISTS ("
        "SELECT 1 FROM action b WHERE b.actor = a.actor AND NOT b.meta AND b.at > a.undone_at) AND NOT EXISTS ("
        "SELECT 1 FROM event e WHERE e.kind = 'coding.add' AND e.actor = a.actor AND e.hlc > a.undone_at) "
        "ORDER BY undone_at DESC, id DESC LIMIT 1",
        actor,
    )
    return next((_action(r) for r in rows), None)


def revision_number(db: sqlite3.Connection) -> int:
    """Return the number of events in the log, by which reports name the state they print; hidden ones do not count."""
    return int(db.execute("SELECT count(*) FROM event").fetchone()[0]) - len(hidden_events(db))


def code_counts(db: sqlite3.Connection, *, decided: bool = False) -> dict[str, int]:
    """Return how many codings each standing code carries itself; those of a consensus only when ``decided``."""
    # The sign keeps the rows in the order of the index by code.
    rows = db.execute(
        "SELECT c.text, n.number FROM (SELECT now_code, count(*) AS number FROM seen_coding_row "
        "WHERE +now_source IN (SELECT n FROM ref WHERE text IN (SELECT id FROM source)) "
        "AND (? OR layer IN (SELECT n FROM ref WHERE text LIKE 'own:%')) GROUP BY now_code) n "
        "JOIN ref c ON c.n = n.now_code",
        (decided,),
    )
    return dict(rows.fetchall())


def recent_codes(db: sqlite3.Connection, actor: str, n: int) -> list[str]:
    """Return the codes that a person used last, the latest first."""
    rows = db.execute(
        "SELECT r.text, max(e.hlc) AS last FROM (SELECT object, hlc FROM event WHERE kind = 'coding.add' "
        "AND actor = ? ORDER BY hlc DESC LIMIT 400) e JOIN coding_row g ON g.id = e.object "
        "JOIN ref r ON r.n = g.now_code GROUP BY g.now_code ORDER BY last DESC LIMIT ?",
        (actor, n),
    )
    return [row[0] for row in rows]


def progress(db: sqlite3.Connection, *, decided: bool = False) -> list[SourceProgress]:
    """Return per source and coder the number of their codings, consensus too when ``decided``, and of characters."""
    out: dict[tuple[int, str], tuple[int, int, int]] = {}
    ids, coders = Ids(db), Coders(db)
    rows = db.execute(
        "SELECT now_source, made_by, now_start, now_end FROM seen_coding_row "
        "WHERE ? OR layer IN (SELECT n FROM ref WHERE text LIKE 'own:%') ORDER BY now_source, now_start",
        (decided,),
    )
    for source, by, start, end in rows:
        coder = coders[by]
        n, covered, reach = out.get((source, coder), (0, 0, 0))
        if start is not None and end > reach:
            covered += end - max(start, reach)
            reach = end
        out[source, coder] = (n + 1, covered, reach)
    its = [SourceProgress(ids[source], coder, n, covered) for (source, coder), (n, covered, _) in out.items()]
    return sorted(its, key=lambda p: (p.source, p.coder))


def codings_per_day(db: sqlite3.Connection, days: int) -> list[int]:
    """Return how many codings were made on each of so many days up to the newest coding, the oldest first."""
    rows = dict(
        db.execute(
            "SELECT CAST(julianday(substr(made_at, 1, 10)) - 0.5 AS INTEGER) AS day, count(*) FROM seen_coding_row "
            "GROUP BY day ORDER BY day DESC LIMIT ?",
            (days,),
        ).fetchall()
    )
    last = max(rows, default=0)
    return [rows.get(day, 0) for day in range(last - days + 1, last + 1)] if rows else []
