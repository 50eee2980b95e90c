"""The history of a source's text: corrections, their undoing, and corrections made apart.

The history only grows.  Undoing a correction puts the old words back as one
more revision, so a coding made on the corrected text still finds its place.
A correction made on an older revision than the newest (by someone who had not
seen the others) is fitted onto the newest by moving its edits along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Rebase:
    """A text that was begun anew, since words were taken out of all that went before.

    ``base`` is the hash of the text that now counts as read, ``edits`` lead from it to the text ``at``;
    ``carried`` gives for each older text, by its hash, the edits to ``at`` without their words: of each only
    place and length are known.
    """

    base: str
    edits: tuple[Edit, ...]
    at: str
    carried: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)

    def as_data(self) -> dict[str, object]:
        """Return it as the event body holds it."""
        shapes = {h: [[e.start, e.end, len(e.new)] for e in edits] for h, edits in sorted(self.carried.items())}
        return {"base": self.base, "edits": [e.as_list() for e in self.edits], "at": self.at, "carried": shapes}

    @classmethod
    def from_data(cls, data: object) -> Rebase | None:
        """Read it back; None where there is none."""
        if not isinstance(data, dict):
            return None
        carried = {
            str(h): tuple(Edit(int(start), int(end), " " * int(length)) for start, end, length in shapes)
            for h, shapes in data["carried"].items()
        }
        return cls(str(data["base"]), tuple(map(Edit.from_list, data["edits"])), str(data["at"]), carried)


def history(base: str, moves: Iterable[Move], rebase: Rebase | None = None) -> tuple[str, list[Revision]]:
    """Return the newest text and its revisions after the base, oldest first.

    ``base`` is that of the ``rebase`` where there is one.
    """
    text = base
    hashes = [text_hash(base)]
    revisions: list[Revision] = []
    if rebase is not None and rebase.edits:
        text = apply_edits(text, _sound(rebase.edits, len(text)))
        hashes.append(text_hash(text))
        revisions.append(Revision(hashes[-1], rebase.edits, ""))
    begun = len(revisions)
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
            edits = _fitted(first, hashes, revisions, rebase, begun)
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


def _fitted(
    move: Move, hashes: list[str], revisions: list[Revision], rebase: Rebase | None, begun: int
) -> tuple[Edit, ...]:
    if rebase is not None and move.on not in hashes and move.on in rebase.carried:
        return moved(move.edits, [rebase.carried[move.on], *(r.edits for r in revisions[begun:])])
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
