"""A list of lines in which a click moves the cursor and a double click chooses, as in all lists."""

from __future__ import annotations

from textual import events
from textual.widgets import OptionList


class LineList(OptionList):
    """An option list that a single click only moves in: what choosing does may change the project."""

    async def _on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a double click chooses."""
        event.prevent_default()
        at = event.style.meta.get("option")
        if at is not None and not self.get_option_at_index(at).disabled:
            self.highlighted = at
            if event.chain == 2:
                self.action_select()
