"""Hyphens at line ends: whether the halves belong together, and whether the hyphen stays.

The evidence is asked in turn: what follows, the document's own unbroken words, the
lexicon, coordination (``med- eller motaktörer``), short prefixes, names; at last the
halves are joined, which is right for more than 97 of 100 line-end hyphens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from qualcode.core.words import Lexicon

HYPHENS = "-‐‑\u00ad"
#: The reasons that rest on the whole word having been seen.
SURE = frozenset({"the text has the word unbroken", "the lexicon has the word"})
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_EDGE = "\"”“'’»«()[].,;:!?…–—0123456789*"
_OPENING = "\"”“'’»«(["

_COORDINATORS = frozenset(
    "och eller samt respektive resp. liksom men till kontra som and or / & in- å".split(),
)
_PREFIXES = frozenset("e icke ex vice a b c x y i it tv cd dvd pr u".split())


_ENGLISH = frozenset(
    "the of and to is that with this by are was it as be which what than from not these their on".split()
)
_SWEDISH = frozenset("och att det som en är på för av med till den inte jag om har i ett de ni du var så".split())


class Verdict(NamedTuple):
    """What to do with a line-end hyphen: ``join``, ``keep``, ``space`` (keep, with a blank after) or ``open``."""

    action: str
    reason: str


def ends_in_hyphen(body: str) -> bool:
    """Tell whether a line ends in a hyphen that follows a letter or digit."""
    return len(body) > 1 and body[-1] in HYPHENS and body[-2].isalnum()


def _is_english(text: str) -> bool:
    """Tell whether the small words of a passage are English rather than Swedish."""
    words = text.lower().split()
    english = sum(w in _ENGLISH for w in words)
    return english >= 2 and english > sum(w in _SWEDISH for w in words)


class HyphenJudge:
    """Decides line-end hyphens of one document.

    The words of the document are counted, and the lexicon asked, only when a hyphen needs it.
    """

    def __init__(self, text: str, lexicon: Lexicon | None = None, english: Lexicon | None = None) -> None:
        self._text = text
        self._lexicon = lexicon
        self._english = english

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        """Counts of the document's words, those broken at line ends left out."""
        whole: list[str] = []
        broken = False
        for line in self._text.lower().split("\n"):
            body = line.strip()
            if not body:
                continue
            if broken:
                body = body.partition(" ")[2]
            broken = ends_in_hyphen(body)
            whole.append(body.rpartition(" ")[0] if broken else body)
        return Counter(_WORD.findall("\n".join(whole)))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._vocabulary)

    def decide(self, left_line: str, right_line: str) -> Verdict:
        """Return the verdict on the hyphen that ends ``left_line``; ``right_line`` is what follows."""
        left = left_line.rsplit(None, 1)[-1].rstrip(HYPHENS).lstrip(_OPENING)
        right_word = right_line.split(None, 1)[0] if right_line.strip() else ""
        right = right_word.strip(_EDGE)
        coordinates = right.lower() in _COORDINATORS or right_word.lower() in _COORDINATORS
        coordination = Verdict("space", "the first half of a coordination")
        if left_line.endswith("\u00ad"):
            return Verdict("join", "a soft hyphen")
        if right_word.startswith("/"):
            return Verdict("keep", "an oblique follows")
        if left[-1:].isdigit():
            return coordination if coordinates else Verdict("keep", "a digit stands before")
        if not right or right_word[0].isdigit():
            return Verdict("open", "the second half is not here")
        last = re.split("[-‐‑]", left)[-1]
        if right[0].isupper() and not left.isupper():
            return Verdict("keep", "a capital follows")
        if len(last) == 1:
            return coordination if coordinates else Verdict("keep", "a single letter stands before")
        if last.isupper():
            return coordination if coordinates else Verdict("keep", "an abbreviation stands before")
        joined, hyphened, tail = (left + right).lower(), f"{left}-{right}".lower(), last + right
        together, apart = self._vocabulary[joined], self._vocabulary[hyphened]
        if together or apart:
            where = Verdict("join", "the text has the word unbroken")
            return where if together >= apart else Verdict("keep", "the text has the word with a hyphen")
        if self._known(tail):
            return Verdict("join", "the lexicon has the word")
        if self._is_english_pair(left_line, right_line, last, right):
            return Verdict("keep", "two English words")
        if coordinates:
            return coordination
        if last.lower() in _PREFIXES:
            return Verdict("keep", "a prefix that takes a hyphen")
        if self._is_name(left, right, joined):
            return Verdict("keep", "a name before a word of its own")
        if self._has_relative(joined):
            return Verdict("join", "the text has a form of the word")
        return Verdict("join", "nothing speaks against it")

    def _known(self, word: str) -> bool:
        return self._lexicon is not None and (
            word.lower() in self._lexicon or (word[0].isupper() and word in self._lexicon)
        )

    def _is_name(self, left: str, right: str, joined: str) -> bool:
        """Tell whether the left half looks like a name that a compound begins with (Nobel-middagen).

        It does not when it is a word itself (Skol-, Försäkrings-), or when a known word lies
        across the hyphen (Socialförsäkringsut|redningen).
        """
        if not left[0].isupper() or len(right) < 4 or not self._known(right.lower()):
            return False
        lower = left.lower()
        if (
            self._begins_some_word(joined[:-2])
            or self._is_word(lower)
            or (lower[-1] == "s" and self._is_word(lower[:-1]))
        ):
            return False
        return (
            not any(joined[i:] in self._lexicon for i in range(2, len(left) - 1)) if self._lexicon is not None else True
        )

    def _is_word(self, form: str) -> bool:
        return self._lexicon is not None and form in self._lexicon

    def _is_english_pair(self, left_line: str, right_line: str, left: str, right: str) -> bool:
        """Tell whether the halves, in an English passage, are words by themselves and not together."""
        if self._english is None or not _is_english(f"{left_line} {right_line}"):
            return False
        known = self._english
        return len(left) > 2 and left in known and right in known and left + right not in known

    def _begins_some_word(self, start: str) -> bool:
        at = bisect_left(self._sorted, start)
        return at < len(self._sorted) and self._sorted[at].startswith(start)

    def _has_relative(self, joined: str) -> bool:
        """Tell whether a word of nearly the same letters and length stands in the text."""
        if len(joined) <= 7:
            return False
        start = joined[:-2]
        at = bisect_left(self._sorted, start)
        while at < len(self._sorted) and self._sorted[at].startswith(start):
            if abs(len(self._sorted[at]) - len(joined)) <= 3:
                return True
            at += 1
        return False
