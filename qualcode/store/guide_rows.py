"""The rows of interview guides and questions."""

from __future__ import annotations

import json
import sqlite3

from qualcode.core.guides import Guide, Question, QuestionBank


def question_bank(db: sqlite3.Connection) -> QuestionBank:
    """Return the interview guides and the questions, each in their order."""
    guides = db.execute(
        "SELECT id, handle, title, role, intro, closing, minutes, position FROM guide "
        "ORDER BY coalesce(position, 0), handle, id"
    )
    questions = db.execute(
        "SELECT id, handle, text, topic, guides, variants, probes, codes, note, position FROM question "
        "ORDER BY coalesce(position, 0), handle, id"
    )
    return QuestionBank(
        tuple(
            Guide(i, handle or "", title or "", role or "", intro or "", closing or "", minutes, position or 0)
            for i, handle, title, role, intro, closing, minutes, position in guides
        ),
        tuple(
            Question(
                i,
                handle or "",
                text or "",
                topic or "",
                _texts(of),
                json.loads(variants) if variants else {},
                _texts(probes),
                _texts(codes),
                note or "",
                position or 0,
            )
            for i, handle, text, topic, of, variants, probes, codes, note, position in questions
        ),
    )


def _texts(value: str | None) -> tuple[str, ...]:
    return tuple(json.loads(value)) if value else ()
