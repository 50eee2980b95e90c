"""Finding the one thing that a person means by a name, a handle, or the end of an id."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from qualcode.errors import Ambiguous, NotFound
from qualcode.i18n import _


class Identified(Protocol):
    """A thing with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


Thing = TypeVar("Thing", bound=Identified)
_SHORTEST_ID = 4
_WHAT: dict[str, Callable[[], str]] = {
    "source": lambda: _("source"),
    "code": lambda: _("code"),
    "coding": lambda: _("coding"),
    "case": lambda: _("case"),
    "coder": lambda: _("coder"),
    "theme": lambda: _("theme"),
    "finding": lambda: _("finding"),
    "claim": lambda: _("claim"),
    "evidence": lambda: _("evidence"),
    "quantifier": lambda: _("quantifier"),
    "condensation": lambda: _("condensation"),
    "scene": lambda: _("scene"),
    "quotation": lambda: _("quotation"),
    "voices": lambda: _("voice set"),
    "search": lambda: _("saved search"),
    "round": lambda: _("round"),
    "conflict": lambda: _("conflict"),
    "form": lambda: _("form"),
    "reading": lambda: _("mark of reading"),
}


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
        known = sorted({n for t in things for n in names(t) if n})
        near = difflib.get_close_matches(ref, known, n=3, cutoff=0.5)
        see = _("see: {command}").format(command=listing)
        hint = _("did you mean {names}?").format(names=", ".join(near)) + " " + see if near else see
        raise NotFound(_("no {what} “{name}”").format(what=_WHAT[what](), name=ref), hint)
    return only(ref, found, what, listing)


def only(ref: str, found: Sequence[Thing], what: str, listing: str) -> Thing:
    """Return the only thing found.

    Raises NotFound when there is none, Ambiguous when there are several.
    """
    if not found:
        raise NotFound(
            _("no {what} “{name}”").format(what=_WHAT[what](), name=ref), _("see: {command}").format(command=listing)
        )
    if len(found) > 1:
        raise Ambiguous(
            _("“{name}” fits {n} things: {what}").format(name=ref, n=len(found), what=_WHAT[what]()),
            _("use the id; see: {command}").format(command=listing),
        )
    return found[0]
