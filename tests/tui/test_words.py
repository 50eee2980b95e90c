"""Word lists: what is counted, in which order, what is left out, what comes of a form."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from qualcode.core import codebook as books
from qualcode.core.cases import Case, add_case
from qualcode.core.codebook import Code
from qualcode.core.ids import new_id
from qualcode.core.sources import edit_source
from qualcode.project import Project
from qualcode.search.own_words import own_words
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.searching import SearchScreen
from qualcode.tui.screens.word_forms import FormsScreen
from qualcode.tui.screens.words import WordsScreen
from qualcode.tui.widgets.fields import Form, Pick
from tests.conftest import put_source
from tests.tui.conftest import Open
from tests.tui.test_searching import settled

NOTE = "Mötet börjar. Mötet slutar. Ett avstämningsmöte följer på mötena. Rummet är kallt och kallt.\n"


@pytest.fixture
def material(study: Project) -> Project:
    source = put_source(study, "anteckning", NOTE, ())
    case = Case(new_id(), "Vera", attributes={"kontor": "Berga"})
    study.apply(add_case(case), edit_source(source.id, kind="fieldnote", case_id=case.id))
    return study


async def lists(app: QualcodeApp, pilot: Pilot[None]) -> WordsScreen:
    await settled(app, pilot)
    screen = app.screen
    assert isinstance(screen, WordsScreen)
    return screen


async def test_lemmas_are_listed_by_number_and_sorted_by_key(opened: Open, material: Project) -> None:
    async with opened("words") as (app, pilot):
        screen = await lists(app, pilot)
        assert (screen.rows[0].name, screen.rows[0].figures[0]) == ("möte", 3)
        await pilot.press("S")
        assert screen.rows[-1].name == "möte"
        await pilot.press("s", "s", "s")
        names = [r.name for r in screen.rows]
        assert names[0] != "möte"
        assert len(names) == len(set(names))


async def test_words_are_filtered_and_left_out(opened: Open, material: Project) -> None:
    async with opened("words") as (app, pilot):
        screen = await lists(app, pilot)
        await pilot.press("slash", "m", "ö", "t")
        await pilot.pause()
        assert {r.name for r in screen.rows} == {"möte", "avstämningsmöte"}
        await pilot.press("enter")
        await pilot.press("x")
        assert [r.name for r in screen.rows] == ["avstämningsmöte"]
        await pilot.press("X")
        await pilot.pause()
        app.screen.query_one(TextArea).text = ""
        await pilot.press("escape")
        await pilot.pause()
        assert len(screen.rows) == 2
        await pilot.press("escape")
        await pilot.pause()
        assert len(screen.rows) > 2


async def test_key_words_mark_a_group_chosen_by_case_attribute(opened: Open, material: Project) -> None:
    async with opened("words") as (app, pilot):
        screen = await lists(app, pilot)
        await pilot.press("2")
        await pilot.pause()
        pick = app.screen.query_one(Form).control("attribute")
        assert isinstance(pick, Pick)
        pick.pick("kontor:Berga")
        await pilot.press("enter")
        await settled(app, pilot)
        assert screen.rows[0].name == "möte"
        assert screen.rows[0].figures[:2] == (3, 0)
        assert screen.rows[0].figures[2] is not None
        assert screen.rows[0].figures[2] > 0


async def test_a_word_s_company_and_the_variety_of_sources(opened: Open, material: Project) -> None:
    async with opened("words") as (app, pilot):
        screen = await lists(app, pilot)
        await pilot.press("3")
        await settled(app, pilot)
        assert screen.wish.word == "möte"
        await pilot.press("plus")
        await settled(app, pilot)
        assert screen.wish.window == 6
        await pilot.press("4")
        await settled(app, pilot)
        assert [r.name for r in screen.rows if r.key == ""] == ["all together"]
        assert len(screen.rows) == 3


async def test_a_form_is_searched_for(opened: Open, material: Project) -> None:
    async with opened("words") as (app, pilot):
        await lists(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        forms = app.screen
        assert isinstance(forms, FormsScreen)
        lines = [str(o.prompt).split()[1] for o in forms.query_one(OptionList).options]
        assert lines[1:] == ["mötet", "avstämningsmöte", "mötena"]
        await pilot.press("down", "enter")
        await settled(app, pilot)
        search = app.screen
        assert isinstance(search, SearchScreen)
        assert (search.asked, len(search.hits)) == ("mötet", 2)


async def test_a_form_is_no_cue_of_a_code_or_a_word_of_the_project(opened: Open, material: Project) -> None:
    material.apply(books.add_code(Code(new_id(), "mote", "möten", cues=("möte",), position=9)))
    async with opened("words") as (app, pilot):
        await lists(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("down", "down", "n")
        await pilot.pause()
        app.screen.query_one(Input).value = "möten"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert material.code("mote").not_forms == ("avstämningsmöte",)
        await pilot.press("w")
        await pilot.pause()
        app.screen.query_one(Input).value = "avstämning"
        await pilot.press("enter")
        await settled(app, pilot)
        assert [(w.form, w.lemma) for w in own_words(material)] == [("avstämningsmöte", "avstämning")]
        screen = await lists(app, pilot)
        assert "avstämning" in {r.name for r in screen.rows}


async def test_a_list_is_written_and_found_again(opened: Open, material: Project) -> None:
    async with opened("words") as (app, pilot):
        screen = await lists(app, pilot)
        await pilot.press("c")
        await settled(app, pilot)
        assert "och" in {r.name for r in screen.rows}
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        app.save_desk()
    written = (material.path.parent / "exports" / "words.csv").read_text("utf-8-sig").splitlines()
    assert written[0] == "word,number,per million,sources"
    assert len(written) == len(screen.rows) + 1
    async with opened("words") as (app, pilot):
        again = await lists(app, pilot)
        assert not again.wish.content
