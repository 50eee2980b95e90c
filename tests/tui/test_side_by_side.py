"""Two sources or two coders side by side: what differs, codings of both, and coding on either side."""

from __future__ import annotations

from textual.widgets import Static

from qualcode.project import Project
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.picker import PickerInput, PickerScreen
from qualcode.tui.screens.reading import ReadingScreen
from tests.conftest import TALK, put_source
from tests.tui.conftest import Open
from tests.tui.stillness import still
from tests.tui.team import a_round, both_code, code_words, span

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


async def test_two_coders_are_scrolled_together_and_differences_are_gone_to(opened: Open, study: Project) -> None:
    long = TALK + "\n" + "\n".join(f"I: Fråga {n}?\n\nIP1: Svar {n}, med några ord till.\n" for n in range(60))
    put_source(study, "lang", long)
    study.apply(code_words(study, "hinder", "Svar 40", source=1))
    both_code(study)
    with study.working_as("Sara"):
        study.apply(code_words(study, "aktor", "Svar 40", source=1))
    async with opened("compare") as (app, pilot):
        app.desk.source = study.sources()[1].id
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await still(app, pilot)
        assert [m.code for m in screen.left.reading.marks] == [study.code("hinder").id]
        assert [m.code for m in screen.right.reading.marks] == [study.code("aktor").id]
        await pilot.press("n")
        await pilot.pause()
        at = span(study, "Svar 40", 1)
        assert (screen.left.cursor, screen.right.cursor) == (at[0], at[0])
        assert screen.left.scroll_offset.y == screen.right.scroll_offset.y > 0
        await pilot.press("tab", "home")
        await pilot.pause()
        assert screen.left.scroll_offset.y == screen.right.scroll_offset.y == 0
        await pilot.press("i", "pagedown")
        await pilot.pause()
        assert screen.left.scroll_offset.y == 0 < screen.right.scroll_offset.y
        await pilot.press("x")
        await still(app, pilot)
        assert [m.code for m in screen.left.reading.marks] == [study.code("aktor").id]


async def test_two_versions_show_what_was_added_removed_and_reworded(opened: Open, study: Project) -> None:
    put_source(study, "v1", "Inledning om stödet.\n\nDu ska vänta på svar från oss.\n\nBort med detta.\n\nSlut.\n", ())
    put_source(study, "v2", "Inledning om stödet.\n\nDu ska inte vänta på svar från oss.\n\nSlut.\n\nNytt här.\n", ())
    async with opened("compare") as (app, pilot):
        app.desk.compared = ["sources", study.sources()[1].id, study.sources()[2].id]
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await still(app, pilot)
        kinds = [{m.code for m in pane.reading.marks} for pane in (screen.left, screen.right)]
        assert kinds == [{"reworded", "removed"}, {"reworded", "added"}]
        assert [screen.right.reading.text[slice(*m)] for m in screen.right.matches] == ["inte"]
        await pilot.press("n", "n", "n")
        assert screen.right.reading.text[screen.right.cursor :].startswith("Nytt")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)


async def test_the_reading_view_opens_both_coders_on_its_source(opened: Open, study: Project) -> None:
    both_code(study)
    async with opened("reading") as (app, pilot):
        await pilot.press("P")
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        assert screen.left_source is not None
        assert screen.left_source.source.handle == "intervju-01"
        assert len(screen.places) == 3


async def test_a_blind_round_hides_the_other_side(opened: Open, study: Project) -> None:
    both_code(study)
    a_round(study)
    async with opened("compare") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        assert len(screen.left.reading.marks) == 4
        assert not screen.right.reading.marks
        assert "hidden" in str(app.screen.query_one("#right-title", Static).render())
