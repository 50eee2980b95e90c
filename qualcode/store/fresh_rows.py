"""The rows of codings that came new with a merge, each made by a single event.

Most of what a merge brings is such: a coding, made once.  Its row follows from
its one event, without reading back what was just written.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from qualcode.core.bodies import PlainCoding, plain_coding
from qualcode.core.events import canonical
from qualcode.core.kinds import THINGS
from qualcode.store import schema
from qualcode.store.anchors import Anchors
from qualcode.store.bundle import ACTION, ACTOR, HLC, ID, JSON, KIND, LAYER, OBJECT, Carried, Row
from qualcode.store.refs import NUMBERED, Refs
from qualcode.store.thing_rows import iso

_MADE = "coding.add"
_TURNING = ("action.undo", "action.redo")
_AT_A_TIME = 5000

Progress = Callable[[int, int], None]

_PLAIN_ROW = (
    "INSERT INTO coding_row(id, source, code, revision, start, end, layer, made_by, made_at, facets, "
    "now_source, now_code, now_start, now_end, adrift) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,'{}',?2,?3,?5,?6,0)"
)
_FIELDS = tuple(f.name for f in THINGS["coding"].fields)
_WHOLE_ROW = (
    f"INSERT INTO coding_row({', '.join(_FIELDS)}, id, facets, layer, made_by, made_at, now_source, now_code, "
    f"now_start, now_end, adrift) VALUES ({','.join('?' * (len(_FIELDS) + 10))})"
)


class FreshCodings:
    """New codings on their way into the table.

    ``steps`` are the actions that made more than one of them; ``number`` is how
    many came.  Where they are many, wide indexes are dropped, to be made again in
    the end.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._anchors = Anchors(db)
        self._refs = Refs(db)
        self._later: list[Row] = []
        self._lengths: dict[tuple[str, str], int] = {}
        self._standing = _standing(db)
        (self._there,) = db.execute("SELECT coalesce(max(rowid), 0) FROM coding_row").fetchone()
        turned = f"SELECT object FROM event WHERE kind IN {_TURNING}"
        self._turned = {row[0] for row in db.execute(turned)}
        self.steps: set[str] = set()
        self.number = 0

    def take(self, rows: Sequence[Row], places: Mapping[str, PlainCoding], before: Collection[str]) -> list[Row]:
        """Write what follows from some new events alone, and return the other events.

        ``places`` are, by event, those of plain codings; ``before`` are those of
        their things and actions that were known before.
        """
        self._turned.update([row[OBJECT] for row in rows if row[KIND] in _TURNING])
        several = _several([row[OBJECT] for row in rows])
        steps = _several([row[ACTION] for row in rows])
        turned = self._turned
        codings: list[Row] = []
        rest: list[Row] = []
        for row in rows:
            action, thing = row[ACTION], row[OBJECT]
            if row[KIND] != _MADE or row[JSON] is None or thing in several or thing in before or action in turned:
                rest.append(row)
                continue
            codings.append(row)
            if action in steps or action in before:
                self.steps.add(action)
        self._later += self._insert(codings, places)
        return rest

    def finish(self, anchors: Anchors, progress: Progress | None) -> None:
        """Write the rows that waited for sources, texts and codes that came with them."""
        self._anchors, self._lengths, self._standing = anchors, {}, _standing(self._db)
        for first in range(0, len(self._later), _AT_A_TIME):
            part = self._later[first : first + _AT_A_TIME]
            places = {row[ID]: found for row in part if (found := plain_coding(row[JSON]))}
            self._insert(part, places, waiting=False)
            if progress is not None:
                progress(first + len(part), len(self._later))
        self._later = []

    def _insert(self, codings: Sequence[Row], places: Mapping[str, PlainCoding], *, waiting: bool = True) -> list[Row]:
        """Write rows, and return the codings whose text is not known or not the newest, if they may wait."""
        plain: list[tuple[object, ...]] = []
        others: list[tuple[object, ...]] = []
        later: list[Row] = []
        lengths, standing, refs = self._lengths, self._standing, self._refs
        for row in codings:
            at = iso(row[HLC])
            found = places.get(row[ID])
            body = {} if found else json.loads(row[JSON])
            source, code, revision, start, end = found or _place(body)
            if end is not None:
                length = lengths.get((source, revision))
                if length is None:
                    length = lengths[source, revision] = self._length(source, revision)
                if end > length and waiting:
                    later.append(row)
                    continue
                if found and end <= length and code not in standing:
                    text, layer, by = refs[revision], refs[row[LAYER]], refs[row[ACTOR]]
                    plain.append((row[OBJECT], refs[source], refs[code], text, start, end, layer, by, at))
                    continue
            others.append(self._row(Carried._make(row), body or json.loads(row[JSON]), at))
        self.number += len(codings) - len(later)
        if schema.better_anew(self.number, self._there):
            schema.drop_indexes(self._db, schema.CODING_INDEXES)
        self._db.executemany(_PLAIN_ROW, plain)
        self._db.executemany(_WHOLE_ROW, others)
        return later

    def _length(self, source: str, revision: str) -> int:
        """Return the length of a text where it is the newest of a source that stands for itself, else -1."""
        if self._anchors.standing(source) != source:
            return -1
        length = self._anchors.length(source, revision)
        return -1 if length is None else length

    def _row(self, event: Carried, body: Mapping[str, object], at: str) -> tuple[object, ...]:
        fields = {name: body.get(name) for name in _FIELDS}
        refs = self._refs
        fields |= {name: refs[str(fields[name])] for name in NUMBERED if fields.get(name) is not None}
        facets = {key[6:]: value for key, value in body.items() if key[:6] == "facet:" and value is not None}
        source, code = str(body.get("source")), str(body.get("code"))
        start, end = body.get("start"), body.get("end")
        now: tuple[int | None, int | None, int] = (None, None, 0)
        if isinstance(start, int) and isinstance(end, int):
            place = self._anchors.place(source, str(body.get("revision")), start, end)
            if place.span is None or fields["review"] == "adrift":
                now = (None, None, 1)
            else:
                now = (*place.span, 0)
                if place.searched and not fields["review"]:
                    fields["review"] = "searched"
        history = (event.object, canonical(facets), refs[event.layer], refs[event.actor], at)
        stands = (refs[self._anchors.standing(source)], refs[self._standing.get(code, code)])
        return (*fields.values(), *history, *stands, *now)


def _several(values: Sequence[str]) -> Collection[str]:
    """Return the values that stand there more than once."""
    if len(set(values)) == len(values):
        return ()
    return {value for value, n in Counter(values).items() if n > 1}


def _place(body: Mapping[str, Any]) -> tuple[str, str, str, int | None, int | None]:
    return body["source"], body["code"], body.get("revision") or "", body.get("start"), body.get("end")


def _standing(db: sqlite3.Connection) -> dict[str, str]:
    """Return the codes for which others stand."""
    return dict(db.execute("SELECT id, standing FROM code WHERE standing IS NOT id"))
