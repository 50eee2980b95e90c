"""Quantifiers: the words *alla*, *de flesta*, *några* … and the ranges of a count in which each is true.

The ranges are conventions and not facts of language, so a project may set its
own.  The ones given here follow how the words are used in public reports:
*alla* is everyone, *nästan alla* all but a few, *de flesta* more than half,
*flera* at least three, *några* a small number up to half.  They overlap on
purpose: of 4 in 8 both *flera* and *några* can be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import stable_id


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word for how many, and the counts n of N that it may stand for.

    ``least`` and ``most`` bound n itself, ``from_percent`` and ``to_percent``
    (0–100, both included) bound its share of N, ``outside`` is how many of N at
    least do not count: of *nästan alla* one, since else it would be *alla*.
    """

    handle: str
    word_sv: str
    word_en: str = ""
    from_percent: float = 0.0
    to_percent: float = 100.0
    least: int = 0
    most: int | None = None
    outside: int = 0
    position: int = 0
    own: bool = False  # set in the project, not one of the defaults

    def word(self, language: str) -> str:
        """Return the word in Swedish or English, whichever there is."""
        return (self.word_en or self.word_sv) if language == "en" else (self.word_sv or self.word_en)

    def problem(self, n: int, of: int) -> str:
        """Return ``few`` or ``many`` when n of N is below or above the range, ``empty`` when N is 0, else nothing."""
        if of <= 0:
            return "empty"
        if n < self.least or 100 * n < self.from_percent * of:
            return "few"
        if (self.most is not None and n > self.most) or 100 * n > self.to_percent * of or of - n < self.outside:
            return "many"
        return ""


#: From most to fewest; what a project does not set otherwise.
DEFAULTS = (
    Quantifier("all", "alla", "all", from_percent=100, least=1, position=0),
    Quantifier("almost-all", "nästan alla", "almost all", from_percent=80, least=4, outside=1, position=1),
    Quantifier("most", "de flesta", "most", from_percent=50.1, to_percent=95, least=3, outside=1, position=2),
    Quantifier("several", "flera", "several", to_percent=75, least=3, outside=1, position=3),
    Quantifier("some", "några", "some", to_percent=50, least=2, outside=1, position=4),
    Quantifier("one", "en", "one", least=1, most=1, outside=1, position=5),
    Quantifier("none", "ingen", "none", to_percent=0, most=0, position=6),
)
_FIELDS = ("word_sv", "word_en", "from_percent", "to_percent", "least", "most", "outside", "position")


def with_defaults(own: Iterable[Quantifier]) -> tuple[Quantifier, ...]:
    """Return the quantifiers in force: the defaults, each replaced by the project's own of its handle."""
    known = {q.handle: q for q in DEFAULTS} | {q.handle: q for q in own}
    return tuple(sorted(known.values(), key=lambda q: (q.position, q.handle)))


def fitting(quantifiers: Sequence[Quantifier], n: int, of: int) -> tuple[Quantifier, ...]:
    """Return the quantifiers in whose range n of N lies, from most to fewest."""
    return tuple(q for q in quantifiers if not q.problem(n, of))


def quantifier_id(handle: str) -> str:
    """Return the id of a quantifier: the same at every office, so that two settings of one word meet."""
    return stable_id("quantifier", handle)


def set_quantifier(quantifier: Quantifier) -> Change:
    """Return the setting of a quantifier's words and range in the project.

    Raises ValueError for a range that no count can lie in.
    """
    q = quantifier
    if not 0 <= q.from_percent <= q.to_percent <= 100 or q.least < 0 or q.outside < 0:
        raise ValueError(f"no such range: {q.from_percent}–{q.to_percent} %")
    if q.most is not None and q.most < q.least:
        raise ValueError(f"no such range: {q.least}–{q.most}")
    body = {"handle": q.handle} | {name: getattr(q, name) for name in _FIELDS}
    return Change("quantifier.add", quantifier_id(q.handle), body)


def reset_quantifier(handle: str) -> Change:
    """Return the taking back of a project's own range; the default of that handle, if any, is in force again."""
    return Change("quantifier.remove", quantifier_id(handle))
