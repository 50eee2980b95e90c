"""What a person may see while rounds are blind: temporary views that all reading goes through.

While a blind round is open, nobody sees another person's codings, memos and
condensations on the round's sources, and answers on their cases, whatever screen, table, export or log
asks for them.  The views live in the connection, not in the file; the file's
own views for other programs show none of these codings to anyone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from qualcode.core.counted import ALL, Counted
from qualcode.store.bundle import Carried
from qualcode.store.refs import named_codings

_ANALYSIS = ("condensation", "evidence", "quotation")
_OTHERS = "made_by NOT IN (SELECT id FROM me)"
# Of the rows of codings, in which numbers stand for ids.
_BLIND = "SELECT n FROM ref WHERE text IN (SELECT source FROM blind)"
_OWN = "layer IN (SELECT n FROM ref WHERE text LIKE 'own:%')"
_DECIDED = "layer IN (SELECT n FROM ref WHERE text LIKE 'consensus:%')"
_MY_CODING = "made_by IN (SELECT n FROM ref WHERE text IN (SELECT id FROM me))"
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
  SELECT id FROM coding_row WHERE now_source IN ({_BLIND}) AND {_OWN} AND NOT {_MY_CODING}
  UNION ALL SELECT id FROM condensation WHERE now_source IN (SELECT source FROM blind) AND {_OTHERS}
  UNION ALL SELECT id FROM evidence WHERE now_source IN (SELECT source FROM blind) AND {_OTHERS}
  UNION ALL SELECT id FROM quotation WHERE source IN (SELECT source FROM blind) AND {_OTHERS}
  UNION ALL SELECT id FROM memo WHERE layer LIKE 'own:%' AND {_OTHERS} AND (about IN (SELECT source FROM blind)
    OR about IN (SELECT id FROM coding_row WHERE now_source IN ({_BLIND}))
    OR about IN (SELECT id FROM condensation WHERE now_source IN (SELECT source FROM blind))
    OR about IN (SELECT id FROM quotation WHERE source IN (SELECT source FROM blind)))
  UNION ALL SELECT id FROM answer WHERE case_id IN (SELECT id FROM blind_case) AND {_OTHERS};
CREATE TEMP VIEW seen_memo AS SELECT * FROM memo WHERE id NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW hidden_event AS
  SELECT id, action FROM event WHERE actor NOT IN (SELECT id FROM me) AND source IN (SELECT source FROM blind)
    AND (layer LIKE 'own:%' OR kind LIKE 'condensation.%' OR kind LIKE 'evidence.%' OR kind LIKE 'quotation.%')
    AND kind != 'reading.done'
  UNION ALL SELECT id, action FROM event WHERE object IN (SELECT id FROM hidden)
    AND (kind LIKE 'memo.%' OR kind LIKE 'answer.%');
"""

_MINE = "made_by IN (SELECT id FROM me)"
#: What of each kind of a person's own work is seen, whoever's work counts.
_SEEN = {
    "coding_row": f"now_source NOT IN ({_BLIND}) OR NOT {_OWN} OR {_MY_CODING}",
    "condensation": f"now_source NOT IN (SELECT source FROM blind) OR {_MINE}",
    "evidence": f"now_source NOT IN (SELECT source FROM blind) OR {_MINE}",
    "quotation": f"source NOT IN (SELECT source FROM blind) OR {_MINE}",
}
_LAYERS = {
    "": "1",
    "coders": _OWN,
    "consensus": _DECIDED,
    "settled": f"{_DECIDED} OR id NOT IN (SELECT j.value FROM adjudication d, json_each(d.codings) j)",
}


class Veil:
    """Tells which events on their way in, read in log order, a blind round hides from the person at work.

    The same as in the view ``hidden_event``, for what is not in the log yet.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._sources = blind_sources(db)
        self._cases = {row[0] for row in db.execute("SELECT id FROM blind_case")}
        self._me = {row[0] for row in db.execute("SELECT id FROM me")}
        self._hidden = hidden_things(db)

    def hides(self, event: Carried) -> bool:
        """Tell whether the content of an event is hidden."""
        if not self._sources or event.actor in self._me:
            return False
        if not (event.object in self._hidden or self._is_coding(event) or self._is_about(event)):
            return False
        self._hidden.add(event.object)
        return True

    def _is_coding(self, event: Carried) -> bool:
        own = event.layer.startswith("own:") or event.kind.partition(".")[0] in _ANALYSIS
        return event.source in self._sources and own and event.kind != "reading.done"

    def _is_about(self, event: Carried) -> bool:
        thing = event.kind.partition(".")[0]
        if event.json is None or thing not in ("memo", "answer"):
            return False
        fields = json.loads(event.json)
        if thing == "answer":
            return fields.get("case_id") in self._cases
        about = fields.get("about")
        return event.layer.startswith("own:") and (about in self._sources or about in self._hidden)


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
    count(db, ALL)


def count(db: sqlite3.Connection, counted: Counted) -> None:
    """Let only some of what is seen be read on a connection, until it is told otherwise."""
    reading = db.execute("PRAGMA query_only").fetchone()[0]
    db.execute("PRAGMA query_only = OFF")
    # What was decided together is nobody's own, whoever wrote the decision down.
    of_coding = _LAYERS[counted.layer or ("coders" if counted.coder else "")]
    if counted.round:
        of_coding = f"layer IN (SELECT n FROM ref WHERE text = {_quoted('consensus:' + counted.round)})"
    db.execute("DROP VIEW IF EXISTS temp.seen_coding")
    for table, seen in _SEEN.items():
        layer, makers = "1", f"SELECT id FROM person WHERE standing = {_quoted(counted.coder)}"
        if table == "coding_row":
            layer, makers = of_coding, f"SELECT n FROM ref WHERE text IN ({makers})"
        by = f"made_by IN ({makers})" if counted.coder else "1"
        db.execute(f"DROP VIEW IF EXISTS temp.seen_{table}")
        db.execute(f"CREATE TEMP VIEW seen_{table} AS SELECT * FROM {table} WHERE ({seen}) AND ({layer}) AND {by}")
    db.execute(f"CREATE TEMP VIEW seen_coding AS {named_codings('seen_coding_row')}")
    db.execute(f"PRAGMA query_only = {reading}")


def _quoted(text: str) -> str:
    """Return a text as a literal, since a view takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


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
