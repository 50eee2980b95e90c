"""The codebook as a tree with counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.core.codebook import Codebook
from qualcode.tui.colours import CodePaint, readable


class CodeTree(Tree[str], inherit_bindings=False):
    """Codes with their colours, how many codings they carry, and which are pinned.

    With ``both``, a code with others under it shows its own codings and those
    of all, ``3/12``; without, only the latter.
    """

    #: Only these: all other keys are the screen's, which so gets them in the order in which they were pressed.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
        Binding("space", "toggle_node", show=False),
    ]
    DEFAULT_CSS = """
    CodeTree > .tree--guides { color: $rule; }
    CodeTree > .tree--guides-hover { color: $rule; }
    CodeTree > .tree--guides-selected { color: $rule; }
    """

    def __init__(self, *, id: str | None = None, both: bool = False) -> None:  # noqa: A002
        super().__init__(Text(), id=id)
        self._both = both
        self.cut: str | None = None
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._of: dict[str, TreeNode[str]] = {}
        self._shut: set[str] = set()  # codes not shown open, those included that have no node yet
        self._codebook = Codebook()
        self._counts: dict[str, int] = {}
        self._paint: Mapping[str, CodePaint] = {}
        self._pinned: frozenset[str] = frozenset()
        self._language = "sv"
        self._wide = 0

    def _on_resize(self, event: events.Resize) -> None:
        # Where only the height changed, the lines are what they were: Textual's own would make each of them anew.
        if event.size.width == self._wide:
            event.prevent_default()
            self._line_cache.grow(event.size.height)
        self._wide = event.size.width

    def fill(
        self,
        codebook: Codebook,
        counts: Mapping[str, int],
        paint: Mapping[str, CodePaint],
        *,
        language: str,
        closed: Collection[str],
        pinned: Collection[str],
    ) -> None:
        """Show a codebook; the counts of a code take in those under it."""
        at = self.cursor_node.data if self.cursor_node else None
        self._codebook, self._counts, self._paint, self._language = codebook, dict(counts), paint, language
        self._pinned = frozenset(pinned)
        self._shut = set(closed)
        self.clear()
        self._of = {}
        for code in codebook.children(None):
            self._grow(self.root, code.id)
        self.root.expand()
        wanted = self._of.get(at or "") or next(iter(self.root.children), None)
        if wanted is not None:
            # Only when the tree has been laid out does a node know its line.
            self.call_after_refresh(self._go_to, wanted)

    def _grow(self, above: TreeNode[str], code: str) -> None:
        """Make the node of a code; those under a code that is shut are made when it is opened."""
        children = self._codebook.children(code)
        is_open = code not in self._shut
        node = above.add(self._label(code), data=code, expand=is_open, allow_expand=bool(children))
        self._of[code] = node
        if is_open:
            self._fill(node)

    def _fill(self, node: TreeNode[str]) -> None:
        if not node.children and node.data is not None:
            for child in self._codebook.children(node.data):
                self._grow(node, child.id)

    def _open(self, node: TreeNode[str]) -> None:
        self._shut.discard(node.data or "")
        self._fill(node)
        node.expand()

    async def _on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a double click chooses, a click on the arrow opens and shuts."""
        meta = event.style.meta
        if "line" in meta and not meta.get("toggle"):
            event.prevent_default()
            self.cursor_line = meta["line"]
            if event.chain == 2:
                self.action_select_cursor()

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[str]) -> None:
        """Make the nodes under a code that was opened by its key or the mouse."""
        self._shut.discard(event.node.data or "")
        self._fill(event.node)

    def on_tree_node_collapsed(self, event: Tree.NodeCollapsed[str]) -> None:
        """Remember that the code is shut."""
        if event.node.data is not None:
            self._shut.add(event.node.data)

    def _label(self, code: str) -> Text:
        own = self._counts.get(code, 0)
        total = sum(self._counts.get(c, 0) for c in self._codebook.descendants(code))
        count = f" {own}/{total}" if self._both and own != total else f" {total}" if total else ""
        paint = self._paint.get(code)
        value = self._codebook.by_id[code]
        quiet = self.app.theme_variables.get("quiet", "#888888")
        ground = self.app.theme_variables.get("background", "#000000")
        colour = readable(paint.colour, ground) if paint else quiet
        mark = "◆" if code in self._pinned else "▌"
        style = f"strike {quiet}" if value.status == "retired" else f"italic {quiet}" if code == self.cut else ""
        return Text.assemble(
            (mark, colour),
            (value.name(self._language), style),
            (" ✂" if code == self.cut else "", quiet),
            (count, quiet),
        )

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Return a label that fits: a long name is cut, the count stays."""
        text = super().render_label(node, base_style, style)
        width = self.scrollable_content_region.width
        if node.data is None or not width:
            return text
        room = width - self.guide_depth * (len(self._codebook.path(node.data)) - 1)
        if text.cell_len <= room:
            return text
        name, _blank, count = text.plain.rpartition(" ")
        if not (name and count[:1].isdigit()):
            text.truncate(max(1, room), overflow="ellipsis")
            return text
        head, tail = text[: len(name)], text[len(name) :]
        head.truncate(max(1, room - tail.cell_len), overflow="ellipsis")
        return head.append_text(tail)

    def count(self, code: str, change: int) -> None:
        """Count a coding more or less on a code; only the labels concerned are written anew."""
        self._counts[code] = self._counts.get(code, 0) + change
        for step in self._codebook.path(code):
            if step.id in self._of:
                self._of[step.id].set_label(self._label(step.id))

    def set_pinned(self, pinned: Collection[str]) -> None:
        """Mark the codes that are pinned."""
        before, self._pinned = self._pinned, frozenset(pinned)
        for code in before ^ self._pinned:
            if code in self._of:
                self._of[code].set_label(self._label(code))

    def set_cut(self, code: str | None) -> None:
        """Show a code as taken up, to be put elsewhere."""
        before, self.cut = self.cut, code
        for each in (before, code):
            if each in self._of:
                self._of[each].set_label(self._label(each))

    @property
    def code(self) -> str | None:
        """The code under the cursor."""
        return self.cursor_node.data if self.cursor_node else None

    def open_all(self) -> None:
        """Open every code; once more, and all are shut."""
        opened = not any(self._codebook.children(code) for code in self._shut)
        at = self.code
        # Opening a code makes the nodes under it, which are opened in their turn.
        following = list(self._of.values())
        while following:
            node = following.pop()
            if opened:
                node.collapse()
            else:
                self._open(node)
                following += [child for child in node.children if not child.is_expanded]
        self._shut = {c for c in self._of if self._codebook.children(c)} if opened else set()
        if at is not None:
            path = self._codebook.path(at)
            self.go_to(path[0].id if opened and path else at)

    def unfold(self, *, inward: bool) -> None:
        """Open the code under the cursor or go to the first under it; or shut it, or go to the one above."""
        node = self.cursor_node
        if node is None:
            return
        if inward and node.children and node.is_expanded:
            self.move_cursor(node.children[0])
        elif inward:
            self._open(node)
        elif node.is_expanded and node.children:
            node.collapse()
        elif node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)

    def closed(self) -> list[str]:
        """Return the codes that are shut."""
        return [
            code
            for code in self._codebook.by_id
            if (code in self._shut if code not in self._of else not self._of[code].is_expanded)
            and self._codebook.children(code)
        ]

    def go_to(self, code: str) -> None:
        """Put the cursor on a code."""
        for step in self._codebook.path(code)[:-1]:
            if step.id in self._of:
                self._open(self._of[step.id])
        if code in self._of:
            self.call_after_refresh(self._go_to, self._of[code])

    def _go_to(self, node: TreeNode[str]) -> None:
        # The tree may have been filled anew in the meantime.
        if self._of.get(node.data or "") is node:
            self.move_cursor(node)
