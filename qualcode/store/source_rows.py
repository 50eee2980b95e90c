"""The rows behind a source: its revisions, its newest text, its turns."""

from __future__ import annotations

import json
import re
import sqlite3

from qualcode.core.events import canonical
from qualcode.core.fold import State
from qualcode.core.revisions import Move, Rebase, history
from qualcode.core.texts import Edit, text_hash
from qualcode.core.turns import split_turns

_WORD = re.compile(r"\w+(?:[-’':]\w+)*")


def source_rows(db: sqlite3.Connection, state: State) -> dict[str, object]:
    """Write a source's revisions and turns and return what its own row adds."""
    rebase = Rebase.from_data(state.fields.get("rebase"))
    digest = rebase.base if rebase is not None else str(state.fields.get("base") or "")
    text, revisions = history(_text(db, digest), _moves(db, state.id, blanked=rebase is None), rebase)
    for n, revision in enumerate(revisions, start=1):
        db.execute(
            "INSERT INTO revision VALUES (?,?,?,?,?)",
            (state.id, n, revision.text, canonical([e.as_list() for e in revision.edits]), revision.correction),
        )
    _write_turns(db, state, text)
    words = sum(1 for _ in _WORD.finditer(text))
    return {"base": digest or None, "text": put_text(db, text), "words": words, "characters": len(text)}


def _moves(db: sqlite3.Connection, source: str, *, blanked: bool) -> list[Move]:
    """Return the corrections of a source and their undoings, in log order; ``blanked`` ones too if asked."""
    corrections = db.execute(
        "SELECT e.hlc, e.id, e.action, e.json FROM event e WHERE e.object = ? AND e.kind = 'source.correct'",
        (source,),
    ).fetchall()
    timeline: list[tuple[str, str, Move]] = []
    for hlc, identifier, action, body in corrections:
        if body is None and not blanked:
            continue
        fields = json.loads(body) if body else {}
        edits = tuple(Edit.from_list(values) for values in fields.get("edits", ()))
        timeline.append((hlc, identifier, Move("do", identifier, str(fields.get("on", "")), edits)))
        for kind, at, undo in db.execute("SELECT kind, hlc, id FROM event WHERE object = ?", (action,)):
            timeline.append((at, undo, Move(kind.removeprefix("action."), identifier)))
    return [move for _, _, move in sorted(timeline, key=lambda entry: entry[:2])]


def _text(db: sqlite3.Connection, digest: str) -> str:
    row = db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
    return "" if row is None or row[0] is None else str(row[0])


def put_text(db: sqlite3.Connection, text: str) -> str:
    """Keep a text revision and return its hash."""
    digest = text_hash(text)
    db.execute("INSERT OR IGNORE INTO text_version VALUES (?,?)", (digest, text))
    return digest


def _write_turns(db: sqlite3.Connection, state: State, text: str) -> None:
    rows = state.fields.get("speakers")
    speakers = {str(row[0]): row for row in rows} if isinstance(rows, list) else {}
    db.executemany(
        "INSERT INTO turn VALUES (?,?,?,?,?,?,?,?)",
        (
            (
                state.id,
                t.n,
                t.speaker,
                speakers[t.speaker][1] if t.speaker in speakers else "",
                speakers[t.speaker][2] if t.speaker in speakers else None,
                t.start,
                t.body,
                t.end,
            )
            for t in split_turns(text, tuple(speakers))
        ),
    )


def read_edits(encoded: str) -> tuple[Edit, ...]:
    """Read a revision's edits back from their JSON."""
    return tuple(Edit.from_list(values) for values in json.loads(encoded))
