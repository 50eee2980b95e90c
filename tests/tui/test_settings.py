"""The settings, on the desk and of the project."""

from __future__ import annotations

import pytest

from qualcode.i18n import get_language, set_language
from qualcode.project import Project
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
        for name, value in (("theme", "qualcode-light"), ("measure", "60"), ("language", "sv"), ("side", "no")):
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
        assert (app.theme, app.desk.measure, get_language()) == ("qualcode-light", 60, "sv")


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
