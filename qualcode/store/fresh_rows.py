"""The rows of codings that came new with a merge, each made by a single event.

Most of what a merge brings is such: a coding, made once.  Its row follows from
its one event, without reading back what was just written.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import le
from typing import Any

from qualcode.core.events import canonical
from qualcode.core.kinds import THINGS
from qualcode.core.plain_codings import plain_coding
from qualcode.store import schema
from qualcode.store.anchors import Anchors
from qualcode.store.bundle import ACTION, ACTOR, HLC, JSON, KIND, LAYER, OBJECT, Batch, Carried, Row
from qualcode.store.refs import NUMBERED, Refs
from qualcode.store.thing_rows import iso, isos

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

    def take(self, batch: Batch, before: set[str]) -> list[Row]:
        """Write what follows from some new events alone, and return the other events.

        ``before`` are those of their things and actions that were known before.
        """
        things, actions, kinds = (batch.columns[n] for n in (OBJECT, ACTION, KIND))
        self._turned.update(thing for thing, kind in zip(things, kinds, strict=True) if kind in _TURNING)
        several, turned = _several(things), self._turned
        self.steps.update(_several(actions), before.intersection(actions))
        if several or before or not turned.isdisjoint(actions):
            alone = [
                thing not in several and thing not in before and action not in turned
                for thing, action in zip(things, actions, strict=True)
            ]
        else:
            alone = [True] * len(things)
        plain = self._insert_plain(batch, alone)
        codings: list[Row] = []
        rest: list[Row] = []
        if len(plain) < len(things):
            for n in sorted(set(range(len(things))).difference(plain)):
                row = batch.row(n)
                (codings if alone[n] and row[KIND] == _MADE and row[JSON] is not None else rest).append(row)
        self._later += self._insert(codings)
        return rest

    def _insert_plain(self, batch: Batch, alone: Sequence[bool]) -> Sequence[int]:
        """Write rows of plain codings whose text is the newest, and return which events of the batch they are."""
        codings, standing = batch.codings, self._standing
        reach = {n: self._reach(*codings.places[n]) for n in {*codings.at}}
        fits = list(map(le, codings.ends, map(reach.__getitem__, codings.at)))
        if not all(fits) or not all(alone) or not standing.keys().isdisjoint(codings.codes):
            fits = [
                fit and alone[n] and codings.codes[code] not in standing
                for fit, n, code in zip(fits, codings.events, codings.which, strict=True)
            ]
            codings = codings.only(fits)
        things, hlcs, layers, actors = (
            column if len(codings.events) == len(column) else [column[n] for n in codings.events]
            for column in (batch.columns[n] for n in (OBJECT, HLC, LAYER, ACTOR))
        )
        refs = self._refs
        sources = {n: refs[codings.places[n][0]] for n in {*codings.at}}
        revisions = {n: refs[codings.places[n][1]] for n in {*codings.at}}
        codes = {n: refs[codings.codes[n]] for n in {*codings.which}}
        people = {name: refs[name] for name in {*layers, *actors}}
        named = ((sources, codings.at), (codes, codings.which), (revisions, codings.at))
        of = (map(numbers.__getitem__, names) for numbers, names in named)
        by = (map(people.__getitem__, names) for names in (layers, actors))
        rows = zip(things, *of, codings.starts, codings.ends, *by, isos(hlcs), strict=True)
        self._room(len(codings.events))
        self._db.executemany(_PLAIN_ROW, rows)
        return codings.events

    def finish(self, anchors: Anchors, progress: Progress | None) -> None:
        """Write the rows that waited for sources, texts and codes that came with them."""
        self._anchors, self._lengths, self._standing = anchors, {}, _standing(self._db)
        for first in range(0, len(self._later), _AT_A_TIME):
            part = self._later[first : first + _AT_A_TIME]
            self._insert(part, waiting=False)
            if progress is not None:
                progress(first + len(part), len(self._later))
        self._later = []

    def _insert(self, codings: Sequence[Row], *, waiting: bool = True) -> list[Row]:
        """Write rows, and return the codings whose text is not known or not the newest, if they may wait."""
        plain: list[tuple[object, ...]] = []
        others: list[tuple[object, ...]] = []
        later: list[Row] = []
        standing, refs = self._standing, self._refs
        for row in codings:
            at = iso(row[HLC])
            found = plain_coding(row[JSON])
            body = {} if found else json.loads(row[JSON])
            source, code, revision, start, end = found or _place(body)
            if end is not None:
                length = self._reach(source, revision)
                if end > length and waiting:
                    later.append(row)
                    continue
                if found and end <= length and code not in standing:
                    text, layer, by = refs[revision], refs[row[LAYER]], refs[row[ACTOR]]
                    plain.append((row[OBJECT], refs[source], refs[code], text, start, end, layer, by, at))
                    continue
            others.append(self._row(Carried._make(row), body or json.loads(row[JSON]), at))
        self._room(len(codings) - len(later))
        self._db.executemany(_PLAIN_ROW, plain)
        self._db.executemany(_WHOLE_ROW, others)
        return later

    def _room(self, more: int) -> None:
        """Count rows to be written, and drop the indexes where that pays."""
        self.number += more
        if schema.better_anew(self.number, self._there):
            schema.drop_indexes(self._db, schema.CODING_INDEXES)

    def _reach(self, source: str, revision: str) -> int:
        """Return the length of a text where it is the newest of a source that stands for itself, else -1."""
        reach = self._lengths.get((source, revision))
        if reach is None:
            length = self._anchors.length(source, revision) if self._anchors.standing(source) == source else None
            reach = self._lengths[source, revision] = -1 if length is None else length
        return reach

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
