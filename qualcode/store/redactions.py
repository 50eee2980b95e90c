"""Blanking words for good, and keeping them blank when old copies are merged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from qualcode.core.events import Event
from qualcode.core.kinds import KINDS
from qualcode.core.redactions import WORDED
from qualcode.store import index
from qualcode.store.bundle import Carried

_MANY = 500


def enforce(db: sqlite3.Connection, events: Sequence[Event | Carried]) -> dict[str, str]:
    """Blank what redactions among or before these events reach.

    Return what must be folded anew: ids of things, and of actions, to their kind.
    """
    new = [e.id for e in events if e.kind == "redaction.add"]
    known = db.execute("SELECT 1 FROM redaction LIMIT 1").fetchone() is not None
    if not new and not known:
        return {}
    touched: dict[str, str] = {}
    for identifier in new:
        row = db.execute("SELECT json FROM event WHERE id = ?", (identifier,)).fetchone()
        fields = json.loads(row[0]) if row and row[0] else {}
        source = str(fields.get("source") or "")
        marks = ",".join("?" * len(WORDED))
        worded = db.execute(
            f"SELECT id FROM event WHERE source = ? AND ? != '' AND kind IN ({marks})", (source, source, *WORDED)
        )
        touched |= _blank_bodies(db, identifier, [*fields.get("events", ()), *(r[0] for r in worded.fetchall())])
        blank_texts(db, fields.get("texts", ()))
        blank_originals(db, fields.get("originals", ()))
        if source:
            touched[source] = "source"
    if known:
        touched |= _late(db, events)
    return touched


def _late(db: sqlite3.Connection, events: Sequence[Event | Carried]) -> dict[str, str]:
    """Blank what arrived after the redaction that reaches it."""
    by_event: dict[str, str] = {}
    by_source: dict[str, str] = {}
    texts: list[str] = []
    originals: list[str] = []
    for identifier, source, listed, words, files in db.execute(
        "SELECT e.id, r.source, r.events, r.texts, r.originals FROM redaction r "
        "JOIN event e ON e.object = r.id AND e.kind = 'redaction.add' ORDER BY e.hlc DESC, e.id"
    ):
        if source:
            by_source[source] = identifier
        by_event |= dict.fromkeys(json.loads(listed or "[]"), identifier)
        texts += json.loads(words or "[]")
        originals += json.loads(files or "[]")
    blank_texts(db, texts)
    blank_originals(db, originals)
    touched: dict[str, str] = {}
    for event in events:
        why = by_event.get(event.id) or (by_source.get(event.source or "") if event.kind in WORDED else None)
        if why is not None:
            touched |= _blank_bodies(db, why, [event.id])
    return touched


def _blank_bodies(db: sqlite3.Connection, redaction: str, events: Sequence[str]) -> dict[str, str]:
    touched: dict[str, str] = {}
    for first in range(0, len(events), _MANY):
        chunk = events[first : first + _MANY]
        marks = ",".join("?" * len(chunk))
        for identifier, kind, action in db.execute(
            f"SELECT object, kind, action FROM event WHERE id IN ({marks})", chunk
        ):
            touched[identifier] = KINDS[kind].thing
            touched[action] = "action"
        # Without the salt the hash in the head cannot be tried against guesses.
        db.execute(
            f"UPDATE event SET json = NULL, salt = x'', redacted_by = ? WHERE id IN ({marks}) AND redacted_by IS NULL",
            (redaction, *chunk),
        )
    return touched


def blank_texts(db: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Blank texts; the mark stays, so that they cannot come back."""
    blanked = list(hashes)
    db.executemany(
        "INSERT INTO text_version VALUES (?, NULL) ON CONFLICT DO UPDATE SET text = NULL", ((h,) for h in blanked)
    )
    held = {row[0] for row in db.execute("SELECT text FROM index_source")}
    if not held.isdisjoint(blanked):
        # The index holds the words too; it is made anew from what is left when it is next asked.
        index.clear(db)


def blank_originals(db: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Blank the bytes of imported files; the mark stays."""
    db.executemany(
        "INSERT INTO original VALUES (?, NULL) ON CONFLICT DO UPDATE SET bytes = NULL", ((h,) for h in hashes)
    )


def words_about(db: sqlite3.Connection, source: str) -> tuple[list[str], list[str], list[str]]:
    """Return what holds the words of a source: events, hashes of texts, hashes of files.

    Memos about it, about codings and condensations on it, and scenes with its passages are among them.
    """
    events = {
        row[0]
        for row in db.execute(
            "SELECT e.id FROM event e WHERE e.source = ? AND e.kind IN "
            "('source.add', 'source.edit', 'source.correct', 'condensation.add', 'condensation.edit', "
            "'evidence.add', 'evidence.edit', 'quotation.add', 'quotation.edit')",
            (source,),
        )
    }
    about = (
        "SELECT id FROM coding WHERE source = ?1 UNION SELECT id FROM condensation WHERE source = ?1 UNION SELECT ?1"
    )
    events |= {
        row[0]
        for row in db.execute(
            f"SELECT e.id FROM memo m JOIN event e ON e.object = m.id WHERE m.about IN ({about})", (source,)
        )
    }
    events |= {
        row[0]
        for row in db.execute(
            "SELECT e.id FROM scene c JOIN event e ON e.object = c.id WHERE instr(c.blocks, ?)", (source,)
        )
    }
    texts: set[str] = set()
    originals: set[str] = set()
    for kind, body in db.execute(
        "SELECT e.kind, e.json FROM event e WHERE e.source = ? AND e.json NOT NULL",
        (source,),
    ):
        fields = json.loads(body)
        texts |= {str(fields[name]) for name in ("base", "on", "revision") if fields.get(name)}
        if kind == "source.add" and fields.get("original"):
            originals.add(str(fields["original"]))
    texts |= {row[0] for row in db.execute("SELECT text FROM revision WHERE source = ?", (source,))}
    texts |= {row[0] for row in db.execute("SELECT text FROM source WHERE id = ?", (source,))}
    return sorted(events), sorted(texts), sorted(originals)
