"""Reading claims, their evidence and quantifiers back, and the codings that they count."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from qualcode.core.claims import Base, Checked, Claim, Condition, Evidence
from qualcode.core.quantifiers import Quantifier
from qualcode.store.refs import Ids

_AT_A_TIME = 500


class Mark(NamedTuple):
    """A coding as it is counted: facets as JSON text, since most are never looked at."""

    source: str
    code: str
    start: int | None
    end: int | None
    facets: str
    absent: bool


def _rows(db: sqlite3.Connection, sql: str, *values: object) -> list[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def claims(db: sqlite3.Connection) -> list[Claim]:
    """Return the claims in their order, each with what it counts by."""
    out = []
    for r in _rows(db, "SELECT * FROM claim ORDER BY coalesce(position, 0), made_at, id"):
        condition = Condition(
            _texts(r["codes"]),
            bool(r["every"]),
            _lists(r["facets"]),
            bool(r["absent"]),
            r["query"] or "",
            bool(r["lacking"]),
        )
        base = Base(r["unit"] or "person", _lists(r["attributes"]), _texts(r["heard_in"]))
        out.append(
            Claim(
                r["id"],
                r["sentence"] or "",
                r["quantifier"] or "",
                condition,
                base,
                r["finding"],
                r["status"] or "draft",
                _checked(r["checked"]),
                r["note"] or "",
                r["position"] or 0,
                r["made_by"],
                r["made_at"],
            )
        )
    return out


def _checked(text: str | None) -> Checked | None:
    if not text:
        return None
    fields: Mapping[str, Any] = json.loads(text)
    return Checked(frozenset(fields.get("counted", ())), frozenset(fields.get("asked", ())))


def _texts(value: str | None) -> tuple[str, ...]:
    return tuple(str(v) for v in json.loads(value)) if value else ()


def _lists(value: str | None) -> dict[str, tuple[str, ...]]:
    return {str(k): tuple(str(v) for v in vs) for k, vs in json.loads(value).items()} if value else {}


def evidence(db: sqlite3.Connection, *, claim: str | None = None) -> list[Evidence]:
    """Return the evidence that the person at work may see, by claim, role, position, source and place."""
    where = "" if claim is None else "WHERE e.claim = ?"
    rows = db.execute(
        "SELECT e.id, e.claim, e.role, e.now_source, e.now_start, e.now_end, e.about_kind, e.about, e.note, "
        "e.position, e.made_by, e.adrift FROM seen_evidence e JOIN source s ON s.id = e.now_source "
        f"{where} ORDER BY e.claim, e.role DESC, coalesce(e.position, 0), coalesce(s.position, 0), s.handle, "
        "e.now_start, e.id",
        () if claim is None else (claim,),
    )
    return [
        Evidence(i, c, role or "", source, start, end, kind or "", about or "", note or "", pos or 0, by, bool(adrift))
        for i, c, role, source, start, end, kind, about, note, pos, by, adrift in rows
    ]


def quantifiers(db: sqlite3.Connection) -> list[Quantifier]:
    """Return the quantifiers that the project sets itself."""
    return [
        Quantifier(
            r["handle"] or "",
            r["word_sv"] or "",
            r["word_en"] or "",
            float(r["from_percent"] or 0),
            100.0 if r["to_percent"] is None else float(r["to_percent"]),
            r["least"] or 0,
            r["most"],
            r["outside"] or 0,
            r["position"] or 0,
            own=True,
        )
        for r in _rows(db, "SELECT * FROM quantifier ORDER BY coalesce(position, 0), handle")
    ]


def marks(db: sqlite3.Connection, codes: Collection[str] | None) -> list[Mark]:
    """Return the codings on some standing codes, or all, that the person at work may see; those adrift are left out."""
    select = (
        "SELECT now_source, now_code, now_start, now_end, facets, coalesce(absent, 0) FROM seen_coding_row "
        "WHERE NOT adrift"
    )
    ids = Ids(db)
    if codes is None:
        return [Mark(ids[s], ids[c], start, end, f, absent) for s, c, start, end, f, absent in db.execute(select)]
    wanted = sorted(codes)
    out: list[Mark] = []
    for first in range(0, len(wanted), _AT_A_TIME):
        chunk = wanted[first : first + _AT_A_TIME]
        place = ",".join("?" * len(chunk))
        rows = db.execute(f"{select} AND now_code IN (SELECT n FROM ref WHERE text IN ({place}))", chunk)
        out += [Mark(ids[s], ids[c], start, end, f, absent) for s, c, start, end, f, absent in rows]
    return out


def checked_at(db: sqlite3.Connection, claim: str) -> str:
    """Return the clock reading at which a claim was last checked or printed; empty when never."""
    row = db.execute(
        "SELECT max(e.hlc) FROM event e LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? AND e.kind = 'claim.check' AND json_type(e.json, '$.checked') NOT NULL "
        "AND NOT coalesce(a.undone, 0)",
        (claim,),
    ).fetchone()
    return str(row[0]) if row and row[0] else ""


def evidence_ever(db: sqlite3.Connection, claim: str) -> list[str]:
    """Return the ids of every piece of evidence that a claim has or had."""
    rows = db.execute(
        "SELECT e.object FROM event e WHERE e.kind = 'evidence.add' "
        "AND json_extract(e.json, '$.claim') = ? AND e.id NOT IN (SELECT id FROM hidden_event) ORDER BY e.hlc",
        (claim,),
    )
    return [row[0] for row in rows]


def codings_changed_since(db: sqlite3.Connection, reading: str, codes: Collection[str]) -> list[tuple[str, str, str]]:
    """Return the codings on some codes that changed after a clock reading, newest first.

    Each with the id of the action, what was done (kind of event) and the source.  What a blind round hides is left out.
    """
    rows = db.execute(
        "SELECT e.action, e.kind, e.source, e.object FROM event e "
        "WHERE e.hlc > ? AND (e.kind LIKE 'coding.%') AND e.id NOT IN (SELECT id FROM hidden_event) "
        "ORDER BY e.hlc DESC, e.id",
        (reading,),
    ).fetchall()
    wanted = set(codes)
    known: dict[str, bool] = {}
    out = []
    for action, kind, source, coding in rows:
        if coding not in known:
            bodies = db.execute(
                "SELECT json_extract(e.json, '$.code') FROM event e WHERE e.object = ? AND e.json NOT NULL",
                (coding,),
            )
            known[coding] = any(row[0] in wanted for row in bodies)
        if known[coding]:
            out.append((action, kind, source or ""))
    return out
