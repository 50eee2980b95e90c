"""Lines to read, however many: broken to the width, painted when they come into sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class LongText(ScrollView, can_focus=True):
    """A text to scroll through."""

    DEFAULT_CSS = """
    LongText { height: auto; overflow-x: hidden; overflow-y: auto; scrollbar-gutter: stable; }
    LongText { scrollbar-size-vertical: 1; background: transparent; }
    """

    def __init__(self, lines: Sequence[Content], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.lines = lines
        self._rows: list[Content] = []
        self._width = 0

    def _break(self, width: int) -> None:
        if width != self._width:
            self._width, self._rows = width, broken(self.lines, width)
            self.virtual_size = Size(width, len(self._rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual calls it
        """Return the lines of the text at a width."""
        self._break(max(1, width))
        return len(self._rows)

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        self._break(max(1, self.scrollable_content_region.width))

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        width, at = self.scrollable_content_region.width, self.scroll_offset.y + y
        base = self.visual_style
        if at >= len(self._rows):
            return Strip.blank(width, base.rich_style)
        segments = self._rows[at].stylize_before(base).render_segments(base)
        return Strip(segments).adjust_cell_length(width, base.rich_style)


def broken(lines: Iterable[Content], width: int) -> list[Content]:
    """Return lines broken to a width."""
    out: list[Content] = []
    for line in lines:
        if line.cell_length <= width:
            out.append(line)
        else:
            out += [part.rstrip() for part in line.wrap(width)]
    return out
