"""The append-only log: writing events, reading them in order, checking the chain."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.core.events import Change, Clock, Event, Session, body_hash, head_id, seal
from qualcode.core.fold import Step
from qualcode.core.ids import new_id
from qualcode.core.texts import text_hash

_HEAD = "id, session, seq, prev, hlc, actor, layer, action, kind, object, source, body_hash"
_MANY = 500


def heads(db: sqlite3.Connection, thing: str) -> tuple[str, ...]:
    """Return the events about a thing that no other event about it has as a parent."""
    rows = db.execute(
        "SELECT id FROM event e WHERE object = ? AND NOT EXISTS ("
        "SELECT 1 FROM event_parent p JOIN event c ON c.id = p.event WHERE p.parent = e.id AND c.object = e.object)",
        (thing,),
    )
    return tuple(sorted(row[0] for row in rows))


def append(
    db: sqlite3.Connection,
    session: Session,
    clock: Clock,
    actor: str,
    changes: Iterable[Change],
    *,
    action: str | None = None,
) -> list[Event]:
    """Write changes as one action's events; the caller holds the transaction.

    A thing changed twice in one action gets its second event on top of the first.
    """
    action = action or new_id()
    written: list[Event] = []
    bodies: list[tuple[bytes, str]] = []
    latest: dict[str, tuple[str, ...]] = {}
    for change in changes:
        parents = latest.get(change.object)
        if parents is None:
            parents = heads(db, change.object)
        layer = f"own:{actor}" if change.layer == "own" else change.layer
        if known := {*change.known, *_also_known(db, change, actor)}:
            parents = tuple(sorted({*parents, *known}))
        json, salt, digest = seal(change.body)
        session.seq += 1
        hlc = clock.tick()
        head = (session.id, session.seq, session.prev, hlc, actor, layer, action, change.kind, change.object)
        identifier = head_id(*head, change.source, digest, parents)
        written.append(Event(identifier, *head, change.source, digest, parents))
        bodies.append((salt, json))
        latest[change.object] = (identifier,)
        session.prev = identifier
    insert(db, written, bodies)
    return written


def _also_known(db: sqlite3.Connection, change: Change, actor: str) -> Iterator[str]:
    """Yield the events about other things that a change is made in the knowledge of.

    Who takes an action back, or removes a source or a code, has seen what stood
    there; what others added apart is then told from what was meant to go.  What
    a blind round hides was not seen.
    """
    if change.kind in ("action.undo", "action.redo"):
        rows = db.execute("SELECT DISTINCT object FROM event WHERE action = ? AND object != action", (change.object,))
        for (thing,) in rows.fetchall():
            yield from heads(db, thing)
    elif change.kind in ("source.remove", "code.remove"):
        column = "now_source" if change.kind == "source.remove" else "now_code"
        rows = db.execute(
            f"SELECT id FROM coding WHERE {column} = ? AND (made_by = ? OR layer NOT LIKE 'own:%' "
            "OR now_source NOT IN (SELECT source FROM v_blind))",
            (change.object, actor),
        )
        for (coding,) in rows.fetchall():
            yield from heads(db, coding)


def insert(db: sqlite3.Connection, events: Sequence[Event], bodies: Sequence[tuple[bytes, str]]) -> None:
    """Put events and their bodies (salt, JSON) into the log as they are."""
    db.executemany(
        f"INSERT INTO event({_HEAD}, salt, json) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        ((*event[:-1], *body) for event, body in zip(events, bodies, strict=True)),
    )
    db.executemany("INSERT INTO event_parent VALUES (?,?)", ((e.id, p) for e in events for p in e.parents))


def last_reading(db: sqlite3.Connection) -> str:
    """Return the latest clock reading in the log."""
    row = db.execute("SELECT max(hlc) FROM event").fetchone()
    return row[0] or "0" * 16


def steps(db: sqlite3.Connection, thing: str) -> Iterator[tuple[str, Step, str | None]]:
    """Yield (kind, step, JSON body) of the live events about a thing, in log order."""
    rows = db.execute(
        "SELECT e.kind, e.id, e.hlc, e.actor, e.layer, e.json FROM event e "
        "LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? AND coalesce(a.undone, 0) = 0 ORDER BY e.hlc, e.id",
        (thing,),
    )
    for kind, identifier, hlc, actor, layer, json in rows:
        yield kind, Step(identifier, hlc, actor, layer, kind, None), json


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the log or a text is not what it says it is."""

    kind: str  # head | chain | body | parent | text | original | quote
    where: str


def read_events(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield every event in log order with its parents."""
    parents: dict[str, list[str]] = {}
    for event, parent in db.execute("SELECT event, parent FROM event_parent ORDER BY event, parent"):
        parents.setdefault(event, []).append(parent)
    for row in db.execute(f"SELECT {_HEAD} FROM event ORDER BY hlc, id"):
        head: list[Any] = [*row, tuple(parents.get(row[0], ()))]
        yield Event(*head)


def verify(db: sqlite3.Connection) -> Iterator[Fault]:
    """Yield every fault of the log, its bodies and its texts; none when all is as it was written."""
    withheld = {row[0] for row in db.execute("SELECT event FROM withheld")}
    seen: set[str] = set()
    links: dict[str, tuple[str, int]] = {}
    after: dict[str, tuple[str, int, str | None]] = {}
    for event in read_events(db):
        if event.computed_id() != event.id:
            yield Fault("head", event.id)
        seen.add(event.id)
        links[event.id] = (event.session, event.seq)
        after[event.id] = (event.session, event.seq, event.prev)
        for parent in event.parents:
            if parent not in seen and parent not in withheld:
                yield Fault("parent", event.id)
    for session, seq, prev in after.values():
        first = prev is None and seq == 1
        if not first and prev not in withheld and links.get(prev or "") != (session, seq - 1):
            yield Fault("chain", f"{session}:{seq}")
    bodies = db.execute("SELECT e.id, e.body_hash, e.salt, e.json, e.redacted_by FROM event e ")
    for identifier, digest, salt, json, redacted_by in bodies:
        if redacted_by is None and (json is None or body_hash(json, salt) != digest):
            yield Fault("body", identifier)
    for digest, text in db.execute("SELECT hash, text FROM text_version"):
        if text is not None and text_hash(text) != digest:
            yield Fault("text", digest)
    for digest, data in db.execute("SELECT hash, bytes FROM original"):
        if data is not None and hashlib.sha256(data).hexdigest() != digest:
            yield Fault("original", digest)
