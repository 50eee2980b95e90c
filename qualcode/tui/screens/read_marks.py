"""Marks of having read, set and looked for in the reading view."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.core.places import Span
from qualcode.core.rounds import Reading
from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.tui.open_source import OpenSource
from qualcode.tui.screens.writing import WritingScreen


class ReadMarks(WritingScreen):
    """What the person at work says of having read the open source."""

    def own_marks(self) -> list[Reading]:
        """Return one's own marks in the open source."""
        return [] if self.opened is None else own_marks(self.project, self.opened)

    def action_mark_read(self) -> None:
        """Mark the selection, else the whole text, as read; a text that is marked whole is no longer."""
        from qualcode.teams.rounds import mark_read, take_back_marks

        if self.opened is None:
            return
        self.settle()
        source, marks = self.opened.source, self.own_marks()
        selection = self.view.selection
        try:
            if selection is not None:
                mark_read(self.project, source, selection)
                self.view.clear_selection()
                done = _("the passage is marked as read")
            elif any(m.start is None for m in marks):
                take_back_marks(self.project, [m for m in marks if m.start is None])
                done = _("no longer marked as read")
            else:
                mark_read(self.project, source)
                done = _("marked as read: {source}").format(source=source.title)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()
        self.put_lines()
        self.notify(done, markup=False, timeout=3)

    def action_unread(self) -> None:
        """Select the next stretch that one has not marked as read."""
        if self.opened is None:
            return
        left = unread(self.opened.text, self.own_marks())
        following = next((s for s in left if s[0] > self.view.place), left[0] if left else None)
        if following is None:
            self.refuse(_("all of it is marked as read"))
        else:
            self.view.free = False
            self.view.move_to(following[0])
            self.view.select(*following)

    def action_compare(self) -> None:
        """Show this text with two coders side by side."""
        if self.opened is not None:
            self.qualcode.desk.compared = ["coders", *self.qualcode.desk.compared[1:]]
            self.call_later(self.qualcode.action_show, "compare")


def own_marks(project: Project, opened: OpenSource) -> list[Reading]:
    """Return the marks of the person at work in a source."""
    me = project.standing_person(project.actor)
    return [m for m in project.readings(source=opened.source) if project.standing_person(m.coder) == me]


def read_spans(text: str, marks: Sequence[Reading]) -> list[Span]:
    """Return what is marked as read, as spans that do not meet, in order."""
    if any(m.start is None for m in marks):
        return [(0, len(text))] if text else []
    out: list[Span] = []
    for start, end in sorted((m.start, m.end) for m in marks if m.start is not None and m.end is not None):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def unread(text: str, marks: Sequence[Reading]) -> list[Span]:
    """Return the stretches with words in them that are not marked as read."""
    out: list[Span] = []
    at = 0
    for start, end in [*read_spans(text, marks), (len(text), len(text))]:
        words = text[at:start]
        if words.strip():
            first = at + len(words) - len(words.lstrip())
            out.append((first, at + len(words.rstrip())))
        at = end
    return out


def share_read(text: str, marks: Sequence[Reading]) -> float:
    """Return the share of a text that is marked as read."""
    return sum(e - s for s, e in read_spans(text, marks)) / len(text) if text else 0.0
