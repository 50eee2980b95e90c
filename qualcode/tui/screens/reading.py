"""The reading view: text, stripes, codebook beside it, codings at the cursor under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static, Tree

from qualcode.core.motion import scene_marks
from qualcode.core.rounds import Reading
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language
from qualcode.tui.actions import bindings
from qualcode.tui.alongside import alongside
from qualcode.tui.desk import Desk
from qualcode.tui.figures import per_cent, words
from qualcode.tui.open_source import OpenSource
from qualcode.tui.picking import Finder
from qualcode.tui.screens.hot_keys import HotKeys
from qualcode.tui.screens.motions import Motions
from qualcode.tui.screens.one_coder import OneCoder
from qualcode.tui.screens.read_marks import ReadMarks, share_read
from qualcode.tui.screens.talking import TalkingScreen
from qualcode.tui.settings_file import ALWAYS, NEVER
from qualcode.tui.widgets.at_cursor import AtCursor, Inspector
from qualcode.tui.widgets.codetree import CodeTree
from qualcode.tui.widgets.cursor import CursorView
from qualcode.tui.widgets.legend import Legend
from qualcode.tui.widgets.transcript import Transcript

_SOON = 0.04


class ReadingScreen(ReadMarks, HotKeys, OneCoder, TalkingScreen, Motions):
    """Reads and codes one source."""

    CONTEXT = "reading"
    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading")]
    AUTO_FOCUS = "Transcript"

    def compose_body(self) -> ComposeResult:
        """Yield the text, the side panel and the strip of the codings at the cursor."""
        with Horizontal(id="desk"):
            with Vertical(id="page"):
                yield Transcript(id="text")
                yield AtCursor(id="strip")
            with Vertical(id="side"):
                yield CodeTree(id="tree")
                yield Legend(id="legend")
                yield Static(id="hints")
                yield Inspector(id="inspector")

    def on_mount(self) -> None:
        """Show the source that was open last."""
        self._book_seen: object = None
        self._following: Timer | None = None
        self._title_stale = False
        self._marks: list[Reading] = []
        self.view.set_measure(self.qualcode.look.line_length)
        self.show_side()
        self.watch(self.view, "scroll_y", self._follow_sight, init=False)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.call_after_refresh(self._fill_tree))

    # -- what is shown ------------------------------------------------------

    def show_anew(self) -> None:
        """Show the text with the line length and panels of the desk."""
        self.view.set_measure(self.qualcode.look.line_length)
        self.show_side()
        self._book_seen = None
        super().show_anew()

    def show_project(self) -> None:
        """Read codebook and source anew; the cursor stays where it is."""
        self._read_codebook()
        self._marks = self.own_marks()
        if self.opened is None:
            wanted = self.qualcode.desk.source
            sources = self.project.sources()
            known = {s.id for s in sources}
            if wanted not in known and sources:
                wanted = sources[0].id
            if wanted in known:
                self.open(wanted)
            return
        try:
            current = self.project.source(self.opened.source.id)
        except QualcodeError:
            self.opened = None
            self.show_project()
            return
        if current.text != self.opened.source.text or current.speakers != self.opened.source.speakers:
            self.open(current.id)
            return
        self.opened.look_again(self.project)
        self.view.set_marks(self.shown_marks())
        self.show_talk()
        self._put_place()

    def _read_codebook(self) -> None:
        book = self.project.codebook()
        if self._book_seen is None:
            self._count(self.project.state())
        else:
            self.counts = dict(self.project.code_counts())
        self.recent = self.project.recent_codes()
        if book is not self._book_seen:
            self._book_seen = book
            self.book = book
            self.paint = self.code_paints(book)
            self.finder = Finder(book)
            self.view.set_paint(self.paint)
        self._fill_tree()

    @work(thread=True, exclusive=True, group="counts", description="counts")
    def _count(self, state: str) -> None:
        # The text can be read before the codings of all sources are counted.
        try:
            with alongside(self.project) as project:
                counts = project.code_counts()
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            return
        self.app.call_from_thread(self._take_counts, counts, state)

    def _take_counts(self, counts: Mapping[str, int], state: str) -> None:
        if not self.children:  # the app was left meanwhile
            return
        self.counts = dict(counts if state == self.project.state() else self.project.code_counts())
        self._fill_tree()

    def _fill_tree(self) -> None:
        self.recount.clear()
        desk = self.qualcode.desk
        tree = self.query_one(CodeTree)
        first = not tree.root.children and not desk.closed
        if tree.root.children:
            desk.closed = tree.closed()
        closed = [c.id for c, depth in self.book.walk() if depth >= 1] if first else desk.closed
        tree.fill(self.book, self.counts, self.paint, language=get_language(), closed=closed, pinned=self.view.pinned)

    def open(self, source: str, at: int | None = None, end: int | None = None) -> None:
        """Show a source (by id) where it was left, or at a passage."""
        self.settle()
        desk = self.qualcode.desk
        if self.opened is None or self.opened.source.id != source or at is None:
            self.leave(desk)
            try:
                self.opened = self._read_ahead(source) or OpenSource.load(self.project, source)
            except QualcodeError as error:
                self.qualcode.tell(error)
                return
            left = desk.cursors.get(source, [0])
            self.view.show(
                self.opened.reading(self.paint, self.shown_marks()),
                cursor=left[0] if at is None else at,
                top=left[1] if at is None and len(left) > 1 else None,
                folded=desk.folded.get(source, ()),
            )
            self.show_talk()
            if desk.pinned and not self.view.pinned:
                self.view.set_pinned(desk.pinned)
        desk.source = source
        self._marks = self.own_marks()
        if at is not None:
            if end is not None and end > at:
                self.view.move_to(at)
                self.view.select(at, end)
            else:
                self.view.move_to(at)
        self._put_place()
        self.put_lines()

    def _read_ahead(self, source: str) -> OpenSource | None:
        ahead, self.qualcode.ahead = self.qualcode.ahead, None
        return ahead.take(self.project, source) if ahead is not None else None

    def leave(self, desk: Desk) -> None:
        """Keep source, cursor, folds and panels."""
        if self.opened is not None:
            identifier = self.opened.source.id
            desk.source = identifier
            desk.cursors[identifier] = [self.view.cursor, self.view.top_position()]
            if self.view.folded:
                desk.folded[identifier] = sorted(self.view.folded)
            else:
                desk.folded.pop(identifier, None)
            desk.pinned = sorted(self.view.pinned)
            tree = self.query_one(CodeTree)
            if tree.root.children:
                desk.closed = tree.closed()

    def details(self) -> list[str]:
        """Return the source's title, length and share coded."""
        if self.opened is None:
            return [_("no source yet: i in the overview imports")]
        source = self.opened.source
        share = self.opened.share_coded(self.view.index.covered())
        more = [words(source.words), _("{share} coded").format(share=per_cent(share))]
        if self._marks:
            more.append(_("{share} read").format(share=per_cent(share_read(self.opened.text, self._marks))))
        if name := self.coder_shown():
            more.append(_("only {name}").format(name=name))
        return [" · ".join([source.title, *more])]

    def status(self) -> str:
        """Return the line of the original and, when there is one, the state of selecting."""
        if self.opened is None:
            return ""
        line = self.opened.lines.line(min(self.view.cursor, max(0, len(self.opened.text) - 1)))
        at = _("line {line}/{last}").format(line=line, last=self.view.reading.last_line)
        return "  ".join(x for x in (_("FREE") if self.view.free else "", self.unit_words(), at) if x)

    def _put_place(self) -> None:
        """Write the strip, the inspector and the key line for the place of the cursor."""
        if self.opened is None:
            return
        clean = self.clean_form()
        self.query_one(AtCursor).put(self.view, self.opened, self.book, self.paint, self.names(), clean=clean)
        self.put_hints()
        if self.query_one("#side").display:
            self.query_one(Inspector).put(self.view, self.opened, self.book, self.project)
            if self.qualcode.desk.legend:
                self.query_one(Legend).put(self.view, self.book, self.paint)
        self.put_keys()

    def on_cursor_view_moved(self, event: CursorView.Moved) -> None:
        """Follow the cursor a moment later, once for all the keys of that moment."""
        event.stop()
        self._follow_soon()

    def _follow_soon(self) -> None:
        if self._following is None:
            self._following = self.set_timer(_SOON, self._follow)

    def _follow(self) -> None:
        self._following = None
        self._put_place()
        tree = self.query_one(CodeTree)
        for code, change in self.recount:
            tree.count(code, change)
        self.recount.clear()
        if self._title_stale:
            self._title_stale = False
            self.put_lines()

    def _follow_sight(self) -> None:
        if self.qualcode.desk.legend:
            self._follow_soon()

    def put_soon(self) -> None:
        """Write the title line anew together with what follows the cursor."""
        self._title_stale = True
        self._follow_soon()

    def on_resize(self) -> None:
        """Fit the side panel to the width."""
        super().on_resize()
        self.show_side()
        self.call_after_refresh(self._put_place)

    def action_side(self) -> None:
        """Show or hide the side panel."""
        desk = self.qualcode.desk
        desk.side_panel = NEVER if self.query_one("#side").display else ALWAYS
        desk.legend = False
        if desk.hints:
            self.action_hints()
        self.show_side()
        self._put_place()

    def action_legend(self) -> None:
        """Show which codes the stripes in sight are, or the codebook again."""
        self.qualcode.desk.legend = not self.qualcode.desk.legend
        if self.qualcode.desk.legend:
            self.view.focus()
        self.show_side()
        self.call_after_refresh(self._put_place)

    def go_to_line(self, line: int) -> None:
        """Go to a line of the original."""
        if self.opened is None:
            return
        from bisect import bisect_left

        at = bisect_left(range(len(self.opened.text)), line, key=self.opened.lines.line)
        self.view.clear_selection()
        self.view.move_to(at)

    # -- motions ------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of plain motion to the tree while that has the focus."""
        if action in ("row", "page", "edge") and isinstance(self.focused, CodeTree):
            return False
        return super().check_action(action, parameters)

    def action_coding(self, direction: int, coded: bool = True) -> None:
        """Move to the next coding or uncoded stretch."""
        if not self.view.step_coding(direction, coded=coded):
            self.refuse(_("no more in this direction"))

    def action_mark(self, direction: int) -> None:
        """Go to the next or last heading, rule or scene mark."""
        if self.opened is None:
            return
        marks, at = scene_marks(self.opened.text), self.view.cursor
        ahead = [m for m in marks if (m > at if direction > 0 else m < at)]
        if ahead:
            self.view.move_to(ahead[0] if direction > 0 else ahead[-1])
        else:
            self.refuse(_("no more in this direction"))

    def action_release(self) -> None:
        """Let the selection go, then the hits; from the tree, go back to the text."""
        if not self.view.has_focus:
            self.view.focus()
        elif self.view.selection or self.view.free:
            self.view.clear_selection()
        elif self.view.matches:
            self.view.set_matches(())

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Put the code chosen in the tree on the passage."""
        if event.node.data:
            self.put_codes([event.node.data])
