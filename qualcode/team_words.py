"""Words for what teams do: units of comparison, kinds of difference, decisions, figures without a value."""

from __future__ import annotations

from qualcode.core.agreement.figures import (
    NO_PAIRS,
    NO_PLACE,
    NO_SPANS,
    NOT_SHARED,
    NOT_TWO,
    NOTHING_MARKED,
    ONE_CATEGORY,
    ONE_VALUE,
    OVERLAPPING,
    SEVERAL,
    TOO_LITTLE,
)
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


def reason_text(reason: str) -> str:
    """Word why a figure has no value."""
    return {
        NO_PAIRS: _("no unit was seen by two coders"),
        ONE_VALUE: _("only one value was ever chosen, so chance cannot be told from agreement"),
        ONE_CATEGORY: _("there is only one category; name all that could be chosen"),
        NOT_TWO: _("the measure compares exactly two coders; see the pairs"),
        SEVERAL: _("a unit carries several values; see set_alpha, or the figures per category"),
        NO_PLACE: _("a unit was given no value, which has no place on the scale"),
        OVERLAPPING: _("one coder's marks of different values overlap; see the figures per category"),
        NO_SPANS: _("the measure needs marks in a text"),
        NOTHING_MARKED: _("nobody marked anything"),
        TOO_LITTLE: _("too little was marked by two coders to reckon chance from"),
        NOT_SHARED: _("no other coder marked anything where this was marked"),
    }.get(reason, reason)
