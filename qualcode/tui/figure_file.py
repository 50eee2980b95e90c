"""Figures of agreement as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from qualcode.core.agreement.figures import Figure
from qualcode.teams.figure_words import reason_text
from qualcode.teams.round_figures import Table

_CELLS = ("both", "first", "second", "neither", "equal", "unequal")
_HEAD = (
    *("measure", "category", "distance", "coders", "source", "unit", "value", "low", "high", "reason"),
    *("n_units", "n_coders", "prevalence", *_CELLS),
)


def as_csv(found: Table) -> str:
    """Return all figures of a table as CSV text, a row each, numbers with a point."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows(_rows((*found.overall, *found.codes, *found.pairs, *found.sources), found.unit))
    return out.getvalue()


def _rows(figures: Iterable[Figure], unit: str) -> Iterable[list[object]]:
    for f in figures:
        counts = f.counts or {}
        yield [
            *(f.measure, f.category, f.distance, "|".join(f.coders), f.part, unit, f.value, f.low, f.high),
            reason_text(f.reason) if f.reason else None,
            *(f.n_units, f.n_coders, f.prevalence, *(counts.get(c) for c in _CELLS)),
        ]
