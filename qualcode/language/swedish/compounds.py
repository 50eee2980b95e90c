"""Swedish compounds split with nothing but a table of full forms.

What may stand first is learnt from the dictionary's own compounds: the more base
words begin with a string and go on with another base word, the better a first part
it is (its productivity).  Heads must be known forms that are not endings.  Bound
prefixes (be-, för-, re-) never split.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container
from functools import lru_cache
from typing import NamedTuple

from qualcode.language.swedish.compound_parts import (
    BOUND_PREFIXES,
    NOT_HEADS,
    PARTICLES,
    SHORT_HEADS,
    SIMPLE,
    TRUSTED_FIRSTS,
)

_PARTICLES = tuple(PARTICLES)
_NOUN = re.compile(r"(\w{4,})ning(?:s|en|ens|ar|ars|arna|arnas)?")
_GOOD = 0.4  # what a first part of a division that is not the best may cost
_PARTS = 20_000  # parts of words that are remembered
_COMMON = 60  # base words from which a short or irregular string is surely a first part


class Productivity(NamedTuple):
    """How many base words begin with a string that another base word follows, and how many end so."""

    first: Counter[str]
    head: Counter[str]


def productivity(bases: Collection[str]) -> Productivity:
    """Return what the compounds among base words teach (0.3 s for 128,000)."""
    found = Productivity(Counter(), Counter())
    words = {b for b in bases if len(b) >= 4 and b.isalpha()}
    for word in words:
        for i in range(2, len(word) - 3):
            head = word[i:]
            if head in words:
                found.first[word[:i]] += 1
                found.head[head] += 1
    return found


def noun_of_verb(form: str, bases: Container[str]) -> str:
    """Return the noun in *-ning* of a known verb of which a form is one: stiftningen → stiftning; empty otherwise."""
    found = _NOUN.fullmatch(form) if "ning" in form else None
    return f"{found[1]}ning" if found is not None and found[1] + "a" in bases else ""


class Splitter:
    """Splits compounds by a table of forms and the productivity of first parts.

    ``known`` tells whether a form is in the dictionary; ``bases`` are its lemmas in lower case;
    ``taught`` is what they teach, if it is known already.
    """

    def __init__(
        self,
        known: Callable[[str], bool],
        bases: Collection[str],
        *,
        lemma: Callable[[str], str | None] | None = None,
        taught: Productivity | None = None,
        least: int = 4,
    ) -> None:
        self._known = known
        self._lemma = lemma or (lambda _form: None)
        self._bases = frozenset(bases)
        self._least = least
        self._first, self._head = taught or productivity(self._bases)
        self.split = lru_cache(100_000)(self._split)
        self._divided = lru_cache(100_000)(self._divide)
        self.borders = lru_cache(_PARTS)(self._find_borders)
        self._pair = lru_cache(100_000)(self._split_first)
        # The parts of one word are asked for again and again while it is divided in different ways.
        self._head_fits = lru_cache(_PARTS)(self._find_head)
        self._first_cost = lru_cache(_PARTS)(self._find_first)

    def is_good_first(self, part: str) -> bool:
        """Tell whether a string in lower case is a likely first part."""
        cost = self._first_cost(part)
        return cost is not None and cost <= _GOOD

    def is_common_first(self, part: str) -> bool:
        """Tell whether many compounds of the dictionary begin with a string."""
        return self._first_cost(part) == 0

    def is_simple(self, word: str) -> bool:
        """Tell whether a word in lower case is understood as one, whatever it looks like."""
        return word in SIMPLE or self._lemma(word) in SIMPLE

    def _find_borders(self, word: str) -> tuple[int, ...]:
        """Return where a last part may begin that also divides the word's lemma: not kul|turer, for kul|tur."""
        fits = self._head_fits
        found = [i for i in range(2, len(word) - 1) if fits(word[i:])]
        lemma = self._lemma(word) if found else None
        return tuple(found if lemma is None else [i for i in found if self._fits_lemma(lemma, word[:i])])

    def _fits_lemma(self, lemma: str, first: str) -> bool:
        if not lemma.startswith(first):
            return True
        rest = lemma[len(first) :]
        return rest in SHORT_HEADS or (len(rest) > 3 and rest not in NOT_HEADS and self._is_word(rest))

    def split_first(self, part: str) -> tuple[str, str] | None:
        """Return the two first parts that a first part is put together from; None for a simple one."""
        pair = self._pair(part)
        return pair[1] if pair else None

    def _split(self, word: str) -> tuple[str, ...] | None:
        """Return the parts of a compound in lower case, the head last; None for a simple or unknown word."""
        return self._divided(word) or self._as_lemma(word)

    def _divide(self, word: str) -> tuple[str, ...] | None:
        if self.is_simple(word):
            return None
        # A word that the dictionary does not have is more likely a compound than one that it has.
        unknown = not self._known(word)
        best: tuple[float, tuple[str, ...]] | None = None
        for i in self.borders(word):
            first, head = word[:i], word[i:]
            cost = self._first_cost(first)
            if cost is None and unknown and i >= 4 and first not in BOUND_PREFIXES:
                cost = self._stem_cost(first)
            if cost is not None:
                parts: tuple[str, ...] = (first, head)
                total = 1 + cost
            else:
                pair = self._pair(first)
                if pair is None:
                    continue
                parts, total = (*pair[1], head), 1.6 + pair[0]
            total -= 0.03 * min(len(head), 12)
            if best is None or total < best[0]:
                best = (total, parts)
        return self._outermost(best[1]) if best else None

    def _as_lemma(self, word: str) -> tuple[str, ...] | None:
        """Return the division of a form as that of its lemma: inne|bär as inne|bära, yrkes|kårens as yrkes|kår."""
        lemma = self._lemma(word)
        if lemma is None or lemma == word or lemma[:3] != word[:3]:
            return None
        parts = self._divided(lemma)
        first = "".join(parts[:-1]) if parts else ""
        head = word[len(first) :]
        if not parts or not word.startswith(first) or head in NOT_HEADS or self._lemma(head) != self._lemma(parts[-1]):
            return None
        return (*parts[:-1], head)

    def _outermost(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the division at the last border, where a known word ends: väglednings|grupp, not väg|ledningsgrupp."""
        *before, head = parts
        inner = self._split(head) if len(head) > 8 else None
        if inner:
            first = "".join((*before, *inner[:-1]))
            if first in self._bases or (first[-1] == "s" and first[:-1] in self._bases):
                return first, inner[-1]
        return parts

    def _split_first(self, word: str) -> tuple[float, tuple[str, str]] | None:
        """Return the cheapest division of a first part that is itself a compound."""
        best: tuple[float, tuple[str, str]] | None = None
        for i in range(3, len(word) - 2):
            a, b = self._first_cost(word[:i]), self._first_cost(word[i:])
            if a is not None and b is not None and (best is None or a + b < best[0]):
                best = (a + b, (word[:i], word[i:]))
        return best

    def _find_head(self, head: str) -> bool:
        """Tell whether a string can be the last part."""
        if head in NOT_HEADS or len(head) < 2:
            return False
        if head in SHORT_HEADS:
            return True
        if len(head) < 4 or not self._is_word(head):
            return False
        lemma = self._lemma(head) or head
        if len(lemma) < 4:
            return lemma in SHORT_HEADS
        return len(lemma) > 4 or self._head[lemma] >= 2 or self._head[head] >= 2

    def _is_word(self, head: str) -> bool:
        """Tell whether a string is a known word, a particle and a known word, or the noun of a verb: upp|delat."""
        if self._known(head):
            return True
        if noun_of_verb(head, self._bases):
            return True
        return head.startswith(_PARTICLES) and any(
            head.startswith(particle) and len(head) > len(particle) + 4 and self._known(head[len(particle) :])
            for particle in _PARTICLES
        )

    def _find_first(self, part: str) -> float | None:
        """Return what it costs to take a string as a first part, 0 at best; None when it cannot be one."""
        n = self._first[part]
        if len(part) < 2 or part in BOUND_PREFIXES:
            return None
        if part in TRUSTED_FIRSTS:
            return 0.1
        if len(part) == 2:
            return 0.5 if n >= _COMMON else None
        if n < _COMMON and not self._has_base(part):
            return None
        if n >= 40:
            return 0.0
        if n >= self._least and (len(part) >= 4 or n >= 25):
            return 0.15 if part in self._bases or part.endswith("s") else 0.3
        return self._regular_cost(part) if len(part) >= 5 else None

    def _has_base(self, part: str) -> bool:
        """Tell whether a combining form goes back to a base word (arbets-, skol-, gatu-, handläggar-)."""
        bases = self._bases
        return (
            part in bases
            or (part[-1] == "s" and part[:-1] in bases)
            or part + "a" in bases
            or part + "e" in bases
            or (part[-1] in "uoe" and (part[:-1] + "a" in bases or part[:-1] + "um" in bases))
            or (part[-1] in "ea" and len(part) > 4 and part[:-1] in bases)
        )

    def _stem_cost(self, part: str) -> float | None:
        """Return the cost of a short noun, or of the stem of a verb, before a head in an unknown word: hämt|lista."""
        if part in self._bases:
            return 0.45 if len(part) == 4 else None
        verb = part + "a"
        if verb in self._bases and any(self._lemma(part + ending) == verb for ending in ("ade", "er", "te", "de")):
            return 0.5
        return None

    def _regular_cost(self, part: str) -> float | None:
        """Return the cost of a part never seen first, by the regular linking forms."""
        bases = self._bases
        if part.endswith("s") and part[:-1] in bases:
            return 0.25
        if part in bases:
            return 0.4
        if part.endswith("ar") and part + "e" in bases:
            return 0.25
        if len(part) >= 6 and part[-1] in "nlrtdkgp" and part + "a" in bases:
            return 0.6
        return None
