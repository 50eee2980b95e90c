"""The deeds of the reading view: codes, facets, memos and condensations on passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from qualcode.core import codings as deeds
from qualcode.core.codebook import Codebook
from qualcode.core.codings import Coding
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.i18n import _, get_language
from qualcode.tui.colours import CodePaint
from qualcode.tui.figures import quote
from qualcode.tui.open_source import OpenSource, codes_of, mark_of
from qualcode.tui.picking import Finder, Signs, neighbours_of
from qualcode.tui.screens.code_choice import Chosen, ask_by, ask_code, ask_new_code
from qualcode.tui.screens.facets import FacetsScreen
from qualcode.tui.screens.picker import PickerScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.codetree import CodeTree
from qualcode.tui.widgets.transcript import Transcript

_NEIGHBOURHOOD = 1200  # characters around a passage whose codes count as its neighbours'
_NAME = 60  # characters of a name made of selected words


class CodingScreen(Place):
    """What can be done to the passage at the cursor and to the coding at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: OpenSource | None = None
        self._view: Transcript | None = None
        self.book = Codebook()
        self.paint: Mapping[str, CodePaint] = {}
        self.finder = Finder(self.book)
        self.counts: dict[str, int] = {}
        self.recent: list[str] = []
        self.recount: list[tuple[str, int]] = []
        self.last_choice: tuple[tuple[str, ...], Mapping[str, str]] = ((), {})

    @property
    def view(self) -> Transcript:
        """The text."""
        if self._view is None:
            self._view = self.query_one(Transcript)
        return self._view

    def names(self) -> Mapping[str, str]:
        """Return the names of the other coders by id."""
        return {p.id: p.name for p in self.project.persons() if p.id != self.project.actor}

    # -- codes --------------------------------------------------------------

    def action_code(self) -> None:
        """Ask for codes for the passage; in the tree, take the code under its cursor."""
        tree = self.query_one(CodeTree)
        if tree.has_focus:
            tree.action_select_cursor()
            return
        if self.opened is None:
            return
        start, end = self.view.target()
        if start >= end:
            self.refuse(self.nothing_here)
            return
        title = _("Code line {lines}").format(lines=self.opened.line_words(start, end))
        self._pick(title, start, end, self._put_chosen)

    def _pick(self, title: str, start: int, end: int, then: Callable[[Chosen], None], *, single: bool = False) -> None:
        if self.opened is None:
            return
        around = self.view.index.overlapping(max(0, start - _NEIGHBOURHOOD), end + _NEIGHBOURHOOD)
        passage = self.opened.text[start:end]
        signs = Signs(self.recent, neighbours_of([m.code] for m in around), self.finder.cues_in(passage))
        row = self.view.row_of(start)
        low = row is not None and 2 * (row - self.view.scroll_offset.y) > self.view.size.height
        words = quote(passage, 150)
        screen = PickerScreen(title, words, self.book, self.finder, signs, paint=self.paint, single=single, above=low)
        ask_by(self, screen, then)

    def _put_chosen(self, chosen: Chosen) -> None:
        self.put_codes(chosen.codes, chosen.facets, before=chosen.making)

    def put_codes(
        self, codes: Iterable[str], facets: Mapping[str, str] | None = None, *, before: Iterable[Change] = ()
    ) -> bool:
        """Put codes on the passage as one action; only what changes on the screen is painted again."""
        if self.opened is None:
            return False
        start, end = self.view.target()
        mine = {
            (m.code, m.start, m.end) for m in self.view.index.overlapping(start, end) if m.coder == self.project.actor
        }
        wanted = [c for c in dict.fromkeys(codes) if (c, start, end) not in mine]
        if start >= end or not wanted:
            self.refuse(_("the passage carries that already") if start < end else self.nothing_here)
            return False
        source, facets = self.opened.source, dict(facets or {})
        made = [Coding(new_id(), source.id, c, self.project.actor, "own", start, end, facets) for c in wanted]
        changes = [
            deeds.add_coding(
                source.id, c.code, revision=source.text, start=start, end=end, facets=facets, identifier=c.id
            )
            for c in made
        ]
        new_codes = list(before)
        if not self.write(*new_codes, *changes):
            return False
        self.last_choice = (tuple(codes_of(made)), facets)
        if new_codes:
            self.take_in()
        else:
            self._show_made(made)
        self.view.clear_selection(to_start=True)
        self.view.take_in_hand(made[-1].id if self.view.index.at(self.view.place) else None)
        return True

    def _show_made(self, made: list[Coding]) -> None:
        for coding in made:
            if self.opened is not None:
                self.opened.codings.put(coding)
            self.view.add_mark(mark_of(coding))
            self.counts[coding.code] = self.counts.get(coding.code, 0) + 1
            self.recount.append((coding.code, 1))
        codes = codes_of(made)
        self.recent = [*reversed(codes), *(c for c in self.recent if c not in codes)][:9]
        self._seen = self.project.state()
        self.put_soon()

    def action_repeat(self) -> None:
        """Put the codes chosen last on this passage."""
        codes, facets = self.last_choice
        if not codes:
            codes = tuple(self.recent[:1])
        if codes:
            self.put_codes(codes, facets)
        else:
            self.refuse(_("no code was chosen yet"))

    def action_recent(self, n: int) -> None:
        """Put the n-th of the codes used last on this passage."""
        if n <= len(self.recent):
            self.put_codes([self.recent[n - 1]])
        else:
            self.refuse(_("no code was chosen yet"))

    def action_in_vivo(self) -> None:
        """Make a code from the words selected."""
        if self.opened is None or not self.view.selection:
            self.refuse(_("select the words first"))
            return
        words = _first_words(self.opened.text[slice(*self.view.target())])
        ask_new_code(self, words, self._put_chosen, title=_("In vivo code"))

    # -- the coding at hand -------------------------------------------------

    def at_hand(self, *, own: bool = True) -> Coding | None:
        """Return the coding at hand; with ``own`` only one's own, saying why when there is none."""
        coding = self.opened.codings.get(self.view.hand or "") if self.opened else None
        if coding is None:
            self.refuse(_("no coding here"))
            return None
        if own and coding.coder != self.project.actor:
            self.refuse(_("this coding is another coder's: {name}").format(name=self.names().get(coding.coder, "")))
            return None
        return coding

    def replace_shown(self, old: Coding, new: Coding) -> None:
        """Show a coding as it now is; only its rows are painted again."""
        if self.opened is not None:
            self.view.remove_mark(mark_of(old))
            self.opened.codings.put(new)
            self.view.add_mark(mark_of(new))
            self._seen = self.project.state()
            self.view.take_in_hand(new.id)
            self.put_soon()

    def action_next_in_hand(self) -> None:
        """Take the next coding here in hand."""
        self.view.next_in_hand()

    def action_remove(self) -> None:
        """Take the coding at hand away."""
        coding = self.at_hand()
        if coding is not None and self.opened is not None and self.write(deeds.remove_coding(coding)):
            self.opened.codings.drop(coding.id)
            self.view.remove_mark(mark_of(coding))
            self.counts[coding.code] = self.counts.get(coding.code, 1) - 1
            self.recount.append((coding.code, -1))
            self._seen = self.project.state()
            self.view.take_in_hand(self.view.hand)
            self.put_soon()
            name = self.book.path_name(coding.code, get_language())
            self.notify(_("taken away: {name} – u brings it back").format(name=name), markup=False, timeout=3)

    def action_recode(self) -> None:
        """Ask for another code for the coding at hand."""
        coding = self.at_hand()
        if coding is not None and coding.start is not None and coding.end is not None:

            def then(chosen: Chosen) -> None:
                self.change(*chosen.making, deeds.recode(coding, chosen.codes[-1]))

            self._pick(_("Another code"), coding.start, coding.end, then, single=True)

    def action_pin(self) -> None:
        """Keep the colour of the code at hand, or of the one under the tree's cursor, in the text."""
        tree = self.query_one(CodeTree)
        coding = self.opened.codings.get(self.view.hand or "") if self.opened else None
        code = tree.cursor_node.data if tree.has_focus and tree.cursor_node else (coding.code if coding else None)
        if code is None:
            self.refuse(_("no coding here"))
            return
        under = self.book.descendants(code)
        lets_go = code in self.view.pinned
        pinned = self.view.pinned - under if lets_go else self.view.pinned | under
        self.view.set_pinned(pinned)
        tree.set_pinned(pinned)
        said = _("no longer pinned: {name}") if lets_go else _("pinned, painted wherever it stands: {name}")
        self.notify(said.format(name=self.book.path_name(code, get_language())), markup=False, timeout=3)

    def action_sweep(self) -> None:
        """Go through the candidates for the code at hand, or under the tree's cursor, or for one to choose."""
        tree = self.query_one(CodeTree)
        coding = self.opened.codings.get(self.view.hand or "") if self.opened else None
        code = tree.code if tree.has_focus else coding.code if coding else None
        if code:
            self.qualcode.action_sweep(code)
        else:
            ask_code(self, _("Sweep for which code?"), lambda chosen: self.qualcode.action_sweep(chosen.id))

    def action_facets(self) -> None:
        """Ask for the facets of the coding at hand."""
        coding = self.at_hand()
        if coding is None:
            return
        if not self.book.facets:
            self.refuse(_("the codebook has no facets"))
            return

        def then(facets: Mapping[str, str] | None) -> None:
            if facets is None:
                return
            names = {*facets, *coding.facets}
            changed = {n: facets.get(n) for n in names if facets.get(n) != coding.facets.get(n)}
            if changed and self.write(deeds.qualify(coding, changed)):
                self.replace_shown(coding, replace(coding, facets=dict(facets)))

        name = self.book.path_name(coding.code, get_language())
        self.app.push_screen(FacetsScreen(name, self.book.facets, coding.facets), then)


def _first_words(text: str) -> str:
    """Return a passage as the name of a code: its first words, without what stands around them."""
    words = " ".join(text.split())
    if len(words) > _NAME:
        words = words[: words.rfind(" ", 0, _NAME + 1)] if " " in words[: _NAME + 1] else words[:_NAME]
    return words.strip(" .,;:!?…–-\"'”“’()[]") or words
