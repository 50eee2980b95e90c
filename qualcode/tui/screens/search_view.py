"""What the search screen shows: the query and its problems, the hits in context, how many there are of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from qualcode.core.search import Hit
from qualcode.core.sources import Source
from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.search.concordance import GROUPS, Group, Line, grouped, in_context, ordered
from qualcode.search.searching import with_conditions
from qualcode.tui.alongside import alongside, go_on, read_words
from qualcode.tui.colours import CodePaint, readable
from qualcode.tui.desk import Desk
from qualcode.tui.figures import number, per_cent
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.search_filters import conditions
from qualcode.tui.widgets.longlist import LongList
from qualcode.tui.widgets.queryinput import QueryInput
from qualcode.wording import form_role

ORDERS = ("source", "left1", "left2", "right1", "right2", "hit", "speaker")
_STEP = 200  # hits between two words about how far the search has come
_AHEAD = 60  # rows looked up beyond those that are seen
_REST = 0.03  # seconds
_REMEMBERED, _CONTEXT = 100, 90
_NARROW = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: the hits in the order asked for and in that of the texts, and the texts (by source).

    ``found`` holds the hits once more, None where they are those that are shown already.
    """

    asked: str
    hits: list[Hit]
    in_text: list[Hit]
    texts: dict[str, str]
    found: frozenset[Hit] | None


class SearchView(Place):
    """The query, its filters, and the hits."""

    CONTEXT = "search"
    CSS_PATH = "searching.tcss"
    AUTO_FOCUS = "#query"

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self.marked: set[Hit] = set()
        self.asked = ""  # the search whose hits are shown, with its filters
        self.chosen_filters: dict[str, str] = {}
        self.order, self.scope, self.groups_by = "source", "hit", ""
        self.only: list[Source] | None = None  # sources that a search for new material was kept to
        self._in_text: list[Hit] = []
        self._texts: dict[str, str] = {}
        self._lines: dict[int, Line] = {}
        self._marks: dict[int, Line] = {}
        self._wanted: range | None = None
        self._asking: Timer | None = None
        self._run = 0
        self._groups: list[Group] = []
        self._paint: Mapping[str, CodePaint] = {}

    def compose_body(self) -> ComposeResult:
        """Yield the query, what is to be said about it, the hits, and the hit at hand in full."""
        desk = self.qualcode.desk
        hint = _("words, norm*, lemma:möte, one | other; F1 shows more")
        yield QueryInput(desk.query, history=desk.searches, placeholder=hint)
        yield Static(id="told")
        with Horizontal(id="found"):
            yield LongList(id="hits")
            yield OptionList(id="groups")
        yield Static(id="below")

    def on_mount(self) -> None:
        """Take up the search that was left."""
        left = self.qualcode.desk.search
        self.chosen_filters = dict(left.get("filters", {}))
        self.order = left.get("order", "source") if left.get("order") in ORDERS else "source"
        self.scope, self.groups_by = left.get("scope", "hit"), left.get("groups", "")
        self._show_told()
        self._show_groups()
        if self.qualcode.desk.query or self.chosen_filters:
            if left.get("listed"):
                self.rows.focus()  # at once: keys typed before the hits are there are not meant for the query
            self.run_search(row=int(left.get("row", 0)))

    @property
    def rows(self) -> LongList:
        """The list of hits."""
        return self.query_one(LongList)

    @property
    def field(self) -> QueryInput:
        """The line of the query."""
        return self.query_one(QueryInput)

    def leave(self, desk: Desk) -> None:
        """Keep filters, order and row, and whether the keys went to the hits."""
        desk.search = {
            "filters": {k: v for k, v in self.chosen_filters.items() if v},
            "order": self.order,
            "scope": self.scope,
            "groups": self.groups_by,
            "row": self.rows.cursor,
            "listed": self.focused is self.rows,
        }

    # -- the query ----------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what cannot be read while it is written."""
        del event
        self._show_told()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        desk = self.qualcode.desk
        desk.query = event.value.strip()
        if desk.query:
            desk.searches = [*(s for s in desk.searches if s != desk.query), desk.query][-_REMEMBERED:]
            self.field.remember(desk.searches)
        self.only = None
        self.run_search(to_list=True)

    def on_query_input_left(self) -> None:
        """Go on to the hits."""
        if self.hits:
            self.rows.focus()

    def _show_told(self, more: Content | None = None) -> None:
        told = more or self.field.problem()
        if told is None:
            filters = conditions(self.chosen_filters)
            parts: list[Content | tuple[str, str] | str] = [(f"{_('filters')}  ", "$quiet"), "  ".join(filters)]
            if self.only is not None:
                parts = [(_("only new material") + "   ", "$accent"), *(parts if filters else ())]
            told = Content.assemble(*parts) if filters or self.only is not None else Content("")
        self.query_one("#told", Static).update(told)

    def ask(self, query: str, *, only: list[Source] | None = None) -> None:
        """Search for a query, without filters, in all sources or in some."""
        self.field.value = self.qualcode.desk.query = query
        self.chosen_filters.clear()
        self.only = only
        self.run_search(to_list=True)

    def run_search(self, *, to_list: bool = False, row: int = 0) -> None:
        """Search for what stands in the query, with the filters."""
        try:
            asked = with_conditions(self.project, self.qualcode.desk.query, conditions(self.chosen_filters))
            if not asked:
                self._take_hits(Answer("", [], [], {}, frozenset()))
                return
            self.project.query(asked)
        except QualcodeError as error:
            self._refuse_query(error)
            return
        only = None if self.only is None else [s.id for s in self.only]
        self.search(asked, self.order, only, to_list=to_list, row=row)

    def _refuse_query(self, error: QualcodeError) -> None:
        told = self.field.problem() or Content.assemble((error.message, "$warning"), "  ", error.hint)
        self._show_told(told)
        self.field.focus()

    @work(thread=True, exclusive=True, group="search", description="search")
    def search(self, asked: str, order: str, only: list[str] | None, *, to_list: bool, row: int) -> None:
        """Find the hits in a thread with a connection of its own, and put them in order."""
        worker = get_current_worker()
        hits: list[Hit] = []
        try:
            with alongside(self.project) as project:
                query = project.query(asked)
                read_words(project, worker, self._say_reading, query=query)
                sources = None if only is None else [s for s in project.sources() if s.id in only]
                for hit in project.finder(query).hits(sources):
                    hits.append(hit)
                    if len(hits) % _STEP == 0:
                        go_on(worker)
                        if len(hits) % (50 * _STEP) == 0:
                            self.app.call_from_thread(self._say_found, len(hits))
                sorted_hits = ordered(project, hits, order, step=lambda _done: go_on(worker))
                found_in, found = {h.source for h in hits}, frozenset(hits)
                texts = {s.id: s.text for s in project.sources() if s.id in found_in}
        except Cancelled:
            return
        except QualcodeError as error:
            self.app.call_from_thread(self._refuse_query, error)
            return
        answer = Answer(asked, sorted_hits, hits, texts, found)
        self.app.call_from_thread(self._take_hits, answer, row=row, to_list=to_list)

    def _say_reading(self, done: int, total: int) -> None:
        share = per_cent(done / total if total else 1.0)
        words = _("reading the words of the texts: {share} – Esc stops").format(share=share)
        self.app.call_from_thread(self._show_told, Content(words).stylize("$accent"))

    def _say_found(self, n: int) -> None:
        words = ngettext("{n} hit so far – Esc stops", "{n} hits so far – Esc stops", n).format(n=number(n))
        self._show_told(Content(words).stylize("$accent"))

    def _take_hits(self, answer: Answer, *, row: int = 0, to_list: bool = False) -> None:
        self.hits, self._in_text, self.asked = answer.hits, answer.in_text, answer.asked
        self._texts = answer.texts
        if answer.found is not None:
            self.marked &= answer.found
        self._forget_rows()
        self._show_told()
        self._show_hits(row)
        self._show_groups()
        self.put_lines()
        if answer.hits and to_list:
            self.rows.focus()
        elif not answer.hits and self.focused is self.rows:
            self.field.focus()

    def sort_by(self, order: str) -> None:
        """Put the hits in another order."""
        self.order = order
        if self.asked:
            self._reorder(list(self._in_text), order, self.asked)

    @work(thread=True, exclusive=True, group="search", description="search")
    def _reorder(self, hits: list[Hit], order: str, asked: str) -> None:
        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                found = ordered(project, hits, order, step=lambda _done: go_on(worker))
        except Cancelled:
            return
        self.app.call_from_thread(self._take_hits, Answer(asked, found, hits, self._texts, None))

    # -- the hits -----------------------------------------------------------

    def show_project(self) -> None:
        """Look again at what stands on the hits; search anew when a text is no longer what it was."""
        self._paint = self.code_paints(self.project.codebook())
        now = {s.id: s.text for s in self.project.sources()}
        if any(now.get(source) != text for source, text in self._texts.items()):
            self.run_search(row=self.rows.cursor)
        else:
            self._forget_rows()
            self.rows.refresh()
            self._show_below()

    def _forget_rows(self) -> None:
        self._run += 1
        self._lines.clear()
        self._marks.clear()
        self._wanted = None

    def _show_hits(self, row: int) -> None:
        words = {
            "source": _("Source"),
            "left1": "←1",
            "left2": "←2",
            "right1": "1→",
            "right2": "2→",
            "hit": _("Hit"),
            "speaker": _("Speaker"),
        }
        parts: list[Content | tuple[str, str] | str] = ["   "]
        for n, order in enumerate(ORDERS, start=1):
            style = "$accent bold" if order == self.order else "$quiet"
            parts += [(f"{n} {words[order]}", style), "   "]
        self.rows.show(len(self.hits), self._row, heading=Content.assemble(*parts), cursor=row)
        self._show_below()

    def line(self, n: int) -> Line:
        """Return a hit with the words around it."""
        line = self._marks.get(n) or self._lines.get(n)
        if line is None:
            if len(self._lines) > 20 * _CONTEXT:
                self._lines.clear()
            line = self._lines[n] = next(in_context(self.project, [self.hits[n]], width=_CONTEXT))
        return line

    def _row(self, n: int, width: int) -> Content:
        line = self.line(n)
        marks = self._marks.get(n)
        if marks is None:
            self._want()
        hit, narrow = line.hit, width < _NARROW
        handle, label = (12, 5) if narrow else (20, 8)
        room = width - handle - label - 6 - 10
        before = max(6, room * 2 // 5)
        words = " ".join(line.words.split())[: room - before]
        left = " ".join(line.left.split("\n"))[-before:]
        after = " ".join(line.right.split("\n"))[: max(0, room - before - len(words))]
        codes = [self._paint[c] for c in (marks.codes if marks else ()) if c in self._paint]
        ground = self.app.theme_variables.get("background", "#000000")
        letters = [(p.letter, readable(p.colour, ground)) for p in codes[:4]]
        return Content.assemble(
            ("● " if hit in self.marked else "  ", "$accent"),
            (f"{line.source.handle[:handle]:<{handle}} ", "$quiet"),
            (f"{hit.speaker[:label]:<{label}} {hit.line:>4} ", "$quiet"),
            ("¬ " if marks is not None and marks.negated else "  ", "$warning"),
            left.rjust(before),
            (words, "bold on $hit"),
            after.ljust(max(0, room - before - len(words))),
            " ",
            *letters,
        )

    def _want(self) -> None:
        """Ask for the marks of the rows on the screen, once for all of them, when paging comes to rest."""
        if self._asking is None:
            self._asking = self.set_timer(_REST, self._ask_for_marks)

    def _ask_for_marks(self) -> None:
        self._asking = None
        seen = self.rows.on_screen
        if self._wanted is not None and seen.start >= self._wanted.start and seen.stop <= self._wanted.stop:
            return
        last = min(len(self.hits), seen.stop + _AHEAD)
        self._wanted = range(max(0, seen.start - _AHEAD), last)
        self._look(self._run, {n: self.hits[n] for n in self._wanted if n not in self._marks})

    @work(thread=True, exclusive=True, group="rows", description="rows")
    def _look(self, run: int, wanted: dict[int, Hit]) -> None:
        worker = get_current_worker()
        found: dict[int, Line] = {}
        try:
            with alongside(self.project) as project:
                for n, line in zip(
                    wanted, in_context(project, wanted.values(), width=_CONTEXT, marks=True), strict=True
                ):
                    go_on(worker)
                    found[n] = line
        except (Cancelled, KeyError):
            return
        self.app.call_from_thread(self._take_marks, run, found)

    def _take_marks(self, run: int, found: dict[int, Line]) -> None:
        if run == self._run:
            if len(self._marks) > 20 * _AHEAD:
                self._marks.clear()
            self._marks.update(found)
            self.rows.refresh()
            self._show_below()

    def on_long_list_moved(self) -> None:
        """Show the hit at hand in full."""
        self._show_below()
        self.put_keys()

    def _show_below(self) -> None:
        below = self.query_one("#below", Static)
        if not self.hits:
            empty = _("No hits for “{query}”.").format(query=self.asked) if self.asked else ""
            below.update(Content(empty or _("Write what to search for, then ⏎.")).stylize("$quiet"), layout=False)
            return
        n = self.rows.cursor
        line, book, language = self.line(n), self.project.codebook(), get_language()
        parts = [line.source.title, _("line {line}").format(line=line.hit.line), line.hit.speaker]
        parts.append(form_role(line.hit.role) if line.hit.role else "")
        parts.append(_("footnote") if line.hit.note else "")
        parts.append(_("negated by {word}").format(word=line.negated) if line.negated else "")
        codes = [book.path_name(c, language) for c in line.codes]
        text = " ".join(f"{line.left}{line.words}{line.right}".split())
        where = Content.assemble((" · ".join(p for p in parts if p), "$quiet"), "   ", ", ".join(codes))
        below.update(Content("\n").join([where, Content(text)]), layout=False)

    # -- how many of each ---------------------------------------------------

    def _show_groups(self) -> None:
        listing = self.query_one("#groups", OptionList)
        listing.display = bool(self.groups_by)
        # Beside each other neither could be read on a narrow screen.
        self.rows.display = not self.groups_by or self.app.size.width >= _NARROW
        listing.styles.width = 38 if self.rows.display else "1fr"
        listing.clear_options()
        if not self.groups_by or self.groups_by not in GROUPS:
            return
        self._groups = grouped(self.project, self._in_text, self.groups_by)
        most = max((g.n for g in self._groups), default=1)
        for n, group in enumerate(self._groups):
            bar = "▪" * max(1, round(8 * group.n / most))
            name = group.name or "–"
            line = Content.assemble((f"{number(group.n):>6} ", "bold"), (f"{bar:<9}", "$accent"), name).truncate(
                34 if self.rows.display else self.app.size.width - 4, ellipsis=True
            )
            listing.add_option(Option(line, id=str(n)))
        listing.highlighted = 0 if self._groups else None

    def details(self) -> list[str]:
        """Return how many hits there are, and in how many sources."""
        if not self.asked:
            return []
        n, sources = len(self.hits), len(self._texts)
        found = ngettext("{n} hit", "{n} hits", n).format(n=number(n))
        more = [ngettext("in {n} source", "in {n} sources", sources).format(n=number(sources))] if n else []
        if self.marked:
            more.append(ngettext("{n} marked", "{n} marked", len(self.marked)).format(n=number(len(self.marked))))
        return [" · ".join([found, *more])]

    def status(self) -> str:
        """Return how much of a hit is coded, and where the cursor is."""
        at = f"{number(self.rows.cursor + 1)}/{number(len(self.hits))}" if self.hits else ""
        return "  ".join(x for x in (scope_name(self.scope), at) if x)


def scope_name(scope: str) -> str:
    """Word how much around a hit is coded."""
    words = {
        "hit": _("codes the hit"),
        "sentence": _("codes the sentence"),
        "turn": _("codes the turn"),
        "paragraph": _("codes the paragraph"),
    }
    return words.get(scope, scope)
