"""A list of things in groups that shows the lines around the cursor, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Queue(Static):
    """Entries are pairs of id and heading: a heading has no id, a thing no heading; its line is made when shown."""

    class Chosen(Message):
        """A thing was clicked."""

        def __init__(self, identifier: str) -> None:
            super().__init__()
            self.identifier = identifier

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._entries: list[tuple[str, str]] = []
        self._at = 0
        self._top = 0
        self._line: Callable[[str], Content] = Content

    def put(self, entries: Sequence[tuple[str, str]], here: str, line: Callable[[str], Content]) -> None:
        """Show entries with the cursor on a thing."""
        self._entries, self._line = list(entries), line
        self.go_to(here)

    def go_to(self, here: str) -> None:
        """Put the cursor on a thing."""
        self._at = next((n for n, (identifier, _heading) in enumerate(self._entries) if identifier == here), 0)
        self._show()

    def on_resize(self) -> None:
        """Show as many lines as fit."""
        self._show()

    def _show(self) -> None:
        height, width = self.size.height, self.size.width
        self._top = max(0, min(self._at - height // 3, len(self._entries) - height))
        lines: list[Content] = []
        for n, (identifier, heading) in enumerate(self._entries[self._top : self._top + height], start=self._top):
            line = self._line(identifier) if identifier else Content(heading).stylize("bold")
            line = line.truncate(max(1, width), ellipsis=True, pad=n == self._at)
            lines.append(line.stylize("on $chosen") if n == self._at else line)
        self.update(Content("\n").join(lines), layout=False)

    def on_click(self, event: events.Click) -> None:
        """Tell which thing was clicked."""
        n = self._top + event.y
        if n < len(self._entries) and self._entries[n][0]:
            self.post_message(self.Chosen(self._entries[n][0]))
