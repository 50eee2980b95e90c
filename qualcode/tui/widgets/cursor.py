"""The cursor of the reading view, the selection, and the coding at hand."""

from __future__ import annotations

from collections.abc import Iterable

from textual.message import Message

from qualcode.tui.widgets.page import PageView, Reading


class CursorView(PageView):
    """A page with a cursor; tells by :class:`CursorView.Moved` where cursor and selection are."""

    class Moved(Message):
        """Cursor, selection or the coding at hand changed."""

        def __init__(self, view: CursorView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> CursorView:
            """The view that moved."""
            return self.view

    def show(self, reading: Reading, *, cursor: int = 0, top: int | None = None, folded: Iterable[int] = ()) -> None:
        """Show another text from the given cursor and top row's position."""
        self._take(reading)
        self.folded = set(folded)
        self.origin, self.free, self._page, self._last_selection = None, False, None, None
        self.cursor = self.steps.shown(max(0, min(cursor, len(reading.text))))
        self._lay_out(top=self.cursor if top is None else top)
        self._choose_hand()
        self.scroll_to_cursor()
        self._place_hardware_cursor()

    def target(self) -> tuple[int, int]:
        """Return the span that a code would be put on: the selection, without labels at its ends, else the sentence."""
        return self.steps.talk(*(self.selection or self.steps.unit("sentence", self.cursor)))

    def move_to(self, position: int, *, extend: bool = False, keep_goal: bool = False) -> None:
        """Put the cursor somewhere, drawing the selection along where asked."""
        position = max(0, min(position, len(self.reading.text)))
        if self._page is not None and position < len(self.reading.text):
            position = self._page.layout.snap(position)
        before, selected = self.cursor, self.selection
        if extend or self.free:
            self.origin = before if self.origin is None else self.origin
        else:
            self.origin = None
        self.cursor = position
        self._goal = self._goal if keep_goal else None
        self._after_move(before, selected)

    def put_cursor(self, position: int) -> None:
        """Put the cursor somewhere without scrolling there or telling of it."""
        before = self.cursor
        self.cursor = self.steps.shown(max(0, min(position, len(self.reading.text))))
        self._choose_hand()
        self._refresh_span(before, before + 1)
        self._refresh_span(self.cursor, self.cursor + 1)

    def select(self, start: int, end: int) -> None:
        """Select a span; the cursor stands at its end."""
        before, selected = self.cursor, self.selection
        self.origin, self.cursor, self._goal = start, end, None
        self._after_move(before, selected)

    def clear_selection(self, *, to_start: bool = False) -> None:
        """Let the selection go; it can be taken up again."""
        before, selected = self.cursor, self.selection
        if selected:
            self._last_selection = selected
            self.cursor = selected[0] if to_start else self.cursor
        self.origin, self.free = None, False
        self._after_move(before, selected)

    def reselect(self) -> None:
        """Take up the last selection again."""
        if self._last_selection:
            self.select(*self._last_selection)

    def _after_move(self, before: int, selected: tuple[int, int] | None) -> None:
        self._choose_hand()
        self.scroll_to_cursor()
        self._refresh_span(before, before + 1)
        self._refresh_span(self.cursor, self.cursor + 1)
        if selected != self.selection:
            spans = [s for s in (selected, self.selection) if s]
            if len(spans) == 2 and spans[0][0] == spans[1][0]:
                low, high = sorted((spans[0][1], spans[1][1]))
                self._refresh_span(low, high)
            else:
                for span in spans:
                    self._refresh_span(*span)
        self._place_hardware_cursor()
        self.post_message(self.Moved(self))

    def take_in_hand(self, identifier: str | None) -> None:
        """Make a coding the one that commands are about."""
        self._take_in_hand(next((m for m in self.marks_here() if m.id == identifier), None))
        self.post_message(self.Moved(self))

    def next_in_hand(self) -> None:
        """Take the next of the codings at the cursor in hand."""
        here = [m.id for m in self.marks_here()]
        if here:
            at = here.index(self.hand) if self.hand in here else -1
            self.take_in_hand(here[(at + 1) % len(here)])
