"""Conflicts: what two people did to one thing without knowing of each other.

They are read off the parents of events, not off clocks: two events about a
thing are apart when neither is an ancestor of the other.  A pair that wants
different things is a conflict, any other pair is joined without a question.

===============  =========================================================
sort             what happened
===============  =========================================================
``field``        the same field was changed differently
``deleted``      taken away here, changed there
``used``         a code or source taken away here, used for codings there
``same-name``    two new codes with the same name
``loop``         moves that are harmless alone put codes under themselves
``merged-apart`` a code was merged into different codes
``text``         a text was corrected differently in one place
``machines``     one person's coding was changed on two machines
``source-twice`` a text was imported twice
``person-twice`` one person works under two identities
``gap``          a session's chain of events has a gap, or forks
===============  =========================================================

``deleted`` and ``used`` are one class to a researcher: gone here, needed there.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from itertools import combinations, pairwise

from qualcode.core.events import Change, canonical
from qualcode.core.ids import new_id
from qualcode.core.kinds import KINDS

SORTS = (
    "field",
    "deleted",
    "used",
    "same-name",
    "loop",
    "merged-apart",
    "text",
    "machines",
    "source-twice",
    "person-twice",
    "gap",
)
JOINED = "joined"
_BORDERS = frozenset(("start", "end", "revision"))
#: Fields that no one quarrels about: the later one counts.
SLIGHT = frozenset(("position", "review"))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: who did what, when (a clock reading), and the value they set."""

    event: str
    actor: str
    at: str
    kind: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict, or with sort ``joined`` what was joined without a question.

    ``about`` is the id of the thing.  ``pairs`` are the pairs of events behind it.  ``closed_by`` is the event
    that settled it, if any.  ``details`` holds what the sort needs besides.
    """

    sort: str
    thing: str
    about: str
    field: str
    sides: tuple[Side, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    closed_by: str | None = None
    details: Mapping[str, object] = made_by(default_factory=dict)

    @property
    def id(self) -> str:
        """The id that the same conflict has in every copy of a project."""
        named = canonical([self.sort, self.thing, self.about, self.field])
        return hashlib.sha256(named.encode("utf-8")).hexdigest()[:32]

    @property
    def lost(self) -> tuple[str, ...]:
        """The codings on a code or source that is gone, for the sort ``used``."""
        return tuple(str(i) for i in _listed(self.details.get("codings")))

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.closed_by is None and self.sort != JOINED


@dataclass(frozen=True, slots=True)
class Node:
    """An event in the graph of one thing; ``does`` is that of its kind, undone ones are not ``live``."""

    id: str
    at: str
    actor: str
    kind: str
    does: str
    parents: tuple[str, ...]
    body: Mapping[str, object]
    live: bool = True


class Graph:
    """The events about one thing, with who knew of what."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = sorted(nodes, key=lambda n: (n.at, n.id))
        self.index = {node.id: n for n, node in enumerate(self.nodes)}
        self._before: list[int] = []
        for n, node in enumerate(self.nodes):
            seen = 1 << n
            for parent in node.parents:
                i = self.index.get(parent)
                if i is not None and i < n:
                    seen |= self._before[i]
            self._before.append(seen)

    def knows(self, later: int, earlier: int) -> bool:
        """Tell whether an event, by number, has another among its ancestors or is it."""
        return bool(self._before[later] >> earlier & 1)

    def known_to(self, events: Iterable[str]) -> int:
        """Return the set, as bits, of the events of this thing known to who names some of them."""
        out = 0
        for event in events:
            if (i := self.index.get(event)) is not None:
                out |= self._before[i]
        return out

    def apart(self) -> Iterator[tuple[int, int]]:
        """Yield each pair of events, by number, of which neither knew the other."""
        for a, b in combinations(range(len(self.nodes)), 2):
            if not self.knows(b, a):
                yield a, b


def is_line(nodes: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Tell whether events in log order, each with its parents, follow one on the other."""
    return all(before[0] in after[1] for before, after in pairwise(nodes))


def differences(one: Node, other: Node) -> dict[str, tuple[object, object]]:
    """Return the fields that two events set to different values; borders count as one field."""
    out: dict[str, tuple[object, object]] = {}
    for name in one.body.keys() & other.body.keys():
        if one.body[name] != other.body[name] and name not in SLIGHT:
            out["borders" if name in _BORDERS else name] = (_value(one, name), _value(other, name))
    if "revision" in one.body and "revision" in other.body and "borders" in out and _same_borders(one, other):
        del out["borders"]
    return out


def _same_borders(one: Node, other: Node) -> bool:
    return all(one.body.get(n) == other.body.get(n) for n in _BORDERS)


def _value(node: Node, name: str) -> object:
    if name in _BORDERS:
        return [node.body.get("revision"), node.body.get("start"), node.body.get("end")]
    return node.body[name]


def meeting(one: str, other: str, places: Mapping[str, Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Return the stretches of the text as read that two corrections, by their events, both alter.

    ``places`` holds the spans of each correction in the text as read.
    """
    return [
        (min(a, c), max(b, d))
        for a, b in places.get(one, ())
        for c, d in places.get(other, ())
        if (a < d and c < b) or (a == c and (a == b or c == d)) or (a == b and c <= a <= d) or (c == d and a <= c <= b)
    ]


def of_thing(
    thing: str,
    identifier: str,
    layer: str,
    graph: Graph,
    *,
    settled: Sequence[tuple[str, Sequence[str]]] = (),
    places: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> list[Conflict]:
    """Return the conflicts over one thing, and what was joined, each pair of events in one or the other.

    ``settled`` are resolutions that stand: their event and the events they name.
    """
    groups: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for a, b in graph.apart():
        for key in _sorts(thing, layer, graph.nodes[a], graph.nodes[b], places or {}):
            groups.setdefault(key, []).append((a, b))
    known = [(event, graph.known_to(named)) for event, named in settled]
    return [_conflict((thing, identifier), key, pairs, graph, known) for key, pairs in sorted(groups.items())]


def _sorts(
    thing: str, layer: str, one: Node, other: Node, places: Mapping[str, Sequence[tuple[int, int]]]
) -> list[tuple[str, str]]:
    joined = [(JOINED, "")]
    if not (one.live and other.live):
        return joined
    does = {one.does, other.does}
    if "remove" in does:
        return joined if does == {"remove"} else [("deleted", "")]
    if does == {"correct"}:
        return [("text", "")] if meeting(one.id, other.id, places) else joined
    if does & {"correct", "restore"}:
        return joined
    fields = sorted(differences(one, other))
    if not fields:
        return joined
    if thing == "coding" and layer.startswith("own:") and one.actor == other.actor:
        return [("machines", name) for name in fields]
    return [("merged-apart" if name == "merged_into" else "field", name) for name in fields]


def _conflict(
    about: tuple[str, str],
    key: tuple[str, str],
    pairs: Sequence[tuple[int, int]],
    graph: Graph,
    settled: Sequence[tuple[str, int]],
) -> Conflict:
    sort, name = key
    closers = [_closer(sort, name, pair, graph, settled) for pair in pairs] if sort != JOINED else []
    still = [pair for pair, closer in zip(pairs, closers, strict=True) if closer is None] if closers else []
    shown = sorted({n for pair in still or pairs for n in pair})
    # What one side did itself over again is told by its last word.
    last = [n for n in shown if sort == JOINED or not any(m != n and graph.knows(m, n) for m in shown)]
    sides = tuple(
        Side(node.id, node.actor, node.at, node.kind, _side_value(node, name))
        for node in (graph.nodes[n] for n in last)
    )
    named = tuple((graph.nodes[a].id, graph.nodes[b].id) for a, b in pairs)
    closed_by = max((c for c in closers if c is not None), default=None) if not still else None
    return Conflict(sort, *about, name, sides, named, closed_by)


def _side_value(node: Node, name: str) -> object:
    if name == "borders":
        return _value(node, "start")
    return node.body.get(name) if name else None


def _closer(
    sort: str, name: str, pair: tuple[int, int], graph: Graph, settled: Sequence[tuple[str, int]]
) -> str | None:
    """Return the event that settled a pair: a resolution, or a later change made in the knowledge of both."""
    bits = 1 << pair[0] | 1 << pair[1]
    for event, known in settled:
        if known & bits == bits:
            return event
    for n, node in enumerate(graph.nodes):
        if n in pair or not node.live or not (graph.knows(n, pair[0]) and graph.knows(n, pair[1])):
            continue
        if sort == "deleted" and node.does in ("remove", "restore"):
            return node.id
        if node.does == "set" and (name in node.body or (name == "borders" and "start" in node.body)):
            return node.id
    return None


def folded(name: str) -> str:
    """Return a name for comparison: without case, accents and outer blanks."""
    bare = unicodedata.normalize("NFKD", name.casefold().strip())
    return "".join(c for c in bare if not unicodedata.combining(c))


def does_of(kind: str) -> str:
    """Return what a kind of event does to its thing."""
    return KINDS[kind].does


def resolve(conflict: Conflict, choice: str, *, reason: str = "") -> Change:
    """Return the settling of a conflict: it names every event of both sides as seen."""
    events = sorted({side.event for side in conflict.sides} | {e for pair in conflict.pairs for e in pair})
    events = sorted({*events, *(str(e) for e in _listed(conflict.details.get("events")))})
    body = {"sort": conflict.sort, "about": conflict.id, "events": events, "choice": choice, "reason": reason}
    return Change("conflict.resolve", new_id(), body, known=tuple(events))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
