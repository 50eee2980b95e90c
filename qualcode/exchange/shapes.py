"""The shape of a file: its nodes held against a JSON Schema, with places and mends.

The schema that editors use is the one that is checked here, so the two cannot
say different things.  The part of JSON Schema (draft 2020-12) that is read:
``$ref`` to ``$defs``, ``type``, ``enum``, ``pattern``, ``minimum``, ``minLength``,
``minItems``, ``maxItems``, ``items``, ``minProperties``, ``required``,
``properties`` and ``additionalProperties``.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from qualcode.exchange.yaml_nodes import Node, Problems, whole
from qualcode.i18n import _

Schema = Mapping[str, Any]

_KINDS = {"object": "map", "array": "list", "string": "str", "integer": "int", "boolean": "bool"}


@cache
def load_schema(name: str) -> Schema:
    """Return one of the schemas that lie beside this module."""
    schema: Schema = json.loads((Path(__file__).parent / name).read_text("utf-8"))
    return schema


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word that is most like another, or an empty text when none is."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return found[0] if found else ""


def handle_from(text: str) -> str:
    """Return a text as a handle: small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def check_shape(node: Node, schema: Schema, problems: Problems) -> None:
    """Note every place where nodes break a schema."""
    _check(node, schema, schema, "", problems)


def _check(node: Node, rule: Schema, root: Schema, path: str, problems: Problems) -> None:
    named = ""
    while "$ref" in rule:
        named = rule["$ref"].rsplit("/", 1)[1]
        rule = root["$defs"][named]
    wanted = rule.get("type")
    if wanted is not None and node.kind != _KINDS[wanted]:
        _wrong_type(node, wanted, path, problems)
        return
    if node.kind == "map":
        _check_map(node, rule, root, path, problems)
    elif node.kind == "list":
        _check_list(node, rule, root, path, problems)
    else:
        _check_scalar(node, rule, named, path, problems)


def _check_map(node: Node, rule: Schema, root: Schema, path: str, problems: Problems) -> None:
    properties: Mapping[str, Schema] = rule.get("properties", {})
    rest: Schema | bool = rule.get("additionalProperties", True)
    for key, value in node.entries.items():
        inner: Schema | bool = properties.get(key, rest)
        if inner is False:
            _unknown_key(node.keys[key], properties, path, problems)
        elif not isinstance(inner, bool):
            _check(value, inner, root, _join(path, key), problems)
    for key in rule.get("required", ()):
        if key not in node.entries:
            message = _("“{key}” is missing{where}.").format(key=key, where=_where(path))
            problems.add(node, message, _("Add a line “{key}: …”.").format(key=key))
    if len(node.entries) < rule.get("minProperties", 0):
        keys = ", ".join(properties)
        message = _("Nothing is said{where}.").format(where=_where(path))
        problems.add(node, message, _("Give at least one of: {keys}.").format(keys=keys))


def _check_list(node: Node, rule: Schema, root: Schema, path: str, problems: Problems) -> None:
    for n, item in enumerate(node.items, 1):
        name = item.text("id") or str(n)
        _check(item, rule.get("items", {}), root, _join(path, name), problems)
    low, high = rule.get("minItems", 0), rule.get("maxItems")
    if len(node.items) < low or (high is not None and len(node.items) > high):
        message = _("There are {n} members{where}.").format(n=len(node.items), where=_where(path))
        if low == high:
            mend = _("There must be exactly {n}.").format(n=low)
        else:
            mend = _("There must be at least {n}.").format(n=low)
        problems.add(node, message, mend)


def _check_scalar(node: Node, rule: Schema, named: str, path: str, problems: Problems) -> None:
    value = node.value
    if "enum" in rule and value not in rule["enum"]:
        choices = ", ".join(rule["enum"])
        message = _("“{value}” is not a choice{where}.").format(value=_clip(value), where=_where(path))
        problems.add(
            node, message, _meant(nearest(value, rule["enum"])) + _("Choose among: {choices}.").format(choices=choices)
        )
    elif "pattern" in rule and not re.fullmatch(rule["pattern"], value):
        message = _("“{value}” has the wrong form{where}.").format(value=_clip(value), where=_where(path))
        problems.add(node, message, _form(named, value))
    elif len(value) < rule.get("minLength", 0):
        message = _("There is an empty text{where}.").format(where=_where(path))
        problems.add(node, message, _("Write a text, or take the line away."))
    elif "minimum" in rule and (number := whole(value)) is not None and number < rule["minimum"]:
        message = _("{value} is too low{where}.").format(value=value, where=_where(path))
        problems.add(node, message, _("The lowest is {n}.").format(n=rule["minimum"]))


def _form(named: str, value: str) -> str:
    if named == "handle":
        mend = _("A handle has small letters a–z, digits and hyphens, and starts with a letter.")
        fitting = handle_from(value)
        return mend + (" " + _("For example: {handle}.").format(handle=fitting) if fitting[:1].isalpha() else "")
    if named == "colour":
        return _("Write a colour as “#0072b2”, in quotes.")
    if named == "key":
        return _("A key is one letter that is typed without other keys: a–z, å, ä, ö, or a digit.")
    return _("See docs/codebook-format.md.")


def _unknown_key(key: Node, properties: Mapping[str, Schema], path: str, problems: Problems) -> None:
    message = _("“{key}” is not a key{where}.").format(key=_clip(key.value), where=_where(path))
    mend = _meant(nearest(key.value, properties)) or _("The keys are: {keys}.").format(keys=", ".join(properties))
    problems.add(key, message, mend.strip())


def _wrong_type(node: Node, wanted: str, path: str, problems: Problems) -> None:
    words = {
        "object": _("keys with values"),
        "array": _("a list"),
        "string": _("a text"),
        "integer": _("a whole number"),
        "boolean": _("true or false"),
    }
    message = _("There must be {wanted}{where}.").format(wanted=words[wanted], where=_where(path))
    if node.kind == "null":
        mend = _("Write a value, or take the line away.")
    elif wanted == "string" and node.kind not in ("map", "list"):
        mend = _('Put it in quotes: "{value}".').format(value=_clip(node.value))
    elif wanted == "array" and node.kind == "str":
        mend = _("Put it in brackets: [{value}].").format(value=_clip(node.value))
    elif wanted == "object":
        mend = _("Write “key: value”, one on each line, indented.")
    else:
        mend = _("Write {wanted}.").format(wanted=words[wanted])
    problems.add(node, message, mend)


def _meant(word: str) -> str:
    return _("Did you mean “{word}”?").format(word=word) + " " if word else ""


def _where(path: str) -> str:
    return _(" in {path}").format(path=path) if path else ""


def _join(path: str, key: str) -> str:
    return f"{path} › {key}" if path else key


def _clip(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
