"""The borders of the coding at hand: moved in memory, written as one action when one has come to rest."""

from __future__ import annotations

from dataclasses import replace

from textual.timer import Timer

from qualcode.core.codings import Coding, add_coding, resize_coding
from qualcode.core.motion import trimmed
from qualcode.i18n import _
from qualcode.tui.screens.coding import CodingScreen

#: Seconds without another key after which new borders are written.
REST = 1.0


class BordersScreen(CodingScreen):
    """Growing, shrinking and fitting a coding; any other command writes the borders first."""

    def __init__(self) -> None:
        super().__init__()
        self._written: Coding | None = None  # the coding as the project has it, while its borders are on the move
        self._rest: Timer | None = None

    def action_resize(self, direction: int) -> None:
        """Move the end of the coding at hand by a word."""
        coding = self.at_hand()
        if coding is None or coding.start is None or coding.end is None or self.opened is None:
            return
        end = self.view.steps.moved_end(coding.start, coding.end, direction)
        self._set_borders(coding, coding.start, end)

    def action_move_start(self, direction: int) -> None:
        """Move the start of the coding at hand by a word."""
        coding = self.at_hand()
        if coding is None or coding.start is None or coding.end is None:
            return
        steps = self.view.steps
        go = steps.forward if direction > 0 else steps.backward
        start = go("word", coding.start)
        self._set_borders(coding, start, coding.end)
        if self.view.cursor < start < coding.end:
            self.view.move_to(start)
            self.view.take_in_hand(coding.id)

    def action_split(self) -> None:
        """Make two codings of the one at hand, parted at the cursor."""
        coding = self.at_hand()
        if coding is None or self.opened is None or coding.start is None or coding.end is None:
            return
        self.settle()
        text, at = self.opened.text, self.view.cursor
        head, tail = trimmed(text, coding.start, at), trimmed(text, at, coding.end)
        if not coding.start < at < coding.end or head is None or tail is None:
            self.refuse(_("put the cursor where the coding is to be parted"))
            return
        revision = self.opened.source.text
        before = resize_coding(coding, revision=revision, start=head[0], end=head[1])
        after = add_coding(
            coding.source,
            coding.code,
            revision=revision,
            start=tail[0],
            end=tail[1],
            facets=coding.facets,
            weight=coding.weight,
            origin=coding.origin,
        )
        self.change(before, after, done=_("parted in two"))

    def action_fit(self) -> None:
        """Give the coding at hand the borders of the selection."""
        if self.opened is None or not self.view.selection:
            self.refuse(_("select the words first"))
            return
        start, end = self.view.target()
        own = [m for m in self.view.index.overlapping(start, end) if m.coder == self.project.actor]
        if not own:
            self.refuse(_("no coding here"))
            return
        mark = next((m for m in own if m.id == self.view.hand), own[0])
        self._set_borders(self.opened.codings[mark.id], start, end)
        self.view.clear_selection(to_start=True)

    def _set_borders(self, coding: Coding, start: int, end: int) -> None:
        if self.opened is None or start >= end or (start, end) == (coding.start, coding.end):
            return
        if self._written is not None and self._written.id != coding.id:
            self.settle()
        if self._written is None:
            self._written = coding
        self.replace_shown(coding, replace(coding, start=start, end=end))
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self.settle)

    def settle(self) -> None:
        """Write borders that are on the move, as one action however many keys moved them."""
        before, self._written = self._written, None
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        after = self.opened.codings.get(before.id) if before is not None and self.opened is not None else None
        if before is None or after is None or self.opened is None or after.start is None or after.end is None:
            return
        if (after.start, after.end) == (before.start, before.end):
            return
        change = resize_coding(before, revision=self.opened.source.text, start=after.start, end=after.end)
        if self.write(change):
            self._seen = self.project.state()
        else:
            self.replace_shown(after, before)
