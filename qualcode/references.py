"""Finding the one thing that a person means by a name, a handle, or the end of an id."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from qualcode.errors import Ambiguous, NotFound


class Identified(Protocol):
    """A thing with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


Thing = TypeVar("Thing", bound=Identified)
_SHORTEST_ID = 4


def pick(
    ref: str, things: Sequence[Thing], names: Callable[[Thing], tuple[str, ...]], what: str, listing: str
) -> Thing:
    """Return the thing that a reference names exactly, else by case-folded name, else by the end of its id.

    Raises NotFound with the nearest names, Ambiguous when several fit.
    """
    wanted = ref.strip().casefold()
    exact = [t for t in things if t.id == ref or ref in names(t)]
    folded = exact or [t for t in things if any(n.casefold() == wanted for n in names(t) if n)]
    found = folded or [t for t in things if len(ref) >= _SHORTEST_ID and t.id.endswith(wanted)]
    if not found:
        known = [n for t in things for n in names(t) if n]
        near = difflib.get_close_matches(ref, known, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}? See: {listing}" if near else f"see: {listing}"
        raise NotFound(f"no {what} {ref!r}", hint)
    return only(ref, found, what, listing)


def only(ref: str, found: Sequence[Thing], what: str, listing: str) -> Thing:
    """Return the only thing found.

    Raises NotFound when there is none, Ambiguous when there are several.
    """
    if not found:
        raise NotFound(f"no {what} {ref!r}", f"see: {listing}")
    if len(found) > 1:
        raise Ambiguous(f"{ref!r} fits {len(found)} {what}s", f"use the id; see: {listing}")
    return found[0]
