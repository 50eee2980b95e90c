"""The facets of a coding, set by single keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qualcode.core.codebook import Facet, FacetValue
from qualcode.i18n import _, get_language
from qualcode.tui.screens.dialogs import Dialog


def value_keys(facet: Facet, language: str) -> dict[str, FacetValue]:
    """Return the values of a facet by the key that sets each: its own, else a letter of its name, else a digit."""
    keys = {v.key: v for v in facet.values if v.key}
    for value in facet.values:
        if not value.key:
            letters = [c for c in value.name(language).lower() if c.isalpha()]
            key = next((c for c in (*letters, *"abcdefghijklmnopqrstuvwxyz") if c not in keys), "")
            keys[key] = value
    keys.pop("", None)
    return keys


class FacetsScreen(Dialog[Mapping[str, str]]):
    """One facet after the other: a value's key sets it and goes on; Enter keeps what is set, as does the last facet.

    A key that means nothing in the facet at hand, and something in one other only, sets that one.
    """

    can_focus = True

    def __init__(self, title: str, facets: Sequence[Facet], chosen: Mapping[str, str]) -> None:
        super().__init__(title, _("letter = value   space = none   ↑↓ facet   ⏎ keep   Esc leave"))
        self._facets, self._chosen, self._at = facets, dict(chosen), 0
        self._keys = [value_keys(f, get_language()) for f in facets]

    def compose_box(self) -> ComposeResult:
        """Yield the facets."""
        yield Static(id="facets")

    def on_mount(self) -> None:
        """Show the facets."""
        self._put()

    def on_key(self, event: events.Key) -> None:
        """Set a value, go to another facet, or keep."""
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
            self._chosen.pop(self._facets[self._at].handle, None)
            step = 1
        elif self._set(event.character or ""):
            event.stop()
            event.prevent_default()
            if self._at == len(self._facets) - 1:
                self.dismiss(self._chosen)
                return
            step = 1
        else:
            return
        event.stop()
        event.prevent_default()
        self._at = (self._at + step) % len(self._facets)
        self._put()

    def _set(self, key: str) -> bool:
        """Set the value of a key, in the facet at hand or in the only other one that knows it."""
        known = [n for n, keys in enumerate(self._keys) if key in keys]
        if self._at not in known and len(known) != 1:
            return False
        self._at = self._at if self._at in known else known[0]
        self._chosen[self._facets[self._at].handle] = self._keys[self._at][key].handle
        return True

    def _put(self) -> None:
        language = get_language()
        room = self.box_width
        lines = []
        for n, facet in enumerate(self._facets):
            here = n == self._at
            head = Content.assemble(
                ("▸ " if here else "  ", "bold"),
                (f"{n + 1} {facet.name(language):<18}", "bold" if here else "$quiet"),
            )
            values = []
            keys = {v.handle: k for k, v in self._keys[n].items()}
            for value in facet.values:
                chosen = self._chosen.get(facet.handle) == value.handle
                name = value.name(language)
                key = f"{keys[value.handle]} " if here and value.handle in keys else ""
                values.append(
                    Content.assemble((key, "$accent"), (f"[{name}]" if chosen else name, "bold" if chosen else ""))
                )
            lines += _beside(head, values, room)
        self.query_one("#facets", Static).update(Content("\n").join(lines))


def _beside(head: Content, values: Sequence[Content], room: int) -> list[Content]:
    """Return a head and what stands beside it, broken before what does not fit and indented as the first."""
    lines, indent = [head], head.cell_length
    for value in values:
        if lines[-1].cell_length > indent and lines[-1].cell_length + value.cell_length > room:
            lines.append(Content(" " * indent))
        lines[-1] = Content.assemble(lines[-1], value, "  ")
    return lines
