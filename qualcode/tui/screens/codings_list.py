"""The codings of a code with their quotes: read, opened, marked, given another code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core import codings as deeds
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.figures import facets_words, number, quote
from qualcode.tui.screens.code_form import choices
from qualcode.tui.screens.dialogs import Choose, Dialog
from qualcode.tui.screens.place import Place

_AT_ONCE = 100


class CodingsScreen(Dialog[Coding]):
    """Lists codings; Enter answers with one, space marks, r gives those marked, else one, another code.

    Rows are made when the cursor comes near them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
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
        self._codings = {c.id: c for c in codings}
        self._waiting = list(self._codings)
        self._marked: set[str] = set()
        self._people = {p.id: p.name for p in place.project.persons()}
        self._sources = {s.id: s for s in place.project.sources()}

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield OptionList(id="codings")

    @property
    def listing(self) -> OptionList:
        """The list."""
        return self.query_one("#codings", OptionList)

    def on_mount(self) -> None:
        """Fill the list."""
        self.listing.styles.max_height = self.room()
        self._more()
        if self.listing.option_count:
            self.listing.highlighted = 0
        self._put_title()

    def _more(self) -> None:
        now, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        self.listing.add_options(Option(self._page(self._codings[i]), id=i) for i in now if i in self._codings)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Make more rows before the cursor comes to the last."""
        if self._waiting and event.option_index >= self.listing.option_count - _AT_ONCE // 4:
            self._more()

    def _put_title(self) -> None:
        n = len(self._codings)
        title = ngettext("{name}: {n} coding", "{name}: {n} codings", n).format(name=self._name, n=number(n))
        if self._marked:
            title += " · " + _("{n} marked").format(n=number(len(self._marked)))
        self.put_title(title)

    def _page(self, coding: Coding) -> Content:
        project = self._place.project
        book, source = project.codebook(), self._sources[coding.source]
        if coding.start is None or coding.end is None:
            words, line = (_("missing here") if coding.absent else _("no passage")), ""
        else:
            words = quote(project.quote(source, coding.start, coding.end), 2 * self.box_width - 4)
            line = f" {project.line_map(source).lines(coding.start, coding.end)[0]}"
        more = [self._people.get(coding.coder, "–"), facets_words(coding, book)]
        if coding.code != self._code.id and coding.code in book.by_id:
            more.append(book.by_id[coding.code].name(get_language()))
        about = " · ".join(m for m in more if m)
        mark = ("✓ ", "$success bold") if coding.id in self._marked else ""
        return Content.assemble(mark, words, "\n", (f"  {source.title}{line} · {about}", "$quiet"))

    def _chosen(self) -> Coding | None:
        at = self.listing.highlighted
        return None if at is None else self._codings.get(self.listing.get_option_at_index(at).id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the coding chosen."""
        self.dismiss(self._codings.get(event.option.id or ""))

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
        self._show_marks([coding.id])
        self.listing.action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark all of one's own, or none."""
        own = {c.id for c in self._codings.values() if self._is_own(c)}
        changed, self._marked = own, set() if self._marked == own else own
        self._show_marks(changed)

    def _show_marks(self, identifiers: Sequence[str] | set[str]) -> None:
        waiting = set(self._waiting)
        for identifier in identifiers:
            if identifier not in waiting:
                self.listing.replace_option_prompt(identifier, self._page(self._codings[identifier]))
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
        listing, waiting = self.listing, set(self._waiting)
        at = listing.highlighted or 0
        for coding in gone:
            del self._codings[coding.id]
            if coding.id not in waiting:
                listing.remove_option(coding.id)
        self._waiting = [i for i in self._waiting if i in self._codings]
        self._marked &= self._codings.keys()
        if not listing.option_count:
            self._more()
        if listing.option_count:
            listing.highlighted = min(at, listing.option_count - 1)
        self._put_title()
