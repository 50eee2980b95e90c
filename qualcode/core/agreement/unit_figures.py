"""The figures of judgements of units: one value a judgement, one category against all others, sets of values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from qualcode.core.agreement.alpha import alpha
from qualcode.core.agreement.bootstrap import Draws
from qualcode.core.agreement.category_sums import CategorySums
from qualcode.core.agreement.chance import coefficient
from qualcode.core.agreement.distances import WEIGHTS_OF_LEVEL, level_distance, weighting
from qualcode.core.agreement.figures import NO_PLACE, SEVERAL, Figure, Outcome
from qualcode.core.agreement.judgements import Judgements
from qualcode.core.agreement.requests import Parts, Request, filled, framed
from qualcode.core.agreement.set_alpha import SetSums
from qualcode.core.agreement.tables import NOTHING, Table, equal_pairs, joined, pairable_values, two_by_two, values

_Reckon = Callable[[Table], Outcome]
_Quick = Callable[[Sequence[int]], Outcome]


def overall_figure(given: Judgements, measure: str, request: Request, draws: Draws) -> Figure:
    """Return the figure of a measure of single values, all values compared at once."""
    figure = framed(measure, given.all_sets, distance=_distance_name(measure, request))
    tables = given.singles
    if tables is None:
        return replace(figure, reason=SEVERAL)
    everything = joined(tables) if tables else Table(given.coders, {})
    figure = replace(figure, counts=equal_pairs(everything))
    if figure.distance not in (None, "nominal", "identity", "tree") and NOTHING in values(everything):
        return replace(figure, reason=NO_PLACE)
    reckon = _reckoner(given, measure, request, everything)
    return filled(
        figure, lambda parts: reckon(everything if parts is None else _drawn(tables, parts)), draws, request.tick
    )


def category_figures(given: Judgements, measure: str, request: Request, draws: Draws) -> Iterator[Figure]:
    """Yield the figure of each category against all others; none for a scale, whose values have no others."""
    level_counts = request.level != "nominal" and measure in ("alpha", "ac2")
    if level_counts or request.weights not in (None, "identity"):
        return
    distance = _distance_name(measure, replace(request, tree=None))
    reckon: _Reckon = alpha if measure == "alpha" else partial(_of_two, measure)
    presence = given.presence
    for category in given.categories if request.categories is None else request.categories:
        table = given.table(category)
        figure = replace(framed(measure, table, distance=distance), category=category, counts=two_by_two(table))

        sums = CategorySums(presence, category)
        quick = {"alpha": sums.alpha, "percent": sums.percent}.get(measure)

        def reckoned(
            parts: Parts, table: Table = table, category: str = category, quick: _Quick | None = quick
        ) -> Outcome:
            if parts is None:
                return reckon(table)
            return reckon(presence.table(category, parts)) if quick is None else quick(parts)

        yield filled(figure, reckoned, draws, request.tick)


def set_figures(given: Judgements, request: Request, draws: Draws) -> Iterator[Figure]:
    """Yield alpha of sets, one for each distance."""
    tables, everything = given.sets, given.all_sets
    counts = equal_pairs(everything)
    sums = SetSums(tables)
    known: dict[int, dict[str, Outcome]] = {}

    def of_all(parts: Parts) -> dict[str, Outcome]:
        # All distances come of one pass, so each draw is reckoned once for all of them.
        found = known.get(id(parts))
        if found is None:
            found = known[id(parts)] = sums.alpha(parts)
        return found

    for name in request.distances:

        def reckoned(parts: Parts, name: str = name) -> Outcome:
            if name == "tree":
                return alpha(everything if parts is None else _drawn(tables, parts), request.tree)
            return of_all(parts)[name]

        yield filled(
            replace(framed("set_alpha", everything, distance=name), counts=counts), reckoned, draws, request.tick
        )


def multi_valued_figure(given: Judgements, request: Request, draws: Draws) -> Figure:
    """Return the multi-valued alpha."""
    everything = given.all_sets
    figure = replace(framed("mv_alpha", everything, distance="dice"), counts=equal_pairs(everything))
    return filled(figure, SetSums(given.sets).multi_valued, draws, request.tick)


def _drawn(tables: Sequence[Table], parts: Sequence[int]) -> Table:
    return joined([tables[i] for i in parts])


def _distance_name(measure: str, request: Request) -> str | None:
    if measure == "alpha":
        return request.level if request.tree is None else "tree"
    if measure == "ac2":
        return request.weights or WEIGHTS_OF_LEVEL[request.level]
    return None if measure == "ac1" else request.weights


def _reckoner(given: Judgements, measure: str, request: Request, everything: Table) -> _Reckon:
    """Return the function that reckons a measure from a table of single values."""
    places: dict[Hashable, float] = {value: float(i) for i, value in enumerate(given.categories)}
    places.update(given.numbers or {})
    if measure == "alpha":
        if request.tree is not None:
            return partial(alpha, distance=request.tree)
        if request.level == "nominal":
            return alpha
        level = request.level
        return lambda table: alpha(table, level_distance(level, places, pairable_values(table)))
    categories: list[Hashable] = sorted(given.categories, key=places.__getitem__)
    if NOTHING in values(everything):
        categories.append(NOTHING)
    name = _distance_name(measure, request)
    weights = None if name in (None, "identity") else weighting(str(name), [places[c] for c in categories])
    return partial(_weighted, measure, categories, weights)


def _weighted(measure: str, categories: Sequence[Hashable], weights: list[list[float]] | None, table: Table) -> Outcome:
    return coefficient(measure, table, categories, weights)


def _of_two(measure: str, table: Table) -> Outcome:
    return coefficient(measure, table, (1, 0))
