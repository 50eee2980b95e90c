"""The codebook screen: codes are made, moved, merged, split and retired by keys, and undo takes it back."""

from __future__ import annotations

import time

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from qualcode.core import codebook as books
from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.dialogs import ShowText
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.reading import ReadingScreen
from tests.tui.conftest import Open


def tree(project: Project) -> list[str]:
    return ["  " * depth + code.handle for code, depth in project.codebook().walk()]


def code(project: Project, handle: str, start: int = 3, end: int = 20) -> str:
    source = project.sources()[0]
    change = add_coding(source.id, project.code(handle).id, revision=source.text, start=start, end=end)
    project.apply(change)
    return change.object


async def at(pilot: Pilot[None], project: Project, handle: str) -> CodebookScreen:
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CodebookScreen)
    identifier = project.code(handle).id
    screen.tree.move_cursor(screen.tree._of[identifier])
    return screen


async def test_a_code_is_made_under_another_and_undone(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        await at(pilot, study, "aktor")
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one("#f-name_sv", Input).value = "Medaktör"
        app.screen.query_one("#f-definition", TextArea).text = "Drar åt samma håll."
        await pilot.press("escape")
        await pilot.pause()
        assert tree(study)[3:5] == ["aktor", "  medaktor"]
        assert study.code("medaktor").definition == "Drar åt samma håll."
        screen = app.screen
        assert isinstance(screen, CodebookScreen)
        assert screen.code is not None
        assert screen.code.handle == "medaktor"  # the cursor goes to what was made
        assert "Drar åt samma håll." in str(screen.query_one("#code", Static).render())
        app.action_undo()
        assert "  medaktor" not in tree(study)


async def test_a_code_is_cut_and_put_under_before_and_after(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        (await at(pilot, study, "hinder")).action_cut()
        (await at(pilot, study, "norm")).action_paste("under")
        await pilot.pause()
        assert tree(study) == ["norm", "  lyssna", "  regler", "  hinder", "aktor"]
        (await at(pilot, study, "hinder")).action_cut()
        (await at(pilot, study, "lyssna")).action_paste("before")
        await pilot.pause()
        assert tree(study) == ["norm", "  hinder", "  lyssna", "  regler", "aktor"]
        (await at(pilot, study, "norm")).action_cut()
        (await at(pilot, study, "lyssna")).action_paste("under")  # a code cannot stand under itself
        (await at(pilot, study, "aktor")).action_paste("after")
        await pilot.pause()
        assert tree(study)[0] == "aktor"
        for _ in range(3):
            app.action_undo()
        assert tree(study) == ["norm", "  lyssna", "  regler", "aktor", "hinder"]


async def test_keys_move_a_code_step_by_step(opened: Open, study: Project) -> None:
    async with opened("codebook") as (_app, pilot):
        await at(pilot, study, "hinder")
        await pilot.press("shift+up")
        assert tree(study)[3:] == ["hinder", "aktor"]
        await at(pilot, study, "hinder")
        await pilot.press("shift+right")
        assert tree(study) == ["norm", "  lyssna", "  regler", "  hinder", "aktor"]
        await at(pilot, study, "hinder")
        await pilot.press("shift+left")
        assert tree(study) == ["norm", "  lyssna", "  regler", "hinder", "aktor"]


async def test_the_form_defines_and_renames_as_one_step_and_keeps_the_old_handle(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        await at(pilot, study, "hinder")
        before = len(study.log())
        await pilot.press("e")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        form.query_one("#f-handle", Input).value = "aktor"
        form.action_keep()
        assert app.screen is form  # the handle is taken: the form says so and stays
        form.query_one("#f-handle", Input).value = "hinder-i-vagen"
        form.query_one("#f-cues", Input).value = "stopp, nej"
        form.query_one("#f-near_misses", TextArea).text = "hindra: är ett verb"
        await pilot.press("escape")
        await pilot.pause()
        found = study.code("hinder")
        assert (found.handle, found.aliases, found.cues) == ("hinder-i-vagen", ("hinder",), ("stopp", "nej"))
        assert found.near_misses[0].why == "är ett verb"
        assert len(study.log()) == before + 1
        app.action_undo()
        assert study.code("hinder").handle == "hinder"


async def test_a_code_is_merged_retired_and_taken_away(opened: Open, study: Project) -> None:
    code(study, "regler")
    async with opened("codebook") as (app, pilot):
        (await at(pilot, study, "regler")).action_merge()
        await pilot.pause()
        app.screen.query_one(Input).value = "lyssna"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [c.code for c in study.codings()] == [study.code("lyssna").id]
        (await at(pilot, study, "aktor")).action_retire()
        assert study.code("aktor").status == "retired"
        (await at(pilot, study, "hinder")).action_remove()
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()
        assert tree(study) == ["norm", "  lyssna", "aktor"]
        for _ in range(3):
            app.action_undo()
        assert len(tree(study)) == 5


async def test_a_code_is_split_and_its_codings_gone_through(opened: Open, study: Project) -> None:
    code(study, "aktor")
    async with opened("codebook") as (app, pilot):
        (await at(pilot, study, "aktor")).action_split()
        await pilot.pause()
        app.screen.query_one(Input).value = "medaktör, motaktör"
        await pilot.press("enter")
        await pilot.pause()
        assert tree(study)[3:6] == ["aktor", "medaktor", "motaktor"]
        listing = app.screen
        assert isinstance(listing, CodingsScreen)
        await pilot.press("r", "enter")  # what it was split into is offered first
        await pilot.pause()
        assert study.codings()[0].code == study.code("medaktor").id
        assert listing.listing.count == 0


async def test_the_codings_of_a_code_are_listed_and_one_is_opened(opened: Open, study: Project) -> None:
    code(study, "lyssna")
    wanted = code(study, "regler", 46, 60)
    async with opened("codebook") as (app, pilot):
        await at(pilot, study, "norm")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CodingsScreen)
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.view.hand == wanted


async def test_marked_codings_are_given_another_code_as_one_step(opened: Open, study: Project) -> None:
    for start in (0, 46, 60):
        code(study, "lyssna", start, start + 10)
    async with opened("codebook") as (app, pilot):
        await at(pilot, study, "lyssna")
        await pilot.press("enter", "space", "space", "r")
        await pilot.pause()
        app.screen.query_one(Input).value = "aktör"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CodingsScreen)
        assert app.screen.listing.count == 1
        assert len(study.codings(code=study.code("aktor"))) == 2
        await pilot.press("a", "x", "escape")
        assert study.codings(code=study.code("lyssna")) == []
        app.action_undo()
        app.action_undo()
        assert len(study.codings(code=study.code("lyssna"))) == 3


async def test_a_long_list_of_codings_is_made_as_the_cursor_comes_near(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(
        *(add_coding(source.id, study.code("lyssna").id, revision=source.text, start=n, end=n + 3) for n in range(250))
    )
    async with opened("codebook") as (app, pilot):
        await at(pilot, study, "lyssna")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CodingsScreen)
        listing = app.screen.listing
        await pilot.press("end", "space", "home")
        assert (listing.count, listing.cursor) == (250, 0)
        assert len(app.screen._marked) == 1


async def test_the_history_tells_of_changes_and_of_codings_made_between_them(opened: Open, study: Project) -> None:
    code(study, "aktor")
    time.sleep(0.005)  # the clock counts milliseconds
    study.apply(books.define_code(study.code("aktor").id, definition="Någon som handlar."))
    time.sleep(0.005)
    code(study, "aktor", 46, 60)
    async with opened("codebook") as (app, pilot):
        (await at(pilot, study, "aktor")).action_history()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ShowText)
        page = str(screen._body)
        assert page.index("made") < page.index("defined")
        assert "Någon som handlar." in page
        assert page.count("1 coding made under this") == 2


async def test_a_codebook_is_read_in_and_written_out(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        screen = await at(pilot, study, "norm")
        screen.action_import_book()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        book = study.codebook().books[0].handle
        assert len(tree(study)) > 10
        screen.action_export_book()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        written = study.path.parent / "exports" / f"{book}.yaml"
        assert f"id: {book}" in written.read_text("utf-8")
        app.action_undo()
        assert len(tree(study)) == 5


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_empty_codebook_says_how_to_begin(project: Project, size: tuple[int, int]) -> None:
    app = QualcodeApp(project)
    app.desk.place = "codebook"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "No codes yet" in str(app.screen.query_one("#code", Static).render())
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one("#f-name_sv", Input).value = "Norm"
        await pilot.press("enter" if size[0] > 100 else "escape")
        await pilot.pause()
        assert [c.handle for c in project.codebook().standing] == ["norm"]
