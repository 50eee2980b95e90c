"""The codebook as a tree with counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.core.codebook import Codebook
from qualcode.tui.colours import CodePaint, readable


class CodeTree(Tree[str]):
    """Codes with their colours, how many codings they carry, and which are pinned."""

    DEFAULT_CSS = """
    CodeTree > .tree--guides { color: $rule; }
    CodeTree > .tree--guides-hover { color: $rule; }
    CodeTree > .tree--guides-selected { color: $rule; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._of: dict[str, TreeNode[str]] = {}
        self._codebook = Codebook()
        self._counts: dict[str, int] = {}
        self._paint: Mapping[str, CodePaint] = {}
        self._pinned: frozenset[str] = frozenset()
        self._language = "sv"

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
        self.clear()
        self._of = {}
        for code in codebook.children(None):
            self._grow(self.root, code.id, closed)
        self.root.expand()
        if at in self._of:
            self.move_cursor(self._of[at])

    def _grow(self, above: TreeNode[str], code: str, closed: Collection[str]) -> None:
        children = self._codebook.children(code)
        node = above.add(self._label(code), data=code, expand=code not in closed, allow_expand=bool(children))
        self._of[code] = node
        for child in children:
            self._grow(node, child.id, closed)

    def _label(self, code: str) -> Text:
        total = sum(self._counts.get(c, 0) for c in self._codebook.descendants(code))
        paint = self._paint.get(code)
        value = self._codebook.by_id[code]
        quiet = self.app.theme_variables.get("quiet", "#888888")
        ground = self.app.theme_variables.get("background", "#000000")
        colour = readable(paint.colour, ground) if paint else quiet
        mark = "◆" if code in self._pinned else "▌"
        name = value.name(self._language)
        return Text.assemble(
            (mark, colour),
            (name, quiet if value.status == "retired" else ""),
            (f" {total}" if total else "", quiet),
        )

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

    def closed(self) -> list[str]:
        """Return the codes that are shut."""
        return [c for c, node in self._of.items() if not node.is_expanded and self._codebook.children(c)]

    def go_to(self, code: str) -> None:
        """Put the cursor on a code."""
        for step in self._codebook.path(code)[:-1]:
            if step.id in self._of:
                self._of[step.id].expand()
        if code in self._of:
            self.call_after_refresh(self.move_cursor, self._of[code])
