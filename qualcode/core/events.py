"""Events: each change that a person makes, as an immutable head and a deletable body.

A head carries ids and hashes only.  Its id is the SHA-256 of everything in it
and of its parents, cut to 160 bits, so equal ids mean equal content; ``prev`` chains the events
of one session.  The body (what was changed to what) is kept beside it under a
salted hash and can be blanked without breaking the chain.

Order: parents are before children; between events that do not know of each
other, the hybrid logical clock decides what is shown first and which value
wins (Kulkarni et al. 2014).
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.core.ids import new_id

Body = Mapping[str, object]

#: The length of an event's id and of a body's hash, in hex digits.
DIGEST = 40


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, UTF-8 letters as they are."""
    return _ENCODER.encode(value)


@dataclass(frozen=True, slots=True)
class Change:
    """A change about to be made: what :class:`Event` records once it is written.

    ``layer`` is ``own`` (the writer's own layer), ``codebook``, ``corpus``,
    ``analysis`` or ``consensus:<round>``.  ``source`` is the id of the source
    concerned, for looking events up by text.  ``known`` names events about other
    things that the writer has seen and decides on: they become parents too.
    """

    kind: str
    object: str
    body: Body = field(default_factory=dict)
    layer: str = "analysis"
    source: str | None = None
    known: tuple[str, ...] = ()


class Event(NamedTuple):
    """The head of one event in the log, with its parents."""

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
    parents: tuple[str, ...]

    def computed_id(self) -> str:
        """Return the id that this head must have."""
        return head_id(*self[1:])


def digest(data: bytes) -> str:
    """Return the first 160 bits of the SHA-256 of bytes, in hex: one stands in five places for each event."""
    return hashlib.sha256(data).hexdigest()[:DIGEST]


def head_id(*fields: object) -> str:
    """Return the digest of the head's fields in the order of :class:`Event`, parents sorted last."""
    *head, parents = fields
    text = canonical([*head, sorted(parents)])  # type: ignore[call-overload]
    return digest(text.encode("utf-8"))


def seal(body: Body) -> tuple[str, bytes, str]:
    """Return a body as JSON text, a new salt, and the digest of salt ‖ text."""
    text = canonical(dict(body))
    salt = secrets.token_bytes(16)
    return text, salt, body_hash(text, salt)


def body_hash(text: str, salt: bytes) -> str:
    """Return the digest of salt ‖ body."""
    return digest(salt + text.encode("utf-8"))


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


class Clock:
    """A hybrid logical clock: never behind the wall, never behind what it has seen.

    A reading is sixteen hex digits: twelve of milliseconds, four of a counter.
    """

    __slots__ = ("_last", "_wall")

    def __init__(self, last: str = "0" * 16, wall: Callable[[], int] = _wall_ms) -> None:
        self._last = int(last, 16)
        self._wall = wall

    def tick(self) -> str:
        """Return the next reading, later than every earlier one."""
        self._last = max(self._last + 1, self._wall() << 16)
        return f"{self._last:016x}"

    def saw(self, reading: str) -> None:
        """Take notice of a reading from elsewhere."""
        self._last = max(self._last, int(reading, 16))


def milliseconds(hlc: str) -> int:
    """Return the wall-clock part of a reading, in milliseconds since 1970."""
    return int(hlc[:12], 16)


@dataclass(slots=True)
class Session:
    """One opening of a project for writing; a copied file can never continue it."""

    id: str = field(default_factory=new_id)
    seq: int = 0
    prev: str | None = None
