"""What is written about passages: memos, condensed sentences, scenes; and the words that are looked for."""

from __future__ import annotations

from qualcode.core import condensations, memos
from qualcode.core.search import compile_query, find
from qualcode.errors import UsageProblem
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.figures import number, quote
from qualcode.tui.open_source import codes_of
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.dialogs import AskLine, AskText


class WritingScreen(CodingScreen):
    """What can be written about the passage at the cursor, and finding words."""

    def action_memo(self) -> None:
        """Write a memo on the coding at hand, else on the source."""
        if self.opened is None:
            return
        coding = self.opened.codings.get(self.view.hand or "")
        about_kind, about = ("coding", coding.id) if coding else ("source", self.opened.source.id)
        name = self.book.path_name(coding.code, get_language()) if coding else self.opened.source.title
        mine = [m for m in self.project.memos(about=about) if m.author == self.project.actor]
        old = mine[-1] if mine else None

        def then(text: str | None) -> None:
            if text is None:
                return
            if old is not None:
                change = memos.edit_memo(old.id, text=text, title=old.title) if text else memos.remove_memo(old.id)
                self.write(change)
            elif text:
                self.write(memos.add_memo(about_kind, about, text))
            self.take_in()

        self.app.push_screen(AskText(_("Memo: {name}").format(name=name), old.text if old else ""), then)

    def action_condense(self) -> None:
        """Write the one sentence that condenses the passage, or rewrite it."""
        if self.opened is None:
            return
        opened = self.opened
        coding = opened.codings.get(self.view.hand or "")
        if self.view.selection or coding is None or coding.start is None or coding.end is None:
            start, end = self.view.target()
        else:
            start, end = coding.start, coding.end
        if start >= end:
            self.refuse(self.nothing_here)
            return
        old = next((c for c in opened.condensed_at(start, end) if (c.start, c.end) == (start, end)), None)
        codes = codes_of(c for c in opened.codings.values() if (c.start or 0) < end and start < (c.end or 0))

        def then(text: str | None) -> None:
            if not text:
                return
            if old is not None:
                self.write(condensations.edit("condensation", old.id, text=text))
            else:
                self.write(
                    condensations.add_condensation(
                        opened.source.id, revision=opened.source.text, start=start, end=end, text=text, codes=codes
                    )
                )
            self.take_in()

        words = quote(opened.text[start:end], 240)
        self.app.push_screen(
            AskLine(
                _("Condense to one sentence"), old.text if old else "", quote=words, placeholder=_("in your own words")
            ),
            then,
        )

    def action_copy(self) -> None:
        """Copy the passage with its source and line."""
        if self.opened is not None:
            start, end = self.view.target()
            where = f"{self.opened.source.title}, {self.opened.line_words(start, end)}"
            self.app.copy_to_clipboard(f"{quote(self.opened.text[start:end], 10**6)} ({where})")
            self.notify(_("copied"), timeout=2)

    def action_to_scene(self) -> None:
        """Add the passage to a scene as a block."""
        from qualcode.tui.screens.scene_choice import add_passage

        add_passage(self)

    def action_find(self) -> None:
        """Ask for words and go to the first hit after the cursor."""
        hint = _("words, norm*, one | other, /regular expression/")
        self.app.push_screen(AskLine(_("Find in this text"), self.qualcode.desk.query, hint=hint), self.find)

    def find(self, query: str | None) -> None:
        """Mark the hits of a query and go to the first after the cursor."""
        if not query or self.opened is None:
            return
        try:
            matches = list(find(compile_query(query), self.opened.text))
        except UsageProblem as error:
            self.qualcode.tell(error)
            return
        self.qualcode.desk.query = query
        self.view.set_matches(matches)
        self.notify(ngettext("{n} hit", "{n} hits", len(matches)).format(n=number(len(matches))), timeout=2)
        if matches:
            after = next((m for m in matches if m[0] >= self.view.cursor), matches[0])
            self.view.clear_selection()
            self.view.move_to(after[0])

    def action_hit(self, direction: int) -> None:
        """Go to the next or last hit."""
        if not self.view.step_match(direction):
            self.refuse(_("no more hits in this direction") if self.view.matches else _("/ finds words"))
