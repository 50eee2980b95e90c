"""Deciding where the coders of a closed round differ, one place after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.core.adjudication import Dispute
from qualcode.core.places import Span
from qualcode.core.rounds import Round
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.teams.adjudicating import amend, decide, made_under_old_rule, undecided
from qualcode.teams.figure_words import choice_text, difference_text
from qualcode.tui.actions import bindings
from qualcode.tui.desk import Desk
from qualcode.tui.figures import number
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.court import FIRST, SECOND, Court
from qualcode.tui.screens.dialogs import AskLine, AskText, Choose, ShowText
from qualcode.tui.screens.passage import PassageScreen
from qualcode.tui.widgets.fields import Choice

if TYPE_CHECKING:
    from qualcode.core.agreement.figures import Figure
    from qualcode.teams.adjudicating import Calibration, Docket


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read of a closed round in a thread: the places, and the headline figure with its unit and codes."""

    docket: Docket
    figure: tuple[Figure, str, int] | None


class AdjudicationScreen(Court):
    """What can be done about the place under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("adjudication")]

    def __init__(self) -> None:
        super().__init__()
        self._loading = ""

    # -- the round ----------------------------------------------------------

    def show_project(self) -> None:
        """Show what is left of the round; read the round first when it is another."""
        closed = {r.id: r for r in self.project.rounds() if r.closed}
        wanted = closed.get(self.qualcode.desk.round) or next(reversed(closed.values()), None)
        if wanted is None:
            self.docket = None
            self.take_up(())
            self.put_empty(
                _("No closed round yet. A round is closed in “{screen}”; then its differences are here.").format(
                    screen=_("Coders and rounds")
                )
            )
            return
        self.qualcode.desk.round = wanted.id
        if self.docket is None or self.docket.round.id != wanted.id:
            self._load(wanted)
            return
        before = set(self.by_id)
        self.take_up(undecided(self.project, self.docket))
        back = [identifier for identifier in self.by_id if identifier not in before]
        if before and len(back) == 1:
            self.here = back[0]  # what was undone comes back under the cursor
        self.put_queue()

    def _load(self, closed: Round) -> None:
        if self._loading == closed.id:
            return
        from qualcode.teams.adjudicating import docket
        from qualcode.teams.round_figures import headline

        self._loading = closed.id
        self.docket = None
        self.take_up(())
        self.put_empty(_("reading the round …"))

        def run(project: Project) -> Loaded:
            of = docket(project, project.round(closed.id))
            self.work.progress(1, 2)
            try:
                figure = headline(project, closed.id)
            except QualcodeError:
                figure = None
            return Loaded(of, figure)

        def done(loaded: Loaded) -> None:
            self._loading = ""
            self.docket, self.figure = loaded.docket, loaded.figure
            self.take_up(undecided(self.project, loaded.docket))
            if self.qualcode.desk.dispute in self.by_id:
                self.here = self.qualcode.desk.dispute
            self.put_queue()
            self.put_lines()

        def failed(error: QualcodeError) -> None:
            self._loading = ""
            self.put_empty(f"{error.message}\n{error.hint}")

        def stopped() -> None:
            self._loading = ""
            self.put_empty(_("stopped"))

        title = _("reading the round")
        if not self.work.begin(title, run, done, keep_keys=True, failed=failed, stopped=stopped):
            self._loading = ""

    def action_choose_round(self) -> None:
        """Ask for the closed round."""
        offered = [Choice(r.id, r.name, r.closed_at[:10]) for r in reversed(self.project.rounds()) if r.closed]

        def then(answer: str | None) -> None:
            if answer:
                self.qualcode.desk.round = answer
                self.show_project()
                self.put_lines()

        if offered:
            self.app.push_screen(Choose(_("Which round?"), offered), then)
        else:
            self.refuse(_("no round is closed yet"))

    def leave(self, desk: Desk) -> None:
        """Keep the grouping."""
        desk.grouped = self.grouping
        desk.dispute = self.here or desk.dispute

    # -- going on -----------------------------------------------------------

    def action_go(self, step: int) -> None:
        """Go on or back without deciding."""
        self.move(step)

    def action_go_group(self, step: int) -> None:
        """Go to the next group, or the one before."""
        self.move_group(step)

    def action_group_by(self, grouping: str) -> None:
        """Put the places in other groups."""
        self.group(grouping)

    def action_only(self) -> None:
        """Leave all groups out but the one here, or take them in again."""
        dispute = self.dispute
        if self.only:
            self.only = ""
        elif dispute is not None:
            self.only = self.group_of(dispute)
        self.regroup()
        self.put_queue()

    def action_open(self) -> None:
        """Open the passage in the reading view."""
        dispute = self.dispute
        if dispute is not None:
            span = self.place(dispute)
            self.qualcode.open_source(dispute.source, *(span or (None, None)))

    # -- deciding -----------------------------------------------------------

    def action_decide(self, choice: str) -> None:
        """Decide the place."""
        self._decide(choice)

    def action_border(self) -> None:
        """Ask for other words, and first for the code that they get where the coders chose different ones."""
        dispute = self.dispute
        if dispute is None or self.opened is None:
            self.refuse(self.nothing_here)
            return
        span = self.place(dispute)
        if dispute.start is None or span is None:
            self.refuse(
                _("a whole source has no borders") if dispute.start is None else _("its words are gone from the text")
            )
            return
        self._with_code(dispute, _("Which code gets the new border?"), lambda code: self._ask_border(code, span))

    def _with_code(self, dispute: Dispute, question: str, then: Callable[[str], None]) -> None:
        """Go on with the code of a place, asked for where the coders chose different ones."""
        book = self.project.codebook()
        codes = [c for c in dict.fromkeys(c.code for c in dispute.codings) if c in book.by_id]
        if len(codes) > 1:
            offered = [Choice(c, book.path_name(c, get_language())) for c in codes]
            self.app.push_screen(Choose(question, offered), lambda c: then(c) if c else None)
        elif codes:
            then(codes[0])

    def _ask_border(self, code: str, span: Span) -> None:
        dispute = self.dispute
        if dispute is None or self.opened is None:
            return
        name = self.project.codebook().path_name(code, get_language())

        def then(chosen: Span | None) -> None:
            if chosen is not None:
                self._decide("border", span=chosen, code=code)

        screen = PassageScreen(
            _("New border: {code}").format(code=name), self.opened, span, marks=self.marks(dispute), paint=self.paints()
        )
        self.app.push_screen(screen, then)

    def _decide(self, choice: str, *, span: Span | None = None, code: str = "") -> None:
        dispute = self.dispute
        if dispute is None or self.docket is None:
            self.refuse(self.nothing_here)
            return
        following, before = self.beside(), len(self.waiting)
        try:
            decide(
                self.project,
                self.docket.round,
                dispute,
                choice,
                span=span,
                code=code,
                reason=self.reason,
                of=self.docket,
            )
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.reason = ""
        self.here = following
        self.take_in()
        undo = self.qualcode.key_of("all.undo")
        told = _("decided: {choice}; {key} opens it again").format(choice=choice_text(choice), key=undo)
        also = before - len(self.waiting) - 1
        if also > 0:
            more = ngettext("It settles {n} other place too.", "It settles {n} other places too.", also)
            told += "\n" + more.format(n=number(also))
        self.notify(told, markup=False, timeout=3)

    def action_why(self) -> None:
        """Ask for the reason of the decision to come."""
        if self.dispute is None:
            self.refuse(self.nothing_here)
            return

        def then(reason: str | None) -> None:
            if reason is not None:
                self.reason = reason
                self.put_sides()

        self.app.push_screen(AskLine(_("Reason of the decision"), self.reason), then)

    # -- the rule -----------------------------------------------------------

    def action_rule(self) -> None:
        """Ask for the code and amend its rule, in a new version of the codebook; list what was coded before."""
        dispute = self.dispute
        if dispute is None:
            self.refuse(self.nothing_here)
            return
        self._with_code(dispute, _("Which code's rule?"), self._amend)

    def _amend(self, identifier: str) -> None:
        code = self.project.codebook().by_id[identifier]
        name = code.name(get_language())

        def then(text: str | None) -> None:
            if not text or not self.change(*amend(self.project, code, text)):
                return
            book = self.project.codebook().book_of(code)
            version = _("codebook version {n}").format(n=book.version) if book is not None else ""
            old = made_under_old_rule(self.project, self.project.codebook().by_id[identifier])
            n = len(old)
            words = ngettext("{n} coding was made under the old rule", "{n} codings were made under the old rule", n)
            self.notify(" · ".join(x for x in (version, words.format(n=number(n))) if x), markup=False, timeout=6)
            if old:
                self.app.push_screen(
                    CodingsScreen(self, code, old), lambda c: self.qualcode.open_coding(c) if c else None
                )

        self.app.push_screen(
            AskText(_("When to use “{name}”").format(name=name), code.when_to_use, quote=code.definition), then
        )

    # -- the round as a whole -----------------------------------------------

    def action_agreed(self) -> None:
        """Take what all coded alike into the consensus layer."""
        from qualcode.teams.adjudicating import take_over_agreed

        if self.docket is None:
            self.refuse(_("no round is closed yet"))
            return
        closed = self.docket.round

        def done(n: int) -> None:
            self.project.forget()
            self.take_in()
            words = ngettext("{n} coding taken over.", "{n} codings taken over.", n).format(n=number(n))
            self.notify(words, markup=False, timeout=5)

        self.work.begin(_("taking over"), lambda project: take_over_agreed(project, closed), done, write=True)

    def action_log(self) -> None:
        """Show the closed rounds one after the other."""
        from qualcode.teams.adjudicating import calibrations

        def show(rounds: list[Calibration]) -> None:
            self.app.push_screen(ShowText(_("The rounds in figures"), calibration_page(rounds), wide=True))

        self.work.begin(_("reading the rounds"), calibrations, show, keep_keys=True)


def calibration_page(rounds: list[Calibration]) -> Content:
    """Return the closed rounds as a table: what was coded alike, differences by kind, decisions by choice."""
    if not rounds:
        return Content(_("no round is closed yet"))
    lines: list[Content] = []
    for c in rounds:
        lines.append(Content.assemble((c.round.name, "bold"), (f"  {c.round.closed_at[:10]}", "$quiet")))
        alike = ngettext("{n} coding alike", "{n} codings alike", c.agreed).format(n=number(c.agreed))
        lines.append(Content(f"  {alike}"))
        told = [f"{difference_text(k)} {number(n)}" for k, n in c.disputes.items() if n]
        lines.append(Content.assemble(("  " + _("differing") + ": ", "$quiet"), " · ".join(told) or "–"))
        done = [f"{choice_text(k)} {number(n)}" for k, n in c.decisions.items() if n]
        lines.append(Content.assemble(("  " + _("decided") + ": ", "$quiet"), " · ".join(done) or "–"))
    return Content("\n").join(lines)


__all__ = ["FIRST", "SECOND", "AdjudicationScreen", "Dispute", "Loaded"]
