"""A list of the places where coders differ, each with both sides and its words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core.adjudication import Dispute
from qualcode.i18n import _, get_language
from qualcode.teams.figure_words import difference_text
from qualcode.tui.figures import number, quote
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.place import Place

_SHOWN = 1000
_AT_ONCE = 60


class DifferencesScreen(Dialog[None]):
    """Lists places; Enter opens one in the reading view."""

    def __init__(self, place: Place, title: str, found: Sequence[Dispute]) -> None:
        super().__init__(f"{title} · {number(len(found))}", _("⏎ open   Esc close"))
        self._place, self._found = place, {d.id: d for d in found[:_SHOWN]}
        self._waiting = list(self._found)

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield OptionList(id="codings")

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(OptionList)
        listing.styles.max_height = self.room()
        self._more()
        listing.highlighted = 0

    def _more(self) -> None:
        now, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        self.query_one(OptionList).add_options(Option(self._page(self._found[i]), id=i) for i in now)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Make more rows before the cursor comes to the last."""
        if self._waiting and event.option_index >= event.option_list.option_count - _AT_ONCE // 4:
            self._more()

    def _page(self, d: Dispute) -> Content:
        project, language = self._place.project, get_language()
        people, book = {p.id: p.name for p in project.persons()}, project.codebook()
        source = project.source(d.source)
        sides = []
        for coder in d.coders:
            its = next((c for c in d.codings if c.coder == coder), None)
            code = book.by_id.get(its.code) if its is not None else None
            sides.append(f"{people.get(coder, '–')}: {code.name(language) if code else '–'}")
        where = source.title
        words = _("the source as a whole")
        if d.start is not None and d.end is not None:
            where += f" {project.line_map(source).line(d.start)}"
            words = quote(project.quote(source, d.start, d.end), 2 * self.box_width - 2)
        about = f"\n  {where} · {difference_text(d.kind)} · {' · '.join(sides)}"
        return Content.assemble(words, (about, "$quiet"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the place."""
        d = self._found[event.option.id or ""]
        self.dismiss(None)
        self._place.qualcode.open_source(d.source, d.start, d.end)
