"""The units that the reading view moves and selects by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from qualcode.core import motion
from qualcode.core.layout import Lines, Stretch
from qualcode.core.spans import OverlapIndex

UNITS = ("word", "sentence", "paragraph", "turn")


class Steps:
    """Steps and units in one text with its turns; the labels of turns are stepped over."""

    __slots__ = ("_bodies", "_ends", "_starts", "lines", "text")

    def __init__(self, text: str, turns: Sequence[Stretch], lines: Lines) -> None:
        self.text, self.lines = text, lines
        self._starts = [t.start for t in turns]
        self._bodies = [t.body for t in turns]
        self._ends = [t.end for t in turns]

    def turn(self, at: int) -> int | None:
        """Return the index of the turn that holds a position, blank lines after it included."""
        return motion.turn_at(self._starts, at) if self._starts and at >= self._starts[0] else None

    def borders(self, at: int) -> tuple[int, int]:
        """Return the span that no sentence or paragraph crosses: the body of the turn, else of the gap."""
        n = self.turn(at)
        if n is None:
            return 0, (self._starts[0] if self._starts else len(self.text))
        if at >= self._ends[n] and self.text[self._ends[n] : at + 1].strip():
            following = self._starts[n + 1] if n + 1 < len(self._starts) else len(self.text)
            return self._ends[n], following
        return self._bodies[n], self._ends[n]

    def unit(self, name: str, at: int) -> tuple[int, int]:
        """Return the word, sentence, paragraph or turn that holds a position."""
        if name == "word":
            start, end = motion.word_at(self.text, at)
            following = self.shown(start)
            return (start, end) if following == start else motion.word_at(self.text, following)
        low, high = self.borders(at)
        at = max(low, min(at, high))
        if name == "sentence":
            return motion.sentence_at(self.text, at, low, high)
        if name == "paragraph" or self.turn(at) is None:
            return motion.paragraph_at(self.text, at, low, high)
        return low, high

    def talk(self, start: int, end: int) -> tuple[int, int]:
        """Return a span without the labels and blanks at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        start = min(end, self.shown(start))
        while end > start:
            if text[end - 1].isspace():
                end -= 1
            elif self.shown(end - 1) != end - 1:
                end = max(start, self._before_label(end - 1))
            else:
                break
        return start, end

    def forward(self, name: str, at: int) -> int:
        """Return where the next unit of a kind begins; the position itself when there is none."""
        text, size = self.text, len(self.text)
        if name == "char":
            return self.shown(motion.next_char(text, at))
        if name == "word":
            following = self.shown(motion.next_word(text, at))
            return following if following < size else at
        if name == "turn" and self._starts:
            n = bisect_right(self._bodies, at)
            return self._bodies[n] if n < len(self._bodies) else at
        low, high = self.borders(at)
        if name == "sentence":
            following = motion.next_sentence(text, at, low, high)
        else:
            following = motion.paragraph_at(text, at, low, high)[1]
            following = motion.next_word(text, following) if following < high else high
        if following < high:
            return following
        match = motion.next_word(text, high - 1) if high else 0
        return self.shown(match) if match < size else at

    def backward(self, name: str, at: int) -> int:
        """Return where the nearest unit of a kind that begins before a position begins."""
        text = self.text
        if name == "char":
            before = motion.previous_char(text, at)
            return before if self.shown(before) == before else self._before_label(before)
        if name == "word":
            before = motion.previous_word(text, at)
            while before > 0 and self.shown(before) != before:
                before = motion.previous_word(text, self._before_label(before))
            return self.shown(before)
        if name == "turn" and self._bodies:
            n = bisect_left(self._bodies, at) - 1
            return self._bodies[n] if n >= 0 else 0
        low, high = self.borders(at)
        if at > low:
            if name == "sentence":
                return motion.previous_sentence(text, at, low, high)
            start = motion.paragraph_at(text, at, low, high)[0]
            return start if start < at else motion.paragraph_at(text, max(low, at - 1), low, high)[0]
        before = self._before_label(low)
        return self.unit(name, max(0, before - 1))[0] if before > 0 else at

    def moved_end(self, start: int, end: int, direction: int) -> int:
        """Return where a passage ends when its end is moved on, or back, by a word."""
        if direction > 0:
            return max(end, self.unit("word", self.forward("word", max(start, end - 1)))[1])
        last = self.backward("word", end)
        return min(end, self.unit("word", self.backward("word", last))[1])

    def shown(self, at: int) -> int:
        """Return the position, or where the talk begins when it stands in a label."""
        lines = self.lines
        return max(at, lines.start[lines.line_of(at)]) if at < len(self.text) else at

    def _before_label(self, at: int) -> int:
        """Return the last visible place before the line in which a label stands."""
        line_start = self.lines.owns[self.lines.line_of(at)]
        while line_start > 0 and self.text[line_start - 1].isspace():
            line_start -= 1
        return line_start

    def uncoded(
        self, index: OverlapIndex[Any], at: int, direction: int, *, passing: Sequence[bool] = ()
    ) -> tuple[int, int] | None:
        """Return the next or last stretch of talk without coding, within one turn; labels do not count as talk.

        ``passing[i]`` says that turn ``i`` is passed over: few code what the interviewer asks.
        """
        if not self._starts:
            go = motion.next_uncoded if direction > 0 else motion.previous_uncoded
            return go(index, self.text, at)
        here = self.turn(at) or 0
        turns = range(here, len(self._starts)) if direction > 0 else range(here, -1, -1)
        for n in turns:
            if n < len(passing) and passing[n]:
                continue
            gaps = (motion.trimmed(self.text, a, b) for a, b in index.gaps(self._bodies[n], self._ends[n]))
            spans = [s for s in gaps if s is not None and (s[0] > at if direction > 0 else s[0] < at)]
            if spans:
                return spans[0] if direction > 0 else spans[-1]
        return None
