"""What a person made of a suggested passage: accepted, which makes a coding, or rejected, which is remembered."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import stable_id

ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's judgement of one suggestion; positions refer to the text ``revision``."""

    id: str
    code: str
    source: str
    revision: str
    start: int
    end: int
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    coding: str = ""
    made_by: str = ""
    made_at: str = ""


def suggestion_id(person: str, code: str, revision: str, start: int, end: int) -> str:
    """Return the id of a suggestion to a person: the same each time the same passage is suggested."""
    return stable_id("suggestion", person, code, revision, str(start), str(end))


def accept_suggestion(verdict: Verdict) -> Change:
    """Return the acceptance of a suggestion; the coding that it made is a change of its own beside it."""
    return Change("suggestion.accept", verdict.id, _body(verdict) | {"verdict": ACCEPTED}, "own", verdict.source)


def reject_suggestion(verdict: Verdict) -> Change:
    """Return the rejection of a suggestion."""
    body = _body(verdict) | {"verdict": REJECTED, "coding": None}
    return Change("suggestion.reject", verdict.id, body, "own", verdict.source)


def _body(verdict: Verdict) -> dict[str, object]:
    return {
        "code": verdict.code,
        "source": verdict.source,
        "revision": verdict.revision,
        "start": verdict.start,
        "end": verdict.end,
        "reasons": list(verdict.reasons),
        "coding": verdict.coding,
    }
