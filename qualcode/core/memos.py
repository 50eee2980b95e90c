"""Memos: an analyst's free text, attached to anything."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id

ABOUT = (
    "project",
    "source",
    "coding",
    "code",
    "case",
    "condensation",
    "theme",
    "finding",
    "claim",
    "scene",
    "quotation",
)


@dataclass(frozen=True, slots=True)
class Memo:
    """A text by an analyst, in Markdown, about one thing of the project."""

    id: str
    about_kind: str
    about: str
    title: str
    text: str
    author: str
    made_at: str = ""
    changed_at: str = ""


def add_memo(about_kind: str, about: str, text: str, *, title: str = "", identifier: str | None = None) -> Change:
    """Return a new memo about a thing; ``about_kind`` is one of :data:`ABOUT`."""
    body = {"about_kind": about_kind, "about": about, "title": title, "text": text}
    return Change("memo.add", identifier or new_id(), body, "own")


def edit_memo(memo: str, *, text: str, title: str = "") -> Change:
    """Return the rewriting of a memo."""
    return Change("memo.edit", memo, {"text": text, "title": title}, "own")


def remove_memo(memo: str) -> Change:
    """Return the removal of a memo."""
    return Change("memo.remove", memo, {}, "own")
