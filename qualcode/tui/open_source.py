"""A source that is open in the reading view: its text and what stands on it, kept in step with the project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.codings import Coding, Mark, Marks
from qualcode.core.condensations import Condensation
from qualcode.core.sources import Source, Turn
from qualcode.core.texts import LineMap
from qualcode.errors import NotFound
from qualcode.project import Project
from qualcode.tui.colours import CodePaint
from qualcode.tui.widgets.transcript import Reading


class Codings:
    """The codings of an open source by id, each read when it is first asked for."""

    __slots__ = ("_project", "_read")

    def __init__(self, project: Project) -> None:
        self._project = project
        self._read: dict[str, Coding | None] = {}

    def get(self, identifier: str) -> Coding | None:
        """Return a coding; None when there is none of that id."""
        if identifier and identifier not in self._read:
            try:
                self._read[identifier] = self._project.coding(identifier)
            except NotFound:
                self._read[identifier] = None
        return self._read.get(identifier)

    def __getitem__(self, identifier: str) -> Coding:
        coding = self.get(identifier)
        if coding is None:
            raise KeyError(identifier)
        return coding

    def put(self, coding: Coding) -> None:
        """Take in a coding that was just made or changed."""
        self._read[coding.id] = coding

    def drop(self, identifier: str) -> None:
        """Take out a coding that was just removed."""
        self._read[identifier] = None


@dataclass(slots=True)
class OpenSource:
    """One source with its turns, codings and condensations."""

    source: Source
    text: str
    turns: list[Turn]
    lines: LineMap
    codings: Codings
    marks: Marks
    whole: list[Coding]
    condensations: list[Condensation]

    @classmethod
    def load(cls, project: Project, identifier: str) -> OpenSource:
        """Read a source and all that stands on it."""
        source = project.source(identifier)
        text, turns, lines = project.text(source), project.turns(source), project.line_map(source)
        return cls(source, text, turns, lines, *_standing_on(project, source))

    def look_again(self, project: Project) -> None:
        """Read codings and condensations anew."""
        self.codings, self.marks, self.whole, self.condensations = _standing_on(project, self.source)

    def belong_to(self, project: Project) -> None:
        """Read further codings from this project, which is that from which all else was read, opened again."""
        self.codings = Codings(project)

    def reading(self, paint: Mapping[str, CodePaint], marks: Sequence[Mark] | None = None) -> Reading:
        """Return what the reading view shows; with ``marks`` only those codings, in their order."""
        asking = {s.label for s in self.source.speakers if s.role == "interviewer"}
        labels = [t.speaker for t in self.turns]
        last = self.lines.line(max(0, len(self.text) - 1)) if self.text else 0
        return Reading(
            self.text,
            self.turns,
            labels,
            [x in asking for x in labels],
            self.marks if marks is None else marks,
            paint,
            self.lines.line,
            last,
        )

    def condensed_at(self, start: int, end: int) -> list[Condensation]:
        """Return the condensations whose meaning unit shares characters with a span."""
        return [
            c
            for c in self.condensations
            if c.start is not None and c.end is not None and c.start < end and start < c.end
        ]

    def speaker_at(self, position: int) -> str:
        """Return the label of the turn that holds a position."""
        from bisect import bisect_right

        i = bisect_right(self.turns, position, key=lambda t: t.start) - 1
        return self.turns[i].speaker if i >= 0 and position < self.turns[i].end else ""

    def share_coded(self, covered: int) -> float:
        """Return covered characters as a share of the text."""
        return covered / len(self.text) if self.text else 0.0

    def line_words(self, start: int, end: int) -> str:
        """Return the lines of the original that a span stands on, ``43`` or ``43–44``."""
        first, last = self.lines.lines(start, end)
        return str(first) if first == last else f"{first}–{last}"


def _standing_on(project: Project, source: Source) -> tuple[Codings, Marks, list[Coding], list[Condensation]]:
    condensations = [c for c in project.condensations() if c.source == source.id and c.start is not None]
    return Codings(project), project.marks(source), project.whole_codings(source), condensations


def mark_of(coding: Coding) -> Mark:
    """Return a coding as the reading view draws it."""
    return Mark(coding.id, coding.start or 0, coding.end or 0, coding.code, coding.coder)


def codes_of(codings: Iterable[Coding | Mark]) -> list[str]:
    """Return the codes of codings, each once, in order."""
    return list(dict.fromkeys(c.code for c in codings))
