"""Asking for the one sentence that condenses a passage, with the whole passage to read above it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from qualcode.i18n import _
from qualcode.tui.figures import quote
from qualcode.tui.screens.dialogs import Dialog

_SENTENCE = 4  # rows that a sentence may take before it scrolls


class SentenceArea(TextArea):
    """A text of one sentence, shown in as many rows as it takes; Enter is done with it."""

    class Submitted(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
            return
        await super()._on_key(event)


class SentenceScreen(Dialog[str]):
    """Answers with the sentence, in one line; page keys scroll a passage too long to be seen whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(self, passage: str, sentence: str = "") -> None:
        super().__init__(_("Condense to one sentence"), "")
        self._passage, self._sentence = passage, sentence

    def compose_box(self) -> ComposeResult:
        """Yield passage, sentence and hint."""
        with VerticalScroll(id="passage", can_focus=False):
            yield Static(Content(quote(self._passage, len(self._passage) + 2)).stylize("$quiet"))
        area = SentenceArea(
            self._sentence,
            soft_wrap=True,
            show_line_numbers=False,
            placeholder=_("in your own words"),
            id="sentence",
        )
        area.move_cursor(area.document.end)
        yield area
        yield Static(Content(_("⏎ keep   Esc leave")), classes="hint")

    def on_mount(self) -> None:
        """Give the passage the room that the sentence leaves."""
        area = self.query_one(SentenceArea)
        area.styles.max_height = _SENTENCE
        area.focus()
        self.query_one("#passage").styles.max_height = max(3, self.room() - _SENTENCE)

    def on_key(self, event: events.Key) -> None:
        """Hand on to the sentence what was typed before it could take it."""
        if self.focused is None and event.is_printable and event.character:
            self.query_one(SentenceArea).insert(event.character)

    def on_sentence_area_submitted(self) -> None:
        """Answer with the sentence."""
        self.dismiss(" ".join(self.query_one(SentenceArea).text.split()))

    def action_scroll(self, direction: int) -> None:
        """Scroll the passage."""
        passage = self.query_one("#passage", VerticalScroll)
        passage.scroll_relative(y=direction * max(1, passage.size.height - 1), animate=False)
