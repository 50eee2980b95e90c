"""Merging a bundle into a project: check everything, then unite the logs; and taking a merge back.

The caller holds the transaction, so what does not fit leaves nothing behind.
The union of logs is the same whichever way round and however often it is made.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.core.events import Event
from qualcode.core.holdings import Holdings
from qualcode.core.kinds import KINDS
from qualcode.core.people import Action
from qualcode.store import bundle_writer, conflicts, folding
from qualcode.store.bundle import Carried, Manifest, Unreadable
from qualcode.store.bundle_reader import Bundle

_MANY = 500
_DIGEST = 32

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Taken:
    """What came in: the new events, how many were known, what else was new.

    ``fresh`` are the bodies of new events, by id, about things that no event
    was about before, in actions of which nothing was here.  Once all is folded
    only ``ids``, and ``numbers`` by person and kind, are kept of the events.
    """

    new: list[Event]
    fresh: dict[str, str]
    known: int
    texts: list[str]
    originals: list[str]
    withheld_added: list[str]
    withheld_removed: list[str]
    ids: list[str] = field(default_factory=list)
    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def let_go(self) -> None:
        """Keep the events' ids and numbers, but not the events."""
        self.ids = [event.id for event in self.new]
        self.numbers = Counter((event.actor, event.kind) for event in self.new)
        self.new, self.fresh = [], {}


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that was made here; ``at`` is a clock reading."""

    id: str
    actor: str
    at: str
    name: str
    number: int
    undone_at: str | None = None

    def as_action(self) -> Action:
        """Return the merge as a step of the person who made it."""
        kinds = (("bundle.merge", self.number),)
        return Action(self.id, self.actor, self.at, kinds, self.name, self.undone_at is not None, self.undone_at or "")


class Refused(Exception):
    """A bundle or its taking back does not fit: ``reason`` is ``foreign``, ``needs``, ``built-on`` or ``blanked``."""

    def __init__(self, reason: str, number: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.number = number


def project_id(db: sqlite3.Connection) -> str:
    """Return the id that all copies of this project share."""
    row = db.execute("SELECT object FROM event WHERE kind = 'project.add' ORDER BY hlc, id LIMIT 1").fetchone()
    return row[0] if row else ""


def take_in(db: sqlite3.Connection, bundle: Bundle, *, progress: Progress | None = None) -> Taken:
    """Write what a bundle holds and this project lacks into the log; tables are not yet folded.

    Raises Unreadable when the bundle is damaged or newer, Refused when it is of
    another project or goes on from events that are not here.
    """
    ours = project_id(db)
    if ours and bundle.manifest.project != ours:
        raise Refused("foreign")
    taken = Taken([], {}, 0, [], [], [], [])
    loose: list[tuple[Event, str]] = []
    blanked: set[str] = set()
    done = 0
    for chunk in bundle.events():
        inside = {c.event.id for c in chunk}
        for event, _salt, body, by in chunk:
            if event.parents:
                loose += [(event, parent) for parent in event.parents if parent not in inside]
            if event.prev is not None and event.prev not in inside:
                loose.append((event, event.prev))
            if body is None:
                blanked.add(by or "")
            if event.kind == "project.add" and event.object != bundle.manifest.project:
                raise Refused("foreign")
        try:
            _write(db, chunk, taken)
        except sqlite3.IntegrityError:
            raise Unreadable("damaged", "twice") from None
        done += len(chunk)
        if progress is not None:
            progress(done, bundle.manifest.number)
    _check_loose(db, loose, bundle.manifest)
    for redaction in blanked:
        row = db.execute("SELECT kind FROM event WHERE id = ?", (redaction,)).fetchone()
        if row is None or row[0] != "redaction.add":
            raise Unreadable("damaged", "body")
    if _mistaken_undoing(db):
        raise Unreadable("damaged", "action")
    _write_texts(db, bundle, taken)
    _note_withheld(db, bundle.manifest, taken)
    return taken


def _write(db: sqlite3.Connection, chunk: Sequence[Carried], taken: Taken) -> None:
    known = dict(
        _where_in(
            db,
            "SELECT e.id, b.redacted_by FROM event e JOIN event_body b ON b.event = e.id WHERE e.id IN",
            [c.event.id for c in chunk],
        )
    )
    new = [c for c in chunk if c.event.id not in known] if known else chunk
    things, actions = [c.event.object for c in new], [c.event.action for c in new]
    before = {row[0] for row in _where_in(db, "SELECT DISTINCT object FROM event WHERE object IN", things)}
    before |= {row[0] for row in _where_in(db, "SELECT DISTINCT action FROM event WHERE action IN", actions)}
    # In the order of the log most pages are filled one after the other.
    db.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", [c.event[:12] for c in new])
    db.executemany(
        "INSERT INTO event_parent VALUES (?,?)", [(c.event.id, parent) for c in new for parent in c.event.parents]
    )
    db.executemany(
        "INSERT INTO event_body VALUES (?,?,?,?)", [(event.id, salt, body, by) for event, salt, body, by in new]
    )
    # A body that was blanked there goes here too; one that was blanked here does not come back.
    db.executemany(
        "UPDATE event_body SET json = NULL, salt = x'', redacted_by = ? WHERE event = ?",
        [(c.redaction, c.event.id) for c in chunk if c.redaction and known.get(c.event.id, "") is None],
    )
    taken.known += len(chunk) - len(new)
    taken.new += [c.event for c in new]
    taken.fresh.update(
        (event.id, body)
        for event, _salt, body, _by in new
        if body is not None and event.object not in before and event.action not in before
    )


def _where_in(db: sqlite3.Connection, sql: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for first in range(0, len(values), _MANY):
        part = values[first : first + _MANY]
        yield from db.execute(f"{sql} ({','.join('?' * len(part))})", part)


def _check_loose(db: sqlite3.Connection, loose: Sequence[tuple[Event, str]], manifest: Manifest) -> None:
    """Check the events that others go on from, outside their part of the bundle."""
    withheld = set(manifest.withheld)
    missing: set[str] = set()
    wanted = sorted({other for _event, other in loose})
    found: dict[str, tuple[str, int, str]] = {}
    for identifier, session, seq, hlc in _where_in(db, "SELECT id, session, seq, hlc FROM event WHERE id IN", wanted):
        found[identifier] = (session, seq, hlc)
    left_out = {row[0] for row in db.execute("SELECT event FROM withheld")} | withheld
    for event, other in loose:
        there = found.get(other)
        if there is None:
            if other not in left_out:
                missing.add(other)
        elif there[2] >= event.hlc or (other == event.prev and there[:2] != (event.session, event.seq - 1)):
            raise Unreadable("damaged", "chain")
    if missing:
        raise Refused("needs", len(missing))


def _mistaken_undoing(db: sqlite3.Connection) -> bool:
    """Tell whether something is said to be taken back that is a thing, not an action."""
    undoings = "('action.undo', 'action.redo')"
    row = db.execute(
        f"SELECT 1 FROM event u JOIN event e ON e.object = u.object AND e.kind NOT IN {undoings} "
        f"WHERE u.kind IN {undoings} LIMIT 1"
    )
    return row.fetchone() is not None


def _write_texts(db: sqlite3.Connection, bundle: Bundle, taken: Taken) -> None:
    blanked = {row[0] for row in db.execute("SELECT source FROM redaction")}
    for digest, source, text in bundle.texts:
        if source not in blanked and db.execute("INSERT OR IGNORE INTO text_version VALUES (?,?)", (digest, text)):
            taken.texts += [digest] if _changed(db) else []
    for digest, source, data in bundle.originals:
        if source not in blanked and db.execute("INSERT OR IGNORE INTO original VALUES (?,?)", (digest, data)):
            taken.originals += [digest] if _changed(db) else []


def _changed(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT changes()").fetchone()[0])


def _note_withheld(db: sqlite3.Connection, manifest: Manifest, taken: Taken) -> None:
    for event in manifest.withheld:
        if db.execute("SELECT 1 FROM event WHERE id = ?", (event,)).fetchone() is None:
            db.execute("INSERT OR IGNORE INTO withheld VALUES (?)", (event,))
            if _changed(db):
                taken.withheld_added.append(event)
    filled = db.execute("SELECT w.event FROM withheld w CROSS JOIN event e ON e.id = w.event").fetchall()
    for (event,) in filled:
        db.execute("DELETE FROM withheld WHERE event = ?", (event,))
        taken.withheld_removed.append(event)


def keep_record(db: sqlite3.Connection, record: Merged, taken: Sequence[Taken]) -> None:
    """Remember a merge, so that it can be taken back as one step; only the latest few can."""
    ids = {
        "texts": [i for t in taken for i in t.texts],
        "originals": [i for t in taken for i in t.originals],
        "added": [i for t in taken for i in t.withheld_added],
        "removed": [i for t in taken for i in t.withheld_removed],
    }
    # The ids of events are hashes, by the hundred thousand, which no packing makes smaller than their bytes.
    packed = b"\n".join((json.dumps(ids).encode(), bytes.fromhex("".join(i for t in taken for i in t.ids))))
    db.execute(
        "INSERT INTO merged VALUES (?,?,?,?,?,?,NULL,NULL)",
        (record.id, record.actor, record.at, record.name, record.number, packed),
    )
    db.execute(
        "UPDATE merged SET events = NULL, packed = NULL "
        "WHERE id NOT IN (SELECT id FROM merged ORDER BY at DESC LIMIT 5)"
    )


def records(db: sqlite3.Connection, *, limit: int) -> list[Merged]:
    """Return the latest merges made in this file, newest first."""
    rows = db.execute("SELECT id, actor, at, name, number, undone_at FROM merged ORDER BY at DESC LIMIT ?", (limit,))
    return [Merged(*row) for row in rows]


def last_reading(db: sqlite3.Connection) -> str:
    """Return the latest clock reading at which a merge was made or taken back here."""
    row = db.execute("SELECT max(max(at), max(coalesce(undone_at, ''))) FROM merged").fetchone()
    return row[0] or "0" * 16


def undoable(db: sqlite3.Connection, actor: str) -> Merged | None:
    """Return the latest merge of a person that stands and can be taken back."""
    row = db.execute(
        "SELECT id, actor, at, name, number, undone_at FROM merged "
        "WHERE actor = ? AND undone_at IS NULL AND events IS NOT NULL ORDER BY at DESC LIMIT 1",
        (actor,),
    ).fetchone()
    return None if row is None else Merged(*row)


def redoable(db: sqlite3.Connection, actor: str) -> Merged | None:
    """Return the merge that a person took back last, unless they did something new since."""
    row = db.execute(
        "SELECT id, actor, at, name, number, undone_at FROM merged m WHERE actor = ? AND packed IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM action b WHERE b.actor = m.actor AND NOT b.meta AND b.at > m.undone_at) "
        "ORDER BY undone_at DESC LIMIT 1",
        (actor,),
    ).fetchone()
    return None if row is None else Merged(*row)


def take_back(db: sqlite3.Connection, identifier: str, about: Manifest, at: str) -> None:
    """Take a merge back: what came in leaves the log again and is kept aside, packed, for :func:`bring_back`.

    Raises Refused when events made since go on from what came in, or when it blanked words for good.
    """
    listed = _listed(db, identifier)
    events: list[str] = listed["events"]
    gone = set(events)
    rows = list(_heads(db, events))
    if any(kind == "redaction.add" for _i, _o, kind, _a, _s in rows):
        raise Refused("blanked")
    built = sum(1 for event in events for _child in _children_outside(db, event, gone))
    built += _counted_in_rounds(db, events, gone)
    if built:
        raise Refused("built-on", built)
    touched: dict[str, str] = {}
    actions: dict[str, None] = {}
    for _event, thing, kind, action, _session in rows:
        actions[action] = None
        if (what := KINDS[kind].thing) == "action":
            actions[thing] = None
            touched.update(folding.things_of(db, thing))
        else:
            touched[thing] = what
    # What they settled is open again; once they are gone nothing tells what that was.
    touched |= conflicts.named(db, [thing for thing, what in touched.items() if what == "resolution"])
    packed, _manifest = bundle_writer.pack(db, about, wanted=lambda _s, _n, event: event in gone)
    for table, column in (("event", "id"), ("event_parent", "event"), ("event_body", "event")):
        db.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((event,) for event in events))
    db.executemany("DELETE FROM text_version WHERE hash = ?", ((i,) for i in listed["texts"]))
    db.executemany("DELETE FROM original WHERE hash = ?", ((i,) for i in listed["originals"]))
    db.executemany("DELETE FROM withheld WHERE event = ?", ((i,) for i in listed["added"]))
    db.executemany("INSERT OR IGNORE INTO withheld VALUES (?)", ((i,) for i in listed["removed"]))
    folding.refold(db, touched, list(actions), sorted({row[4] for row in rows}))
    db.execute("UPDATE merged SET undone_at = ?, packed = ? WHERE id = ?", (at, packed, identifier))


def bring_back(db: sqlite3.Connection, identifier: str) -> None:
    """Make a merge again that was taken back."""
    row = db.execute("SELECT packed FROM merged WHERE id = ?", (identifier,)).fetchone()
    taken = take_in(db, Bundle(row[0]))
    unsettled = folding.Unsettled()
    folding.fold_merged(db, taken.new, unsettled, fresh=taken.fresh)
    folding.settle(db, unsettled)
    db.execute("UPDATE merged SET undone_at = NULL, packed = NULL WHERE id = ?", (identifier,))


def _listed(db: sqlite3.Connection, identifier: str) -> dict[str, list[str]]:
    row = db.execute("SELECT events FROM merged WHERE id = ?", (identifier,)).fetchone()
    head, _mark, digests = bytes(row[0]).partition(b"\n")
    listed: dict[str, list[str]] = json.loads(head)
    listed["events"] = digests.hex(" ", _DIGEST).split()
    return listed


def _heads(db: sqlite3.Connection, events: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    yield from _where_in(db, "SELECT id, object, kind, action, session FROM event WHERE id IN", events)


def actors_and_kinds(db: sqlite3.Connection, events: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield person and kind of each event."""
    yield from _where_in(db, "SELECT actor, kind FROM event WHERE id IN", events)


def makings(db: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """Yield each event of a kind with the thing it is about."""
    yield from db.execute("SELECT id, object FROM event WHERE kind = ?", (kind,))


def _counted_in_rounds(db: sqlite3.Connection, events: Sequence[str], gone: set[str]) -> int:
    """Return how many closings of rounds, made elsewhere than in some events, count on these events."""
    closings = db.execute(
        "SELECT e.id, b.json FROM event e JOIN event_body b ON b.event = e.id JOIN coding_round r ON r.id = e.object "
        "WHERE e.kind = 'round.close' AND r.closed AND b.json NOT NULL"
    )
    counted = [Holdings.from_data(json.loads(body).get("known")) for event, body in closings if event not in gone]
    if not counted:
        return 0
    heads = list(_where_in(db, "SELECT session, seq, id FROM event WHERE id IN", events))
    return sum(any(known.has(*head) for head in heads) for known in counted)


def _children_outside(db: sqlite3.Connection, event: str, gone: set[str]) -> Iterator[str]:
    for (child,) in db.execute("SELECT event FROM event_parent WHERE parent = ?", (event,)):
        if child not in gone:
            yield child
