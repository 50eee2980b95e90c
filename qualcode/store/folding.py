"""Folding the log into tables, one thing at a time or all of them.

After each action the things it touched are folded again; :func:`rebuild` folds
everything.  Both go through the same functions, so both give the same rows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from qualcode.core.events import Event, canonical, milliseconds
from qualcode.core.fold import State, Step, carry, fold_thing, forest, standing_code
from qualcode.core.kinds import KINDS, THINGS
from qualcode.store import log
from qualcode.store.source_rows import revisions_after, source_rows

#: Things in the order in which they build on each other.
_ANCHORED = ("coding", "condensation")
_ORDER = (*(name for name in THINGS if name not in _ANCHORED), *_ANCHORED)
_NO_STEP = ("project.add", "person.add")
_SUBJECTS = ("title", "handle", "name_sv", "name")

Progress = Callable[[int, int], None]


def iso(hlc: str) -> str:
    """Return a clock reading as UTC time, ``2026-01-31T12:00:00.000Z``."""
    moment = datetime.fromtimestamp(milliseconds(hlc) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fold_events(db: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Bring the tables up to date after these events were written; the caller holds the transaction."""
    touched: dict[str, str] = {}
    actions: dict[str, None] = {}
    for event in events:
        thing = KINDS[event.kind].thing
        actions[event.action] = None
        if thing == "action":
            actions[event.object] = None
            touched.update(_about_action(db, event.object))
        else:
            touched[event.object] = thing
    for action in actions:
        _fold_action(db, action)
    _fold_touched(db, touched)


def _about_action(db: sqlite3.Connection, action: str) -> Iterable[tuple[str, str]]:
    for identifier, kind in db.execute("SELECT DISTINCT object, kind FROM event WHERE action = ?", (action,)):
        yield identifier, KINDS[kind].thing


def _fold_touched(db: sqlite3.Connection, touched: dict[str, str]) -> None:
    changed_texts: list[str] = []
    codes_changed = False
    for thing in _ORDER:
        for identifier in (i for i, t in touched.items() if t == thing):
            _fold_one(db, thing, identifier)
            if thing == "source":
                changed_texts.append(identifier)
            codes_changed = codes_changed or thing == "code"
        if thing == _ORDER[-3] and codes_changed:
            _settle_tree(db)
    for source in changed_texts:
        for thing in _ANCHORED:
            for (identifier,) in db.execute(f"SELECT id FROM {thing} WHERE source = ?", (source,)).fetchall():
                if identifier not in touched:
                    _fold_one(db, thing, identifier)


def rebuild(db: sqlite3.Connection, *, progress: Progress | None = None) -> None:
    """Fold every table anew from the log; the caller holds the transaction."""
    db.execute("DELETE FROM action")
    for (action,) in db.execute("SELECT DISTINCT action FROM event ORDER BY action").fetchall():
        _fold_action(db, action)
    things: dict[str, str] = {}
    for identifier, kind in db.execute("SELECT object, min(kind) FROM event GROUP BY object"):
        if (thing := KINDS[kind].thing) != "action":
            things[identifier] = thing
    for table in (*(t.table for t in THINGS.values()), "revision", "turn"):
        db.execute(f"DELETE FROM {table}")
    done = 0
    for thing in _ORDER:
        for identifier in sorted(i for i, t in things.items() if t == thing):
            _fold_one(db, thing, identifier)
            done += 1
            if progress is not None and done % 500 == 0:
                progress(done, len(things))
        if thing == _ORDER[-3]:
            _settle_tree(db)


def dump(db: sqlite3.Connection) -> bytes:
    """Return the folded tables as canonical bytes, to compare two ways of reaching them."""
    lines: list[str] = []
    for table in (*sorted(t.table for t in THINGS.values()), "revision", "turn", "action"):
        cursor = db.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = sorted(canonical(dict(zip(names, row, strict=True))) for row in cursor)
        lines += [f"{table} {row}" for row in rows]
    return "\n".join(lines).encode("utf-8")


def _fold_action(db: sqlite3.Connection, action: str) -> None:
    """Fold what an action is and whether it stands: its latest undo or redo that stands itself decides."""
    db.execute("DELETE FROM action WHERE id = ?", (action,))
    rows = db.execute(
        "SELECT e.actor, e.hlc, e.kind, b.json FROM event e LEFT JOIN event_body b ON b.event = e.id "
        "WHERE e.action = ? ORDER BY e.hlc, e.id",
        (action,),
    ).fetchall()
    if not rows:
        return
    kinds: dict[str, int] = {}
    subject = ""
    for _, _, kind, body in rows:
        kinds[kind] = kinds.get(kind, 0) + 1
        if not subject and body:
            fields = json.loads(body)
            subject = next((str(fields[n]) for n in _SUBJECTS if fields.get(n)), "")
    last = db.execute(
        "SELECT kind, hlc FROM event WHERE object = ? ORDER BY hlc DESC, id DESC LIMIT 1", (action,)
    ).fetchone()
    undone = last is not None and last[0] == "action.undo"
    # The making of the project and the joining of a person are no steps to take back.
    meta = all(kind in _NO_STEP or kind.startswith("action.") for kind in kinds)
    db.execute(
        "INSERT INTO action VALUES (?,?,?,?,?,?,?,?,?)",
        (
            action,
            rows[0][0],
            rows[0][1],
            rows[-1][1],
            canonical(list(kinds.items())),
            subject,
            int(undone),
            last[1] if last is not None and undone else None,
            int(meta),
        ),
    )


def _fold_one(db: sqlite3.Connection, thing: str, identifier: str) -> None:
    kind_of = THINGS[thing]
    live: list[Step] = []
    for kind, step, body in log.steps(db, identifier):
        fields = None if body is None else json.loads(body)
        live.append(Step(step.id, step.hlc, step.actor, step.layer, kind, fields))
    state = fold_thing(thing, identifier, live)
    db.execute(f"DELETE FROM {kind_of.table} WHERE id = ?", (identifier,))
    if thing == "source":
        db.execute("DELETE FROM revision WHERE source = ?", (identifier,))
        db.execute("DELETE FROM turn WHERE source = ?", (identifier,))
    if state is None:
        return
    row = _plain_row(state)
    if thing == "source":
        row |= source_rows(db, state)
    elif thing == "code":
        row |= {"tree_parent": None, "standing": identifier}
    elif thing in _ANCHORED:
        row |= _anchor(db, state)
    _insert(db, kind_of.table, row)


def _insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    columns = ", ".join(row)
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(row.values()))


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


def _anchor(db: sqlite3.Connection, state: State) -> dict[str, object]:
    """Return where a coding or condensation stands in the newest revision of its text."""
    fields = state.fields
    start, end, made_in = fields.get("start"), fields.get("end"), fields.get("revision")
    out: dict[str, object] = {"now_start": None, "now_end": None, "adrift": 0}
    if state.thing == "coding":
        code = str(fields.get("code"))
        row = db.execute("SELECT standing FROM code WHERE id = ?", (code,)).fetchone()
        out["now_code"] = row[0] if row else code
    if not isinstance(start, int) or not isinstance(end, int):
        return out
    later = revisions_after(db, str(fields.get("source")), str(made_in))
    span = None if later is None else carry(start, end, later)
    if span is None:
        out["adrift"] = 1
    else:
        out["now_start"], out["now_end"] = span
    return out


def _settle_tree(db: sqlite3.Connection) -> None:
    """Work out each code's place in the tree and the code that stands for it, and move codings along."""
    links: dict[str, tuple[str | None, str]] = {}
    merged: dict[str, str | None] = {}
    before: dict[str, str] = {}
    for identifier, parent, into, standing in db.execute("SELECT id, parent, merged_into, standing FROM code"):
        links[identifier] = (parent, _link_reading(db, identifier) if parent else "")
        merged[identifier] = into
        before[identifier] = standing
    merged = {code: into if into in links else None for code, into in merged.items()}
    tree = forest(links)
    for code in links:
        standing = standing_code(code, merged)
        parent = tree[code]
        place = standing_code(parent, merged) if parent else None
        db.execute(
            "UPDATE code SET tree_parent = ?, standing = ? "
            "WHERE id = ? AND (tree_parent IS NOT ? OR standing IS NOT ?)",
            (None if place == code else place, standing, code, None if place == code else place, standing),
        )
    db.execute(
        "UPDATE coding SET now_code = coalesce((SELECT standing FROM code WHERE code.id = coding.code), code) "
        "WHERE now_code IS NOT coalesce((SELECT standing FROM code WHERE code.id = coding.code), code)"
    )


def _link_reading(db: sqlite3.Connection, code: str) -> str:
    """Return the clock reading at which a code's parent was last set."""
    reading = ""
    for _, step, body in log.steps(db, code):
        if body is not None and "parent" in json.loads(body):
            reading = step.hlc
    return reading


def missing_texts(db: sqlite3.Connection) -> list[str]:
    """Return the handles of sources whose text is not in the file."""
    rows = db.execute(
        "SELECT s.handle FROM source s LEFT JOIN text_version t ON t.hash = s.text WHERE t.text IS NULL ORDER BY 1"
    )
    return [row[0] for row in rows]
