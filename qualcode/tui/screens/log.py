"""The log: what was done, by whom, when, and what was undone."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.i18n import _
from qualcode.tui.actions import bindings
from qualcode.tui.screens.listing import Listing
from qualcode.wording import describe, moment

_STEP = 200
_NARROW = 100


class LogScreen(Listing):
    """The latest actions of everyone."""

    CONTEXT = "log"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("log")]

    def __init__(self) -> None:
        super().__init__()
        self._limit = _STEP

    def show_project(self) -> None:
        """Read the latest actions."""
        people = {p.id: p.name for p in self.project.persons()}
        narrow = self.app.size.width < _NARROW
        headings = [(_("When"), 16), (_("Who"), 8 if narrow else 14), (_("What"), 0), ("", 8)]
        actions = self.project.log(self._limit)

        def cells_of(n: int) -> list[str | Content]:
            action = actions[n]
            style = "$quiet strike" if action.undone else ""
            words = describe(action)
            what = Content(words).stylize(style) if style else Content(words)
            state = _("undone") if action.undone else ""
            return [moment(action.at), people.get(action.actor, "–"), what, state]

        self.fill_long(headings, [action.id for action in actions], cells_of, _("Nothing has been done yet."))

    def action_more(self) -> None:
        """Show earlier actions too."""
        self._limit += _STEP
        self.show_project()
