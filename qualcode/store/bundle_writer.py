"""Writing a bundle: choosing the events, and the texts and files that they name."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from qualcode.core.events import canonical
from qualcode.core.holdings import Holdings
from qualcode.store.anchors import Anchors
from qualcode.store.bundle import Carried, Manifest, digest_of, sealed
from qualcode.store.bundle_columns import EventColumns

_MANY, _PER_LINE = 500, 4000
_LEVEL = 5
_COLUMNS = ", ".join(Carried._fields)
_TEXT_NAMED = re.compile(r'"(?:base|on|revision)":"([0-9a-f]{64})"')
_FILE_NAMED = re.compile(r'"original":"([0-9a-f]{64})"')
_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode

Progress = Callable[[int, int], None]


def pack(
    db: sqlite3.Connection,
    about: Manifest,
    *,
    wanted: Callable[[str, int, str], bool] | None = None,
    withheld: Collection[str] = (),
    originals: bool = True,
    progress: Progress | None = None,
) -> tuple[bytes, Manifest]:
    """Return the bytes of a bundle and its manifest, completed.

    ``wanted`` tells of session, number and id whether the receiver lacks an
    event; ``withheld`` are the events to leave out even so.
    """
    rows = db.execute("SELECT id, session, seq FROM event ORDER BY hlc, id").fetchall()
    order = [r[0] for r in rows if r[0] not in withheld and (wanted is None or wanted(r[1], r[2], r[0]))]
    inside = set(order)
    holds = Holdings.of(sorted((r[1], r[2], r[0]) for r in rows if r[0] in inside))
    knows = Holdings.of(sorted((r[1], r[2], r[0]) for r in rows))
    there = _texts_there(db, {r[0] for r in rows} - inside - set(withheld))
    lines = _Lines(db, order, there, originals=originals)
    body = io.StringIO()
    for first in range(0, len(order), _PER_LINE):
        body.write(lines.events(order[first : first + _PER_LINE]))
        if progress is not None:
            progress(first, len(order))
    outside = sorted(lines.outside)
    known = {r[0] for r in rows}
    left_out = tuple(i for i in outside if i in withheld or i not in known)
    manifest = replace(
        about,
        number=len(order),
        digest=digest_of(order),
        needs=tuple(i for i in outside if i not in left_out),
        withheld=left_out,
        holds=holds,
        knows=knows,
    )
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL, mtime=0) as stream:
        stream.write(f"{canonical(manifest.as_data())}\n".encode())
        stream.write(body.getvalue().encode())
        for line in lines.texts():
            stream.write(line.encode())
    return sealed(packed.getvalue()), manifest


def _texts_there(db: sqlite3.Connection, held: Collection[str]) -> set[str]:
    """Return the hashes of texts that the receiver has or can work out from the events it holds."""
    if not held:
        return set()
    anchors, out = Anchors(db), set()
    for (source,) in db.execute("SELECT id FROM source").fetchall():
        out |= anchors.derived(source, held)
    return out


class _Lines:
    """The lines of a bundle, with what they refer to."""

    def __init__(
        self, db: sqlite3.Connection, order: Sequence[str], there: Collection[str], *, originals: bool
    ) -> None:
        self._db = db
        self._number = {event: n for n, event in enumerate(order)}
        self._there = there
        self._originals = originals
        self._last: dict[str, str] = {}
        self._columns = EventColumns()
        self.outside: set[str] = set()
        self._texts: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def events(self, order: Sequence[str]) -> str:
        """Return the line of some events, with those of their bodies."""
        number, last, columns = self._number, self._last, self._columns
        for first in range(0, len(order), _MANY):
            chunk = order[first : first + _MANY]
            marks = ",".join("?" * len(chunk))
            parents: dict[str, list[str]] = {}
            for event, parent in self._db.execute(
                f"SELECT event, parent FROM event_parent WHERE event IN ({marks})", chunk
            ):
                parents.setdefault(event, []).append(parent)
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM event WHERE id IN ({marks}) ORDER BY hlc, id", chunk)
            for event in map(Carried._make, rows):
                before: str | int | None = event.prev
                if event.prev is not None and last.get(event.session) == event.prev:
                    before = 1
                elif event.prev is not None and event.prev not in number:
                    self.outside.add(event.prev)
                last[event.session] = event.id
                named = [number.get(p, p) for p in sorted(parents.get(event.id, ()))]
                self.outside.update(p for p in named if isinstance(p, str))
                self._note(event.kind, event.source, event.object, event.json)
                columns.add(event, before, named)
        return columns.line()

    def _note(self, kind: str, source: str | None, thing: str, body: str | None) -> None:
        if body is None:
            return
        for digest in _TEXT_NAMED.findall(body):
            if digest not in self._there:
                self._texts.setdefault(digest, source or thing)
        if kind == "source.add" and self._originals:
            for digest in _FILE_NAMED.findall(body):
                self._files.setdefault(digest, thing)

    def texts(self) -> Iterator[str]:
        for digest, source in self._texts.items():
            row = self._db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
            if row is not None and row[0] is not None:
                yield _dumps(["t", digest, source, row[0]]) + "\n"
        for digest, source in self._files.items():
            row = self._db.execute("SELECT bytes FROM original WHERE hash = ?", (digest,)).fetchone()
            if row is not None and row[0] is not None:
                yield _dumps(["o", digest, source, base64.b64encode(row[0]).decode()]) + "\n"
