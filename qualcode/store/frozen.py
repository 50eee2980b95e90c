"""The state of a project as it was when a round closed: the fold of exactly the events known then."""

from __future__ import annotations

import re
import sqlite3

from qualcode.core.holdings import Holdings
from qualcode.core.rounds import Round
from qualcode.store import folding
from qualcode.store.schema import MIGRATIONS

_TEXT_NAMED = re.compile(r'"(?:base|on|revision)":"([0-9a-f]{64})"')
_TABLES = (("event", "id", 12), ("event_parent", "event", 2), ("event_body", "event", 4))
_MANY = 500


def freeze(db: sqlite3.Connection, closed: Round) -> sqlite3.Connection:
    """Return a database in memory that holds a closed round as it was, its tables folded.

    Codings on other sources than the round's are left out.  Sources that an open
    blind round covers now stay hidden here too.
    """
    out = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    out.execute("PRAGMA trusted_schema = OFF")
    for _name, migrate in MIGRATIONS:
        migrate(out)
    wanted = _wanted(db, closed)
    for first in range(0, len(wanted), _MANY):
        part = wanted[first : first + _MANY]
        marks = ",".join("?" * len(part))
        for table, column, width in _TABLES:
            rows = db.execute(f"SELECT * FROM {table} WHERE {column} IN ({marks})", part)
            out.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * width)})", rows.fetchall())
    _copy_texts(db, out)
    out.execute("BEGIN")
    folding.rebuild(out)
    out.execute("UPDATE coding_round SET closed = 1")
    still = db.execute("SELECT * FROM coding_round WHERE blind AND NOT coalesce(closed, 0)").fetchall()
    for row in still:
        out.execute(f"INSERT OR REPLACE INTO coding_round VALUES ({','.join('?' * len(row))})", row)
    out.execute("COMMIT")
    return out


def _wanted(db: sqlite3.Connection, closed: Round) -> list[str]:
    sources = {*closed.sources}
    same = "SELECT id FROM source WHERE standing = (SELECT standing FROM source WHERE id = ?)"
    for source in closed.sources:
        sources |= {row[0] for row in db.execute(same, (source,))}
    known = closed.known or Holdings()
    rows = db.execute("SELECT id, session, seq, layer, source, kind, object FROM event ORDER BY hlc, id")
    # Texts that were begun anew since then can only be read from there on.
    begun = {row[0] for row in db.execute("SELECT event FROM event_body WHERE instr(json, '\"rebase\":{')")}
    out = []
    for event, session, seq, layer, source, kind, thing in rows:
        elsewhere = layer.startswith("own:") and source is not None and source not in sources
        closing = kind == "round.close" and thing == closed.id
        if closing or event in begun or (known.has(session, seq, event) and not elsewhere):
            out.append(event)
    return out


def _copy_texts(db: sqlite3.Connection, out: sqlite3.Connection) -> None:
    named: set[str] = set()
    for (body,) in out.execute("SELECT json FROM event_body WHERE json NOT NULL"):
        named.update(_TEXT_NAMED.findall(body))
    for digest in sorted(named):
        row = db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
        if row is not None:
            out.execute("INSERT OR IGNORE INTO text_version VALUES (?,?)", (digest, row[0]))
