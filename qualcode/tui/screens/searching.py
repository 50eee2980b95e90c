"""Searching all texts, with the hits in their context."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from qualcode.core.search import Hit
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.listing import Listing

_SHOWN = 1000


class SearchScreen(Listing):
    """One query over all sources; Enter opens a hit in the reading view."""

    CONTEXT = "search"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]
    AUTO_FOCUS = "#query"

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self._found = 0
        self._asked = ""

    def compose_body(self) -> ComposeResult:
        """Yield the input above the table."""
        yield Input(
            self.qualcode.desk.query, id="query", placeholder=_("words, norm*, one | other, /regular expression/")
        )
        yield from super().compose_body()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        if event.value.strip():
            self.qualcode.desk.query = self._asked = event.value.strip()
            self.search(event.value.strip())

    @work(thread=True, exclusive=True, group="search")
    def search(self, query: str) -> None:
        """Find the hits in a thread with a connection of its own."""
        worker = get_current_worker()
        hits: list[Hit] = []
        n = 0
        try:
            with Project.open(self.project.path, write=False) as project:
                for hit in project.search(query):
                    if worker.is_cancelled:
                        return
                    n += 1
                    if n <= _SHOWN:
                        hits.append(hit)
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            return
        self.app.call_from_thread(self._take_hits, hits, n)

    def _take_hits(self, hits: list[Hit], found: int) -> None:
        self.hits, self._found = hits, found
        self.show_project()
        self.put_lines()
        if hits:
            self.table.focus()

    def show_project(self) -> None:
        """Show the hits with their context."""
        sources = {s.id: s for s in self.project.sources()}
        width = self.app.size.width - 34
        rows: list[tuple[str, list[str | Content]]] = []
        for n, hit in enumerate(self.hits):
            source = sources.get(hit.source)
            if source is None:
                continue
            text = self.project.text(source)
            before = " ".join(text[max(0, hit.start - 60) : hit.start].split("\n"))[-(width // 3) :]
            after = " ".join(text[hit.end : hit.end + 80].split("\n"))
            context = Content.assemble(
                (before.rjust(width // 3), "$quiet"),
                (text[hit.start : hit.end].replace("\n", " "), "bold on $hit"),
                after,
            )
            rows.append((str(n), [f"{source.handle[:22]}", f"{hit.line:>5}", context]))
        headings = [(_("Source"), 22), (_("Line"), 5), (_("Hit"), 0)]
        empty = _("No hits for “{query}”.").format(query=self._asked) if self._asked else ""
        self.fill(headings, rows, empty or _("Write what to search for, then ⏎."))

    def details(self) -> list[str]:
        """Return how many hits there are."""
        if not self._found:
            return []
        found = ngettext("{n} hit", "{n} hits", self._found).format(n=number(self._found))
        return [found if self._found <= _SHOWN else _("{found}, the first {n} shown").format(found=found, n=_SHOWN)]

    def action_open(self) -> None:
        """Open the hit in the reading view."""
        chosen = self.chosen()
        if chosen is not None:
            hit = self.hits[int(chosen)]
            self.qualcode.open_source(hit.source, hit.start, hit.end)

    def action_query(self) -> None:
        """Go back to the input."""
        self.query_one("#query", Input).focus()
