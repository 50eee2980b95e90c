"""Where in a text a query is met.

What only the index of words, the codings or the language know comes from a
:class:`Page`, so that the same matching serves texts, footnotes and tests.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from qualcode.core.query import (
    Both,
    Either,
    Expression,
    Filter,
    Following,
    Lemma,
    Near,
    Node,
    Restricted,
    Without,
    Words,
)
from qualcode.core.suspended import Suspended, suspended

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:[-‐‑’':][^\W_]+)*")
_LETTERS_A_WORD = 40  # further apart than so many letters a word are never counted
_BLANKS = re.compile(r"\s*")


class Page(Protocol):
    """One text in which a query is looked for."""

    @property
    def text(self) -> str:
        """The text."""
        ...

    def forms_of(self, lemma: Lemma) -> Sequence[Span]:
        """Return the places of a lemma's forms, in order."""
        ...

    def passages(self) -> Sequence[Span]:
        """Return what is said in the turns, without the speakers' labels, and the paragraphs, in order."""
        ...

    def stretches(self) -> Sequence[Span]:
        """Return the turns and paragraphs, in order and without overlap."""
        ...

    def sentence(self, position: int) -> Span:
        """Return the sentence in which a position stands."""
        ...

    def meets(self, condition: Filter, span: Span) -> bool:
        """Tell whether a place meets a filter."""
        ...


class Matcher:
    """Finds the places of one query in any number of pages."""

    def __init__(self, node: Node, *, exact: bool = False) -> None:
        self._node = node
        self._flags = re.MULTILINE if exact else re.MULTILINE | re.IGNORECASE
        self._patterns: dict[Node, re.Pattern[str]] = {}

    def spans(self, page: Page) -> list[Span]:
        """Return the places of a page at which the query is met, in order."""
        return self._spans(self._node, page)

    def pattern(self, node: Words | Either | Expression) -> re.Pattern[str]:
        """Return the pattern of words, of alternatives of words, or of a regular expression."""
        pattern = self._patterns.get(node)
        if pattern is None:
            pattern = self._patterns[node] = re.compile(_body(node), self._flags)
        return pattern

    def _spans(self, node: Node, page: Page) -> list[Span]:
        if isinstance(node, Words):
            return self._words(node, page)
        if isinstance(node, Expression):
            return [m.span() for m in self.pattern(node).finditer(page.text) if m.end() > m.start()]
        if isinstance(node, Lemma):
            return list(page.forms_of(node))
        if isinstance(node, Either):
            return self._either(node, page)
        if isinstance(node, Following):
            return _following([self._spans(part, page) for part in node.parts], page.text)
        if isinstance(node, Near):
            return self._near(node, page)
        if isinstance(node, Restricted):
            found = self._spans(node.node, page) if node.node is not None else list(page.passages())
            return [span for span in found if all(page.meets(f, span) for f in node.filters)]
        return self._joined(node, page)

    def _words(self, node: Words, page: Page) -> list[Span]:
        found = [m.span() for m in self.pattern(node).finditer(page.text)]
        return merged([found, self._suspended([node], page, found)])

    def _either(self, node: Either, page: Page) -> list[Span]:
        plain = [part for part in node.parts if isinstance(part, Words)]
        if len(plain) < len(node.parts):
            return merged([self._spans(part, page) for part in node.parts])
        # One pattern, so that of alternatives that begin alike the first one counts, and once.
        found = [m.span() for m in self.pattern(node).finditer(page.text)]
        return merged([found, self._suspended(plain, page, found)])

    def _suspended(self, words: Iterable[Words], page: Page, found: Sequence[Span]) -> list[Span]:
        """Return the suspended compounds that say one of the words, where nothing of it was found as written.

        A word with ``*`` asks for letters and not for a word, so it finds what is written and no more.
        """
        patterns = [self.pattern(w) for w in words if len(w.words) == 1 and "*" not in w.words[0]]
        free: Callable[[Suspended], bool] = lambda s: not _overlaps(found, s.start, s.end)  # noqa: E731
        return sorted(
            {
                (s.start, s.end)
                for s in (suspended(page.text) if patterns else ())
                if free(s) and any(p.fullmatch(word) for word in s.completions() for p in patterns)
            }
        )

    def _near(self, node: Near, page: Page) -> list[Span]:
        left, right = self._spans(node.left, page), self._spans(node.right, page)
        if not left or not right:
            return []
        if node.within:
            region = _regions(page, node.within)
            close: Callable[[Span, Span], bool] = lambda a, b: region(a) == region(b)  # noqa: E731
        else:
            close = lambda a, b: words_apart(page.text, a, b, node.words) <= node.words  # noqa: E731
        starts = [b[0] for b in right]
        out: set[Span] = set()
        for a in left:
            i = bisect_left(starts, a[1])
            pairs = [right[i]] if i < len(right) else []
            before = bisect_right(starts, a[0]) - 1
            while before >= 0 and right[before][1] > a[0]:
                before -= 1
            pairs += [right[before]] if before >= 0 else []
            pairs.sort(key=lambda b: max(b[0] - a[1], a[0] - b[1]))
            near = next((b for b in pairs if close(a, b)), None)
            if near is not None:
                out.add((min(a[0], near[0]), max(a[1], near[1])))
        return sorted(out)

    def _joined(self, node: Both | Without, page: Page) -> list[Span]:
        left = self._spans(node.left, page)
        if not left:
            return []
        right = self._spans(node.right, page)
        region = _regions(page, node.within)
        there = {region(span) for span in right}
        if isinstance(node, Without):
            return [span for span in left if region(span) not in there]
        here = {region(span) for span in left}
        return merged([[s for s in left if region(s) in there], [s for s in right if region(s) in here]])


def words_apart(text: str, a: Span, b: Span, most: int) -> int:
    """Return how many words one place stands from another, 1 for neighbours; more than ``most`` when further."""
    start, end = (a[1], b[0]) if a[1] <= b[0] else (b[1], a[0])
    if start > end or end - start > most * _LETTERS_A_WORD:
        return most + 1
    return 1 + sum(1 for _ in _WORD.finditer(text, start, end))


def merged(found: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the places of several lists, each once, in order."""
    full = [spans for spans in found if spans]
    if not full:
        return []
    return list(full[0]) if len(full) == 1 else sorted({span for spans in full for span in spans})


def containing(stretches: Sequence[Span], position: int) -> int:
    """Return the index of the stretch in which a position stands, or -1 between stretches."""
    i = bisect_right(stretches, position, key=lambda s: s[0]) - 1
    return i if i >= 0 and position < stretches[i][1] else -1


def _regions(page: Page, within: str) -> Callable[[Span], object]:
    if within == "source":
        return lambda _span: 0
    if within == "sentence":
        return lambda span: page.sentence(span[0])
    stretches = page.stretches()
    # A place between stretches is in no turn, so it shares one with nothing but itself.
    return lambda span: i if (i := containing(stretches, span[0])) >= 0 else span


def _following(parts: Sequence[Sequence[Span]], text: str) -> list[Span]:
    """Return where a place of each part follows the one before with nothing but blanks between."""
    found = list(parts[0])
    for spans in parts[1:]:
        ends: dict[int, list[int]] = {}
        for start, end in spans:
            ends.setdefault(start, []).append(end)
        found = [
            (start, later)
            for start, end in found
            if (blank := _BLANKS.match(text, end)) is not None and blank.end() > end
            for later in ends.get(blank.end(), ())
        ]
    return sorted(set(found))


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    i = bisect_left(spans, start, key=lambda s: s[1])
    while i < len(spans) and spans[i][1] == start:
        i += 1
    return i < len(spans) and spans[i][0] < end


def _body(node: Words | Either | Expression) -> str:
    if isinstance(node, Expression):
        return node.body
    if isinstance(node, Words):
        return r"\s+".join(_word(word) for word in node.words)
    return "|".join(_body(part) for part in node.parts if isinstance(part, Words))


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\*", r"\w*")
    left = r"\b\w*" if word.startswith("*") else (r"\b" if word[:1].isalnum() else "")
    right = r"\w*" if word.endswith("*") else (r"\b" if word[-1:].isalnum() else "")
    return f"{left}{core}{right}"
