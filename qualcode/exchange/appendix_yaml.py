"""The plan of an appendix: a small YAML file that says what is bound together (``docs/appendix.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import QualcodeError, UsageProblem
from qualcode.exchange.coding_script import refusal
from qualcode.exchange.shapes import check_shape, load_schema
from qualcode.exchange.yaml_nodes import Node, Problem, Problems, read_nodes
from qualcode.i18n import _

SCHEMA = "appendix.schema.json"
YES = "yes"


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part: a report with options, or with no report an own text; ``line`` is where it stands in the file.

    ``option_lines`` tells where each option stands.
    """

    report: str = ""
    title: str = ""
    intro: str = ""
    options: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = True
    line: int = 0
    column: int = 0
    option_lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AppendixPlan:
    """What an appendix binds; ``numbering`` is None where the file does not say."""

    file: str
    parts: tuple[PlannedPart, ...]
    title: str = ""
    author: str = ""
    language: str = ""
    numbering: str | None = None
    intro: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)


def read_appendix(path: Path) -> AppendixPlan:
    """Read an appendix file.

    Raises QualcodeError, naming file, line and mend of the first problem.
    """
    problems = Problems(str(path))
    root = read_nodes(path, problems)
    if root is not None:
        check_shape(root, load_schema(SCHEMA), problems)
        if not problems.found:
            _check_parts(root, problems)
    found = problems.in_order()
    if found or root is None:
        raise refusal(found)
    numbering = root.get("numbering")
    return AppendixPlan(
        str(path),
        tuple(_part(node) for node in root.each("parts")),
        root.text("title"),
        root.text("author"),
        root.text("language"),
        None if numbering is None else numbering.value,
        root.text("intro"),
        _wording(root),
    )


def misplaced(plan: AppendixPlan, at: tuple[int, int], problem: QualcodeError) -> UsageProblem:
    """Return what is wrong with an appendix, with file and line."""
    return UsageProblem(str(Problem(plan.file, *at, problem.message, problem.hint)), problem.hint)


def _check_parts(root: Node, problems: Problems) -> None:
    for node in root.each("parts"):
        if "report" not in node.entries and not {"title", "intro"} & node.entries.keys():
            problems.add(
                node,
                _("The part has neither a report nor a text."),
                _("Add “report: codebook”, or a title and an intro."),
            )
        options = node.get("options")
        for key, value in options.entries.items() if options is not None else ():
            if value.kind == "map" or any(item.kind in ("map", "list") for item in value.items):
                problems.add(value, _("The option “{key}” must be a word.").format(key=key), _("Write one value."))


def _part(node: Node) -> PlannedPart:
    options = node.get("options")
    given = options.entries if options is not None else {}
    return PlannedPart(
        node.text("report"),
        node.text("title"),
        node.text("intro"),
        {key: _value(value) for key, value in given.items()},
        _wording(node),
        "numbered" not in node.entries or node.flag("numbered"),
        node.line,
        node.column,
        {key: (options.keys[key].line, options.keys[key].column) for key in given} if options is not None else {},
    )


def _value(node: Node) -> str | tuple[str, ...]:
    if node.kind == "list":
        return tuple(item.value for item in node.items)
    if node.kind == "bool":
        return YES if node.value.lower() in ("true", "yes", "on", "y") else ""
    return "" if node.kind == "null" else node.value


def _wording(node: Node) -> dict[str, str]:
    found = node.get("wording")
    return {key: value.value for key, value in found.entries.items()} if found is not None else {}
