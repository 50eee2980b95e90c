"""The options of a report as rows of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualcode.authoring.printable.layers import layer_choices
from qualcode.authoring.printing import YES, Kind, Option, Values
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.tui.widgets.fields import Choice, Field

_MARK = "own-"


def option_fields(project: Project, kind: Kind, kept: Mapping[str, str]) -> list[Field]:
    """Return a row for every option of a report, filled with what was kept from the last time."""
    return [_field(project, option, kept.get(f"{kind.name}.{option.name}", option.default)) for option in kind.options]


def options_kept(kind: Kind, kept: Mapping[str, str]) -> Values:
    """Return the options of a report as they were kept, as the report takes them."""
    out: dict[str, str | tuple[str, ...]] = {}
    for option in kind.options:
        value = kept.get(f"{kind.name}.{option.name}", "").strip()
        if option.many and not option.choices:
            out[option.name] = tuple(part for v in value.split(",") if (part := v.strip()))
        elif value:
            out[option.name] = value
    return out


def kept_options(kind: Kind, values: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the rows of a report's options, to be found there again."""
    return {f"{kind.name}.{o.name}": values.get(_MARK + o.name, "") for o in kind.options}


def _field(project: Project, option: Option, value: str) -> Field:
    name = _MARK + option.name
    if option.flag:
        return Field(name, option.title, value, (Choice("", _("no")), Choice(YES, _("yes"))))
    if option.choices:
        listed = [Choice(v, word) for v, word in option.choices]
        if not option.default and "" not in {c.value for c in listed}:
            listed.insert(0, Choice("", "–"))
        return Field(name, option.title, value, tuple(listed))
    if option.of == "layer":
        listed = [Choice("", _("all")), *(Choice(v, word) for v, word in layer_choices())]
        return Field(name, option.title, value, (*listed, *(Choice(r.id, r.name) for r in project.rounds())))
    things = _THINGS.get(option.of)
    if things is not None and not option.many:
        listed = [Choice(thing.id, _name(thing)) for thing in things(project)]
        return Field(name, option.title, value, (Choice("", _("all")), *listed))
    return Field(name, option.title, value, placeholder=option.help)


def _name(thing: Any) -> str:
    for field in ("printed", "title", "name", "handle"):
        value = getattr(thing, field, "")
        if isinstance(value, str) and value:
            return value
    return str(thing.id)


_THINGS: dict[str, Callable[[Project], Sequence[Any]]] = {
    "source": lambda p: p.sources(),
    "case": lambda p: p.cases(),
    "code": lambda p: p.codebook().standing,
    "coder": lambda p: p.persons(),
    "finding": lambda p: p.findings(),
    "theme": lambda p: p.themes(),
    "scene": lambda p: p.scenes(),
    "round": lambda p: p.rounds(),
}
