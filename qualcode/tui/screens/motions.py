"""The motions through a text, its selecting and folding, for every screen that shows one."""

from __future__ import annotations

from qualcode.tui.widgets.transcript import Transcript


class Motions:
    """What the keys of the reading view do to the text alone."""

    @property
    def view(self) -> Transcript:
        """The text."""
        raise NotImplementedError

    def action_step(self, unit: str, direction: int, extend: bool = False) -> None:
        """Move by a unit."""
        self.view.step(unit, direction, extend=extend)

    def action_row(self, count: int, extend: bool = False) -> None:
        """Move by rows."""
        self.view.step_row(count, extend=extend)

    def action_page(self, share: float) -> None:
        """Move by a page or a part of it."""
        self.view.step_page(1 if share > 0 else -1, share=abs(share))

    def action_edge(self, edge: str, extend: bool = False) -> None:
        """Move to an edge of the row or the text."""
        self.view.step_edge(edge, extend=extend)

    def action_select(self, unit: str) -> None:
        """Select a unit."""
        self.view.select_unit(unit)

    def action_shrink(self) -> None:
        """Select a unit less."""
        self.view.shrink_unit()

    def action_free(self) -> None:
        """Select freely from here on, or no longer."""
        self.view.toggle_free()

    def action_reselect(self) -> None:
        """Take up the last selection."""
        self.view.reselect()

    def action_fold(self) -> None:
        """Shut or open the turn."""
        self.view.toggle_fold()

    def action_fold_all(self) -> None:
        """Shut or open all turns."""
        self.view.toggle_fold(everything=True)
