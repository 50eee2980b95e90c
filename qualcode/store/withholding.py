"""What a bundle leaves out: what the receiver has, and what a blind round keeps from them."""

from __future__ import annotations

import json
import sqlite3

from qualcode.core.events import canonical
from qualcode.core.holdings import Holdings
from qualcode.core.rounds import Round
from qualcode.store import blindness


def known_to(db: sqlite3.Connection, person: str) -> Holdings:
    """Return the events that a person is known to have, from the bundles they wrote."""
    row = db.execute("SELECT knows FROM peer WHERE person = ?", (person,)).fetchone()
    return Holdings.from_data(json.loads(row[0])) if row else Holdings()


def remember(db: sqlite3.Connection, person: str, knows: Holdings) -> None:
    """Note what the sender of a bundle had."""
    all_known = known_to(db, person).joined(knows)
    db.execute("INSERT OR REPLACE INTO peer VALUES (?,?)", (person, canonical(all_known.as_data())))


def not_by(db: sqlite3.Connection, person: str) -> set[str]:
    """Return the events of others than a person, under whatever identity."""
    rows = db.execute(
        "SELECT id FROM event WHERE actor != ?1 AND actor NOT IN "
        "(SELECT p.id FROM person p JOIN person q ON q.id = ?1 WHERE p.standing = q.standing)",
        (person,),
    )
    return {row[0] for row in rows}


def left_out(db: sqlite3.Connection, to: str, of_round: Round | None) -> set[str]:
    """Return the events that a bundle must not carry, or need not.

    What is hidden from the person at work stays at home.  To a coder of an open
    blind round goes nobody's coding but their own.  A bundle of one round leaves
    out codings elsewhere.
    """
    out = blindness.hidden_events(db)
    if to:
        out |= _kept_from(db, to)
    if of_round is not None:
        marks = ",".join("?" * len(of_round.sources))
        rows = db.execute(
            f"SELECT id FROM event WHERE source IS NOT NULL AND source NOT IN ({marks}) "
            "AND (layer LIKE 'own:%' OR kind LIKE 'condensation.%' OR kind LIKE 'evidence.%' "
            "OR kind LIKE 'quotation.%')",
            of_round.sources,
        )
        out |= {row[0] for row in rows}
    return out


def _kept_from(db: sqlite3.Connection, person: str) -> set[str]:
    sources: set[str] = set()
    for listed, coders in db.execute(
        "SELECT sources, coders FROM coding_round WHERE blind AND NOT coalesce(closed, 0)"
    ):
        if person in json.loads(coders or "[]"):
            sources |= set(json.loads(listed or "[]"))
    out: set[str] = set()
    for source in sources:
        rows = db.execute(
            "SELECT id FROM event WHERE source = ? AND actor != ? "
            "AND (layer LIKE 'own:%' OR kind LIKE 'condensation.%' OR kind LIKE 'evidence.%' "
            "OR kind LIKE 'quotation.%')",
            (source, person),
        )
        out |= {row[0] for row in rows}
        memos = db.execute(
            "SELECT e.id FROM memo m JOIN event e ON e.object = m.id WHERE m.layer LIKE 'own:%' AND m.made_by != ?2 "
            "AND (m.about = ?1 OR m.about IN (SELECT id FROM coding WHERE source = ?1) "
            "OR m.about IN (SELECT id FROM condensation WHERE source = ?1))",
            (source, person),
        )
        out |= {row[0] for row in memos}
        answers = db.execute(
            "SELECT e.id FROM answer a JOIN event e ON e.object = a.id WHERE a.made_by != ?2 AND a.case_id IN "
            "(SELECT case_id FROM source WHERE id = ?1 UNION SELECT case_id FROM turn WHERE source = ?1)",
            (source, person),
        )
        out |= {row[0] for row in answers}
    return out
