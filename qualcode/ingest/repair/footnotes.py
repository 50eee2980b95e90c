"""Footnotes that stand in the middle of the running text, at the foot of a page that is gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.ingest.repair.layout import Line

_RULE = re.compile(r"[_‗⎯─—–-]{5,}")
_NOTE = re.compile(r"(\d{1,3}|[¹²³⁰⁴-⁹]{1,3}|\*{1,3})[ \t]+\S")
_CALL = re.compile(r"[^\W\d_][.,;:!?\"”)\]]{0,2}(\d{1,3}|[¹²³⁰⁴-⁹]{1,3})(?=[\s.,;:!?)\]]|$)", re.MULTILINE)
_LONGEST = 40  # lines
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def mark_footnotes(text: str, lines: Sequence[Line]) -> None:
    """Give the role ``footnote`` to notes and the rule above them; ``mark`` is set on each note's first line.

    Notes are found under a rule (a line of tabs or dashes) when they begin with a number, or right
    before a page break when their numbers are called in the text and go on from the last note's.
    They end at the page break, or at a blank line where no page break follows.
    """
    tops = any(line.page_top for line in lines)
    last = 0
    i = 0
    calls: frozenset[str] | None = None
    while i < len(lines):
        line = lines[i]
        ruled = _is_rule(text, line)
        if ruled or (tops and not line.role and _opens_note(line)):
            start = _next_with_text(lines, i + 1) if ruled else i
            mark = _opens_note(lines[start]) if start < len(lines) else ""
            if mark and not ruled:
                if calls is None:
                    calls = frozenset(m[1].translate(_SUPERSCRIPT) for m in _CALL.finditer(text))
                if mark not in calls or not mark.isdigit() or int(mark) != last + 1 or lines[i].page_top:
                    mark = ""
            if mark:
                end = _end(lines, start, needs_break=not ruled)
                if end > start:
                    last = _mark(lines, i, start, end, last)
                    i = end
                    continue
        i += 1


def _is_rule(text: str, line: Line) -> bool:
    """Tell whether a line is a footnote rule: ten tabs or more, or a row of dashes."""
    if not line.body:
        return line.stop - line.start >= 10 and text.count("\t", line.start, line.stop) >= 10
    return not line.role and line.body[0] in "_‗⎯─—–-" and _RULE.fullmatch(line.body) is not None


def _opens_note(line: Line) -> str:
    """Return the mark of the note that a line opens; empty when it opens none."""
    if not line.body or not (line.body[0].isdigit() or line.body[0] in "*¹²³⁰⁴⁵⁶⁷⁸⁹"):
        return ""
    match = _NOTE.match(line.body)
    return match[1].translate(_SUPERSCRIPT) if match else ""


def _next_with_text(lines: Sequence[Line], i: int) -> int:
    while i < len(lines) and not lines[i].body:
        i += 1
    return i


def _end(lines: Sequence[Line], start: int, *, needs_break: bool) -> int:
    """Return the index after the last line of the notes; ``start`` when they have no end in sight."""
    blank = 0
    for i in range(start + 1, min(len(lines), start + _LONGEST)):
        line = lines[i]
        if line.page_top or line.role in ("page-number", "page-head"):
            return _trim(lines, start, i)
        if line.role == "blank" and not blank:
            blank = i
    if needs_break:
        return start
    if blank:
        return blank
    return len(lines) if start + _LONGEST >= len(lines) else start


def _trim(lines: Sequence[Line], start: int, end: int) -> int:
    while end > start + 1 and not lines[end - 1].body:
        end -= 1
    return end


def _mark(lines: Sequence[Line], rule: int, start: int, end: int, last: int) -> int:
    """Mark the lines of the notes and return the number of the last one."""
    for i in range(rule, end):
        lines[i].role = "footnote"
    for i in range(start, end):
        mark = _opens_note(lines[i])
        # A line inside a note may begin with a year or an amount: only the next number opens a note.
        if mark and (i == start or not mark.isdigit() or int(mark) == last + 1):
            lines[i].mark = mark
            last = int(mark) if mark.isdigit() else last
    return last
