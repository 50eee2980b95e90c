"""The fold: what a thing is, given the events about it.

A thing's state is a pure function of its own events in log order, the undone
ones left out.  So it does not matter in which order events arrive, and folding
one thing again after each event gives the same rows as folding everything from
the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.core.kinds import KINDS, THINGS
from qualcode.core.texts import Edit, TextMap

Value = object


@dataclass(frozen=True, slots=True)
class Step:
    """One event as the fold sees it: the body is None when it was redacted."""

    id: str
    hlc: str
    actor: str
    layer: str
    kind: str
    body: Mapping[str, Value] | None


@dataclass(slots=True)
class State:
    """What the events of one thing add up to."""

    thing: str
    id: str
    layer: str = ""
    made_by: str = ""
    made_at: str = ""
    changed_at: str = ""
    fields: dict[str, Value] = field(default_factory=dict)
    family: dict[str, Value] = field(default_factory=dict)
    #: The clock reading at which each field was last set.
    set_at: dict[str, str] = field(default_factory=dict)


def fold_thing(thing: str, identifier: str, steps: Iterable[Step]) -> State | None:
    """Return the state of one thing, or None when it was never made or was removed.

    ``steps`` are the live events about the thing in log order (clock, then id).  Raises ValueError when one of them
    is about a thing of another kind.
    """
    kind_of = THINGS[thing]
    names = kind_of.field_names()
    prefix = kind_of.family + ":" if kind_of.family else None
    state = State(thing, identifier)
    made = removed = False
    for step in steps:
        does = KINDS[step.kind].does
        if KINDS[step.kind].thing != thing:
            raise ValueError(f"{step.kind} is about no {thing}")
        if does in ("remove", "restore"):
            removed = does == "remove"
        elif does == "create" and not made:
            made = True
            state.layer, state.made_by, state.made_at = step.layer, step.actor, step.hlc
        state.changed_at = step.hlc
        body = step.body or {}
        if does == "correct":
            continue
        for name, value in body.items():
            if name in names:
                state.fields[name] = value
                state.set_at[name] = step.hlc
            elif prefix is not None and name.startswith(prefix):
                key = name[len(prefix) :]
                if value is None:
                    state.family.pop(key, None)
                else:
                    state.family[key] = value
    return state if made and not removed else None


def forest(parents: Mapping[str, tuple[str | None, str]]) -> dict[str, str | None]:
    """Return each code's parent after every loop is broken at its newest link.

    ``parents`` gives, per code, its parent and the clock reading of that link.
    A parent that does not exist counts as none.  Moves that are each harmless
    can make a loop together (Kleppmann et al. 2021); which link gives way does
    not depend on the order of the mapping.
    """
    out: dict[str, str | None] = {
        code: parent if parent in parents and parent != code else None for code, (parent, _) in parents.items()
    }
    settled: set[str] = set()
    for code in sorted(out):
        path: list[str] = []
        on_path: set[str] = set()
        at: str | None = code
        while at is not None and at not in settled:
            if at in on_path:
                loop = path[path.index(at) :]
                newest = max(loop, key=lambda c: (parents[c][1], c))
                out[newest] = None
                break
            path.append(at)
            on_path.add(at)
            at = out[at]
        settled.update(path)
    return out


def standing_parents(parents: Mapping[str, str | None], standing: Mapping[str, str]) -> dict[str, str | None]:
    """Return each code's parent among the codes that stand after merges.

    A code that took in the code above it stands where that one stood.
    """
    out: dict[str, str | None] = {}
    for code, parent in parents.items():
        taken_in, above = {code}, parent
        while above is not None and standing.get(above) == code and above not in taken_in:
            taken_in.add(above)
            above = parents[above]
        at = standing.get(above) if above is not None else None
        out[code] = at if at != code else None
    return out


def standing_code(code: str, merged_into: Mapping[str, str | None]) -> str:
    """Return the code that stands for a code after merges; a circle is stood for by its least id."""
    path = [code]
    while (target := merged_into.get(path[-1])) is not None:
        if target in path:
            return min(path[path.index(target) :])
        path.append(target)
    return path[-1]


def carry(start: int, end: int, revisions: Iterable[tuple[Edit, ...]]) -> tuple[int, int] | None:
    """Return a span after later corrections of its text, or None when it is adrift."""
    for edits in revisions:
        span = TextMap(edits).span(start, end)
        if span is None:
            return None
        start, end = span
    return start, end
