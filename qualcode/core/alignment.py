"""Two versions of a text side by side: which paragraphs are the same, reworded, added or taken away.

Paragraphs are lines with words in them.  Equal ones are matched first; between
them, paragraphs are paired in their order so that the pairs have as many words
in common as can be (a longest common subsequence weighted by that share).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qualcode.core.places import Span

SAME, REWORDED, ADDED, REMOVED = "same", "reworded", "added", "removed"
#: From this share of common words on, two paragraphs are one that was reworded.
_ALIKE = 0.5
#: Blocks with more pairs than this are paired by their order alone.
_MOST_PAIRS = 10_000
_TOKEN = re.compile(r"\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph in both texts; None where a text does not have it.  ``kind`` is one of the four above."""

    kind: str
    left: Span | None
    right: Span | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts paragraph by paragraph, in an order that follows both."""

    pairs: tuple[Pair, ...]

    def across(self, position: int, *, from_left: bool) -> int:
        """Return the place of one text that stands beside a position of the other."""
        here, there = ("left", "right") if from_left else ("right", "left")
        known = [(span, n) for n, p in enumerate(self.pairs) if (span := getattr(p, here)) is not None]
        i = bisect_right(known, position, key=lambda k: k[0][0]) - 1
        if i < 0:
            return 0
        (start, end), n = known[i]
        beside: Span | None = getattr(self.pairs[n], there)
        if beside is not None:
            share = min(1.0, (position - start) / max(1, end - start))
            return beside[0] + int(share * (beside[1] - beside[0]))
        before = (getattr(p, there) for p in reversed(self.pairs[:n]))
        last: Span | None = next((s for s in before if s is not None), None)
        return last[1] if last is not None else 0

    def differing(self) -> list[Pair]:
        """Return the pairs that are not the same."""
        return [p for p in self.pairs if p.kind != SAME]


def align(left: str, right: str, step: Callable[[], None] = lambda: None) -> Alignment:
    """Return how the paragraphs of two texts stand to each other.

    ``step`` is called with each paragraph that is weighed, and may raise to stop the work.
    """
    a, b = ([m.span() for m in _PARAGRAPH.finditer(text)] for text in (left, right))
    said = [[" ".join(text[s:e].split()) for s, e in spans] for text, spans in ((left, a), (right, b))]
    pairs: list[Pair] = []
    for op, i, j, k, m in SequenceMatcher(None, said[0], said[1], autojunk=False).get_opcodes():
        if op == "equal":
            pairs += (Pair(SAME, a[i + n], b[k + n]) for n in range(j - i))
        else:
            pairs += _block(a[i:j], b[k:m], said[0][i:j], said[1][k:m], step)
    return Alignment(tuple(pairs))


def _block(
    a: Sequence[Span], b: Sequence[Span], left: Sequence[str], right: Sequence[str], step: Callable[[], None]
) -> list[Pair]:
    """Pair the paragraphs of a stretch that differs; what finds none was taken away or added."""
    out: list[Pair] = []
    i = j = 0
    for x, y in [*_best(left, right, step), (len(a), len(b))]:
        out += (Pair(REMOVED, span, None) for span in a[i:x])
        out += (Pair(ADDED, None, span) for span in b[j:y])
        if x < len(a):
            out.append(Pair(REWORDED, a[x], b[y]))
        i, j = x + 1, y + 1
    return out


def _best(left: Sequence[str], right: Sequence[str], step: Callable[[], None]) -> list[tuple[int, int]]:
    n, m = len(left), len(right)
    ours, theirs = [Counter(x.split()) for x in left], [Counter(y.split()) for y in right]
    if n * m > _MOST_PAIRS:
        return [(i, i) for i in range(min(n, m)) if _alike(ours[i], theirs[i])]
    like: list[list[float]] = []
    for x in ours:
        step()
        like.append([_alike(x, y) for y in theirs])
    best = [[0.0] * (m + 1) for _row in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    out: list[tuple[int, int]] = []
    i = j = 0
    while i < n and j < m:
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            out.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return out


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two paragraphs have in common; 0 when it is too small to count."""
    all_ = one.total() + other.total()
    share = 2 * (one & other).total() / all_ if all_ else 0.0
    return share if share >= _ALIKE else 0.0


def changed_words(left: str, right: str) -> tuple[list[Span], list[Span]]:
    """Return the words of two paragraphs that the other does not have, as spans of each."""
    a, b = [m.span() for m in _TOKEN.finditer(left)], [m.span() for m in _TOKEN.finditer(right)]
    said = [left[s:e] for s, e in a], [right[s:e] for s, e in b]
    gone: list[Span] = []
    new: list[Span] = []
    for op, i, j, k, m in SequenceMatcher(None, said[0], said[1], autojunk=False).get_opcodes():
        if op != "equal" and i < j:
            gone.append((a[i][0], a[j - 1][1]))
        if op != "equal" and k < m:
            new.append((b[k][0], b[m - 1][1]))
    return gone, new
