"""Meaning units of a turn, proposed for a person to move."""

from __future__ import annotations

import re

from qualcode.language.swedish.sentences import sentences

_WORD = re.compile(r"\w[\w:’'-]*")
#: Where a long unit may be cut, the best places first: before the words, after the marks.
_CUTS = (
    re.compile(r"(?<=;)\s+|(?<=…)\s+|\s+(?=[–—] )"),
    re.compile(r"(?<=,)\s+(?=(?:men|fast|så att|för att|därför att|eftersom|utan)\b)"),
    re.compile(r"\s+(?=(?:men|för att|så att|därför att|eftersom|fast)\b)|(?<=,)\s+(?=och (?:så|då|sen|sedan)\b)"),
    re.compile(r"(?<=,)\s+(?=och\b)|\s+(?=och (?:så|då|sen|sedan) )"),
)


def meaning_units(turn_text: str, *, least: int = 8, most: int = 60) -> list[tuple[int, int]]:
    """Return the units of one turn as ``[start, end)``, without the blanks between them.

    A unit is a sentence; one under ``least`` words joins its shorter neighbour, and one over ``most`` words is
    cut before *men*, *för att*, *så att*, after a semicolon or at a dash.  Fillers and pauses stay inside.
    """
    pieces = [piece for start, end in sentences(turn_text) for piece in _cut(turn_text, start, end, least, most)]
    sizes = [_count(turn_text, start, end) for start, end in pieces]
    units: list[tuple[int, int]] = []
    counts: list[int] = []
    waiting: int | None = None  # the start of a short piece that joins what follows
    held = 0
    for i, (start, end) in enumerate(pieces):
        size = sizes[i] + held
        begin, waiting, held = (start if waiting is None else waiting), None, 0
        if size < least:
            after = sizes[i + 1] if i + 1 < len(pieces) else most + 1
            before = counts[-1] if counts else most + 1
            if before <= after and before + size <= most:
                units[-1] = (units[-1][0], end)
                counts[-1] += size
                continue
            if after + size <= most:
                waiting, held = begin, size
                continue
        units.append((begin, end))
        counts.append(size)
    return units


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _word in _WORD.finditer(text, start, end))


def _cut(text: str, start: int, end: int, least: int, most: int) -> list[tuple[int, int]]:
    """Return a stretch in pieces of at most ``most`` words where the language allows it."""
    done: list[tuple[int, int]] = []
    todo = [(start, end)]
    while todo:
        begin, stop = todo.pop()
        place = _place(text, begin, stop, least) if _count(text, begin, stop) > most else None
        if place is None:
            done.append((begin, stop))
        else:
            todo += [(place[1], stop), (begin, place[0])]
    return done


def _place(text: str, start: int, end: int, least: int) -> tuple[int, int] | None:
    """Return the gap nearest the middle at which to cut, of the best kind there is."""
    words = [match.start() for match in _WORD.finditer(text, start, end)]
    middle = (start + end) / 2
    low, high = words[min(least, len(words) - 1)], words[max(-least, -len(words))]
    for pattern in _CUTS:
        gaps = [match.span() for match in pattern.finditer(text, start, end) if low <= match.end() <= high]
        gaps = [gap for gap in gaps if start < gap[0] and gap[1] < end]
        if gaps:
            return min(gaps, key=lambda gap: abs(gap[0] - middle))
    return None
