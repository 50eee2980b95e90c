"""How a quotation reads in print, piece by piece, so that it can be laid against the source word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.core.quotations import Rework, Span, Wording
from qualcode.core.search import turn_at
from qualcode.core.sources import Turn

ELISION = "[…]"
_WORD = re.compile(r"\w")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SPACED = re.compile(r" +([.,;:!?…])")
_DOUBLED = re.compile(r"([,;:]) *(?=[,;:.!?])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the source and what is printed of them.

    ``kind`` is ``kept``, ``elided`` or one of the reworks; ``start`` and ``end``
    are positions in the source.
    """

    kind: str
    start: int
    end: int
    words: str
    printed: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker says in a quotation, as printed, with its pieces; ``speaker`` is a label of the source."""

    speaker: str
    text: str
    pieces: tuple[Piece, ...]


def said(text: str, turns: Sequence[Turn], wording: Wording) -> tuple[Said, ...]:
    """Return what a quotation prints, a paragraph per speaker in order; labels of turns are no part of it."""
    out: list[tuple[str, list[Piece]]] = []
    before: Span | None = None
    for speaker, start, end in _stretches(turns, wording.spans):
        left_out = _between(text, turns, before[1], start) if before is not None else ""
        if not out or out[-1][0] != speaker:
            out.append((speaker, []))
        pieces = out[-1][1]
        if _WORD.search(left_out):
            pieces.append(Piece("elided", before[1] if before else start, start, left_out, ELISION))
        elif pieces and before is not None and before[1] < start:
            pieces.append(Piece("kept", start, start, " ", " "))
        pieces += _pieces(text, start, end, wording.reworks)
        before = (start, end)
    return tuple(Said(speaker, _joined(pieces), tuple(pieces)) for speaker, pieces in out)


def printed_text(paragraphs: Sequence[Said]) -> str:
    """Return the printed words in one line."""
    return " ".join(each.text for each in paragraphs)


def word_count(paragraphs: Sequence[Said]) -> int:
    """Return how many of the speakers' own words are printed; what stands in brackets is not theirs."""
    return sum(len(_BRACKETS.sub(" ", each.text).split()) for each in paragraphs)


def _stretches(turns: Sequence[Turn], spans: Sequence[Span]) -> Iterator[tuple[str, int, int]]:
    """Yield speaker, start and end of what is said in each turn that the spans touch."""
    for start, end in spans:
        at = start
        while at < end:
            turn = turn_at(turns, at)
            if turn is None:
                # Between turns there are only blanks; a text without turns is one stretch.
                following = min((t.start for t in turns if t.start > at), default=end)
                stop = min(end, following)
                if not turns:
                    yield "", at, stop
            else:
                stop = min(end, turn.end)
                if max(at, turn.body) < stop:
                    yield turn.speaker, max(at, turn.body), stop
            at = stop


def _between(text: str, turns: Sequence[Turn], start: int, end: int) -> str:
    """Return what is said between two positions, without the labels of turns."""
    if not turns:
        return text[start:end]
    parts = [
        text[max(start, t.body) : min(end, t.end)]
        for t in turns
        if t.start < end and t.end > start and max(start, t.body) < min(end, t.end)
    ]
    return " ".join(parts)


def _pieces(text: str, start: int, end: int, reworks: Sequence[Rework]) -> Iterator[Piece]:
    at = start
    for each in reworks:
        if each.end <= start or each.start >= end:
            continue
        low, high = max(each.start, start), min(each.end, end)
        if at < low:
            yield Piece("kept", at, low, text[at:low], text[at:low])
        words = text[low:high]
        yield Piece(each.kind, low, high, words, _reworked(each, words))
        at = high
    if at < end:
        yield Piece("kept", at, end, text[at:end], text[at:end])


def _reworked(each: Rework, words: str) -> str:
    if each.kind == "cut":
        return each.printed
    if each.kind == "explain":
        return f"{words} [{each.printed}]"
    return f"[{each.printed}]"


def _joined(pieces: Sequence[Piece]) -> str:
    parts = [f" {p.printed} " if p.kind == "elided" else p.printed for p in pieces]
    text = " ".join("".join(parts).split())
    if any(p.kind == "cut" for p in pieces):
        text = _SPACED.sub(r"\1", _DOUBLED.sub("", text))
    return text
