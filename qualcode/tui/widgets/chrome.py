"""The line at the top that says where one is, and the line at the bottom that says what keys do here."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui.action import Action
from qualcode.tui.keys import key_names


class TitleLine(Static):
    """Project, screen and details to the left; the coder to the right."""

    DEFAULT_CSS = "TitleLine { height: 1; width: 1fr; }"

    _shown: object = None

    def put(self, parts: list[str], right: str = "") -> None:
        """Show the parts from the general to the particular."""
        if self._shown == (parts, right, self.size.width, self.app.theme):
            return
        self._shown = (parts, right, self.size.width, self.app.theme)
        left = Content.assemble(
            *(
                x
                for i, p in enumerate(parts)
                for x in (((" ▸ ", "$quiet"),) if i else ()) + ((p, "bold" if i == 1 else ""),)
            )
        )
        width = self.size.width or self.app.size.width
        space = width - left.cell_length - len(right) - 2
        if space < 1 and len(parts) > 2:
            self.put(parts[1:], right)  # the project's own title is the first to give way
            return
        line = Content.assemble(" ", left, " " * max(1, space), (right, "$quiet"))
        self.update(line.truncate(max(1, width), ellipsis=True), layout=False)


class KeyLine(Static):
    """At most six keys of the screen, and where all others are found."""

    DEFAULT_CSS = "KeyLine { height: 1; width: 1fr; }"

    _shown: object = None

    def put(self, actions: list[Action], keys: Mapping[str, str], right: str = "") -> None:
        """Show the first key of each action."""
        if self._shown == (actions, right, self.size.width, self.app.theme):
            return
        self._shown = (actions, right, self.size.width, self.app.theme)
        width = self.size.width or self.app.size.width
        gap = "   " if width >= 100 else "  "
        parts: list[Content] = []
        for action in actions:
            key = key_names(keys.get(action.id, action.keys))[0]
            parts.append(Content.assemble((key, "$accent bold"), f" {_(action.title)}"))
        room = width - len(right) - 3
        # The last key is that of the help, which tells of all the others: it stays.
        while len(parts) > 1 and Content(gap).join(parts).cell_length > room:
            del parts[-2]
        line = Content(gap).join(parts).truncate(max(1, room), ellipsis=True)
        space = width - line.cell_length - len(right) - 2
        self.update(Content.assemble(" ", line, " " * max(1, space), (right, "$quiet")), layout=False)
