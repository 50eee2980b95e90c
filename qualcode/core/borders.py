"""Borders of meaning units that a person set against what is proposed; each person has their own."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Border:
    """The place before the character ``[start, end)`` of the text ``revision``: a unit begins there, or none does."""

    id: str
    source: str
    revision: str
    start: int
    end: int
    stands: bool


def set_border(source: str, *, revision: str, at: int, stands: bool) -> Change:
    """Return the saying that a meaning unit begins at a position, or that none does although one is proposed."""
    body: dict[str, object] = {
        "source": source,
        "revision": revision,
        "start": at,
        "end": at + 1,
        "stands": int(stands),
    }
    return Change("border.add", new_id(), body, "own", source)


def remove_border(border: Border) -> Change:
    """Return the leaving of a border to the proposal again."""
    return Change("border.remove", border.id, {}, "own", border.source)
