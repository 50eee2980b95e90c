"""A dialog over the whole screen in which a passage is chosen by the keys of the reading view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from qualcode.core.codings import Mark
from qualcode.core.places import Span
from qualcode.i18n import _
from qualcode.tui.actions import CONTEXTS
from qualcode.tui.colours import CodePaint
from qualcode.tui.figures import quote
from qualcode.tui.open_source import OpenSource
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.motions import Motions
from qualcode.tui.widgets.cursor import CursorView
from qualcode.tui.widgets.page import Reading
from qualcode.tui.widgets.transcript import Transcript

_CALLS = ("step(", "row(", "page(", "edge(", "select(", "shrink", "free", "reselect", "resize(")


def text_bindings(*, without: Sequence[str] = ()) -> list[BindingType]:
    """Return the keys of the reading view that move, select and shift borders, but for those of some calls."""
    calls = tuple(c for c in _CALLS if c not in without)
    return [
        Binding(a.keys, a.call, a.title, show=False, id=a.id, priority=True)
        for a in CONTEXTS["reading"]
        if a.call.startswith(calls)
    ]


class PassageScreen(Motions, Dialog[Span]):
    """Shows a text with a passage selected; Enter answers with the passage as it then is."""

    CSS_PATH = "passage.tcss"
    AUTO_FOCUS = "Transcript"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        *text_bindings(),
    ]

    def __init__(
        self,
        title: str,
        opened: OpenSource,
        span: Span | None,
        *,
        marks: Sequence[Mark] = (),
        paint: Mapping[str, CodePaint] | None = None,
        at: int = 0,
    ) -> None:
        super().__init__(title, _("s r o select   < > end of the selection   shift+arrows   ⏎ take   Esc leave"))
        self._opened, self._span, self._at = opened, span, at
        self._marks, self._paint = tuple(marks), dict(paint or {})

    def compose_box(self) -> ComposeResult:
        """Yield the text and what is selected."""
        yield Transcript(id="text")
        yield Static(id="selected")

    @property
    def view(self) -> Transcript:
        """The text."""
        return self.query_one(Transcript)

    def on_mount(self) -> None:
        """Show the passage."""
        whole = self._opened.reading({})
        reading = Reading(
            whole.text, whole.turns, whole.labels, whole.quiet, self._marks, self._paint, whole.line, whole.last_line
        )
        self.view.show(reading, cursor=self._span[0] if self._span else self._at)
        self.view.set_pinned(self._paint)
        if self._span:
            self.view.select(*self._span)
        self.call_after_refresh(self.view.show_in_middle, self._span[0] if self._span else self._at)

    def action_resize(self, direction: int) -> None:
        """Move the end of the selection by a word."""
        start, end = self.view.target()
        new = self.view.steps.moved_end(start, end, direction)
        if start < new:
            self.view.select(start, new)

    def on_cursor_view_moved(self, _event: CursorView.Moved) -> None:
        """Show the words selected."""
        start, end = self.view.target()
        line = self._opened.line_words(start, end) if start < end else ""
        words = quote(self._opened.text[start:end], max(20, self.size.width - 24))
        self.query_one("#selected", Static).update(Content.assemble((f"{line:>9}  ", "$quiet"), words))

    def action_take(self) -> None:
        """Answer with the passage."""
        start, end = self.view.target()
        if start < end:
            self.dismiss((start, end))
