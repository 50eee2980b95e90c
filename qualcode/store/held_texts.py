"""Every text that the things of a project hold, and their rewriting.

All kinds of thing are gone through by their fields, so one that is added later
is covered too.  Coders are left out: they are no part of the material.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from qualcode.core.events import Change
from qualcode.core.kinds import THINGS, Thing
from qualcode.core.mentions import HeldText

_LEFT_OUT = frozenset({"person", "redaction", "release"})
#: Fields that hold ids, hashes, closed values and references to literature.
_NO_WORDS = frozenset(
    "kind language mode format encoding original base rebase status colour revision unit voiced_by citation citations "
    "coding date case_id codebook parent left_code right_code source code theme finding event about about_kind review "
    "coders sources merged_into split_into known codebook_at same_as layer rough_time narrator lead_in_role sort "
    "round verdict speaker attribution layout role quantifier facets checked heard_in".split()
)
#: Fields in which names stand as people type them in handles: ``intervju-anna-berg.docx``.
SLUGS = frozenset({"handle", "file_name"})
_NAMES = ("handle", "title", "name", "short", "name_sv", "text", "claim")

Rewrite = Callable[[str, str], str]


def held_texts(db: sqlite3.Connection) -> Iterator[HeldText]:
    """Yield the texts of all things as they are now, but for the sources' running texts."""
    for thing, row in _rows(db):
        name = next((str(row[f]) for f in _NAMES if row.get(f)), "")
        for field, value in _fields(thing, row):
            for number, text in enumerate(_strings(value)):
                if text.strip():
                    yield HeldText(thing.name, str(row["id"]), field, text, name, number)


def rewritten(db: sqlite3.Connection, rewrite: Rewrite) -> Iterator[Change]:
    """Yield the changes that rewrite all texts of things; ``rewrite`` gets the name of the field and the text."""
    for thing, row in _rows(db):
        body: dict[str, object] = {}
        for field, value in _fields(thing, row):
            new = _mapped(value, partial(rewrite, field))
            if new != value:
                body[field] = new
        if body:
            yield Change(f"{thing.name}.edit", str(row["id"]), body, str(row["layer"]), _source_of(thing, row))


def snapshot(db: sqlite3.Connection, thing: str, identifier: str) -> Change | None:
    """Return a change that sets every field of a thing to what it is now; None when the thing is gone."""
    kind = THINGS[thing]
    for row in _select(db, kind, "WHERE id = ?", (identifier,)):
        body = {f.name: row[f.name] for f in kind.fields if row[f.name] is not None}
        if kind.family_column:
            body |= {f"{kind.family}:{k}": v for k, v in row[kind.family_column].items()}
        return Change(f"{thing}.edit", identifier, body, str(row["layer"]), _source_of(kind, row))
    return None


def _source_of(thing: Thing, row: dict[str, Any]) -> str | None:
    source = row["id"] if thing.name == "source" else row.get("source")
    return str(source) if source else None


def _rows(db: sqlite3.Connection) -> Iterator[tuple[Thing, dict[str, Any]]]:
    for thing in THINGS.values():
        if thing.name not in _LEFT_OUT:
            for row in _select(db, thing, "ORDER BY made_at, id", ()):
                yield thing, row


def _select(db: sqlite3.Connection, thing: Thing, rest: str, values: tuple[str, ...]) -> list[dict[str, Any]]:
    cursor = db.execute(f"SELECT * FROM {thing.table} {rest}", values)
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    encoded = [f.name for f in thing.fields if f.type == "json"] + ([thing.family_column] if thing.family else [])
    for row in found:
        for name in encoded:
            row[name] = json.loads(row[name]) if row[name] else None
    return found


def _fields(thing: Thing, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in thing.fields:
        if field.type in ("text", "json") and field.name not in _NO_WORDS and row[field.name]:
            yield field.name, row[field.name]
    if thing.family and thing.name == "case":
        for name, value in sorted((row[thing.family_column] or {}).items()):
            yield f"{thing.family}:{name}", value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    return value


def strings_in(body: str) -> list[str]:
    """Return the strings of an event's body."""
    return list(_strings(json.loads(body)))
