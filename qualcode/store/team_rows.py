"""Rows about working as a team: rounds, forms, reading marks, decisions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from qualcode.core.adjudication import Decision
from qualcode.core.forms import Answer, Form, Item
from qualcode.core.holdings import Holdings
from qualcode.core.rounds import Laid, Reading, Round
from qualcode.store.rows import lists, named_rows, strings
from qualcode.store.thing_rows import iso


def rounds(db: sqlite3.Connection) -> list[Round]:
    """Return the rounds of coding, oldest first."""
    out = []
    for r in named_rows(db, "SELECT * FROM coding_round ORDER BY made_at, id"):
        known = Holdings.from_data(json.loads(r["known"])) if r["known"] else None
        out.append(
            Round(
                r["id"],
                r["name"] or "",
                strings(r["sources"]),
                strings(r["coders"]),
                r["unit"] or "turn",
                bool(r["blind"]),
                bool(r["closed"]),
                r["codebook_at"] or "",
                known,
                r["made_by"],
                r["made_at"],
                r["changed_at"] if r["closed"] else "",
            )
        )
    return out


def laid_out(db: sqlite3.Connection, of_round: str) -> dict[str, Laid]:
    """Return how a closed round's sources were laid out when it closed, by their ids."""
    row = db.execute("SELECT laid FROM coding_round WHERE id = ?", (of_round,)).fetchone()
    found = json.loads(row[0]) if row and row[0] else {}
    return {source: Laid.from_data(data) for source, data in found.items()}


def readings(db: sqlite3.Connection) -> list[Reading]:
    """Return the marks of what each coder has read, by source and place; a place that is gone is left out."""
    rows = db.execute(
        "SELECT m.id, m.now_source, coalesce(p.standing, m.made_by), m.now_start, m.now_end, m.made_at "
        "FROM reading_mark m JOIN source s ON s.id = m.now_source LEFT JOIN person p ON p.id = m.made_by "
        "WHERE NOT m.adrift ORDER BY coalesce(s.position, 0), s.handle, m.now_start, m.made_at, m.id"
    )
    return [Reading(*row) for row in rows]


def layers(db: sqlite3.Connection, things: list[str]) -> dict[str, str]:
    """Return the layers of codings and condensations."""
    out: dict[str, str] = {}
    for identifier in things:
        for table in ("coding", "condensation"):
            out |= dict(db.execute(f"SELECT id, layer FROM {table} WHERE id = ?", (identifier,)))
    return out


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """Return what was decided where coders differed, oldest first."""
    rows = db.execute(
        "SELECT d.id, d.round, d.source, d.code, d.kind, d.codings, d.choice, d.results, d.reason, "
        "coalesce(p.standing, d.made_by), d.made_at FROM adjudication d LEFT JOIN person p ON p.id = d.made_by "
        "ORDER BY d.made_at, d.id"
    )
    return [
        Decision(i, of, source, code, kind, strings(codings), choice or "", strings(results), reason or "", by, at)
        for i, of, source, code, kind, codings, choice, results, reason, by, at in rows
    ]


def consensus(db: sqlite3.Connection, of_round: str) -> set[str]:
    """Return the ids of the codings in a round's consensus layer."""
    return {row[0] for row in db.execute("SELECT id FROM coding WHERE layer = ?", (f"consensus:{of_round}",))}


def rules_changed_at(db: sqlite3.Connection, code: str) -> str:
    """Return when the definition or a rule of a code last changed after it was made; empty when never."""
    row = db.execute(
        "SELECT max(e.hlc) FROM event e LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? AND e.kind != 'code.add' AND coalesce(a.undone, 0) = 0 AND (json_type(e.json, "
        "'$.definition') NOT NULL OR json_type(e.json, '$.when_to_use') NOT NULL OR "
        "json_type(e.json, '$.when_not') NOT NULL)",
        (code,),
    ).fetchone()
    return iso(row[0]) if row[0] else ""


def forms(db: sqlite3.Connection) -> list[Form]:
    """Return the forms by handle, each with its items in their order."""
    items: dict[str, list[Item]] = {}
    for r in named_rows(db, "SELECT * FROM form_item ORDER BY coalesce(position, 0), handle, id"):
        choices = tuple((str(handle), str(name)) for handle, name in lists(r["choices"]))
        its = (r["id"], r["form"], r["handle"] or "", r["question"] or "", choices, bool(r["several"]))
        items.setdefault(r["form"], []).append(Item(*its, r["scale"] or "nominal", r["position"] or 0))
    return [
        Form(r["id"], r["handle"] or "", r["title"] or "", r["description"] or "", r["version"] or 1,
             tuple(items.get(r["id"], ())))
        for r in named_rows(db, "SELECT * FROM form ORDER BY handle, id")
    ]  # fmt: skip


def answers(db: sqlite3.Connection) -> list[Answer]:
    """Return each coder's latest answer to each item about each case."""
    rows = db.execute(
        "SELECT a.id, a.item, a.case_id, coalesce(p.standing, a.made_by), a.state, a.chosen, a.note, a.made_at, "
        "a.changed_at FROM seen_answer a JOIN form_item i ON i.id = a.item JOIN case_record c ON c.id = a.case_id "
        "LEFT JOIN person p ON p.id = a.made_by ORDER BY a.changed_at, a.id"
    )
    latest = {
        (item, case, coder): Answer(i, item, case, coder, state or "answered", strings(values), note or "", at, changed)
        for i, item, case, coder, state, values, note, at, changed in rows
    }
    return list(latest.values())


def passages(db: sqlite3.Connection, source: str) -> list[tuple[str, str, int, int]]:
    """Return every coding and condensation on a source with its kind and place, hidden ones too."""
    return db.execute(
        "SELECT id, 'coding', now_start, now_end FROM coding WHERE now_source = ?1 AND now_start NOT NULL "
        "UNION ALL SELECT id, 'condensation', now_start, now_end FROM condensation "
        "WHERE now_source = ?1 AND now_start NOT NULL ORDER BY 2, 3, 1",
        (source,),
    ).fetchall()


def on_older_texts(db: sqlite3.Connection, source: str, text: str) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield the codings and marks of reading on a passage of a source that were made on another text than this one."""
    for table in ("coding", "reading_mark"):
        yield from db.execute(
            f"SELECT id, now_start, now_end FROM {table} "
            "WHERE now_source = ? AND start NOT NULL AND (revision IS NOT ? OR source IS NOT now_source)",
            (source, text),
        ).fetchall()
