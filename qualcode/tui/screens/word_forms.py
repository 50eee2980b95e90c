"""The forms in which a word stands, its compounds among them; one of them is searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core.codebook import Code
from qualcode.errors import NotFound, QualcodeError
from qualcode.i18n import _, get_language
from qualcode.search.counting import WordForm, lemma_forms
from qualcode.search.own_words import exclude_word, take_up
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import number
from qualcode.tui.screens.code_choice import ask_code
from qualcode.tui.screens.dialogs import AskLine, Dialog
from qualcode.tui.widgets.lines import LineList
from qualcode.wording import form_role

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place


class FormsScreen(Dialog[str]):
    """Answers with the query of a form, or of the lemma with all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "exclude", show=False),
        Binding("w", "own", show=False),
    ]

    def __init__(self, place: Place, word: str, group: str) -> None:
        super().__init__(
            _("Forms of {word}").format(word=word),
            _("⏎ search for it   n not for a code   w the project's own word   Esc leave"),
        )
        self._place, self._word, self._group = place, word, group
        self._queries: list[str] = []

        self._forms: list[str] = []

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LineList(id="forms")

    def on_mount(self) -> None:
        """Look for the forms."""
        self.query_one(OptionList).styles.max_height = self.room()
        self.look()

    @work(thread=True, exclusive=True, group="forms", description="forms")
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
        self._forms = [self._word, *(f.form for f in found)]
        self._queries = [whole, *self._forms[1:]]

    def _form(self) -> str:
        listing = self.query_one(OptionList)
        return self._forms[listing.highlighted] if listing.highlighted is not None and self._forms else self._word

    def action_exclude(self) -> None:
        """Let the form not count as a cue of a code."""
        form, place = self._form(), self._place

        def then(code: Code) -> None:
            try:
                new = exclude_word(place.project, code, form)
            except QualcodeError as error:
                place.qualcode.tell(error)
                return
            name = code.name(get_language())
            done = _("{word} is no cue of {code} from now on") if new else _("{word} is no cue of {code} already")
            self.notify(done.format(word=form, code=name), markup=False, timeout=4)

        ask_code(place, _("“{word}” is no cue of which code?").format(word=form), then)

    def action_own(self) -> None:
        """Take the form up as a word of the project's own, under a lemma."""
        form, place = self._form(), self._place

        def then(lemma: str | None) -> None:
            if lemma:
                try:
                    take_up(place.project, [(form, lemma)])
                except QualcodeError as error:
                    place.qualcode.tell(error)
                    return
                done = _("{word} counts under {lemma} from now on").format(word=form, lemma=lemma)
                self.notify(done, markup=False, timeout=4)
                self.dismiss(None)
                place.take_in()

        self.app.push_screen(AskLine(_("The lemma of “{word}”").format(word=form), self._word), then)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the query."""
        self.dismiss(self._queries[event.option_index])
