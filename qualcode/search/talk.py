"""What somebody said: its meaning units with their borders, and its clean form without fillers and pauses.

Borders are proposed by rule and moved by a person; the text itself is never changed by any of this.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.core.borders import Border, remove_border, set_border
from qualcode.core.events import Change
from qualcode.core.matching import Span
from qualcode.core.search import turn_at
from qualcode.core.sources import Source, Turn
from qualcode.core.texts import apply_edits
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.search.language_reading import disfluencies, meaning_units, quotation_cuts


class Units:
    """The meaning units of one source for the person at work, found turn by turn when they are asked for."""

    def __init__(self, project: Project, source: Source) -> None:
        self._project, self.source = project, source
        self._text = project.text(source)
        self._set = project.borders(source)
        self._starts: dict[int, list[int]] = {}

    def starts(self, turn: Turn) -> list[int]:
        """Return where the units of a turn begin, the turn's own beginning first."""
        found = self._starts.get(turn.start)
        if found is None:
            mine = {b.start: b.stands for b in self._set if turn.body < b.start < turn.end}
            places = {at for at in self._proposed(turn) if mine.get(at, True)}
            places |= {at for at, stands in mine.items() if stands}
            found = self._starts[turn.start] = [turn.body, *sorted(places - {turn.body})]
        return found

    def unit(self, turn: Turn, position: int) -> Span:
        """Return the unit of a turn in which a position stands, without outer blanks."""
        starts = self.starts(turn)
        i = max(0, bisect_right(starts, position) - 1)
        start, end = starts[i], starts[i + 1] if i + 1 < len(starts) else turn.end
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return start, end

    def units(self, turn: Turn) -> list[Span]:
        """Return the units of a turn in order."""
        return [self.unit(turn, start) for start in self.starts(turn)]

    def _proposed(self, turn: Turn) -> set[int]:
        text = self._text[turn.body : turn.end]
        return {turn.body + start for start, _end in meaning_units(text, self.source.language)}

    # Borders moved by a person

    def split(self, position: int) -> list[Change]:
        """Return the setting of a border at a position, or its taking away where one stands.

        Raises QualcodeError outside of talk, and at the beginning of a turn.
        """
        turn, at = self._place(position)
        return self._close(turn, at) if at in self.starts(turn) else self._open(turn, at)

    def move(self, position: int) -> list[Change]:
        """Return the moving of the nearest border of the turn to a position; see :meth:`split` for errors."""
        turn, at = self._place(position)
        inner = self.starts(turn)[1:]
        if at in inner:
            return []
        if not inner:
            raise QualcodeError(_("the turn is one meaning unit and has no border to move"), _("split it instead"))
        nearest = min(inner, key=lambda start: abs(start - at))
        return [*self._close(turn, nearest), *self._open(turn, at)]

    def _place(self, position: int) -> tuple[Turn, int]:
        at = position
        while at < len(self._text) and self._text[at].isspace():
            at += 1
        turn = turn_at(self._project.turns(self.source), at)
        if turn is None or at <= turn.body:
            raise QualcodeError(
                _("a border stands inside a turn, between its meaning units"), _("go to where a unit should begin")
            )
        return turn, at

    def _kept(self, at: int, *, stands: bool) -> list[Border]:
        return [b for b in self._set if b.start == at and b.stands is stands]

    def _open(self, turn: Turn, at: int) -> list[Change]:
        back: list[Change] = [remove_border(b) for b in self._kept(at, stands=False)]
        if at in self._proposed(turn):
            return back
        return [*back, set_border(self.source.id, revision=self.source.text, at=at, stands=True)]

    def _close(self, turn: Turn, at: int) -> list[Change]:
        back: list[Change] = [remove_border(b) for b in self._kept(at, stands=True)]
        if at not in self._proposed(turn):
            return back
        return [*back, set_border(self.source.id, revision=self.source.text, at=at, stands=False)]


# Fillers and pauses


@dataclass(frozen=True, slots=True)
class CleanQuote:
    """The clean form of words that were said, and how many pauses, fillers and repeated words it leaves out."""

    words: str
    left_out: Mapping[str, int]

    def rule(self) -> str:
        """Word what was left out; empty when nothing was."""
        n = self.left_out
        parts = [
            ngettext("{n} pause", "{n} pauses", n.get("pause", 0)).format(n=n.get("pause", 0)),
            ngettext("{n} filler", "{n} fillers", n.get("filler", 0)).format(n=n.get("filler", 0)),
            ngettext("{n} repeated word", "{n} repeated words", n.get("repeat", 0)).format(n=n.get("repeat", 0)),
        ]
        told = [words for words, kind in zip(parts, ("pause", "filler", "repeat"), strict=True) if n.get(kind)]
        return _("left out: {what}").format(what=", ".join(told)) if told else ""


def clean_quote(text: str, language: str) -> CleanQuote:
    """Return the clean form of a quotation; the same words for a language without rules."""
    kinds = Counter(kind for _start, _end, kind in disfluencies(text, language))
    return CleanQuote(apply_edits(text, quotation_cuts(text, language)), kinds)


def fillers(project: Project, source: Source, turn: Turn) -> list[Span]:
    """Return the pauses, fillers and repeated words of a turn."""
    text = project.text(source)[turn.body : turn.end]
    return [(turn.body + start, turn.body + end) for start, end, _kind in disfluencies(text, source.language)]
