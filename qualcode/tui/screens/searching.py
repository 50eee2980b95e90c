"""Searching all texts: hits opened, coded, narrowed down, kept, written to a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList

from qualcode.core.codebook import Code
from qualcode.core.search import Hit
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.protection.releasing import cell_texts
from qualcode.search.concordance import GROUPS, in_context
from qualcode.search.searching import SCOPES, code_passages, plan_hits, save_search
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.auto_coding import AutoCodingScreen
from qualcode.tui.screens.code_choice import Chosen, ask_code, ask_codes
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.letting_out import Made, make_and_put_out
from qualcode.tui.screens.saved_searches import SavedScreen, Wanted
from qualcode.tui.screens.search_filters import CODED, NEGATED, filter_fields
from qualcode.tui.screens.search_help import search_help
from qualcode.tui.screens.search_view import ORDERS, SearchView
from qualcode.tui.tables import as_csv


class SearchScreen(SearchView):
    """What can be done with the hits of a search."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    def help_page(self) -> Content:
        """Return the language of searches in short."""
        return search_help()

    # -- going about --------------------------------------------------------

    def on_long_list_chosen(self) -> None:
        """Open the hit."""
        self.action_open()

    def hit(self) -> Hit | None:
        """Return the hit under the cursor."""
        return self.hits[self.rows.cursor] if self.hits else None

    def action_open(self) -> None:
        """Open the hit in the reading view; a footnote's source where the note stands."""
        hit = self.hit()
        if hit is None:
            return
        if hit.note:
            self.qualcode.open_source(hit.source)
            self.notify(_("the hit is in a footnote, which stands outside the text"), timeout=4)
        else:
            self.qualcode.open_source(hit.source, hit.start, hit.end)

    def action_query(self) -> None:
        """Go back to the query."""
        self.field.focus()
        self.field.select_all()

    def action_stop(self) -> None:
        """Stop the search under way; else go from the query to the hits, or let the marks go."""
        running = [w for w in self.workers if w.group == "search" and w.is_running]
        if running:
            self.workers.cancel_group(self, "search")
            self._show_told()
            self.notify(_("stopped"), timeout=2)
        elif isinstance(self.focused, Input | OptionList):
            self._to_hits()
        elif self.marked:
            self.marked.clear()
            self.rows.refresh()
            self.put_lines()

    def _to_hits(self) -> None:
        """Go to the hits; the groups give way where both have no room."""
        if not self.rows.display:
            self.groups_by = ""
            self._show_groups()
        self.rows.focus()

    def action_again(self) -> None:
        """Search once more."""
        self.run_search(row=self.rows.cursor)

    def action_order(self, n: int) -> None:
        """Put the hits in the n-th order."""
        self.sort_by(ORDERS[n - 1])

    def action_next_scope(self) -> None:
        """Code another extent around the hits."""
        self.scope = SCOPES[(SCOPES.index(self.scope) + 1) % len(SCOPES)]
        self.put_keys()

    def action_groups(self) -> None:
        """Show how many hits each source has, each speaker, each case, or nothing."""
        ways = ("", *GROUPS)
        self.groups_by = ways[(ways.index(self.groups_by) + 1) % len(ways)]
        self._show_groups()
        (self.rows if self.rows.display else self.query_one("#groups", OptionList)).focus()
        self.rows.refresh()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep to the source, speaker or case chosen."""
        group = self._groups[int(event.option.id or 0)]
        if not group.condition:
            self.refuse(self.nothing_here)
            return
        self.chosen_filters[self.groups_by] = group.condition
        self._to_hits()
        self.run_search(to_list=True)

    # -- filters ------------------------------------------------------------

    def action_filters(self) -> None:
        """Choose filters in a form."""

        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                self.chosen_filters.update(changed)
                self.run_search(to_list=True)

        fields = filter_fields(self.project, self.chosen_filters)
        self.app.push_screen(FormScreen(_("Only hits …"), fields), then)

    def action_turn(self, name: str) -> None:
        """Go through all, yes and no of a filter: whether hits are negated, whether they are coded."""
        ways = NEGATED if name == "negated" else CODED
        now = self.chosen_filters.get(name, "")
        self.chosen_filters[name] = ways[(ways.index(now) + 1) % len(ways)]
        self.run_search(to_list=True)

    def action_clear(self) -> None:
        """Take all filters away."""
        self.chosen_filters.clear()
        self.only = None
        self.run_search(to_list=True)

    # -- coding -------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the hit, or take its mark away, and go on."""
        hit = self.hit()
        if hit is not None:
            self.marked ^= {hit}
            self.rows.refresh_row(self.rows.cursor)
            self.rows.action_by(1)
            self.put_lines()

    def action_mark_all(self) -> None:
        """Mark all hits, or none when all are."""
        self.marked = set() if len(self.marked) == len(self.hits) else set(self.hits)
        self.rows.refresh()
        self.put_lines()

    def action_code(self) -> None:
        """Ask for codes for the marked hits, else for the one here."""
        here = self.hit()
        hits = [h for h in self.hits if h in self.marked] or ([here] if here else [])
        if not hits:
            self.refuse(self.nothing_here)
            return
        n = len(hits)
        title = ngettext("Code {n} hit", "Code {n} hits", n).format(n=number(n))
        ask_codes(self, title, self.line(self.rows.cursor).words, lambda chosen: self._put_codes(hits, chosen))

    def _put_codes(self, hits: list[Hit], chosen: Chosen) -> None:
        by_id = {**self.project.codebook().by_id, **({chosen.new.id: chosen.new} if chosen.new else {})}
        codes = [by_id[c] for c in chosen.codes]
        try:
            plans = [plan_hits(self.project, code, hits, self.asked, scope=self.scope) for code in codes]
            ids, _action = code_passages(self.project, *plans, facets=chosen.facets, before=chosen.making)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.marked.clear()
        left = sum(len(plan.passages) for plan in plans) - len(ids)
        done = ngettext("{n} passage coded", "{n} passages coded", len(ids)).format(n=number(len(ids)))
        if left:
            done += " · " + ngettext("{n} had it already", "{n} had it already", left).format(n=number(left))
        self.notify(done, timeout=4)
        self.take_in()

    def action_auto(self) -> None:
        """Put a code on every hit, after a look at what that would do."""
        if not self.hits:
            self.refuse(self.nothing_here)
            return
        hits = list(self._in_text)

        def then(code: Code) -> None:
            screen = AutoCodingScreen(self, code, hits, self.asked, scope=self.scope)
            self.app.push_screen(screen, lambda _done: self.take_in())

        ask_code(self, _("Code all hits"), then)

    # -- saved searches, files, the index -----------------------------------

    def action_save(self) -> None:
        """Keep the search, with its filters, under a name."""
        asked = self.asked
        if not asked:
            self.refuse(self.nothing_here)
            return

        def then(name: str | None) -> None:
            if name:
                try:
                    kept = save_search(self.project, name, asked)
                except QualcodeError as error:
                    self.qualcode.tell(error)
                    return
                self.notify(_("kept as {name}").format(name=kept.name), markup=False, timeout=3)
                self.take_in()

        known = next((q.name for q in self.project.queries() if q.expression == asked), "")
        self.app.push_screen(AskLine(_("Keep the search under a name"), known, quote=asked), then)

    def action_saved(self) -> None:
        """List the saved searches, to run one, or only on new material."""

        def then(wanted: Wanted | None) -> None:
            if wanted is None:
                return
            only = self.project.sources_since(wanted.query.id) if wanted.new else None
            self.ask(wanted.query.expression, only=only)

        if self.project.queries():
            self.app.push_screen(SavedScreen(self), then)
        else:
            self.refuse(_("no search was kept yet; S keeps one"))

    def action_write(self) -> None:
        """Write the hits to a file."""
        if not self.hits:
            self.refuse(self.nothing_here)
            return

        def then(path: str | None) -> None:
            if path:
                self._write(path, list(self.hits))

        self.app.push_screen(AskLine(_("Write the hits to the file"), f"{files.EXPORTS}/{_('search')}.csv"), then)

    def _write(self, path: str, hits: list[Hit]) -> None:
        headings = "source line turn speaker left hit right role negated codes start end".split()

        def make(project: Project) -> Made:
            book, language = project.codebook(), get_language()
            lines = [
                (
                    *(x.source.handle, x.hit.line, x.hit.turn or "", x.hit.speaker, x.left, x.words, x.right),
                    *(x.hit.role, x.negated, "; ".join(book.path_name(c, language) for c in x.codes)),
                    *(x.hit.start, x.hit.end),
                )
                for x in in_context(project, hits, width=80, marks=True)
            ]
            return Made(as_csv(headings, lines), cell_texts(headings, lines))

        make_and_put_out(self, files.beside(self.project, path), make, document="search")
