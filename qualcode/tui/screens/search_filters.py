"""The filters of the search screen: a form whose answers become words of the search language."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qualcode.core.query_names import value_word
from qualcode.core.sources import KINDS, SPEAKER_ROLES
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.search.searching import condition
from qualcode.tui.screens.code_form import choices
from qualcode.tui.widgets.fields import Choice, Field

#: What ``n`` and ``k`` go through.
NEGATED = ("", "yes", "no")
CODED = ("", "no", "yes")


def filter_fields(project: Project, chosen: Mapping[str, str], *, without: Collection[str] = ()) -> list[Field]:
    """Return the rows of the form, filled in with what is chosen."""
    language = get_language()
    everything = Choice("", _("all"))
    sources = project.sources()
    labels = sorted({p.label for s in sources for p in s.speakers})
    attributes = sorted({(k, v) for case in project.cases() for k, v in case.attributes.items() if v})
    words = {"yes": _("yes"), "no": _("no")}
    coded = {"yes": _("coded"), "no": _("not coded")}
    rows = [
        ("speaker", _("speaker"), [Choice(label, label) for label in labels]),
        ("role", _("role"), [Choice(r, value_word("role", r, language)) for r in SPEAKER_ROLES]),
        ("kind", _("kind of source"), [Choice(k, value_word("kind", k, language)) for k in KINDS]),
        ("source", _("source"), [Choice(s.handle, s.title, s.handle) for s in sources]),
        ("case", _("case"), [Choice(c.name, c.name) for c in project.cases()]),
        ("attribute", _("attribute of the case"), [Choice(f"{k}:{v}", f"{k}: {v}") for k, v in attributes]),
        ("coded", _("coded"), [Choice(v, coded[v]) for v in ("no", "yes")]),
        ("code", _("with or without the code"), _codes(project)),
        ("negated", _("negated"), [Choice(v, words[v]) for v in ("yes", "no")]),
    ]
    return [
        Field(name, title, chosen.get(name, ""), (everything, *found))
        for name, title, found in rows
        if name not in without
    ]


def _codes(project: Project) -> list[Choice]:
    book = project.codebook()
    return [Choice(book.by_id[c.value].handle, c.name, c.detail, c.words) for c in choices(book, get_language())]


def conditions(chosen: Mapping[str, str]) -> list[str]:
    """Return the filters in the words of the language in force."""
    language = get_language()
    plain = ("speaker", "role", "kind", "source", "case", "negated")
    out = [condition(name, chosen[name], language) for name in plain if chosen.get(name)]
    attribute, _colon, value = chosen.get("attribute", "").partition(":")
    if value:
        out.append(condition("case", value, language, attribute=attribute))
    coded, code = chosen.get("coded", ""), chosen.get("code", "")
    if coded or code:
        out.append(condition("code", code or "*", language, excludes=coded == "no"))
    return out
