"""Events of a bundle in columns: some thousand of them in one line, as :mod:`qualcode.store.bundle` describes it.

Most of what people send are codings, each added by an action of its own: a few numbers and two names each.  What
many events share stands once, and what was read is looked through a column at a time.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Sequence
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from qualcode.core.bodies import sound_heads
from qualcode.core.events import canonical
from qualcode.core.kinds import KINDS
from qualcode.core.plain_codings import PlainCodings, plain_coding
from qualcode.store.bundle import Carried, Unreadable

CODING = "coding.add"
_SALT = 16


class Who(NamedTuple):
    """What a run of events shares; ``plain`` codings have no bodies but columns.

    ``opening`` and ``middle`` are the session, and actor and layer, as they stand in the text of a head.
    """

    session: str
    actor: str
    layer: str
    kind: str
    plain: int
    opening: str
    middle: str


class Run(NamedTuple):
    """Events that follow each other; ``seq``, ``before`` and ``parents`` are of the first, as they were written.

    ``seq`` is 0 when nothing is said of the first.  ``blanked`` are a body's hash and the event that blanked it.
    """

    who: Who
    number: int
    seq: int = 0
    before: object = 1
    parents: Sequence[object] = ()
    blanked: Sequence[object] = ()


class EventColumns:
    """Events on their way into a bundle: :meth:`add` some thousand, then :meth:`line`."""

    def __init__(self) -> None:
        self._whos: dict[object, int] = {}
        self._places: dict[object, int] = {}
        self._codes: dict[object, int] = {}
        self._clear()

    def _clear(self) -> None:
        self._known = len(self._whos), len(self._places), len(self._codes)
        self._runs: list[list[Any]] = []
        self._may_grow = False
        self._ms = 0
        self._times: list[int] = []
        self._counts: list[int] = []
        self._names: list[str] = []
        self._at: list[int] = []
        self._passages: list[tuple[int, int, int]] = []
        self._salts: list[bytes] = []
        self._bodies: list[str] = []

    def add(self, event: Carried, before: str | int | None, parents: Sequence[str | int]) -> None:
        """Add an event; ``before`` and ``parents`` are as they are to be written."""
        body = event.json
        found = plain_coding(body) if event.kind == CODING and body is not None else None
        if found is not None and found[0] != event.source:
            found = None
        whos, places = self._whos, self._places
        of = (event.session, event.actor, event.layer, event.kind, 0 if found is None else 1)
        who = whos.setdefault(of, len(whos))
        if before == 1 and not parents and body is not None:
            if self._may_grow and self._runs[-1][0] == who:
                self._runs[-1][1] += 1
            else:
                self._runs.append([who, 1])
        else:
            blanked = [event.body_hash, event.redacted_by] if body is None else []
            self._runs.append([who, 1, event.seq, before, list(parents), *blanked])
        self._may_grow = body is not None
        reading = int(event.hlc, 16)
        ms = reading >> 16
        self._times.append(ms - self._ms)
        self._counts.append(reading & 0xFFFF)
        self._ms = ms
        self._names += (event.action, event.object)
        place = (event.source, "" if found is None else found[2])
        self._at.append(places.setdefault(place, len(places)))
        if found is not None:
            _source, code, _revision, start, end = found
            self._passages.append((self._codes.setdefault(code, len(self._codes)), start, end - start))
        elif body is not None:
            self._bodies.append(body)
        if body is not None:
            self._salts.append(event.salt)

    def line(self) -> str:
        """Return the line of the events that were added, and the lines of their bodies; then begin anew."""
        tables = (self._whos, self._places, self._codes)
        whos, places, codes = (list(table)[known:] for table, known in zip(tables, self._known, strict=True))
        which, starts, lengths = zip(*self._passages, strict=True) if self._passages else ((), (), ())
        salts = base64.b64encode(b"".join(self._salts)).decode()
        columns = (self._times, self._counts, self._names, places, self._at, codes, which, starts, lengths, salts)
        head = canonical(["e", whos, self._runs, *columns])
        lines = "\n".join((head, *self._bodies, ""))
        self._clear()
        return lines


class Tables:
    """What the lines read so far tell once: who, places and codes."""

    def __init__(self) -> None:
        self.whos: list[Who] = []
        self.places: list[tuple[str, str]] = []
        self.codes: list[str] = []
        self.sources: list[str | None] = []
        #: Sources as they stand in a head.
        self.written: list[str] = []

    def add(self, whos: list[Any], places: list[Any], codes: list[Any]) -> None:
        """Take what a line adds.

        Raises Unreadable, TypeError or ValueError when it is in no form.
        """
        for session, actor, layer, kind, plain in whos:
            if {*map(type, (session, actor, layer, kind))} != {str} or type(plain) is not int:
                raise Unreadable("damaged", "head")
            if kind not in KINDS:
                raise Unreadable("newer", kind[:40])
            if plain not in (0, 1) or (plain and kind != CODING):
                raise Unreadable("damaged", "head")
            texts = canonical([session])[:-1], canonical([actor, layer])[1:-1]
            self.whos.append(Who(session, actor, layer, kind, plain, *texts))
        for source, revision in places:
            if type(revision) is not str or not (source is None or type(source) is str):
                raise Unreadable("damaged", "head")
            self.places.append((source or "", revision))
            self.sources.append(source)
            self.written.append(canonical(source))
        "".join(codes)
        self.codes += codes


class Record(NamedTuple):
    """Some thousand events as one line has them; ``codings`` are those among them of which ``texts`` are the bodies.

    ``written`` are actions and things as they stand in the text of a head, within quotes, and sources as a whole.
    """

    runs: list[Run]
    hlcs: list[str]
    actions: list[str]
    things: list[str]
    sources: list[str | None]
    written: tuple[Sequence[str], Sequence[str], Sequence[str]]
    salts: Sequence[bytes]
    codings: PlainCodings
    texts: list[str]


def record(value: Sequence[Any], tables: Tables) -> Record:
    """Read the line of some events.

    Raises Unreadable, TypeError, ValueError or IndexError when it is in no form.
    """
    _mark, whos, runs, times, counts, names, places, at, codes, which, starts, lengths, salted = value
    numbers = (times, counts, at, which, starts, lengths)
    if {*map(type, (whos, runs, names, places, codes, *numbers))} != {list}:
        raise Unreadable("damaged", "head")
    if not set().union(*(map(type, column) for column in numbers)) <= {int}:
        raise Unreadable("damaged", "head")
    actions, things = names[::2], names[1::2]
    if not len(times) == len(counts) == len(at) == len(actions) == len(things) or min(at) < 0:
        raise Unreadable("damaged", "head")
    tables.add(whos, places, codes)
    its = [_run(run, tables.whos) for run in runs]
    if sum([run.number for run in its]) != len(times):
        raise Unreadable("damaged", "head")
    hlcs = _hlcs(times, counts)
    if not sound_heads(
        [n for run in its for n in (run.seq or 1, run.seq + run.number)],
        (hlcs[0], hlcs[-1]),
        *zip(*[(run.who.layer, run.who.session, run.who.actor) for run in its], strict=True),
        actions,
        things,
    ):
        raise Unreadable("damaged", "head")
    events = _plain_events(its)
    placed = at if len(events) == len(at) else [at[n] for n in events]
    if not len(events) == len(which) == len(starts) == len(lengths):
        raise Unreadable("damaged", "head")
    ends = list(map(add, starts, lengths))
    codings = PlainCodings(events, tables.places, placed, tables.codes, which, starts, ends)
    sources = [tables.sources[n] for n in at]
    quoted = _in_quotes(names)
    written = (quoted[::2], quoted[1::2], [tables.written[n] for n in at])
    salts = _salts(salted, len(times) - sum([1 for run in its if run.blanked]))
    return Record(its, hlcs, actions, things, sources, written, salts, codings, codings.bodies())


def _in_quotes(names: Sequence[str]) -> Sequence[str]:
    """Return names as JSON has them; raises TypeError when one is no text."""
    joined = "".join(names)
    # So it is with all that qualcode makes.
    if joined.isascii() and joined.isprintable() and '"' not in joined and "\\" not in joined:
        return names
    return [canonical(name)[1:-1] for name in names]


def _run(listed: Sequence[Any], whos: Sequence[Who]) -> Run:
    which, number, *first = listed
    if type(which) is not int or type(number) is not int or which < 0 or number < 1:
        raise Unreadable("damaged", "head")
    who = whos[which]
    if not first:
        return Run(who, number)
    seq, before, parents, *blanked = first
    if type(seq) is not int or seq < 1 or type(parents) is not list or len(blanked) not in (0, 2):
        raise Unreadable("damaged", "head")
    if blanked and (number != 1 or who.plain):
        raise Unreadable("damaged", "head")
    return Run(who, number, seq, before, parents, blanked)


def _hlcs(times: Sequence[int], counts: Sequence[int]) -> list[str]:
    """Return clock readings; raises Unreadable when they are none or not in the order of time."""
    readings = [ms << 16 | count for ms, count in zip(accumulate(times), counts, strict=True)]
    if readings != sorted(readings) or readings[0] < 0 or readings[-1] >= 1 << 64:
        raise Unreadable("damaged", "order")
    if min(counts) < 0 or max(counts) >= 1 << 16:
        raise Unreadable("damaged", "head")
    return struct.pack(f">{len(readings)}Q", *readings).hex(" ", 8).split(" ")


def _plain_events(runs: Sequence[Run]) -> Sequence[int]:
    out: list[int] = []
    first = 0
    for run in runs:
        if run.who.plain:
            out += range(first, first + run.number)
        first += run.number
    return out


def _salts(written: str, number: int) -> Sequence[bytes]:
    salts = binascii.a2b_base64(written, strict_mode=True)
    if len(salts) != _SALT * number:
        raise Unreadable("damaged", "head")
    return struct.unpack(f"{_SALT}s" * number, salts)
