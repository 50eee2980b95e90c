"""The claims of the report: each with its count and flag, and below what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker

from qualcode.authoring.claim_words import FLAG, count_words, role_word, status_word
from qualcode.authoring.claiming import standing_of, standings
from qualcode.core.claims import (
    ROLES,
    STATUSES,
    Evidence,
    Standing,
    add_claim,
    check_claim,
    claim_fields,
    edit_claim,
    edit_evidence,
    remove_claim,
    remove_evidence,
)
from qualcode.core.ids import new_id
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.claim_forms import claim_form_fields, read_claim_form, show_ranges
from qualcode.tui.screens.claim_view import Places, history_words, pane_options
from qualcode.tui.screens.dialogs import AskLine, Choose, Confirm, ShowText
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.screens.whose import CountedListing
from qualcode.tui.widgets.fields import Choice
from qualcode.tui.widgets.lines import LineList


class ClaimsScreen(CountedListing):
    """All claims; under them the passages of the one at the cursor."""

    CONTEXT = "claims"
    KEPT: ClassVar[tuple[str, ...]] = (*CountedListing.KEPT, "_only_flagged")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("claims")]

    def __init__(self) -> None:
        super().__init__()
        self._standings: dict[str, Standing] = {}
        self._all = 0
        self._only_flagged = False
        self._places: Places = {}
        self._evidence: dict[str, Evidence] = {}
        self._told = ""  # the claim (by id) that the pane is about
        self._wanted = ""  # the claim (by id) to go to as soon as it is counted

    def compose_body(self) -> ComposeResult:
        """Yield the table, and below it what the claim at the cursor rests on."""
        yield from super().compose_body()
        yield LineList(id="evidence")

    def show_project(self) -> None:
        """Count every claim in a thread."""
        self.forget_gone()
        self.typed.begin(_("counting …"))
        self._count()

    def _count(self) -> None:
        def read(project: Project, _worker: Worker[object]) -> tuple[Sequence[Standing], Mapping[str, int]]:
            with self.counting(project):
                return standings(project), Counter(piece.claim for piece in project.evidence())

        self.read_aside(read, self._show, group="claims")

    def _show(self, counted: tuple[Sequence[Standing], Mapping[str, int]]) -> None:
        if not self.is_whole:
            return
        everything, pieces = counted
        self.typed.end()
        self._all = len(everything)
        shown = [s for s in everything if s.flagged or s.moved] if self._only_flagged else everything
        self._standings = {s.claim.id: s for s in shown}
        narrow = self.app.size.width < 100
        headings = [("", 1), (_("Count"), 9), (_("Word"), 12), (_("Claim"), 0), (_("Status"), 13)]
        if not narrow:
            headings.append((_("Evidence"), 9))
        rows: list[tuple[str, list[str | Content]]] = []
        for now in shown:
            word = now.quantifier.word(get_language()) if now.quantifier else now.claim.quantifier
            cells: list[str | Content] = [
                Content(FLAG).stylize("$error bold") if now.flagged else "·" if now.moved else "",
                count_words(now),
                word,
                now.claim.sentence,
                status_word(now.claim.status),
            ]
            if not narrow:
                cells.append(number(pieces.get(now.claim.id, 0)) if pieces.get(now.claim.id) else "")
            rows.append((now.claim.id, cells))
        empty = _("Nothing is flagged.") if self._only_flagged else _("No claims yet. n makes one.")
        self.fill(headings, rows, empty, height=2)
        if self._wanted in self.keys_shown():
            self.show_thing(self._wanted)
        self._put_pane()
        self.put_lines()

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a claim, as soon as it is there."""
        there = identifier in self.keys_shown()
        self._wanted = "" if there else identifier
        super().show_thing(identifier)

    def details(self) -> list[str]:
        """Return how many claims there are, and how many are flagged."""
        flagged = sum(s.flagged for s in self._standings.values())
        words = ngettext("{n} claim", "{n} claims", self._all).format(n=number(self._all))
        parts = [words, f"{FLAG} {number(flagged)}" if flagged else "", self.whose()]
        return [" · ".join(filter(None, parts))]

    def on_long_list_moved(self) -> None:
        """Show what the claim at the cursor rests on."""
        self._put_pane()

    def _put_pane(self) -> None:
        """Look up in a thread what the claim at the cursor rests on."""
        pane, now = self.query_one("#evidence", OptionList), self._chosen()
        pane.display = now is not None
        if now is None or now.claim.id != self._told:
            pane.clear_options()
            self._evidence, self._places, self._told = {}, {}, ""
        if now is not None:
            self._look(now)

    def _look(self, now: Standing) -> None:
        def read(project: Project, _worker: Worker[object]) -> tuple[dict[str, Evidence], Sequence[Option], Places]:
            with self.counting(project):
                evidence = {e.id: e for e in project.evidence(claim=now.claim)}
                return evidence, *pane_options(project, now, evidence.values())

        self.read_aside(read, lambda found: self._tell(now.claim.id, *found), group="pane")

    def _tell(self, claim: str, evidence: dict[str, Evidence], options: Sequence[Option], places: Places) -> None:
        now = self._chosen()
        if not self.is_whole or now is None or now.claim.id != claim:
            return
        pane = self.query_one("#evidence", OptionList)
        at = pane.highlighted if self._told == claim else None
        self._told, self._evidence, self._places = claim, evidence, places
        pane.clear_options()
        pane.add_options(options)
        ids = [n for n, o in enumerate(options) if not o.disabled]
        if ids:
            pane.highlighted = at if at in ids and pane.has_focus else ids[0]

    def _chosen(self) -> Standing | None:
        return self._standings.get(self.chosen() or "")

    def _piece(self) -> Evidence | None:
        """Return the evidence under the cursor of the pane."""
        pane = self.query_one("#evidence", OptionList)
        if not pane.has_focus or pane.highlighted is None:
            return None
        return self._evidence.get(pane.get_option_at_index(pane.highlighted).id or "")

    def action_open(self) -> None:
        """Go to the passages of the claim."""
        pane = self.query_one("#evidence", OptionList)
        if not self._places:
            self.refuse(_("no passage yet; : in the reading view adds one"))
        elif not pane.has_focus:
            pane.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the passage."""
        place = self._places.get(event.option.id or "")
        if place is not None:
            self.qualcode.open_source(*place)

    def key_escape(self) -> None:
        """Go back from the passages to the claims."""
        self.table.focus()

    def action_new(self) -> None:
        """Make a claim."""

        def then(written: Mapping[str, str] | None) -> None:
            if not written:
                return
            read = read_claim_form(self.project, None, written)
            made = new_id()
            last = max((c.position for c in self.project.claims()), default=0)
            change = add_claim(
                read.sentence or "",
                quantifier=read.quantifier or "",
                condition=read.condition,
                base=read.base,
                finding=read.finding or None,
                note=read.note or "",
                position=last + 1,
                identifier=made,
            )
            if self.change(change):
                self.show_thing(made)

        fields = claim_form_fields(self.project, None)
        self.app.push_screen(FormScreen(_("New claim"), fields, check=lambda c: self._problem(None, c)), then)

    def action_edit(self) -> None:
        """Change the claim."""
        now = self._chosen()
        if now is None:
            return
        claim = now.claim

        def then(written: Mapping[str, str] | None) -> None:
            if written:
                read = read_claim_form(self.project, claim, written)
                fields = claim_fields(
                    sentence=read.sentence,
                    quantifier=read.quantifier,
                    condition=read.condition,
                    base=read.base,
                    finding=read.finding,
                    note=read.note,
                )
                self.change(edit_claim(claim.id, **fields))

        fields = claim_form_fields(self.project, claim)
        self.app.push_screen(FormScreen(_("Claim"), fields, check=lambda c: self._problem(now, c)), then)

    def _problem(self, now: Standing | None, written: Mapping[str, str]) -> str:
        return read_claim_form(self.project, now.claim if now else None, written).problem

    def action_status_next(self) -> None:
        """Choose a status; checked and printed keep the count of now."""
        now = self._chosen()
        if now is None:
            return

        def then(answer: str | None) -> None:
            if answer:
                # What is kept is everyone's count of now, whosever work the screen shows.
                self.change(check_claim(standing_of(self.project, now.claim), answer))

        offered = [Choice(s, status_word(s)) for s in STATUSES]
        self.app.push_screen(Choose(_("Status"), offered, quote=now.claim.sentence), then)

    def action_role(self) -> None:
        """Go on to the next role of the evidence under the cursor."""
        piece = self._piece()
        if piece is None:
            self.refuse(_("put the cursor on a piece of evidence (⏎ goes there)"))
            return
        role = ROLES[(ROLES.index(piece.role) + 1) % len(ROLES)] if piece.role in ROLES else ROLES[0]
        self.change(edit_evidence(piece, role=role), done=role_word(role))

    def action_note(self) -> None:
        """Write a note on the evidence under the cursor."""
        piece = self._piece()
        if piece is None:
            self.refuse(_("put the cursor on a piece of evidence (⏎ goes there)"))
            return

        def then(text: str | None) -> None:
            if text is not None and text != piece.note:
                self.change(edit_evidence(piece, note=text))

        self.app.push_screen(AskLine(_("Note"), piece.note), then)

    def action_flagged(self) -> None:
        """Show only what is flagged or has moved, or all."""
        self._only_flagged = not self._only_flagged
        self.show_project()
        self.put_lines()

    def action_history(self) -> None:
        """Show what happened to the claim."""
        now = self._chosen()
        if now is not None:
            self.app.push_screen(ShowText(_("History"), history_words(self.project, now), wide=True))

    def action_words(self) -> None:
        """Show the ranges of the words and set one."""
        show_ranges(self)

    def action_move(self, step: int) -> None:
        """Move the claim among the others."""
        now = self._chosen()
        claims = self.project.claims()
        order = [c.id for c in claims]
        if now is None or not 0 <= order.index(now.claim.id) + step < len(order):
            return
        at = order.index(now.claim.id)
        order[at], order[at + step] = order[at + step], order[at]
        positions = {c.id: c.position for c in claims}
        self.change(*(edit_claim(i, position=n) for n, i in enumerate(order, 1) if positions[i] != n))

    def action_memo(self) -> None:
        """Write a memo about the claim."""
        now = self._chosen()
        if now is not None:
            ask_memo(self, "claim", now.claim.id, now.claim.sentence)

    def action_remove(self) -> None:
        """Take away the evidence under the cursor, or the claim after a yes."""
        piece, now = self._piece(), self._chosen()
        if piece is not None:
            self.change(remove_evidence(piece), done=_("taken away; u brings it back"))
        elif now is not None:
            pieces = tuple(remove_evidence(e) for e in self.project.evidence(claim=now.claim))

            def then(yes: bool | None) -> None:
                if yes:
                    self.change(*pieces, remove_claim(now.claim.id), done=_("taken away; u brings it back"))

            self.app.push_screen(Confirm(_("Take the claim away?"), now.claim.sentence), then)
