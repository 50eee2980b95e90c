"""Reading a bundle; nothing of it is believed before it was checked.

Events are read some thousand at a time and by the column, since that is what merging the work of several people
comes down to.
"""

from __future__ import annotations

import base64
import gzip
import io
import zlib
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple

from qualcode.core.bodies import fault
from qualcode.core.events import DIGEST, head_id
from qualcode.core.plain_codings import plain_coding
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
from qualcode.store.bundle_columns import CODING, Record, Run, Tables, record

_BLOCK = 1 << 20


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
        self._tables = Tables()
        self._reading = ""

    @property
    def ids(self) -> Collection[str]:
        """The ids of the events that were read so far."""
        return self._ids

    def events(self) -> Iterator[Batch]:
        """Yield the events in log order, some thousand at a time, in the end checked against the manifest.

        Raises Unreadable when anything does not fit.
        """
        lines = self._lines()
        for line in lines:
            value: Any = loads(line)
            try:
                if value[0] == "e":
                    yield self._read(record(value, self._tables), lines)
                else:
                    self._keep(*value)
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

    def _read(self, read: Record, lines: Iterator[bytes]) -> Batch:
        """Return a batch of events, of which the bodies that are no columns are among the lines that follow."""
        if read.hlcs[0] < self._reading:
            raise Unreadable("damaged", "order")
        self._reading = read.hlcs[-1]
        texts = _texts(read, lines)
        salts: Sequence[bytes] = read.salts
        if None in texts:
            kept = iter(salts)
            salts = [b"" if text is None else next(kept) for text in texts]
        digests = [
            "" if text is None else sha256(salt + text.encode()).hexdigest()[:DIGEST]
            for salt, text in zip(salts, texts, strict=True)
        ]
        redactions: list[str | None] = [None] * len(texts)
        blanks = (run.blanked for run in read.runs if run.blanked)
        for n, (noted, by) in zip([n for n, text in enumerate(texts) if text is None], blanks, strict=True):
            digests[n], redactions[n] = _plain(noted), None if by is None else _plain(by)
        links = self._linked(read, digests)
        sessions, actors, layers, kinds = (_each(read.runs, field) for field in range(4))
        columns = (
            links.ids, sessions, links.seqs, links.prevs, read.hlcs, actors, layers, read.actions, kinds, read.things,
            read.sources, digests, salts, texts, redactions,
        )  # fmt: skip
        batch = Batch(columns, links.parents, [], read.codings)
        batch.loose.extend((batch.row(n), other, before) for n, other, before in links.outside)
        return batch

    def _linked(self, read: Record, digests: Sequence[str]) -> _Links:
        """Return the ids of events, each the digest of a head that holds the id of the one before in its session.

        Raises Unreadable when that one is not where it should be.
        """
        ids, start = self._ids, len(self._ids)
        links = _Links([], [], [], {}, [])
        heads = zip(read.hlcs, *read.written, digests, strict=True)
        for run in read.runs:
            session, actor, layer, kind, _columns, opening, middle = run.who
            first = len(ids)
            seq, prev = self._before(run)
            links.prevs.append(prev)
            links.seqs.extend(range(seq, seq + run.number))
            if run.seq:
                hlc, _action, _thing, _source, body = next(heads)
                n = first - start
                known = tuple(sorted(map(self._parent, run.parents)))
                head = (session, seq, prev, hlc, actor, layer, read.actions[n], kind, read.things[n], read.sources[n])
                prev = head_id(*head, body, known)
                ids.append(prev)
                if known:
                    links.parents[prev] = known
                links.outside.extend((n, p, p is run.before) for p in (run.before, *run.parents) if type(p) is str)
            rest = range(seq + len(ids) - first, seq + run.number)
            # What head_id makes of a head, without the detour by a writer of JSON.
            for n, (hlc, action, thing, source, body) in zip(rest, heads, strict=False):
                head_text = (
                    f'{opening},{n},"{prev}","{hlc}",{middle},"{action}","{kind}","{thing}",{source},"{body}",[]]'
                )
                prev = sha256(head_text.encode()).hexdigest()[:DIGEST]
                ids.append(prev)
            links.prevs.extend(ids[first:-1])
            self._last[session] = seq + run.number - 1, ids[-1]
        links.ids.extend(ids[start:])
        return links

    def _before(self, run: Run) -> tuple[int, str | None]:
        """Return the number of the first event of a run in its session, and the id of the one before it."""
        number, latest = self._last.get(run.who.session, (0, ""))
        if not run.seq or (run.before == 1 and type(run.before) is int):
            if not latest or run.seq not in (0, number + 1):
                raise Unreadable("damaged", "chain")
            return number + 1, latest
        if (run.before is None) != (run.seq == 1):
            raise Unreadable("damaged", "chain")
        return run.seq, None if run.before is None else _plain(run.before)

    def _keep(self, mark: object, digest: object, source: object, words: str) -> None:
        """Keep a text or a file."""
        if mark == "t":
            self.texts.append((_whole(digest, words.encode()), _plain(source), words))
        elif mark == "o":
            data = base64.b64decode(words, validate=True)
            self.originals.append((_whole(digest, data), _plain(source), data))
        else:
            raise Unreadable("newer", str(mark)[:20])

    def _parent(self, named: object) -> str:
        if type(named) is int:
            if not 0 <= named < len(self._ids):
                raise Unreadable("damaged", "parents")
            return self._ids[named]
        return _plain(named)


class _Links(NamedTuple):
    """Events with those that they go on from; ``outside`` are, by place in the line, those not in the bundle.

    Of these the last value tells whether it is the event before in the session.
    """

    ids: list[str]
    seqs: list[int]
    prevs: list[str | None]
    parents: dict[str, tuple[str, ...]]
    outside: list[tuple[int, str, bool]]


def _texts(read: Record, lines: Iterator[bytes]) -> list[str | None]:
    """Return the bodies of events: those of plain codings, and those that follow on lines of their own.

    Raises Unreadable when one lacks or is in no form.
    """
    if len(read.texts) == len(read.hlcs):
        return list(read.texts)
    out: list[str | None] = []
    plain = iter(read.texts)
    for run in read.runs:
        if run.who.plain:
            out += islice(plain, run.number)
        elif run.blanked:
            out.append(None)
        else:
            out += [_body(run.who.kind, next(lines, b"")) for _one in range(run.number)]
    return out


def _body(kind: str, line: bytes) -> str:
    if line[:1] != b"{":
        raise Unreadable("damaged", "body")
    text = line.decode()
    if wrong := "" if kind == CODING and plain_coding(text) else fault(kind, text):
        raise Unreadable("newer" if wrong == "unknown" else "damaged", "body")
    return text


def _each(runs: Sequence[Run], field: int) -> list[Any]:
    """Return what runs share in a field, for each of their events."""
    out: list[Any] = []
    for run in runs:
        out += [run.who[field]] * run.number
    return out


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


__all__ = ["Bundle"]
