"""What is asked for, and how an answer gets its value and its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qualcode.core.agreement.bootstrap import Draws, interval
from qualcode.core.agreement.distances import Distance
from qualcode.core.agreement.figures import Figure, Outcome
from qualcode.core.agreement.tables import Table, share

#: The parts that a figure is reckoned from, drawn with repetition; None for all.
Parts = Sequence[int] | None


def _nothing() -> None:
    """Take no notice."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which figures are wanted.

    ``level`` is that of alpha and ac2; ``weights`` go before it and are then
    put on every coefficient but alpha and ac1.  ``distances`` are those of
    set_alpha, ``"tree"`` standing for the distance ``tree``, which alpha over
    all values takes too when it is given.  ``categories`` limits the figures
    per category; without ``overall`` measures of single values are reckoned
    per category only.  ``span_overlap`` is the share from which two spans
    match, ``bootstrap`` the number of draws of an interval.  ``tick`` is called at
    each figure and each draw of an interval; what it raises ends the reckoning.
    """

    measures: Sequence[str]
    level: str = "nominal"
    weights: str | None = None
    distances: Sequence[str] = ("jaccard", "masi")
    tree: Distance | None = None
    categories: Sequence[str] | None = None
    overall: bool = True
    per_category: bool = True
    span_overlap: float = 0.5
    bootstrap: int = 0
    tick: Callable[[], None] = _nothing


def framed(measure: str, table: Table, *, distance: str | None = None) -> Figure:
    """Return a figure that still lacks its value, with what the table of its judgements tells."""
    return Figure(
        measure,
        None,
        distance=distance,
        n_units=table.pairable,
        n_coders=table.active,
        prevalence=share(table),
    )


def filled(
    figure: Figure, reckon: Callable[[Parts], Outcome], draws: Draws, tick: Callable[[], None] = _nothing
) -> Figure:
    """Return a figure with its value, and with the interval over the draws if there are any."""

    def watched(parts: Parts) -> Outcome:
        tick()
        return reckon(parts)

    outcome = watched(None)
    bounds = interval(draws, watched) if draws and outcome.value is not None else None
    low, high = bounds or (None, None)
    return replace(figure, value=outcome.value, reason=outcome.reason, coverage=outcome.coverage, low=low, high=high)
