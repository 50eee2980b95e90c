"""Two lines of correction of one text: how a place in the one is found in the other.

Two people who correct a text apart make two texts, and after a merge a third.
Each is the common text with some stretches replaced, so the way from one to
another is exact: where both read the same nothing changes, elsewhere the one's
words become the other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.core.texts import Edit


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a text: ``[start, end)`` of the text it came from, or new words."""

    start: int
    end: int
    new: str | None = None

    @property
    def length(self) -> int:
        return self.end - self.start if self.new is None else len(self.new)

    def cut(self, start: int, end: int) -> _Piece:
        if self.new is None:
            return _Piece(self.start + start, self.start + end)
        return _Piece(0, 0, self.new[start:end])


@dataclass(frozen=True, slots=True)
class Reading:
    """A place that two lines of correction may read differently.

    ``[start, end)`` of the one text reads ``words``; in the other text ``others`` stands there.
    """

    start: int
    end: int
    words: str
    others: str

    @property
    def edit(self) -> Edit:
        """The replacement of the one's words by the other's, without the letters that both share."""
        return _trimmed(self.start, self.words, self.others)


def composed(revisions: Iterable[Sequence[Edit]], length: int) -> tuple[Edit, ...]:
    """Return several revisions, one on top of the other, as edits of the first text.

    ``length`` is that of the first text.
    """
    pieces = [_Piece(0, length)]
    for edits in revisions:
        pieces = _applied(pieces, edits)
    return _as_edits(pieces, length)


def between(text: str, one: Sequence[Edit], other: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that lead from ``text`` after ``one`` to ``text`` after ``other``."""
    return tuple(r.edit for r in readings(text, one, other) if r.words != r.others)


def readings(
    text: str, one: Sequence[Edit], other: Sequence[Edit], places: Sequence[tuple[int, int]] | None = None
) -> list[Reading]:
    """Return each stretch of ``text`` that either replaces, as it reads after ``one`` and after ``other``.

    ``places`` (spans of ``text``) limits it to the stretches that hold one of them.
    """
    out: list[Reading] = []
    shift = 0
    for start, end, mine, theirs in _regions(one, other):
        words, others = _rendered(text, start, end, mine), _rendered(text, start, end, theirs)
        if places is None or any(a <= end and start <= b for a, b in places):
            out.append(Reading(start + shift, start + shift + len(words), words, others))
        shift += len(words) - (end - start)
    return out


def _applied(pieces: Sequence[_Piece], edits: Sequence[Edit]) -> list[_Piece]:
    out: list[_Piece] = []
    queue = list(reversed(pieces))
    at = 0

    def take(until: int, *, keep: bool) -> None:
        nonlocal at
        while at < until and queue:
            piece = queue.pop()
            n = min(piece.length, until - at)
            if keep and n:
                out.append(piece.cut(0, n))
            if n < piece.length:
                queue.append(piece.cut(n, piece.length))
            at += n

    for e in edits:
        take(e.start, keep=True)
        take(e.end, keep=False)
        if e.new:
            out.append(_Piece(0, 0, e.new))
    return out + list(reversed(queue))


def _as_edits(pieces: Sequence[_Piece], length: int) -> tuple[Edit, ...]:
    out: list[Edit] = []
    at, new = 0, ""
    for piece in (*pieces, _Piece(length, length)):
        if piece.new is not None:
            new += piece.new
            continue
        if new or piece.start > at:
            out.append(Edit(at, piece.start, new))
        at, new = piece.end, ""
    return tuple(out)


def _regions(
    one: Sequence[Edit], other: Sequence[Edit]
) -> Iterable[tuple[int, int, tuple[Edit, ...], tuple[Edit, ...]]]:
    """Yield the stretches that either replaces, those that overlap or meet as one."""
    both = sorted([(e.start, e.end, 0, e) for e in one] + [(e.start, e.end, 1, e) for e in other], key=lambda t: t[:3])
    n = 0
    while n < len(both):
        start, end = both[n][:2]
        parts: tuple[list[Edit], list[Edit]] = ([], [])
        while n < len(both) and (both[n][0] <= end):
            end = max(end, both[n][1])
            parts[both[n][2]].append(both[n][3])
            n += 1
        yield start, end, tuple(parts[0]), tuple(parts[1])


def _rendered(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    out, at = "", start
    for e in edits:
        out += text[at : e.start] + e.new
        at = e.end
    return out + text[at:end]


def _trimmed(at: int, old: str, new: str) -> Edit:
    """Return the replacement without the letters that both begin and end with."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(at + head, at + len(old) - tail, new[head : len(new) - tail])
