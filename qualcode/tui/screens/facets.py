"""The facets of a coding, set by single keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qualcode.core.codebook import Facet
from qualcode.i18n import _, get_language
from qualcode.tui.screens.dialogs import Dialog


class FacetsScreen(Dialog[Mapping[str, str]]):
    """One facet after the other: a value's key sets it and goes on; Enter keeps what is set."""

    can_focus = True

    def __init__(self, title: str, facets: Sequence[Facet], chosen: Mapping[str, str]) -> None:
        super().__init__(title, _("letter = value   space = none   ↑↓ facet   ⏎ keep   Esc leave"))
        self._facets, self._chosen, self._at = facets, dict(chosen), 0

    def compose_box(self) -> ComposeResult:
        """Yield the facets."""
        yield Static(id="facets")

    def on_mount(self) -> None:
        """Show the facets."""
        self._put()

    def on_key(self, event: events.Key) -> None:
        """Set a value, go to another facet, or keep."""
        facet = self._facets[self._at]
        value = next((v for v in facet.values if v.key and v.key == event.character), None)
        step = 0
        if event.key == "enter":
            event.stop()
            self.dismiss(self._chosen)
            return
        if event.key in ("down", "tab"):
            step = 1
        elif event.key in ("up", "shift+tab"):
            step = -1
        elif event.character and event.character.isdigit() and 0 < int(event.character) <= len(self._facets):
            step = int(event.character) - 1 - self._at
        elif event.key in ("space", "backspace"):
            self._chosen.pop(facet.handle, None)
            step = 1
        elif value is not None:
            self._chosen[facet.handle] = value.handle
            step = 1
        else:
            return
        event.stop()
        event.prevent_default()
        self._at = (self._at + step) % len(self._facets)
        self._put()

    def _put(self) -> None:
        language = get_language()
        lines = []
        for n, facet in enumerate(self._facets):
            here = n == self._at
            parts: list[Content | tuple[str, str] | str] = [
                ("▸ " if here else "  ", "bold"),
                (f"{n + 1} {facet.name(language):<18}", "bold" if here else "$quiet"),
            ]
            for value in facet.values:
                chosen = self._chosen.get(facet.handle) == value.handle
                name = value.name(language)
                key = f"{value.key} " if here and value.key else ""
                parts += [(key, "$accent"), (f"[{name}]" if chosen else name, "bold" if chosen else ""), "  "]
            lines.append(Content.assemble(*parts))
        self.query_one("#facets", Static).update(Content("\n").join(lines))
