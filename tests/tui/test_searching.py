"""The search screen: the whole language, hits in context, what is done with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from qualcode.core.codings import add_coding
from qualcode.core.sources import correct_source
from qualcode.core.texts import Edit
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.auto_coding import AutoCodingScreen
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.saved_searches import SavedScreen
from qualcode.tui.screens.searching import SearchScreen
from qualcode.tui.widgets.fields import Form, Pick
from tests.conftest import put_source
from tests.tui.conftest import Open

MORE = """I: Lyssnar ni?

IP2: Vi lyssnar. Ingen lyssnade på mötet. Regler finns.
"""


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


async def searched(app: QualcodeApp, pilot: Pilot[None], query: str) -> SearchScreen:
    screen = app.screen
    assert isinstance(screen, SearchScreen)
    screen.field.value = query
    screen.field.focus()
    await pilot.press("enter")
    await settled(app, pilot)
    return screen


def found(screen: SearchScreen) -> list[str]:
    return [screen.line(n).words for n in range(len(screen.hits))]


def shown(screen: SearchScreen, where: str) -> str:
    return str(screen.query_one(where, Static).render())


@pytest.fixture
def two(study: Project) -> Project:
    put_source(study, "intervju-02", MORE, ("I", "IP2"))
    return study


async def test_lemmas_are_found_with_what_negates_them(opened: Open, two: Project) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "lemma:lyssna")
        assert found(screen) == ["lyssna", "Lyssnar", "lyssnar", "lyssnade"]
        screen.rows.go(3)
        await pilot.pause()
        assert "negated by Ingen" in shown(screen, "#below")
        assert not two.words_are_stale()


async def test_what_cannot_be_read_is_shown_at_its_place_while_it_is_written(opened: Open) -> None:
    async with opened("search") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        screen.field.value = "regler NÄRA/fyra ord"
        await pilot.pause()
        mark, words = shown(screen, "#told").split("\n")
        assert mark.index("▲") == 7
        assert "does not reach" in words
        screen.field.value = "regler"
        await pilot.pause()
        assert shown(screen, "#told").strip() == ""


async def test_a_name_that_nothing_has_is_told_beside_the_query(opened: Open) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "talare:IP9 lyssna")
        assert "nothing is called IP9" in shown(screen, "#told")
        assert screen.hits == []


async def test_earlier_searches_come_back_by_the_arrows(opened: Open) -> None:
    async with opened("search") as (app, pilot):
        for query in ("lyssna", "regler"):
            screen = await searched(app, pilot, query)
        screen.action_query()
        await pilot.press("up")
        assert screen.field.value == "lyssna"
        await pilot.press("down")
        assert screen.field.value == "regler"
        await pilot.press("down")
        await pilot.pause()
        assert screen.focused is screen.rows


async def test_hits_are_sorted_by_keys_and_counted(opened: Open, two: Project) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "lemma:lyssna")
        await pilot.press("6")
        await settled(app, pilot)
        assert found(screen) == ["lyssna", "lyssnade", "lyssnar", "Lyssnar"]
        await pilot.press("b")
        await pilot.pause()
        listing = screen.query_one("#groups", OptionList)
        assert listing.display
        assert [str(listing.get_option_at_index(n).prompt).split()[0] for n in range(2)] == ["3", "1"]
        listing.focus()
        await pilot.press("enter")
        await settled(app, pilot)
        assert {h.source for h in screen.hits} == {two.source("intervju-02").id}
        assert app.desk.query == "lemma:lyssna"
        assert screen.asked == "lemma:lyssna source:intervju-02"


async def test_filters_are_set_by_keys_and_in_a_form(opened: Open, two: Project) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "lemma:lyssna")
        await pilot.press("n")
        await settled(app, pilot)
        assert found(screen) == ["lyssnade"]
        await pilot.press("X")
        await settled(app, pilot)
        assert len(screen.hits) == 4
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        pick = app.screen.query_one(Form).control("speaker")
        assert isinstance(pick, Pick)
        pick.pick("IP2")
        await pilot.press("enter")
        await settled(app, pilot)
        assert found(screen) == ["lyssnar", "lyssnade"]


async def test_marked_hits_get_a_code_as_one_step(opened: Open, two: Project) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "lemma:lyssna roll:respondent")
        await pilot.press("space", "space")
        assert len(screen.marked) == 2
        await pilot.press("t", "c")
        await pilot.pause()
        app.screen.query_one(Input).value = "lyssna"
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        words = sorted(two.quote(two.source(c.source), c.start, c.end) for c in two.codings())
        assert len(words) == 2
        assert words[1] == "Vi lyssnar."
        screen.rows.go(0)
        await settled(app, pilot)
        assert "norm › listen" in shown(screen, "#below")
        app.action_undo()
        await pilot.pause()
        assert two.codings() == []


async def test_all_hits_are_coded_after_a_look_at_the_extent(opened: Open, two: Project) -> None:
    source = two.source("intervju-02")
    start = two.text(source).index("Vi lyssnar.")
    code = two.code("lyssna")
    two.apply(add_coding(source.id, code.id, revision=source.text, start=start, end=start + 11))
    async with opened("search") as (app, pilot):
        await searched(app, pilot, "lemma:lyssna talare:IP2")
        await pilot.press("A")
        await pilot.pause()
        app.screen.query_one(Input).value = "lyssna"
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        look = app.screen
        assert isinstance(look, AutoCodingScreen)
        assert look.plan is not None
        assert (len(look.plan.new), len(look.plan.passages)) == (1, 2)
        await pilot.press("right")
        await settled(app, pilot)
        assert [two.quote(p.source, p.start, p.end) for p in look.plan.new] == ["Ingen lyssnade på mötet."]
        await pilot.press("enter")
        await settled(app, pilot)
        assert {c.origin for c in two.codings()} == {"", "search:lemma:lyssna talare:IP2"}


async def test_a_saved_search_runs_on_new_material_only(opened: Open, two: Project) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "lemma:lyssna")
        await pilot.press("S")
        await pilot.pause()
        app.screen.query_one(Input).value = "Lyssnande"
        await pilot.press("enter")
        await pilot.pause()
        assert [q.name for q in two.queries()] == ["Lyssnande"]
        put_source(two, "intervju-03", "IP3: De lyssnar.\n", ("IP3",))
        await searched(app, pilot, "regler")
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, SavedScreen)
        await pilot.press("n")
        await settled(app, pilot)
        assert [screen.line(0).source.handle, len(screen.hits)] == ["intervju-03", 1]
        assert "only new material" in shown(screen, "#told")


async def test_hits_are_written_to_a_file(opened: Open, study: Project) -> None:
    async with opened("search") as (app, pilot):
        await searched(app, pilot, "regler")
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
    lines = (study.path.parent / "exports" / "search.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("source,line,turn,speaker,left,hit,right")
    assert len(lines) == 2
    assert ",regler," in lines[1]


async def test_search_filters_and_order_are_found_again(opened: Open, two: Project, tmp_path: Path) -> None:
    async with opened("search") as (app, pilot):
        await searched(app, pilot, "lemma:lyssna")
        await pilot.press("n", "6")
        await settled(app, pilot)
        app.save_desk()
    async with opened("search") as (app, pilot):
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert (found(screen), screen.order) == (["lyssnade"], "hit")


async def test_a_search_follows_a_corrected_text(opened: Open, study: Project) -> None:
    async with opened("search") as (app, pilot):
        screen = await searched(app, pilot, "regler")
        source = study.sources()[0]
        at = study.text(source).index("kunna lyssna")
        study.apply(correct_source(source, source.text, [Edit(at, at + 6, "", "hand", "")]))
        screen.take_in()
        await settled(app, pilot)
        assert found(screen) == ["regler"]


async def test_the_help_tells_the_language_of_searches(opened: Open) -> None:
    async with opened("search") as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        page = str(app.screen.query_one("VerticalScroll > Static", Static).render())
        assert "lemma:samordna" in page
        assert "Code the marked hits" in page


async def test_words_of_this_text_are_found_by_the_whole_language(opened: Open) -> None:
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.find("lemma:regel")
        await settled(app, pilot)
        assert len(screen.view.matches) == 1
        assert screen.view.reading.text[slice(*screen.view.matches[0])] == "regler"


async def test_groups_take_the_place_of_the_hits_on_a_narrow_screen(opened: Open, two: Project) -> None:
    async with opened("search", size=(80, 24)) as (app, pilot):
        screen = await searched(app, pilot, "lyssna*")
        await pilot.press("b")
        groups = screen.query_one("#groups", OptionList)
        assert groups.has_focus
        assert not screen.rows.display
        await pilot.press("escape")
        assert screen.rows.has_focus
        assert not groups.display
        await pilot.press("b", "enter")
        await settled(app, pilot)
        assert screen.rows.display
        assert "source" in screen.chosen_filters
