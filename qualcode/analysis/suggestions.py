"""Ranking passages that may deserve a code: by words that point to it, and by likeness to what was coded.

Words are weighed by BM25 (Robertson & Zaragoza 2009), likeness by the cosine of tf-idf over
letters in fours, and the orders are fused by reciprocal ranks (Cormack, Clarke & Büttcher 2009).
On Swedish reports two coded passages are worth more than a neural embedding of the definition.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

_K1, _B = 1.2, 0.75
_FUSION = 60
_GRAM = 4
_TERMS = 25  # words taken from coded passages

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text to be ranked: its length in words, and the sought terms in it with their numbers."""

    words: int
    terms: Mapping[str, int]


def word_scores(passages: Mapping[Item, Passage], weights: Mapping[str, float], *, total: int) -> dict[Item, float]:
    """Return the BM25 score of each passage that has one of the terms.

    ``passages`` must hold every passage that has a term; ``total`` is the number of all passages.
    """
    having = Counter(term for passage in passages.values() for term in passage.terms if term in weights)
    mean = sum(p.words for p in passages.values()) / max(1, len(passages))
    total = max(total, len(passages))
    rarity = {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in having.items()}
    out = {}
    for item, passage in passages.items():
        length = _K1 * (1 - _B + _B * passage.words / max(1.0, mean))
        score = sum(
            weights[term] * rarity[term] * n * (_K1 + 1) / (n + length)
            for term, n in passage.terms.items()
            if term in weights
        )
        if score > 0:
            out[item] = score
    return out


def telling_terms(
    coded: Iterable[Mapping[str, int]], held_by: Mapping[str, int], sources: int, *, most: int = _TERMS
) -> dict[str, float]:
    """Return the terms that mark coded passages, the best with weight 1.

    ``coded`` counts terms in each passage, ``held_by`` says how many of so many ``sources`` have a term.  A
    term of several passages weighs more than one that fills a single passage.
    """
    weights: Counter[str] = Counter()
    for terms in coded:
        for term, n in terms.items():
            rarity = math.log((sources + 1) / (held_by.get(term, 0) + 0.5)) + 0.3
            weights[term] += (1 + math.log(n)) * max(0.05, rarity)  # type: ignore[assignment]
    best = weights.most_common(most)
    top = best[0][1] if best else 1
    return {term: weight / top for term, weight in best}


def grams(text: str) -> Counter[str]:
    """Return the letters of a text in fours, blanks between words counted as one."""
    line = f" {' '.join(text.lower().split())} "
    return Counter(line[i : i + _GRAM] for i in range(len(line) - _GRAM + 1))


def likeness(passages: Mapping[Item, str], models: Sequence[str]) -> dict[Item, float]:
    """Return how like each passage is to the texts that stand as models, from 0 to 1."""
    if not models or not passages:
        return {}
    counted = {item: grams(text) for item, text in passages.items()}
    having = Counter(gram for each in counted.values() for gram in each)
    n = len(counted)
    rarity = {gram: math.log((n + 1) / (held + 0.5)) for gram, held in having.items()}
    centre: Counter[str] = Counter()
    for text in models:
        vector = _vector(grams(text), rarity)
        size = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        for gram, value in vector.items():
            centre[gram] += value / size  # type: ignore[assignment]
    length = math.sqrt(sum(v * v for v in centre.values())) or 1.0
    out = {}
    for item, each in counted.items():
        vector = _vector(each, rarity)
        size = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        out[item] = sum(value * centre.get(gram, 0.0) for gram, value in vector.items()) / size / length
    return out


def fused(*orders: Mapping[Item, float]) -> dict[Item, float]:
    """Return one score from several: what stands high in more of them comes first."""
    out: dict[Item, float] = {}
    for order in orders:
        ranked = sorted(order, key=lambda item: -order[item])
        for rank, item in enumerate(ranked, start=1):
            out[item] = out.get(item, 0.0) + 1 / (_FUSION + rank)
    return out


def _vector(counted: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    return {gram: (1 + math.log(n)) * rarity.get(gram, 0.0) for gram, n in counted.items() if rarity.get(gram, 0.0) > 0}
