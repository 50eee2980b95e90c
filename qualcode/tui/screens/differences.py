"""A list of the places where coders differ, each with both sides and its words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from qualcode.core.adjudication import Dispute
from qualcode.i18n import _, get_language
from qualcode.teams.figure_words import difference_text
from qualcode.tui.figures import number, quote
from qualcode.tui.screens.codings_list import ROW, row
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.longlist import LongList


class DifferencesScreen(Dialog[None]):
    """Lists places; Enter opens one in the reading view."""

    def __init__(self, place: Place, title: str, found: Sequence[Dispute]) -> None:
        super().__init__(f"{title} · {number(len(found))}", _("⏎ open   Esc close"))
        self._place, self._found = place, found
        self._people = {p.id: p.name for p in place.project.persons()}

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LongList(id="codings")

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(LongList)
        listing.styles.height = min(self.room(), ROW * len(self._found))
        listing.show(len(self._found), lambda n, width: self._row(self._found[n], width), high=ROW)

    def _row(self, d: Dispute, width: int) -> Content:
        project, language = self._place.project, get_language()
        book = project.codebook()
        source = project.source(d.source)
        sides = []
        for coder in d.coders:
            its = next((c for c in d.codings if c.coder == coder), None)
            code = book.by_id.get(its.code) if its is not None else None
            sides.append(f"{self._people.get(coder, '–')}: {code.name(language) if code else '–'}")
        where = source.title
        words = _("the source as a whole")
        if d.start is not None and d.end is not None:
            where += f" {project.line_map(source).line(d.start)}"
            words = quote(project.quote(source, d.start, d.end), (ROW - 1) * (width - 4))
        return row(words, f"{where} · {difference_text(d.kind)} · {' · '.join(sides)}", width)

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Open the place."""
        d = self._found[event.listing.cursor]
        self.dismiss(None)
        self._place.qualcode.open_source(d.source, d.start, d.end)
