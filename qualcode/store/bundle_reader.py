"""Reading a bundle; nothing of it is believed before it was checked.

Lines are read some thousand at a time, since that is what merging the work of
several people comes down to.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Sequence

from qualcode.core.bodies import fault, sound_head
from qualcode.core.events import Event, head_id
from qualcode.core.kinds import KINDS
from qualcode.store.bundle import (
    LONGEST_LINE,
    VERSION,
    Carried,
    Manifest,
    Unreadable,
    digest_of,
    loads,
    payload_of,
    room_for,
)

_BLOCK = 1 << 20
_AT_A_TIME = 4096
_EVENT, _BLANKED = 13, 15
_TEXTS = {str}


class Bundle:
    """A bundle that is read; :attr:`texts` and :attr:`originals` are there after :meth:`events`."""

    def __init__(self, data: bytes) -> None:
        self._stream = gzip.GzipFile(fileobj=io.BytesIO(payload_of(data)))
        self._most = room_for(len(data))
        try:
            line = self._stream.readline(min(LONGEST_LINE, self._most))
        except (OSError, EOFError, zlib.error):
            raise Unreadable("damaged", "gzip") from None
        self.manifest = Manifest.from_data(loads(line))
        if self.manifest.version > VERSION:
            raise Unreadable("newer", str(self.manifest.version))
        self.texts: list[tuple[str, str, str]] = []
        self.originals: list[tuple[str, str, bytes]] = []
        self._ids: list[str] = []
        self._last: dict[str, tuple[int, str]] = {}
        self._reading = ""

    def events(self) -> Iterator[list[Carried]]:
        """Yield the events in log order, some thousand at a time, in the end checked against the manifest.

        Raises Unreadable when anything does not fit.
        """
        for heads, bodies in self._batches():
            try:
                yield self._read(heads, bodies)
            except (KeyError, IndexError, TypeError, ValueError, RecursionError):
                raise Unreadable("damaged", "line") from None
            if len(self._ids) > self.manifest.number:
                raise Unreadable("damaged", "ids")
        if len(self._ids) != self.manifest.number or digest_of(self._ids) != self.manifest.digest:
            raise Unreadable("damaged", "ids")

    def _lines(self) -> Iterator[bytes]:
        rest = b""
        left = self._most
        while True:
            try:
                data = self._stream.read(_BLOCK)
            except (OSError, EOFError, zlib.error):
                raise Unreadable("damaged", "gzip") from None
            if not data:
                break
            left -= len(data)
            if left < 0:
                raise Unreadable("damaged", "swollen")
            *lines, rest = (rest + data).split(b"\n")
            yield from lines
        if rest:
            raise Unreadable("damaged", "last line")

    def _batches(self) -> Iterator[tuple[list[bytes], list[bytes | None]]]:
        """Yield lines with the bodies that follow them."""
        heads: list[bytes] = []
        bodies: list[bytes | None] = []
        for line in self._lines():
            if line[:1] == b"{":
                if not heads or bodies[-1] is not None:
                    raise Unreadable("damaged", "body")
                bodies[-1] = line
                continue
            if len(heads) >= _AT_A_TIME:
                yield heads, bodies
                heads, bodies = [], []
            heads.append(line)
            bodies.append(None)
        if heads:
            yield heads, bodies

    def _read(self, heads: Sequence[bytes], bodies: Sequence[bytes | None]) -> list[Carried]:
        values = json.loads(b"[" + b",".join(heads) + b"]")
        if len(values) != len(heads):
            raise Unreadable("damaged", "line")
        out: list[Carried] = []
        for line, value, body in zip(heads, values, bodies, strict=True):
            mark = value[0]
            if mark == "e":
                plain = line.isascii() and b"\\" not in line
                out.append(self._event(value, body, plain=plain))
            elif mark == "t":
                _mark, digest, source, text = value
                self.texts.append((_whole(digest, text.encode()), _plain(source), text))
            elif mark == "o":
                _mark, digest, source, encoded = value
                data = base64.b64decode(encoded, validate=True)
                self.originals.append((_whole(digest, data), _plain(source), data))
            else:
                raise Unreadable("newer", str(mark)[:20])
        return out

    def _event(self, value: list[object], body: bytes | None, *, plain: bool) -> Carried:
        if len(value) != (_BLANKED if body is None else _EVENT):
            raise Unreadable("damaged", "head")
        _mark, session, seq, before, hlc, actor, layer, action, kind, thing, source, named, salted, *blank = value
        if {*map(type, (session, hlc, actor, layer, action, kind, thing, salted))} != _TEXTS:
            raise Unreadable("damaged", "head")
        if type(seq) is not int or type(named) is not list or not (source is None or type(source) is str):
            raise Unreadable("damaged", "head")
        if not sound_head(seq, hlc, layer, (session, actor, action, thing)):  # type: ignore[arg-type]
            raise Unreadable("damaged", "head")
        if kind not in KINDS:
            raise Unreadable("newer", str(kind)[:40])
        prev = before
        if before == 1:
            number, prev = self._last[session]  # type: ignore[index]
            if number != seq - 1:
                raise Unreadable("damaged", "chain")
        elif (before is None) != (seq == 1) or not (before is None or type(before) is str):
            raise Unreadable("damaged", "chain")
        if hlc < self._reading:  # type: ignore[operator]
            raise Unreadable("damaged", "order")
        self._reading = hlc  # type: ignore[assignment]
        salt = binascii.a2b_base64(salted, strict_mode=True)  # type: ignore[arg-type]
        parents = tuple(sorted(self._parent(p) for p in named)) if named else ()
        digest = _plain(blank[0]) if body is None else hashlib.sha256(salt + body).hexdigest()
        head = (session, seq, prev, hlc, actor, layer, action, kind, thing, source, digest, parents)
        identifier = _plain_id(head) if plain else head_id(*head)
        self._ids.append(identifier)
        self._last[session] = (seq, identifier)  # type: ignore[index]
        event = Event._make((identifier, *head))
        if body is not None:
            words = body.decode()
            if wrong := fault(event.kind, words):
                raise Unreadable("newer" if wrong == "unknown" else "damaged", "body")
            return Carried(event, salt, words)
        return Carried(event, salt, None, _plain(blank[1]))

    def _parent(self, named: object) -> str:
        if type(named) is int:
            if not 0 <= named < len(self._ids):
                raise Unreadable("damaged", "parents")
            return self._ids[named]
        return _plain(named)


def _plain(value: object) -> str:
    """Return an id or hash; raises ValueError for what can be none."""
    if type(value) is not str or not value.isascii():
        raise ValueError("no id")
    return value


def _whole(digest: object, data: bytes) -> str:
    """Return the hash of data; raises Unreadable when it is that of something else."""
    if hashlib.sha256(data).hexdigest() != digest:
        raise Unreadable("damaged", "text")
    return _plain(digest)


def _plain_id(head: tuple[object, ...]) -> str:
    """Return :func:`qualcode.core.events.head_id` of a head in which no letter needs an escape."""
    session, seq, prev, hlc, actor, layer, action, kind, thing, source, digest, parents = head
    before = "null" if prev is None else f'"{prev}"'
    about = "null" if source is None else f'"{source}"'
    known = '","'.join(parents)  # type: ignore[arg-type]
    text = (
        f'["{session}",{seq},{before},"{hlc}","{actor}","{layer}","{action}","{kind}","{thing}",{about},"{digest}",'
        + (f'["{known}"]]' if parents else "[]]")
    )
    return hashlib.sha256(text.encode()).hexdigest()


__all__ = ["Bundle"]
