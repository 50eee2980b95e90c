"""What happened to one thing of a project, read from its log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.core.people import Action
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.store import claim_rows, folding, history_rows, log
from qualcode.wording import describe

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Happening:
    """One event about a thing: its kind, who and when, and the fields that it set.

    ``at`` is a clock reading, ``made_at`` the same moment as UTC time, to be
    compared with that of codings.
    """

    kind: str
    actor: str
    at: str
    made_at: str
    fields: Mapping[str, object] = field(default_factory=dict)


def told(project: Project, action: Action) -> str:
    """Return what an action did in words; of codings, the first three codes that they set.

    For actions of the person at work: nothing is held back that a blind round would hide.
    """
    book, language = project.codebook(), get_language()
    codes = history_rows.codes_concerned(project.db, action.id, limit=_NAMED + 1)
    names = [book.by_id[c].name(language) for c in codes if c in book.by_id]
    words = describe(action)
    if not names:
        return words
    named = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return _("{what}: {names}").format(what=words, names=named)


def history(project: Project, thing: str) -> list[Happening]:
    """Return what happened to a thing (its id), oldest first; what was undone is left out."""
    return [
        Happening(kind, step.actor, step.hlc, folding.iso(step.hlc), json.loads(body) if body else {})
        for kind, step, body in log.steps(project.db, thing)
    ]


def claim_history(project: Project, claim: str) -> list[Happening]:
    """Return what happened to a claim (its id) and to its evidence, oldest first; what was undone is left out."""
    things = [claim, *claim_rows.evidence_ever(project.db, claim)]
    return sorted((h for thing in things for h in history(project, thing)), key=lambda h: h.at)
