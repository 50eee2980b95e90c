"""Quotations, voice sets and the rules for them, read back from their tables."""

from __future__ import annotations

import json
import sqlite3

from qualcode.core.attribution import QuotationRules, rules_from
from qualcode.core.quotations import Quotation, suffixes, wording_from
from qualcode.core.voices import VoiceSet, voices_from


def quotations(db: sqlite3.Connection) -> list[Quotation]:
    """Return the quotations by source and place; one whose words were taken out for good is left out."""
    added = suffixes(numbered(db))
    rows = db.execute(
        "SELECT q.id, s.standing, q.wording, q.prefix, q.number, q.attribution, q.layout, q.theme, q.codes, q.note, "
        "q.printed_in, q.made_by, q.position, q.speaker FROM seen_quotation q JOIN source s ON s.id = q.source "
        "JOIN source n ON n.id = s.standing ORDER BY coalesce(n.position, 0), n.handle, q.prefix, q.number, q.id"
    )
    out = []
    for row in rows.fetchall():
        if row[2] is None or row[4] is None:
            continue
        out.append(
            Quotation(
                row[0],
                row[1],
                wording_from(json.loads(row[2])),
                row[3] or "",
                row[4],
                added.get(row[0], ""),
                row[5] or "",
                row[6] or "",
                row[7],
                tuple(json.loads(row[8] or "[]")),
                row[9] or "",
                tuple(json.loads(row[10] or "[]")),
                row[11],
                row[12] or 0,
                row[13],
            )
        )
    return out


def numbered(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return id, prefix and number of every quotation ever made, in the order of making, those gone too.

    Where the body of its making was blanked, the number comes from what was written since.
    """
    rows = db.execute(
        "SELECT a.object, json_extract(e.json, '$.prefix'), json_extract(e.json, '$.number') FROM event a "
        "JOIN event e ON e.object = a.object WHERE a.kind = 'quotation.add' "
        "AND e.json NOT NULL AND json_extract(e.json, '$.number') NOT NULL ORDER BY a.hlc, a.id, e.hlc DESC"
    )
    return [(i, str(prefix or ""), int(number)) for i, prefix, number in rows]


def voice_sets(db: sqlite3.Connection) -> list[VoiceSet]:
    """Return the voice sets in their order."""
    rows = db.execute(
        "SELECT id, name, about_kind, about, lead_in, voices, position FROM voice_set "
        "ORDER BY coalesce(position, 0), made_at, id"
    )
    return [
        VoiceSet(i, name or "", kind or "", about, lead_in or "", voices_from(json.loads(voices)), position or 0)
        for i, name, kind, about, lead_in, voices, position in rows
    ]


def rules(db: sqlite3.Connection) -> tuple[str, QuotationRules]:
    """Return the id of the project's record and its rules for quotations."""
    row = db.execute("SELECT id, quotation_rules FROM project_info ORDER BY made_at LIMIT 1").fetchone()
    if row is None:
        return "", QuotationRules()
    value = json.loads(row[1]) if row[1] else None
    return str(row[0]), rules_from(value if isinstance(value, dict) else None)
