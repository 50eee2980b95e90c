"""What people type of a claim, looked up: words for how many, facets and attributes with their values."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.core.quantifiers import Quantifier
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project

_OF_SOURCES = ("series", "kind", "place", "mode")


def quantifier_named(project: Project, name: str) -> Quantifier:
    """Return the quantifier of a handle or word, whatever the case; raises NotFound."""
    wanted = {name.strip().casefold(), name.strip().casefold().replace("-", " ")}
    known = project.quantifiers()
    for q in known:
        if wanted & {q.handle.casefold(), q.word_sv.casefold(), q.word_en.casefold()}:
            return q
    raise NotFound(
        _("no {what} “{name}”").format(what=_("quantifier"), name=name),
        _("one of: {names}").format(names=", ".join(q.word_sv for q in known)),
    )


def facets_named(project: Project, given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return facets with values from ``facet=value,value``; raises UsageProblem or NotFound."""
    known = {f.handle: {v.handle for v in f.values} for f in project.codebook().facets}
    out = pairs(given)
    for name, values in out.items():
        if name not in known:
            raise NotFound(
                _("no facet {name}").format(name=name), _("one of: {names}").format(names=", ".join(sorted(known)))
            )
        if wrong := [v for v in values if v not in known[name]]:
            raise NotFound(
                _("the facet {name} has no value {value}").format(name=name, value=wrong[0]),
                _("one of: {names}").format(names=", ".join(sorted(known[name]))),
            )
    return out


def attributes_named(project: Project, given: Sequence[str], unit: str) -> dict[str, tuple[str, ...]]:
    """Return attributes with values from ``attribute=value,value``; raises UsageProblem or NotFound."""
    out = pairs(given)
    known = {name for case in project.cases() if unit in (case.kind, "source") for name in case.attributes}
    known |= set(_OF_SOURCES) if unit == "source" else set()
    if wrong := [name for name in out if name not in known]:
        raise NotFound(
            _("no case has the attribute {name}").format(name=wrong[0]),
            _("one of: {names}").format(names=", ".join(sorted(known))) if known else "",
        )
    return out


def pairs(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return names with their values from ``name=value,value``; raises UsageProblem for another form."""
    out: dict[str, list[str]] = {}
    for pair in given:
        if not pair.strip():
            continue
        name, equals, values = pair.partition("=")
        if not equals or not name.strip() or not values.strip():
            raise UsageProblem(
                _("{value} cannot be read").format(value=pair.strip()),
                _("Write it as {form}.").format(form="NAME=VALUE"),
            )
        out.setdefault(name.strip(), []).extend(v.strip() for v in values.split(",") if v.strip())
    return {name: tuple(dict.fromkeys(values)) for name, values in out.items()}


def pairs_text(values: dict[str, tuple[str, ...]]) -> str:
    """Return names with their values as people type them in one line: ``roll=handläggare,chef; kontor=Berga``."""
    return "; ".join(f"{name}={','.join(these)}" for name, these in values.items())
