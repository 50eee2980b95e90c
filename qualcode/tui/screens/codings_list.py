"""The codings of a code with their quotes: read, opened, marked, given another code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from qualcode.core import codings as deeds
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.figures import facets_words, fitted, number, quote
from qualcode.tui.screens.code_form import choices
from qualcode.tui.screens.dialogs import TURN_BACK, Choose, Dialog
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.longlist import LongList

ROW = 3  # lines


class CodingsScreen(Dialog[Coding]):
    """Lists codings; Enter answers with one, space marks, r gives those marked, else one, another code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *TURN_BACK,
        Binding("space", "mark", show=False),
        Binding("a", "mark_all", show=False),
        Binding("r", "recode", show=False),
        Binding("x,delete", "remove_codings", show=False),
    ]

    def __init__(self, place: Place, code: Code, codings: Sequence[Coding]) -> None:
        name = place.project.codebook().path_name(code.id, get_language())
        hint = _("⏎ open   space mark   a mark all   r another code   x take away   Esc close")
        super().__init__(name, hint)
        self._place, self._code, self._name = place, code, name
        self._listed = {c.id: c for c in codings}
        self._codings = dict(self._listed)
        self._ids: list[str] = []
        self._marked: set[str] = set()
        self._people = {p.id: p.name for p in place.project.persons()}
        self._sources = {s.id: s for s in place.project.sources()}

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LongList(id="codings")

    @property
    def listing(self) -> LongList:
        """The list."""
        return self.query_one("#codings", LongList)

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self._put_title()

    def look_again(self) -> None:
        """List again what carries the code that it was listed with, and nothing that is gone."""
        now = {c.id: c for c in self._place.project.codings(code=self._code, subtree=True)}
        self._codings = {i: now[i] for i, c in self._listed.items() if i in now and now[i].code == c.code}
        self._marked &= self._codings.keys()
        self._fill(self.listing.cursor)
        self._put_title()

    def _fill(self, at: int = 0) -> None:
        listing = self.listing
        self._ids = list(self._codings)
        listing.styles.height = max(1, min(self.room(), ROW * len(self._ids)))
        listing.show(
            len(self._ids), lambda n, width: self._row(self._codings[self._ids[n]], width), cursor=at, high=ROW
        )

    def _put_title(self) -> None:
        n = len(self._codings)
        title = ngettext("{name}: {n} coding", "{name}: {n} codings", n).format(name=self._name, n=number(n))
        if self._marked:
            title += " · " + _("{n} marked").format(n=number(len(self._marked)))
        self.put_title(title)

    def _row(self, coding: Coding, width: int) -> Content:
        project = self._place.project
        book, source = project.codebook(), self._sources[coding.source]
        if coding.start is None or coding.end is None:
            words, line = (_("missing here") if coding.absent else _("no passage")), ""
        else:
            words = quote(project.quote(source, coding.start, coding.end), (ROW - 1) * (width - 4))
            line = f" {project.line_map(source).lines(coding.start, coding.end)[0]}"
        more = [self._people.get(coding.coder, "–"), facets_words(coding, book)]
        if coding.code != self._code.id and coding.code in book.by_id:
            more.append(book.by_id[coding.code].name(get_language()))
        about = " · ".join(m for m in more if m)
        marked = coding.id in self._marked
        return row(f"✓ {words}" if marked else words, f"{source.title}{line} · {about}", width, marked=marked)

    def _chosen(self) -> Coding | None:
        return self._codings[self._ids[self.listing.cursor]] if self._ids else None

    def on_long_list_chosen(self) -> None:
        """Answer with the coding chosen."""
        self.dismiss(self._chosen())

    # -- marking ------------------------------------------------------------

    def _is_own(self, coding: Coding) -> bool:
        return coding.coder == self._place.project.actor

    def action_mark(self) -> None:
        """Mark the coding, or take its mark away, and go to the next."""
        coding = self._chosen()
        if coding is None:
            return
        if not self._is_own(coding):
            self._place.refuse(_("this coding is another coder's"))
            return
        self._marked ^= {coding.id}
        self._show_marks()
        self.listing.action_by(1)

    def action_mark_all(self) -> None:
        """Mark all of one's own, or none."""
        own = {c.id for c in self._codings.values() if self._is_own(c)}
        self._marked = set() if self._marked == own else own
        self._show_marks()

    def _show_marks(self) -> None:
        self.listing.refresh()
        self._put_title()

    def _wanted(self) -> list[Coding]:
        """Return the codings marked, else the one under the cursor when it is one's own."""
        if self._marked:
            return [c for c in self._codings.values() if c.id in self._marked]
        coding = self._chosen()
        if coding is not None and not self._is_own(coding):
            self._place.refuse(_("this coding is another coder's"))
            return []
        return [] if coding is None else [coding]

    # -- deeds --------------------------------------------------------------

    def action_recode(self) -> None:
        """Give the codings another code; those that the code was split into come first."""
        wanted, project = self._wanted(), self._place.project
        if not wanted:
            return
        offered = choices(project.codebook(), get_language(), without=frozenset(c.code for c in wanted))
        offered.sort(key=lambda c: c.value not in self._code.split_into)
        n = len(wanted)
        done = ngettext("{n} coding given another code", "{n} codings given another code", n).format(n=number(n))

        def then(code: str | None) -> None:
            if code and self._place.change(*(deeds.recode(c, code) for c in wanted), done=done):
                self._drop(wanted)

        first = wanted[0]
        words = project.quote(self._sources[first.source], first.start, first.end) if n == 1 else ""
        self.app.push_screen(Choose(_("Another code"), offered, quote=quote(words, 200) if words else ""), then)

    def action_remove_codings(self) -> None:
        """Take the codings away."""
        wanted = self._wanted()
        if wanted and self._place.change(
            *(deeds.remove_coding(c) for c in wanted), done=_("taken away; u brings it back")
        ):
            self._drop(wanted)

    def _drop(self, gone: Sequence[Coding]) -> None:
        at = self.listing.cursor
        for coding in gone:
            del self._codings[coding.id]
        self._marked &= self._codings.keys()
        self._fill(at)
        self._put_title()


def row(words: str, about: str, width: int, *, marked: bool = False) -> Content:
    """Return a passage on the lines of a row: its words, then in quiet letters what there is to say about it."""
    shown = fitted(words, width, ROW - 1)
    if marked:
        shown = shown.stylize("$success bold", 0, 1)
    return Content.assemble(shown, "\n", (f"  {about}", "$quiet"))
