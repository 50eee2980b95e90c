"""Ids that stand in thousands of rows, written there as small numbers.

What codes, sources, persons, layers and texts are called would make up most of
the bytes of a coding's row and of its indexes.  The view ``coding`` reads as if
they stood there themselves.
"""

from __future__ import annotations

import sqlite3

#: The columns of a coding's row that hold numbers.
NUMBERED = ("source", "code", "revision", "now_source", "now_code", "layer", "made_by")
_PLAIN = "id start end weight absent rough_time review origin facets now_start now_end adrift made_at".split()


class Refs(dict[str, int]):
    """The numbers of ids, given when first asked for; to be kept no longer than a transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, text: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO ref(text) VALUES (?)", (text,))
        (number,) = self._db.execute("SELECT n FROM ref WHERE text = ?", (text,)).fetchone()
        self[text] = number
        return int(number)


class Ids(dict[int, str]):
    """The ids that numbers stand for, read when first asked for."""

    _SELECT = "SELECT text FROM ref WHERE n = ?"

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, number: int) -> str:
        (text,) = self._db.execute(self._SELECT, (number,)).fetchone()
        self[number] = text
        return str(text)


class Coders(Ids):
    """The persons who now stand for those that numbers stand for."""

    _SELECT = "SELECT coalesce(p.standing, r.text) FROM ref r LEFT JOIN person p ON p.id = r.text WHERE r.n = ?"


def named_codings(rows: str) -> str:
    """Return the query that reads rows like those of ``coding_row`` with their ids written out."""
    columns = [f"g.{name}" for name in _PLAIN] + [f"of_{name}.text AS {name}" for name in NUMBERED]
    # Outer joins, since SQLite leaves out those of them that nobody asks for.
    joins = [f"LEFT JOIN ref of_{name} ON of_{name}.n = g.{name}" for name in NUMBERED]
    changed = "coalesce(g.changed_at, g.made_at) AS changed_at"
    return f"SELECT {', '.join(columns)}, {changed} FROM {rows} g {' '.join(joins)}"
