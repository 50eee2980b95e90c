"""What stands around a passage, for reports whose readers may see it."""

from __future__ import annotations

from qualcode.authoring.printable.kind import Option, Request
from qualcode.i18n import _


def context_option() -> Option:
    """Return the option that prints passages in their context; off unless asked for."""
    return Option(
        "context",
        _("with context"),
        _("Add what stands around each passage, linked from it; only for readers who may see the sources."),
        flag=True,
    )


def around(request: Request, source: str, start: int, end: int) -> tuple[str, str]:
    """Return the words around a span of a source (its id): the turn or turns it stands in, and those beside them."""
    project = request.project
    found = project.source(source)
    text, turns = project.text(found), project.turns(found)
    touched = [n for n, turn in enumerate(turns) if turn.start < end and start < turn.end]
    if not touched:
        return text[text.rfind("\n\n", 0, start) + 1 : start].strip(), text[end : _after(text, end)].strip()
    low = turns[max(0, touched[0] - 1)].start
    high = turns[min(len(turns) - 1, touched[-1] + 1)].end
    return text[low:start].strip(), text[end:high].strip()


def _after(text: str, end: int) -> int:
    stop = text.find("\n\n", end)
    return len(text) if stop < 0 else stop
