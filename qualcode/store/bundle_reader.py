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
from collections.abc import Collection, Iterator, Sequence

from qualcode.core.events import Event, head_id
from qualcode.core.kinds import KINDS
from qualcode.store.bundle import LONGEST_LINE, VERSION, Carried, Manifest, Unreadable, digest_of, loads, payload_of

_BLOCK = 1 << 20
_AT_A_TIME = 4096
_ROOM, _SWELLING = 64 << 20, 200
_EVENT, _BLANKED = 13, 15
_TEXTS = {str}


class Bundle:
    """A bundle that is read; :attr:`texts` and :attr:`originals` are there after :meth:`events`."""

    def __init__(self, data: bytes) -> None:
        self._stream = gzip.GzipFile(fileobj=io.BytesIO(payload_of(data)))
        # What people write packs to a tenth or so; what unpacks to hundreds of times its size was made to do harm.
        self._most = max(_ROOM, _SWELLING * len(data))
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

    @property
    def ids(self) -> Collection[str]:
        """The ids of the events that were read so far."""
        return self._ids

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
        for digest, _source, text in self.texts:
            if hashlib.sha256(text.encode()).hexdigest() != digest:
                raise Unreadable("damaged", "text")
        for digest, _source, data in self.originals:
            if hashlib.sha256(data).hexdigest() != digest:
                raise Unreadable("damaged", "file")

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
                self.texts.append((str(value[1]), str(value[2]), str(value[3])))
            elif mark == "o":
                self.originals.append((str(value[1]), str(value[2]), base64.b64decode(value[3], validate=True)))
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
        digest = str(blank[0]) if body is None else hashlib.sha256(salt + body).hexdigest()
        head = (session, seq, prev, hlc, actor, layer, action, kind, thing, source, digest, parents)
        identifier = _plain_id(head) if plain else head_id(*head)
        self._ids.append(identifier)
        self._last[session] = (seq, identifier)  # type: ignore[index]
        event = Event._make((identifier, *head))
        if body is not None:
            return Carried(event, salt, body.decode())
        return Carried(event, salt, None, str(blank[1]))

    def _parent(self, named: object) -> str:
        if type(named) is int:
            if not 0 <= named < len(self._ids):
                raise Unreadable("damaged", "parents")
            return self._ids[named]
        return str(named)


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
