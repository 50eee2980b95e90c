"""Taking bundles into the log: every event is checked and written, whatever the order of the files.

The caller holds the transaction, so what does not fit leaves nothing behind.
Most of what comes are codings made once; their rows are written on the way,
without keeping or reading back what they follow from.  Where more comes than
was here, the indexes of the log are made anew when all is there.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from qualcode.store import folding, holding, schema
from qualcode.store.bundle import (
    ACTION,
    ACTOR,
    ID,
    JSON,
    KIND,
    OBJECT,
    REDACTED_BY,
    SESSION,
    Batch,
    Carried,
    Manifest,
    Row,
    Unreadable,
)
from qualcode.store.bundle_reader import Bundle
from qualcode.store.fresh_rows import FreshCodings

_MANY = 500

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Taken:
    """What one bundle brought: the ids of its new events, how many were known, what else was new.

    ``numbers`` are those of the new events by person and kind, ``redactions`` the
    events that are said to have blanked others.  ``loose`` are events with others
    outside the bundle that they go on from.
    """

    ids: list[str] = field(default_factory=list)
    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    known: int = 0
    loose: list[tuple[Row, str, bool]] = field(default_factory=list)
    redactions: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    withheld_added: list[str] = field(default_factory=list)
    withheld_removed: list[str] = field(default_factory=list)


class Refused(Exception):
    """A bundle or its taking back does not fit: ``reason`` is ``foreign``, ``needs``, ``built-on`` or ``blanked``."""

    def __init__(self, reason: str, number: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.number = number


class Intake:
    """Bundles that are taken in together: :meth:`take` each, :meth:`ready`, :meth:`check` each, then :meth:`fold`."""

    def __init__(self, db: sqlite3.Connection, manifests: Sequence[Manifest]) -> None:
        self._db = db
        self._project = holding.project_id(db)
        self._sessions: set[str] = set()
        self._rest: list[Carried] = []
        self._gone: list[tuple[str, str]] = []
        self._taken: list[tuple[Taken, Sequence[str]]] = []
        self._number = sum(manifest.number for manifest in manifests)
        self._done = 0
        (there,) = db.execute("SELECT coalesce(max(rowid), 0) FROM event").fetchone()
        large = schema.better_anew(_new(db, manifests), there)
        self._seen = _Seen(db, manifests) if large else None
        self._step = self._number // 20 if large else 0
        # What blanked words is to be held against each event.
        blanked = db.execute("SELECT 1 FROM redaction LIMIT 1").fetchone() is not None
        self._codings = None if blanked else FreshCodings(db)

    def take(self, bundle: Bundle, *, progress: Progress | None = None) -> Taken:
        """Write what a bundle holds and the log lacks.

        Raises Unreadable when the bundle is damaged or newer, Refused when it is of another project.
        """
        if self._project and bundle.manifest.project != self._project:
            raise Refused("foreign")
        taken = Taken()
        known: dict[str, bool] = {}
        for batch in bundle.events():
            texts, redactions = batch.columns[JSON], batch.columns[REDACTED_BY]
            if None in texts:
                taken.redactions.update(by or "" for text, by in zip(texts, redactions, strict=True) if text is None)
            made = compress(batch.columns[OBJECT], map("project.add".__eq__, batch.columns[KIND]))
            if any(project != bundle.manifest.project for project in made):
                raise Refused("foreign")
            taken.loose += batch.loose
            try:
                self._write(batch, taken, known)
            except sqlite3.IntegrityError:
                raise Unreadable("damaged", "twice") from None
            self._done += len(batch.columns[ID])
            self._tell(progress)
        self._sessions.update(known)
        _write_texts(self._db, bundle, taken)
        self._taken.append((taken, bundle.manifest.withheld))
        return taken

    def _tell(self, progress: Progress | None) -> None:
        """Tell how much is done, in events: making an index counts for a twentieth of them."""
        if progress is not None:
            indexes = len(schema.LOG_INDEXES) + len(schema.CODING_INDEXES)
            progress(self._done, self._number + indexes * self._step)

    def _write(self, batch: Batch, taken: Taken, sessions: dict[str, bool]) -> None:
        """Write the new events of a batch; ``sessions`` tells which sessions were known before this bundle."""
        db, ids = self._db, batch.columns[ID]
        for session in set(batch.columns[SESSION]).difference(sessions):
            sessions[session] = self._seen.session(session) if self._seen else _session_known(db, session)
        known: dict[str, str | None] = {}
        if any(sessions.values()):
            held = list(compress(ids, map(sessions.__getitem__, batch.columns[SESSION])))
            known = self._seen.events(held) if self._seen else _events_known(db, held)
        new = batch.only([event not in known for event in ids]) if known else batch
        before = self._seen.note(new) if self._seen else _known_before(db, new)
        # In the order of the log most pages are filled one after the other.
        db.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", new.rows())
        if batch.parents:
            pairs = [(event, parent) for event in new.columns[ID] for parent in batch.parents.get(event, ())]
            db.executemany("INSERT INTO event_parent VALUES (?,?)", pairs)
        if known:
            # A body that was blanked there goes here too; one that was blanked here does not come back.
            by = zip(batch.columns[REDACTED_BY], ids, strict=True)
            self._gone += [(gone, event) for gone, event in by if gone and event in known and not known[event]]
        self._rest += map(Carried._make, new.rows() if self._codings is None else self._codings.take(new, before))
        taken.known += len(ids) - len(new.columns[ID])
        taken.ids += new.columns[ID]
        taken.numbers.update(zip(new.columns[ACTOR], new.columns[KIND], strict=True))

    def ready(self, *, progress: Progress | None = None) -> None:
        """Make the log whole when all bundles were taken.

        Raises Unreadable when an event came twice, or takes back what is no action.
        """
        if self._seen:
            try:
                self._index(schema.LOG_INDEXES, progress)
            except sqlite3.IntegrityError:
                raise Unreadable("damaged", "twice") from None
            self._seen = None
        self._db.executemany("UPDATE event SET json = NULL, salt = x'', redacted_by = ? WHERE id = ?", self._gone)
        if _mistaken_undoing(self._db):
            raise Unreadable("damaged", "action")
        for taken, withheld in self._taken:
            _note_withheld(self._db, withheld, taken)

    def _index(self, indexes: Mapping[str, str], progress: Progress | None) -> None:
        for _name in schema.make_indexes(self._db, indexes):
            self._done += self._step
            self._tell(progress)

    def check(self, taken: Taken) -> None:
        """Check what the events of a bundle go on from, when the log is ready.

        Raises Refused when such an event is not here, Unreadable when it is not where it should be.
        """
        for redaction in taken.redactions:
            row = self._db.execute("SELECT kind FROM event WHERE id = ?", (redaction,)).fetchone()
            if row is None or row[0] != "redaction.add":
                raise Unreadable("damaged", "body")
        _check_loose(self._db, taken.loose)
        taken.loose = []

    def fold(self, *, progress: Progress | None = None) -> None:
        """Bring the tables up to date and hold what came against the rest."""
        if self._codings is not None and self._codings.number:
            self._index(schema.CODING_INDEXES, progress)
        unsettled = folding.Unsettled(sessions=set(self._sessions))
        folding.fold_merged(
            self._db, self._rest, self._codings, unsettled, progress=folding.further(progress, self._done)
        )
        folding.settle(self._db, unsettled)


class _Seen:
    """What the log holds, kept in memory while its indexes are away."""

    def __init__(self, db: sqlite3.Connection, manifests: Sequence[Manifest]) -> None:
        # Sessions that come with several bundles: what the first brings the next may bring again.
        times = Counter(s for m in manifests for s in {*m.holds.ranges, *m.holds.named})
        self._shared = {session for session, n in times.items() if n > 1}
        self._sessions: set[str] = set()
        self._before: set[str] = set()
        self._events: dict[str, str | None] = {}
        for event, by, session, thing, action in db.execute(
            "SELECT id, redacted_by, session, object, action FROM event"
        ):
            self._events[event] = by
            self._sessions.add(session)
            self._before.add(thing)
            self._before.add(action)
        schema.drop_indexes(db, schema.LOG_INDEXES)

    def session(self, session: str) -> bool:
        """Tell whether events of a session may be here already."""
        return session in self._sessions or session in self._shared

    def events(self, wanted: Sequence[str]) -> dict[str, str | None]:
        """Return those of some events that are here, with what blanked each."""
        return {event: self._events[event] for event in wanted if event in self._events}

    def note(self, batch: Batch) -> set[str]:
        """Note events that come in, and return those of their things and actions that were known before."""
        known = self._before.intersection(batch.columns[OBJECT]) | self._before.intersection(batch.columns[ACTION])
        self._before.update(batch.columns[OBJECT], batch.columns[ACTION])
        if self._shared:
            shared = map(self._shared.__contains__, batch.columns[SESSION])
            self._events.update(compress(zip(batch.columns[ID], batch.columns[REDACTED_BY], strict=True), shared))
        return known


def _session_known(db: sqlite3.Connection, session: str) -> bool:
    return db.execute("SELECT 1 FROM event WHERE session = ? LIMIT 1", (session,)).fetchone() is not None


def _events_known(db: sqlite3.Connection, wanted: Sequence[str]) -> dict[str, str | None]:
    return dict(where_in(db, "SELECT id, redacted_by FROM event WHERE id IN", wanted))


def _known_before(db: sqlite3.Connection, batch: Batch) -> set[str]:
    things, actions = list(set(batch.columns[OBJECT])), list(set(batch.columns[ACTION]))
    found = {row[0] for row in where_in(db, "SELECT object FROM event WHERE object IN", things)}
    found.update(row[0] for row in where_in(db, "SELECT action FROM event WHERE action IN", actions))
    return found


def _new(db: sqlite3.Connection, manifests: Sequence[Manifest]) -> int:
    """Return about how many events are new: those of sessions of which there is nothing here."""
    number = 0
    for session, ranges in {s: r for m in manifests for s, r in m.holds.ranges.items()}.items():
        if not _session_known(db, session):
            number += sum(last - first + 1 for first, last in ranges)
    return number


def where_in(db: sqlite3.Connection, sql: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query that ends in ``IN``, for values by the hundred."""
    for first in range(0, len(values), _MANY):
        part = values[first : first + _MANY]
        yield from db.execute(f"{sql} ({','.join('?' * len(part))})", part)


def _check_loose(db: sqlite3.Connection, loose: Sequence[tuple[Row, str, bool]]) -> None:
    """Check the events that others go on from, outside their part of the bundle."""
    missing: set[str] = set()
    wanted = sorted({other for _row, other, _before in loose})
    found: dict[str, tuple[str, int, str]] = {}
    for identifier, session, seq, hlc in where_in(db, "SELECT id, session, seq, hlc FROM event WHERE id IN", wanted):
        found[identifier] = (session, seq, hlc)
    left_out = {row[0] for row in db.execute("SELECT event FROM withheld")}
    for event, other, before in ((Carried._make(row), other, before) for row, other, before in loose):
        there = found.get(other)
        if there is None:
            if other not in left_out:
                missing.add(other)
        elif there[2] >= event.hlc or (before and there[:2] != (event.session, event.seq - 1)):
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


def _note_withheld(db: sqlite3.Connection, withheld: Sequence[str], taken: Taken) -> None:
    for event in withheld:
        if db.execute("SELECT 1 FROM event WHERE id = ?", (event,)).fetchone() is None:
            db.execute("INSERT OR IGNORE INTO withheld VALUES (?)", (event,))
            if _changed(db):
                taken.withheld_added.append(event)
    filled = db.execute("SELECT w.event FROM withheld w CROSS JOIN event e ON e.id = w.event").fetchall()
    for (event,) in filled:
        db.execute("DELETE FROM withheld WHERE event = ?", (event,))
        taken.withheld_removed.append(event)


__all__ = ["Intake", "Progress", "Refused", "Taken", "where_in"]
