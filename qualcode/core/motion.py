"""Steps through a text: by character, word, sentence, paragraph, turn, coding and uncoded stretch.

Every function takes the text and a position and returns a position or a span;
none keeps anything.  Sentences are found for Swedish talk and prose: an
abbreviation does not end one, nor does a pause (``…``) before a small letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from qualcode.core.spans import OverlapIndex

_WORD_CHARACTER = re.compile(r"\w")
_VISIBLE = re.compile(r"\S")
_INSIDE_WORDS = "-'’:"
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n\s*")
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n\s*")
_SCENE_MARK = re.compile(
    r"^[ \t]*(?:(?P<heading>#{1,6}[ \t]+\S)|(?P<rule>(?:[*•·~_=–—-][ \t]*){3,}|[*§¤⁂][ \t]*)$)", re.MULTILINE
)
_QUOTES_AND_DASHES = "\"'”’»«“–-— "
_OPENERS = _QUOTES_AND_DASHES + "(["

#: Abbreviations that no sentence ends with.
NEVER_LAST = frozenset(
    "t.ex bl.a d.v.s dvs s.k f.d p.g.a pga kl nr tel ca c:a fr.o.m t.o.m resp inkl exkl jfr s sid st dr prof f.n m.a.o "
    "p.s.s ev fig kap mån tim min sek kr art avd ang betr enl i.o.m u.a p.m vs bil fil.dr med.dr doc m.h.t f.ö el alt "
    "forts t bl p f fr d o".split()
)
#: Abbreviations that a sentence may end with: it does when a capital follows.
SOMETIMES_LAST = frozenset("osv o.s.v m.m mm m.fl mfl etc e.d o.d dyl o.dyl e.dyl f.kr e.kr ff".split())


def next_char(text: str, at: int) -> int:
    """Return the position after the character at ``at`` and its combining marks."""
    at = min(at + 1, len(text))
    while at < len(text) and _joined(text[at - 1], text[at]):
        at += 1
    return at


def previous_char(text: str, at: int) -> int:
    """Return the position of the character before ``at``, its combining marks being passed over."""
    at = max(at - 1, 0)
    while at > 0 and _joined(text[at - 1], text[at]):
        at -= 1
    return at


def _joined(before: str, after: str) -> bool:
    if after < "\u0300":
        return False
    return after == "\u200d" or before == "\u200d" or unicodedata.category(after) in ("Mn", "Me")


def _in_word(text: str, at: int) -> bool:
    if not 0 <= at < len(text):
        return False
    while at > 0 and text[at] >= "\u0300" and unicodedata.category(text[at]) in ("Mn", "Me"):
        at -= 1  # a combining mark belongs to what it stands on
    c = text[at]
    if c.isalnum() or c == "_":
        return True
    return c in _INSIDE_WORDS and 0 < at < len(text) - 1 and _letter(text[at - 1]) and _letter(text[at + 1])


def _letter(c: str) -> bool:
    return c.isalnum() or c == "_"


def word_at(text: str, at: int) -> tuple[int, int]:
    """Return the word that holds a position, or the next one; an empty span where none follows."""
    if not _in_word(text, at):
        match = _WORD_CHARACTER.search(text, at)
        if match is None:
            return at, at
        at = match.start()
    start = end = at
    while _in_word(text, start - 1):
        start -= 1
    while _in_word(text, end):
        end += 1
    return start, end


def next_word(text: str, at: int) -> int:
    """Return where the next word begins, or the end of the text."""
    while _in_word(text, at):
        at += 1
    match = _WORD_CHARACTER.search(text, at)
    return match.start() if match else len(text)


def previous_word(text: str, at: int) -> int:
    """Return where the nearest word that begins before ``at`` begins, or 0."""
    at -= 1
    while at > 0 and not _in_word(text, at):
        at -= 1
    while at > 0 and _in_word(text, at - 1):
        at -= 1
    return max(at, 0)


def _ends_sentence(text: str, match: re.Match[str], low: int) -> bool:
    """Judge a stop by what stands before and after it."""
    after = match.end()
    while after < len(text) and text[after] in _QUOTES_AND_DASHES:
        after += 1
    following = text[after] if after < len(text) else "\n"
    stop = match.group()
    if stop[0] == "\n":
        return stop.count("\n") > 1 or not following.islower()
    if following.islower() or following in ",;":
        return False
    if stop[0] != "." or stop.startswith(".."):
        return True
    # Letter by letter: a slice back to the start of a long turn would make this quadratic.
    begin = match.start()
    while begin > low and not text[begin - 1].isspace() and text[begin - 1] not in _OPENERS:
        begin -= 1
    token = text[begin : match.start()].lower()
    if token in SOMETIMES_LAST:
        return following.isupper() or following == "\n"
    if token in NEVER_LAST and following != "\n":
        return False
    single_initial = len(token) == 1 and token.isalpha() and text[begin].isupper()
    return not (single_initial and following.isupper())


def _stops(text: str, low: int, high: int) -> Any:
    """Yield where each sentence of ``[low, high)`` ends, the blanks after it left out, and where the next begins."""
    for match in _STOP.finditer(text, low, high):
        if not _ends_sentence(text, match, low):
            continue
        newline = match.group()[0] == "\n"
        end = match.start() if newline else match.end()
        while newline and end > low and text[end - 1].isspace():
            end -= 1
        visible = _VISIBLE.search(text, match.end(), high)
        yield end, (visible.start() if visible else high)


def sentence_at(text: str, at: int, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """Return the sentence of ``[low, high)`` that holds a position, blanks around it left out.

    ``low`` and ``high`` are the borders that no sentence crosses, mostly those
    of the turn.
    """
    high = len(text) if high is None else high
    visible = _VISIBLE.search(text, low, high)
    if visible is None:
        return min(at, high), min(at, high)
    start = visible.start()
    for end, following in _stops(text, low, high):
        if end <= start:
            start = following
            continue
        if at < following or following >= high:
            if at >= following:
                break
            return start, end
        start = following
    end = high
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (min(at, high), min(at, high))


def next_sentence(text: str, at: int, low: int = 0, high: int | None = None) -> int:
    """Return where the next sentence of ``[low, high)`` begins, or ``high``."""
    high = len(text) if high is None else high
    for _, following in _stops(text, low, high):
        if following > at:
            return int(following)
    return high


def previous_sentence(text: str, at: int, low: int = 0, high: int | None = None) -> int:
    """Return where the nearest sentence that begins before ``at`` begins, or ``low``."""
    best = low
    for _, following in _stops(text, low, len(text) if high is None else high):
        if following >= at:
            break
        best = following
    return best


def paragraph_at(text: str, at: int, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """Return the paragraph of ``[low, high)`` that holds a position: blank lines part paragraphs."""
    high = len(text) if high is None else high
    start, end = low, high
    for match in _BLANK_LINE.finditer(text, low, high):
        if match.end() <= at:
            start = match.end()
        else:
            end = match.start()
            break
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def scene_marks(text: str) -> list[int]:
    """Return where each part of a text begins: at a heading, and after a line of signs such as ``* * *``."""
    out = []
    for match in _SCENE_MARK.finditer(text):
        if match["heading"] is not None:
            out.append(match.start("heading"))
        elif (visible := _VISIBLE.search(text, match.end())) is not None:
            out.append(visible.start())
    return sorted(set(out))


def turn_at(starts: Sequence[int], at: int) -> int:
    """Return the index of the last turn that begins at or before a position, 0 when none does."""
    return max(0, bisect_right(starts, at) - 1)


def next_coding(index: OverlapIndex[Any], at: int) -> int | None:
    """Return where the next coding begins."""
    return index.next_start(at)


def previous_coding(index: OverlapIndex[Any], at: int) -> int | None:
    """Return where the nearest coding that begins before ``at`` begins."""
    return index.previous_start(at)


def next_uncoded(index: OverlapIndex[Any], text: str, at: int) -> tuple[int, int] | None:
    """Return the first stretch without coding that begins after ``at`` and holds a word."""
    for start, end in index.gaps(at, len(text)):
        span = trimmed(text, start, end)
        if span is not None and span[0] > at and (start > at or index.at(at)):
            return span
    return None


def previous_uncoded(index: OverlapIndex[Any], text: str, at: int) -> tuple[int, int] | None:
    """Return the last stretch without coding that begins before ``at`` and holds a word."""
    best = None
    for start, end in index.gaps(0, len(text)):
        if start >= at:
            break
        span = trimmed(text, start, end)
        if span is not None and span[0] < at:
            best = span
    return best


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span without its outer blanks, or None when it holds no word."""
    match = _WORD_CHARACTER.search(text, start, end)
    if match is None:
        return None
    visible = _VISIBLE.search(text, start, end)
    start = visible.start() if visible else start
    while text[end - 1].isspace():
        end -= 1
    return start, end
