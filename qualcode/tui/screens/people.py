"""Coders and rounds: who codes what side by side, who has read what, and who is at work here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core.people import add_person
from qualcode.core.rounds import UNITS, Round
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.teams.figure_words import unit_text
from qualcode.teams.rounds import Standing
from qualcode.tui.actions import bindings
from qualcode.tui.figures import bar, number
from qualcode.tui.screens.dialogs import AskLine, Choose, Confirm
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.progress import ProgressListing
from qualcode.tui.screens.several import ChooseSeveral
from qualcode.tui.widgets.fields import Choice, Field

_TOLD = 6
_NARROW = 100


class PeopleScreen(ProgressListing):
    """The rounds; below them how far each coder has come with the sources of the one under the cursor."""

    CONTEXT = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("people")]

    def __init__(self) -> None:
        super().__init__()
        self._rounds: dict[str, Round] = {}
        self._standings: dict[str, list[Standing]] = {}

    def compose_body(self) -> ComposeResult:
        """Yield who works, the rounds, and the reading below."""
        yield Static(id="sums")
        yield from super().compose_body()
        with VerticalScroll(id="below", classes="tall", can_focus=False):
            yield Static(id="reading")

    # -- what is shown ------------------------------------------------------

    def show_rows(self) -> None:
        """Show people, rounds and reading marks."""
        from qualcode.teams.rounds import standings

        names = self.names()
        self._rounds = {r.id: r for r in self.project.rounds()}
        self._standings = {r.id: standings(self.project, r) for r in self._rounds.values()}
        narrow = self.app.size.width < _NARROW
        headings = [(_("Round"), 0), (_("State"), 14), (_("Unit"), 10 if narrow else 15), (_("Sources"), 7)]
        headings += [] if narrow else [(_("Coders"), 32)]
        headings += [(_("Read by you"), 18)]
        rows: list[tuple[str, list[str | Content]]] = []
        for r in reversed(self._rounds.values()):
            cells: list[str | Content] = [r.name, self._state(r), unit_text(r.unit), f"{len(r.sources):>7}"]
            if not narrow:
                cells.append(", ".join(names.get(self.project.standing_person(c), "–") for c in r.coders))
            rows.append((r.id, [*cells, self._own_share(r)]))
        self.fill(headings, rows, _("No rounds yet. n opens one; p adds a coder; w goes on as another."))
        self._put_people()
        self._put_reading()

    def names(self) -> dict[str, str]:
        """Return the coders' names by id; the person at work is among them before their first change too."""
        return {self.project.actor: self.project.actor_name} | {p.id: p.name for p in self.project.persons()}

    @staticmethod
    def _state(r: Round) -> Content:
        if r.closed:
            return Content(_("closed {day}").format(day=r.closed_at[5:10])).stylize("$quiet")
        return Content(_("open, blind") if r.blind else _("open")).stylize("$accent")

    def _own_share(self, r: Round) -> Content:
        me = self.project.standing_person(self.project.actor)
        mine = [s for s in self._standings[r.id] if self.project.standing_person(s.coder) == me]
        if not mine:
            return Content(_("not taking part")).stylize("$quiet")
        done = sum(s.whole for s in mine)
        return Content.assemble((bar(done / len(mine), 8), "$accent"), f" {done}/{len(mine)}")

    def _put_people(self) -> None:
        codings: dict[str, int] = {}
        for p in self.progress:
            codings[p.coder] = codings.get(p.coder, 0) + p.codings
        parts: list[Content] = []
        for person, name in self.names().items():
            n = codings.get(person, 0)
            mine = person == self.project.actor
            text = ngettext("{n} coding", "{n} codings", n).format(n=number(n))
            you = " (" + _("you") + ")" if mine else ""
            parts.append(Content.assemble((f"{name}{you}", "bold" if mine else ""), (f"  {text}", "$quiet")))
        self.query_one("#sums", Static).update(Content("     ").join(parts))

    def _put_reading(self) -> None:
        """Show per source and coder what was read, and in an open round how much is coded, where that may be seen."""
        from qualcode.teams.rounds import hidden_by

        of_round = self.round
        body = self.query_one("#reading", Static)
        if of_round is None:
            body.update("")
            return
        names, titles = self.names(), {s.id: s.title for s in self.project.sources()}
        counts = {(p.source, p.coder): p.codings for p in self.progress}
        coders = [self.project.standing_person(c) for c in of_round.coders]
        me, hidden = self.project.standing_person(self.project.actor), hidden_by(self.project, of_round) is not None
        standing = {(s.source, self.project.standing_person(s.coder)): s for s in self._standings[of_round.id]}
        longest = max((len(titles.get(s.source, "")) for s in self._standings[of_round.id]), default=0) + 3
        room = max(16, min(longest, self.app.size.width - 4 - 14 * len(coders)))
        head = " " * room + "".join(f"{names.get(c, '–')[:12]:<14}" for c in coders)
        lines = [Content(head).stylize("$quiet")]
        for source in dict.fromkeys(s.source for s in self._standings[of_round.id]):
            title = titles.get(source, "–")
            cells: list[Content] = [Content(f"{title[: room - 2]:<{room}}")]
            for coder in coders:
                told = not of_round.closed and (coder == me or not hidden)
                n = counts.get((source, coder), 0)
                cells.append(_read_cell(standing.get((source, coder)), n if told else None))
            lines.append(Content("").join(cells))
        lines.append(Content(_("● read   ◐ read in part   ○ not marked as read")).stylize("$quiet"))
        body.update(Content("\n").join(lines))

    def on_long_list_moved(self) -> None:
        """Show the reading of the round under the cursor."""
        self._put_reading()

    def details(self) -> list[str]:
        """Return how many rounds there are."""
        n = len(self._rounds)
        return [ngettext("{n} round", "{n} rounds", n).format(n=n)] if n else []

    @property
    def round(self) -> Round | None:
        """The round under the cursor."""
        return self._rounds.get(self.chosen() or "")

    def _here(self, *, open_one: bool | None = None) -> Round | None:
        """Return the round under the cursor if it is open, or closed, as wanted; else say why not."""
        r = self.round
        if r is None:
            self.refuse(_("there is no round here; n opens one"))
        elif open_one is True and r.closed:
            self.refuse(_("the round is closed and stays as it is"))
        elif open_one is False and not r.closed:
            self.refuse(_("the round is still open; c closes it"))
        else:
            return r
        return None

    def action_scroll_below(self, direction: int) -> None:
        """Scroll the lower part by half its height."""
        below = self.query_one("#below", VerticalScroll)
        below.scroll_relative(y=direction * max(1, below.size.height // 2), animate=False)

    # -- reading on ---------------------------------------------------------

    def action_open(self) -> None:
        """Open the first source of the round that one has not read whole."""
        r = self._here()
        if r is None:
            return
        me = self.project.standing_person(self.project.actor)
        mine = [s for s in self._standings[r.id] if self.project.standing_person(s.coder) == me]
        left = [s for s in mine if not s.whole]
        if left or not mine:
            self.qualcode.open_source((left or self._standings[r.id])[0].source)
        else:
            self.refuse(_("you have read all of this round"))

    def action_decide(self) -> None:
        """Go to the decisions of the round."""
        r = self._here(open_one=False)
        if r is not None:
            self.qualcode.desk.round = r.id
            self.call_later(self.qualcode.action_show, "adjudication")

    def action_figures(self) -> None:
        """Go to the agreement in the round."""
        r = self._here()
        if r is not None:
            self.qualcode.desk.agreement = {**self.qualcode.desk.agreement, "round": r.id}
            self.call_later(self.qualcode.action_show, "agreement")

    # -- opening, changing, closing -----------------------------------------

    def action_new(self) -> None:
        """Ask for a round's name, unit and kind, then for its sources and coders."""
        if len(self.names()) < 2:  # a round is between two
            self.refuse(_("a round needs two coders; p adds one"))
            return
        units = tuple(Choice(u, unit_text(u)) for u in UNITS)
        blind = (
            Choice("1", _("blind: nobody sees another's codings")),
            Choice("", _("open: everyone sees everything")),
        )
        fields = [
            Field("name", _("name")),
            Field("unit", _("unit"), "turn", units),
            Field("blind", _("coding"), "1", blind),
        ]

        def then(written: Mapping[str, str] | None) -> None:
            if written and written.get("name"):
                self._ask_sources(written["name"], written.get("unit", "turn"), blind=written.get("blind", "1") == "1")

        check = _needs_name
        self.app.push_screen(FormScreen(_("New round"), fields, check=check), then)

    def _ask_sources(self, name: str, unit: str, *, blind: bool) -> None:
        def sources(chosen: list[str] | None) -> None:
            if chosen is not None:
                people = list(self.names())
                self._choose_coders(people, lambda coders: self._open(name, unit, chosen, coders, blind=blind))

        self._choose_sources((), sources)

    def _choose_sources(self, on: tuple[str, ...], then: Callable[[list[str] | None], None]) -> None:
        offered = [Choice(s.id, s.title, s.handle) for s in self.project.sources()]
        self.app.push_screen(ChooseSeveral(_("Sources of the round"), offered, on), then)

    def _choose_coders(self, on: list[str], then: Callable[[list[str]], None]) -> None:
        offered = [Choice(p, n) for p, n in self.names().items()]

        def take(chosen: list[str] | None) -> None:
            if chosen is not None:
                then(chosen)

        self.app.push_screen(ChooseSeveral(_("Coders of the round"), offered, on), take)

    def _open(self, name: str, unit: str, sources: list[str], coders: list[str], *, blind: bool) -> None:
        from qualcode.teams.rounds import open_round

        self._join()
        try:
            made = open_round(
                self.project,
                name,
                [s for s in self.project.sources() if s.id in sources],
                [p for p in self.project.persons() if p.id in coders],
                unit=unit,
                blind=blind,
            )
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()
        self.show_thing(made.id)
        self.notify(_("Round {name} is open.").format(name=made.name), markup=False, timeout=4)

    def _join(self) -> None:
        """Let the person at work join before anything is said of them."""
        if all(p.id != self.project.actor for p in self.project.persons()):
            self.write(add_person(self.project.actor_name, identifier=self.project.actor))

    def action_edit(self) -> None:
        """Ask for another name and unit of an open round, then for its sources and coders."""
        r = self._here(open_one=True)
        if r is None:
            return
        units = tuple(Choice(u, unit_text(u)) for u in UNITS)
        fields = [Field("name", _("name"), r.name), Field("unit", _("unit"), r.unit, units)]

        def form(changed: Mapping[str, str] | None) -> None:
            def sources(chosen: list[str] | None) -> None:
                self._choose_coders(
                    [self.project.standing_person(c) for c in r.coders],
                    lambda coders: self._change(r, changed or {}, chosen, coders),
                )

            self._choose_sources(tuple(self.project.standing_source(s) for s in r.sources), sources)

        self.app.push_screen(FormScreen(_("Change round"), fields, check=_keeps_name), form)

    def _change(self, r: Round, changed: Mapping[str, str], sources: list[str] | None, coders: list[str]) -> None:
        from qualcode.teams.rounds import change_round

        wanted = [s for s in self.project.sources() if s.id in sources] if sources is not None else None
        people = [p for p in self.project.persons() if p.id in coders]
        try:
            change_round(
                self.project, r, name=changed.get("name"), unit=changed.get("unit"), sources=wanted, coders=people
            )
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()

    def action_close_round(self) -> None:
        """Close the round after a yes that tells what that means and who has not read what."""
        from qualcode.teams.rounds import close_round

        r = self._here(open_one=True)
        if r is None:
            return
        names, titles = self.names(), {s.id: s.title for s in self.project.sources()}
        unread = [s for s in self._standings[r.id] if not s.read]
        parts = [
            _(
                "What is in this file now counts for ever: the round's figures never change afterwards, whatever is "
                "merged, renamed or decided. Merge everyone's work first. Blindness ends."
            )
        ]
        if unread:
            told = [
                f"{names.get(self.project.standing_person(s.coder), '–')}: {titles.get(s.source, '–')}" for s in unread
            ]
            more = " …" if len(told) > _TOLD else ""
            parts.append(_("Not marked as read: {list}").format(list=", ".join(told[:_TOLD]) + more))

        def then(yes: bool | None) -> None:
            if not yes:
                return
            try:
                close_round(self.project, r)
            except QualcodeError as error:
                self.qualcode.tell(error)
                return
            self.take_in()
            self.notify(_("Round {name} is closed.").format(name=r.name), markup=False, timeout=4)

        self.app.push_screen(Confirm(_("Close the round {name}?").format(name=r.name), "\n".join(parts)), then)

    # -- people -------------------------------------------------------------

    def action_new_coder(self) -> None:
        """Ask for a coder's name and add them."""

        def then(name: str | None) -> None:
            if not name:
                return
            if any(n.casefold() == name.casefold() for n in self.names().values()):
                self.refuse(_("there is a coder {name} already").format(name=name))
                return
            self._join()
            self.change(add_person(name), done=_("Coder {name} added.").format(name=name))

        self.app.push_screen(AskLine(_("Name of the coder")), then)

    def action_work_as(self) -> None:
        """Ask who works here from now on."""

        def then(answer: str | None) -> None:
            if answer:
                self.qualcode.work_as(answer.removeprefix("new:"))

        offered = [Choice(n, n) for p, n in self.names().items() if p != self.project.actor]
        self.app.push_screen(Choose(_("Who works here from now on?"), offered, new=_("＋ a new coder: {typed}")), then)


def _read_cell(standing: Standing | None, codings: int | None) -> Content:
    sign = "●" if standing and standing.whole else "◐" if standing and standing.read else "○"
    style = "$accent" if standing and standing.read else "$quiet"
    shown = "" if codings is None else number(codings)
    return Content.assemble((sign, style), f" {shown:<12}")


def _needs_name(changed: Mapping[str, str]) -> str:
    return "" if changed.get("name") else _("a round needs a name")


def _keeps_name(changed: Mapping[str, str]) -> str:
    return _("a round needs a name") if changed.get("name") == "" else ""
