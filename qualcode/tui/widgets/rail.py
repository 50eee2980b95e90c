"""The scroll bar of a long text."""

from __future__ import annotations

from math import ceil
from typing import Self

from textual.geometry import Region
from textual.scrollbar import ScrollBar

_STEPS = 8  # of a cell: the least that a scroll bar moves by


class Rail(ScrollBar):
    """A vertical scroll bar that is painted again only when that can be seen.

    In a text of five hundred pages it moves by a step every other page.
    """

    _painted: object = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint it again, unless it would look the same."""
        look = self._look()
        if look == self._painted and not (layout or recompose):
            return self
        self._painted = look
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Paint it again in other colours."""
        self._painted = None
        super().notify_style_update()

    def _look(self) -> object:
        size, whole, window = self.size.height, ceil(self.window_virtual_size), ceil(self.window_size)
        if not (size and window and size < whole and window < whole):
            return None
        thumb = max(1, window / (whole / size))
        start = int((size - thumb) * (self.position / (whole - window)) * _STEPS)
        return start, ceil(thumb * _STEPS), size, self.mouse_over, self.grabbed is not None
