"""Folding the log into tables, what an action touched or all of them.

After each action the things it touched are folded again; :func:`rebuild` folds
everything.  Both go through the same functions, so both give the same rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.events import Event, canonical
from qualcode.core.fold import forest, standing_code, standing_parents
from qualcode.core.kinds import KINDS, THINGS
from qualcode.store import conflicts, redactions, schema
from qualcode.store.action_rows import fold_actions
from qualcode.store.anchors import Anchors
from qualcode.store.bundle import Carried
from qualcode.store.fresh_rows import FreshCodings
from qualcode.store.thing_rows import ANCHORED, fold_things, iso, table_of

#: Things in the order in which they build on each other.
_PLAIN = tuple(name for name in THINGS if name not in ANCHORED)
_TABLES = (*sorted(t.table for t in THINGS.values()), "revision", "turn", "action", "conflict")
_AT_A_TIME = 5000

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Unsettled:
    """What was folded and not yet held against the rest: things (id to kind), kinds of new things, sessions."""

    touched: dict[str, str] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)


def fold_events(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Bring the tables up to date after these events were written; the caller holds the transaction."""
    unsettled = Unsettled()
    fold_merged(db, events, None, unsettled)
    settle(db, unsettled)


def fold_merged(
    db: sqlite3.Connection,
    events: Sequence[Event | Carried],
    fresh: FreshCodings | None,
    unsettled: Unsettled,
    *,
    progress: Progress | None = None,
) -> None:
    """Fold events, and note in ``unsettled`` what :func:`settle` is to look at.

    ``fresh`` are the codings that came with them of which nothing else is told.
    """
    touched: dict[str, str] = {}
    actions: dict[str, None] = dict.fromkeys(fresh.steps if fresh else ())
    for identifier, thing in redactions.enforce(db, events).items():
        if thing == "action":
            actions[identifier] = None
        else:
            touched[identifier] = thing
    for event in events:
        thing = KINDS[event.kind].thing
        actions[event.action] = None
        if thing == "action":
            actions[event.object] = None
            touched.update(things_of(db, event.object))
        else:
            touched[event.object] = thing
    fold_actions(db, list(actions))
    _fold_touched(db, touched, fresh, progress)
    unsettled.touched |= touched
    if fresh and fresh.number:
        unsettled.fresh.add("coding")


def settle(db: sqlite3.Connection, unsettled: Unsettled) -> None:
    """Look for conflicts in what was folded, and for gaps in the sessions that were merged."""
    if unsettled.fresh:
        _index_codings(db)
    conflicts.refresh(db, unsettled.touched, sessions=sorted(unsettled.sessions), fresh=unsettled.fresh)


def refold(
    db: sqlite3.Connection,
    touched: Mapping[str, str],
    actions: Iterable[str],
    sessions: Iterable[str],
    *,
    progress: Progress | None = None,
) -> None:
    """Fold things (id to kind) and actions again after events of some sessions were taken out of the log."""
    fold_actions(db, list(actions))
    _fold_touched(db, dict(touched), None, progress)
    settle(db, Unsettled(dict(touched), sessions=set(sessions)))


def further(progress: Progress | None, done: int) -> Progress | None:
    """Return what tells progress of a part that comes after so much else."""
    return None if progress is None else lambda n, total: progress(done + n, done + total)


def _index_codings(db: sqlite3.Connection) -> None:
    for _name in schema.make_indexes(db, schema.CODING_INDEXES):
        pass


def things_of(db: sqlite3.Connection, action: str) -> Iterable[tuple[str, str]]:
    """Yield id and kind of each thing that an action touched."""
    for identifier, kind in db.execute("SELECT DISTINCT object, kind FROM event WHERE action = ?", (action,)):
        if (thing := KINDS[kind].thing) != "action":
            yield identifier, thing


def _fold_touched(
    db: sqlite3.Connection, touched: dict[str, str], fresh: FreshCodings | None, progress: Progress | None
) -> None:
    by_thing: dict[str, list[str]] = {}
    for identifier, thing in touched.items():
        by_thing.setdefault(thing, []).append(identifier)
    stood = _standing(db, "source") if "source" in by_thing else {}
    codes = _standing(db, "code") if "code" in by_thing else {}
    for thing in _PLAIN:
        if thing in by_thing:
            fold_things(db, thing, by_thing[thing])
    _settle(db, by_thing)
    if "code" in by_thing:
        _move_codings(db, _changed(codes, _standing(db, "code")))
    moved: set[str] = set(by_thing.get("source", ()))
    if moved:
        moved |= _changed(stood, _standing(db, "source"))
    if moved:
        _index_codings(db)
    anchors = Anchors(db)
    done, total = 0, sum(len(by_thing.get(thing, ())) for thing in ANCHORED)
    for thing in ANCHORED:
        identifiers = dict.fromkeys(by_thing.get(thing, ()))
        for source in sorted(moved):
            table = THINGS[thing].table
            identifiers |= dict.fromkeys(
                row[0] for row in db.execute(f"SELECT id FROM {table} WHERE now_source = ?", (source,))
            )
        wanted = list(identifiers)
        for first in range(0, len(wanted), _AT_A_TIME):
            fold_things(db, thing, wanted[first : first + _AT_A_TIME], anchors)
            done += min(_AT_A_TIME, len(wanted) - first)
            if progress is not None:
                progress(done, max(done, total))
    if fresh:
        fresh.finish(anchors, further(progress, done))


def rebuild(db: sqlite3.Connection, *, progress: Progress | None = None) -> None:
    """Fold every table anew from the log; the caller holds the transaction."""
    db.execute("DELETE FROM action")
    fold_actions(db, [row[0] for row in db.execute("SELECT DISTINCT action FROM event ORDER BY action")])
    things: dict[str, list[str]] = {}
    for identifier, kind in db.execute("SELECT object, min(kind) FROM event GROUP BY object ORDER BY object"):
        if (thing := KINDS[kind].thing) != "action":
            things.setdefault(thing, []).append(identifier)
    for table in (*map(table_of, THINGS), "ref", "revision", "turn"):
        db.execute(f"DELETE FROM {table}")
    for thing in _PLAIN:
        fold_things(db, thing, things.get(thing, ()))
    _settle(db, _PLAIN)
    anchors = Anchors(db)
    done, total = 0, sum(len(things.get(thing, ())) for thing in ANCHORED)
    for thing in ANCHORED:
        wanted = things.get(thing, [])
        for first in range(0, len(wanted), _AT_A_TIME):
            fold_things(db, thing, wanted[first : first + _AT_A_TIME], anchors)
            done += min(_AT_A_TIME, len(wanted) - first)
            if progress is not None:
                progress(done, total)
    conflicts.rebuild(db)


def dump(db: sqlite3.Connection) -> bytes:
    """Return the folded tables as canonical bytes, to compare two ways of reaching them."""
    lines: list[str] = []
    for table in _TABLES:
        cursor = db.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = sorted(canonical(dict(zip(names, row, strict=True))) for row in cursor)
        lines += [f"{table} {row}" for row in rows]
    return "\n".join(lines).encode("utf-8")


def _settle(db: sqlite3.Connection, things: Iterable[str]) -> None:
    """Work out what depends on several things of a kind at once."""
    if "code" in things:
        _settle_tree(db)
    for thing in ("person", "source"):
        if thing in things:
            _settle_same(db, thing)


def _standing(db: sqlite3.Connection, table: str) -> dict[str, str]:
    return dict(db.execute(f"SELECT id, standing FROM {table}"))


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Return the things that are stood for by another than before, with both of these."""
    out: set[str] = set()
    for identifier in {*before, *after}:
        was, now = before.get(identifier), after.get(identifier)
        if was != now:
            out |= {i for i in (identifier, was, now) if i is not None}
    return out


def _settle_same(db: sqlite3.Connection, table: str) -> None:
    """Work out which person, or source, stands for those that were said to be the same."""
    rows = db.execute(f"SELECT id, same_as, standing FROM {table}").fetchall()
    known = {row[0] for row in rows}
    same = {identifier: other if other in known and other != identifier else None for identifier, other, _ in rows}
    for identifier, _, before in rows:
        standing = standing_code(identifier, same)
        if standing != before:
            db.execute(f"UPDATE {table} SET standing = ? WHERE id = ?", (standing, identifier))


def _settle_tree(db: sqlite3.Connection) -> None:
    """Work out each code's place in the tree and the code that stands for it."""
    links: dict[str, tuple[str | None, str]] = {}
    merged: dict[str, str | None] = {}
    rows = db.execute("SELECT id, parent, merged_into FROM code").fetchall()
    readings = _link_readings(db)
    for identifier, parent, into in rows:
        links[identifier] = (parent, readings.get(identifier, "") if parent else "")
        merged[identifier] = into
    merged = {code: into if into in links else None for code, into in merged.items()}
    standing = {code: standing_code(code, merged) for code in links}
    above = standing_parents({code: parent for code, (parent, _reading) in links.items()}, standing)
    places = {code: (above[code], reading) for code, (_parent, reading) in links.items()}
    # Merging can close a loop as moving can, so loops are looked for among the codes that stand.
    tree = forest({code: place for code, place in places.items() if standing[code] == code})
    for code, (parent, _reading) in places.items():
        place = tree.get(code) if standing[code] == code else parent
        db.execute(
            "UPDATE code SET tree_parent = ?, standing = ? "
            "WHERE id = ? AND (tree_parent IS NOT ? OR standing IS NOT ?)",
            (place, standing[code], code, place, standing[code]),
        )


def _move_codings(db: sqlite3.Connection, codes: Collection[str]) -> None:
    """Let codings on merged codes count for the codes that stand for them, and back."""
    if not codes:
        return
    _index_codings(db)
    db.execute("INSERT OR IGNORE INTO ref(text) SELECT standing FROM code WHERE standing IS NOT id")
    db.executemany(
        "UPDATE coding_row SET now_code = coalesce((SELECT s.n FROM ref r JOIN code c ON c.id = r.text "
        "JOIN ref s ON s.text = c.standing WHERE r.n = coding_row.code), code) "
        "WHERE now_code = (SELECT n FROM ref WHERE text = ?)",
        ((code,) for code in sorted(codes)),
    )


def _link_readings(db: sqlite3.Connection) -> dict[str, str]:
    """Return for each code the clock reading at which its parent was last set."""
    rows = db.execute(
        "SELECT c.id, max(e.hlc) FROM code c JOIN event e ON e.object = c.id "
        "LEFT JOIN action a ON a.id = e.action "
        "WHERE coalesce(a.undone, 0) = 0 AND json_type(e.json, '$.parent') IS NOT NULL GROUP BY c.id"
    )
    return dict(rows.fetchall())


def missing_texts(db: sqlite3.Connection) -> list[str]:
    """Return the handles of sources whose text is not in the file."""
    rows = db.execute(
        "SELECT s.handle FROM source s LEFT JOIN text_version t ON t.hash = s.text WHERE t.text IS NULL ORDER BY 1"
    )
    return [row[0] for row in rows]


__all__ = [
    "Unsettled",
    "dump",
    "fold_events",
    "fold_merged",
    "further",
    "iso",
    "missing_texts",
    "rebuild",
    "refold",
    "settle",
    "things_of",
]
