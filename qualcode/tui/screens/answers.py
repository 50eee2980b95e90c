"""Forms answered case by case: the questions with one's own answers, a case at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.answering import answer, own_answers, state_text, take_form
from qualcode.core.cases import Case
from qualcode.core.forms import STATES, Answer, Form, Item
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import AskLine, AskText, Choose
from qualcode.tui.screens.form_agreement import ask_form, show_form_agreement
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.several import ChooseSeveral
from qualcode.tui.widgets.fields import Choice


class AnswersScreen(Listing):
    """The questions of a form about one case; below them what may be chosen."""

    CONTEXT = "forms"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("forms")]
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "_form_id", "_case_id")

    def __init__(self) -> None:
        super().__init__()
        self._form_id, self._case_id = "", ""
        self._form: Form | None = None
        self._cases: list[Case] = []
        self._answers: dict[tuple[str, str], Answer] = {}

    def compose_body(self) -> ComposeResult:
        """Yield the questions, and below them the one at hand."""
        yield from super().compose_body()
        with VerticalScroll(id="below", classes="tall", can_focus=False):
            yield Static(id="passage")

    # -- what is shown ------------------------------------------------------

    def show_project(self) -> None:
        """Read the form and one's own answers."""
        forms = self.project.forms()
        self._form = next((f for f in forms if f.id == self._form_id), forms[0] if forms else None)
        self._cases = self.project.cases()
        self._answers = own_answers(self.project, self._form) if self._form else {}
        headings = [(_("Question"), 0), (_("Answer"), 0), (_("Note"), 24)]
        case = self._case
        rows: list[tuple[str, list[str | Content]]] = []
        for item in self._form.items if self._form and case else ():
            found = self._answers.get((item.id, case.id)) if case else None
            rows.append((item.id, [item.question or item.handle, _told(item, found), found.note if found else ""]))
        missing = _("No form yet. i takes one over from a YAML file.")
        self.fill(headings, rows, missing if self._form is None else _("No case yet, or no question."))
        self._put_item()

    @property
    def _case(self) -> Case | None:
        return next((c for c in self._cases if c.id == self._case_id), self._cases[0] if self._cases else None)

    def details(self) -> list[str]:
        """Return the case, which stays where there is no room for more, and the form."""
        case = self._case
        if self._form is None or case is None:
            return []
        at = _("{name}, {n} of {all}").format(name=case.name, n=self._cases.index(case) + 1, all=len(self._cases))
        return [at, self._form.title or self._form.handle]

    def status(self) -> str:
        """Return how many of all answers are given."""
        if self._form is None:
            return ""
        done, of = len(self._answers), len(self._form.items) * len(self._cases)
        return _("{n} of {all} answered").format(n=number(done), all=number(of))

    def on_long_list_moved(self) -> None:
        """Show the question under the cursor."""
        self._put_item()

    def _put_item(self) -> None:
        item, body = self._item(), self.query_one("#passage", Static)
        if item is None:
            body.update("")
            return
        lines = [Content(item.question or item.handle).stylize("bold")]
        lines += [Content(f"{n}  {name}") for n, (_handle, name) in enumerate(item.choices, 1)]
        if not item.choices:
            lines.append(Content(_("a number") if item.scale != "nominal" else _("free words")).stylize("$quiet"))
        elif item.several:
            lines.append(Content(_("several may be chosen")).stylize("$quiet"))
        body.update(Content("\n").join(lines))

    def _item(self) -> Item | None:
        chosen = self.chosen()
        return next((i for i in self._form.items if i.id == chosen), None) if self._form else None

    def _here(self) -> tuple[Item, Case, Answer | None] | None:
        item, case = self._item(), self._case
        if item is None or case is None:
            self.refuse(self.nothing_here)
            return None
        return item, case, self._answers.get((item.id, case.id))

    # -- answering ----------------------------------------------------------

    def _answer(
        self, item: Item, case: Case, values: Sequence[str], *, state: str = STATES[0], note: str, go_on: bool = True
    ) -> None:
        try:
            answer(self.project, item, case, values, state=state, note=note)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()
        keys = self.keys_shown()
        if go_on and item.id in keys[:-1]:
            self.show_thing(keys[keys.index(item.id) + 1])
        self.put_lines()

    def action_pick(self, n: int) -> None:
        """Choose the value of a number; of several, take it away when it is chosen."""
        here = self._here()
        if here is None:
            return
        item, case, before = here
        if n > len(item.choices):
            self.refuse(_("this question has no value {n}").format(n=n))
            return
        value, note = item.choices[n - 1][0], before.note if before else ""
        if not item.several:
            self._answer(item, case, [value], note=note)
            return
        chosen = list(before.values) if before else []
        values = [v for v, _name in item.choices if (v in chosen) != (v == value)]
        if values:
            self._answer(item, case, values, note=note, go_on=False)
        else:
            self.refuse(_("the last value stays; say with a state why there is none"))

    def action_open(self) -> None:
        """Ask for the answer by a list, or in words."""
        here = self._here()
        if here is None:
            return
        item, case, before = here
        note, title = before.note if before else "", item.question or item.handle
        offered = [Choice(handle, name) for handle, name in item.choices]

        def take(values: Sequence[str] | None) -> None:
            if values:
                self._answer(item, case, values, note=note)

        if item.several:
            self.app.push_screen(ChooseSeveral(title, offered, before.values if before else ()), take)
        elif offered:
            self.app.push_screen(Choose(title, offered), lambda value: take([value] if value else None))
        else:
            value = before.values[0] if before and before.values else ""
            self.app.push_screen(AskLine(title, value), lambda v: take([v.strip()] if v and v.strip() else None))

    def action_state(self, state: str) -> None:
        """Say why there is no value."""
        here = self._here()
        if here is not None:
            item, case, before = here
            self._answer(item, case, (), state=state, note=before.note if before else "")

    def action_note(self) -> None:
        """Write a note to the answer."""
        here = self._here()
        if here is None:
            return
        item, case, before = here
        if before is None:
            self.refuse(_("answer first; the note goes with the answer"))
            return

        def then(note: str | None) -> None:
            if note is not None and note.strip() != before.note:
                self._answer(item, case, before.values, state=before.state, note=note.strip(), go_on=False)

        self.app.push_screen(AskText(item.question or item.handle, before.note), then)

    # -- going about --------------------------------------------------------

    def action_next_unanswered(self) -> None:
        """Go to the next question without an answer, in this case or the ones after it, round to the first."""
        case = self._case
        if self._form is None or case is None:
            self.refuse(self.nothing_here)
            return
        items = [item.id for item in self._form.items]
        order = [(c.id, i) for c in self._cases for i in items]
        here = (case.id, self.chosen() or items[0]) if items else ("", "")
        at = order.index(here) + 1 if here in order else 0
        for to_case, item in (*order[at:], *order[:at]):
            if (item, to_case) not in self._answers:
                self._go(to_case)
                self.show_thing(item)
                return
        self.refuse(_("everything is answered"))

    def action_case(self, step: int) -> None:
        """Go to the next case, or the one before."""
        case = self._case
        if case is not None:
            at = self._cases.index(case) + step
            if 0 <= at < len(self._cases):
                self._go(self._cases[at].id)

    def _go(self, case: str) -> None:
        self._case_id = case
        self.show_project()
        self.put_lines()

    def action_choose_case(self) -> None:
        """Ask for a case; beside each stands how many questions are answered."""
        given = [case for _item, case in self._answers]
        of = len(self._form.items) if self._form else 0
        offered = [Choice(c.id, c.name, f"{given.count(c.id)}/{of}") for c in self._cases]
        self.app.push_screen(Choose(_("Which case?"), offered), lambda case: self._go(case) if case else None)

    def action_choose_form(self) -> None:
        """Ask for a form."""

        def then(form: Form) -> None:
            self._form_id = form.id
            self.show_project()
            self.put_lines()

        ask_form(self, then)

    def action_import_form(self) -> None:
        """Ask for a YAML file and take the form over."""

        def then(line: str | None) -> None:
            if not line:
                return
            try:
                form, _n = take_form(self.project, files.beside(self.project, line))
            except QualcodeError as error:
                self.qualcode.tell(error)
                return
            self._form_id = form.id
            self.show_anew()
            n = len(form.items)
            words = ngettext("Form {name}: {n} item.", "Form {name}: {n} items.", n).format(name=form.handle, n=n)
            self.notify(words, markup=False)

        self.app.push_screen(AskLine(_("Take over the form of which file?"), placeholder="granskning.yaml"), then)

    def action_agreement(self) -> None:
        """Tell how far coders agree, item by item."""
        if self._form is not None:
            show_form_agreement(self, self._form)
        else:
            self.refuse(self.nothing_here)


def _told(item: Item, found: Answer | None) -> str | Content:
    """Word an answer; a quiet dash where there is none."""
    if found is None:
        return Content("–").stylize("$quiet")
    if found.state != STATES[0]:
        return Content(state_text(found.state)).stylize("$accent")
    names = dict(item.choices)
    return ", ".join(names.get(value, value) for value in found.values)
