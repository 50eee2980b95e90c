"""The other screens: they open, show what there is, and do what their keys say."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import SearchIcon
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static

from qualcode.core import condensations
from qualcode.core.scenes import Block, Scene, add_scene
from qualcode.project import Project
from qualcode.tui.actions import CONTEXTS, EVERYWHERE
from qualcode.tui.app import QualcodeApp
from qualcode.tui.colours import contrast
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.condensations import CondensationsScreen
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.importing import Importer, PlanScreen
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.scenes import ScenesScreen
from qualcode.tui.screens.searching import SearchScreen
from qualcode.tui.screens.trace import TraceScreen
from qualcode.tui.themes import NAMES
from tests.conftest import put_source
from tests.tui.conftest import Open


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
@pytest.mark.parametrize("place", sorted(set(CONTEXTS) - {EVERYWHERE}))
async def test_every_screen_opens_at_every_size(opened: Open, place: str, size: tuple[int, int]) -> None:
    async with opened(place, size) as (app, pilot):
        assert getattr(app.screen, "CONTEXT") == place  # noqa: B009
        app.action_help()
        await pilot.pause()
        app.action_next_theme()
        await pilot.pause()
        await pilot.press("escape")
        keys = str(app.screen.query_one("#keys", Static).render())
        assert "help" in keys
        assert len(keys) <= size[0]


async def test_the_jump_reaches_screens_and_lines(opened: Open) -> None:
    async with opened("overview") as (app, pilot):
        await pilot.press("g", "l")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await pilot.press("g", "6", "enter")
        await pilot.pause()
        assert screen.opened is not None
        assert screen.opened.lines.line(screen.view.cursor) == 6


async def test_a_search_opens_its_hit(opened: Open) -> None:
    async with opened("search") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        screen.query_one("#query", Input).value = "lyssna | motaktör*"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(screen.hits) == 2
        await pilot.press("enter")
        await pilot.pause()
        reading = app.screen
        assert isinstance(reading, ReadingScreen)
        assert reading.opened is not None
        assert reading.opened.text[slice(*reading.view.target())] == "lyssna"


async def test_a_row_gets_theme_and_finding_and_its_trace_is_shown(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(
        condensations.add_condensation(source.id, revision=source.text, start=46, end=80, text="Lyhördhet är kärnan.")
    )
    async with opened("condensations") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CondensationsScreen)
        for key, name, claim in (("t", "Kärnan", "Yrket vilar på lyhördhet."), ("f", "Normer", "Två normer.")):
            await pilot.press(key)
            app.screen.query_one(Input).value = name
            await pilot.pause()
            options = app.screen.query_one(OptionList)
            options.highlighted = options.option_count - 1
            await pilot.press("enter")
            await pilot.pause()
            app.screen.query_one(Input).value = claim
            await pilot.press("enter")
            await pilot.pause()
        trace = study.traces()[0]
        assert trace.theme is not None
        assert trace.finding is not None
        assert (trace.theme.name, trace.finding.name) == ("Kärnan", "Normer")
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, TraceScreen)
        await pilot.press("escape")
        screen.action_open()
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)


async def test_a_scene_is_composed_and_checked(opened: Open, study: Project) -> None:
    blocks = (Block("setup", "Vi går in."), Block("closing_beat", "Dörren stängs."))
    study.apply(add_scene(Scene("", "Mötet", blocks=blocks)))
    async with opened("scenes") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ScenesScreen)
        parts = screen.query_one("#parts", OptionList)
        parts.highlighted = parts.get_option_index("block:0")
        screen.action_next_type()
        screen.action_next_fidelity()
        screen.action_move(1)
        screen.action_toggle_ended()
        await pilot.pause()
        scene = study.scenes()[0]
        assert [b.type for b in scene.blocks] == ["closing_beat", "background"]
        assert scene.ended
        await pilot.press("c")
        app.screen.query_one(Input).value = "Eli, försäkrad, hen"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert study.scenes()[0].cast[0].pronoun == "hen"
        checks = str(screen.query_one("#checks", Static).render())
        assert "warning" in checks
        assert "words" in checks


async def test_files_are_imported_in_the_background(opened: Open, study: Project, tmp_path: Path) -> None:
    path = tmp_path / "intervju-02.txt"
    path.write_text("I: Hur var mötet?\n\nIP2: Det var bra.\n\nI: Jaha.\n\nIP2: Ja.\n", "utf-8")
    async with opened("sources") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, Listing)
        screen.action_import_files()  # type: ignore[attr-defined]
        await pilot.pause()
        importer = screen.query_one(Importer)
        await pilot.press("escape")
        await pilot.pause()
        importer = Importer(screen)
        await screen.mount(importer)
        importer.plan([path])
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)
        await pilot.press("f2")
        await asyncio.sleep(0.05)
        await app.workers.wait_for_complete()
        await pilot.pause()
        source = study.source("intervju-02")
        assert {s.label: s.role for s in source.speakers} == {"I": "interviewer", "IP2": "respondent"}
        assert len(study.persons()) == 1
        app.action_undo()
        assert len(study.sources()) == 1


async def test_the_palette_finds_an_action_and_runs_it(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"scenes")
        await pilot.pause(0.4)
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, ScenesScreen)


async def test_the_palette_knows_what_other_screens_do_and_goes_there(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert app.screen.query_one(SearchIcon).icon == "›"
        await pilot.press(*"new code")
        await pilot.pause(0.4)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, FormScreen)
        assert isinstance(app.screen_stack[-2], CodebookScreen)


async def test_the_cursor_in_sight_stays_in_sight_when_the_window_shrinks(opened: Open) -> None:
    async with opened(size=(120, 36)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.view.step_edge("end")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await pilot.pause()
        view = screen.view
        assert view._page is not None
        row = view._page.layout.row_of(view.cursor)
        assert view.scroll_offset.y <= row < view.scroll_offset.y + view.size.height


async def test_a_text_is_painted_in_the_rows_of_a_new_size_at_once(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view, rows = screen.view, list[int]()
        real = view.render_lines

        def watched(crop: Region) -> list[Strip]:
            assert view._page is not None
            rows.append(view._page.layout.width)
            return real(crop)

        monkeypatch.setattr(view, "render_lines", watched)
        before = view._page.layout.width if view._page else 0
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert rows
        assert set(rows) == {view._page.layout.width if view._page else 0}
        assert rows[0] < before


@pytest.mark.parametrize("place", ["overview", "sources", "log"])
async def test_the_row_under_the_cursor_stands_out(opened: Open, study: Project, place: str) -> None:
    put_source(study, "intervju-02")
    async with opened(place) as (app, pilot):
        listing = app.screen
        assert isinstance(listing, Listing)
        await pilot.press("down")
        await pilot.pause()
        rows = app.screen._compositor.render_strips()[listing.table.region.y :][1:3]
        grounds = [{s.style.bgcolor.get_truecolor().hex for s in row if s.style and s.style.bgcolor} for row in rows]
        assert app.theme_variables["chosen"] in grounds[1]
        assert app.theme_variables["chosen"] not in grounds[0]


def unreadable(app: QualcodeApp) -> dict[tuple[str, str], str]:
    """Return the words on the screen whose colours are too near each other, by their colours."""
    out: dict[tuple[str, str], str] = {}
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style, words = segment.style, segment.text.strip()
            if not any(c.isalnum() for c in words) or style is None or style.color is None or style.bgcolor is None:
                continue
            pair = [c.get_truecolor().hex for c in (style.color, style.bgcolor)]
            if contrast(pair[0], pair[1]) < 4.5:
                out[pair[0], pair[1]] = words
    return out


@pytest.mark.parametrize("theme", NAMES)
async def test_all_words_can_be_read_in_every_theme(opened: Open, study: Project, theme: str) -> None:
    study.apply(add_scene(Scene("", "Mötet", blocks=(Block("setup", "Vi går in."),))))
    async with opened("overview") as (app, pilot):
        app.theme = theme
        for place in sorted(set(CONTEXTS) - {EVERYWHERE}):
            await app.action_show(place)
            await pilot.pause()
            await pilot.pause()
            assert unreadable(app) == {}, place


async def test_a_source_that_nothing_was_mended_in_says_so(opened: Open) -> None:
    async with opened("sources") as (app, pilot):
        place = app.screen
        place.action_repairs()  # type: ignore[attr-defined]
        await pilot.pause()
        assert app.screen is place
        assert "Nothing was mended" in next(iter(app._notifications)).message
