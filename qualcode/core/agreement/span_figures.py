"""The figures of marks in texts: the unitizing family and the F1 measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qualcode.core.agreement.bootstrap import Draws
from qualcode.core.agreement.category_sums import AllSums, CategorySums
from qualcode.core.agreement.figures import NO_SPANS, NOT_SHARED, Figure, Outcome
from qualcode.core.agreement.judgements import Judgements
from qualcode.core.agreement.marks import character_presence, covered
from qualcode.core.agreement.overlap import SpanSums, Texts
from qualcode.core.agreement.requests import Parts, Request, filled, framed
from qualcode.core.agreement.tables import Table, two_by_two
from qualcode.core.agreement.unitizing import cu_alpha, ku_alpha, marked_units, u_alpha, u_alpha_of

#: Reckons a measure of one value, or of all, in some texts.
_Reckon = Callable[[str | None, Parts], Outcome]
_WITH_OVERALL = frozenset(("u_alpha", "binary_u_alpha", "cu_alpha", "char_f1", "span_f1"))
_PER_CATEGORY = frozenset(("u_alpha", "ku_alpha", "char_f1", "span_f1"))


def span_figures(given: Judgements, measure: str, request: Request, draws: Draws) -> Iterator[Figure]:
    """Yield the figures of a measure of marks: over all values where there is such a thing, then per category."""
    if not given.texts:
        yield replace(framed(measure, given.all_sets), reason=NO_SPANS)
        return
    reckon = _reckoner(given, measure, request)
    if measure in _WITH_OVERALL:
        yield _figure(given, measure, None, _anything(given), reckon=reckon, draws=draws, tick=request.tick)
    if measure in _PER_CATEGORY and request.per_category:
        for category in given.categories if request.categories is None else request.categories:
            yield _figure(
                given,
                measure,
                category,
                given.characters.table(category),
                reckon=reckon,
                draws=draws,
                tick=request.tick,
            )


def _figure(
    given: Judgements,
    measure: str,
    category: str | None,
    table: Table,
    *,
    reckon: _Reckon,
    draws: Draws,
    tick: Callable[[], None],
) -> Figure:
    figure = replace(framed(measure, table), category=category, counts=two_by_two(table))
    if measure != "char_f1":
        figure = replace(figure, n_units=marked_units(given.stretches, category))
    return filled(figure, lambda parts: reckon(category, parts), draws, tick)


def _anything(given: Judgements) -> Table:
    """Return the table of whether a coder marked anything at a character."""
    united = [
        [
            replace(
                stretch,
                marks={
                    c: {"": covered(s for spans in own.values() for s in spans)} for c, own in stretch.marks.items()
                },
            )
            for stretch in text
        ]
        for text in given.stretches
    ]
    return character_presence(united, given.coders).table("")


def _reckoner(given: Judgements, measure: str, request: Request) -> _Reckon:
    everything = given.stretches

    def texts(parts: Parts) -> Texts:
        return everything if parts is None else [everything[i] for i in parts]

    if measure == "ku_alpha":
        # All values come of one pass, so each draw is reckoned once for all of them.
        known: dict[int, dict[str, Outcome]] = {}

        def of_value(category: str | None, parts: Parts) -> Outcome:
            found = known.get(id(parts))
            if found is None:
                found = known[id(parts)] = ku_alpha(texts(parts))
            return found.get(str(category), Outcome(None, NOT_SHARED))

        return of_value
    if measure == "char_f1":
        return _char_f1(given)
    if measure == "span_f1":
        return SpanSums(everything, overlap=request.span_overlap).f1
    if measure == "cu_alpha":
        return lambda _category, parts: cu_alpha(texts(parts))
    if measure == "binary_u_alpha":
        return lambda _category, parts: u_alpha_of(texts(parts))
    return lambda category, parts: u_alpha(texts(parts)) if category is None else u_alpha_of(texts(parts), category)


def _char_f1(given: Judgements) -> _Reckon:
    sums = {category: CategorySums(given.characters, category) for category in given.categories}
    together = AllSums(given.characters, sums.values())

    def reckon(category: str | None, parts: Parts) -> Outcome:
        its = together if category is None else sums.get(category) or CategorySums(given.characters, category)
        return its.char_f1(range(len(given.texts)) if parts is None else parts)

    return reckon
