"""The settings, on the desk and of the project."""

from __future__ import annotations

import pytest

from qualcode.core.codebook import Code, add_code
from qualcode.core.ids import new_id
from qualcode.i18n import get_language, set_language
from qualcode.project import Project
from qualcode.tui.colours import PALETTE
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.widgets.fields import Form, Pick
from tests.tui.conftest import Open


async def test_settings_apply_at_once_and_stay(opened: Open, study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_LANG")
    async with opened(size=(160, 40)) as (app, pilot):
        app.action_settings()
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        form = app.screen.query_one(Form)
        for name, value in (
            ("theme", "qualcode-light"),
            ("measure", "60"),
            ("language", "sv"),
            ("side_panel", "never"),
        ):
            control = form.control(name)
            assert isinstance(control, Pick)
            control.pick(value)
        await pilot.press("escape")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert app.theme == "qualcode-light"
        assert screen.view._page is not None
        assert screen.view._page.cols.text == 60
        assert not screen.query_one("#side").display
        assert get_language() == "sv"
        app.save_desk()
    set_language("en")
    async with opened() as (app, _pilot):
        assert (app.theme, app.look.line_length, get_language()) == ("qualcode-light", 60, "sv")


async def test_what_holds_for_the_project_is_an_event_that_can_be_undone(opened: Open, study: Project) -> None:
    before = study.title
    async with opened() as (app, pilot):
        app.action_settings()
        await pilot.pause()
        form = app.screen.query_one(Form)
        form.control("title").value = "Nya namnet"  # type: ignore[union-attr]
        form.control("least_cell").value = "5"  # type: ignore[union-attr]
        await pilot.press("escape")
        await pilot.pause()
        assert (study.title, study.least_cell) == ("Nya namnet", 5)
        app.action_undo()
        assert (study.title, study.least_cell) == (before, 3)


async def test_a_small_cell_that_is_no_number_is_not_kept(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        app.action_settings()
        await pilot.pause()
        app.screen.query_one(Form).control("least_cell").value = "många"  # type: ignore[union-attr]
        await pilot.press("escape")
        assert isinstance(app.screen, FormScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert study.least_cell == 3


OWN = "#123456"


async def test_the_safe_palette_stands_in_for_the_codebooks_own_colours_at_once(opened: Open, study: Project) -> None:
    code = Code(new_id(), "bla", "Blå", colour=OWN, position=9)
    study.apply(add_code(code))
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.paint[code.id].colour == OWN
        app.action_settings()
        await pilot.pause()
        control = app.screen.query_one(Form).control("code_colours")
        assert isinstance(control, Pick)
        control.pick("safe")
        await pilot.press("escape")
        await pilot.pause()
        assert screen.paint[code.id].colour in PALETTE
        assert screen.view.paint[code.id].colour in PALETTE
        await app.action_show("codebook")
        assert isinstance(app.screen, CodebookScreen)
        assert app.screen.paint[code.id].colour in PALETTE
        app.save_desk()
    async with opened() as (app, _pilot):
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.paint[code.id].colour in PALETTE


async def test_the_settings_file_holds_where_the_project_says_nothing(opened: Open, study: Project) -> None:
    wanted = '[screens]\ntheme = "light"\ncode_colours = "safe"\nline_length = 60\nside_panel = "never"\n'
    async with opened(size=(160, 40), settings=wanted) as (app, pilot):
        assert (app.theme, app.look.code_colours, app.look.line_length) == ("qualcode-light", "safe", 60)
        assert not app.screen.query_one("#side").display
        await pilot.press("ctrl+t")
        assert app.screen.query_one("#side").display
        app.action_next_theme()
        app.save_desk()
    async with opened(size=(160, 40), settings=wanted) as (app, _pilot):
        assert (app.theme, app.look.side_panel, app.look.line_length) == ("qualcode-contrast", "always", 60)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[screens]\nthema = "light"', "no setting thema; did you mean theme?"),
        ('[screens]\ntheme = "pink"', "theme must be one of dark, light, contrast"),
        ("[screens]\nline_length = 70", "line_length must be one of 60, 72, 88, 100, 120"),
        ("screens = 3", "[screens] must be a table"),
        ("screens = [", "cannot be read"),
    ],
)
async def test_what_is_wrong_in_the_settings_file_is_told(opened: Open, text: str, told: str) -> None:
    async with opened(settings=text) as (app, _pilot):
        assert any(told in n.message for n in app._notifications)
        assert app.theme == "qualcode-dark"
