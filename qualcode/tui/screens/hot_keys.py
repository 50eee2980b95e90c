"""Hot keys: one letter for each code that is used all the time, given and taken in the reading view."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qualcode.core.codebook import Codebook
from qualcode.i18n import _, get_language
from qualcode.tui.colours import CodePaint, readable
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.widgets.codetree import CodeTree

_FREE = "="


class HotKeysDialog(Dialog[str]):
    """Shows the hot keys; answers with the code of the letter pressed.

    After ``=`` the next letter is given to the code at hand; ``keys`` is changed in place.
    """

    can_focus = True

    def __init__(
        self, book: Codebook, paint: Mapping[str, CodePaint], keys: dict[str, str], at_hand: str | None
    ) -> None:
        super().__init__(_("Code by one letter"), _("letter = set the code   = gives a letter to a code   Esc leave"))
        self._book, self._paint, self._keys, self._at_hand = book, paint, keys, at_hand
        self._giving = False

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield Static(id="hot-keys")

    def on_mount(self) -> None:
        """Show the list."""
        self._put()

    def on_key(self, event: events.Key) -> None:
        """Take a letter."""
        letter = event.character or ""
        if event.key == "escape" or not (letter.isalnum() or letter == _FREE):
            return
        event.stop()
        event.prevent_default()
        if letter == _FREE:
            self._giving = self._at_hand is not None
        elif self._giving and self._at_hand is not None:
            for old in [k for k, code in self._keys.items() if code == self._at_hand]:
                del self._keys[old]
            self._keys[letter] = self._at_hand
            self._giving = False
        elif letter in self._keys:
            self.dismiss(self._keys[letter])
            return
        self._put()

    def _put(self) -> None:
        language = get_language()
        ground = self.app.theme_variables.get("background", "#000000")
        lines: list[Content] = []
        for letter, code in sorted(self._keys.items()):
            paint = self._paint.get(code)
            colour = readable(paint.colour, ground) if paint else ""
            lines.append(
                Content.assemble((f"  {letter}  ", "$accent bold"), ("▌", colour), self._book.path_name(code, language))
            )
        if not lines:
            lines.append(Content(_("No code has a letter yet.")).stylize("$quiet"))
        if self._giving and self._at_hand is not None:
            name = self._book.path_name(self._at_hand, language)
            lines.append(Content(_("Which letter for {code}?").format(code=name)).stylize("$accent"))
        elif self._at_hand is None:
            lines.append(Content(_("To give a letter, put the cursor on a coding or on a code.")).stylize("$quiet"))
        self.query_one("#hot-keys", Static).update(Content("\n").join(lines))


class HotKeys(CodingScreen):
    """Coding by one letter."""

    def action_hot_key(self) -> None:
        """Show the hot keys, and put the chosen code on the passage."""
        tree, desk = self.query_one(CodeTree), self.qualcode.desk
        if tree.has_focus:
            at_hand = tree.code
        else:
            coding = self.opened.codings.get(self.view.hand or "") if self.opened else None
            at_hand = coding.code if coding else next(iter(self.recent), None)
        for letter in [k for k, code in desk.hot_keys.items() if code not in self.book.by_id]:
            del desk.hot_keys[letter]

        def then(code: str | None) -> None:
            if code is not None:
                self.put_codes([code])

        self.app.push_screen(HotKeysDialog(self.book, self.paint, desk.hot_keys, at_hand), then)
