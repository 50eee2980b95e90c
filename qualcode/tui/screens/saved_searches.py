"""The searches that were kept under a name: run again, on everything or on new material, or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core.people import SavedQuery, forget_query
from qualcode.i18n import _, ngettext
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """A saved search to run, on everything or only on sources imported since it was kept."""

    query: SavedQuery
    new: bool


class SavedScreen(Dialog[Wanted]):
    """Lists the saved searches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_material", show=False),
        Binding("x,delete", "forget", show=False),
    ]

    def __init__(self, place: Place) -> None:
        super().__init__(_("Saved searches"), _("⏎ search   n only new material   x take away   Esc leave"))
        self._place = place

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LineList(id="searches")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).styles.max_height = self.room()
        self._fill()

    def _fill(self) -> None:
        listing, project = self.query_one(OptionList), self._place.project
        people = {p.id: p.name for p in project.persons()}
        at = listing.highlighted or 0
        listing.clear_options()
        for kept in project.queries():
            new = len(project.sources_since(kept.id))
            since = ngettext("{n} new source", "{n} new sources", new).format(n=number(new)) if new else ""
            about = " · ".join(x for x in (people.get(kept.made_by, ""), since) if x)
            text = Content.assemble((kept.name, "bold"), "  ", (about, "$quiet"), "\n  ", kept.expression)
            listing.add_option(Option(text, id=kept.id))
        if listing.option_count:
            listing.highlighted = min(at, listing.option_count - 1)

    def _chosen(self) -> SavedQuery | None:
        listing = self.query_one(OptionList)
        if listing.highlighted is None:
            return None
        wanted = listing.get_option_at_index(listing.highlighted).id
        return next((q for q in self._place.project.queries() if q.id == wanted), None)

    def on_option_list_option_selected(self) -> None:
        """Run the search on everything."""
        kept = self._chosen()
        if kept is not None:
            self.dismiss(Wanted(kept, new=False))

    def action_new_material(self) -> None:
        """Run the search on sources imported since it was kept."""
        kept = self._chosen()
        if kept is not None:
            self.dismiss(Wanted(kept, new=True))

    def action_forget(self) -> None:
        """Take the search away."""
        kept = self._chosen()
        if kept is not None and self._place.change(forget_query(kept.id), done=_("taken away; u brings it back")):
            self._fill()
