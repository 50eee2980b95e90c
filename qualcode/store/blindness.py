"""What a person may see while rounds are blind: temporary views that all reading goes through.

While a blind round is open, nobody sees another person's codings, memos and
condensations on the round's sources, and answers on their cases, whatever screen, table, export or log
asks for them.  The views live in the connection, not in the file; the file's
own views for other programs show none of these codings to anyone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from qualcode.store.bundle import Carried

_OTHERS = "made_by NOT IN (SELECT id FROM me)"
_VIEWS = f"""
CREATE TEMP VIEW me AS
  SELECT at_work() AS id UNION
  SELECT p.id FROM person p JOIN person q ON q.id = at_work() WHERE p.standing = q.standing;
CREATE TEMP VIEW blind AS
  SELECT source FROM v_blind UNION SELECT s.id FROM source s WHERE s.standing IN (SELECT source FROM v_blind);
CREATE TEMP VIEW blind_case AS
  SELECT case_id AS id FROM source WHERE id IN (SELECT source FROM blind) AND case_id NOT NULL
  UNION SELECT case_id FROM turn WHERE source IN (SELECT source FROM blind) AND case_id NOT NULL;
CREATE TEMP VIEW seen_answer AS
  SELECT * FROM answer WHERE case_id NOT IN (SELECT id FROM blind_case) OR made_by IN (SELECT id FROM me);
CREATE TEMP VIEW hidden AS
  SELECT id FROM coding WHERE now_source IN (SELECT source FROM blind) AND layer LIKE 'own:%' AND {_OTHERS}
  UNION ALL SELECT id FROM condensation WHERE now_source IN (SELECT source FROM blind) AND {_OTHERS}
  UNION ALL SELECT id FROM evidence WHERE now_source IN (SELECT source FROM blind) AND {_OTHERS}
  UNION ALL SELECT id FROM quotation WHERE source IN (SELECT source FROM blind) AND {_OTHERS}
  UNION ALL SELECT id FROM memo WHERE layer LIKE 'own:%' AND {_OTHERS} AND (about IN (SELECT source FROM blind)
    OR about IN (SELECT id FROM coding WHERE now_source IN (SELECT source FROM blind))
    OR about IN (SELECT id FROM condensation WHERE now_source IN (SELECT source FROM blind)))
  UNION ALL SELECT id FROM answer WHERE case_id IN (SELECT id FROM blind_case) AND {_OTHERS};
CREATE TEMP VIEW seen_coding AS
  SELECT * FROM coding WHERE now_source NOT IN (SELECT source FROM blind) OR layer NOT LIKE 'own:%'
    OR made_by IN (SELECT id FROM me);
CREATE TEMP VIEW seen_condensation AS
  SELECT * FROM condensation WHERE now_source NOT IN (SELECT source FROM blind) OR made_by IN (SELECT id FROM me);
CREATE TEMP VIEW seen_evidence AS
  SELECT * FROM evidence WHERE now_source NOT IN (SELECT source FROM blind) OR made_by IN (SELECT id FROM me);
CREATE TEMP VIEW seen_quotation AS
  SELECT * FROM quotation WHERE source NOT IN (SELECT source FROM blind) OR made_by IN (SELECT id FROM me);
CREATE TEMP VIEW seen_memo AS SELECT * FROM memo WHERE id NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW hidden_event AS
  SELECT id, action FROM event WHERE actor NOT IN (SELECT id FROM me) AND source IN (SELECT source FROM blind)
    AND (layer LIKE 'own:%' OR kind LIKE 'condensation.%' OR kind LIKE 'evidence.%' OR kind LIKE 'quotation.%')
    AND kind != 'reading.done'
  UNION ALL SELECT id, action FROM event WHERE object IN (SELECT id FROM hidden)
    AND (kind LIKE 'memo.%' OR kind LIKE 'answer.%');
"""


def is_coding(event: Carried) -> bool:
    """Tell whether an event is part of someone's own coding of its source; the same as in the view ``hidden_event``."""
    own = event.layer.startswith("own:") or event.kind.partition(".")[0] in ("condensation", "evidence", "quotation")
    return own and event.kind != "reading.done"


def open_views(db: sqlite3.Connection, at_work: Callable[[], str]) -> None:
    """Make the views on a connection; ``at_work`` tells the id of the person who looks."""
    db.create_function("at_work", 0, at_work)
    # The views are this connection's own, so a reader may make them too.
    reading = db.execute("PRAGMA query_only").fetchone()[0]
    db.execute("PRAGMA query_only = OFF")
    for statement in _VIEWS.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA query_only = {reading}")


def hidden_events(db: sqlite3.Connection) -> set[str]:
    """Return the events whose content is hidden from the person at work."""
    if db.execute("SELECT 1 FROM v_blind LIMIT 1").fetchone() is None:
        return set()
    return {row[0] for row in db.execute("SELECT id FROM hidden_event")}


def hidden_things(db: sqlite3.Connection) -> set[str]:
    """Return the codings, condensations and memos that are hidden from the person at work."""
    if db.execute("SELECT 1 FROM v_blind LIMIT 1").fetchone() is None:
        return set()
    return {row[0] for row in db.execute("SELECT id FROM hidden")}


def blind_sources(db: sqlite3.Connection) -> frozenset[str]:
    """Return the sources that an open blind round covers."""
    return frozenset(row[0] for row in db.execute("SELECT source FROM blind"))
