"""Intervals from drawing the texts anew: characters and turns of one text are not independent, texts are."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from qualcode.core.agreement.figures import Outcome

Draws = list[list[int]]
_WIDTH = 0.95
_MOST_UNDEFINED = 0.05
_SEED = 1997


def draw(parts: int, times: int, *, seed: int = _SEED) -> Draws:
    """Return so many draws of as many parts as there are, with replacement; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # a sample, no secret
    return [chance.choices(range(parts), k=parts) for _time in range(times)] if parts > 1 else []


def interval(draws: Draws, measure: Callable[[Sequence[int]], Outcome]) -> tuple[float, float] | None:
    """Return the bounds that hold the middle 95 per cent of a measure over the draws.

    None when there are no draws, or when the measure is undefined in more than
    5 per cent of them: too few texts carry what is measured.
    """
    found = sorted(v for v in (measure(parts).value for parts in draws) if v is not None)
    if not found or len(found) < (1 - _MOST_UNDEFINED) * len(draws):
        return None
    return _quantile(found, (1 - _WIDTH) / 2), _quantile(found, (1 + _WIDTH) / 2)


def _quantile(found: Sequence[float], share: float) -> float:
    at = share * (len(found) - 1)
    low = int(at)
    high = min(low + 1, len(found) - 1)
    return found[low] + (at - low) * (found[high] - found[low])
