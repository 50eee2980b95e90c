r"""The bundle: one file that carries events, texts and files from one copy of a project to another.

A bundle is a line and a gzip stream::

    QUALCODE-BUNDLE 1 LENGTH SHA256
    …

``LENGTH`` and ``SHA256`` are those of the gzip stream.  Unpacked it is JSON, one
value a line (``tail -n +2 FILE | gunzip``): the manifest, an object; then arrays
of which the first element tells what they are:

``["e", who, runs, times, counts, names, places, at, codes, which, starts, lengths, salts]``
    some thousand events in log order, in columns.

    * ``who`` are ``[session, actor, layer, kind, plain]``, ``places`` ``[source, revision]`` and ``codes`` ids: those
      that no line before had.  Where they are meant they are numbers, counted from 0 over all lines.
    * ``runs`` are ``[who, number]``: so many events, each the next of its session in the bundle.  ``[who, number,
      seq, prev, parents]`` tells where the first of them stands in its session, the event before it (1 when that
      is the one before it in the bundle), and its parents: the number of an event in the bundle, counted from 0, or
      the id of one outside.  ``[who, 1, seq, prev, parents, hash, event]`` is one of which the body was blanked:
      the body's hash, and the event that blanked it.
    * ``times`` are milliseconds since the event before in the line, the first since 1970; ``counts`` is what the clock
      counted within them; ``names`` are action and object of each by turns; ``at`` is the place of each.
    * ``which``, ``starts`` and ``lengths`` tell code and passage of the events that are ``plain``: a coding is added,
      and no more is said of it than what and where.  Of the others the bodies follow, each on a line of its own.
    * ``salts`` are those of the bodies, 16 bytes each, one after the other in base64.
``["t", hash, source, text]``
    a text revision of a source.
``["o", hash, source, bytes]``
    the bytes of an imported file, in base64.

Ids are not stored: that of an event is the digest of the rest, so nothing can be altered without the manifest's digest
of all ids telling so.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, compress
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.core.events import canonical
from qualcode.core.holdings import Holdings
from qualcode.core.plain_codings import PlainCodings

VERSION = 1
LONGEST_LINE = 256 << 20
_ROOM, _SWELLING = 64 << 20, 200
_MAGIC = b"QUALCODE-BUNDLE"
_LONGEST_HEAD = 200


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
            # What cannot be written as UTF-8 can neither be shown nor kept.
            canonical(data).encode()
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
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
            raise Unreadable("damaged", "manifest") from None


class Carried(NamedTuple):
    """An event on its way, as a row of the log: its head, the salt and JSON of its body (None when blanked)."""

    id: str
    session: str
    seq: int
    prev: str | None
    hlc: str
    actor: str
    layer: str
    action: str
    kind: str
    object: str
    source: str | None
    body_hash: str
    salt: bytes
    json: str | None
    redacted_by: str | None


#: An event as :class:`Carried`, without the names: what the log takes in fastest.
Row = tuple[Any, ...]
# Where in a row what stands.
ID, SESSION, HLC, ACTOR, LAYER, ACTION, KIND, OBJECT, JSON, REDACTED_BY = 0, 1, 4, 5, 6, 7, 8, 9, 13, 14


@dataclass(frozen=True, slots=True)
class Batch:
    """Some thousand events of a bundle, in log order.

    ``columns`` are those of the log, as the fields of :class:`Carried` follow each other.  ``parents`` are given by
    event, of those that have any.  ``loose`` are events with another, to be found outside the bundle, that they go
    on from: as a parent, or, when the last value is true, as the one before in the session.
    """

    columns: tuple[Sequence[Any], ...]
    parents: dict[str, tuple[str, ...]]
    loose: list[tuple[Row, str, bool]]
    codings: PlainCodings

    def rows(self) -> Iterator[Row]:
        """Return the events one after the other."""
        return zip(*self.columns, strict=True)

    def row(self, n: int) -> Row:
        """Return one event."""
        return tuple([column[n] for column in self.columns])

    def only(self, kept: Sequence[bool]) -> Batch:
        """Return the batch with those events alone of which ``kept`` is true."""
        codings = self.codings.only([kept[n] for n in self.codings.events])
        moved = list(accumulate(kept, initial=0))
        return replace(
            self,
            columns=tuple(list(compress(column, kept)) for column in self.columns),
            codings=replace(codings, events=[moved[n] for n in codings.events]),
        )


def sealed(payload: bytes) -> bytes:
    """Return a gzip stream with the line before it."""
    digest = hashlib.sha256(payload).hexdigest().encode()
    return b"%s %d %d %s\n%s" % (_MAGIC, VERSION, len(payload), digest, payload)


def digest_of(ids: Iterable[str]) -> str:
    """Return the SHA-256 of ids one after the other, in hex."""
    return hashlib.sha256("".join(ids).encode()).hexdigest()


def payload_of(data: bytes) -> bytes:
    """Return the gzip stream of a bundle.

    Raises Unreadable when the bytes are no bundle, cut short, damaged or newer.
    """
    head, mark, _rest = data[:_LONGEST_HEAD].partition(b"\n")
    words = head.split(b" ")
    if words[0] != _MAGIC:
        raise Unreadable("cut" if _MAGIC.startswith(words[0]) and words[0] else "none")
    if not mark or len(words) != 4:
        raise Unreadable("cut")
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


def room_for(size: int) -> int:
    """Return how many bytes a bundle of a size may unpack to.

    What people write packs to a tenth or so; what unpacks to hundreds of times its size was made to do harm.
    """
    return max(_ROOM, _SWELLING * size)


def loads(line: bytes) -> list[object]:
    """Read a line of JSON.

    Raises Unreadable when it is none.
    """
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
            line = gzip.GzipFile(fileobj=file).readline(min(LONGEST_LINE, room_for(size)))
        except (OSError, EOFError, zlib.error):
            raise Unreadable("damaged", "gzip") from None
    return Manifest.from_data(loads(line))
