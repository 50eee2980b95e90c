"""YAML files as nodes that know their line, and the problems found in them.

PyYAML's event stream is read without building Python objects, so a file can
neither run anything nor unfold: aliases, anchors, tags and deep nesting are
refused, and two equal keys in one mapping are a problem instead of a silent loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from qualcode.core.texts import normalise
from qualcode.i18n import _

MAX_BYTES = 8_000_000
MAX_DEPTH = 24
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = {f"tag:yaml.org,2002:{tag}": tag for tag in ("str", "int", "float", "bool", "null", "timestamp")}


def plain_value(text: str) -> object:
    """Return what a YAML text of our own writing says, as plain lists and mappings."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the safe loader, in C where there is one


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file: where it stands (from 1), what is wrong, and how to mend it.

    ``severity`` is ``error`` (the file cannot be used) or ``warning``.
    """

    file: str
    line: int
    column: int
    message: str
    mend: str
    severity: str = "error"

    def __str__(self) -> str:
        """Return the place and the fault on one line."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file and where it stands.

    ``kind`` is ``map``, ``list``, ``str``, ``int``, ``float``, ``bool``, ``null`` or
    ``timestamp``; ``value`` is the text of a scalar as written.
    """

    kind: str
    value: str
    line: int
    column: int
    items: tuple[Node, ...] = ()
    entries: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))
    keys: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, key: str) -> Node | None:
        """Return the value of a mapping's key, or None."""
        return self.entries.get(key)

    def text(self, key: str) -> str:
        """Return the text under a key, empty when there is none or it is no text."""
        node = self.entries.get(key)
        return node.value if node is not None and node.kind == "str" else ""

    def number(self, key: str) -> int | None:
        """Return the whole number under a key, or None."""
        node = self.entries.get(key)
        return whole(node.value) if node is not None and node.kind == "int" else None

    def flag(self, key: str) -> bool:
        """Return whether a key is there and true."""
        node = self.entries.get(key)
        return node is not None and node.kind == "bool" and node.value.lower() in ("true", "yes", "on", "y")

    def each(self, key: str) -> tuple[Node, ...]:
        """Return the members of the list under a key."""
        node = self.entries.get(key)
        return node.items if node is not None else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of the list under a key."""
        return tuple(node.value for node in self.each(key) if node.kind == "str")

    def place(self, key: str) -> Node:
        """Return the node to point at for a key: its value, else the mapping itself."""
        return self.entries.get(key) or self


def whole(text: str) -> int | None:
    """Return a whole number written in decimal digits, else None."""
    try:
        return int(text)
    except ValueError:
        return None


class Problems:
    """The problems of one file, gathered while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, at: Node | tuple[int, int], message: str, mend: str, *, severity: str = "error") -> None:
        """Note a problem at a node, or at a line and a column (from 1)."""
        line, column = (at.line, at.column) if isinstance(at, Node) else at
        self.found.append(Problem(self.file, line, column, message, mend, severity))

    def in_order(self) -> list[Problem]:
        """Return the problems by line, each once."""
        return sorted(dict.fromkeys(self.found), key=lambda p: (p.line, p.column))


class _Refused(Exception):
    """The file cannot be read further; the problem is noted."""


def read_nodes(path: Path, problems: Problems) -> Node | None:
    """Read a YAML file to nodes; None when it cannot be read, with the reason among the problems."""
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.add((1, 1), _("The file is too large to be a codebook or script."), _("Split it into several."))
            return None
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.add((1, 1), _("The file cannot be read: {reason}.").format(reason=reason), _("Check the path."))
        return None
    return parse_nodes(data, problems)


def parse_nodes(data: bytes, problems: Problems) -> Node | None:
    """Read the bytes of a YAML file to nodes, as :func:`read_nodes` does."""
    try:
        text = normalise(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        problems.add((line, column), _("The file is not UTF-8."), _("Save the file with the encoding UTF-8."))
        return None
    try:
        root = _build(yaml.parse(text, Loader=_LOADER), problems)
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        _explain(error, text, problems)
        return None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1
        problems.add((line, 1), _("The file holds a character that YAML does not allow."), _("Take it away."))
        return None
    if root is None or root.kind == "null":
        problems.add((1, 1), _("The file is empty."), _("Start from a shipped codebook, or from its schema."))
        return None
    return root


def _build(events: Iterator[Any], problems: Problems) -> Node | None:
    root: Node | None = None
    stack: list[tuple[Any, list[Node]]] = []
    resolver = Resolver()
    for event in events:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.add((line, column), _("Anchors (&) and aliases (*) are not allowed."), _("Write the value out."))
            raise _Refused
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            problems.add((line, column), _("The file holds more than one YAML document."), _("Keep only the first."))
            raise _Refused
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(stack) >= MAX_DEPTH:
                problems.add((line, column), _("The values are nested too deep."), _("Check the brackets."))
                raise _Refused
            stack.append((event, []))
            continue
        if isinstance(event, yaml.ScalarEvent):
            node = _scalar(event, resolver, problems)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            start, parts = stack.pop()
            line, column = start.start_mark.line + 1, start.start_mark.column + 1
            if isinstance(event, yaml.MappingEndEvent):
                node = _mapping(parts, (line, column), problems)
            else:
                node = Node("list", "", line, column, tuple(parts))
        else:
            continue
        if stack:
            stack[-1][1].append(node)
        else:
            root = node
    return root


def _scalar(event: Any, resolver: Resolver, problems: Problems) -> Node:
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    tag = event.tag
    if tag is None:
        tag = resolver.resolve(ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
    kind = _TAGS.get(tag)
    if kind is None:
        if event.implicit[0]:  # "=" and "<<" alone have tags of their own
            return Node("str", event.value, line, column)
        problems.add((line, column), _("YAML tags (!…) are not allowed."), _("Take the tag away."))
        raise _Refused
    return Node(kind, event.value, line, column)


def _mapping(parts: Sequence[Node], at: tuple[int, int], problems: Problems) -> Node:
    entries: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if key.kind in ("map", "list"):
            problems.add(key, _("A key must be a word."), _("Put text with brackets in quotes."))
        elif key.value in keys:
            message = _("The key “{key}” stands twice; it is already on line {line}.")
            message = message.format(key=key.value, line=keys[key.value].line)
            problems.add(key, message, _("Take one of the two away."))
        else:
            entries[key.value], keys[key.value] = value, key
    return Node("map", "", *at, (), MappingProxyType(entries), MappingProxyType(keys))


def _explain(error: yaml.MarkedYAMLError, text: str, problems: Problems) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    said = error.problem or ""
    if "\t" in here[: max(column, len(here) - len(here.lstrip()))]:
        message, mend = _("There is a tab where YAML wants spaces."), _("Indent with spaces.")
    elif "mapping values" in said:
        message = _("There is a colon in a text without quotes.")
        mend = _("Put the whole text in quotes, or write it as a block after “>-”.")
    elif "cannot start any token" in said:
        message = _("A text begins with a character that YAML uses itself.")
        mend = _("Put the whole text in quotes.")
    elif "scalar" in said or "quoted" in (error.context or ""):
        message, mend = _("A quoted text has no end."), _("Close the quote, and check the quotes inside the text.")
    else:
        message = _("The YAML breaks off here.")
        mend = _("Check the indentation, the brackets and the quotes of this line and the one before.")
    problems.add((line, column), message, mend)
