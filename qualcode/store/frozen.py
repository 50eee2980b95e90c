"""The state of a project as it was when a round closed: the fold of exactly the events known then."""

from __future__ import annotations

import json
import re
import sqlite3

from qualcode.core.holdings import Holdings
from qualcode.core.kinds import THINGS
from qualcode.core.rounds import Round
from qualcode.store import folding, team_rows
from qualcode.store.schema import MIGRATIONS
from qualcode.store.thing_rows import table_of

_TEXT_NAMED = re.compile(r'"(?:base|on|revision)":"([0-9a-f]{64})"')
_TABLES = (("event", "id", 15), ("event_parent", "event", 2))
_MANY = 500


class Incomplete(Exception):
    """Some of the events that counted when a round closed are not here."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


def freeze(db: sqlite3.Connection, closed: Round) -> sqlite3.Connection:
    """Return a database in memory that holds a closed round as it was, its tables folded.

    Codings on other sources than the round's are left out.  Sources that an open
    blind round covers now stay hidden here too.  Where the words of a source were
    taken out for good, its layout is that noted at the closing.  Raises Incomplete
    when not every event that counted is here.
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
    _lay_out(out, closed)
    out.execute("UPDATE coding_round SET closed = 1")
    still = db.execute("SELECT * FROM coding_round WHERE blind AND NOT coalesce(closed, 0)").fetchall()
    for row in still:
        out.execute(f"INSERT OR REPLACE INTO coding_round VALUES ({','.join('?' * len(row))})", row)
    out.execute("COMMIT")
    return out


def _wanted(db: sqlite3.Connection, closed: Round) -> list[str]:
    # Whatever sources the round ever had: which of them counted, the fold tells.
    bodies = db.execute(
        "SELECT e.json FROM event e WHERE e.object = ? AND json_type(e.json, '$.sources') IS NOT NULL",
        (closed.id,),
    )
    listed = {*closed.sources, *(str(source) for (body,) in bodies for source in json.loads(body)["sources"])}
    sources = set(listed)
    same = "SELECT id FROM source WHERE standing = (SELECT standing FROM source WHERE id = ?)"
    for source in sorted(listed):
        sources |= {row[0] for row in db.execute(same, (source,))}
    known = closed.known or Holdings()
    rows = db.execute("SELECT id, session, seq, layer, source, kind, object FROM event ORDER BY hlc, id")
    # Texts that were begun anew since then can only be read from there on.
    begun = {row[0] for row in db.execute("SELECT id FROM event WHERE instr(json, '\"rebase\":{')")}
    out = []
    number = 0
    for event, session, seq, layer, source, kind, thing in rows:
        counted = known.has(session, seq, event)
        number += counted
        elsewhere = layer.startswith("own:") and source is not None and source not in sources
        closing = kind == "round.close" and thing == closed.id
        if closing or event in begun or (counted and not elsewhere):
            out.append(event)
    if number < known.number:
        raise Incomplete(known.number - number)
    return out


def _lay_out(out: sqlite3.Connection, closed: Round) -> None:
    """Put passages of sources without words where they stood when the round closed."""
    row = out.execute("SELECT placed FROM coding_round WHERE id = ?", (closed.id,)).fetchone()
    placed: dict[str, list[int]] = json.loads(row[0]) if row and row[0] else {}
    for source, laid in team_rows.laid_out(out, closed.id).items():
        there = out.execute("SELECT text FROM text_version WHERE hash = ?", (laid.text,)).fetchone()
        if there is not None and there[0] is not None:
            continue
        out.execute(
            "UPDATE source SET text = ?, characters = ?, case_id = ? WHERE id = ?",
            (laid.text, laid.characters, laid.case, source),
        )
        for thing in ("coding", "reading"):
            table, rows = THINGS[thing].table, table_of(thing)
            out.execute(
                f"UPDATE {rows} SET now_start = start, now_end = end, adrift = 0 "
                f"WHERE id IN (SELECT id FROM {table} WHERE source = ? AND revision = ?)",
                (source, laid.text),
            )
            its = out.execute(f"SELECT id FROM {table} WHERE now_source = ?", (source,)).fetchall()
            for start, end, identifier in [(*(placed[i] or (None, None)), i) for (i,) in its if i in placed]:
                out.execute(
                    f"UPDATE {rows} SET now_start = ?, now_end = ?, adrift = ? WHERE id = ?",
                    (start, end, int(start is None), identifier),
                )


def _copy_texts(db: sqlite3.Connection, out: sqlite3.Connection) -> None:
    named: set[str] = set()
    for (body,) in out.execute("SELECT json FROM event WHERE json NOT NULL"):
        named.update(_TEXT_NAMED.findall(body))
    for digest in sorted(named):
        row = db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
        if row is not None:
            out.execute("INSERT OR IGNORE INTO text_version VALUES (?,?)", (digest, row[0]))
