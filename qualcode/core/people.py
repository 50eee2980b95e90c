"""The people who work in a project, and the actions they took."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works in the project: a coder, never a respondent."""

    id: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One step that a person took and can undo: its kinds of event with their numbers.

    ``at`` and ``undone_at`` are clock readings; ``subject`` is the name of the first thing concerned.
    """

    id: str
    actor: str
    at: str
    kinds: tuple[tuple[str, int], ...]
    subject: str = ""
    undone: bool = False
    undone_at: str = ""


def add_person(name: str, *, role: str = "", identifier: str | None = None) -> Change:
    """Return the joining of a person; two people of one name are two people."""
    return Change("person.add", identifier or new_id(), {"name": name.strip(), "role": role}, "corpus")


def undo_action(action: Action) -> Change:
    """Return the undoing of an action."""
    return Change("action.undo", action.id, {}, "corpus")


def redo_action(action: Action) -> Change:
    """Return the redoing of an undone action."""
    return Change("action.redo", action.id, {}, "corpus")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A search that was given a name, to be run again."""

    id: str
    name: str
    expression: str
    made_by: str = ""
    made_at: str = ""


def save_query(name: str, expression: str) -> Change:
    """Return the saving of a search under a name."""
    return Change("query.add", new_id(), {"name": name, "expression": expression})


def change_query(query: str, expression: str) -> Change:
    """Return the change of what a saved search looks for."""
    return Change("query.edit", query, {"expression": expression})


def forget_query(query: str) -> Change:
    """Return the removal of a saved search."""
    return Change("query.remove", query, {})


def same_person(person: str, standing: str | None) -> Change:
    """Return the saying that a person is another one under a second identity; None takes it back."""
    return Change("person.edit", person, {"same_as": standing}, "corpus")
