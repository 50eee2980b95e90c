"""Figures of agreement as rows: with stable keys for programs, in words for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.cli.output import Column, Row
from qualcode.core.agreement.figures import Figure
from qualcode.i18n import _
from qualcode.teams.figure_words import number_text as number
from qualcode.teams.figure_words import reason_text, verdict_of

KEYS = (
    *("measure", "value", "reason", "category", "distance", "n_units", "n_coders", "unit", "low", "high"),
    *("prevalence", "counts", "coverage", "coders", "source"),
)
_CELLS = ("both", "first", "second", "neither")
_DASH = "–"


def figure_row(figure: Figure, unit: str, *, verdict: bool) -> Row:
    """Return a figure as a row for programs."""
    row: dict[str, object] = {
        "measure": figure.measure,
        "value": figure.value,
        "reason": reason_text(figure.reason) if figure.reason else None,
        "category": figure.category,
        "distance": figure.distance,
        "n_units": figure.n_units,
        "n_coders": figure.n_coders,
        "unit": unit,
        "low": figure.low,
        "high": figure.high,
        "prevalence": figure.prevalence,
        "counts": None if figure.counts is None else dict(figure.counts),
        "coverage": figure.coverage,
        "coders": list(figure.coders) or None,
        "source": figure.part or None,
    }
    if verdict:
        row["verdict"] = verdict_of(figure)
    return row


def table(
    figures: Sequence[tuple[Figure, str]], *, verdict: bool, of_items: bool = False
) -> tuple[list[Row], list[Column]]:
    """Return the figures as a table for reading: a row a category, a column a measure.

    Figures of other units, pairs, sources or items of a form have rows of their own.
    """
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    measures: dict[str, None] = {}
    reasons: dict[int, dict[str, list[str]]] = {}
    for figure, unit in figures:
        name = " ".join(part for part in (figure.measure, figure.distance) if part not in (None, "nominal", "identity"))
        measures[name] = None
        row = rows.setdefault(
            (figure.part, figure.coders, unit, figure.category),
            {
                "source": figure.part or None,
                "pair": ", ".join(figure.coders) or None,
                "category": _("(all)") if figure.category is None else figure.category,
                "unit": unit,
                "n_units": figure.n_units,
                "n_coders": figure.n_coders,
                "prevalence": None if figure.prevalence is None else number(figure.prevalence, 3),
                "counts": _counts_text(figure.counts),
            },
        )
        row[name] = _value_text(figure, verdict=verdict)
        if figure.coverage is not None:
            row["coverage"] = number(figure.coverage, 2)
        if figure.reason:
            reasons.setdefault(id(row), {}).setdefault(figure.reason, []).append(name)
    every = (
        Column("source", _("Item") if of_items else _("Source")),
        Column("pair", _("Pair")),
        Column("category", _("Category")),
        *(Column(name, name) for name in measures),
        Column("coverage", _("Coverage")),
        Column("unit", _("Unit")),
        Column("n_units", _("Units")),
        Column("n_coders", _("Coders")),
        Column("prevalence", _("Prevalence")),
        Column("counts", _("Both/first/second/neither")),
        Column("reason", _("Why none")),
    )
    found = list(rows.values())
    for row in found:
        told = reasons.get(id(row), {})
        row["reason"] = "; ".join(f"{', '.join(who)}: {reason_text(why)}" for why, who in told.items()) or None
    return list(found), [c for c in every if any(row.get(c.key) is not None for row in found)]


def _value_text(figure: Figure, *, verdict: bool) -> str:
    if figure.value is None:
        return _DASH
    text = number(figure.value, 3)
    if figure.low is not None and figure.high is not None:
        text += f" [{number(figure.low, 2)}; {number(figure.high, 2)}]"
    word = verdict_of(figure) if verdict else None
    return f"{text} {word}" if word else text


def _counts_text(counts: Mapping[str, int] | None) -> str | None:
    if counts is None:
        return None
    if "both" in counts:
        return "/".join(str(counts[cell]) for cell in _CELLS)
    return _("{equal} equal, {unequal} unequal").format(equal=counts["equal"], unequal=counts["unequal"])
