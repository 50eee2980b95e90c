"""How far two values are from each other, and how much of an agreement they still are.

Distances follow Krippendorff (2011, 2019); weights Gwet, *Handbook of
Inter-Rater Reliability* (2014); set distances Dice (1945), Jaccard (1901) and
Passonneau's MASI (2006).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

Distance = Callable[[Hashable, Hashable], float]
LEVELS = ("nominal", "ordinal", "interval", "ratio")
WEIGHTS = ("identity", "ordinal", "linear", "quadratic", "radical", "ratio")
SET_DISTANCES = ("dice", "jaccard", "masi")
#: The weights that go with a level of measurement.
WEIGHTS_OF_LEVEL = {"nominal": "identity", "ordinal": "ordinal", "interval": "quadratic", "ratio": "ratio"}


def nominal(a: Hashable, b: Hashable) -> float:
    """Return 0 for equal values, else 1."""
    return float(a != b)


def level_distance(level: str, numbers: Mapping[Hashable, float], counts: Mapping[Hashable, int]) -> Distance:
    """Return the distance of a level of measurement.

    ``numbers`` places each value on the scale (its rank will do for
    ``ordinal``); ``counts`` are the frequencies of the pairable values, which
    the ordinal distance is made of.  Raises KeyError for an unknown level.
    """
    if level == "ordinal":
        return _ordinal(numbers, counts)
    if level == "interval":
        return _interval(numbers)
    return {"nominal": nominal, "ratio": _ratio(numbers)}[level]


def _interval(numbers: Mapping[Hashable, float]) -> Distance:
    return lambda a, b: (numbers[a] - numbers[b]) ** 2


def _ratio(numbers: Mapping[Hashable, float]) -> Distance:
    def distance(a: Hashable, b: Hashable) -> float:
        x, y = numbers[a], numbers[b]
        return 0.0 if x == y else ((x - y) / (x + y)) ** 2

    return distance


def _ordinal(numbers: Mapping[Hashable, float], counts: Mapping[Hashable, int]) -> Distance:
    # The values between two, both ends counted half; ``below`` sums the frequencies up to and with a value.
    below: dict[Hashable, float] = {}
    total = 0
    for value in sorted(counts, key=numbers.__getitem__):
        below[value] = total + counts[value] / 2
        total += counts[value]
    return lambda a, b: (below[a] - below[b]) ** 2


def weighting(name: str, numbers: Sequence[float]) -> list[list[float]]:
    """Return the matrix of agreement weights of categories at these places on their scale, in rising order.

    1 stands for full agreement, 0 for none.  Raises KeyError for an unknown
    name, ZeroDivisionError for ``ratio`` where two places sum to zero.
    """
    q = len(numbers)
    if name == "identity" or q < 2:
        return [[float(i == j) for j in range(q)] for i in range(q)]
    reach = numbers[-1] - numbers[0]
    losses: dict[str, Callable[[int, int], float]] = {
        "ordinal": lambda i, j: abs(i - j) * (abs(i - j) + 1) / (q * (q - 1)),
        "linear": lambda i, j: abs(numbers[i] - numbers[j]) / reach,
        "quadratic": lambda i, j: ((numbers[i] - numbers[j]) / reach) ** 2,
        "radical": lambda i, j: (abs(numbers[i] - numbers[j]) / reach) ** 0.5,
        "ratio": lambda i, j: _relative(numbers[i], numbers[j]) / _relative(numbers[0], numbers[-1]),
    }
    loss = losses[name]
    return [[1 - loss(i, j) for j in range(q)] for i in range(q)]


def _relative(a: float, b: float) -> float:
    return 0.0 if a == b else ((a - b) / (a + b)) ** 2


def set_likeness(shared: int, a: int, b: int) -> tuple[float, float, float]:
    """Return how alike two sets are by Dice, Jaccard and MASI, from their sizes and that of their meet.

    Two empty sets are wholly alike.
    """
    if not a and not b:
        return 1.0, 1.0, 1.0
    jaccard = shared / (a + b - shared)
    if shared == a == b:
        kind = 1.0
    elif shared == min(a, b):
        kind = 2 / 3
    else:
        kind = 1 / 3 if shared else 0.0
    return 2 * shared / (a + b), jaccard, jaccard * kind


def set_distance(name: str) -> Distance:
    """Return the distance of two frozen sets by one of :data:`SET_DISTANCES`."""
    at = SET_DISTANCES.index(name)

    def distance(a: Hashable, b: Hashable) -> float:
        if not isinstance(a, frozenset) or not isinstance(b, frozenset):
            raise TypeError(f"not sets: {type(a).__name__}, {type(b).__name__}")
        return 1 - set_likeness(len(a & b), len(a), len(b))[at]

    return distance
