"""What a single click must not do, and what is taken back where it was done."""

from __future__ import annotations

from textual.widgets import OptionList

from qualcode.core import codebook as books
from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.form import DeedForm
from qualcode.tui.screens.picker import PickerInput
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.source_themes import ThemesScreen
from qualcode.tui.screens.turn_hints import HintsScreen
from qualcode.tui.widgets.codetree import CodeTree
from qualcode.tui.widgets.fields import Pick
from tests.tui.conftest import Open


async def test_a_click_in_the_code_tree_chooses_and_a_double_click_codes(opened: Open, study: Project) -> None:
    async with opened(size=(160, 50)) as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        tree = app.screen.query_one(CodeTree)
        row = next(n.line for n in tree._of.values() if n.data == study.code("regler").id)
        await pilot.click(CodeTree, offset=(8, row))
        await pilot.pause()
        assert tree.code == study.code("regler").id
        assert study.codings() == []
        await pilot.click(CodeTree, offset=(8, row), times=2)
        await pilot.pause()
        assert [c.code for c in study.codings()] == [study.code("regler").id]


async def test_a_click_on_the_arrow_of_a_code_shuts_it(opened: Open, study: Project) -> None:
    async with opened(size=(160, 50)) as (app, pilot):
        tree = app.screen.query_one(CodeTree)
        norm = tree._of[study.code("norm").id]
        assert norm.is_expanded
        await pilot.click(CodeTree, offset=(1, norm.line))
        await pilot.pause()
        assert not norm.is_expanded


async def test_a_double_click_in_the_codebook_lists_the_codings(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(add_coding(source.id, study.code("regler").id, revision=source.text, start=0, end=5))
    async with opened("codebook", size=(160, 50)) as (app, pilot):
        tree = app.screen.query_one(CodeTree)
        await pilot.pause()
        row = tree._of[study.code("regler").id].line
        await pilot.click(CodeTree, offset=(8, row))
        await pilot.pause()
        assert isinstance(app.screen, CodebookScreen)
        await pilot.click(CodeTree, offset=(8, row), times=2)
        await pilot.pause()
        assert isinstance(app.screen, CodingsScreen)


async def test_a_click_on_a_theme_does_not_anchor_it(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(add_coding(source.id, study.code("lyssna").id, rough_time="00:12"))
    async with opened() as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        app.screen.action_select("sentence")
        await pilot.press("T")
        await pilot.click("#themes", offset=(3, 0))
        await pilot.pause()
        assert study.codings()[0].start is None
        await pilot.click("#themes", offset=(3, 0), times=2)
        await pilot.pause()
        assert study.codings()[0].start is not None


async def test_escape_at_the_time_of_a_theme_takes_back_the_whole_theme(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        await pilot.press("T", "n")
        app.screen.query_one(PickerInput).value = "väntan"
        await pilot.pause()
        await pilot.press("enter", "enter")  # the name, then top of the codebook
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ThemesScreen)
        assert study.codings() == []
        assert "vantan" not in study.codebook().by_handle


async def test_a_code_named_in_the_picker_is_put_under_another(opened: Open, study: Project) -> None:
    norm = study.code("norm").id
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        for name in ("väntan", "tröst"):
            screen.view.step("turn", 1)
            screen.action_code()
            await pilot.pause()
            app.screen.query_one(PickerInput).value = name
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, DeedForm)
            if name == "väntan":
                app.screen.query_one("#f-under", Pick).pick(norm)
            await pilot.press("enter")
            await pilot.pause()
        assert {study.code("vantan").parent, study.code("trost").parent} == {norm}
        assert {c.code for c in study.codings()} == {study.code("vantan").id, study.code("trost").id}
        app.action_undo()
        assert "trost" not in study.codebook().by_handle
        # What is left at its name leaves nothing.
        before = study.state()
        screen.action_code()
        await pilot.pause()
        app.screen.query_one(PickerInput).value = "hopp"
        await pilot.pause()
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert app.screen is screen
        assert study.state() == before


async def test_what_is_done_in_the_list_of_codings_is_taken_back_there(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(
        *(add_coding(source.id, study.code("lyssna").id, revision=source.text, start=n, end=n + 9) for n in (0, 46))
    )
    async with opened("codebook") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodebookScreen)
        screen._list_codings(study.code("lyssna"))
        await pilot.pause()
        listing = app.screen
        assert isinstance(listing, CodingsScreen)
        await pilot.press("x")
        assert listing.listing.count == 1
        await pilot.press("u")
        await pilot.pause()
        assert app.screen is listing
        assert (listing.listing.count, len(study.codings())) == (2, 2)
        await pilot.press("a", "r", *"akt", "enter")
        await pilot.pause()
        assert listing.listing.count == 0
        await pilot.press("u")
        await pilot.pause()
        assert listing.listing.count == 2
        await pilot.press("U")
        await pilot.pause()
        assert listing.listing.count == 0
        assert len(study.codings(code=study.code("aktor"))) == 2


async def test_a_judged_suggestion_comes_back_in_its_list_and_after_it(opened: Open, study: Project) -> None:
    study.apply(
        books.define_code(study.code("lyssna").id, cues=["lyssna"]),
        books.define_code(study.code("aktor").id, cues=["lyssna"]),
    )
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await pilot.press("H")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen.view.move_to(screen.view.reading.text.index("lyssna"))
        await pilot.pause(0.1)
        await pilot.press("t")
        await pilot.pause()
        hints = app.screen
        assert isinstance(hints, HintsScreen)
        listing = hints.query_one(OptionList)
        assert listing.option_count == 2
        for key in ("n", "y"):
            await pilot.press(key)
            await pilot.pause()
            if key == "n":
                assert listing.option_count == 1
                await pilot.press("u")
                await pilot.pause()
                assert app.screen is hints
                assert listing.option_count == 2
        assert len(study.codings()) == 1
        await pilot.press("n")
        await pilot.pause()
        assert app.screen is screen
        assert not screen._of_turn()
        app.action_undo()
        await pilot.pause()
        assert len(screen._of_turn()) == 1


async def test_pinning_tells_what_it_did(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("regler").id])
        for said in ("pinned, painted wherever it stands", "no longer pinned"):
            screen.action_pin()
            await pilot.pause()
            assert list(app._notifications)[-1].message.startswith(said)
