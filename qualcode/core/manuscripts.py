"""Manuscripts: what is printed elsewhere, read for its quotations and the numbers that it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

#: Opening marks and what closes them; Swedish and plain marks close as they open.
_CLOSES = {"”": "”", "“": "”“", '"': '"', "»": "»«", "«": "»", "„": "”“"}
_DASH_TURN = re.compile(r"^[–—]\s+(?:(?P<who>[^\W\d_][\w .-]{0,40}?):\s+)?(?P<words>\S.*)$", re.DOTALL)
_AFTER = re.compile(r"^[\s.,;]*(?P<who>\([^()]{2,120}\))")
_AT_END = re.compile(r"\s*(?P<who>\([^()]{2,120}\))[\s.]*$")
_NUMBER = re.compile(r"(?<![\w:./-])(?P<prefix>[^\W_][\w.-]*):(?P<number>\d{1,5}[a-z]{0,2})(?![\w:])")
_SENTENCE = re.compile(r"[.!?]\s+")
_LEAD = 160  # letters before a quotation in which its speaker is looked for
_NEAR = 60  # letters after a quotation in which its number is looked for


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a manuscript: ``kind`` is text, quote (by style, indent or mark), heading or note.

    ``page`` is 0 where the format knows none, ``line`` 0 where it has none; ``n`` counts from 1.
    """

    text: str
    n: int
    kind: str = "text"
    page: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as it stands in a manuscript.

    ``form`` is marks, block or dash.  ``attribution`` is the text around it in
    which its speaker may be named: ``before`` runs up to it, ``after`` is the
    bracket behind it.  ``cited`` are the numbers that stand with it.
    """

    text: str
    paragraph: Paragraph
    start: int
    form: str
    before: str = ""
    after: str = ""
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation's number in a manuscript."""

    handle: str
    paragraph: Paragraph
    start: int


@dataclass(slots=True)
class Found:
    """What a manuscript quotes and cites, in order."""

    quoted: list[Quoted] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)


def read_quotations(paragraphs: Sequence[Paragraph], prefixes: Collection[str] = ()) -> Found:
    """Return the quotations and cited numbers of a manuscript.

    ``prefixes`` are those of the project's numbers: only these are taken for
    numbers, so that times and report numbers are left alone.
    """
    known = {prefix.casefold() for prefix in prefixes}
    out = Found()
    for i, paragraph in enumerate(paragraphs):
        numbers = _numbers(paragraph, known)
        out.cited += numbers
        before = paragraphs[i - 1] if i else None
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        turn = _DASH_TURN.match(paragraph.text) if paragraph.kind in ("text", "quote") else None
        if turn is not None:
            out.quoted.append(_dash(paragraph, turn, numbers))
        elif paragraph.kind == "quote":
            out.quoted.append(_block(paragraph, before, following, numbers))
        elif paragraph.kind != "heading":
            out.quoted += _marked(paragraph, numbers)
    return out


def _numbers(paragraph: Paragraph, known: set[str]) -> list[Cited]:
    return [
        Cited(m.group(), paragraph, m.start())
        for m in _NUMBER.finditer(paragraph.text)
        if m["prefix"].casefold() in known
    ]


def _dash(paragraph: Paragraph, turn: re.Match[str], numbers: Sequence[Cited]) -> Quoted:
    who, words, start = turn["who"] or "", turn["words"], turn.start("words")
    if who and who.casefold() in ("jag", "hen", "hon", "han", "vi"):
        who = ""
    words, after = _without_end(words)
    return Quoted(words, paragraph, start, "dash", who, after, tuple(c.handle for c in numbers))


def _block(
    paragraph: Paragraph, before: Paragraph | None, following: Paragraph | None, numbers: Sequence[Cited]
) -> Quoted:
    words, after = _without_end(paragraph.text.strip())
    bare = words.strip()
    if len(bare) > 2 and bare[-1] in _CLOSES.get(bare[0], "") and bare[1:-1].count(bare[0]) == 0:
        words = bare[1:-1]
    lead = ""
    if before is not None and before.kind == "text" and before.text.rstrip().endswith(":"):
        lead = _last_sentence(before.text)
    if (
        not after
        and following is not None
        and following.kind == "text"
        and _AFTER.fullmatch(following.text.strip(". "))
    ):
        after = following.text.strip()
    start = paragraph.text.find(words[:20]) if words else 0
    return Quoted(words, paragraph, max(0, start), "block", lead, after, tuple(c.handle for c in numbers))


def _without_end(words: str) -> tuple[str, str]:
    """Return words without the bracket at their end that says who speaks, and that bracket."""
    found = _AT_END.search(words)
    # A sound or a pause in brackets is a part of what was said.
    if found is None or found.start() == 0 or found["who"][1:-1].casefold() in _SOUNDS:
        return words, ""
    return words[: found.start()], found["who"]


_SOUNDS = frozenset(
    "paus skratt skrattar suck suckar ohörbart tystnad harkling gråter pause laughs sighs inaudible".split()
)


def _marked(paragraph: Paragraph, numbers: Sequence[Cited]) -> Iterator[Quoted]:
    text = paragraph.text
    spans = list(_quoted_spans(text))
    for k, (start, end) in enumerate(spans):
        low = spans[k - 1][1] + 1 if k else 0
        lead = _last_sentence(text[max(low, start - 1 - _LEAD) : start - 1])
        bracket = _AFTER.match(text[end + 1 :])
        high = spans[k + 1][0] if k + 1 < len(spans) else len(text)
        near = tuple(c.handle for c in numbers if end < c.start < min(high, end + _NEAR))
        yield Quoted(text[start:end], paragraph, start, "marks", lead, bracket["who"] if bracket else "", near)


def _last_sentence(text: str) -> str:
    return _SENTENCE.split(text.strip())[-1][-_LEAD:]


def _quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what stands between quotation marks, inner quotations left in the outer."""
    at = 0
    while at < len(text):
        mark = text[at]
        if mark in _CLOSES and _opens(text, at):
            end = _close(text, at)
            if end > at + 1:
                yield at + 1, end
                at = end
        at += 1


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or not before.isalnum()) and bool(after) and not after.isspace()


def _close(text: str, at: int) -> int:
    closing = _CLOSES[text[at]]
    end = at + 1
    while end < len(text):
        if text[end] in closing and not text[end - 1].isspace():
            following = text[end + 1 : end + 2]
            if not following or not following.isalnum():
                return end
        end += 1
    return -1
