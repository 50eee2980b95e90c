"""Merges as steps: remembering what came in, taking it back, bringing it back.

The caller holds the transaction, so what does not fit leaves nothing behind.
The union of logs is the same whichever way round and however often it is made.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from qualcode.core.events import DIGEST
from qualcode.core.holdings import Holdings
from qualcode.core.kinds import KINDS
from qualcode.core.people import Action
from qualcode.store import bundle_writer, conflicts, folding
from qualcode.store.bundle import Manifest
from qualcode.store.bundle_reader import Bundle
from qualcode.store.intake import Intake, Progress, Refused, Taken, where_in

_MANY = 1000


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that was made here; ``at`` is a clock reading."""

    BYTES: ClassVar[int] = 50  # of a bundle, for each event, about

    id: str
    actor: str
    at: str
    name: str
    number: int
    undone_at: str | None = None

    @property
    def size(self) -> int:
        """About how many bytes the bundles had."""
        return self.number * self.BYTES

    def as_action(self) -> Action:
        """Return the merge as a step of the person who made it."""
        kinds = (("bundle.merge", self.number),)
        return Action(self.id, self.actor, self.at, kinds, self.name, self.undone_at is not None, self.undone_at or "")


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
        "AND NOT EXISTS (SELECT 1 FROM event e WHERE e.kind = 'coding.add' AND e.actor = m.actor "
        "AND e.hlc > m.undone_at) "
        "ORDER BY undone_at DESC LIMIT 1",
        (actor,),
    ).fetchone()
    return None if row is None else Merged(*row)


def take_back(
    db: sqlite3.Connection, identifier: str, about: Manifest, at: str, *, progress: Progress | None = None
) -> None:
    """Take a merge back: what came in leaves the log again and is kept aside, packed, for :func:`bring_back`.

    Each event counts four times in ``progress``: it is looked at, packed, taken out, and what it made is made anew.
    Raises Refused when events made since go on from what came in, or when it blanked words for good.
    """
    listed = _listed(db, identifier)
    events: list[str] = listed["events"]
    gone = set(events)
    rows = list(_heads(db, events))
    if any(kind == "redaction.add" for _i, _o, kind, _a, _s in rows):
        raise Refused("blanked")
    steps = _Steps(len(events), progress)
    built = 0
    for part in steps(events):
        children = where_in(db, "SELECT event FROM event_parent WHERE parent IN", part)
        built += sum(1 for (child,) in children if child not in gone)
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
    packed, _manifest = bundle_writer.pack(
        db, about, wanted=lambda _s, _n, event: event in gone, progress=folding.further(steps.tell, len(events))
    )
    steps.done = 2 * len(events)
    for part in steps(events):
        for table, column in (("event", "id"), ("event_parent", "event")):
            db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(event,) for event in part])
    db.executemany("DELETE FROM text_version WHERE hash = ?", ((i,) for i in listed["texts"]))
    db.executemany("DELETE FROM original WHERE hash = ?", ((i,) for i in listed["originals"]))
    db.executemany("DELETE FROM withheld WHERE event = ?", ((i,) for i in listed["added"]))
    db.executemany("INSERT OR IGNORE INTO withheld VALUES (?)", ((i,) for i in listed["removed"]))
    again = folding.further(steps.tell, 3 * len(events))
    folding.refold(db, touched, list(actions), sorted({row[4] for row in rows}), progress=again)
    db.execute("UPDATE merged SET undone_at = ?, packed = ? WHERE id = ?", (at, packed, identifier))


class _Steps:
    """Events by the thousand, and how far the taking back of them has come."""

    def __init__(self, number: int, progress: Progress | None) -> None:
        self._all = 4 * number
        self._progress = progress
        self.done = 0

    def __call__(self, events: Sequence[str]) -> Iterator[Sequence[str]]:
        for first in range(0, len(events), _MANY):
            part = events[first : first + _MANY]
            yield part
            self.done += len(part)
            self.tell(self.done, self._all)

    def tell(self, done: int, _total: int) -> None:
        if self._progress is not None:
            self._progress(min(done, self._all), self._all)


def bring_back(db: sqlite3.Connection, identifier: str, *, progress: Progress | None = None) -> None:
    """Make a merge again that was taken back."""
    row = db.execute("SELECT packed FROM merged WHERE id = ?", (identifier,)).fetchone()
    bundle = Bundle(row[0])
    intake = Intake(db, [bundle.manifest])
    taken = intake.take(bundle, progress=progress)
    intake.ready(progress=progress)
    intake.check(taken)
    intake.fold(progress=progress)
    db.execute("UPDATE merged SET undone_at = NULL, packed = NULL WHERE id = ?", (identifier,))


def _listed(db: sqlite3.Connection, identifier: str) -> dict[str, list[str]]:
    row = db.execute("SELECT events FROM merged WHERE id = ?", (identifier,)).fetchone()
    head, _mark, digests = bytes(row[0]).partition(b"\n")
    listed: dict[str, list[str]] = json.loads(head)
    listed["events"] = digests.hex(" ", DIGEST // 2).split()
    return listed


def _heads(db: sqlite3.Connection, events: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    yield from where_in(db, "SELECT id, object, kind, action, session FROM event WHERE id IN", events)


def actors_and_kinds(db: sqlite3.Connection, events: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield person and kind of each event."""
    yield from where_in(db, "SELECT actor, kind FROM event WHERE id IN", events)


def makings(db: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """Yield each event of a kind with the thing it is about."""
    yield from db.execute("SELECT id, object FROM event WHERE kind = ?", (kind,))


def _counted_in_rounds(db: sqlite3.Connection, events: Sequence[str], gone: set[str]) -> int:
    """Return how many closings of rounds, made elsewhere than in some events, count on these events."""
    closings = db.execute(
        "SELECT e.id, e.json FROM event e JOIN coding_round r ON r.id = e.object "
        "WHERE e.kind = 'round.close' AND r.closed AND e.json NOT NULL"
    )
    counted = [Holdings.from_data(json.loads(body).get("known")) for event, body in closings if event not in gone]
    if not counted:
        return 0
    heads = list(where_in(db, "SELECT session, seq, id FROM event WHERE id IN", events))
    return sum(any(known.has(*head) for head in heads) for known in counted)
