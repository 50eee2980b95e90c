"""Making one of two sources that are nearly the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.tui.figures import number, per_cent
from qualcode.tui.long_work import LongWork
from qualcode.tui.screens.dialogs import Choose, Confirm
from qualcode.tui.widgets.fields import Choice

if TYPE_CHECKING:
    from qualcode.teams.replacing import Twins
    from qualcode.tui.screens.place import Place


class Joining:
    """Looks for such pairs, asks which, and lets the first stand for both; what is doubtful is listed then."""

    def __init__(self, place: Place, work: LongWork) -> None:
        self._place, self._work = place, work

    def begin(self) -> None:
        """Compare the texts in a thread, and offer the pairs."""
        from qualcode.teams.replacing import twins

        def compare(project: Project) -> list[Twins]:
            return twins(project, progress=self._work.progress)

        self._work.begin(_("comparing the texts"), compare, self._offer)

    def _offer(self, pairs: list[Twins]) -> None:
        if not pairs:
            self._place.refuse(_("no two sources are nearly the same text"))
            return
        offered = []
        for n, pair in enumerate(pairs):
            kept, other = pair.names()
            detail = _("{share} of the lines").format(share=per_cent(pair.percent / 100))
            offered.append(Choice(str(n), _("{one} for {other}").format(one=kept, other=other), detail))

        def then(answer: str | None) -> None:
            if answer is not None:
                self._ask(pairs[int(answer)])

        self._place.app.push_screen(Choose(_("Which source stands for which?"), offered), then)

    def _ask(self, pair: Twins) -> None:
        kept, other = pair.names()
        question = _("Let {a} stand for {b}?").format(a=kept, b=other)
        told = _("All passages on {b} are looked for in {a}; those to be checked are listed. Undo takes it back.")
        detail = told.format(a=kept, b=other)
        self._place.app.push_screen(Confirm(question, detail), lambda yes: self._join(pair) if yes else None)

    def _join(self, pair: Twins) -> None:
        from qualcode.teams.replacing import join

        try:
            doubtful = join(self._place.project, pair.kept, pair.other)
        except QualcodeError as error:
            self._place.qualcode.tell(error)
            return
        self._place.take_in()
        n = len(doubtful)
        told = ngettext("One text now; {n} passage to check.", "One text now; {n} passages to check.", n)
        self._place.notify(told.format(n=number(n)), timeout=6)
        if n:
            self._place.call_later(self._place.qualcode.action_show, "review")
