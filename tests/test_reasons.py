"""Every reason that a rule gives has words for the reader."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

from qualcode import reasons
from qualcode.core import hyphens, mentions
from qualcode.ingest.repair import RULES, footnotes, layout, pages, seams
from qualcode.language.swedish import components, names, numbers, personal
from qualcode.protection import reviewing


def texts(module: ModuleType) -> Iterator[str]:
    """Yield the plain texts of a module, docstrings left out."""
    tree = ast.parse(inspect.getsource(module))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def keys(function: object) -> set[str]:
    return {
        key.value
        for node in ast.walk(ast.parse(inspect.getsource(function)))  # type: ignore[arg-type]
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }


def believed(*modules: ModuleType) -> set[str]:
    """Return the texts that look like reasons: several words of small letters without signs."""
    found = {text for module in modules for text in texts(module)}
    return {
        t
        for t in found
        if " " in t and t[0].isalpha() and t == t.strip() and all(c.isalpha() or c in " -,’" for c in t)
    }


def test_every_reason_for_personal_data_is_worded() -> None:
    said = {t for t in believed(names, numbers, personal, components) if not t.startswith(("SE ", "inte ", "ärende"))}
    known = keys(reasons.personal_reason)
    assert said - known == set()
    assert known - said <= set(texts(reviewing)) | set(texts(mentions))


def test_every_kind_of_personal_data_is_worded() -> None:
    kinds = {kind for kind, _reason, _pattern in numbers._PATTERNS} | {"person", "place", "organisation", "name"}
    assert kinds | {"samordningsnummer"} <= keys(reasons.personal_kind)


def test_every_reason_of_a_repair_is_worded() -> None:
    assert set(RULES) <= keys(reasons.rule_name)
    known = keys(reasons.repair_reason)
    assert known <= {t for module in (hyphens, seams, pages, footnotes, layout) for t in texts(module)}


def test_only_what_is_negated_has_a_mark() -> None:
    assert (reasons.negation_mark("inte"), reasons.negation_mark("")) == ("¬ inte", "")
