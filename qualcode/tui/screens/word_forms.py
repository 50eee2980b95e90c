"""The forms in which a word stands, its compounds among them; one of them is searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.counting import WordForm, lemma_forms
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import Dialog
from qualcode.wording import form_role

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place


class FormsScreen(Dialog[str]):
    """Answers with the query of a form, or of the lemma with all of them."""

    def __init__(self, place: Place, word: str, group: str) -> None:
        super().__init__(_("Forms of {word}").format(word=word), _("↑↓ choose   ⏎ search for it   Esc leave"))
        self._place, self._word, self._group = place, word, group
        self._queries: list[str] = []

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield OptionList(id="forms")

    def on_mount(self) -> None:
        """Look for the forms."""
        self.query_one(OptionList).styles.max_height = self.room()
        self.look()

    @work(thread=True, exclusive=True, group="forms")
    def look(self) -> None:
        """Find the forms in a thread."""
        try:
            with alongside(self._place.project) as project:
                found = lemma_forms(project, self._word, self._group)
        except NotFound:
            found = []  # a name or a number is listed as it is written and is no lemma
        self.app.call_from_thread(self._fill, found)

    def _fill(self, found: list[WordForm]) -> None:
        listing = self.query_one(OptionList)
        whole = f"lemma:{self._word.lower()}" if found else self._word
        line = Content.assemble((f"{number(sum(f.n for f in found)):>7}  ", "bold"), _("all of them"))
        listing.add_option(Option(line))
        for form in found:
            figures = f"{number(form.n):>7}  "
            listing.add_option(Option(Content.assemble(figures, f"{form.form:<30} ", (form_role(form.role), "$quiet"))))
        listing.highlighted = 0
        self._queries = [whole, *(f.form for f in found)]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the query."""
        self.dismiss(self._queries[event.option_index])
