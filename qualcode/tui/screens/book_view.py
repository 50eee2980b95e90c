"""The codebook shown: the tree with its counts, and the sheet of the code under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, Tree

from qualcode.core.codebook import Code, Codebook
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.colours import CodePaint
from qualcode.tui.desk import Desk
from qualcode.tui.figures import number
from qualcode.tui.screens.code_sheet import code_sheet
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.codetree import CodeTree

#: A codebook with more codes than these is shown with its families shut at first.
_AT_A_GLANCE = 300


class BookView(Place):
    """The tree to the left, the sheet of one code to the right."""

    CONTEXT = "codebook"
    CSS_PATH = "codebook.tcss"
    AUTO_FOCUS = "CodeTree"

    def __init__(self) -> None:
        super().__init__()
        self.book = Codebook()
        self.paint: dict[str, CodePaint] = {}
        self._wanted: str | None = None

    def compose_body(self) -> ComposeResult:
        """Yield tree and sheet."""
        with Horizontal(id="book"):
            yield CodeTree(id="tree", both=True)
            with VerticalScroll(id="sheet", can_focus=False):
                yield Static(id="code")

    def on_mount(self) -> None:
        """Colour the tree anew with each theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.call_after_refresh(self.show_project))

    @property
    def tree(self) -> CodeTree:  # type: ignore[override]
        """The tree."""
        return self.query_one(CodeTree)

    @property
    def code(self) -> Code | None:
        """The code under the cursor."""
        return self.book.by_id.get(self.tree.code or "")

    def show_project(self) -> None:
        """Read the codebook; the cursor stays on its code, or goes to the one just made."""
        self.book = self.project.codebook()
        self.paint = self.code_paints(self.book)
        tree, desk = self.tree, self.qualcode.desk
        shut = tree.closed() if tree.root.children else self._shut_at_first(desk)
        at = self._wanted or tree.code or desk.code
        self._wanted = None
        # What the cursor is to stand on must not be hidden.
        open_now = {c.id for c in self.book.path(at or "")[:-1]}
        tree.fill(
            self.book,
            self.project.code_counts(),
            self.paint,
            language=get_language(),
            closed=[c for c in shut if c not in open_now],
            pinned=(),
        )
        if at in self.book.by_id:
            tree.go_to(at)
        self.call_after_refresh(self.put_sheet)

    def _shut_at_first(self, desk: Desk) -> list[str]:
        if desk.book_closed or len(self.book.standing) <= _AT_A_GLANCE:
            return [c for c in desk.book_closed if c in self.book.by_id]
        return [code.id for code in self.book.children(None)]

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a code."""
        self.tree.go_to(identifier)

    def leave(self, desk: Desk) -> None:
        """Keep the code under the cursor and what is shut."""
        if self.tree.root.children:
            desk.code, desk.book_closed = self.tree.code or "", self.tree.closed()

    def details(self) -> list[str]:
        """Return how many codes and codings there are."""
        codes, codings = len(self.book.standing), sum(self.project.code_counts().values())
        return [
            ngettext("{n} code", "{n} codes", codes).format(n=number(codes))
            + " · "
            + ngettext("{n} coding", "{n} codings", codings).format(n=number(codings))
        ]

    def put_sheet(self) -> None:
        """Write the sheet of the code under the cursor."""
        code = self.code
        sheet = self.query_one("#code", Static)
        if code is None:
            words = _("No codes yet. n makes one; i reads in a codebook; c in the reading view makes codes on the way.")
            sheet.update(Content(words).stylize("$quiet"))
            return
        memos = self.project.memos(about=code.id)
        sheet.update(code_sheet(code, self.book, self.project.code_counts(), self.paint, memos))

    def on_tree_node_highlighted(self, _event: Tree.NodeHighlighted[str]) -> None:
        """Follow the cursor."""
        self.query_one("#sheet", VerticalScroll).scroll_home(animate=False)
        self.put_sheet()
