"""Writing one's memo about a thing, from whichever screen the thing is on."""

from __future__ import annotations

from qualcode.core import memos
from qualcode.i18n import _
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.place import Place


def ask_memo(place: Place, kind: str, about: str, name: str) -> None:
    """Ask for one's latest memo about a thing, or for a new one; an emptied memo is taken away."""
    mine = [m for m in place.project.memos(about=about) if m.author == place.project.actor]
    old = mine[-1] if mine else None

    def then(text: str | None) -> None:
        if text is None:
            return
        if old is not None and text:
            place.change(memos.edit_memo(old.id, text=text, title=old.title), done=_("memo kept"))
        elif old is not None:
            place.change(memos.remove_memo(old.id), done=_("taken away; u brings it back"))
        elif text:
            place.change(memos.add_memo(kind, about, text), done=_("memo kept"))

    place.app.push_screen(AskText(_("Memo: {name}").format(name=name), old.text if old else ""), then)
