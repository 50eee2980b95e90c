r"""Texts that change by exact edits, and positions that move along with them.

A text is immutable per revision: NFC, ``\\n`` line ends.  A position is an
offset in code points; a span is half-open, ``[start, end)``.  An edit replaces
a span of the text before it; a revision is a sorted list of edits that do not
overlap, so every position before has a place after, and the other way round.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def normalise(text: str) -> str:
    r"""Return the text as qualcode keeps it: NFC, ``\\n`` only, no byte-order mark, no NUL."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return unicodedata.normalize("NFC", text)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a normalised text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in a text: ``[start, end)`` becomes ``new``.

    ``rule`` names what proposed it (``hyphen``, ``page-head``, ``footnote``, ``hand`` …),
    ``reason`` says why in words, ``kept`` is matter lifted out of the running
    text that must stay readable (a footnote, a page head).
    """

    start: int
    end: int
    new: str
    rule: str = "hand"
    reason: str = ""
    kept: str = ""

    def as_list(self) -> list[object]:
        """Return the edit as a JSON array."""
        return [self.start, self.end, self.new, self.rule, self.reason, self.kept]

    @classmethod
    def from_list(cls, values: Sequence[object]) -> Edit:
        """Read the edit back from its JSON array."""
        start, end, new, rule, reason, kept = values
        return cls(int(str(start)), int(str(end)), str(new), str(rule), str(reason), str(kept))


def in_order(edits: Iterable[Edit], length: int) -> tuple[Edit, ...]:
    """Return the edits sorted by start.

    Raises ValueError when an edit lies outside the text or touches another's span.
    """
    ordered = tuple(sorted(edits, key=lambda e: (e.start, e.end)))
    at = 0
    for edit in ordered:
        if not at <= edit.start <= edit.end <= length:
            raise ValueError(f"edit {edit.start}–{edit.end} overlaps another or lies outside the text")
        at = edit.end
    return ordered


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits.

    Raises ValueError as :func:`in_order` does.
    """
    parts: list[str] = []
    at = 0
    for edit in in_order(edits, len(text)):
        parts += (text[at : edit.start], edit.new)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


class TextMap:
    """Positions of one text seen in the next revision, and back.

    Built from a revision's edits; mapping a position is a bisection.  A start
    inside replaced matter moves to the end of the replacement, an end to its
    start, so a span never grows over words it did not hold; a span whose own
    words were all replaced keeps the replacement.
    """

    __slots__ = ("_after", "_before", "edits")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = tuple(edits)
        self._before = [e.start for e in self.edits]
        after, shift = [], 0
        for e in self.edits:
            after.append(e.start + shift)
            shift += len(e.new) - (e.end - e.start)
        self._after = after

    def forward(self, position: int, *, end: bool = False) -> int:
        """Return where a position of the older text stands in the newer one."""
        i = bisect_right(self._before, position) - 1
        # An end that touches an edit's start lies before the edit.
        if end and i >= 0 and self._before[i] == position:
            i -= 1
        if i < 0:
            return position
        e, at = self.edits[i], self._after[i]
        if position >= e.end:
            return at + len(e.new) + position - e.end
        if position == e.start and not end:
            return at
        return at if end else at + len(e.new)

    def backward(self, position: int, *, end: bool = False) -> int:
        """Return where a position of the newer text stood in the older one."""
        i = bisect_right(self._after, position) - 1
        # An end that touches an edit's place lies before the edit, and before matter lifted out there.
        while end and i >= 0 and self._after[i] == position:
            i -= 1
        if i < 0:
            return position
        e, at = self.edits[i], self._after[i]
        if position >= at + len(e.new):
            return e.end + position - at - len(e.new)
        return e.end if end else e.start

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a span of the older text in the newer one; None when nothing of it is left."""
        a, b = self.forward(start), self.forward(end, end=True)
        if a < b:
            return a, b
        for e, at in zip(self.edits, self._after, strict=True):
            if e.start <= start and end <= e.end and e.new:
                return at, at + len(e.new)
        return None


def compose(text: str, revisions: Sequence[Sequence[Edit]]) -> str:
    """Return the text after several revisions, one on top of the other."""
    for edits in revisions:
        text = apply_edits(text, edits)
    return text


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of a text starts; line 1 is at index 0."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


class LineMap:
    """The line of the original behind each position of the newest revision."""

    __slots__ = ("_first", "_maps", "_starts")

    def __init__(self, base: str, revisions: Sequence[Sequence[Edit]], first_line: int = 1) -> None:
        self._first = first_line - 1
        self._starts = line_starts(base)
        self._maps = [TextMap(edits) for edits in revisions]

    def base_position(self, position: int, *, end: bool = False) -> int:
        """Return a position of the newest text as a position of the text as read."""
        for step in reversed(self._maps):
            position = step.backward(position, end=end)
        return position

    def line(self, position: int) -> int:
        """Return the original's line (from 1) in which a position of the newest text stands."""
        return self._first + bisect_right(self._starts, self.base_position(position))

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's first and last line of a span of the newest text."""
        last = self.base_position(max(start, end), end=True)
        first = self.line(start)
        return first, max(first, self._first + bisect_right(self._starts, max(0, last - 1)))
