"""Texts cut into paragraphs, and the names of the units that judgements can be compared at."""

from __future__ import annotations

import re

from qualcode.core.agreement.marks import Span

#: The units, the smallest last.
UNITS = ("case", "source", "turn", "paragraph", "sentence", "meaning-unit", "character")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_LINE_END = re.compile(r"\n\s*")


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of a text without the blanks around them: parted by blank lines, else by lines."""
    found = _pieces(text, _BLANK_LINE)
    return found if len(found) > 1 else _pieces(text, _LINE_END)


def _pieces(text: str, cut: re.Pattern[str]) -> list[Span]:
    out = []
    at = 0
    for start, end in [*(m.span() for m in cut.finditer(text)), (len(text), len(text))]:
        piece = text[at:start]
        if piece.strip():
            out.append((at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())))
        at = end
    return out
