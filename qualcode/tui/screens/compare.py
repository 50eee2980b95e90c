"""Two coders on one text, or two texts, side by side and scrolled together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from qualcode.core.alignment import ADDED, REMOVED, REWORDED
from qualcode.core.codings import Coding, Mark, add_coding
from qualcode.core.places import Span
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.teams.differing import other_versions
from qualcode.tui.actions import bindings
from qualcode.tui.alongside import go_on
from qualcode.tui.colours import CodePaint, readable
from qualcode.tui.desk import Desk
from qualcode.tui.figures import facets_words, number
from qualcode.tui.open_source import OpenSource
from qualcode.tui.screens.beside import CODERS, SIGNS, SOURCES, Sides, coders_beside, sources_beside
from qualcode.tui.screens.code_choice import Chosen, ask_codes
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.screens.motions import Motions
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.source_themes import ThemesScreen
from qualcode.tui.widgets.cursor import CursorView
from qualcode.tui.widgets.fields import Choice
from qualcode.tui.widgets.page import Reading
from qualcode.tui.widgets.transcript import Transcript

_COLOURS = {
    kind: CodePaint(colour, SIGNS[kind])
    for kind, colour in ((REMOVED, "#d55e00"), (ADDED, "#009e73"), (REWORDED, "#e69f00"))
}
_LINES = 4


class Pane(Transcript):
    """One of two texts that tells when it is scrolled."""

    class Scrolled(Message):
        """Another row came to the top."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell of it."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled(self))


class CompareScreen(Motions, Place):
    """Left and right, each with what it shows above it and the codings at the cursor below."""

    CONTEXT = "compare"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare")]
    AUTO_FOCUS = "#left"

    def __init__(self) -> None:
        super().__init__()
        self.linked = True
        self.shown: Sides | None = None
        self._expected: dict[str, int] = {}
        self._beside: tuple[int, int] | None = None  # the cursor at a difference, and the place of the other side

    def compose_body(self) -> ComposeResult:
        """Yield both sides."""
        with Horizontal(id="sides"):
            for side in ("left", "right"):
                with Vertical(classes=side):
                    yield Static(id=f"{side}-title", classes="what")
                    yield Pane(id=side)
                    yield Static(id=f"{side}-strip", classes="strip")

    @property
    def left(self) -> Pane:
        """The text to the left."""
        return self.query_one("#left", Pane)

    @property
    def right(self) -> Pane:
        """The text to the right."""
        return self.query_one("#right", Pane)

    @property
    def view(self) -> Pane:
        """The text that keys move through."""
        return self.right if self.right.has_focus else self.left

    @property
    def left_source(self) -> OpenSource | None:
        """The source to the left."""
        return self.shown.left.opened if self.shown else None

    @property
    def right_source(self) -> OpenSource | None:
        """The source to the right."""
        return self.shown.right.opened if self.shown else None

    @property
    def places(self) -> list[tuple[Span | None, Span | None]]:
        """The places that differ, on either side."""
        return self.shown.places if self.shown else []

    @property
    def of_coders(self) -> bool:
        """Whether what is shown are coders; another mode may be on its way."""
        return (self.shown.mode if self.shown else self.mode) == CODERS

    @property
    def are_apart(self) -> bool:
        """Whether two texts are shown that have little in common."""
        return self.shown is not None and not self.shown.kin

    @property
    def mode(self) -> str:
        """Whether coders are to be compared, or sources."""
        kept = self.qualcode.desk.compared
        return kept[0] if kept and kept[0] in (CODERS, SOURCES) else CODERS

    def _kept(self) -> tuple[str, str]:
        kept = self.qualcode.desk.compared
        return (kept[1], kept[2]) if len(kept) > 2 else ("", "")  # mode, left, right

    def _keep(self, left: str, right: str, mode: str = "") -> None:
        self.qualcode.desk.compared = [mode or self.mode, left, right]

    # -- what is shown ------------------------------------------------------

    def show_project(self) -> None:
        """Read both sides anew in a thread; cursor and top stay where they are."""
        ids = [s.id for s in self.project.sources()]
        if not ids:
            self._put_nothing()
            return
        self.typed.begin(_("comparing …"))
        left, right = self._kept()
        if self.mode == SOURCES and left not in ids:
            left = self._source()
        mode, source = self.mode, self._source()

        def read(project: Project, worker: Worker[object]) -> Sides:
            if mode == CODERS:
                return coders_beside(project, source, (left, right))
            return sources_beside(project, left, right, step=lambda: go_on(worker))

        self.read_aside(read, self._take, group="sides")

    def _take(self, sides: Sides) -> None:
        if not self.is_whole:
            return
        before, self.shown = self.shown, sides
        paint = self.code_paints(self.project.codebook()) if sides.shows_codings else _COLOURS
        for pane, side, old in (
            (self.left, sides.left, before.left if before else None),
            (self.right, sides.right, before.right if before else None),
        ):
            side.opened.belong_to(self.project)
            same = old is not None and old.opened.source.id == side.opened.source.id
            self._put(pane, side.opened, side.marks, paint, same=same)
            if sides.mode == SOURCES or before is None or before.mode == SOURCES:
                pane.set_matches(side.matches)
            self._title(pane, side.title, side.more)
        self._put_strips()
        self.put_lines()
        self.typed.end()

    def action_stop(self) -> None:
        """Stop comparing; what was compared before stays."""
        if not any(w.group == "sides" and not w.is_finished for w in self.workers):
            return
        self.workers.cancel_group(self, "sides")
        if self.shown is not None:
            left, right = self.shown.left, self.shown.right
            ids = (left.who, right.who) if self.of_coders else (left.opened.source.id, right.opened.source.id)
            self._keep(*ids, self.shown.mode)
        self.typed.end()
        self.notify(_("stopped"), timeout=3)
        self.put_lines()

    def on_screen_resume(self) -> None:
        """Follow the source of the reading view, then take in what changed."""
        shown = self.left_source.source.id if self.left_source else ""
        if self.mode == CODERS and self.qualcode.desk.source not in ("", shown):
            self._seen = ""
        super().on_screen_resume()

    def _source(self) -> str:
        sources = [s.id for s in self.project.sources()]
        wanted = self.qualcode.desk.source
        return wanted if wanted in sources else sources[0] if sources else ""

    def _put(
        self, pane: Pane, opened: OpenSource, marks: list[Mark], paint: dict[str, CodePaint], *, same: bool
    ) -> None:
        whole = opened.reading({})
        reading = Reading(whole.text, whole.turns, whole.labels, whole.quiet, marks, paint, whole.line, whole.last_line)
        kept = self.qualcode.desk.cursors.get(opened.source.id, [0])
        cursor, top = (pane.cursor, pane.top_position()) if same else (kept[0], kept[1] if len(kept) > 1 else None)
        pane.show(reading, cursor=cursor, top=top)

    def _title(self, pane: Pane, what: str, more: str) -> None:
        self.query_one(f"#{pane.id}-title", Static).update(Content.assemble((what, "bold"), (f"  {more}", "$quiet")))

    def _put_nothing(self) -> None:
        self._title(self.left, _("no source yet: i in the overview imports"), "")

    def details(self) -> list[str]:
        """Return the source, and how many places differ."""
        n = len(self.places)
        places = ngettext("{n} place differs", "{n} places differ", n).format(n=number(n))
        title = self.left_source.source.title if self.left_source and self.of_coders else _("two texts")
        if self.are_apart:
            return [title]
        return [f"{title} · {places}"]

    def status(self) -> str:
        """Return the line of the original, and whether the sides are linked."""
        opened = self.right_source if self.view is self.right else self.left_source
        if opened is None:
            return ""
        line = opened.lines.line(min(self.view.cursor, max(0, len(opened.text) - 1)))
        at = _("line {line}").format(line=line)
        return at if self.linked else _("not linked") + "  " + at

    def _put_strips(self) -> None:
        """Show the codings at each side's cursor."""
        book, language = self.project.codebook(), get_language()
        ground = self.app.theme_variables.get("background", "#000000")
        for pane, opened in ((self.left, self.left_source), (self.right, self.right_source)):
            lines: list[Content] = []
            if opened is not None and (self.of_coders or self.are_apart):
                for mark in pane.marks_here()[:_LINES]:
                    coding: Coding | None = opened.codings.get(mark.id)
                    if coding is not None:
                        colour = readable(pane.paint[mark.code].colour, ground) if mark.code in pane.paint else ""
                        facets = facets_words(coding, book)
                        name = (book.path_name(mark.code, language), colour)
                        lines.append(Content.assemble(name, (f"  {facets}", "$quiet") if facets else ""))
            elif opened is not None:
                words = {REMOVED: _("only here"), ADDED: _("only here"), REWORDED: _("reworded")}
                lines = [Content(words[m.code]).stylize("$accent") for m in pane.marks_here()[:1]]
            self.query_one(f"#{pane.id}-strip", Static).update(Content("\n").join(lines), layout=False)

    # -- scrolled together --------------------------------------------------

    def across(self, position: int, *, from_left: bool) -> int:
        """Return the place on the other side that stands beside a position."""
        if self.shown is None or self.of_coders:
            return position
        if not self.shown.kin:
            lengths = len(self.shown.left.opened.text), len(self.shown.right.opened.text)
            here, there = lengths if from_left else lengths[::-1]
            return position * there // max(1, here)
        return self.shown.alignment.across(position, from_left=from_left)

    def _other(self, pane: Pane) -> Pane:
        return self.right if pane is self.left else self.left

    def on_pane_scrolled(self, event: Pane.Scrolled) -> None:
        """Scroll the other side along."""
        pane = event.pane
        if self._expected.pop(pane.id or "", None) == round(pane.scroll_y) or not self.linked:
            return
        other = self._other(pane)
        row = other.row_of(self.across(pane.top_position(), from_left=pane is self.left))
        if row is not None and row != other.scroll_offset.y:
            self._expected[other.id or ""] = min(row, max(0, round(other.max_scroll_y)))
            other.scroll_to(y=row, animate=False, force=True)

    def on_cursor_view_moved(self, event: CursorView.Moved) -> None:
        """Let the cursor of the other side go along."""
        pane = event.view
        if self.linked and isinstance(pane, Pane) and pane is self.view:
            if self._beside is None or self._beside[0] != pane.cursor:
                self._beside = (pane.cursor, self.across(pane.cursor, from_left=pane is self.left))
            self._other(pane).put_cursor(self._beside[1])
        self._put_strips()
        self.put_keys()

    def action_link(self) -> None:
        """Scroll both sides together, or each by itself."""
        self.linked = not self.linked
        self.notify(_("both sides scroll together") if self.linked else _("each side scrolls by itself"), timeout=2)
        self.put_keys()

    def action_other(self) -> None:
        """Go to the other side."""
        self._beside = None
        self._other(self.view).focus()

    def action_difference(self, direction: int) -> None:
        """Go to the next or last place that differs, on both sides."""
        if self.are_apart:
            self.refuse(_("these two are not versions of one text"))
            return
        side = 1 if self.view is self.right else 0
        here = self.view.place
        starts = [self._start_of(n, side) for n in range(len(self.places))]
        n = bisect_right(starts, here) if direction > 0 else bisect_left(starts, here) - 1
        if not 0 <= n < len(self.places):
            self.refuse(_("no more in this direction"))
            return
        spans = self.places[n]
        view, other = self.view, self._other(self.view)
        mine, theirs = (spans[side], spans[1 - side])
        view.clear_selection()
        view.move_to(starts[n])
        beside = theirs[0] if theirs else self.across(view.cursor, from_left=side == 0)
        self._beside = (view.cursor, beside)
        other.put_cursor(beside)
        if self.of_coders:
            for pane, span in ((view, mine), (other, theirs)):
                pane.set_matches([span] if span else [])
        view.show_in_middle(starts[n])
        self._put_strips()

    def _start_of(self, n: int, side: int) -> int:
        mine, theirs = self.places[n][side], self.places[n][1 - side]
        if mine is not None:
            return mine[0]
        return self.across(theirs[0], from_left=side == 1) if theirs is not None else 0

    def _both(self) -> tuple[str, str]:
        """Return what stands left and right, or will as soon as it is read: coders or sources, by id."""
        kept = self._kept()
        if all(kept) or self.shown is None:
            return kept
        left, right = self.shown.left, self.shown.right
        return (left.who, right.who) if self.of_coders else (left.opened.source.id, right.opened.source.id)

    # -- coding -------------------------------------------------------------

    def action_code(self) -> None:
        """Ask for codes for the selection, else the sentence, of the side that keys move through."""
        opened, view = self.right_source if self.view is self.right else self.left_source, self.view
        start, end = view.target()
        if opened is None or start >= end:
            self.refuse(self.nothing_here)
            return
        source = opened.source

        def then(chosen: Chosen) -> None:
            codings = [
                add_coding(source.id, code, revision=source.text, start=start, end=end, facets=chosen.facets)
                for code in chosen.codes
            ]
            if self.change(*chosen.making, *codings):
                view.clear_selection(to_start=True)

        title = _("Code line {lines}").format(lines=opened.line_words(start, end))
        ask_codes(self, title, opened.text[start:end], then)

    def action_themes(self) -> None:
        """List the themes without a place, and the absences, of the source that keys move through."""
        opened, view = self.right_source if self.view is self.right else self.left_source, self.view
        if opened is not None:
            span = view.target() if view.selection else None
            self.app.push_screen(ThemesScreen(self, opened.source, span), lambda _none: self.take_in())

    # -- choosing -----------------------------------------------------------

    def action_mode(self) -> None:
        """Compare two coders, or two sources."""
        mode = SOURCES if self.mode == CODERS else CODERS
        self._keep("", "", mode)
        self.show_project()
        self.put_lines()

    def action_swap(self) -> None:
        """Let left and right change places."""
        left, right = self._both()
        self._keep(right, left)
        self.show_project()
        self.put_lines()

    def action_pick(self) -> None:
        """Ask what stands to the left, then what stands to the right."""

        def left(chosen: str | None) -> None:
            if chosen:
                self._ask_right(chosen)

        title = _("Who stands to the left?") if self.mode == CODERS else _("Which source stands to the left?")
        self.app.push_screen(Choose(title, self._offered("")), left)

    def action_pick_right(self) -> None:
        """Ask what stands to the right."""
        if self.shown is not None:
            self._ask_right(self._both()[0])

    def _ask_right(self, left: str) -> None:
        def then(chosen: str | None) -> None:
            if chosen:
                self._keep(left, chosen)
                self.show_project()
                self.put_lines()

        title = _("Who stands to the right?") if self.mode == CODERS else _("Which source stands to the right?")
        self.app.push_screen(Choose(title, self._offered(left)), then)

    def _offered(self, without: str) -> list[Choice]:
        if self.mode == CODERS:
            return [Choice(p.id, p.name, p.role) for p in self.project.persons() if p.id != without]
        sources = self.project.sources()
        if without:
            first = {s.id for s in other_versions(self.project, self.project.source(without))}
            sources = sorted((s for s in sources if s.id != without), key=lambda s: s.id not in first)
        return [Choice(s.id, s.title, s.handle) for s in sources]

    def action_source(self) -> None:
        """Ask for the source that two coders are compared on."""

        def then(chosen: str | None) -> None:
            if chosen:
                self.qualcode.desk.source = chosen
                self.show_project()
                self.put_lines()

        offered = [Choice(s.id, s.title, s.handle) for s in self.project.sources()]
        self.app.push_screen(Choose(_("Which source?"), offered), then)

    def action_open(self) -> None:
        """Open the place in the reading view."""
        opened = self.right_source if self.view is self.right else self.left_source
        if opened is not None:
            self.qualcode.open_source(opened.source.id, self.view.cursor)

    def leave(self, desk: Desk) -> None:
        """Keep where each text was left."""
        for pane, opened in ((self.right, self.right_source), (self.left, self.left_source)):
            if opened is not None and self.is_current:
                desk.cursors[opened.source.id] = [pane.cursor, pane.top_position()]
