"""The history of a source's text: corrections, their undoing, and corrections made apart.

The history only grows.  Undoing a correction puts the old words back as one
more revision, so a coding made on the corrected text still finds its place.
A correction made on an older revision than the newest (by someone who had not
seen the others) is fitted onto the newest by moving its edits along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.core.texts import Edit, TextMap, apply_edits, in_order, text_hash


@dataclass(frozen=True, slots=True)
class Move:
    """One step in the life of a correction: ``does`` is ``do``, ``undo`` or ``redo``.

    ``on`` is the hash of the text that the edits were made on.
    """

    does: str
    correction: str
    on: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a text: its hash, the edits that led to it, and the correction behind it."""

    text: str
    edits: tuple[Edit, ...]
    correction: str


def history(base: str, moves: Iterable[Move]) -> tuple[str, list[Revision]]:
    """Return the newest text and its revisions after the base, oldest first."""
    text = base
    hashes = [text_hash(base)]
    revisions: list[Revision] = []
    made: dict[str, Move] = {}
    for move in _without_idle_pairs(moves):
        if move.does == "do":
            made[move.correction] = move
        first = made.get(move.correction)
        if first is None:
            continue
        if move.does == "undo":
            edits = _taken_back(base, revisions, move.correction)
        else:
            edits = _fitted(first, hashes, revisions)
        edits = _sound(edits, len(text))
        text = apply_edits(text, edits)
        hashes.append(text_hash(text))
        revisions.append(Revision(hashes[-1], edits, move.correction))
    return text, revisions


def inverse(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that lead back from the edited text to ``text``."""
    out, shift = [], 0
    for e in edits:
        at = e.start + shift
        out.append(Edit(at, at + len(e.new), text[e.start : e.end], e.rule, e.reason))
        shift += len(e.new) - (e.end - e.start)
    return tuple(out)


def moved(edits: Iterable[Edit], through: Iterable[Sequence[Edit]]) -> tuple[Edit, ...]:
    """Return edits of one text as edits of a later one; those whose place is gone fall away."""
    out = tuple(edits)
    for step in through:
        mapping = TextMap(step)
        kept = []
        for e in out:
            if e.start == e.end:
                at = mapping.forward(e.start)
                kept.append(Edit(at, at, e.new, e.rule, e.reason, e.kept))
            elif (span := mapping.span(e.start, e.end)) is not None:
                kept.append(Edit(*span, e.new, e.rule, e.reason, e.kept))
        out = tuple(kept)
    return out


def _without_idle_pairs(moves: Iterable[Move]) -> list[Move]:
    """Drop an undo and the redo right after it: nothing happened between them."""
    out: list[Move] = []
    for move in moves:
        if move.does == "redo" and out and out[-1].does == "undo" and out[-1].correction == move.correction:
            out.pop()
        else:
            out.append(move)
    return out


def _fitted(move: Move, hashes: list[str], revisions: list[Revision]) -> tuple[Edit, ...]:
    if move.on == hashes[-1] or move.on not in hashes:
        return move.edits
    at = len(hashes) - 1 - hashes[::-1].index(move.on)
    return moved(move.edits, [r.edits for r in revisions[at:]])


def _taken_back(base: str, revisions: list[Revision], correction: str) -> tuple[Edit, ...]:
    at = max((i for i, r in enumerate(revisions) if r.correction == correction), default=None)
    if at is None:
        return ()
    text = base
    for revision in revisions[:at]:
        text = apply_edits(text, revision.edits)
    back = inverse(text, revisions[at].edits)
    # Where the text came back to what it was right after the correction, what lay between cancels out.
    same = max(i for i in range(at, len(revisions)) if revisions[i].text == revisions[at].text)
    return moved(back, [r.edits for r in revisions[same + 1 :]])


def _sound(edits: tuple[Edit, ...], length: int) -> tuple[Edit, ...]:
    """Return the edits in order; those that overlap an earlier one fall away."""
    out: list[Edit] = []
    at = 0
    for e in sorted(edits, key=lambda e: (e.start, e.end)):
        if at <= e.start <= e.end <= length:
            out.append(e)
            at = e.end
    return in_order(out, length)
