"""Words for what teams do: units of comparison, kinds of difference, decisions."""

from __future__ import annotations

from qualcode.i18n import _


def unit_name(unit: str) -> str:
    """Word the unit that agreement is told in."""
    words = {
        "turn": _("turn"),
        "paragraph": _("paragraph"),
        "sentence": _("sentence"),
        "meaning-unit": _("meaning unit"),
        "source": _("source"),
        "case": _("case"),
        "character": _("character"),
    }
    return words.get(unit, unit)


def dispute_kind(kind: str) -> str:
    """Word a kind of difference between two coders."""
    words = {
        "missing": _("missing"),
        "code": _("other code"),
        "border": _("other border"),
        "parent": _("parent or child"),
        "facet": _("other facet"),
    }
    return words.get(kind, kind)


def decision_choice(choice: str) -> str:
    """Word what was decided about a difference."""
    words = {
        "first": _("the first"),
        "second": _("the second"),
        "both": _("both"),
        "neither": _("neither"),
        "border": _("new border"),
        "agreed": _("coded alike"),
    }
    return words.get(choice, choice)
