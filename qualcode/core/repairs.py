"""The repairs of a source as they stand: which are in force, and the edits that switch them.

A repair that is switched off is not taken out of the history: one more revision
puts the old words back, so every anchor keeps its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.core.texts import Edit, TextMap, apply_edits


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair of a source: what stood there, what the edit makes of it, and where it stands now.

    ``position`` is where it was in the text as read, ``[start, end)`` is its
    place in the newest text, ``on`` whether its words are the repaired ones.
    """

    edit: Edit
    old: str
    position: int
    start: int
    end: int
    on: bool = True


def standing_repairs(base: str, revisions: Sequence[Sequence[Edit]]) -> list[Repair]:
    """Return every edit that was ever made to a text, in the order of the text, with its state now.

    An edit that puts back exactly what another had replaced is that one's
    switching, not a repair of its own.
    """
    text = base
    repairs: list[Repair] = []
    maps: list[TextMap] = []
    for edits in revisions:
        mapping = TextMap(edits)
        switched: dict[int, Repair] = {}
        new: list[Repair] = []
        for edit, at in _placed(edits):
            here = (at, at + len(edit.new))
            i = _switched_by(edit, repairs, switched)
            if i is not None:
                switched[i] = replace(repairs[i], start=here[0], end=here[1], on=not repairs[i].on)
            else:
                old = text[edit.start : edit.end]
                new.append(Repair(edit, old, _base_position(edit.start, maps), *here))
        for i, repair in enumerate(repairs):
            moved = (mapping.forward(repair.start), mapping.forward(repair.end, end=True))
            repairs[i] = switched.get(i) or replace(repair, start=moved[0], end=max(moved))
        repairs += new
        maps.append(mapping)
        text = apply_edits(text, edits)
    return sorted(repairs, key=lambda r: (r.position, r.start))


def switching(repairs: Sequence[Repair]) -> tuple[Edit, ...]:
    """Return the edits of the newest text that switch repairs that are on off, and those that are off on."""
    out = [
        Edit(r.start, r.end, r.old if r.on else r.edit.new, r.edit.rule, r.edit.reason, "" if r.on else r.edit.kept)
        for r in repairs
    ]
    return tuple(sorted(out, key=lambda e: (e.start, e.end)))


def chosen(repairs: Sequence[Repair], choice: Collection[str]) -> list[Repair]:
    """Return the repairs that are named by number (from 1, in the order of the text) or by rule."""
    return [r for n, r in enumerate(repairs, start=1) if str(n) in choice or r.edit.rule in choice]


def _placed(edits: Sequence[Edit]) -> Iterator[tuple[Edit, int]]:
    """Yield each edit with its start in the text after it."""
    shift = 0
    for edit in edits:
        yield edit, edit.start + shift
        shift += len(edit.new) - (edit.end - edit.start)


def _switched_by(edit: Edit, repairs: Sequence[Repair], taken: Collection[int]) -> int | None:
    for i, repair in enumerate(repairs):
        back = repair.old if repair.on else repair.edit.new
        if i not in taken and (repair.start, repair.end) == (edit.start, edit.end) and back == edit.new:
            return i
    return None


def _base_position(position: int, maps: Sequence[TextMap]) -> int:
    for mapping in reversed(maps):
        position = mapping.backward(position)
    return position
