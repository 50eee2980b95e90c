"""Only the cells that look different are sent again."""

from __future__ import annotations

import io
import re

import pyte
import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from qualcode.tui.sending import CellsUpdate, Sent

SIZE = Size(24, 3)
PLAIN, LOUD = Style.parse("#d8d6cf on #1e2228"), Style.parse("bold #ffffff on #204060")


class Terminal:
    """A terminal of three lines that updates are written to."""

    def __init__(self) -> None:
        self.sent = Sent()
        self.console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=SIZE.width)
        self.screen = pyte.Screen(*SIZE)

    def write(self, update: object) -> str:
        new = self.sent.only_new(update, SIZE, self.console)
        assert isinstance(new, CellsUpdate)
        written = new.render_segments(self.console)
        pyte.Stream(self.screen).feed(written)
        return written

    def whole(self, *lines: Strip) -> str:
        return self.write(LayoutUpdate([[line] for line in lines], SIZE.region))

    def some(self, y: int, x: int, piece: Strip) -> str:
        chops: list[dict[int, Strip | None]] = [{} for _ in range(SIZE.height)]
        chops[y] = {x: piece}
        ends = [[] for _ in range(y)] + [[x + piece.cell_length], [], []]
        return self.write(ChopsUpdate(chops, [(y, x, x + piece.cell_length)], ends))


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def _strip(text: str, style: Style = PLAIN) -> Strip:
    return Strip([Segment(text.ljust(SIZE.width), style)])


def test_what_stands_there_already_is_not_sent(terminal: Terminal) -> None:
    lines = [_strip("Ja, i förra veckan …"), _strip("och sen liksom"), _strip("")]
    assert "förra veckan" in terminal.whole(*lines)
    assert terminal.whole(*lines) == ""
    # That other meanings for the mouse hang on it makes no difference on the screen.
    clicked = [Strip([Segment(s.text, Style(meta={"offset": (1, 2)}) + PLAIN)]) for s in lines]
    assert terminal.whole(*clicked) == ""


def test_only_cells_that_differ_are_sent(terminal: Terminal) -> None:
    terminal.whole(_strip("rad ett"), _strip("rad två"), _strip("rad tre"))
    assert terminal.whole(_strip("rad ett"), _strip("rad nio"), _strip("rad tre")).startswith("\x1b[2;5H")
    assert terminal.screen.display[1].rstrip() == "rad nio"
    written = terminal.some(1, 4, Strip([Segment("nia", LOUD)]))
    assert written.count("H") == 1
    assert "nia" in written
    # What a part of the line was written over with is known too.
    plain = _strip("rad ett"), _strip("rad nia"), _strip("rad två")
    assert "nia" in terminal.whole(*plain)
    assert terminal.whole(*plain) == ""
    assert [line.rstrip() for line in terminal.screen.display] == ["rad ett", "rad nia", "rad två"]


def test_the_ink_of_blanks_is_not_seen(terminal: Terminal) -> None:
    terminal.whole(_strip(""), _strip(""), _strip(""))
    dim = Style.parse("#808080 on #1e2228")
    assert terminal.whole(_strip("", dim), _strip("", dim), _strip("", dim)) == ""
    assert terminal.whole(_strip("", dim), _strip("", LOUD), _strip("", Style.parse("underline #d8d6cf on #1e2228")))


@pytest.mark.parametrize("text", ["hon sa 你好 till", "e\u0301n", "👩‍⚕️ läkaren", "סוף"])
def test_lines_of_wide_and_combining_characters_are_sent_whole(terminal: Terminal, text: str) -> None:
    terminal.whole(_strip("a"), _strip("b"), _strip("c"))
    odd = Strip([Segment(text, PLAIN)]).adjust_cell_length(SIZE.width)
    for _again in range(2):
        written = terminal.whole(_strip("a"), odd, _strip("c"))
        shown = re.sub(r"\x1b\[[\d;]*[mH]", "", written).replace(" ", "")
        assert text.replace(" ", "") in shown or (text == "סוף" and not shown)
    assert "b" in terminal.whole(_strip("a"), _strip("b"), _strip("c"))
    assert [line.rstrip() for line in terminal.screen.display] == ["a", "b", "c"]


def test_what_follows_a_character_of_doubtful_width_stands_in_its_own_place(terminal: Terminal) -> None:
    terminal.whole(_strip("a" * 24), _strip("b" * 24), _strip("c" * 24))
    odd = Strip([Segment("ö 👨‍👩‍👧 kom", PLAIN), Segment("│".rjust(24 - cell_len("ö 👨‍👩‍👧 kom")), LOUD)])
    assert odd.cell_length == SIZE.width
    terminal.whole(_strip("a"), Strip([Segment("", PLAIN), *odd, Segment("")], SIZE.width), _strip("c"))
    # This terminal gives each of the three persons two cells.
    line = [terminal.screen.buffer[1][x].data for x in range(SIZE.width)]
    assert line[-1] == "│"
    assert "b" not in line
    assert "".join(line[5:8]) == "kom"


def test_colours_that_are_written_alike_keep_their_ground() -> None:
    terminal = Terminal()
    terminal.console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=SIZE.width)
    near = Style.parse("#d8d6cf on #1e2228"), Style.parse("#d8d6cf on #1d2127")
    pieces = Strip([Segment("två ", near[0]), Segment("färger".ljust(20), near[1])])
    written = terminal.whole(pieces, pieces, pieces)
    assert "\x1b[m" not in written
    grounds = {terminal.screen.buffer[0][x].bg for x in range(SIZE.width)}
    assert len(grounds) == 1
    assert grounds != {"default"}


def test_a_terminal_that_was_written_over_is_sent_all(terminal: Terminal) -> None:
    lines = [_strip("a"), _strip("b"), _strip("c")]
    terminal.whole(*lines)
    terminal.sent.forget()
    assert terminal.whole(*lines).count("H") == 3
