"""The reading view: a long text with its codings, moved through by the units of talk."""

from __future__ import annotations

from textual import events

from qualcode.core import motion
from qualcode.tui.widgets.cursor import CursorView
from qualcode.tui.widgets.page import Reading

_DOUBLE, _TRIPLE = 2, 3

__all__ = ["Reading", "Transcript"]


class Transcript(CursorView):
    """A text of any length with a cursor, a selection and the stripes of its codings.

    It knows no project: it is given a :class:`Reading` and tells by
    :class:`Transcript.Moved` where cursor and selection are.
    """

    def step(self, unit: str, direction: int, *, extend: bool = False) -> None:
        """Move by a ``char``, ``word``, ``sentence``, ``paragraph`` or ``turn``."""
        go = self.steps.forward if direction > 0 else self.steps.backward
        self.move_to(go(unit, self.cursor), extend=extend)

    def step_row(self, count: int, *, extend: bool = False) -> None:
        """Move by rows, keeping the column where rows allow."""
        if self._page is None:
            return
        layout = self._page.layout
        row = layout.row_of(self.cursor)
        goal = layout.column_of(row, self.cursor) if self._goal is None else self._goal
        target = max(0, min(row + count, len(layout) - 1))
        position = layout.position_at(target, goal)
        if position == layout.end[target] and position > layout.start[target] and layout.row_of(position) != target:
            position -= 1
        self.move_to(position, extend=extend, keep_goal=True)
        self._goal = goal

    def step_page(self, direction: int, *, extend: bool = False, share: float = 1.0) -> None:
        """Move by a page or a share of it; the cursor keeps its height on the screen."""
        height = max(1, int((self.size.height - 1) * share))
        self.scroll_to(y=self.scroll_offset.y + direction * height, animate=False, force=True)
        self.step_row(direction * height, extend=extend)

    def step_edge(self, edge: str, *, extend: bool = False) -> None:
        """Move to the ``row-start``, ``row-end``, ``start`` or ``end``."""
        if self._page is None:
            return
        layout = self._page.layout
        row = layout.row_of(self.cursor)
        last = layout.end[row] - (row + 1 < len(layout) and layout.row_of(layout.end[row]) != row)
        places = {
            "row-start": layout.start[row],
            "row-end": max(layout.start[row], last),
            "start": self.lines.start[0],
            "end": len(self.reading.text.rstrip()),
        }
        self.move_to(places[edge], extend=extend)

    def step_coding(self, direction: int, *, coded: bool = True) -> bool:
        """Move to the next or last coding; of uncoded stretches, but for the interviewer's, the whole is selected.

        False when there is none.

        While text is selected freely, the selection is drawn along instead.
        """
        at = self.cursor if self.free else self.place
        if coded:
            go = motion.next_coding if direction > 0 else motion.previous_coding
            start = go(self.index, at)
            if start is not None:
                self.move_to(start)
            return start is not None
        span = self.steps.uncoded(self.index, at, direction, passing=self.reading.quiet)
        if span is None:
            return False
        if self.free:
            self.move_to(span[0])
        else:
            self.select(*span)
        return True

    def step_match(self, direction: int) -> bool:
        """Move to the next or last hit of the search; False when there is none."""
        starts = [m[0] for m in self.matches]
        ahead = [s for s in starts if s > self.cursor] if direction > 0 else [s for s in starts if s < self.cursor]
        if not ahead:
            return False
        self.move_to(ahead[0] if direction > 0 else ahead[-1])
        return True

    def select_unit(self, unit: str) -> None:
        """Select the word, sentence, paragraph or turn here; once more, and the next one is added."""
        if self.selection and self.unit == unit and not self.free:
            start, end = self.selection
            following = self.steps.forward(unit, max(end - 1, start))
            span = self.steps.unit(unit, following)
            self.select(start, max(end, span[1]))
        else:
            self.unit = unit
            self.free = False
            span = self.steps.unit(unit, self.place)
            if span[0] < span[1]:
                self.select(*span)

    def shrink_unit(self) -> None:
        """Take the last unit off the selection."""
        if self.selection:
            start, end = self.selection
            unit = self.steps.unit(self.unit, end - 1)
            if unit[0] > start:
                before = self.steps.backward(self.unit, unit[0])
                self.select(start, max(start + 1, self.steps.unit(self.unit, before)[1]))
            else:
                self.clear_selection(to_start=True)

    def toggle_free(self) -> None:
        """Start or end selecting freely: while it lasts, every motion extends."""
        self.free = not self.free
        if self.free and self.origin is None:
            self.origin = self.cursor
        self.post_message(self.Moved(self))

    def toggle_fold(self, *, everything: bool = False) -> None:
        """Shut the turn here to one row or open it; or all turns."""
        turn = self.steps.turn(self.cursor)
        if everything:
            self.folded = set() if self.folded else set(range(len(self.reading.turns)))
        elif turn is not None:
            self.folded ^= {turn}
        self._lay_out()
        self.scroll_to_cursor()
        self._place_hardware_cursor()

    # -- the mouse ----------------------------------------------------------

    def _position_under(self, x: int, y: int) -> int | None:
        if self._page is None:
            return None
        layout = self._page.layout
        row = min(self.scroll_offset.y + max(0, y), len(layout) - 1)
        return layout.position_at(row, x - self._page.cols.gutter)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the mouse; in the margin, take the stripe's coding in hand."""
        position = self._position_under(event.x, event.y)
        if position is None or self._page is None or event.button != 1:
            return
        cols, layout = self._page.cols, self._page.layout
        self.focus()
        lane = event.x - cols.gutter - cols.text - 1
        row = layout.row_of(position)
        if 0 <= lane < cols.lanes:
            mark = self._page.stripe_at(row, lane)
            if mark is not None:
                self.move_to(max(mark.start, layout.start[row]))
                self.take_in_hand(mark.id)
            return
        if event.x < cols.gutter:
            self.move_to(position)
            self.select_unit("turn")
            return
        self.free = False
        self.move_to(position, extend=event.shift)
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection along with the mouse."""
        if self._dragging:
            if event.y < 0 or event.y >= self.size.height:
                self.scroll_relative(y=-1 if event.y < 0 else 1, animate=False)
            position = self._position_under(event.x, min(max(event.y, 0), self.size.height - 1))
            if position is not None and position != self.cursor:
                self.move_to(position, extend=True)

    def on_mouse_up(self) -> None:
        """End drawing the selection."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word at a double click, the sentence at a triple one."""
        if event.chain in (_DOUBLE, _TRIPLE):
            self.clear_selection(to_start=True)
            self.select_unit("word" if event.chain == _DOUBLE else "sentence")
