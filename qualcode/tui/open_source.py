"""A source that is open in the reading view: its text and what stands on it, kept in step with the project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.core.codings import Coding
from qualcode.core.condensations import Condensation
from qualcode.core.sources import Source, Turn
from qualcode.core.texts import LineMap
from qualcode.project import Project
from qualcode.tui.colours import CodePaint
from qualcode.tui.widgets.transcript import Mark, Reading


@dataclass(slots=True)
class OpenSource:
    """One source with its turns, codings (by id) and condensations."""

    source: Source
    text: str
    turns: list[Turn]
    lines: LineMap
    codings: dict[str, Coding] = field(default_factory=dict)
    whole: list[Coding] = field(default_factory=list)
    condensations: list[Condensation] = field(default_factory=list)

    @classmethod
    def load(cls, project: Project, identifier: str) -> OpenSource:
        """Read a source and all that stands on it."""
        source = project.source(identifier)
        opened = cls(source, project.text(source), project.turns(source), project.line_map(source))
        opened.look_again(project)
        return opened

    def look_again(self, project: Project) -> None:
        """Read codings and condensations anew."""
        self.codings, self.whole = {}, []
        for coding in project.codings(source=self.source):
            if coding.start is None:
                self.whole.append(coding)
            else:
                self.codings[coding.id] = coding
        self.condensations = [c for c in project.condensations() if c.source == self.source.id and c.start is not None]

    def marks(self) -> list[Mark]:
        """Return the codings as the reading view draws them."""
        return [mark_of(c) for c in self.codings.values()]

    def reading(self, paint: Mapping[str, CodePaint]) -> Reading:
        """Return what the reading view shows."""
        asking = {s.label for s in self.source.speakers if s.role == "interviewer"}
        labels = [t.speaker for t in self.turns]
        last = self.lines.line(max(0, len(self.text) - 1)) if self.text else 0
        return Reading(
            self.text, self.turns, labels, [x in asking for x in labels], self.marks(), paint, self.lines.line, last
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


def mark_of(coding: Coding) -> Mark:
    """Return a coding as the reading view draws it."""
    return Mark(coding.id, coding.start or 0, coding.end or 0, coding.code)


def codes_of(codings: Iterable[Coding]) -> list[str]:
    """Return the codes of codings, each once, in order."""
    return list(dict.fromkeys(c.code for c in codings))
