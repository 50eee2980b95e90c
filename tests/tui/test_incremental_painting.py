"""What stands on the terminal after many partial paintings is what a whole painting by Textual would put there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
import textual
from pyte.screens import Char
from rich.color import ColorSystem
from rich.style import Style
from textual import constants
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Tree

from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation
from qualcode.project import Project
from qualcode.tui import painting
from qualcode.tui.app import QualcodeApp
from qualcode.tui.compositor import FrontCompositor
from qualcode.tui.screens.picker import PickerScreen
from qualcode.tui.sending import CellsUpdate
from qualcode.tui.stylesheet import KeptStylesheet
from qualcode.tui.widgets.page import PageView
from qualcode.tui.widgets.rail import Rail
from tests.tui.conftest import Open
from tests.tui.stillness import still

SIZES = [(80, 24), (120, 36), (100, 30), (161, 44)]
PLACES = [
    "reading codebook overview sources search compare tables memos cases log",
    "condensations claims findings quotations scenes words people conflicts sweep reading",
]
KEYS = (
    "up down left right pageup pagedown home end tab shift+tab enter escape space c v k f n s b z x r 1 2 h plus minus "
    "shift+down shift+right question_mark g f1 ctrl+p slash a i e t"
).split()


class Terminal:
    """A terminal that the app paints on in pieces."""

    def __init__(self, app: QualcodeApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self.app = app
        self.screen = pyte.Screen(*app.size)
        self.stream = pyte.Stream(self.screen)
        self.forget()

        def display(_app: QualcodeApp, _screen: Screen[object], update: object) -> None:
            if isinstance(update, CompositorUpdate) and not app._batch_count and app._running:
                self.fit()
                if isinstance(update, CellsUpdate):
                    self.lines |= update.lines
                written = update.render_segments(app.console).replace("\n", "")
                self.sent += len(written)
                self.stream.feed(written)

        monkeypatch.setattr(App, "_display", display)
        app._sent.forget()

    def forget(self) -> None:
        """Begin anew to count the lines and characters sent."""
        self.lines: set[int] = set()
        self.sent = 0

    def fit(self) -> None:
        """Take the size of the app's screen; what stood on it is lost, as the app must reckon with."""
        width, height = self.app.size
        if (self.screen.columns, self.screen.lines) != (width, height):
            self.screen = pyte.Screen(width, height)
            self.stream = pyte.Stream(self.screen)

    def rows(self) -> list[list[Char]]:
        """Return what stands in each cell, with its colours."""
        return [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    def whole(self, monkeypatch: pytest.MonkeyPatch) -> list[list[Char]]:
        """Return what the app's screen would be, painted at once by Textual's own way."""
        app, other = self.app, pyte.Screen(*self.app.size)
        with monkeypatch.context() as own:
            own.setattr(FrontCompositor, "_render_chops", Compositor._render_chops)
            for screen in app.screen_stack:
                for widget in screen.walk_children():
                    _forget(widget)
            dirty = set(app.screen._compositor._dirty_regions)
            update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
            app.screen._compositor._dirty_regions |= dirty
        assert isinstance(update, LayoutUpdate)
        pyte.Stream(other).feed(update.render_segments(app.console).replace("\n", ""))
        return [[other.buffer[y][x] for x in range(other.columns)] for y in range(other.lines)]


def _forget(widget: DOMNode) -> None:
    """Let a widget paint all of itself anew."""
    if isinstance(widget, Widget):
        widget._styles_cache.clear()
        widget._dirty_regions.add(widget.outer_size.region)
    if isinstance(widget, Tree):
        widget._line_cache.clear()
    if isinstance(widget, PageView) and widget._page is not None:
        widget._page.forget_all()


def _seen(cell: Char) -> Char:
    """Return what can be seen of a cell: of a blank, no ink."""
    inked = cell.data.strip() or cell.underscore or cell.reverse or cell.strikethrough
    return cell if inked else cell._replace(fg="default", bold=False, italics=False)


def _differing(one: list[list[Char]], two: list[list[Char]]) -> Iterator[str]:
    one, two = [[[_seen(cell) for cell in row] for row in screen] for screen in (one, two)]
    for y, (a, b) in enumerate(zip(one, two, strict=True)):
        if a != b:
            x = next(x for x in range(len(a)) if a[x] != b[x])
            yield f"row {y} from {x}: {_words(a)!r} for {_words(b)!r}: {a[x]} for {b[x]}"


def _words(row: list[Char]) -> str:
    return "".join(cell.data for cell in row)


def _fill(study: Project) -> None:
    source, codes = study.sources()[0], study.codebook().standing
    for n in range(12):
        study.apply(add_coding(source.id, codes[n % len(codes)].id, revision=source.text, start=n * 7, end=n * 9 + 40))
    study.apply(add_condensation(source.id, revision=source.text, start=3, end=90, text="Kärnan", codes=[codes[0].id]))


@pytest.fixture
def true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all colours be written as they are: styles and blank lines keep how they were written for an earlier app."""
    Strip.blank.cache_clear()
    write = Strip.render_style

    def anew(style: Style, text: str, color_system: ColorSystem) -> str:
        style._ansi = None
        return write(style, text, color_system)

    monkeypatch.setattr(Strip, "render_style", staticmethod(anew))
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")


@pytest.mark.usefixtures("true_colours")
@pytest.mark.parametrize(("seed", "places"), list(enumerate(PLACES)))
async def test_random_keys_sizes_and_dialogs_leave_the_screen_that_a_whole_painting_gives(
    opened: Open, study: Project, monkeypatch: pytest.MonkeyPatch, seed: int, places: str
) -> None:
    _fill(study)
    chance = random.Random(seed)
    monkeypatch.setattr(QualcodeApp, "action_quit", lambda _self: None)
    async with opened("log") as (app, pilot):
        terminal = Terminal(app, monkeypatch)
        app.screen.refresh()
        done: list[str] = []
        deeds = [f"@{place}" for place in places.split()]
        for n in range(len(deeds) * 5):
            deed = deeds[n // 5] if n % 5 == 0 else chance.choice([*KEYS, *KEYS, *KEYS, "resize"])
            done.append(deed)
            if deed.startswith("@"):
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                await app.action_show(deed[1:])
            elif deed == "resize":
                await pilot.resize_terminal(*chance.choice(SIZES))
            else:
                await pilot.press(deed)
            await still(app, pilot)
            found = list(_differing(terminal.rows(), terminal.whole(monkeypatch)))
            assert not found, f"after {done[-9:]}: {found}"


@pytest.mark.usefixtures("true_colours")
async def test_a_dialog_sends_its_own_cells_and_those_it_covered(
    opened: Open, study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(study)
    async with opened("reading", size=(160, 50)) as (app, pilot):
        terminal = Terminal(app, monkeypatch)
        app.screen.refresh()
        await still(app, pilot)
        assert terminal.lines == set(range(50))
        whole = terminal.sent
        # What was written a piece at a time is known as well as what was written at once.
        await pilot.press("pagedown", "down", "up")
        await still(app, pilot)
        terminal.forget()
        await pilot.press("c")
        await still(app, pilot)
        assert isinstance(app.screen, PickerScreen)
        box = app.screen.query_one(".box").region
        assert terminal.lines == set(box.line_range)
        assert terminal.sent < whole / 3
        assert not list(_differing(terminal.rows(), terminal.whole(monkeypatch)))
        terminal.forget()
        await pilot.press("escape")
        await still(app, pilot)
        assert terminal.lines <= set(box.line_range)
        assert terminal.sent < whole / 3
        assert not list(_differing(terminal.rows(), terminal.whole(monkeypatch)))
        # What another program wrote over the screen is gone after a pause.
        terminal.stream.feed("\x1b[2J")
        app.app_resume_signal.publish(app)
        app.screen.refresh()
        await still(app, pilot)
        assert not list(_differing(terminal.rows(), terminal.whole(monkeypatch)))


@pytest.fixture
def another_textual(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    assert painting.is_known()
    with monkeypatch.context() as changed:
        changed.setattr(textual, "__version__", "8.99.0")
        painting.is_known.cache_clear()
        yield
    painting.is_known.cache_clear()


@pytest.mark.usefixtures("another_textual")
async def test_another_textual_paints_in_its_own_way(opened: Open) -> None:
    async with opened("reading") as (app, pilot):
        bar = app.screen.view.vertical_scrollbar  # type: ignore[attr-defined]
        assert not isinstance(app.screen._compositor, FrontCompositor)
        assert not isinstance(app.stylesheet, KeptStylesheet)
        assert isinstance(app.stylesheet, Stylesheet)
        assert not isinstance(bar, Rail)
        await pilot.press("down", "c", "escape")


def test_the_textual_that_is_known_is_the_one_that_is_asked_for() -> None:
    asked = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert f'"textual=={painting.KNOWN}"' in asked
