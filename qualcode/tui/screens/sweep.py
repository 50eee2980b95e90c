"""Sweep: one code, all its candidate passages over all sources, each answered by a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.worker import get_current_worker

from qualcode.core.codebook import Code
from qualcode.core.layout import Lines
from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _, get_language
from qualcode.search.own_words import exclude_word
from qualcode.search.suggesting import Suggestion, accept, give_other, reject, suggest
from qualcode.tui.actions import bindings
from qualcode.tui.alongside import alongside, go_on, read_words
from qualcode.tui.figures import per_cent
from qualcode.tui.screens.code_choice import Chosen, ask_code, ask_codes
from qualcode.tui.screens.facets import FacetsScreen
from qualcode.tui.screens.sweep_view import SweepView
from qualcode.tui.widgets.steps import Steps

_MOST = 300


class SweepScreen(SweepView):
    """Answers to candidates; what is answered can be undone and comes back under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sweep")]

    def show_project(self) -> None:
        """Take up the sweep that was left or asked for; after an undo, go back to what it concerned."""
        wanted = self.qualcode.desk.sweep.get("code", "")
        code = self.project.codebook().by_id.get(wanted)
        if code is None:
            self.code = None
            self.show_candidate()
        elif self.code is None or self.code.id != code.id:
            self._begin(code)
        else:
            self.code = code
            self._follow_verdicts()
            self.show_candidate()

    def _begin(self, code: Code) -> None:
        self.code, self.found, self.at, self.answers = code, [], 0, {}
        self.skipped = list(self.qualcode.desk.sweep.get("skipped", ()))
        self.facets = {}
        self.busy = _("looking for candidates …")
        self.show_candidate()
        self.typed.begin()
        self.look(code)

    @work(thread=True, exclusive=True, group="sweep", description="sweep")
    def look(self, code: Code) -> None:
        """Find the candidates in a thread."""
        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                read_words(project, worker, self._say_reading)
                found = suggest(project, code, limit=_MOST)
                go_on(worker)
        except Cancelled:
            return
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            found = []
        self.app.call_from_thread(self._take, code, found)

    def _say_reading(self, done: int, total: int) -> None:
        share = per_cent(done / total if total else 1.0)
        self.app.call_from_thread(
            self._say, _("reading the words of the texts: {share} – Esc stops").format(share=share)
        )

    def _say(self, words: str) -> None:
        self.busy = words
        self.show_candidate()

    def _take(self, code: Code, found: list[Suggestion]) -> None:
        self.typed.end()
        if self.code is None or self.code.id != code.id:
            return
        later = {skipped: n for n, skipped in enumerate(self.skipped)}
        self.found = sorted(found, key=lambda s: later.get(s.id, -1))
        self.busy = ""
        last = self.qualcode.desk.sweep.get("at", "")
        self.go(next((n for n, each in enumerate(self.found) if each.id == last), 0))

    def action_stop(self) -> None:
        """Stop looking for candidates."""
        if self.busy:
            self.workers.cancel_group(self, "sweep")
            self.busy = ""
            self.typed.end()
            self.show_candidate()
            self.notify(_("stopped"), timeout=3)

    def _follow_verdicts(self) -> None:
        """Take answers back that were undone, and go to the last of them."""
        judged = {v.id for v in self.project.verdicts(code=self.code)}
        undone = [s for s, answer in self.answers.items() if answer != "skip" and s not in judged]
        for identifier in undone:
            del self.answers[identifier]
        if undone:
            self.go(next(n for n, s in enumerate(self.found) if s.id == undone[-1]))
        places = {s.id for s in self.found}
        self.answers |= dict.fromkeys((judged & places) - self.answers.keys(), "judged")

    # -- answers ------------------------------------------------------------

    def _chosen(self) -> Suggestion | None:
        """Return the candidate with the borders that it has now; None, with a word why, when it was answered."""
        if self.candidate is None:
            self.refuse(self.nothing_here)
            return None
        if self.answers.get(self.candidate.id, "skip") != "skip":
            self.refuse(_("that is answered already; u takes the last answer back"))
            return None
        return replace(self.candidate, start=self.span[0], end=self.span[1])

    def _answered(self, answer: str) -> None:
        if self.candidate is not None:
            self.answers.pop(self.candidate.id, None)
            self.answers[self.candidate.id] = answer
            if answer != "skip" and self.candidate.id in self.skipped:
                self.skipped.remove(self.candidate.id)
        self._seen = self.project.state()
        following = [n for n in range(self.at + 1, len(self.found)) if self.found[n].id not in self.answers]
        self.go(following[0] if following else len(self.found))

    def _do(self, answer: str, do: Callable[[], object]) -> None:
        try:
            do()
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self._answered(answer)

    def action_accept(self) -> None:
        """Set the code on the passage."""
        chosen = self._chosen()
        if chosen is not None:
            self._do("yes", lambda: accept(self.project, [chosen], facets=self.facets))

    def action_reject(self) -> None:
        """Reject the passage."""
        chosen = self._chosen()
        if chosen is not None:
            self._do("no", lambda: reject(self.project, [chosen]))

    def action_other(self) -> None:
        """Ask for another code for the passage."""
        here = self._chosen()
        if here is None:
            return

        def then(chosen: Chosen) -> None:
            codes, facets, making = chosen.codes, chosen.facets, chosen.making
            self._do("other", lambda: give_other(self.project, here, codes, facets=facets, before=making))

        words = self.project.quote(here.source, here.start, here.end)
        ask_codes(self, _("Another code"), words, then)

    def action_skip(self) -> None:
        """Leave the passage for later."""
        if self.candidate is not None:
            if self.candidate.id not in self.answers:
                self.skipped.append(self.candidate.id)
            self._answered(self.answers.get(self.candidate.id, "skip"))

    def action_back(self) -> None:
        """Go back to the candidate before."""
        self.go(max(0, self.at - 1))

    def action_open(self) -> None:
        """Open the passage in the reading view."""
        if self.candidate is not None:
            self.qualcode.open_source(self.candidate.source.id, *self.span)

    def action_again(self) -> None:
        """Look for candidates anew."""
        if self.code is not None:
            self.qualcode.desk.sweep = {"code": self.code.id, "skipped": self.skipped}
            self._begin(self.project.codebook().by_id[self.code.id])

    def action_choose_code(self) -> None:
        """Ask which code to sweep for."""

        def then(code: Code) -> None:
            self.qualcode.desk.sweep = {"code": code.id}
            self._begin(code)

        ask_code(self, _("Sweep for which code?"), then)

    def action_exclude(self) -> None:
        """Let the word found not count as a cue of the code, and look anew."""
        word = next((r.found for r in self.candidate.reasons if r.kind == "cue"), "") if self.candidate else ""
        if not word or self.code is None:
            self.refuse(_("no cue was found here"))
            return
        try:
            exclude_word(self.project, self.code, word)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.notify(_("{word} is no cue of this code any more; u takes that back").format(word=word), markup=False)
        self.action_again()

    def action_facets(self) -> None:
        """Ask for the facets that the coding gets."""
        book = self.project.codebook()
        if not book.facets or self.code is None:
            self.refuse(_("the codebook has no facets"))
            return

        def then(facets: Mapping[str, str] | None) -> None:
            if facets is not None:
                self.facets = dict(facets)
                self.show_candidate()

        name = book.path_name(self.code.id, get_language())
        self.app.push_screen(FacetsScreen(name, book.facets, self.facets), then)

    # -- borders ------------------------------------------------------------

    def action_border(self, edge: str, unit: str, direction: int) -> None:
        """Move a border of the passage by a word or a sentence, within its text."""
        if self.candidate is None:
            return
        steps, (start, end) = self._steps(), self.span
        if edge == "end" and direction > 0:
            end = max(end, steps.unit(unit, steps.forward(unit, max(start, end - 1)))[1])
        elif edge == "end":
            # A full stop goes with the word before it.
            first = steps.backward(unit, end) if unit == "word" else steps.unit(unit, max(start, end - 1))[0]
            end = steps.unit(unit, steps.backward(unit, first))[1] if first > start else end
        elif direction > 0:
            start = steps.forward(unit, start)
        else:
            start = steps.backward(unit, start)
        if start < end:
            self.span = (start, end)
            self.show_candidate()

    def _steps(self) -> Steps:
        assert self.candidate is not None
        source = self.candidate.source
        if self._stepping is None or self._stepping[0] != source.text:
            text, turns = self.project.text(source), self.project.turns(source)
            self._stepping = (source.text, Steps(text, turns, Lines(text, turns)))
        return self._stepping[1]

    def action_first_borders(self) -> None:
        """Give the passage its first borders back."""
        if self.candidate is not None:
            self.span = (self.candidate.start, self.candidate.end)
            self.show_candidate()
