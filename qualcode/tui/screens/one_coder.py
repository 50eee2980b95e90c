"""Whose codings the reading view shows: everyone's, or one coder's alone."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.core.codings import Mark
from qualcode.i18n import _
from qualcode.tui.screens.coding import CodingScreen


class OneCoder(CodingScreen):
    """Choosing the coder whose codings are shown."""

    def shown_marks(self) -> Sequence[Mark]:
        """Return the codings of the open source that are to be shown."""
        if self.opened is None:
            return []
        wanted = self.qualcode.desk.coder
        marks = self.opened.marks
        return [m for m in marks if m.coder == wanted] if wanted else marks

    def coder_shown(self) -> str:
        """Return the name of the coder whose codings alone are shown; empty when it is everyone."""
        wanted = self.qualcode.desk.coder
        return next((p.name for p in self.project.persons() if p.id == wanted), "") if wanted else ""

    def action_coder(self) -> None:
        """Show the codings of one coder after the other, then of all."""
        if self.opened is None:
            return
        self.opened.look_again(self.project)
        here = set(self.opened.marks.coders)
        turns = ["", *(p.id for p in self.project.persons() if p.id in here)]
        desk = self.qualcode.desk
        at = turns.index(desk.coder) if desk.coder in turns else 0
        desk.coder = turns[(at + 1) % len(turns)]
        self.view.set_marks(self.shown_marks())
        self.put_soon()
        name = self.coder_shown()
        self.notify(
            _("only the codings of {name}").format(name=name) if name else _("everyone's codings"),
            markup=False,
            timeout=3,
        )
