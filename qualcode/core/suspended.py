"""Suspended compounds: *med- eller motaktörer* says *medaktörer* too, *yrkesroll och -identitet* *yrkesidentitet*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = r"[^\W\d_](?:[\w’'-]*\w)?"
_AND = r"(?:och|eller|samt|respektive|resp\.|som|och/eller|till|and|or)"
#: A hyphen that ends a word; what may go on from it; and the word before it.
_ENDS = re.compile(r"(?<=\w)[-‐‑](?=[\s,])")
_GOES_ON = re.compile(
    rf"(?:\s{{0,9}},\s{{0,9}}{_WORD}[-‐‑]){{0,6}}\s{{0,9}},?\s{{1,9}}{_AND}\s{{1,9}}(?P<word>{_WORD})(?![-‐‑])"
)
_BEFORE = re.compile(rf"(?<![\w-]){_WORD}$")
#: A hyphen that begins a word, and what stands before it.
_BEGINS = re.compile(rf"(?<=\s)[-‐‑](?P<last>{_WORD})")
_WHOLE_BEFORE = re.compile(rf"(?<![\w-])(?P<word>{_WORD})\s+{_AND}\s+$")
_WINDOW = 80
_SHORTEST_TAIL = 2


@dataclass(frozen=True, slots=True)
class Suspended:
    """One suspended compound: ``[start, end)`` of the words that say it, and the two pieces to put together.

    With ``headless`` the whole begins with ``piece`` and ends as ``word`` does; else it begins as ``word`` does.
    """

    start: int
    end: int
    piece: str
    word: str
    headless: bool = True

    def completions(self) -> Iterator[str]:
        """Yield every word that the pieces can make, the longest shared part first."""
        word = self.word
        if self.headless:
            for i in range(1, len(word) - _SHORTEST_TAIL + 1):
                yield self.piece + word[i:]
        else:
            for i in range(len(word) - 1, _SHORTEST_TAIL - 1, -1):
                yield word[:i] + self.piece


def suspended(text: str) -> Iterator[Suspended]:
    """Yield the suspended compounds of a text."""
    if not any(hyphen in text for hyphen in "-‐‑"):
        return
    for hyphen in _ENDS.finditer(text):
        rest = _GOES_ON.match(text, hyphen.end())
        if rest is not None:
            begin = max(0, hyphen.start() - _WINDOW)
            first = _BEFORE.search(text[begin : hyphen.start()])
            if first is not None:
                yield Suspended(begin + first.start(), rest.end(), first.group(), rest["word"])
    for hyphen in _BEGINS.finditer(text):
        begin = max(0, hyphen.start() - _WINDOW)
        before = _WHOLE_BEFORE.search(text[begin : hyphen.start()])
        if before is not None:
            yield Suspended(begin + before.start(), hyphen.end(), hyphen["last"], before["word"], headless=False)
