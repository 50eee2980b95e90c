"""Moving codes in the tree by keys."""

from __future__ import annotations

from qualcode.core.codebook import Code
from qualcode.i18n import _
from qualcode.tui.screens.book_view import BookView
from qualcode.tui.screens.code_form import place_beside, placed


class MovingView(BookView):
    """Codes are cut and put elsewhere, or moved step by step; each move is one action."""

    def here(self) -> Code | None:
        """Return the code under the cursor, saying so when there is none."""
        code = self.code
        if code is None:
            self.refuse(_("there is no code here"))
        return code

    def action_cut(self) -> None:
        """Take the code up; once more lays it down again."""
        code = self.here()
        if code is not None:
            self.tree.set_cut(None if self.tree.cut == code.id else code.id)
            if self.tree.cut:
                self.notify(_("p puts it under, b before, a after the code under the cursor"), timeout=4)

    def action_paste(self, how: str) -> None:
        """Put the code that was taken up under, before or after this one."""
        cut, here = self.book.by_id.get(self.tree.cut or ""), self.here()
        if cut is None:
            self.refuse(_("no code was cut; c cuts the one under the cursor"))
        elif here is not None and here.id in self.book.descendants(cut.id):
            self.refuse(_("a code cannot stand under itself"))
        elif here is not None:
            self._put(cut, *place_beside(self.book, cut, here, how))

    def _put(self, code: Code, parent: str | None, at: int) -> None:
        changes = placed(self.book, code, parent, at)
        self.tree.set_cut(None)
        self._wanted = code.id
        if changes:
            self.change(*changes)

    def family(self, code: Code) -> tuple[str | None, list[str]]:
        """Return the code above a code and the codes under that, in order."""
        path = self.book.path(code.id)
        parent = path[-2].id if len(path) > 1 else None
        return parent, [c.id for c in self.book.children(parent)]

    def action_shift(self, step: int) -> None:
        """Move the code among its siblings."""
        code = self.here()
        if code is not None:
            parent, siblings = self.family(code)
            at = siblings.index(code.id) + step
            if 0 <= at < len(siblings):
                self._put(code, parent, at)

    def action_indent(self) -> None:
        """Put the code under the sibling above it."""
        code = self.here()
        if code is not None:
            _parent, siblings = self.family(code)
            at = siblings.index(code.id)
            if at:
                above = siblings[at - 1]
                self._put(code, above, len(self.book.children(above)))

    def action_outdent(self) -> None:
        """Put the code after the one it is under."""
        code = self.here()
        path = self.book.path(code.id) if code is not None else ()
        if code is not None and len(path) > 1:
            parent, siblings = self.family(path[-2])
            self._put(code, parent, siblings.index(path[-2].id) + 1)
