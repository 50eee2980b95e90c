"""The places where coders differ, as they are shown: the queue in groups, the passage, both sides, the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core.adjudication import KINDS, Dispute
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding, Mark
from qualcode.core.places import Span
from qualcode.i18n import _, get_language, ngettext
from qualcode.teams.adjudicating import earlier, place_now
from qualcode.teams.figure_words import choice_text, difference_text, unit_text
from qualcode.tui.colours import PALETTE, CodePaint, readable
from qualcode.tui.figures import coefficient, facets_words, number
from qualcode.tui.long_work import LongWork
from qualcode.tui.open_source import OpenSource
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.page import Reading
from qualcode.tui.widgets.queue import Queue
from qualcode.tui.widgets.transcript import Transcript
from qualcode.wording import quoted

if TYPE_CHECKING:
    from qualcode.core.agreement.figures import Figure
    from qualcode.teams.adjudicating import Docket

FIRST, SECOND = "first", "second"
GROUPINGS = ("code", "pair", "kind", "place")
_WIDE = 120


class Court(Place):
    """The queue to the left where there is room, the passage with both codings, the two sides below it."""

    CONTEXT = "adjudication"
    CSS_PATH = "court.tcss"
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.work = LongWork(self)
        self.docket: Docket | None = None
        self.figure: tuple[Figure, str, int] | None = None
        self.waiting: dict[str, Dispute] = {}
        self._groups: dict[object, str] = {}  # the names of the groups
        self.left: list[Dispute] = []
        self.by_id: dict[str, Dispute] = {}
        self.here = ""
        self.only = ""
        self.reason = ""
        self.opened: OpenSource | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the figures, the queue, the passage and the sides."""
        yield Static(id="sums")
        with Horizontal(id="court"):
            yield Queue(id="queue")
            with Vertical(id="case"):
                yield Transcript(id="text")
                with VerticalScroll(id="sides", can_focus=False):
                    yield Static(id="side")

    # -- the queue ----------------------------------------------------------

    @property
    def grouping(self) -> str:
        """How the places are grouped."""
        kept = self.qualcode.desk.grouped
        return kept if kept in GROUPINGS else GROUPINGS[0]

    @property
    def dispute(self) -> Dispute | None:
        """The place under the cursor."""
        return self.by_id.get(self.here)

    def group_of(self, d: Dispute) -> str:
        """Return the name of a place's group."""
        by = {"code": d.code, "pair": d.coders, "kind": d.kind, "place": d.source}[self.grouping]
        if by not in self._groups:
            self._groups[by] = self._group_name(d)
        return self._groups[by]

    def _group_name(self, d: Dispute) -> str:
        if self.grouping == "pair":
            return " – ".join(self.person(c) for c in d.coders)
        if self.grouping == "kind":
            return difference_text(d.kind)
        if self.grouping == "place":
            return self.opened_title(d.source)
        code = self.project.codebook().by_id.get(d.code)
        return code.name(get_language()) if code is not None else "–"

    def opened_title(self, source: str) -> str:
        """Return a source's title."""
        standing = self.project.standing_source(source)
        return next((s.title for s in self.project.sources() if s.id == standing), "–")

    def person(self, identifier: str) -> str:
        """Return a coder's name."""
        standing = self.project.standing_person(identifier)
        return next((p.name for p in self.project.persons() if p.id == standing), "–")

    def take_up(self, found: Iterable[Dispute]) -> None:
        """Take the places that wait, and put them in their groups."""
        self.waiting = {d.id: d for d in found}
        self.regroup()

    def regroup(self) -> None:
        """Put the places in their groups, in each by source and place; only those of one group where that is wanted."""
        self._groups.clear()
        named = [(identifier, d, self.group_of(d)) for identifier, d in self.waiting.items()]
        of_source = {s.id: n for n, s in enumerate(self.project.sources())}
        sources = {
            source: of_source.get(self.project.standing_source(source), len(of_source))
            for source in {d.source for d in self.waiting.values()}
        }
        codes = {code.id: n for n, (code, _depth) in enumerate(self.project.codebook().walk())}

        def rank(item: tuple[str, Dispute, str]) -> tuple[object, ...]:
            identifier, d, name = item
            firsts: dict[str, object] = {
                "code": codes.get(d.code, len(codes)),
                "kind": KINDS.index(d.kind),
                "pair": name,
                "place": 0,
            }
            return firsts[self.grouping], sources[d.source], d.start or 0, d.end or 0, identifier

        if all(name != self.only for _id, _d, name in named):
            self.only = ""
        before = list(self.by_id)
        self.by_id = {i: d for i, d, name in sorted(named, key=rank) if self.only in ("", name)}
        self.left = list(self.by_id.values())
        if self.here not in self.by_id:
            at = before.index(self.here) if self.here in before else 0
            near = (i for i in (*before[at:], *reversed(before[:at])) if i in self.by_id)
            self.here = next(near, next(iter(self.by_id), ""))

    def put_queue(self) -> None:
        """Show the queue, the figures and the place under the cursor."""
        entries: list[tuple[str, str]] = []
        for name, members in groupby(self.by_id.items(), key=lambda item: self.group_of(item[1])):
            its = [identifier for identifier, _d in members]
            entries.append(("", f"{name}  {number(len(its))}"))
            entries += ((identifier, "") for identifier in its)
        self.query_one(Queue).put(entries, self.here, self._line)
        self._put_sums()
        self.put_case()

    def _line(self, identifier: str) -> Content:
        d = self.by_id[identifier]
        span, source = self.place(d), self.project.source(d.source)
        line = f" {self.project.line_map(source).line(span[0])}" if span is not None else ""
        return Content.assemble(f"  {source.title[:18]}{line}", (f"  {difference_text(d.kind)}", "$quiet"))

    def on_queue_chosen(self, event: Queue.Chosen) -> None:
        """Go to the place clicked."""
        self.go_to(event.identifier)

    def go_to(self, identifier: str) -> None:
        """Put the cursor on a place."""
        self.here, self.reason = identifier, ""
        self.query_one(Queue).go_to(identifier)
        self._put_sums()
        self.put_case()

    def move(self, step: int) -> None:
        """Go on or back by a place."""
        if not self.left:
            return
        ids = list(self.by_id)
        at = ids.index(self.here) + step if self.here in ids else 0
        if 0 <= at < len(ids):
            self.go_to(ids[at])
        else:
            self.refuse(_("no more in this direction"))

    def move_group(self, step: int) -> None:
        """Go to the first place of the next group, or of the one before."""
        by_group = groupby(self.by_id, key=lambda identifier: self.group_of(self.by_id[identifier]))
        groups = [(name, list(members)) for name, members in by_group]
        at = next((n for n, (_name, ids) in enumerate(groups) if self.here in ids), 0) + step
        if 0 <= at < len(groups):
            self.go_to(groups[at][1][0])
        else:
            self.refuse(_("no more in this direction"))

    def group(self, grouping: str) -> None:
        """Put the places in other groups; the cursor stays on its place."""
        self.qualcode.desk.grouped, self.only = grouping, ""
        if self.docket is not None:
            self.regroup()
            self.put_queue()

    def beside(self) -> str:
        """Return the place that takes the cursor when the one here goes."""
        ids = list(self.by_id)
        at = ids.index(self.here)
        return ids[at + 1] if at + 1 < len(ids) else ids[at - 1] if at else ""

    # -- figures ------------------------------------------------------------

    def details(self) -> list[str]:
        """Return the round, its coders, and how many places are left."""
        if self.docket is None:
            return []
        r, n, all_ = self.docket.round, len(self.left), len(self.docket.disputes)
        names = " – ".join(self.person(c) for c in r.coders)
        left = ngettext("{n} left of {all}", "{n} left of {all}", n).format(n=number(n), all=number(all_))
        return [f"{r.name} · {names}", left]

    def status(self) -> str:
        """Return what is being done."""
        return f"{self.work.title} {self.work.line}".strip()

    def _put_sums(self) -> None:
        if self.docket is None:
            return
        parts: list[Content] = []
        if self.figure is not None:
            figure, unit, codes = self.figure
            count = ngettext("{n} code", "{n} codes", codes).format(n=number(codes))
            about = f" ({unit_text(unit)}, {count})"
            parts.append(Content.assemble(("α = ", "bold"), (coefficient(figure.value), "bold"), (about, "$quiet")))
        kinds = Counter(d.kind for d in self.left)
        told = [f"{difference_text(k)} {number(kinds[k])}" for k in KINDS if kinds[k]]
        parts.append(Content(" · ".join(told)))
        if self.only:
            parts.append(Content(_("only {group}").format(group=self.only)).stylize("$accent"))
        self.query_one("#sums", Static).update(Content("     ").join(parts))

    # -- the place ----------------------------------------------------------

    def place(self, d: Dispute) -> Span | None:
        """Return where a place stands in the newest text."""
        if self.docket is None:
            return None
        return place_now(self.project, self.docket, d.source, d.start, d.end)

    def _of(self, d: Dispute, coder: str) -> Coding | None:
        return next((c for c in d.codings if c.coder == coder), None)

    def marks(self, d: Dispute) -> list[Mark]:
        """Return both codings as the text draws them, in the newest text, in the order in which it wants them."""
        out = []
        for which, coder in zip((FIRST, SECOND), d.coders, strict=True):
            coding = self._of(d, coder)
            if coding is None or self.docket is None:
                continue
            span = place_now(self.project, self.docket, d.source, coding.start, coding.end)
            if span is not None:
                out.append(Mark(which, *span, which))
        return sorted(out, key=lambda m: (m.start, -m.end, m.id))

    def paints(self) -> dict[str, CodePaint]:
        """Return how the two sides are drawn."""
        return {FIRST: CodePaint(PALETTE[0], "1"), SECOND: CodePaint(PALETTE[1], "2")}

    def put_empty(self, words: str) -> None:
        """Say why there is nothing to decide."""
        self.query_one("#sums", Static).update("")
        self.query_one("#side", Static).update(Content(words).stylize("$quiet"))
        self.query_one(Transcript).display = False
        self.query_one(Queue).display = False

    def put_case(self) -> None:
        """Show the passage and both sides of the place under the cursor."""
        d = self.dispute
        if d is None:
            self.put_empty(
                _("All places are decided. a takes over what all coded alike; l shows the rounds in figures.")
            )
            return
        self._fit()
        view = self.query_one(Transcript)
        view.display = True
        source = self.project.source(d.source)
        span = self.place(d)
        if self.opened is None or self.opened.source.id != source.id or self.opened.source.text != source.text:
            self.opened = OpenSource.load(self.project, source.id)
        whole = self.opened.reading({})
        reading = Reading(
            whole.text,
            whole.turns,
            whole.labels,
            whole.quiet,
            self.marks(d),
            self.paints(),
            whole.line,
            whole.last_line,
        )
        at = span[0] if span else 0
        view.show(reading, cursor=at)
        view.set_pinned((FIRST, SECOND))
        view.show_in_middle(at)
        self.put_sides()
        self.put_lines()

    def put_sides(self) -> None:
        """Show both codings with their memos, the rule, and the reason so far."""
        d = self.dispute
        if d is None:
            return
        ground = self.app.theme_variables.get("background", "#000000")
        book, language = self.project.codebook(), get_language()
        lines: list[Content] = []
        width = max(len(self.person(c)) for c in d.coders)
        for n, (which, coder) in enumerate(zip((FIRST, SECOND), d.coders, strict=True), start=1):
            coding = self._of(d, coder)
            colour = readable(self.paints()[which].colour, ground)
            name = f" {n} {self.person(coder):<{width}}  "
            if coding is None:
                lines.append(Content.assemble((name, f"bold {colour}"), (_("read it and set nothing"), "$quiet")))
                continue
            facets = facets_words(coding, book)
            missing = _("missing in the source") if coding.absent else ""
            more = "  ".join(x for x in (facets, missing) if x)
            code = (book.path_name(coding.code, language) or "–", "bold")
            lines.append(Content.assemble((name, f"bold {colour}"), code, (f"  {more}" if more else "", "$accent")))
            lines += [
                Content.assemble((" " * len(name) + _("memo") + "  ", "$quiet"), " ".join(m.text.split()))
                for m in self.project.memos(about=coding.id)
            ]
        if d.start is not None and self.place(d) is None:
            lines.append(Content(_("The words are gone from the text since the round was closed.")).stylize("$warning"))
        for code_id in dict.fromkeys(c.code for c in d.codings):
            if code_id in book.by_id:
                lines += self._rule(book.by_id[code_id])
        decisions = self.project.decisions(of_round=self.docket.round) if self.docket is not None else []
        for e in earlier(decisions, d):
            told = _("{name} decided: {choice}").format(name=self.person(e.decided_by), choice=choice_text(e.choice))
            lines.append(Content.assemble((told, "$warning"), (f"  {quoted(e.reason)}" if e.reason else "", "$quiet")))
        if self.reason:
            lines.append(Content.assemble((_("reason") + "  ", "$accent"), self.reason))
        self.query_one("#side", Static).update(Content("\n").join(lines))
        self.query_one("#sides", VerticalScroll).scroll_home(animate=False)

    def _rule(self, code: Code) -> list[Content]:
        name = code.name(get_language())
        text = code.when_to_use or code.definition or _("no rule yet; r writes one")
        out = [Content.assemble((f"{_('rule')} {name}  ", "$quiet"), text)]
        if code.when_not:
            out.append(Content.assemble((_("not when") + "  ", "$quiet"), code.when_not))
        return out

    def _fit(self) -> None:
        self.query_one(Queue).display = self.app.size.width >= _WIDE

    def on_resize(self) -> None:
        """Show the queue where there is room for it."""
        super().on_resize()
        if self.left:
            self._fit()
