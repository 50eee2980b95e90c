"""Words for figures of agreement: measures, why a figure has no value, kinds of difference, decisions."""

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
    Figure,
)
from qualcode.report.wording import Wording

_WITH_VERDICT = ("alpha", "set_alpha", "mv_alpha", "u_alpha", "binary_u_alpha", "cu_alpha", "ku_alpha")
_FIRM, _TENTATIVE = 0.8, 0.667

#: The formulae as a methods section gives them, with the work they come from; see docs/agreement.md for all of them.
FORMULAE = {
    "percent": ("1 − D_o", ""),
    "alpha": ("1 − D_o / D_e", "Krippendorff 2019"),
    "set_alpha": ("1 − D_o / D_e", "Passonneau 2006"),
    "char_f1": ("2|A∩B| / (|A| + |B|)", "Dice 1945"),
    "binary_u_alpha": ("1 − Σ l(c, k) / Σ e(c, k), c ≠ k", "Krippendorff et al. 2016"),
}


def reason_word(wording: Wording, reason: str) -> str:
    """Word why a figure has no value."""
    _ = wording.gettext
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


def scale_word(wording: Wording, scale: str) -> str:
    """Word the scale of an item of a form; ``several`` where several values may be chosen."""
    _ = wording.gettext
    return {
        "nominal": _("one value"),
        "several": _("several values"),
        "ordinal": _("ordinal scale"),
        "interval": _("interval scale"),
        "ratio": _("ratio scale"),
    }.get(scale, scale)


def verdict_word(wording: Wording, figure: Figure) -> str | None:
    """Word the size of an alpha by Krippendorff's limits for content analysis; None for other measures."""
    _ = wording.gettext
    if figure.value is None or figure.measure not in _WITH_VERDICT:
        return None
    if figure.value >= _FIRM:
        return _("firm")
    return _("tentative") if figure.value >= _TENTATIVE else _("weak")


def measure_word(wording: Wording, measure: str, distance: str | None = None) -> str:
    """Name a measure as a methods section does."""
    _ = wording.gettext
    name = {
        "percent": _("percent agreement"),
        "alpha": _("Krippendorff's α"),
        "set_alpha": _("α of sets of codes"),
        "mv_alpha": _("Krippendorff's α for several values"),
        "percent_units": _("percent agreement, each unit weighing the same"),
        "cohen_kappa": _("Cohen's κ"),
        "conger_kappa": _("Conger's κ"),
        "fleiss_kappa": _("Fleiss' κ"),
        "scott_pi": _("Scott's π"),
        "brennan_prediger": _("Brennan and Prediger's κ"),
        "ac1": _("Gwet's AC1"),
        "ac2": _("Gwet's AC2"),
        "u_alpha": _("u-α: where and what is marked"),
        "binary_u_alpha": _("|u-α: is anything marked?"),
        "cu_alpha": _("cu-α: what is marked where both mark"),
        "ku_alpha": _("(k)u-α: one code at a time"),
        "char_f1": _("F1 by characters"),
        "span_f1": _("F1 by spans"),
    }.get(measure, measure)
    title = {"jaccard": "Jaccard", "masi": "MASI", "dice": "Dice"}.get(distance or "")
    return f"{name} ({title})" if title else name


def unit_word(wording: Wording, unit: str) -> str:
    """Word a unit that judgements are compared at."""
    _ = wording.gettext
    return {
        "case": _("case"),
        "source": _("source"),
        "turn": _("turn"),
        "paragraph": _("paragraph"),
        "sentence": _("sentence"),
        "meaning-unit": _("meaning unit"),
        "character": _("character"),
    }.get(unit, unit)


def difference_word(wording: Wording, kind: str) -> str:
    """Word a kind of difference between two coders."""
    _ = wording.gettext
    return {
        "missing": _("missing"),
        "code": _("other code"),
        "border": _("other border"),
        "parent": _("parent or child"),
        "facet": _("other facet"),
        "agreed": _("alike"),
    }.get(kind, kind)


def choice_word(wording: Wording, choice: str) -> str:
    """Word what was decided where two coders differed."""
    _ = wording.gettext
    return {
        "first": _("the first coder's"),
        "second": _("the second coder's"),
        "both": _("both"),
        "neither": _("neither"),
        "border": _("a new border"),
        "agreed": _("coded alike"),
    }.get(choice, choice)
