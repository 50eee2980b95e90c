"""A dialog that asks for several of a list, each switched on and off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from qualcode.i18n import _
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.widgets.fields import Choice


class ChooseSeveral(Dialog[list[str]]):
    """Shows choices with boxes; Enter answers with the values of those that are on, in their order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", show=False, priority=True),
        Binding("a", "switch_all", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], on: Collection[str], *, quote: str = "") -> None:
        super().__init__(title, _("space on/off   a all or none   ⏎ keep   Esc leave"), quote)
        self._choices, self._on = tuple(choices), frozenset(on)

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield SelectionList[str](
            *(
                Selection(
                    Content.assemble(c.name, (f"   {c.detail}" if c.detail else "", "$quiet")),
                    c.value,
                    c.value in self._on,
                )
                for c in self._choices
            )
        )

    def on_mount(self) -> None:
        """Take the room there is."""
        self.query_one(SelectionList).styles.max_height = self.room()

    def action_switch_all(self) -> None:
        """Switch all on, or all off when all are on."""
        listing = self.query_one(SelectionList)
        if len(listing.selected) == len(self._choices):
            listing.deselect_all()
        else:
            listing.select_all()

    def action_keep(self) -> None:
        """Answer with what is on."""
        on = set(self.query_one(SelectionList).selected)
        self.dismiss([c.value for c in self._choices if c.value in on])
