"""The jump: one key, then one letter, to any screen; digits and Enter to a line."""

from __future__ import annotations

from itertools import zip_longest

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui.actions import context_title
from qualcode.tui.screens.dialogs import Dialog

REPORT = "report"
#: A letter per screen, the same in every language.
PLACES = {
    "o": "overview",
    "k": "sources",
    "l": "reading",
    "b": "codebook",
    "t": "condensations",
    "a": "findings",
    "u": "claims",
    "z": "tables",
    "s": "scenes",
    "q": "quotations",
    "f": "search",
    "v": "sweep",
    "w": "words",
    "c": "cases",
    "m": "memos",
    "p": "pseudonyms",
    "h": "log",
    "i": "people",
    "x": "exchange",
    "j": "compare",
    "g": "agreement",
    "n": "conflicts",
    "d": "adjudication",
    "e": "review",
    "y": "forms",
    "r": REPORT,
}


def place_title(place: str) -> str:
    """Word a screen, or the report dialog."""
    return _("Print a report") if place == REPORT else context_title(place)


class JumpScreen(Dialog[str]):
    """Asks where to go; answers with a screen's name or the digits of a line."""

    can_focus = True

    def __init__(self, *, lines: bool) -> None:
        super().__init__(_("Go to"), _("letter = screen   digits ⏎ = line   Esc leave") if lines else "")
        self._lines, self._digits = lines, ""

    def compose_box(self) -> ComposeResult:
        """Yield the places."""
        yield Static(id="places")

    def on_mount(self) -> None:
        """Show the places."""
        self._put()

    def _put(self) -> None:
        places = [Content.assemble((f"  {key}  ", "$accent bold"), place_title(p)) for key, p in PLACES.items()]
        half = -(-len(places) // 2)
        pad = self.box_width // 2
        lines = [
            Content("").join((left, " " * max(2, pad - left.cell_length), right))
            for left, right in zip_longest(places[:half], places[half:], fillvalue=Content(""))
        ]
        if self._lines:
            lines.append(Content.assemble(("  1–9 ", "$accent bold"), _("line {line}").format(line=self._digits + "▏")))
        self.query_one("#places", Static).update(Content("\n").join(lines))

    def on_key(self, event: events.Key) -> None:
        """Go, or take a digit."""
        if event.key in PLACES:
            event.stop()
            self.dismiss(PLACES[event.key])
        elif self._lines and event.key.isdigit():
            event.stop()
            self._digits += event.key
            self._put()
        elif event.key == "backspace":
            self._digits = self._digits[:-1]
            self._put()
        elif event.key == "enter" and self._digits:
            event.stop()
            self.dismiss(self._digits)
