"""Speaker turns: a transcript cut at the lines that begin with a speaker's label."""

from __future__ import annotations

import re
from collections.abc import Collection

from qualcode.core.sources import Turn

# A label may stand in Markdown bold and may have a blank before its colon.
_LABELLED = re.compile(r"^[ \t]*(?:\*\*)?(?P<label>[^\s:*][^:*\n]{0,39}?)(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*", re.MULTILINE)
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def split_turns(text: str, labels: Collection[str]) -> list[Turn]:
    """Cut a text into turns at the lines that begin with one of the labels.

    Matter before the first label, and a text without labels, is cut into its
    paragraphs (blank-line separated; each line where no blank line stands),
    each a stretch without a speaker.
    """
    wanted = frozenset(labels)
    marks = [m for m in _LABELLED.finditer(text) if m["label"].strip() in wanted] if wanted else []
    turns: list[Turn] = []
    head_end = marks[0].start() if marks else len(text)
    for start, end in paragraphs(text, 0, head_end):
        turns.append(Turn(len(turns) + 1, "", start, start, end))
    for i, mark in enumerate(marks):
        stop = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        end = mark.end() + len(text[mark.end() : stop].rstrip())
        start = mark.start("label") if text[mark.start() : mark.start("label")].isspace() else mark.start()
        turns.append(Turn(len(turns) + 1, mark["label"].strip(), start, min(mark.end(), end), end))
    return turns


def paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs between two positions.

    Paragraphs are separated by blank lines; where there is none, each line is one.
    """
    stretch = text[start:end]
    pattern = _PARAGRAPH if re.search(r"\n[ \t]*\n", stretch.strip()) else _LINE
    out = []
    for match in pattern.finditer(stretch):
        found = match.group()
        left = len(found) - len(found.lstrip())
        out.append((start + match.start() + left, start + match.start() + len(found.rstrip())))
    return out
