"""After a restart every screen is as it was left: filter, order, what is shown, and the place of the cursor."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from qualcode.core.cases import Case, add_case
from qualcode.core.ids import new_id
from qualcode.core.memos import add_memo
from qualcode.core.scenes import Block, Scene, add_scene
from qualcode.project import Project
from qualcode.tui.screens.cases import CasesScreen
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.scenes import ScenesScreen
from qualcode.tui.screens.searching import SearchScreen
from qualcode.tui.screens.tables import TablesScreen
from qualcode.tui.screens.words import WordsScreen
from tests.conftest import put_source
from tests.tui.conftest import Open
from tests.tui.stillness import still


@pytest.mark.parametrize("place", ["overview", "sources"])
async def test_the_cursor_of_a_list_is_found_again(opened: Open, study: Project, place: str) -> None:
    wanted = [put_source(study, f"intervju-{n:02}").id for n in range(2, 6)][2]
    async with opened(place) as (app, _pilot):
        assert isinstance(app.screen, Listing)
        app.screen.show_thing(wanted)
        app.save_desk()
    async with opened(place) as (app, _pilot):
        assert isinstance(app.screen, Listing)
        assert app.screen.chosen() == wanted


async def test_cases_keep_their_order_and_the_cell_under_the_cursor(opened: Open, study: Project) -> None:
    names = ("Tove", "Amira", "Mats")
    study.apply(*(add_case(Case(new_id(), n, attributes={"roll": n[::-1]})) for n in names))
    async with opened("cases") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CasesScreen)
        screen.action_sort()
        await pilot.pause()
        assert [screen._cases[k].name for k in screen.keys_shown()] == ["Amira", "Mats", "Tove"]
        screen.table.go(1)
        screen.table.go_to_column(4)
        app.save_desk()
    async with opened("cases") as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, CasesScreen)
        assert [screen._cases[k].name for k in screen.keys_shown()] == ["Amira", "Mats", "Tove"]
        assert (screen.table.cursor, screen.table.column) == (1, 4)


async def test_memos_keep_their_filter(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(add_memo("source", source.id, "om källan"), add_memo("code", study.code("norm").id, "om koden"))
    async with opened("memos") as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, MemosScreen)
        screen.action_next_kind()
        kept = screen.keys_shown()
        assert len(kept) == 1
        app.save_desk()
    async with opened("memos") as (app, _pilot):
        assert isinstance(app.screen, MemosScreen)
        assert app.screen.keys_shown() == kept


async def test_word_lists_keep_their_order_and_the_word_under_the_cursor(opened: Open) -> None:
    async with opened("words") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, WordsScreen)
        await pilot.press("s", "down", "down")
        await still(app, pilot)
        assert screen.row is not None
        left = screen.row.key, screen.column, screen.upwards, screen.listing.cursor
        app.save_desk()
    assert left[3] == 2
    async with opened("words") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, WordsScreen)
        assert screen.row is not None
        assert (screen.row.key, screen.column, screen.upwards, screen.listing.cursor) == left


async def test_tables_keep_what_they_count(opened: Open) -> None:
    async with opened("tables") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        screen.action_next_measure()
        screen.action_deeper(1)
        await app.workers.wait_for_complete()
        await pilot.pause()
        told = screen.details()
        app.save_desk()
    async with opened("tables") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen.details() == told


async def test_what_no_longer_fits_is_left_out(opened: Open) -> None:
    async with opened("overview") as (app, _pilot):
        app.desk.screens["cases"] = {"_by": 3, "_backwards": True, "nothing": "x", "left_row": "gone"}
        await app.action_show("cases")
        screen = app.screen
        assert isinstance(screen, CasesScreen)
        assert (screen._by, screen._backwards, screen.chosen()) == ("", True, None)


async def test_the_composer_keeps_the_part_under_the_cursor(opened: Open, study: Project) -> None:
    blocks = tuple(Block(t, t) for t in ("setup", "action", "closing"))
    study.apply(
        add_scene(Scene("s1", "Mötet", position=0)), add_scene(Scene("s2", "Samtalet", blocks=blocks, position=1))
    )
    async with opened("scenes") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ScenesScreen)
        screen.show_thing("s2")
        parts = screen.query_one("#parts", OptionList)
        parts.highlighted = parts.get_option_index("block:2")
        await pilot.pause()
        app.save_desk()
    async with opened("scenes") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ScenesScreen)
        assert screen.scene is not None
        assert (screen.scene.id, screen.part()) == ("s2", ("block", 2))


async def test_a_search_left_in_its_hits_is_found_again_there(opened: Open) -> None:
    async with opened("search") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        screen.field.value = "lyssna*"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen.focused is screen.rows
        app.save_desk()
    async with opened("search") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.focused is screen.rows
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen.hits
        screen.action_query()
        await pilot.pause()
        app.save_desk()
    async with opened("search") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.focused is screen.field
