"""A quotation as it may be printed: pauses, fillers and repeated words out of sight, by exact edits."""

from __future__ import annotations

import re
from typing import NamedTuple

from qualcode.core.texts import Edit, apply_edits
from qualcode.language.swedish.disfluency import disfluencies

_TOKEN = re.compile(r"[^\W_]+(?:[-:.’'][^\W_]+)*-?|[^\w\s]|_+")
_LONGEST = 20_000  # characters that are marked in one go


class Mark(NamedTuple):
    """A disfluency at ``[start, end)`` of a text; kinds: pause, filler, repeat."""

    start: int
    end: int
    kind: str


def marks(text: str) -> list[Mark]:
    """Return the disfluencies of something said, in order."""
    found: list[Mark] = []
    for offset, line in _lines(text):
        spans = [match.span() for match in _TOKEN.finditer(line)]
        for start, end, kind in disfluencies([line[a:b] for a, b in spans]):
            found.append(Mark(offset + spans[start][0], offset + spans[end - 1][1], kind))
    return found


def quote_edits(text: str) -> tuple[Edit, ...]:
    """Return the edits that take pauses, fillers and repeated words out of a quotation, in order."""
    stretches: list[tuple[int, int, str]] = []
    for mark in marks(text):
        start, end = _with_marks(text, mark)
        if stretches and start <= stretches[-1][1]:
            first, last, kinds = stretches.pop()
            start, end, kind = first, max(last, end), kinds if mark.kind in kinds else f"{kinds}, {mark.kind}"
        else:
            kind = mark.kind
        stretches.append((start, end, kind))
    return tuple(_edit(text, *stretch) for stretch in stretches)


def _edit(text: str, start: int, end: int, kinds: str) -> Edit:
    """Return the edit that takes a stretch out; the word after it takes over a sentence's capital."""
    if _opens(text, start) and end < len(text) and text[end].islower() and text[start].isupper():
        return Edit(start, end + 1, text[end].upper(), "clean-quote", kinds)
    return Edit(start, end, "", "clean-quote", kinds)


def clean_quote(text: str) -> str:
    """Return a quotation without pauses, fillers and repeated words; the text itself is not changed by it."""
    return apply_edits(text, quote_edits(text))


def _lines(text: str) -> list[tuple[int, str]]:
    found, offset = [], 0
    for line in text.split("\n"):
        found += [(offset + i, line[i : i + _LONGEST]) for i in range(0, len(line), _LONGEST)]
        offset += len(line) + 1
    return found


def _with_marks(text: str, mark: Mark) -> tuple[int, int]:
    """Return the stretch to take out with its commas and blanks: *det är, liksom, svårt* → *det är svårt*."""
    start, end = mark.start, mark.end
    after = text[end : end + 1]
    if _opens(text, start):
        # What follows a sentence's first word goes with it, and so does the end of a sentence without others.
        end = _blanks(text, end + 1 if after and after in ",…." else end)
        return (len(text[:start].rstrip(" ")), end) if end == len(text) else (start, end)
    comma = _comma_before(text, start)
    if comma and after in (",", "…"):
        return text.rindex(",", 0, start), end + 1
    if mark.kind == "repeat" and after in (",", "…"):
        return start, _blanks(text, end + 1)
    if after == " " and text[start - 1].isspace():
        return start, _blanks(text, end)
    if (not after or after in ".?!,…;:)") and text[start - 1] == " ":
        start -= 1
        if comma:
            start = text.rindex(",", 0, start + 1)
    return start, end


def _blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] == " ":
        position += 1
    return position


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence, a line or the text begins at a position."""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in ".?!\n…"


def _comma_before(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].rstrip(" ").endswith(",")
