"""Help: the keys that work on the screen at hand."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import groupby
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

_KEYS, _WIDE = 18, 92
_FEW = 4  # keys that do one thing and are all named


class HelpScreen(Dialog[None]):
    """The actions of a screen, then those that work everywhere, with the keys as they are bound."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f1,enter", "leave", show=False)]

    def __init__(self, context: str, keys: Mapping[str, str], more: Content | None = None) -> None:
        super().__init__(_("Keys: {screen}").format(screen=context_title(context)), _("↑↓ scroll   Esc close"))
        self._screen_context, self._keys, self._more = context, keys, more

    def compose_box(self) -> ComposeResult:
        """Yield the keys."""
        with VerticalScroll():
            yield Static(self.page())

    def page(self) -> Content:
        """Return the page of help."""
        lines: list[Content] = [] if self._more is None else [self._more, Content("")]
        width = min(_WIDE, self.app.size.width * 94 // 100) - 6
        for context in dict.fromkeys((self._screen_context, EVERYWHERE)):
            lines.append(Content(context_title(context)).stylize("bold $accent"))
            for helped, together in groupby(CONTEXTS[context], key=lambda a: a.help):
                names = [k for a in together for k in key_names(self._keys.get(a.id, a.keys))]
                keys = "  ".join(names if len(names) <= _FEW else (names[0], "…", names[-1]))
                text = textwrap.wrap(_(helped), max(20, width - _KEYS - 2)) or [""]
                lines.append(Content.assemble((f"  {keys:<{_KEYS}}", "$accent"), text[0]))
                lines += [Content(" " * (_KEYS + 2) + line) for line in text[1:]]
            lines.append(Content(""))
        lines.append(
            Content(_("Keys are rebound in ~/.config/qualcode/keys.toml; see docs/keys.md.")).stylize("$quiet")
        )
        return Content("\n").join(lines)
