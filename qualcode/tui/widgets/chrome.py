"""The line at the top that says where one is, and the line at the bottom that says what keys do here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui.action import Action
from qualcode.tui.keys import key_names


class TitleLine(Static):
    """Project, screen and details to the left; the coder to the right."""

    DEFAULT_CSS = "TitleLine { height: 1; width: 1fr; }"

    _shown: object = None

    def put(self, project: str, screen: str, details: Sequence[str] = (), right: str = "") -> None:
        """Show the project, the screen and what is told of it.

        Where there is no room for all, the project's title is the first to give way, then the last of the details;
        the screen's name and who works here stay.
        """
        width = self.size.width or self.app.size.width
        wanted = (project, screen, tuple(details), right, width, self.app.theme)
        if self._shown == wanted:
            return
        self._shown = wanted
        room = width - len(right) - 3
        left, told = _path(project, screen, details), list(details)
        if left.cell_length > room:
            left = _path("", screen, told)
        while left.cell_length > room and len(told) > 1:
            del told[-1]
            left = _path("", screen, told)
        left = left.truncate(max(1, room), ellipsis=True)
        space = max(1, width - left.cell_length - len(right) - 2)
        line = Content.assemble(" ", left, " " * space, (right, "$quiet"))
        self.update(line.truncate(max(1, width), ellipsis=True), layout=False)


def _path(project: str, screen: str, details: Sequence[str]) -> Content:
    parts = [Content(project)] if project else []
    parts += [Content(screen).stylize("bold"), *map(Content, details)]
    return Content.assemble((" ▸ ", "$quiet")).join(parts)


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
        room = width - len(right) - (5 if right else 3)
        # The last key is that of the help, which tells of all the others: it stays.
        while len(parts) > 1 and Content(gap).join(parts).cell_length > room:
            del parts[-2]
        line = Content(gap).join(parts).truncate(max(1, room), ellipsis=True)
        space = width - line.cell_length - len(right) - 2
        self.update(Content.assemble(" ", line, " " * max(1, space), (right, "$quiet")), layout=False)
