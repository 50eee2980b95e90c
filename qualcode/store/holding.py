"""What this copy holds: the set of its events in few words, and the version of its codebook."""

from __future__ import annotations

import sqlite3

from qualcode.core.holdings import Holdings


def held(db: sqlite3.Connection) -> Holdings:
    """Return the set of all events in the log."""
    return Holdings.of(db.execute("SELECT session, seq, id FROM event ORDER BY session, seq, id"))


def last_of_codebook(db: sqlite3.Connection) -> str:
    """Return the clock reading of the codebook's last change; empty when there was none."""
    rows = db.execute("SELECT max(hlc) FROM event WHERE layer = 'codebook'").fetchone()
    return rows[0] or ""


def project_id(db: sqlite3.Connection) -> str:
    """Return the id that all copies of this project share."""
    row = db.execute("SELECT object FROM event WHERE kind = 'project.add' ORDER BY hlc, id LIMIT 1").fetchone()
    return row[0] if row else ""
