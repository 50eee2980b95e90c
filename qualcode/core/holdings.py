"""Which events a copy of a project holds, said in few words: per session, the numbers from … to ….

The events of one session are numbered without gaps, so a few ranges name
thousands of events.  Where a session forked (two files claim the same number)
its events are named one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Holdings:
    """A set of events: ``ranges`` by session, ``named`` the ids of sessions that forked."""

    ranges: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, session: str, seq: int, event: str) -> bool:
        """Tell whether an event is in the set."""
        if session in self.named:
            return event in self.named[session]
        return any(first <= seq <= last for first, last in self.ranges.get(session, ()))

    @property
    def number(self) -> int:
        """How many events are in the set."""
        listed = sum(last - first + 1 for ranges in self.ranges.values() for first, last in ranges)
        return listed + sum(len(events) for events in self.named.values())

    def within(self, other: Holdings) -> bool:
        """Tell whether every event of this set is surely in another."""
        return all(
            session not in other.named
            and all(any(a <= first and last <= b for a, b in other.ranges.get(session, ())) for first, last in ranges)
            for session, ranges in self.ranges.items()
        ) and all(events <= other.named.get(session, frozenset()) for session, events in self.named.items())

    def joined(self, other: Holdings) -> Holdings:
        """Return the union; a session that only one of the two knows to have forked is taken as that one says."""
        named = {
            session: self.named.get(session, frozenset()) | other.named.get(session, frozenset())
            for session in {*self.named, *other.named}
        }
        ranges = {
            session: _united([*self.ranges.get(session, ()), *other.ranges.get(session, ())])
            for session in {*self.ranges, *other.ranges}
            if session not in named
        }
        return Holdings(ranges, named)

    def as_data(self) -> dict[str, object]:
        """Return the set as JSON-able data, in a fixed order."""
        out: dict[str, object] = {session: [list(r) for r in self.ranges[session]] for session in sorted(self.ranges)}
        return out | {session: sorted(self.named[session]) for session in sorted(self.named)}

    @classmethod
    def from_data(cls, data: object) -> Holdings:
        """Read the set back; what is not of its form counts as nothing."""
        ranges: dict[str, tuple[Range, ...]] = {}
        named: dict[str, frozenset[str]] = {}
        for session, values in data.items() if isinstance(data, Mapping) else ():
            if not isinstance(values, list):
                continue
            if all(isinstance(v, str) for v in values) and values:
                named[str(session)] = frozenset(values)
            else:
                pairs = [v for v in values if isinstance(v, list) and len(v) == 2]
                ranges[str(session)] = tuple((int(a), int(b)) for a, b in pairs)
        return cls(ranges, named)

    @classmethod
    def of(cls, events: Iterable[tuple[str, int, str]]) -> Holdings:
        """Return the set of some events, each given as session, number, id; in order of session and number."""
        ranges: dict[str, list[list[int]]] = {}
        ids: dict[str, list[str]] = {}
        forked: set[str] = set()
        for session, seq, event in events:
            ids.setdefault(session, []).append(event)
            its = ranges.setdefault(session, [])
            if its and its[-1][1] == seq:
                forked.add(session)
            elif its and its[-1][1] == seq - 1:
                its[-1][1] = seq
            else:
                its.append([seq, seq])
        return cls(
            {s: tuple((a, b) for a, b in r) for s, r in ranges.items() if s not in forked},
            {s: frozenset(ids[s]) for s in forked},
        )


def _united(ranges: Iterable[Range]) -> tuple[Range, ...]:
    out: list[list[int]] = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1] + 1:
            out[-1][1] = max(out[-1][1], last)
        else:
            out.append([first, last])
    return tuple((a, b) for a, b in out)
