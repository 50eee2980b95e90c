"""The figures of agreement that a screen shows: asked for by a round, a unit, a level, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count

from qualcode.core.agreement.asking import figures, pair_figures, part_figures, steps
from qualcode.core.agreement.figures import Figure
from qualcode.core.agreement.requests import Request
from qualcode.material import Material
from qualcode.teams.agreeing import Scope, compared, judgements, scope_of_round, used_categories

#: The measures shown unless others are asked for: the headline, one of raw agreement, one of marked characters.
USUAL = ("alpha", "percent", "char_f1")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be reckoned: ``round`` is an id, empty for all coded now; ``level`` is 0 for codes as they are."""

    round: str = ""
    unit: str = ""
    level: int = 0
    measures: Sequence[str] = USUAL
    bootstrap: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a wish: over all codes, per code, per pair of coders, per source; and what was compared."""

    unit: str
    coders: tuple[str, ...]
    parts: tuple[str, ...]
    overall: tuple[Figure, ...]
    codes: tuple[Figure, ...]
    pairs: tuple[Figure, ...]
    sources: tuple[Figure, ...]


def headline(material: Material, round_id: str) -> tuple[Figure, str, int] | None:
    """Return the set-valued alpha of a round, its unit, and the number of codes used; None where there is none."""
    with compared(material, material.round(round_id)) as (then, of_round):
        if of_round is None:
            return None
        scope = scope_of_round(then, of_round, Scope())
        given = judgements(then, scope)
        found = figures(given, Request(("set_alpha",), distances=("jaccard",)))
        return (found[0], given.unit, len(used_categories(given, then, scope))) if found else None


def reckon(material: Material, wish: Wish, *, progress: Callable[[int, int], None] | None = None) -> Table:
    """Return the figures of a wish.

    Raises QualcodeError while a blind round hides what would be compared.
    """
    with compared(material, material.round(wish.round) if wish.round else None) as (then, of_round):
        scope = Scope(unit=wish.unit, level=wish.level or None)
        if of_round is not None:
            scope = scope_of_round(then, of_round, scope)
        given = judgements(then, scope)
        used = used_categories(given, then, scope)
        single = given.unit != "character" and given.singles is not None
        request = Request(("set_alpha", *wish.measures), categories=used, overall=single)
        drawn = replace(request, bootstrap=wish.bootstrap)
        several = len(given.coders) > 1
        pairs, parts = len(list(combinations(given.coders, 2))) * several, len(given.parts) * several
        tick = _counting(progress, steps(given, drawn) + steps(given, request) * (pairs + parts))
        request, drawn = replace(request, tick=tick), replace(drawn, tick=tick)
        found = figures(given, drawn)
        of_pairs = pair_figures(given, request) if several else []
        of_parts = part_figures(given, request) if several else []
    return Table(
        given.unit,
        given.coders,
        given.parts,
        tuple(f for f in found if f.category is None),
        tuple(f for f in found if f.category is not None),
        tuple(of_pairs),
        tuple(of_parts),
    )


def _counting(progress: Callable[[int, int], None] | None, total: int) -> Callable[[], None]:
    """Return what tells of one step more each time that it is called."""
    done = count(1)

    def tick() -> None:
        if progress is not None:
            progress(min(next(done), total), total)

    return tick
