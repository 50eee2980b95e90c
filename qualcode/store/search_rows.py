"""Rows about searching: saved searches, the project's own words, borders of units, verdicts on suggestions."""

from __future__ import annotations

import sqlite3

from qualcode.core.borders import Border
from qualcode.core.own_words import OwnWord
from qualcode.core.people import SavedQuery
from qualcode.core.suggestions import Verdict
from qualcode.store.rows import named_rows, strings


def queries(db: sqlite3.Connection) -> list[SavedQuery]:
    """Return the saved searches by name."""
    rows = named_rows(db, "SELECT * FROM saved_query ORDER BY name, made_at, id")
    return [SavedQuery(r["id"], r["name"] or "", r["expression"] or "", r["made_by"], r["made_at"]) for r in rows]


def own_words(db: sqlite3.Connection) -> list[OwnWord]:
    """Return the words of the project's own by form."""
    rows = named_rows(db, "SELECT * FROM own_word ORDER BY name, made_at, id")
    return [
        OwnWord(
            r["id"], r["name"] or "", r["lemma"] or r["name"] or "", r["language"] or "sv", r["made_by"], r["made_at"]
        )
        for r in rows
    ]


def borders(db: sqlite3.Connection, *, person: str) -> list[Border]:
    """Return the borders of meaning units that a person set, oldest first."""
    rows = named_rows(db, "SELECT * FROM unit_border WHERE made_by = ? ORDER BY made_at, id", person)
    return [Border(r["id"], r["source"], r["revision"], r["start"], r["end"], bool(r["stands"])) for r in rows]


def verdicts(db: sqlite3.Connection, *, person: str, code: str | None = None) -> list[Verdict]:
    """Return what a person made of suggestions, oldest first; ``code`` is the id of a standing code."""
    where, values = ["1"], []
    for column, value in (("g.made_by", person), ("k.standing", code)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    rows = named_rows(
        db,
        "SELECT g.*, k.standing AS now_code FROM suggestion g JOIN code k ON k.id = g.code "
        f"WHERE {' AND '.join(where)} ORDER BY g.made_at, g.id",
        *values,
    )
    return [
        Verdict(
            r["id"],
            r["now_code"],
            r["source"],
            r["revision"],
            r["start"],
            r["end"],
            r["verdict"] or "",
            strings(r["reasons"]),
            r["coding"] or "",
            r["made_by"],
            r["made_at"],
        )
        for r in rows
    ]


def sources_since(db: sqlite3.Connection, thing: str) -> frozenset[str]:
    """Return the ids of the sources that were imported after a thing was made."""
    rows = db.execute(
        "SELECT object FROM event WHERE kind = 'source.add' AND hlc > (SELECT min(hlc) FROM event WHERE object = ?)",
        (thing,),
    )
    return frozenset(row[0] for row in rows)
