"""The agreement report: round by round who coded what, the figures with their counts, what was decided, examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from qualcode.core.agreement.figures import Figure
from qualcode.report.figure_words import (
    FORMULAE,
    choice_word,
    difference_word,
    measure_word,
    reason_word,
    scale_word,
    unit_word,
)
from qualcode.report.model import MethodBox, Place, Report
from qualcode.report.pictures.values import Picture
from qualcode.report.wording import Wording

#: The measures told of each code, and of all codes at once.
OF_CODES = ("alpha", "char_f1", "percent")
OF_ALL = ("set_alpha", "binary_u_alpha")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Worker:
    """A coder of a round: sources read whole, read in part, codings set."""

    name: str
    whole: int
    part: int
    codings: int


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as printed: the value, or why there is none; the interval where there is one."""

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code's figures beside the raw counts: the 2×2 table is summed over the pairs of coders."""

    code: str
    alpha: Value
    f1: Value
    percent: Value
    prevalence: float | None
    units: int
    both: int
    first: int
    second: int
    neither: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure over all codes, of all coders, of a pair, or of one source."""

    what: str
    value: Value
    units: int
    coders: int


@dataclass(frozen=True, slots=True)
class Example:
    """A place where two coders differed, what each chose, and what was decided and why."""

    kind: str
    place: Place
    quote: str
    first: str
    first_codes: str
    second: str
    second_codes: str
    choice: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """A round as printed; ``name`` is empty for the project as it is now."""

    name: str
    unit: str
    blind: bool
    opened: str
    closed: str
    sources: tuple[str, ...]
    workers: tuple[Worker, ...]
    codes: tuple[CodeRow, ...] = ()
    overall: tuple[FigureRow, ...] = ()
    pairs: tuple[FigureRow, ...] = ()
    by_source: tuple[FigureRow, ...] = ()
    alike: int | None = None
    differences: tuple[tuple[str, int], ...] = ()
    decisions: tuple[tuple[str, int], ...] = ()
    undecided: int = 0
    examples: tuple[Example, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of a form: its question, its alpha at its own scale, the pairs of answers that were equal and not."""

    question: str
    scale: str
    value: Value
    units: int
    equal: int
    unequal: int


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form as printed: how far coders answered its items alike, case by case."""

    name: str
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure that the report gives, its formula and the work it comes from."""

    name: str
    formula: str
    source: str


@dataclass(frozen=True, slots=True)
class Course:
    """How alpha of a code went from round to round; None where there is no value."""

    code: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class AgreementReport(Report):
    """Agreement between coders, ready for a methods appendix."""

    name: ClassVar[str] = "agreement"
    rounds: tuple[RoundEntry, ...] = ()
    forms: tuple[FormEntry, ...] = ()
    courses: tuple[Course, ...] = ()
    formulae: tuple[Formula, ...] = ()
    draws: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What one round gives to the report: plain values, codes and coders by the names that figures have.

    ``names`` are the printed names of codes.  ``differences`` and ``decisions``
    count by kind and by choice; ``alike`` is None where nothing was closed.
    """

    name: str
    unit: str
    sources: Sequence[str]
    workers: Sequence[Worker]
    figures: Sequence[Figure]
    pairs: Sequence[Figure] = ()
    by_source: Sequence[Figure] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    blind: bool = False
    opened: str = ""
    closed: str = ""
    alike: int | None = None
    differences: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[str, int] = field(default_factory=dict)
    undecided: int = 0
    examples: Sequence[Example] = ()


def coder_names(people: Sequence[str], *, language: str, pseudonyms: bool) -> dict[str, str]:
    """Return what each coder is called in a report: ``Coder A`` … in their order, or their own names."""
    if not pseudonyms:
        return {name: name for name in people}
    _ = Wording(language).gettext
    numbered = {name: _LETTERS[n] if n < len(_LETTERS) else str(n + 1) for n, name in enumerate(people)}
    return {name: _("Coder {letter}").format(letter=letter) for name, letter in numbered.items()}


def agreement_report(
    rounds: Sequence[Compared],
    *,
    language: str,
    method: MethodBox,
    title: str = "",
    draws: int = 0,
    forms: Sequence[FormEntry] = (),
) -> AgreementReport:
    """Return the report of agreement in some rounds, oldest first, and in the answers to some forms."""
    wording = Wording(language)
    _ = wording.gettext
    measures = dict.fromkeys(f.measure for r in rounds for f in r.figures if f.measure in FORMULAE)
    return AgreementReport(
        title=title or _("Agreement between coders"),
        language=language,
        method=method,
        rounds=tuple(_round(r, wording) for r in rounds),
        forms=tuple(forms),
        courses=_courses(rounds) if len(rounds) > 1 else (),
        formulae=tuple(Formula(measure_word(wording, m), *FORMULAE[m]) for m in FORMULAE if m in measures),
        draws=draws,
    )


def item_row(question: str, scale: str, figure: Figure, *, language: str) -> ItemRow:
    """Return an item of a form with its figure: of all values at once, at the item's scale."""
    wording = Wording(language)
    counts = figure.counts or {}
    return ItemRow(
        question,
        scale_word(wording, scale),
        _value(figure, wording),
        figure.n_units,
        counts.get("equal", 0),
        counts.get("unequal", 0),
    )


def _round(given: Compared, wording: Wording) -> RoundEntry:
    return RoundEntry(
        name=given.name,
        unit=unit_word(wording, given.unit),
        blind=given.blind,
        opened=given.opened[:10],
        closed=given.closed[:10],
        sources=tuple(given.sources),
        workers=tuple(given.workers),
        codes=_code_rows(given, wording),
        overall=tuple(
            _row(measure_word(wording, f.measure, f.distance), f, wording)
            for f in given.figures
            if f.measure in OF_ALL and f.category is None
        ),
        pairs=tuple(_row(wording.joined(list(f.coders)), f, wording) for f in given.pairs),
        by_source=tuple(_row(f.part, f, wording) for f in given.by_source),
        alike=given.alike,
        differences=tuple((difference_word(wording, kind), n) for kind, n in given.differences.items() if n),
        decisions=tuple((choice_word(wording, choice), n) for choice, n in given.decisions.items() if n),
        undecided=given.undecided,
        examples=tuple(given.examples),
    )


def _code_rows(given: Compared, wording: Wording) -> tuple[CodeRow, ...]:
    by_code: dict[str, dict[str, Figure]] = {}
    for figure in given.figures:
        if figure.category is not None and figure.measure in OF_CODES:
            by_code.setdefault(figure.category, {})[figure.measure] = figure
    rows = []
    for code, its in by_code.items():
        alpha = its["alpha"]
        counts = alpha.counts or {}
        rows.append(
            CodeRow(
                given.names.get(code, code),
                _value(alpha, wording),
                _value(its["char_f1"], wording),
                _value(its["percent"], wording),
                alpha.prevalence,
                alpha.n_units,
                counts.get("both", 0),
                counts.get("first", 0),
                counts.get("second", 0),
                counts.get("neither", 0),
            )
        )
    return tuple(rows)


def _row(what: str, figure: Figure, wording: Wording) -> FigureRow:
    return FigureRow(what, _value(figure, wording), figure.n_units, figure.n_coders)


def _value(figure: Figure, wording: Wording) -> Value:
    reason = reason_word(wording, figure.reason) if figure.reason else ""
    return Value(figure.value, figure.low, figure.high, reason)


def _courses(rounds: Sequence[Compared]) -> tuple[Course, ...]:
    alphas = [{f.category: f.value for f in r.figures if f.measure == "alpha" and f.category} for r in rounds]
    codes = dict.fromkeys(code for alpha in alphas for code in alpha)
    names = {code: name for r in rounds for code, name in r.names.items()}
    return tuple(Course(names.get(code, code), tuple(alpha.get(code) for alpha in alphas)) for code in codes)
