"""Help: the keys that work on the screen at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui.actions import CONTEXTS, EVERYWHERE, context_title
from qualcode.tui.keys import key_names
from qualcode.tui.screens.dialogs import Dialog


class HelpScreen(Dialog[None]):
    """The actions of a screen, then those that work everywhere, with the keys as they are bound."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f1,enter", "leave", show=False)]

    def __init__(self, context: str, keys: Mapping[str, str]) -> None:
        super().__init__(_("Keys: {screen}").format(screen=context_title(context)), _("↑↓ scroll   Esc close"))
        self._screen_context, self._keys = context, keys

    def compose_box(self) -> ComposeResult:
        """Yield the keys."""
        with VerticalScroll():
            yield Static(self.page())

    def page(self) -> Content:
        """Return the page of help."""
        lines: list[Content] = []
        for context in dict.fromkeys((self._screen_context, EVERYWHERE)):
            lines.append(Content(context_title(context)).stylize("bold $accent"))
            for action in CONTEXTS[context]:
                keys = "  ".join(key_names(self._keys.get(action.id, action.keys)))
                lines.append(Content.assemble((f"  {keys:<18}", "$accent"), _(action.help)))
            lines.append(Content(""))
        lines.append(
            Content(_("Keys are rebound in ~/.config/qualcode/keys.toml; see docs/keys.md.")).stylize("$quiet")
        )
        return Content("\n").join(lines)
