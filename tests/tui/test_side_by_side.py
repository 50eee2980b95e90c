"""Two sources or two coders side by side: codings of both, and coding on either side."""

from __future__ import annotations

from qualcode.project import Project
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.picker import PickerInput, PickerScreen
from tests.conftest import put_source
from tests.tui.conftest import Open
from tests.tui.team import code_words, span

OTHER = "\n\n".join(f"IP2: Här handlar mening {n} om något annat." for n in range(80)) + "\n"


async def test_two_interviews_show_the_codings_of_each_and_scroll_by_their_share(opened: Open, study: Project) -> None:
    put_source(study, "xandra", OTHER, ())
    study.apply(code_words(study, "hinder", "mening 3 ", source=1))
    async with opened("compare") as (app, pilot):
        one, other = study.sources()
        app.desk.compared = ["sources", other.id, one.id]
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await pilot.pause()
        assert screen.are_apart
        assert [m.code for m in screen.left.reading.marks] == [study.code("hinder").id]
        assert screen.details() == ["two texts"]
        assert screen.across(len(OTHER) // 2, from_left=True) == len(study.text(one)) // 2
        await pilot.press("n")
        await pilot.pause()
        assert [n.message for n in app._notifications] == ["these two are not versions of one text"]


async def test_arrows_move_the_cursor_on_either_side(opened: Open, study: Project) -> None:
    put_source(study, "xandra", OTHER, ())
    async with opened("compare") as (app, pilot):
        app.desk.compared = ["sources", study.sources()[1].id, study.sources()[0].id]
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await pilot.press("down")
        first = screen.left.cursor
        assert first > 0
        await pilot.press("pagedown")
        await pilot.pause()
        assert screen.left.cursor > first
        assert screen.left.scroll_offset.y > 0
        await pilot.press("shift+right")
        assert screen.left.selection
        await pilot.press("tab", "home", "down", "down")
        assert screen.right.cursor > 0


async def test_codes_are_set_on_the_side_that_keys_move_through(opened: Open, study: Project) -> None:
    put_source(study, "xandra", OTHER, ())
    async with opened("compare") as (app, pilot):
        one, other = study.sources()
        app.desk.compared = ["sources", one.id, other.id]
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await pilot.press("tab")
        start, end = span(study, "mening 3", 1)
        screen.right.select(start, end)
        await pilot.press("c")
        assert isinstance(app.screen, PickerScreen)
        app.screen.query_one(PickerInput).value = "hinder"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [(c.source, c.start, c.end) for c in study.codings()] == [(other.id, start, end)]
        assert [m.code for m in screen.right.reading.marks] == [study.code("hinder").id]
        assert screen.view is screen.right
        app.action_undo()
        await pilot.pause()
        assert not screen.right.reading.marks


async def test_what_is_coded_beside_another_coder_is_ones_own(opened: Open, study: Project) -> None:
    with study.working_as("Sara"):
        study.apply(code_words(study, "aktor", "lyssna"))
    async with opened("compare") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        await pilot.press("tab")
        screen.right.select(*span(study, "lyssna"))
        await pilot.press("c")
        app.screen.query_one(PickerInput).value = "en ny"
        await pilot.pause()
        await pilot.press("enter", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [m.code for m in screen.left.reading.marks] == [study.code("en-ny").id]
        assert [m.code for m in screen.right.reading.marks] == [study.code("aktor").id]


async def test_what_is_absent_from_one_of_two_texts_is_said_beside_the_other(opened: Open, study: Project) -> None:
    put_source(study, "xandra", OTHER, ())
    async with opened("compare") as (app, pilot):
        one, other = study.sources()
        app.desk.compared = ["sources", one.id, other.id]
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await app.workers.wait_for_complete()
        await pilot.press("tab", "T", "a")
        app.screen.query_one(PickerInput).value = "hinder"
        await pilot.pause()
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert app.screen is screen
        assert study.whole_codings(one) == []
        assert [(c.code, c.absent) for c in study.whole_codings(other)] == [(study.code("hinder").id, True)]
