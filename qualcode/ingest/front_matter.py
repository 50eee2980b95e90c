"""YAML front matter: details of a source at the top of its own Markdown file."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from typing import cast

from qualcode.errors import SourceRejected
from qualcode.i18n import _
from qualcode.ingest.details import FIELDS, Details, Unfit, read_field, read_role

_MOST_LINES = 200
_WORDS = {
    "titel": "title",
    "sort": "kind",
    "typ": "kind",
    "datum": "date",
    "plats": "place",
    "form": "mode",
    "talare": "speakers",
    "fall": "case",
    "serie": "series",
    "språk": "language",
    "attribut": "attributes",
    "lang": "language",
}


def split_front_matter(text: str, name: str) -> tuple[dict[str, object], str, int]:
    """Return the front matter of a normalised text, the text after it, and that text's first line (from 1).

    A text that does not begin with ``---``, or whose ``---`` are rules, has none.  Raises
    SourceRejected when the front matter is not YAML.
    """
    lines = text.split("\n", _MOST_LINES + 1)[: _MOST_LINES + 1]
    if lines[0].rstrip() != "---":
        return {}, text, 1
    close = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), 0)
    if close < 2 or not any(":" in line for line in lines[1:close]):
        return {}, text, 1
    matter = _load("\n".join(lines[1:close]), name)
    if matter is None:
        return {}, text, 1
    # The text after the closing line; blank lines before the first words stay, so that lines count alike.
    rest = sum(len(line) + 1 for line in lines[: close + 1])
    return matter, text[rest:], close + 2


def details_from_front_matter(matter: Mapping[str, object], name: str) -> Details:
    """Return the details that front matter states.

    ``case`` is a name, or a mapping with ``name``, ``kind`` and ``attributes``; ``speakers`` a mapping
    of labels to roles, or the text that a manifest has; ``attr:NAME`` is an attribute of the case.
    Other keys (``tags``, ``author``) are somebody else's and left alone.  Raises SourceRejected for a value
    that does not fit, and for a key that is nearly a field's name.
    """
    values: dict[str, object] = {}
    attributes: dict[str, str] = {}
    for key, value in matter.items():
        field = _WORDS.get(key.casefold(), key.casefold().replace("-", "_"))
        if value is None:
            continue
        if field.startswith("attr:"):
            attributes[key[5:].strip()] = _text(value)
        elif field == "attributes":
            attributes |= _texts(value, name, key)
        elif field == "case" and isinstance(value, Mapping):
            attributes |= _case(value, values, name)
        elif field == "speakers" and isinstance(value, Mapping):
            values["speakers"] = {
                label: _fit(name, key, read_role, role) for label, role in _texts(value, name, key).items()
            }
        elif field == "speakers" and isinstance(value, list):
            values["speakers"] = _fit(name, key, lambda text: read_field("speakers", text), ";".join(map(_text, value)))
        elif field in FIELDS:
            values[field] = _field(name, key, field, value)
        else:
            _refuse_misspelt(name, key)
    return Details(attributes=attributes, **values)  # type: ignore[arg-type]


def _load(text: str, name: str) -> dict[str, object] | None:
    """Return the mapping that some YAML holds; None when it holds something else."""
    import yaml

    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        raise SourceRejected(
            _("{file}, line {line}: the front matter is not valid YAML.").format(file=name, line=line),
            _("Put values with a colon in quotation marks, and indent with blanks."),
        ) from None
    if not isinstance(loaded, dict):
        return None
    return {str(key): cast("object", value) for key, value in loaded.items()}


def _case(value: Mapping[object, object], values: dict[str, object], name: str) -> dict[str, str]:
    """Read a case written as a mapping, and return its attributes."""
    attributes: dict[str, str] = {}
    for key, part in value.items():
        word = str(key).casefold()
        if part is None:
            continue
        if word in ("name", "namn"):
            values["case"] = _text(part)
        elif word in ("kind", "sort", "typ"):
            values["case_kind"] = _field(name, f"case: {key}", "case_kind", part)
        elif word in ("attributes", "attribut"):
            attributes |= _texts(part, name, f"case: {key}")
        else:
            attributes[str(key)] = _text(part)
    return attributes


def _texts(value: object, name: str, key: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _unfit(name, key, _("write one NAME: VALUE a line under it"))
    return {str(k): _text(v) for k, v in value.items() if v is not None}


def _text(value: object) -> str:
    """Return a scalar of YAML as the text that was meant."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value).strip()


def _field(name: str, key: str, field: str, value: object) -> object:
    if isinstance(value, list | Mapping):
        raise _unfit(name, key, _("write a single value"))
    return _fit(name, key, lambda text: read_field(field, text), _text(value))


def _fit(name: str, key: str, reader: object, text: str) -> object:
    try:
        return reader(text)  # type: ignore[operator]
    except Unfit as problem:
        raise _unfit(name, key, problem.mend) from None


def _unfit(name: str, key: str, mend: str) -> SourceRejected:
    return SourceRejected(
        _("{file}: the front matter’s “{key}” does not fit.").format(file=name, key=key),
        mend[:1].upper() + mend[1:] + ".",
    )


def _refuse_misspelt(name: str, key: str) -> None:
    """Refuse a key that is nearly the name of a field."""
    near = difflib.get_close_matches(key.casefold(), [*FIELDS, "attributes"], n=1, cutoff=0.75)
    if near:
        raise SourceRejected(
            _("{file}: front matter has no field “{key}”.").format(file=name, key=key),
            _("Did you mean {name}?").format(name=near[0]),
        )
