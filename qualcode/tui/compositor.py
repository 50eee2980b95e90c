"""Putting a screen together from its widgets, front to back, and no more of it than has to be painted.

Textual asks every widget that shares a part of the screen with what changed for
all of its lines, those also that lie outside or behind others.  With a
cursor that moves within one row, that is most of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from qualcode.tui.painting import is_known


class FrontCompositor(Compositor):
    """Asks widgets only for the lines that are to be painted, and none that lies wholly behind others.

    It takes the place of one method of Textual's own compositor; see :mod:`qualcode.tui.painting`.
    """

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        # How many pieces of a line no widget has painted yet.
        bare = {y: len(chops[y]) for y in crop.line_range if y < len(chops) and is_rendered_line(y)}
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            lines = [y for y in shown.line_range if bare.get(y)]
            if not lines or not shown.width:
                continue
            top, left = lines[0], shown.x
            strips = widget.render_lines(Region(left - region.x, top - region.y, shown.width, lines[-1] - top + 1))
            first, last = shown.column_span
            for y in lines:
                line = chops[y]
                places = [x for x in cuts[y] if first <= x <= last]
                for x, piece in zip(places, strips[y - top].divide([x - left for x in places[1:]]), strict=False):
                    if line[x] is None:
                        line[x] = piece
                        bare[y] -= 1
        return cast("Sequence[Mapping[int, Strip]]", chops)


class FrontScreen(Screen[None]):
    """A screen that is put together by a :class:`FrontCompositor`, or by that of a Textual not known."""

    def __init__(self) -> None:
        super().__init__()
        self._own = is_known()
        if self._own:
            self._compositor = FrontCompositor()

    def _screen_resized(self, size: Size) -> None:
        # A screen is among the widgets that it lays out, and is told of its own new size when that is done.
        if not (self._own and size == self._compositor.size):
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        # While a screen is being exchanged for another, what is painted would be thrown away.
        if not (self._own and self.app._batch_count):  # noqa: SLF001
            super()._compositor_refresh()
