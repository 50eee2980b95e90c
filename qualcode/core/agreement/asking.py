"""The figures that are asked for: over all values and per category, per pair of coders, per part."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from qualcode.core.agreement.bootstrap import draw
from qualcode.core.agreement.figures import OF_SPANS, SINGLE, Figure
from qualcode.core.agreement.judgements import Judgements
from qualcode.core.agreement.requests import Request
from qualcode.core.agreement.span_figures import span_figures
from qualcode.core.agreement.unit_figures import category_figures, multi_valued_figure, overall_figure, set_figures


def figures(given: Judgements, request: Request) -> list[Figure]:
    """Return the figures in the order of the measures, each over all values first, then per category.

    Raises ValueError for an unknown measure.
    """
    draws = draw(len(given.parts), request.bootstrap)
    draws_of_texts = draws if len(given.texts) == len(given.parts) else draw(len(given.texts), request.bootstrap)
    out: list[Figure] = []
    for measure in request.measures:
        if measure in SINGLE:
            if request.overall:
                out.append(overall_figure(given, measure, request, draws))
            if request.per_category:
                out += category_figures(given, measure, request, draws)
        elif measure == "set_alpha":
            out += set_figures(given, request, draws)
        elif measure == "mv_alpha":
            out.append(multi_valued_figure(given, request, draws))
        elif measure in OF_SPANS:
            out += span_figures(given, measure, request, draws_of_texts)
        else:
            raise ValueError(f"no such measure: {measure}")
    return out


def steps(given: Judgements, request: Request) -> int:
    """Return how often ``request.tick`` is called at most: once a figure, or once a draw of its interval."""
    single = len(given.categories if request.categories is None else request.categories)
    number = sum(len(request.distances) if measure == "set_alpha" else 1 + single for measure in request.measures)
    return number * max(1, request.bootstrap)


def pair_figures(given: Judgements, request: Request) -> list[Figure]:
    """Return the figures of every pair of coders, the pair in ``coders``."""
    return [
        replace(figure, coders=pair)
        for pair in combinations(given.coders, 2)
        for figure in figures(given.of_coders(pair), request)
    ]


def part_figures(given: Judgements, request: Request) -> list[Figure]:
    """Return the figures of every part by itself, its name in ``part``; without intervals."""
    alone = replace(request, bootstrap=0)
    return [
        replace(figure, part=name) for i, name in enumerate(given.parts) for figure in figures(given.of_part(i), alone)
    ]
