"""How rows are read: by name, with lists of JSON as tuples."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator


def named_rows(db: sqlite3.Connection, sql: str, *values: object) -> Iterator[sqlite3.Row]:
    """Yield the rows of a query, their fields to be asked for by name."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return iter(cursor.execute(sql, values))


def lists(value: str | None) -> list[list[str]]:
    """Return the lists that a column of JSON holds."""
    return json.loads(value) if value else []


def strings(value: str | None) -> tuple[str, ...]:
    """Return the texts that a column of JSON holds."""
    return tuple(json.loads(value)) if value else ()
