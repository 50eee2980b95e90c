"""Asking for codes for a passage, and for the name and place of a code that is made on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualcode.core.codebook import Code, add_code
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.i18n import _, get_language
from qualcode.tui.figures import quote
from qualcode.tui.picking import Finder, Signs
from qualcode.tui.screens.code_form import choices, free_handle
from qualcode.tui.screens.form import DeedForm
from qualcode.tui.screens.picker import Picked, PickerScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.fields import Choice, Field


@dataclass(frozen=True, slots=True)
class Chosen:
    """Codes (ids) and facets for a passage; ``new`` is the one among them that is not yet in the codebook."""

    codes: tuple[str, ...]
    facets: Mapping[str, str] = field(default_factory=dict)
    new: Code | None = None

    @property
    def making(self) -> tuple[Change, ...]:
        """What makes the new code."""
        return () if self.new is None else (add_code(self.new),)


def ask_codes(
    place: Place,
    title: str,
    words: str,
    then: Callable[[Chosen], None],
    *,
    single: bool = False,
    new: bool = True,
) -> None:
    """Ask for one or several codes for some words, ranked by recency and by the cues in the words.

    ``then`` is given what was chosen, and is not called when nothing was.
    """
    book = place.project.codebook()
    finder = Finder(book)
    signs = Signs(place.project.recent_codes(), {}, finder.cues_in(words))
    paint = place.code_paints(book)
    shown = quote(words, 150) if words else ""
    ask_by(place, PickerScreen(title, shown, book, finder, signs, paint=paint, single=single, new=new), then)


def ask_by(place: Place, picker: PickerScreen, then: Callable[[Chosen], None]) -> None:
    """Ask by a picker, and for the place of a code that was named in it; nothing is left of what Escape ended."""

    def take(picked: Picked | None) -> None:
        if picked is None:
            return

        def with_new(named: Chosen) -> None:
            then(Chosen(tuple(dict.fromkeys((*picked.codes, *named.codes))), picked.facets, named.new))

        if picked.new:
            ask_new_code(place, picked.new, with_new)
        else:
            then(Chosen(picked.codes, picked.facets))

    place.app.push_screen(picker, take)


def ask_new_code(place: Place, name: str, then: Callable[[Chosen], None], *, title: str = "") -> None:
    """Ask for the name of a new code and what it stands under; a code that has the name already is chosen instead."""
    book, desk, language = place.project.codebook(), place.qualcode.desk, get_language()
    offered = choices(book, language)
    under = desk.under if any(c.value == desk.under for c in offered) else ""
    top = Choice("", _("– top of the codebook –"))
    fields = [Field("name", _("name"), name), Field("under", _("under"), under, (top, *offered))]

    def take(given: Mapping[str, str] | None) -> None:
        if not given or not given["name"]:
            return
        desk.under = given["under"]
        wanted = given["name"].casefold()
        named = (c for c in book.standing if wanted in (c.name_sv.casefold(), c.name_en.casefold()))
        known = next((c for c in named if c.status != "retired"), None)
        if known is not None:
            words = _("there is a code {name} already: that one is taken").format(name=known.name(language))
            place.notify(words, markup=False)
            then(Chosen((known.id,)))
            return
        code = _draft(place, given["name"], given["under"] or None)
        then(Chosen((code.id,), new=code))

    place.app.push_screen(DeedForm(title or _("New code"), fields, does=_("set the code")), take)


def ask_code(place: Place, title: str, then: Callable[[Code], None]) -> None:
    """Ask for one code that is in the codebook."""

    def take(chosen: Chosen) -> None:
        then(place.project.codebook().by_id[chosen.codes[-1]])

    ask_codes(place, title, "", take, single=True, new=False)


def _draft(place: Place, name: str, parent: str | None) -> Code:
    """Return a draft of a code that was named on the way, last under another (its id) or at the top."""
    book = place.project.codebook()
    at = len(book.children(parent))
    owner = book.by_id[parent].codebook if parent else book.books[0].handle if len(book.books) == 1 else None
    return Code(new_id(), free_handle(book, name), name, parent=parent, status="draft", position=at, codebook=owner)
