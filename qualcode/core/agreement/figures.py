"""A figure of agreement: its value, or the reason why there is none, and what it was reckoned from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Every measure, in the order in which they are listed.
MEASURES = (
    *("percent", "percent_units", "cohen_kappa", "conger_kappa", "fleiss_kappa", "scott_pi", "brennan_prediger"),
    *("ac1", "ac2", "alpha", "set_alpha", "mv_alpha"),
    *("u_alpha", "binary_u_alpha", "cu_alpha", "ku_alpha", "char_f1", "span_f1"),
)
#: Measures of judgements that carry one value each.
SINGLE = MEASURES[:10]
#: Measures of what the coders marked in a running text; the unit is theirs, or the character.
OF_SPANS = MEASURES[12:]

# Why a figure has no value.  The words for these codes are the caller's.
NO_PAIRS = "no-pairs"  # no unit that two coders saw
ONE_VALUE = "one-value"  # one value covers everything: the formula is 0/0
ONE_CATEGORY = "one-category"  # the formula divides by the number of categories less one
NOT_TWO = "not-two"  # the measure is one of exactly two coders
SEVERAL = "several"  # a judgement carries several values
NO_PLACE = "no-place"  # an empty judgement, or a word, has no place on a scale
OVERLAPPING = "overlapping"  # one coder's marks of different values share characters
NO_SPANS = "no-spans"  # the measure needs marks in a text
NOTHING_MARKED = "nothing-marked"  # nobody marked anything
NOT_SHARED = "not-shared"  # what carries the value was marked by one coder alone
TOO_LITTLE = "too-little"  # the marks that met are too short to reckon chance from
REASONS = (
    *(
        NO_PAIRS,
        ONE_VALUE,
        ONE_CATEGORY,
        NOT_TWO,
        SEVERAL,
        NO_PLACE,
        OVERLAPPING,
        NO_SPANS,
        NOTHING_MARKED,
        NOT_SHARED,
        TOO_LITTLE,
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number or the reason why there is none; ``coverage`` is the share of the text that it speaks of."""

    value: float | None
    reason: str = ""
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of agreement.

    ``category`` is the one value that is told from all others, None when all
    are compared at once; ``distance`` the metric or the weights.  ``n_units``
    counts the units that at least two coders saw (characters, turns …; marked
    spans for the unitizing family and ``span_f1``), ``n_coders`` those who saw
    anything.  ``low`` and ``high`` bound the bootstrap interval, if one was
    asked for and could be had.  ``prevalence`` is the share of the judgements
    that carry the category (any value when there is none); ``counts`` the 2×2
    table over all pairs of coders (``both``, ``first``, ``second``,
    ``neither``), or the ``equal`` and ``unequal`` pairs when all values are
    compared at once.  ``coders`` and ``part`` are set where a figure is of one
    pair of coders or of one source.
    """

    measure: str
    value: float | None
    reason: str = ""
    category: str | None = None
    distance: str | None = None
    n_units: int = 0
    n_coders: int = 0
    low: float | None = None
    high: float | None = None
    prevalence: float | None = None
    counts: Mapping[str, int] | None = None
    coverage: float | None = None
    coders: tuple[str, ...] = ()
    part: str = ""
