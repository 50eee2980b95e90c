"""The codings of a code with their quotes: read, opened, given another code."""

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

_SHOWN = 1000


class CodingsScreen(Dialog[Coding]):
    """Lists codings; Enter answers with one, r gives one's own another code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "recode", show=False),
        Binding("x,delete", "remove_coding", show=False),
    ]

    def __init__(self, place: Place, code: Code, codings: Sequence[Coding]) -> None:
        n = len(codings)
        name = place.project.codebook().path_name(code.id, get_language())
        title = ngettext("{name}: {n} coding", "{name}: {n} codings", n).format(name=name, n=number(n))
        if n > _SHOWN:
            title += " · " + _("the first {n} shown").format(n=number(_SHOWN))
        super().__init__(title, _("⏎ open   r another code   x take away   Esc close"))
        self._place, self._code = place, code
        self._codings = {c.id: c for c in codings[:_SHOWN]}

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield OptionList(id="codings")

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(OptionList)
        listing.styles.max_height = self.room()
        listing.add_options(self._option(c) for c in self._codings.values())
        if listing.option_count:
            listing.highlighted = 0

    def _option(self, coding: Coding) -> Option:
        project = self._place.project
        book, people = project.codebook(), {p.id: p.name for p in project.persons()}
        source = project.source(coding.source)
        if coding.start is None or coding.end is None:
            words, line = (_("missing here") if coding.absent else _("no passage")), ""
        else:
            words = quote(project.quote(source, coding.start, coding.end), 2 * self.box_width - 2)
            line = f" {project.line_map(source).lines(coding.start, coding.end)[0]}"
        more = [people.get(coding.coder, "–"), facets_words(coding, book)]
        if coding.code != self._code.id and coding.code in book.by_id:
            more.append(book.by_id[coding.code].name(get_language()))
        about = " · ".join(m for m in more if m)
        text = Content.assemble(words, "\n", (f"  {source.title}{line} · {about}", "$quiet"))
        return Option(text, id=coding.id)

    def _chosen(self) -> Coding | None:
        listing = self.query_one(OptionList)
        if listing.highlighted is None:
            return None
        return self._codings.get(listing.get_option_at_index(listing.highlighted).id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the coding chosen."""
        self.dismiss(self._codings.get(event.option.id or ""))

    def _own(self) -> Coding | None:
        coding = self._chosen()
        if coding is not None and coding.coder != self._place.project.actor:
            self._place.refuse(_("this coding is another coder's"))
            return None
        return coding

    def action_recode(self) -> None:
        """Give the coding another code; those that the code was split into come first."""
        coding, book = self._own(), self._place.project.codebook()
        if coding is None:
            return
        offered = choices(book, get_language(), without=frozenset([coding.code]))
        offered.sort(key=lambda c: c.value not in self._code.split_into)

        def then(code: str | None) -> None:
            if code and self._place.change(deeds.recode(coding, code), done=_("given another code")):
                self._drop(coding)

        words = self._place.project.quote(self._place.project.source(coding.source), coding.start, coding.end)
        self.app.push_screen(Choose(_("Another code"), offered, quote=quote(words, 200)), then)

    def action_remove_coding(self) -> None:
        """Take the coding away."""
        coding = self._own()
        if coding is not None and self._place.change(
            deeds.remove_coding(coding), done=_("taken away; u brings it back")
        ):
            self._drop(coding)

    def _drop(self, coding: Coding) -> None:
        listing = self.query_one(OptionList)
        at = listing.get_option_index(coding.id)
        self._codings.pop(coding.id, None)
        listing.remove_option(coding.id)
        if listing.option_count:
            listing.highlighted = min(at, listing.option_count - 1)
