"""Asking for codes for a passage that stands elsewhere than in the reading view."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.core.codebook import Code
from qualcode.core.ids import new_id
from qualcode.tui.figures import quote
from qualcode.tui.picking import Finder, Signs
from qualcode.tui.screens.code_form import free_handle
from qualcode.tui.screens.picker import Picked, PickerScreen
from qualcode.tui.screens.place import Place


def ask_codes(
    place: Place,
    title: str,
    words: str,
    then: Callable[[Picked | None], None],
    *,
    single: bool = False,
    new: bool = True,
) -> None:
    """Ask for one or several codes for some words, ranked by recency and by the cues in the words."""
    book = place.project.codebook()
    finder = Finder(book)
    signs = Signs(place.project.recent_codes(), {}, finder.cues_in(words))
    paint = place.code_paints(book)
    shown = quote(words, 150) if words else ""
    place.app.push_screen(PickerScreen(title, shown, book, finder, signs, paint=paint, single=single, new=new), then)


def ask_code(place: Place, title: str, then: Callable[[Code], None]) -> None:
    """Ask for one code that is in the codebook."""

    def take(picked: Picked | None) -> None:
        if picked is not None and picked.codes:
            then(place.project.codebook().by_id[picked.codes[-1]])

    ask_codes(place, title, "", take, single=True, new=False)


def new_code(place: Place, name: str, parent: str | None = None) -> Code:
    """Return a draft of a code that was named on the way, last under another (its id) or at the top."""
    book = place.project.codebook()
    place_there = len(book.children(parent))
    return Code(new_id(), free_handle(book, name), name, parent=parent, status="draft", position=place_there)
