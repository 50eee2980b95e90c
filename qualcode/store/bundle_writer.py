"""Writing a bundle: choosing the events, and the texts and files that they name."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from qualcode.core.events import canonical
from qualcode.core.holdings import Holdings
from qualcode.store.anchors import Anchors
from qualcode.store.bundle import Manifest, digest_of, sealed

_MANY = 500
_LEVEL = 6
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
    lines = _Lines(db, inside, there, originals=originals)
    body = io.StringIO()
    for n, line in enumerate(lines.events(order)):
        body.write(line)
        if progress is not None and n % 5000 == 0:
            progress(n, len(order))
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
        self, db: sqlite3.Connection, inside: Collection[str], there: Collection[str], *, originals: bool
    ) -> None:
        self._db = db
        self._inside = inside
        self._there = there
        self._originals = originals
        self.outside: set[str] = set()
        self._texts: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def events(self, order: list[str]) -> Iterator[str]:
        number = {event: n for n, event in enumerate(order)}
        last: dict[str, str] = {}
        for first in range(0, len(order), _MANY):
            chunk = order[first : first + _MANY]
            marks = ",".join("?" * len(chunk))
            parents: dict[str, list[str]] = {}
            for event, parent in self._db.execute(
                f"SELECT event, parent FROM event_parent WHERE event IN ({marks})", chunk
            ):
                parents.setdefault(event, []).append(parent)
            rows = self._db.execute(
                "SELECT e.id, session, seq, prev, hlc, actor, layer, action, kind, object, source, body_hash, salt, "
                f"json, redacted_by FROM event e WHERE e.id IN ({marks}) "
                "ORDER BY e.hlc, e.id",
                chunk,
            )
            for event, session, seq, prev, *head, digest, salt, body, redaction in rows:
                before: object = prev
                if prev is not None and last.get(session) == prev:
                    before = 1
                elif prev is not None and prev not in self._inside:
                    self.outside.add(prev)
                last[session] = event
                named = [number.get(p, p) for p in sorted(parents.get(event, ()))]
                self.outside.update(p for p in named if isinstance(p, str))
                self._note(head[4], head[6], head[5], body)
                salted = base64.b64encode(salt).decode() if salt else ""
                line: list[object] = ["e", session, seq, before, *head, named, salted]
                yield _dumps([*line, digest, redaction]) + "\n" if body is None else f"{_dumps(line)}\n{body}\n"

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
