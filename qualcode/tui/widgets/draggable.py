"""A list whose lines can be dragged to another place with the mouse."""

from __future__ import annotations

from textual import events
from textual.message import Message

from qualcode.tui.widgets.lines import LineList


class DraggableList(LineList):
    """An option list that tells when a line was dropped on another one."""

    class Dropped(Message):
        """The line with the id ``line`` was dropped on that with the id ``on``."""

        def __init__(self, line: str, on: str) -> None:
            super().__init__()
            self.line, self.on = line, on

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._held: int | None = None
        self._dropped = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the line under the mouse."""
        self._held, self._dropped = event.style.meta.get("option"), False
        if self._held is not None:
            self.highlighted = self._held

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the line that is held on the one under the mouse."""
        held, on = self._held, event.style.meta.get("option")
        self._held = None
        if held is not None and on is not None and on != held:
            self._dropped = True
            line, target = self.get_option_at_index(held).id, self.get_option_at_index(on).id
            if line and target:
                self.post_message(self.Dropped(line, target))

    async def _on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked on, or choose it; the end of a drag is no click."""
        if self._dropped:
            self._dropped = False
            event.prevent_default()
            event.stop()
            return
        await super()._on_click(event)
