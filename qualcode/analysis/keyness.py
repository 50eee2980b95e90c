"""Which words mark a group of texts, which words keep company, and how varied a text's words are.

G² is the log-likelihood ratio of Dunning (1993, Computational Linguistics 19(1)), as used for
corpora by Rayson & Garside (2000); the log ratio is that of Hardie (2014): the binary logarithm of
the ratio of relative frequencies, half an occurrence standing in for none.  logDice is that of
Rychlý (2008).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

#: G² above which a difference would be rare by chance (p < 0.01, one degree of freedom).
NOTABLE = 6.63
_NONE = 0.5
_STRETCH = 1000


@dataclass(frozen=True, slots=True)
class Key:
    """A word in a group of texts against other texts.

    ``g2`` is negative where the word is rarer than in the others.  ``range`` is in how many
    sources of the group it stands.
    """

    word: str
    n: int
    others: int
    g2: float
    log_ratio: float
    range: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A word near another: how often together, how often it stands alone, and how closely they keep company."""

    word: str
    together: int
    n: int
    g2: float
    log_dice: float
    range: int


@dataclass(frozen=True, slots=True)
class Variety:
    """How varied the words of a text are.

    ``standardised`` is the mean share of different words in stretches of 1,000 words; None for
    a shorter text, since the plain ratio falls with length.
    """

    tokens: int
    types: int
    lemmas: int
    once: int
    ratio: float
    standardised: float | None


def log_likelihood(a: int, b: int, size_a: int, size_b: int) -> float:
    """Return G² of a word that stands ``a`` times in ``size_a`` words and ``b`` times in ``size_b``."""
    if not size_a or not size_b or not a + b:
        return 0.0
    share = (a + b) / (size_a + size_b)
    total = 0.0
    for seen, size in ((a, size_a), (b, size_b)):
        for n, expected in ((seen, size * share), (size - seen, size * (1 - share))):
            if n > 0 and expected > 0:
                total += n * math.log(n / expected)
    return max(0.0, 2 * total)


def log_ratio(a: int, b: int, size_a: int, size_b: int) -> float:
    """Return the binary logarithm of the ratio of two relative frequencies."""
    if not size_a or not size_b:
        return 0.0
    return math.log2(((a or _NONE) / size_a) / ((b or _NONE) / size_b))


def keyness(
    group: Mapping[str, int], others: Mapping[str, int], ranges: Mapping[str, int], *, least: int = 3
) -> list[Key]:
    """Return the words that are more or less frequent in a group than elsewhere, the most marked first.

    ``group`` and ``others`` are numbers of occurrences; ``ranges`` the number of sources in the group that have
    a word; words with fewer than ``least`` occurrences in all are left out.
    """
    size, rest = sum(group.values()), sum(others.values())
    out = []
    for word in group.keys() | others.keys():
        a, b = group.get(word, 0), others.get(word, 0)
        if a + b < least:
            continue
        ratio = log_ratio(a, b, size, rest)
        g2 = log_likelihood(a, b, size, rest)
        out.append(Key(word, a, b, math.copysign(g2, ratio), ratio, ranges.get(word, 0)))
    return sorted(out, key=lambda k: (-k.g2, k.word))


def companions(
    near: Mapping[str, int],
    everywhere: Mapping[str, int],
    ranges: Mapping[str, int],
    *,
    node: int,
    seen: int,
    least: int = 3,
) -> list[Companion]:
    """Return the words that stand near a word more often than elsewhere, the closest first.

    ``near`` counts words in the windows around it, ``everywhere`` in all the texts; ``node`` is how often the word
    itself stands, ``seen`` how many words all windows hold.
    """
    size = sum(everywhere.values())
    out = []
    for word, together in near.items():
        n = max(everywhere.get(word, 0), together)
        if together < least:
            continue
        elsewhere, rest = n - together, max(1, size - seen)
        if together / seen <= elsewhere / rest:
            continue
        g2 = log_likelihood(together, elsewhere, seen, rest)
        dice = 14 + math.log2(min(1.0, 2 * together / (node + n)))
        out.append(Companion(word, together, n, g2, dice, ranges.get(word, 0)))
    return sorted(out, key=lambda c: (-c.g2, c.word))


def variety(forms: Sequence[str], lemmas: Mapping[str, str]) -> Variety:
    """Return how varied the words of a text are; ``lemmas`` gives each form's lemma."""
    counts: dict[str, int] = {}
    for form in forms:
        counts[form] = counts.get(form, 0) + 1
    n = len(forms)
    shares = [len(set(piece)) / _STRETCH for piece in _stretches(forms)]
    return Variety(
        n,
        len(counts),
        len({lemmas.get(form, form) for form in counts}),
        sum(1 for each in counts.values() if each == 1),
        len(counts) / n if n else 0.0,
        sum(shares) / len(shares) if shares else None,
    )


def _stretches(forms: Sequence[str]) -> Iterator[Sequence[str]]:
    for i in range(0, len(forms) - _STRETCH + 1, _STRETCH):
        yield forms[i : i + _STRETCH]
