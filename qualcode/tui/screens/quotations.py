"""The quotations screen: elide, mask, clarify and clean words, attribute, order voices, check a manuscript."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from qualcode.authoring import quoting
from qualcode.authoring.quoting import PrintedQuotation
from qualcode.core import quotations as deeds
from qualcode.core import voices as sets
from qualcode.core.ids import new_id
from qualcode.core.quotations import ATTRIBUTIONS, LAYOUTS, Span, Wording
from qualcode.core.voices import MARKS, Voice, VoiceSet
from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.tui.actions import bindings
from qualcode.tui.figures import quote
from qualcode.tui.screens.dialogs import AskLine, AskText, Choose
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.screens.quotation_view import QuotationView
from qualcode.tui.widgets.fields import Choice


class QuotationsScreen(QuotationView):
    """What can be done to the quotation under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("quotations")]

    def on_option_list_option_selected(self) -> None:
        """Open the passage."""
        self.action_open()

    def _one(self) -> PrintedQuotation | None:
        p = self.chosen
        if p is None:
            self.refuse(self.nothing_here)
        elif p.wording is None:
            self.refuse(_("its words are gone from the text"))
            return None
        return p

    def action_open(self) -> None:
        """Open the passage in the reading view."""
        p = self._one()
        if p is not None and p.wording is not None:
            self.qualcode.open_source(p.source.id, p.wording.start, p.wording.end)

    # -- words ----------------------------------------------------------------

    def _reword(self, make: Callable[[Wording, Span], Wording]) -> None:
        """Change the wording at the words selected; say why when that cannot be."""
        p, span = self._one(), self.selected()
        if p is None or p.wording is None or span is None:
            return
        try:
            wording = make(p.wording, span)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        if wording != p.wording:
            self.change(deeds.edit_quotation(p.quotation, wording=wording))

    def action_elide(self) -> None:
        """Put an elision in the place of the words, or print them again."""
        restore = all(t.state != "kept" for t in self.selected_tokens())
        self._reword(lambda w, s: deeds.restore(w, *s) if restore else quoting.elided(w, s))

    def _ask_words(self, kind: str, title: str, placeholder: str) -> None:
        p, span = self._one(), self.selected()
        if p is None or span is None:
            return
        words = self.project.text(p.source)[slice(*span)]

        def then(text: str | None) -> None:
            if text:
                self._reword(lambda w, _s: quoting.reworked(w, kind, span, text))

        self.app.push_screen(AskLine(title, "", quote=quote(words, 200), placeholder=placeholder), then)

    def action_mask(self) -> None:
        """Hide the words behind brackets."""
        self._ask_words("mask", _("What stands in the brackets instead?"), _("a town, another office …"))

    def action_clarify(self) -> None:
        """Put clearer words in the place of these."""
        self._ask_words("clarify", _("What is meant?"), _("what the words point at"))

    def action_explain(self) -> None:
        """Put an explanation after the words."""
        self._ask_words("explain", _("What explains the words?"), _("stands in brackets after them"))

    def action_clean(self) -> None:
        """Leave out pauses, fillers and repeated words."""
        p = self._one()
        if p is None or p.wording is None:
            return
        wording = quoting.cleaned(self.project, p.source, p.wording)
        if wording == p.wording:
            self.refuse(_("there is nothing to leave out"))
        else:
            self.change(deeds.edit_quotation(p.quotation, wording=wording))

    def action_plain(self) -> None:
        """Take back all that was done to the words."""
        self._reword(lambda w, _s: quoting.plain(w))

    def action_accept(self) -> None:
        """Accept how it reads now."""
        p = self._one()
        if p is not None and p.wording is not None:
            self.change(deeds.edit_quotation(p.quotation, wording=p.wording), done=_("accepted as it reads now"))

    # -- what else it says ------------------------------------------------------

    def action_next_attribution(self) -> None:
        """Say who speaks in the next way."""
        p = self._one()
        if p is not None:
            now = p.quotation.attribution or self.project.quotation_rules().attribution
            self.change(deeds.edit_quotation(p.quotation, attribution=_after(ATTRIBUTIONS, now)))

    def action_next_layout(self) -> None:
        """Print as a block, or in the line."""
        p = self._one()
        if p is not None:
            now = p.quotation.layout or self.project.quotation_rules().layout
            self.change(deeds.edit_quotation(p.quotation, layout=_after(LAYOUTS, now)))

    def action_set_theme(self) -> None:
        """Choose the theme."""
        p = self._one()
        if p is None:
            return
        choices = [Choice(t.id, t.name, t.claim) for t in self.project.themes()]
        choices.append(Choice("none", _("no theme")))

        def then(theme: str | None) -> None:
            if theme:
                self.change(deeds.edit_quotation(p.quotation, theme=None if theme == "none" else theme))

        self.app.push_screen(Choose(_("Theme"), choices, quote=quote(p.text, 200)), then)

    def action_note(self) -> None:
        """Write a note about the quotation."""
        p = self._one()
        if p is not None:

            def then(text: str | None) -> None:
                if text is not None:
                    self.change(deeds.edit_quotation(p.quotation, note=text))

            title = _("Note on {number}").format(number=p.quotation.handle)
            self.app.push_screen(AskText(title, p.quotation.note), then)

    def action_memo(self) -> None:
        """Write a memo about the quotation."""
        p = self._one()
        if p is not None:
            ask_memo(self, "quotation", p.quotation.id, p.quotation.handle)

    # -- voices -----------------------------------------------------------------

    def action_by_voices(self) -> None:
        """List by voice set, or all quotations."""
        self._by_voices = not self._by_voices
        identifier = self._chosen_ids()[1]
        first = next((v.id for v in self._sets if any(x.quotation == identifier for x in v.voices)), "")
        self._fill(f"{first if self._by_voices else ''}:{identifier}")

    def action_to_voices(self) -> None:
        """Put the quotation into a voice set, last."""
        p = self._one()
        if p is None:
            return

        def then(answer: str | None) -> None:
            if not answer:
                return
            if answer.startswith("new:"):
                position = max((v.position for v in self._sets), default=0) + 1
                made = VoiceSet(new_id(), answer[4:], voices=(Voice(p.quotation.id, position=1),), position=position)
                if p.quotation.theme:
                    made = VoiceSet(made.id, made.name, "theme", p.quotation.theme, "", made.voices, position)
                self.change(sets.add_voices(made), done=_("voice set “{name}” made").format(name=made.name))
                return
            found = next(v for v in self._sets if v.id == answer)
            place = max((v.position for v in found.voices), default=0) + 1
            done = _("last in “{name}”").format(name=found.name)
            self.change(sets.put_voices(found.id, Voice(p.quotation.id, position=place)), done=done)

        choices = [Choice(v.id, v.name, str(len(v.voices))) for v in self._sets]
        new = _("＋ new voice set {typed}")
        self.app.push_screen(Choose(_("Into which voice set?"), choices, quote=quote(p.text, 200), new=new), then)

    def _voice(self) -> tuple[VoiceSet, int] | None:
        """Return the voice set under the cursor, and which of its voices."""
        voices, quotation = self._chosen_ids()
        found = next((v for v in self._sets if v.id == voices), None)
        if found is None:
            self.refuse(_("b lists the voices by their sets"))
            return None
        return found, next(i for i, v in enumerate(found.voices) if v.quotation == quotation)

    def action_move(self, step: int) -> None:
        """Move the voice within its set."""
        at = self._voice()
        if at is None or not 0 <= at[1] + step < len(at[0].voices):
            return
        voices, n = list(at[0].voices), at[1]
        voices[n], voices[n + step] = voices[n + step], voices[n]
        placed = [Voice(v.quotation, v.mark, v.lead_in, i) for i, v in enumerate(voices, 1)]
        self.change(sets.put_voices(at[0].id, *(v for v in placed if v not in at[0].voices)))

    def action_next_mark(self) -> None:
        """Say how the voice stands to those before it."""
        at = self._voice()
        if at is not None:
            old = at[0].voices[at[1]]
            mark = _after(MARKS, old.mark)
            self.change(sets.put_voices(at[0].id, Voice(old.quotation, mark, old.lead_in, old.position)))

    def action_lead_in(self) -> None:
        """Write what leads the voice in."""
        at = self._voice()
        if at is None:
            return
        old = at[0].voices[at[1]]

        def then(text: str | None) -> None:
            if text is not None:
                self.change(sets.put_voices(at[0].id, Voice(old.quotation, old.mark, text, old.position)))

        self.app.push_screen(AskLine(_("What leads this voice in?"), old.lead_in), then)

    # -- the whole ----------------------------------------------------------------

    def action_ledger(self) -> None:
        """Show who is quoted how much."""
        from qualcode.tui.screens.quote_check import show_ledger

        show_ledger(self, self._printed.values())

    def action_check_file(self) -> None:
        """Look up the quotations of a manuscript."""
        from qualcode.tui.screens.quote_check import ask_manuscript

        ask_manuscript(self)

    def action_remove(self) -> None:
        """Take the voice out of its set; in the list of all, take the quotation away."""
        voices, quotation = self._chosen_ids()
        p = self._printed.get(quotation)
        gone = _("taken away; u brings it back")
        if p is None:
            self.refuse(self.nothing_here)
        elif voices:
            self.change(sets.take_out(voices, quotation), done=gone)
        else:
            self.change(deeds.remove_quotation(p.quotation), done=gone)


def _after(values: tuple[str, ...], now: str) -> str:
    """Return the value after one, around to the first."""
    return values[(values.index(now) + 1) % len(values)]
