"""Rows of the analysis: memos, condensations, themes, findings, scenes."""

from __future__ import annotations

import json
import sqlite3

from qualcode.core.condensations import Condensation, Finding, Theme
from qualcode.core.kinds import THINGS
from qualcode.core.memos import Memo
from qualcode.core.scenes import Scene, scene_from_fields
from qualcode.store.rows import named_rows, strings


def memos(db: sqlite3.Connection, *, about: str | None = None) -> list[Memo]:
    """Return the memos, oldest first; ``about`` is the id of a thing."""
    where = "" if about is None else "WHERE about = ?"
    rows = named_rows(db, f"SELECT * FROM seen_memo {where} ORDER BY made_at, id", *(() if about is None else (about,)))
    return [
        Memo(
            r["id"],
            r["about_kind"] or "",
            r["about"] or "",
            r["title"] or "",
            r["text"] or "",
            r["made_by"],
            r["made_at"],
            r["changed_at"],
        )
        for r in rows
    ]


def findings(db: sqlite3.Connection) -> list[Finding]:
    """Return the findings in their order."""
    rows = named_rows(db, "SELECT * FROM finding ORDER BY coalesce(position, 0), made_at, id")
    return [
        Finding(
            r["id"],
            r["name"] or "",
            r["claim"] or "",
            r["position"] or 0,
            r["box"] or "",
            r["bullet"] or "",
            r["heading"] or "",
        )
        for r in rows
    ]


def themes(db: sqlite3.Connection) -> list[Theme]:
    """Return the themes in their order."""
    rows = named_rows(db, "SELECT * FROM theme ORDER BY coalesce(position, 0), made_at, id")
    return [Theme(r["id"], r["name"] or "", r["claim"] or "", r["finding"], r["position"] or 0) for r in rows]


def condensations(db: sqlite3.Connection) -> list[Condensation]:
    """Return the condensed sentences by their position, source and place."""
    rows = named_rows(
        db,
        "SELECT d.* FROM seen_condensation d JOIN source s ON s.id = d.now_source "
        "ORDER BY coalesce(d.position, 0), coalesce(s.position, 0), s.handle, d.now_start, d.id",
    )
    return [
        Condensation(
            r["id"],
            r["now_source"],
            r["now_start"],
            r["now_end"],
            r["text"] or "",
            strings(r["codes"]),
            r["theme"],
            r["made_by"],
            r["position"] or 0,
        )
        for r in rows
    ]


def scenes(db: sqlite3.Connection) -> list[Scene]:
    """Return the scenes in their order."""
    structured = {f.name for f in THINGS["scene"].fields if f.type == "json"}
    out = []
    for r in named_rows(db, "SELECT * FROM scene ORDER BY coalesce(position, 0), made_at, id"):
        fields = {n: json.loads(r[n]) if n in structured and r[n] else r[n] for n in r.keys()}  # noqa: SIM118
        out.append(scene_from_fields(r["id"], fields))
    return out
