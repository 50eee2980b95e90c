"""Passages found in a text by their words, whatever the blanks between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qualcode.core.sources import Turn
from qualcode.exchange.script_parts import Passage
from qualcode.i18n import _, ngettext

_BLANKS = re.compile(r"\s+")
_SHOWN = 4  # words of a quote that a message may repeat


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as scripts see it: its id, its newest text with its hash, and its turns."""

    id: str
    text: str
    hash: str
    turns: tuple[Turn, ...] = ()


class PassageLost(Exception):
    """The words are not in the text, or stand there more than once."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


@dataclass(slots=True)
class SearchedText:
    """A text prepared for many searches: every run of blanks as one space."""

    source: SourceText
    plain: str = field(init=False)
    at: list[int] = field(init=False)

    def __post_init__(self) -> None:
        parts: list[str] = []
        at: list[int] = []
        end = 0
        text = self.source.text
        for blanks in _BLANKS.finditer(text):
            parts += (text[end : blanks.start()], " ")
            at += range(end, blanks.start() + 1)
            end = blanks.end()
        parts.append(text[end:])
        at += range(end, len(text) + 1)
        self.plain, self.at = "".join(parts), at

    def find(self, passage: Passage) -> tuple[int, int]:
        """Return the span of a passage in the text.

        Raises PassageLost when it is not there, or not said which one is meant.
        """
        low, high = self._bounds(passage)
        if passage.quote:
            return self._only(passage.quote, low, high, passage.occurrence)
        if passage.first:
            start, first_end = self._only(passage.first, low, high, passage.occurrence)
            ends = [end for begin, end in self.hits(passage.last, start, high) if begin >= start and end >= first_end]
            if not ends:
                raise self._lost(passage.last, start, high)
            return start, ends[0]
        return low, high

    def _bounds(self, passage: Passage) -> tuple[int, int]:
        if passage.turn is None:
            return 0, len(self.source.text)
        for turn in self.source.turns:
            if turn.n == passage.turn:
                return turn.body, turn.end
        message = _("There is no turn {n}; the source has {of}.")
        raise PassageLost(message.format(n=passage.turn, of=len(self.source.turns)), _("Check the number of the turn."))

    def hits(self, words: str, low: int, high: int) -> list[tuple[int, int]]:
        """Return every span where the words stand; those that cut no word, if there are any."""
        wanted = _BLANKS.sub(" ", words).strip()
        found: list[tuple[int, int]] = []
        clean: list[tuple[int, int]] = []
        i = self.plain.find(wanted) if wanted else -1
        while i >= 0:
            j = i + len(wanted)
            span = self.at[i], self.at[j - 1] + 1
            if low <= span[0] and span[1] <= high:
                found.append(span)
                if not (_inside_word(self.plain, i) or _inside_word(self.plain, j)):
                    clean.append(span)
            i = self.plain.find(wanted, i + 1)
        return clean or found

    def _only(self, words: str, low: int, high: int, occurrence: int | None) -> tuple[int, int]:
        found = self.hits(words, low, high)
        if not found:
            raise self._lost(words, low, high)
        if occurrence is None:
            if len(found) > 1:
                message = _("The words “{words}” stand {n} times in the source.")
                mend = _("Quote more of the passage, or add “occurrence: 1”.")
                raise PassageLost(message.format(words=_shown(words), n=len(found)), mend)
            return found[0]
        if occurrence > len(found):
            message = ngettext(
                "The words “{words}” stand only once in the source.",
                "The words “{words}” stand only {n} times in the source.",
                len(found),
            )
            raise PassageLost(message.format(words=_shown(words), n=len(found)), _("Lower the occurrence."))
        return found[occurrence - 1]

    def _lost(self, words: str, low: int, high: int) -> PassageLost:
        message = _("The words “{words}” are not in the source.").format(words=_shown(words))
        parts = words.split()
        for n in range(len(parts) - 1, 1, -1):
            if self.hits(" ".join(parts[:n]), low, high):
                mend = _("The first {n} words are found; look at “{word}” and on.")
                return PassageLost(message, mend.format(n=n, word=parts[n]))
        return PassageLost(message, _("Copy the words from the text as it is shown, after its repairs."))


def _inside_word(text: str, i: int) -> bool:
    return 0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum()


def _shown(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:_SHOWN]) + (" …" if len(parts) > _SHOWN else "")
