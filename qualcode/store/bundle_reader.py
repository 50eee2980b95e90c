"""Reading a bundle; nothing of it is believed before it was checked.

Lines are read some thousand at a time, since that is what merging the work of
several people comes down to.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256

from qualcode.core.bodies import fault, plain_coding, sound_heads
from qualcode.core.events import DIGEST, digest, head_id
from qualcode.core.kinds import KINDS
from qualcode.store.bundle import (
    LONGEST_LINE,
    VERSION,
    Batch,
    Manifest,
    Unreadable,
    digest_of,
    loads,
    payload_of,
    room_for,
)

_BLOCK = 1 << 20
_EVENT, _BLANKED = 13, 15
# Where what stands in the line of an event.
_SEQ, _HLC, _LAYER, _KIND, _SOURCE, _PARENTS = 2, 4, 6, 8, 10, 11
_WORDS = (1, 4, 5, 6, 7, 8, 9, 12)
_IDS = (1, 5, 7, 9)
_CODING = "coding.add"


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

    @property
    def ids(self) -> Collection[str]:
        """The ids of the events that were read so far."""
        return self._ids

    def events(self) -> Iterator[Batch]:
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

    def _blocks(self) -> Iterator[list[bytes]]:
        """Yield the lines, as many at a time as are in a block."""
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
            if lines:
                yield lines
        if rest:
            raise Unreadable("damaged", "last line")

    def _batches(self) -> Iterator[tuple[list[bytes], list[bytes | None]]]:
        """Yield lines with the bodies that follow them."""
        waiting: list[bytes] = []
        for block in self._blocks():
            lines = waiting + block
            # The body of the last line may come with the next block.
            waiting = [] if lines[-1][:1] == b"{" else [lines.pop()]
            if lines:
                yield _paired(lines)
        if waiting:
            yield waiting, [None]

    def _read(self, heads: Sequence[bytes], bodies: Sequence[bytes | None]) -> Batch:
        """Return a batch of events; columns of values are looked through as a whole, which is what makes it fast."""
        joined = b",".join(heads)
        values = json.loads(b"[" + joined + b"]")
        if len(values) != len(heads):
            raise Unreadable("damaged", "line")
        plain = joined.isascii() and b"\\" not in joined
        if {value[0] for value in values} != {"e"}:
            values, bodies = self._texts_aside(values, bodies)
            if not values:
                return Batch([], {}, [], {})
        if None in bodies:
            values = [_padded(value, body) for value, body in zip(values, bodies, strict=True)]
        elif {*map(len, values)} != {_EVENT}:
            raise Unreadable("damaged", "head")
        columns = list(zip(*values, strict=True))
        _check_columns(columns)
        _mark, sessions, seqs, befores, hlcs, actors, layers, actions, kinds, things, sources, named, salted = columns[
            :_EVENT
        ]
        if hlcs[0] < self._reading or list(hlcs) != sorted(hlcs):
            raise Unreadable("damaged", "order")
        self._reading = hlcs[-1]
        salts = [binascii.a2b_base64(salt, strict_mode=True) for salt in salted]
        if len(columns) == _EVENT:
            digests = [sha256(salt + body).hexdigest()[:DIGEST] for salt, body in zip(salts, bodies, strict=True)]  # type: ignore[operator]
            redactions: Sequence[str | None] = [None] * len(values)
        else:
            digests = [
                _plain(noted) if body is None else digest(salt + body)
                for salt, body, noted in zip(salts, bodies, columns[_EVENT], strict=True)
            ]
            redactions = [None if by is None else _plain(by) for by in columns[_EVENT + 1]]
        ids, last = self._ids, self._last
        at_work, number, latest = "", 0, ""
        prevs: list[str | None] = []
        parents: dict[str, tuple[str, ...]] = {}
        first = len(ids)
        for session, seq, before, hlc, actor, layer, action, kind, thing, source, names, body in zip(
            sessions, seqs, befores, hlcs, actors, layers, actions, kinds, things, sources, named, digests, strict=True
        ):
            prev = before
            if session != at_work:
                if at_work:
                    last[at_work] = (number, latest)
                at_work = session
                number, latest = last.get(session, (0, ""))
            if before == 1:
                prev = latest
                if number != seq - 1 or not latest:
                    raise Unreadable("damaged", "chain")
            elif (before is None) != (seq == 1) or not (before is None or type(before) is str):
                raise Unreadable("damaged", "chain")
            known = tuple(sorted([self._parent(p) for p in names])) if names else ()
            if plain and prev and source and not known:
                # What head_id makes of most events, without the detour by a writer of JSON.
                text = (
                    f'["{session}",{seq},"{prev}","{hlc}","{actor}","{layer}","{action}","{kind}","{thing}",'
                    f'"{source}","{body}",[]]'
                )
                identifier = sha256(text.encode()).hexdigest()[:DIGEST]
            else:
                identifier = head_id(session, seq, prev, hlc, actor, layer, action, kind, thing, source, body, known)
            if known:
                parents[identifier] = known
            ids.append(identifier)
            prevs.append(prev)
            number, latest = seq, identifier
        last[at_work] = (number, latest)
        texts = [None if body is None else body.decode() for body in bodies]
        codings = {}
        for identifier, kind, words in zip(ids[first:], kinds, texts, strict=True):
            if words is None:
                continue
            if kind == _CODING and (found := plain_coding(words)) is not None:
                codings[identifier] = found
            elif wrong := fault(kind, words):
                raise Unreadable("newer" if wrong == "unknown" else "damaged", "body")
        rows = list(
            zip(
                ids[first:], sessions, seqs, prevs, hlcs, actors, layers, actions, kinds, things, sources, digests,
                salts, texts, redactions, strict=True,
            )
        )  # fmt: skip
        loose = [
            (row, other, other is before)
            for row, before, names in zip(rows, befores, named, strict=True)
            if names or before.__class__ is str
            for other in (before, *names)
            if type(other) is str
        ]
        return Batch(rows, parents, loose, codings)

    def _texts_aside(
        self, values: Sequence[list[object]], bodies: Sequence[bytes | None]
    ) -> tuple[list[list[object]], list[bytes | None]]:
        """Keep the texts and files among some lines, and return the events."""
        kept = []
        for value, body in zip(values, bodies, strict=True):
            mark = value[0]
            if mark == "e":
                kept.append((value, body))
            elif mark not in ("t", "o"):
                raise Unreadable("newer", str(mark)[:20])
            elif body is not None:
                raise Unreadable("damaged", "body")
            elif mark == "t":
                _mark, digest, source, text = value
                self.texts.append((_whole(digest, text.encode()), _plain(source), text))  # type: ignore[attr-defined, arg-type]
            else:
                _mark, digest, source, encoded = value
                data = base64.b64decode(encoded, validate=True)  # type: ignore[arg-type]
                self.originals.append((_whole(digest, data), _plain(source), data))
        return [value for value, _body in kept], [body for _value, body in kept]

    def _parent(self, named: object) -> str:
        if type(named) is int:
            if not 0 <= named < len(self._ids):
                raise Unreadable("damaged", "parents")
            return self._ids[named]
        return _plain(named)


def _paired(lines: Sequence[bytes]) -> tuple[list[bytes], list[bytes | None]]:
    """Return lines, and beside each the body that follows it, if one does."""
    heads, bodies = list(lines[::2]), list(lines[1::2])
    by_turns = len(heads) == len(bodies) and {body[:1] for body in bodies} == {b"{"}
    if by_turns and b"{" not in {head[:1] for head in heads}:
        return heads, list(bodies)
    heads, found = [], list[bytes | None]()
    for line in lines:
        if line[:1] != b"{":
            heads.append(line)
            found.append(None)
        elif found and found[-1] is None:
            found[-1] = line
        else:
            raise Unreadable("damaged", "body")
    return heads, found


def _plain(value: object) -> str:
    """Return an id or hash; raises ValueError for what can be none."""
    if type(value) is not str or not value.isascii():
        raise ValueError("no id")
    return value


def _whole(digest: object, data: bytes) -> str:
    """Return the hash of data; raises Unreadable when it is that of something else."""
    if sha256(data).hexdigest() != digest:
        raise Unreadable("damaged", "text")
    return _plain(digest)


def _padded(value: list[object], body: bytes | None) -> list[object]:
    if len(value) != (_BLANKED if body is None else _EVENT):
        raise Unreadable("damaged", "head")
    return value if body is None else [*value, None, None]


def _check_columns(columns: Sequence[Sequence[object]]) -> None:
    """Check the types of the heads of events, a column at a time, and that each kind is known."""
    for n in _WORDS:
        # Joining is the quickest way to find what is no text: it raises TypeError.
        "".join(columns[n])  # type: ignore[arg-type]
    if {*map(type, columns[_SEQ])} != {int} or {*map(type, columns[_PARENTS])} != {list}:
        raise Unreadable("damaged", "head")
    if not {*map(type, columns[_SOURCE])} <= {str, type(None)}:
        raise Unreadable("damaged", "head")
    numbers, hlcs, layers, ids = columns[_SEQ], columns[_HLC], columns[_LAYER], [columns[n] for n in _IDS]
    if not sound_heads(numbers, hlcs, layers, *ids):  # type: ignore[arg-type]
        raise Unreadable("damaged", "head")
    if unknown := {str(kind) for kind in columns[_KIND]}.difference(KINDS):
        raise Unreadable("newer", min(unknown)[:40])


__all__ = ["Bundle"]
