"""Words for figures of agreement in the language in force; reports word them in their own."""

from __future__ import annotations

from functools import cache

from qualcode.core.agreement.figures import Figure
from qualcode.i18n import get_language
from qualcode.report import figure_words as words
from qualcode.report.wording import Wording


def _wording() -> Wording:
    return _wording_in(get_language())


@cache
def _wording_in(language: str) -> Wording:
    # Lists ask for a word in every row, and a catalogue is looked for on the disk each time that it is opened.
    return Wording(language)


def reason_text(reason: str) -> str:
    """Word why a figure has no value."""
    return words.reason_word(_wording(), reason)


def verdict_of(figure: Figure) -> str | None:
    """Word the size of an alpha by Krippendorff's limits for content analysis; None for other measures."""
    return words.verdict_word(_wording(), figure)


def measure_text(measure: str, distance: str | None = None) -> str:
    """Name a measure as a methods section does."""
    return words.measure_word(_wording(), measure, distance)


def unit_text(unit: str) -> str:
    """Word a unit that judgements are compared at."""
    return words.unit_word(_wording(), unit)


def difference_text(kind: str) -> str:
    """Word a kind of difference between two coders."""
    return words.difference_word(_wording(), kind)


def choice_text(choice: str) -> str:
    """Word what was decided where two coders differed."""
    return words.choice_word(_wording(), choice)


def number_text(value: float, digits: int) -> str:
    """Write a number with the signs of the language in force."""
    # No minus before a zero.
    text = f"{round(value, digits) or 0.0:.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if get_language() == "sv" else text
