"""Who is heard in a passage, so that codings can be counted by person, office or meeting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qualcode.core.sources import Source, Turn


class Heard:
    """Tells for one source to which cases a passage belongs.

    A passage belongs to the cases of those who speak in it, the interviewer left
    out; where none of them has a case, to the case of the source.
    """

    __slots__ = ("_case", "_cases", "_starts")

    def __init__(self, source: Source, turns: Sequence[Turn]) -> None:
        spoken = {s.label: s.case for s in source.speakers if s.case and s.role != "interviewer"}
        self._case = (source.case,) if source.case else ()
        # One speaker of one case, as in an interview, needs no looking up of turns.
        many = set(spoken.values()) - {source.case}
        self._starts = [turn.start for turn in turns] if many else []
        self._cases = [spoken.get(turn.speaker) for turn in turns] if many else []

    def of(self, start: int | None, end: int | None) -> tuple[str, ...]:
        """Return the ids of the cases that ``[start, end)`` belongs to; of the whole source without a span."""
        if not self._starts or start is None or end is None:
            return self._case
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end - 1)
        found = dict.fromkeys(case for case in self._cases[first:last] if case)
        return tuple(found) or self._case

    def all(self) -> tuple[str, ...]:
        """Return the ids of every case that is heard in the source."""
        return tuple(dict.fromkeys((*self._case, *(case for case in self._cases if case))))
