"""Speaker turns: a transcript cut at the lines that begin with a speaker's label.

A label stands at the start of a line and ends in a colon: ``I:``, ``IP3:``,
``Intervjuare:``, ``Vera:``, in Markdown ``**I:**``.  A time mark may stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from qualcode.core.sources import Turn

_EMPHASIS = r"(?:\*\*|__|\*)?"
#: A line that begins with a label; the group ``label`` is the label.
LABELLED = re.compile(
    r"^[ \t]*(?:[\[(]?\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?[\])]?[ \t]+)?"  # a time mark: [00:12:31]
    rf"{_EMPHASIS}(?P<label>[^\W\d_][^\n:*_|<>\[\]\"”“]{{0,24}}?){_EMPHASIS}[ \t]?:{_EMPHASIS}(?=[ \t\n]|$)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.? +[^\W\d_]")
_LONGEST_HEADING = 90
_BLANK = re.compile(r"\n[ \t]*\n")
_DASH_TURN = re.compile(r"^[ \t]*[–—-] ?[^\W\d_][^\n:]{0,24}:[ \t]", re.MULTILINE)


def split_turns(text: str, labels: Iterable[str] = ()) -> list[Turn]:
    """Return the turns of a text, in order and without overlap.

    With labels, a turn runs from its labelled line to the next one (or to a Markdown heading);
    what stands before the first is paragraphs without a speaker.  Without labels every paragraph
    is a stretch of its own: blank lines part them, or every line where there are none; a dash
    turn of a field note (``– Läkaren: …``) counts as a paragraph.
    """
    chosen = frozenset(labels)
    turns: list[Turn] = []
    starts = [(m.start(), m) for m in LABELLED.finditer(text) if m["label"].strip() in chosen] if chosen else []
    if not starts:
        _add_paragraphs(turns, text, 0, len(text))
        return turns
    # A heading ends a turn, and what follows it belongs to nobody until the next label.
    headings = [m.start() for m in _HEADING.finditer(text)]
    _add_paragraphs(turns, text, 0, starts[0][0])
    for i, (at, match) in enumerate(starts):
        limit = starts[i + 1][0] if i + 1 < len(starts) else len(text)
        end = next((h for h in headings if at < h < limit), limit) if headings else limit
        stop = at + len(text[at:end].rstrip())
        start = at + len(text[at:stop]) - len(text[at:stop].lstrip())
        body = match.end()
        while body < stop and text[body].isspace():
            body += 1
        turns.append(Turn(len(turns) + 1, match["label"].strip(), start, min(body, stop), stop))
        if end < limit:
            _add_paragraphs(turns, text, end, limit)
    return turns


def heading_of(text: str) -> str:
    """Return the words of a stretch that is a heading, ``## 4 Möten`` or ``4.1 Möten``; empty for any other."""
    line = text.strip()
    if "\n" in line or len(line) > _LONGEST_HEADING:
        return ""
    if _HEADING.match(line):
        return line.lstrip("#").strip()
    return line if _NUMBERED.match(line) and line[-1] not in ".:;,?!" else ""


def labelled_lines(text: str, labels: Collection[str]) -> frozenset[int]:
    """Return the offsets of the lines that begin a turn of one of the labels."""
    return frozenset(m.start() for m in LABELLED.finditer(text) if m["label"].strip() in labels)


def _add_paragraphs(turns: list[Turn], text: str, start: int, end: int) -> None:
    """Add the paragraphs of a part of the text as stretches without a speaker."""
    part = text[start:end]
    if not part.strip():
        return
    cuts = [m.end() for m in _BLANK.finditer(part)]
    if not cuts:
        cuts = [i + 1 for i, c in enumerate(part) if c == "\n"]
    cuts += [m.start() for m in _DASH_TURN.finditer(part)]
    at = 0
    for cut in [*sorted(set(cuts)), len(part)]:
        piece = part[at:cut]
        body = piece.strip()
        if body:
            first = start + at + piece.index(body[0])
            turns.append(Turn(len(turns) + 1, "", first, first, first + len(body)))
        at = cut
