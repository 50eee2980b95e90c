"""What stands on the terminal, so that over a slow line only what changed is sent."""

from __future__ import annotations

import re

from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size

#: A foreground and a background, of blanks only: under a dialog blanks are given a foreground that nobody sees.
_INK_OF_BLANKS = re.compile(r"\x1b\[(?:[39]\d|38;5;\d+|38;2;\d+;\d+;\d+);((?:4\d|10\d)[\d;]*)m( +)(?=\x1b)")


class LinesUpdate(CompositorUpdate):
    """Whole lines (number from 0, and the line as it is sent)."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.lines = lines

    def render_segments(self, console: Console) -> str:
        """Return what is to be written to the terminal."""
        del console
        return "".join(f"\x1b[{y + 1};1H{line}" for y, line in self.lines)


class Sent:
    """How the lines that were sent look; those of which only a part was sent later are not known.

    A dialog that opens or closes is a new screen to Textual, which sends all of it.
    """

    def __init__(self) -> None:
        self._lines: list[str | None] = []
        self._size = Size()

    def forget(self) -> None:
        """Send everything the next time: the terminal may show something else by now."""
        self._lines = []

    def only_new(self, update: object, size: Size, console: Console) -> object:
        """Return what of an update of a terminal of this size is not there already, and remember it."""
        if isinstance(update, LayoutUpdate) and update.region == size.region:
            return self._of_all(update, size, console)
        if isinstance(update, ChopsUpdate):
            for y, _left, _right in update.spans:
                if y < len(self._lines):
                    self._lines[y] = None
        elif update is not None:
            self.forget()
        return update

    def _of_all(self, update: LayoutUpdate, size: Size, console: Console) -> LinesUpdate:
        if size != self._size or len(self._lines) != len(update.strips):
            self._size, self._lines = size, [None] * len(update.strips)
        new: list[tuple[int, str]] = []
        for y, strips in enumerate(update.strips):
            line = "".join(strip.render(console) for strip in strips)
            looks = _INK_OF_BLANKS.sub("\x1b[\\1m\\2", line)
            if looks != self._lines[y]:
                self._lines[y] = looks
                new.append((y, line))
        return LinesUpdate(new)
