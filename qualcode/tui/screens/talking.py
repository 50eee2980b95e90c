"""The reading view on talk: meaning units and their borders, clean quotations, suggestions, themes without a place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from textual import work
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from qualcode.core.sources import Source, Turn
from qualcode.core.suggestions import REJECTED
from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _, get_language
from qualcode.search.suggesting import Suggestion, reason_text, suggest_by_cues
from qualcode.search.talk import CleanQuote, Units, clean_quote, fillers
from qualcode.tui.alongside import alongside, go_on, read_words
from qualcode.tui.screens.source_themes import ThemesScreen
from qualcode.tui.screens.turn_hints import HintsScreen
from qualcode.tui.screens.writing import WritingScreen
from qualcode.tui.settings_file import ALWAYS, AUTO
from qualcode.tui.widgets.codetree import CodeTree
from qualcode.tui.widgets.legend import Legend

_HINTS = 8
_WIDE = 100


class TalkingScreen(WritingScreen):
    """What is known of the talk itself, each part shown when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.units: Units | None = None
        self.suggestions: list[Suggestion] = []
        self._suggested: tuple[str, str] | None = None  # source and text that the suggestions are for

    def show_side(self) -> None:
        """Show the side panel as the settings want it, and where there is something in it that was asked for."""
        desk = self.qualcode.desk
        side = self.qualcode.look.side_panel
        wanted = self.app.size.width >= _WIDE if side == AUTO else side == ALWAYS
        self.query_one("#side").display = wanted or desk.legend or desk.hints
        self.query_one(CodeTree).display = not desk.legend
        self.query_one(Legend).display = desk.legend

    def show_talk(self) -> None:
        """Show units, fillers and suggestions of the source as they are wished for."""
        opened, desk = self.opened, self.qualcode.desk
        if opened is None:
            return
        self.units = Units(self.project, opened.source) if desk.units else None
        units, turns, source = self.units, opened.turns, opened.source
        inner = None if units is None else lambda n: units.starts(turns[n])[1:]
        asides = cache(lambda n: fillers(self.project, source, turns[n])) if desk.clean else None
        self.view.set_talk(units=inner, asides=asides)
        wanted = (source.id, source.text)
        self.query_one("#hints").display = desk.hints
        if desk.hints and self._suggested != wanted:
            self._suggested, self.suggestions = wanted, []
            self._suggest(source)

    def _turn(self) -> Turn | None:
        n = self.view.steps.turn(self.view.place)
        return self.opened.turns[n] if self.opened is not None and n is not None else None

    # -- meaning units ------------------------------------------------------

    def action_units(self) -> None:
        """Show or hide the borders of meaning units."""
        self.qualcode.desk.units = not self.qualcode.desk.units
        self.show_talk()
        self.put_keys()

    def unit_words(self) -> str:
        """Return which unit of its turn the cursor stands in."""
        turn = self._turn()
        if self.units is None or turn is None:
            return ""
        spans = self.units.units(turn)
        at = next((n for n, (_start, end) in enumerate(spans, start=1) if self.view.place < end), len(spans))
        return _("unit {n}/{all}").format(n=at, all=len(spans))

    def action_select_meaning_unit(self) -> None:
        """Select the meaning unit here; once more, and the next of the turn is added."""
        turn = self._turn()
        if self.opened is None or turn is None:
            self.refuse(self.nothing_here)
            return
        units = self.units or Units(self.project, self.opened.source)
        start, end = units.unit(turn, self.view.place)
        selection = self.view.selection
        if selection is not None and selection[0] == start and selection[1] >= end:
            end = next((b for _a, b in units.units(turn) if b > selection[1]), selection[1])
        if start < end:
            self.view.free = False
            self.view.select(start, end)

    def action_split_unit(self) -> None:
        """Set a border of units at the cursor, or take away the one that stands there."""
        self._change_borders(move=False)

    def action_move_border(self) -> None:
        """Move the nearest border of the turn to the cursor."""
        self._change_borders(move=True)

    def _change_borders(self, *, move: bool) -> None:
        if self.opened is None:
            return
        units = self.units or Units(self.project, self.opened.source)
        self.qualcode.desk.units = True
        try:
            changes = units.move(self.view.place) if move else units.split(self.view.place)
        except QualcodeError as error:
            self.refuse(error.message)
            return
        if changes and self.write(*changes):
            self._seen = self.project.state()
        self.show_talk()
        self.put_soon()

    # -- clean quotations ---------------------------------------------------

    def action_clean(self) -> None:
        """Mark fillers and pauses, and show the clean form of the passage; or no longer."""
        self.qualcode.desk.clean = not self.qualcode.desk.clean
        self.show_talk()
        self.put_soon()

    def clean_form(self) -> CleanQuote | None:
        """Return the clean form of the selection; None while it is not wished for, or nothing is selected."""
        if not self.qualcode.desk.clean or self.opened is None or not self.view.selection:
            return None
        start, end = self.view.target()
        return clean_quote(self.opened.text[start:end], self.opened.source.language)

    # -- suggestions for the turn -------------------------------------------

    def action_hints(self) -> None:
        """Show or hide the suggestions for the turn."""
        desk = self.qualcode.desk
        desk.hints = not desk.hints
        self.show_talk()
        self.show_side()
        self.put_hints()

    @work(thread=True, exclusive=True, group="hints", description="hints")
    def _suggest(self, source: Source) -> None:
        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                read_words(project, worker, lambda _done, _total: None)
                found = suggest_by_cues(project, source)
                go_on(worker)
        except Cancelled:
            return
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            return
        self.app.call_from_thread(self._take_suggestions, source, found)

    def _take_suggestions(self, source: Source, found: list[Suggestion]) -> None:
        if self._suggested == (source.id, source.text):
            self.suggestions = found
            self.put_hints()

    def _of_turn(self) -> Sequence[Suggestion]:
        turn = self._turn()
        if turn is None or self.opened is None:
            return ()
        mine = [m for m in self.view.index.overlapping(turn.body, turn.end) if m.coder == self.project.actor]
        coded = {(m.code, m.start, m.end) for m in mine}
        found = [
            s
            for s in self.suggestions
            if turn.body <= s.start < turn.end
            and not any(code == s.code.id and start < s.end and s.start < end for code, start, end in coded)
        ]
        if found:
            codes = {s.code.id: s.code for s in found}.values()
            rejected = {v.id for c in codes for v in self.project.verdicts(code=c) if v.verdict == REJECTED}
            found = [s for s in found if s.id not in rejected]
        return found

    def put_hints(self) -> None:
        """Write the suggestions for the turn."""
        if not self.qualcode.desk.hints:
            return
        found, language = self._of_turn(), get_language()
        key = self.qualcode.key_of("reading.take-hint")
        lines = [Content.assemble((_("Suggestions"), "$accent"), (f"  {key}" if found else "", "$quiet"))]
        for s in found[:_HINTS]:
            why = "; ".join(reason_text(r) for r in s.reasons)
            mark = "¬ " if s.negated else ""
            lines.append(Content.assemble((mark, "$warning"), (s.code.name(language), "bold"), (f"  {why}", "$quiet")))
        if not found:
            lines.append(Content(_("none for this turn")).stylize("$quiet"))
        self.query_one("#hints", Static).update(Content("\n").join(lines))

    def action_take_hint(self) -> None:
        """Choose among the suggestions for the turn."""
        found = self._of_turn()
        if not self.qualcode.desk.hints:
            self.action_hints()
        elif found:
            self.app.push_screen(HintsScreen(self, found), lambda _none: self._took_hints())
        else:
            self.refuse(_("none for this turn"))

    def _took_hints(self) -> None:
        self.take_in()
        self.put_hints()

    # -- themes without a place ---------------------------------------------

    def action_themes(self) -> None:
        """List the themes of the interview that have no place yet."""
        if self.opened is not None:
            span = self.view.target() if self.view.selection else None
            self.app.push_screen(ThemesScreen(self, self.opened.source, span), lambda _none: self.take_in())
