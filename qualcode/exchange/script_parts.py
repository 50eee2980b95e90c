"""The smallest parts of a coding script: names with their places, and passages named by their words."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.core.texts import normalise
from qualcode.exchange.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class Name:
    """A handle or name as a script writes it, and where."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a source that an entry is about, as the script names them.

    Either ``quote``, or ``first`` and ``last`` words, or a whole ``turn`` (which
    also narrows the search for words), or ``whole`` for the source as a whole.
    """

    source: Name
    line: int
    column: int
    quote: str = ""
    first: str = ""
    last: str = ""
    turn: int | None = None
    occurrence: int | None = None
    whole: bool = False


def members(root: Node, key: str) -> list[tuple[Name, Node]]:
    """Return the entries of a mapping under a key, each name with its place."""
    node = root.get(key)
    if node is None:
        return []
    return [(Name(k, node.keys[k].line, node.keys[k].column), value) for k, value in node.entries.items()]


def name_in(node: Node, key: str) -> Name | None:
    """Return the name under a key, None when there is none."""
    found = node.get(key)
    return Name(found.value, found.line, found.column) if found is not None else None


def names_in(node: Node, key: str) -> tuple[Name, ...]:
    """Return the names listed under a key."""
    return tuple(Name(item.value, item.line, item.column) for item in node.each(key))


def passage_in(node: Node, source: Name) -> Passage:
    """Return the passage that a node names."""
    return Passage(
        source=source,
        line=node.line,
        column=node.column,
        quote=normalise(node.text("quote")),
        first=normalise(node.text("from")),
        last=normalise(node.text("to")),
        turn=node.number("turn"),
        occurrence=node.number("occurrence"),
        whole=node.flag("whole"),
    )


def name_at(node: Node) -> Name:
    """Return a node's text as a name."""
    return Name(node.value, node.line, node.column)
