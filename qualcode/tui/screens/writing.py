"""What is written about passages: memos, condensed sentences, scenes; and the words that are looked for."""

from __future__ import annotations

from textual import work
from textual.worker import get_current_worker

from qualcode.core import condensations
from qualcode.core.sources import Source
from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.protection.releasing import line_texts, list_leaks
from qualcode.search.talk import clean_quote
from qualcode.tui import files
from qualcode.tui.alongside import alongside, read_words
from qualcode.tui.clipboard import copy, may_fail
from qualcode.tui.figures import number, quote
from qualcode.tui.open_source import codes_of
from qualcode.tui.screens.borders import BordersScreen
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.letting_out import put_out
from qualcode.tui.screens.memo_about import ask_memo

_PASSAGES = "passages.md"


class WritingScreen(BordersScreen):
    """What can be written about the passage at the cursor, and finding words."""

    def action_memo(self) -> None:
        """Write a memo on the coding at hand, else on the source."""
        if self.opened is None:
            return
        coding = self.opened.codings.get(self.view.hand or "")
        kind, about = ("coding", coding.id) if coding else ("source", self.opened.source.id)
        name = self.book.path_name(coding.code, get_language()) if coding else self.opened.source.title
        ask_memo(self, kind, about, name)

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
        codes = codes_of(self.view.index.overlapping(start, end))

        def then(text: str | None) -> None:
            if not text:
                return
            if old is not None:
                change = condensations.edit("condensation", old.id, text=text)
            else:
                change = condensations.add_condensation(
                    opened.source.id, revision=opened.source.text, start=start, end=end, text=text, codes=codes
                )
            self.change(change, done=_("sentence kept"))

        words = quote(opened.text[start:end], 240)
        self.app.push_screen(
            AskLine(
                _("Condense to one sentence"), old.text if old else "", quote=words, placeholder=_("in your own words")
            ),
            then,
        )

    def _passage(self) -> tuple[str, str]:
        """Return the words of the passage, clean where that is wished for, and their source with its line."""
        if self.opened is None:
            return "", ""
        start, end = self.view.target()
        words, where = self.opened.text[start:end], f"{self.opened.source.title}, {self.opened.line_words(start, end)}"
        if self.qualcode.desk.clean:
            clean = clean_quote(words, self.opened.source.language)
            words, where = clean.words, "; ".join(x for x in (where, clean.rule()) if x)
        return words, where

    def action_copy(self) -> None:
        """Copy the passage with its source and line."""
        words, where = self._passage()
        if not words:
            self.refuse(self.nothing_here)
            return
        copy(self.app, f"{quote(words, 10**6)} ({where})")
        if may_fail():
            key = self.qualcode.key_of("reading.copy-file")
            text = _("copied, if this terminal allows it; {key} writes the passage to a file instead").format(key=key)
            self.notify(text, timeout=5, markup=False)
        else:
            self.notify(_("copied"), timeout=2)

    def action_copy_to_file(self) -> None:
        """Add the passage with its source and line to the file of passages beside the project."""
        words, where = self._passage()
        if not words:
            self.refuse(self.nothing_here)
            return
        path = files.beside(self.project, f"{files.EXPORTS}/{_PASSAGES}")
        quoted_lines = "\n".join(f"> {line}".rstrip() for line in words.splitlines())
        leaks = list_leaks(self.project, line_texts(f"{words}\n{where}"))
        put_out(self, path, f"{quoted_lines}\n\n{where}\n\n".encode(), leaks, document=_PASSAGES, add=True)

    def action_to_scene(self) -> None:
        """Add the passage to a scene as a block."""
        from qualcode.tui.screens.scene_choice import add_passage

        add_passage(self)

    def action_to_claim(self) -> None:
        """Bind the passage to a claim."""
        from qualcode.tui.screens.claim_choice import add_to_claim

        add_to_claim(self)

    def action_quote(self) -> None:
        """Make a quotation of the selection, else of the coding at hand, with the codes that stand there."""
        from qualcode.authoring import quoting

        if self.opened is None:
            return
        coding = self.opened.codings.get(self.view.hand or "")
        if self.view.selection or coding is None or coding.start is None or coding.end is None:
            start, end = self.view.target()
        else:
            start, end = coding.start, coding.end
        codes = tuple(dict.fromkeys(codes_of(self.view.index.overlapping(start, end))))
        self.settle()
        try:
            made = quoting.add(self.project, quoting.draft(self.project, self.opened.source, start, end, codes=codes))
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()
        text = _("quoted as {number}; {key} {letter} shows it in print")
        told = text.format(number=made[0].handle, key=self.qualcode.key_of("all.jump"), letter="q")
        self.notify(told, markup=False, timeout=4)

    def action_find(self) -> None:
        """Ask for words and go to the first hit after the cursor."""
        hint = _("words, norm*, lemma:möte, one | other, /regular expression/")
        self.app.push_screen(AskLine(_("Find in this text"), self.qualcode.desk.query, hint=hint), self.find)

    def find(self, query: str | None) -> None:
        """Mark the hits of a query and go to the first after the cursor."""
        if not query or self.opened is None:
            return
        try:
            self.project.query(query)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.qualcode.desk.query = query
        self._find(query, self.opened.source)

    @work(thread=True, exclusive=True, group="find", description="find")
    def _find(self, query: str, source: Source) -> None:
        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                read = project.query(query)
                read_words(project, worker, lambda _done, _total: None, query=read)
                matches = project.finder(read).spans(source)
        except Cancelled:
            return
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            return
        self.app.call_from_thread(self._take_matches, source, matches)

    def _take_matches(self, source: Source, matches: list[tuple[int, int]]) -> None:
        if self.opened is None or self.opened.source.text != source.text:
            return
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
