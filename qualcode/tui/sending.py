"""What stands on the terminal, so that over a slow line only the cells that changed are sent.

Textual writes all of a widget's lines when it is refreshed, and all of the
screen when a dialog opens or closes, since that is a new screen to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import SGR_STYLES, Strip

_NEAR = 6  # cells between two that changed which are written too: to move over them takes as many bytes
_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a cell is written, in the numbers of escape codes: attributes, ink, ground; one object for each look.

    ``blank`` is what is seen of it where nothing is written, which has no ink unless there is a line through it.
    """

    attributes: str
    ink: str
    ground: str
    blank: tuple[str, ...]


class Looks:
    """The looks of styles; those that differ only in what they mean to the mouse look the same."""

    def __init__(self) -> None:
        self._looks: dict[object, Look] = {}
        self._one: dict[tuple[str, ...], Look] = {}  # by what is written: with few colours, many are written alike
        self._single = set(map(chr, range(32, 127)))

    def of(self, style: Style | None, system: ColorSystem) -> Look:
        """Return the look of a style."""
        style = style or Style.null()
        bits = style._attributes & style._set_attributes  # noqa: SLF001
        key = (style.color, style.bgcolor, bits, system)
        found = self._looks.get(key)
        if found is None:
            attributes = ";".join(code for n, code in enumerate(SGR_STYLES) if bits & (1 << n))
            ink = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else "39"
            ground = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(False)) if style.bgcolor else "49"
            drawn = style.reverse or style.underline or style.underline2 or style.strike or style.overline
            codes = attributes, ink, ground
            found = self._looks[key] = self._one.setdefault(codes, Look(*codes, codes if drawn else (ground,)))
        return found

    def are_single(self, text: str) -> bool:
        """Tell whether each character of a text fills one cell."""
        if self._single.issuperset(text):
            return True
        if all(get_character_cell_size(c) == 1 for c in set(text) - self._single):
            self._single.update(text)
            return True
        return False

    def cells(self, strips: Iterable[Strip], system: ColorSystem) -> Cells | None:
        """Return the cells of strips; None where they hold wide or combining characters, or links."""
        characters, looks = [], list[Look]()
        for strip in strips:
            for text, style, _control in strip:
                if not self.are_single(text) or (style is not None and style.link):
                    return None
                characters.append(text)
                looks += [self.of(style, system)] * len(text)
        return Cells("".join(characters), looks)


class Cells:
    """Cells in a row: the character of each, and how it is written."""

    __slots__ = ("characters", "looks")

    def __init__(self, characters: str, looks: list[Look]) -> None:
        self.characters, self.looks = characters, looks

    def put(self, x: int, piece: Cells) -> None:
        """Take over what was written from a cell on."""
        end = x + len(piece.looks)
        self.characters = self.characters[:x] + piece.characters + self.characters[end:]
        self.looks[x:end] = piece.looks

    def changed(self, x: int, piece: Cells) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a piece, from its start, that look different from the cells from x on."""
        end = x + len(piece.looks)
        olds, old_looks = self.characters[x:end], self.looks[x:end]
        if len(old_looks) < len(piece.looks):
            yield 0, len(piece.looks)
            return
        if olds == piece.characters and old_looks == piece.looks:
            return
        start, last = -1, -1
        for n, (old, was, new, look) in enumerate(zip(olds, old_looks, piece.characters, piece.looks, strict=True)):
            if old == new and (was is look or (new == " " and was.blank == look.blank)):
                continue
            if start < 0:
                start = n
            elif n - last > _NEAR:
                yield start, last + 1
                start = n
            last = n
        if start >= 0:
            yield start, last + 1

    def written(self, start: int, end: int, now: Look | None) -> tuple[str, Look | None]:
        """Return what writes a stretch of the cells, after something of a look was written, and the look it ends in."""
        out, at = [], start
        while at < end:
            look, first = self.looks[at], at
            while at < end and self.looks[at] is look:
                at += 1
            out.append(_turn(now, look))
            out.append(self.characters[first:at])
            now = look
        return "".join(out), now


def _turn(now: Look | None, look: Look) -> str:
    """Return the escape codes that go on from one look to another."""
    if now is look:
        return ""
    if now is None or now.attributes != look.attributes:
        codes = ["0", look.attributes, look.ink if look.ink != "39" else "", look.ground if look.ground != "49" else ""]
    else:
        codes = [look.ink if now.ink != look.ink else "", look.ground if now.ground != look.ground else ""]
    return f"\x1b[{';'.join(filter(None, codes))}m"


class CellsUpdate(CompositorUpdate):
    """What is to be written to the terminal, and the lines (from 0) that it touches."""

    def __init__(self) -> None:
        self.lines: set[int] = set()
        self._parts: list[str] = []
        self._now: Look | None = None

    def put(self, x: int, y: int, cells: Cells, start: int, end: int) -> None:
        """Write a stretch of cells, of which the first stands at x."""
        words, self._now = cells.written(start, end, self._now)
        self._parts.append(_at(x + start, y) + words)
        self.lines.add(y)

    def put_strips(self, x: int, y: int, strips: Iterable[Strip], system: ColorSystem) -> None:
        """Write strips whose cells are not known.

        Terminals do not agree on the width of some characters: over blanks, and what follows in its own place.
        """
        out, self._now = [_RESET if self._now else "", _at(x, y)], None
        for text, style, _control in (segment for strip in strips for segment in strip if segment.text):
            for run, is_even in _runs(text):
                width = cell_len(run)
                if is_even:
                    out.append(_styled(run, style, system))
                else:
                    out += [
                        _styled(" " * width, style, system),
                        _at(x, y),
                        _styled(run, style, system),
                        _at(x + width, y),
                    ]
                x += width
        self._parts.append("".join(out))
        self.lines.add(y)

    def render_segments(self, console: Console) -> str:
        """Return what is to be written to the terminal."""
        del console
        return "".join(self._parts) + (_RESET if self._now else "")


class Sent:
    """How the lines that were sent look; None for those that cannot be told cell by cell."""

    def __init__(self) -> None:
        self._lines: list[Cells | None] = []
        self._size = Size()
        self._looks = Looks()

    def forget(self) -> None:
        """Send everything the next time: the terminal may show something else by now."""
        self._lines = []

    def only_new(self, update: object, size: Size, console: Console) -> object:
        """Return what of an update of a terminal of this size is not there already, and remember it."""
        if isinstance(update, LayoutUpdate) and update.region == size.region:
            return self._of_all(update, size, console)
        if isinstance(update, ChopsUpdate):
            return self._of_some(update, console)
        if update is not None:
            self.forget()
        return update

    def _of_all(self, update: LayoutUpdate, size: Size, console: Console) -> CellsUpdate:
        if size != self._size or len(self._lines) != len(update.strips):
            self._size, self._lines = size, [None] * len(update.strips)
        new = CellsUpdate()
        for y, given in enumerate(update.strips):
            strips = list(given)
            line = self._looks.cells(strips, _system(console))
            known = self._lines[y]
            if line is None:
                new.put_strips(0, y, strips, _system(console))
            elif known is None:
                new.put(0, y, line, 0, len(line.looks))
            else:
                for start, end in known.changed(0, line):
                    new.put(0, y, line, start, end)
            self._lines[y] = line
        return new

    def _of_some(self, update: ChopsUpdate, console: Console) -> CellsUpdate:
        new = CellsUpdate()
        for y, left, right in update.spans:
            known = self._lines[y] if y < len(self._lines) else None
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x >= right or end <= left:
                    continue
                piece = self._looks.cells([strip], _system(console)) if known is not None else None
                if known is None or piece is None:
                    new.put_strips(x, y, [strip], _system(console))
                    if y < len(self._lines):
                        self._lines[y] = known = None
                    continue
                for start, stop in known.changed(x, piece):
                    new.put(x, y, piece, start, stop)
                known.put(x, piece)
        return new


def _at(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


def _styled(text: str, style: Style | None, system: ColorSystem) -> str:
    return text if style is None else Strip.render_style(style, text, system)


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in runs whose characters all fill one cell, and in others; a mark stays with what it stands on."""
    odd = [get_character_cell_size(c) != 1 for c in text]
    odd = [is_odd or following for is_odd, following in zip(odd, [*odd[1:], False], strict=True)]
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or odd[n] != odd[start]:
            yield text[start:n], not odd[start]
            start = n


def _system(console: Console) -> ColorSystem:
    return console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001
