r"""The bundle: one file that carries events, texts and files from one copy of a project to another.

A bundle is a line and a gzip stream::

    QUALCODE-BUNDLE 1 LENGTH SHA256
    …

``LENGTH`` and ``SHA256`` are those of the gzip stream.  Unpacked it is JSON, one
value a line (``tail -n +2 FILE | gunzip``): the manifest, an object; then arrays
of which the first element tells what they are:

``["e", session, seq, prev, clock, actor, layer, action, kind, object, source, parents, salt, body, hash, redaction]``
    an event in log order.  ``prev`` is 1 for the session's event before it in
    the bundle.  A parent that is a number is the event with that number in the
    bundle, counted from 0.  The id of an event is not written: it is the
    SHA-256 of the rest.  ``hash`` stands only where the body is blanked.
``["t", hash, source, text]``
    a text revision of a source.
``["o", hash, source, bytes]``
    the bytes of an imported file, in base64.

Ids are not stored, so nothing in a bundle can be altered without the manifest's
digest of all ids telling so.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.core.events import Event, body_hash, canonical, head_id
from qualcode.core.holdings import Holdings
from qualcode.core.kinds import KINDS

VERSION = 1
_MAGIC = b"QUALCODE-BUNDLE"
_MANY = 500
_LEVEL = 6
_LONGEST_HEAD = 200
_LONGEST_LINE = 256 << 20
_TEXT_NAMED = re.compile(r'"(?:base|on|revision)":"([0-9a-f]{64})"')
_FILE_NAMED = re.compile(r'"original":"([0-9a-f]{64})"')

Progress = Callable[[int, int], None]


class Unreadable(Exception):
    """A bundle cannot be used: ``reason`` is ``none``, ``cut``, ``damaged`` or ``newer``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    ``project`` is the id that all copies of a project share.  ``needs`` are
    events outside that the bundle goes on from and the receiver should have;
    ``withheld`` are events left out on purpose.  ``holds`` is what is in it,
    ``knows`` all that the sender had.
    """

    project: str
    title: str
    actor: str
    actor_name: str
    made: str
    number: int
    digest: str
    schema: int
    to: str = ""
    round: str = ""
    needs: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    holds: Holdings = field(default_factory=Holdings)
    knows: Holdings = field(default_factory=Holdings)
    version: int = VERSION

    def as_data(self) -> dict[str, object]:
        """Return the manifest as JSON-able data."""
        return {
            "bundle": self.version,
            "project": self.project,
            "title": self.title,
            "actor": self.actor,
            "actor_name": self.actor_name,
            "made": self.made,
            "number": self.number,
            "digest": self.digest,
            "schema": self.schema,
            "to": self.to,
            "round": self.round,
            "needs": list(self.needs),
            "withheld": list(self.withheld),
            "holds": self.holds.as_data(),
            "knows": self.knows.as_data(),
        }

    @classmethod
    def from_data(cls, data: object) -> Manifest:
        """Read a manifest.

        Raises Unreadable when it is none.
        """
        if not isinstance(data, Mapping):
            raise Unreadable("damaged", "manifest")
        try:
            return cls(
                str(data["project"]),
                str(data["title"]),
                str(data["actor"]),
                str(data["actor_name"]),
                str(data["made"]),
                int(data["number"]),
                str(data["digest"]),
                int(data["schema"]),
                str(data.get("to") or ""),
                str(data.get("round") or ""),
                tuple(map(str, data.get("needs") or ())),
                tuple(map(str, data.get("withheld") or ())),
                Holdings.from_data(data.get("holds")),
                Holdings.from_data(data.get("knows")),
                int(data.get("bundle") or 0),
            )
        except (KeyError, TypeError, ValueError):
            raise Unreadable("damaged", "manifest") from None


@dataclass(frozen=True, slots=True)
class Carried:
    """An event on its way: its head, the salt and JSON of its body (None when blanked, then by ``redaction``)."""

    event: Event
    salt: bytes
    body: str | None
    redaction: str | None = None


# Writing


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
    manifest = Manifest(
        about.project,
        about.title,
        about.actor,
        about.actor_name,
        about.made,
        len(order),
        _digest(order),
        about.schema,
        about.to,
        about.round,
        tuple(i for i in outside if i not in left_out),
        left_out,
        holds,
        knows,
    )
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL, mtime=0) as stream:
        stream.write(f"{canonical(manifest.as_data())}\n".encode())
        stream.write(body.getvalue().encode())
        for line in lines.texts():
            stream.write(line.encode())
    data = packed.getvalue()
    head = b"%s %d %d %s\n" % (_MAGIC, VERSION, len(data), hashlib.sha256(data).hexdigest().encode())
    return head + data, manifest


def _digest(ids: Iterable[str]) -> str:
    return hashlib.sha256("".join(ids).encode()).hexdigest()


def _texts_there(db: sqlite3.Connection, held: Collection[str]) -> set[str]:
    """Return the hashes of texts that the receiver has or can work out from the events it holds."""
    if not held:
        return set()
    from qualcode.store.anchors import Anchors

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
                f"json, redacted_by FROM event e JOIN event_body b ON b.event = e.id WHERE e.id IN ({marks}) "
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
                sealed = base64.b64encode(salt).decode() if salt else ""
                line: list[object] = ["e", session, seq, before, *head, named, sealed, body]
                if body is None:
                    line += [digest, redaction]
                yield _dumps(line) + "\n"

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


_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


# Reading


class Bundle:
    """A bundle that is read; nothing of it is believed before it was checked."""

    def __init__(self, data: bytes) -> None:
        self._payload = _payload(data)
        self._stream: io.BufferedIOBase = gzip.GzipFile(fileobj=io.BytesIO(self._payload))
        self.manifest = Manifest.from_data(_loads(self._line()))
        if self.manifest.version > VERSION:
            raise Unreadable("newer", str(self.manifest.version))
        self.texts: list[tuple[str, str, str]] = []
        self.originals: list[tuple[str, str, bytes]] = []

    def _line(self) -> bytes:
        try:
            return self._stream.readline(_LONGEST_LINE)
        except (OSError, EOFError, zlib.error):
            raise Unreadable("damaged", "gzip") from None

    def events(self) -> Iterator[Carried]:
        """Yield the events in log order, each checked against its body, and all against the manifest.

        Afterwards :attr:`texts` and :attr:`originals` hold what came along.
        Raises Unreadable when anything does not fit.
        """
        ids: list[str] = []
        last: dict[str, tuple[int, str]] = {}
        reading = ""
        while line := self._line():
            value = _loads(line)
            try:
                if value[0] == "e":
                    carried = _event(value, ids, last)
                    if len(ids) > self.manifest.number:
                        raise Unreadable("damaged", "ids")
                    if carried.event.hlc < reading:
                        raise Unreadable("damaged", "order")
                    reading = carried.event.hlc
                    yield carried
                elif value[0] == "t":
                    self.texts.append((str(value[1]), str(value[2]), str(value[3])))
                elif value[0] == "o":
                    self.originals.append(
                        (str(value[1]), str(value[2]), base64.b64decode(str(value[3]), validate=True))
                    )
                else:
                    raise Unreadable("newer", str(value[0])[:20])
            except (KeyError, IndexError, TypeError, ValueError):
                raise Unreadable("damaged", "line") from None
        if (
            len(ids) != self.manifest.number
            or hashlib.sha256("".join(ids).encode()).hexdigest() != self.manifest.digest
        ):
            raise Unreadable("damaged", "ids")
        for digest, _source, text in self.texts:
            if hashlib.sha256(text.encode()).hexdigest() != digest:
                raise Unreadable("damaged", "text")
        for digest, _source, data in self.originals:
            if hashlib.sha256(data).hexdigest() != digest:
                raise Unreadable("damaged", "file")


def _event(value: list[object], ids: list[str], last: dict[str, tuple[int, str]]) -> Carried:
    _mark, session, seq, before, hlc, actor, layer, action, kind, thing, source, named, sealed, body, *blank = value
    texts = (session, hlc, actor, layer, action, kind, thing)
    if not (isinstance(seq, int) and isinstance(named, list) and all(isinstance(t, str) for t in texts)):
        raise Unreadable("damaged", "head")
    if kind not in KINDS:
        raise Unreadable("newer", str(kind)[:40])
    prev = before
    if before == 1:
        number, prev = last[str(session)]
        if number != seq - 1:
            raise Unreadable("damaged", "chain")
    elif (before is None) != (seq == 1):
        raise Unreadable("damaged", "chain")
    if any(isinstance(p, int) and not 0 <= p < len(ids) for p in named):
        raise Unreadable("damaged", "parents")
    salt = base64.b64decode(str(sealed), validate=True)
    digest = str(blank[0]) if body is None else body_hash(str(body), salt)
    parents = tuple(sorted(ids[p] if isinstance(p, int) else str(p) for p in named))
    head = (session, seq, prev, hlc, actor, layer, action, kind, thing)
    identifier = head_id(*head, source, digest, parents)
    ids.append(identifier)
    last[str(session)] = (seq, identifier)
    event = Event(identifier, *head, source, digest, parents)  # type: ignore[arg-type]
    redaction = str(blank[1]) if body is None and len(blank) > 1 and blank[1] else None
    return Carried(event, salt, None if body is None else str(body), redaction)


def _payload(data: bytes) -> bytes:
    head, mark, rest = data[:_LONGEST_HEAD].partition(b"\n")
    words = head.split(b" ")
    if words[0] != _MAGIC:
        raise Unreadable("cut" if _MAGIC.startswith(words[0]) and words[0] else "none")
    if not mark or len(words) != 4:
        raise Unreadable("cut")
    del rest
    try:
        version, length, digest = int(words[1]), int(words[2]), words[3].decode("ascii")
    except ValueError:
        raise Unreadable("damaged", "first line") from None
    if version > VERSION:
        raise Unreadable("newer", str(version))
    payload = data[len(head) + 1 :]
    if len(payload) < length:
        raise Unreadable("cut", f"{len(payload)} of {length}")
    if len(payload) != length or hashlib.sha256(payload).hexdigest() != digest:
        raise Unreadable("damaged", "checksum")
    return payload


def _loads(line: bytes) -> list[object]:
    try:
        value: list[object] = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("damaged", "line") from None
    return value


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of a bundle file without checking the rest of it.

    Raises Unreadable when the file is none, or shorter than it says.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.readline(_LONGEST_HEAD)
        words = head.split()
        if not words or words[0] != _MAGIC:
            raise Unreadable("cut" if not words else "none")
        try:
            version, length = int(words[1]), int(words[2])
        except (IndexError, ValueError):
            raise Unreadable("cut") from None
        if version > VERSION:
            raise Unreadable("newer", str(version))
        if size - len(head) < length:
            raise Unreadable("cut", f"{size - len(head)} of {length}")
        try:
            line = gzip.GzipFile(fileobj=file).readline(_LONGEST_LINE)
        except (OSError, EOFError, zlib.error):
            raise Unreadable("damaged", "gzip") from None
    return Manifest.from_data(_loads(line))
