"""The rows of things: many things of one kind folded at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache

from qualcode.core.events import canonical, milliseconds
from qualcode.core.fold import State, Step, fold_thing
from qualcode.core.kinds import THINGS
from qualcode.store.anchors import Anchors
from qualcode.store.refs import NUMBERED, Refs
from qualcode.store.source_rows import source_rows

#: Things that stand on a passage of a source.
ANCHORED = ("coding", "condensation", "reading", "evidence")
_AT_A_TIME = 400
_HISTORY = ("layer", "made_by", "made_at", "changed_at")
#: Where things are written that are read through a view.
_WRITTEN = {"coding": "coding_row"}


def iso(hlc: str) -> str:
    """Return a clock reading as UTC time, ``2026-01-31T12:00:00.000Z``."""
    return isos((hlc,))[0]


def isos(hlcs: Iterable[str]) -> list[str]:
    """Return clock readings as UTC times, ``2026-01-31T12:00:00.000Z``."""
    within, thousandths = _texts_of_times()
    return [
        f"{_hour(ms // 3_600_000)}{within[ms // 1000 % 3600]}{thousandths[ms % 1000]}" for ms in map(milliseconds, hlcs)
    ]


@cache
def _texts_of_times() -> tuple[list[str], list[str]]:
    """Return the texts of all seconds within an hour and of all thousandths of a second."""
    return [f"{n // 60:02}:{n % 60:02}." for n in range(3600)], [f"{n:03}Z" for n in range(1000)]


@lru_cache(maxsize=256)
def _hour(hours: int) -> str:
    return datetime.fromtimestamp(3600 * hours, UTC).strftime("%Y-%m-%dT%H:")


def fold_things(db: sqlite3.Connection, thing: str, identifiers: Sequence[str], anchors: Anchors | None = None) -> None:
    """Fold things of one kind to their rows; ``anchors`` are those of passages, kept over several calls."""
    anchors = anchors or Anchors(db)
    undone = {row[0] for row in db.execute("SELECT id FROM action WHERE undone")}
    standing: dict[str, str] = {}
    if thing == "coding":
        standing = dict(db.execute("SELECT id, standing FROM code WHERE standing IS NOT id"))
    for first in range(0, len(identifiers), _AT_A_TIME):
        chunk = identifiers[first : first + _AT_A_TIME]
        _clear(db, thing, chunk)
        rows = []
        for state in _states(db, thing, chunk, undone):
            row = _plain_row(state)
            if thing == "source":
                row |= source_rows(db, state) | {"standing": state.id}
            elif thing == "person":
                row["standing"] = state.id
            elif thing == "code":
                row |= {"tree_parent": None, "standing": state.id}
            elif thing in ANCHORED:
                row |= _place(state, anchors)
                if thing == "coding":
                    code = str(state.fields.get("code"))
                    row["now_code"] = standing.get(code, code)
            rows.append(row)
        if thing == "coding":
            _number(db, rows)
        _insert(db, table_of(thing), rows)


def table_of(thing: str) -> str:
    """Return the table that the rows of a kind of thing are written to."""
    table = THINGS[thing].table
    return _WRITTEN.get(table, table)


def _number(db: sqlite3.Connection, codings: Sequence[dict[str, object]]) -> None:
    refs = Refs(db)
    for row in codings:
        row |= {name: refs[str(row[name])] for name in NUMBERED if row[name] is not None}
        if row["changed_at"] == row["made_at"]:
            row["changed_at"] = None


def _clear(db: sqlite3.Connection, thing: str, chunk: Sequence[str]) -> None:
    marks = ",".join("?" * len(chunk))
    db.execute(f"DELETE FROM {table_of(thing)} WHERE id IN ({marks})", chunk)
    if thing == "source":
        db.execute(f"DELETE FROM revision WHERE source IN ({marks})", chunk)
        db.execute(f"DELETE FROM turn WHERE source IN ({marks})", chunk)


def _insert(db: sqlite3.Connection, table: str, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        columns = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table}({columns}) VALUES ({marks})", [tuple(row.values()) for row in rows])


def _states(db: sqlite3.Connection, thing: str, chunk: Sequence[str], undone: set[str]) -> Iterator[State]:
    marks = ",".join("?" * len(chunk))
    rows = db.execute(
        "SELECT e.object, e.id, e.hlc, e.actor, e.layer, e.kind, e.action, e.json FROM event e "
        f"WHERE e.object IN ({marks}) ORDER BY e.object, e.hlc, e.id",
        chunk,
    )
    at = ""
    steps: list[Step] = []
    for identifier, event, hlc, actor, layer, kind, action, body in rows:
        if identifier != at:
            if (state := fold_thing(thing, at, steps)) is not None:
                yield state
            at, steps = identifier, []
        # Words that were taken out for good stay out, whatever is undone later.
        if action not in undone or thing == "redaction":
            steps.append(Step(event, hlc, actor, layer, kind, None if body is None else json.loads(body)))
    if (state := fold_thing(thing, at, steps)) is not None:
        yield state


def _plain_row(state: State) -> dict[str, object]:
    kind_of = THINGS[state.thing]
    row: dict[str, object] = {"id": state.id}
    for column in kind_of.fields:
        value = state.fields.get(column.name)
        if column.type == "json" and value is not None:
            value = canonical(value)
        row[column.name] = value
    if kind_of.family_column:
        row[kind_of.family_column] = canonical(state.family)
    row["layer"], row["made_by"] = state.layer, state.made_by
    row["made_at"], row["changed_at"] = iso(state.made_at), iso(state.changed_at)
    return row


def _place(state: State, anchors: Anchors) -> dict[str, object]:
    """Return where a passage stands in the newest text of its source."""
    fields = state.fields
    source = str(fields.get("source"))
    start, end = fields.get("start"), fields.get("end")
    out: dict[str, object] = {
        "now_source": anchors.standing(source),
        "now_start": None,
        "now_end": None,
        "adrift": 0,
    }
    if not isinstance(start, int) or not isinstance(end, int):
        return out
    place = anchors.place(source, str(fields.get("revision")), start, end)
    if place.span is None or fields.get("review") == "adrift":
        out["adrift"] = 1
    else:
        out["now_start"], out["now_end"] = place.span
        if place.searched and state.thing in ("coding", "condensation") and not fields.get("review"):
            out["review"] = "searched"
    return out
