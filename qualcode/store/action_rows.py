"""The rows of actions: what each did, and whether it stands.

An action that made one coding and was never taken back, as most are, has no
row: :data:`CODING_STEPS` selects what it would be.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby

from qualcode.core.events import canonical

CODING_STEPS = """
  SELECT e.action AS id, e.actor, e.hlc AS at, e.hlc AS last, '[["coding.add",1]]' AS kinds, '' AS subject,
         0 AS undone, NULL AS undone_at, 0 AS meta
  FROM event e WHERE e.kind = 'coding.add' AND NOT EXISTS (SELECT 1 FROM action a WHERE a.id = e.action)"""
_NO_STEP = ("project.add", "person.add", "redaction.add")
_SUBJECTS = ("title", "handle", "name_sv", "name")
_AT_A_TIME = 400


def fold_actions(db: sqlite3.Connection, actions: Sequence[str]) -> None:
    """Fold what actions are and whether they stand: the latest undo or redo of each decides."""
    for first in range(0, len(actions), _AT_A_TIME):
        _fold(db, actions[first : first + _AT_A_TIME])


def _fold(db: sqlite3.Connection, actions: Sequence[str]) -> None:
    marks = ",".join("?" * len(actions))
    last: dict[str, tuple[str, str]] = {}
    for action, kind, hlc in db.execute(
        f"SELECT object, kind, hlc FROM event WHERE object IN ({marks}) ORDER BY object, hlc, id", actions
    ):
        last[action] = (kind, hlc)
    rows = db.execute(
        "SELECT e.action, e.actor, e.hlc, e.kind, e.json FROM event e "
        f"WHERE e.action IN ({marks}) ORDER BY e.action, e.hlc, e.id",
        actions,
    ).fetchall()
    db.execute(f"DELETE FROM action WHERE id IN ({marks})", actions)
    db.executemany(
        "INSERT INTO action VALUES (?,?,?,?,?,?,?,?,?)",
        [
            _row(action, events, last.get(action))
            for action, events in ((action, list(its)) for action, its in groupby(rows, key=lambda r: r[0]))
            if action in last or [event[3] for event in events] != ["coding.add"]
        ],
    )


def _row(
    action: str, events: Sequence[tuple[str, str, str, str, str | None]], last: tuple[str, str] | None
) -> tuple[str, str, str, str, str, str, int, str | None, int]:
    """Return the row of an action.

    ``events`` are its own in log order, each with action, person, clock reading,
    kind and body; ``last`` is the kind and reading of its latest undo or redo.
    """
    kinds: dict[str, int] = {}
    subject = ""
    for _, _, _, kind, body in events:
        kinds[kind] = kinds.get(kind, 0) + 1
        if not subject and body and any(f'"{name}"' in body for name in _SUBJECTS):
            fields = json.loads(body)
            subject = next((str(fields[n]) for n in _SUBJECTS if fields.get(n)), "")
    undone = last is not None and last[0] == "action.undo"
    # The making of the project, the joining of a person and the blanking of words are no steps to take back.
    meta = all(kind in _NO_STEP or kind.startswith("action.") for kind in kinds)
    undone_at = last[1] if last is not None and undone else None
    return (
        action,
        events[0][1],
        events[0][2],
        events[-1][2],
        canonical(list(kinds.items())),
        subject,
        int(undone),
        undone_at,
        int(meta),
    )
