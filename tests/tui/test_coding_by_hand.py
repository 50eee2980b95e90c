"""What a hand meets while coding: in vivo codes, the picker on a low screen, themes, notes, long passages."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static

from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.tui.screens.form import DeedForm
from qualcode.tui.screens.picker import PickerInput, PickerScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.sentence import SentenceArea, SentenceScreen
from qualcode.tui.screens.source_themes import ThemesScreen
from qualcode.tui.widgets.fields import Pick
from tests.conftest import put_source
from tests.tui.conftest import Open


async def test_an_in_vivo_code_is_named_and_put_under_another(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        at = screen.view.reading.text.index("kunna lyssna")
        screen.view.select(at, at + len("kunna lyssna"))
        await pilot.press("i")
        assert isinstance(app.screen, DeedForm)
        assert app.screen.query_one("#f-name", Input).value == "kunna lyssna"
        await pilot.press("tab")
        under = app.screen.query_one("#f-under", Pick)
        assert under.has_focus
        under.pick(study.code("norm").id)
        await pilot.press("enter")
        await pilot.pause()
        code = study.code("kunna-lyssna")
        assert (code.parent, code.name_sv, code.status) == (study.code("norm").id, "kunna lyssna", "draft")
        assert [c.code for c in study.codings()] == [code.id]
        # The next one is offered the same place; the same words do not make a second code.
        screen.view.select(at - 6, at - 1)
        screen.action_in_vivo()
        await pilot.pause()
        assert app.screen.query_one("#f-under", Pick).value == study.code("norm").id
        app.screen.query_one("#f-name", Input).value = "Kunna lyssna"
        await pilot.press("enter")
        await pilot.pause()
        assert [c.code for c in study.codings()] == [code.id, code.id]
        app.action_undo()
        app.action_undo()
        assert study.codings() == []
        assert "kunna-lyssna" not in study.codebook().by_handle


async def test_an_in_vivo_code_that_is_left_makes_nothing(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        before = study.state()
        screen.view.select(0, 3)
        await pilot.press("i", "escape")
        assert app.screen is screen
        assert study.state() == before


async def test_the_picker_keeps_its_hints_on_a_low_screen_and_takes_chosen_codes_back(
    opened: Open, study: Project
) -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.action_code()
        await pilot.pause()
        picker = app.screen
        assert isinstance(picker, PickerScreen)
        for typed in ("lyssna", "regler", "hinder"):
            picker.query_one(PickerInput).value = typed
            await pilot.pause()
            await pilot.press("tab")
        hints, box = picker.query_one("#hints"), picker.query_one(".box").region
        assert box.contains_region(hints.region)
        chosen, found = picker.query_one("#chosen", Static), picker.query_one("#found", Static)
        assert str(chosen.render()).count("✓") == 3
        # What is chosen already is not offered again.
        assert "hinder" not in str(found.render())
        await pilot.press("backspace")
        assert str(chosen.render()).count("✓") == 2
        assert "hinder" in str(found.render())
        await pilot.press("enter")
        await pilot.pause()
        assert {study.codebook().by_id[c.code].handle for c in study.codings()} == {"lyssna", "regler"}


async def test_the_picker_leaves_the_passage_in_sight(opened: Open, study: Project) -> None:
    text = "\n\n".join(f"IP1: Mening {n} om mötet." for n in range(60))
    source = put_source(study, "lang", text)
    async with opened(size=(160, 50)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.open(source.id, 0)
        view, tops = screen.view, []
        for turn in (1, 19):
            await pilot.pause()
            view.move_to(text.index(f"Mening {turn} "))
            assert view.scroll_offset.y == 0
            screen.action_code()
            await pilot.pause()
            here = view.row_of(view.target()[0])
            assert here is not None
            box = app.screen.query_one(".box").region
            assert view.region.y + here not in box.line_range
            tops.append(box.y)
            await pilot.press("escape")
        assert tops[0] > tops[1]


async def test_what_is_done_in_the_list_of_themes_is_taken_back_there(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    study.apply(add_coding(source.id, study.code("lyssna").id, rough_time="00:12"))
    async with opened() as (app, pilot):
        await pilot.press("T")
        themes = app.screen
        assert isinstance(themes, ThemesScreen)
        await pilot.press("x")
        assert study.whole_codings(source) == []
        await pilot.press("u")
        await pilot.pause()
        assert app.screen is themes
        assert len(study.whole_codings(source)) == 1
        listing = themes.query_one(OptionList)
        assert "listen" in str(listing.get_option_at_index(0).prompt)
        await pilot.press("U")
        await pilot.pause()
        assert study.whole_codings(source) == []


async def test_a_code_found_missing_may_be_named_then(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    async with opened() as (app, pilot):
        await pilot.press("T", "a")
        app.screen.query_one(PickerInput).value = "tidspress"
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        absent = study.whole_codings(source)
        assert [(c.code, c.absent) for c in absent] == [(study.code("tidspress").id, True)]


async def test_a_note_takes_the_place_of_the_one_before(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("hinder").id])
        screen.action_remove()
        await pilot.pause(0.15)
        app.action_undo()
        await pilot.pause()
        assert [n.message for n in app._notifications] == ["undone: 1 coding removed: hinder"]
        for _again in range(3):
            screen.refuse("no more in this direction")
        await pilot.pause()
        assert [n.message for n in app._notifications].count("no more in this direction") == 1


async def test_parting_is_taken_back_by_its_name(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.view.step("turn", 1)
        screen.put_codes([study.code("lyssna").id])
        screen.view.step("word", 1)
        screen.view.step("word", 1)
        screen.action_split()
        assert len(study.codings()) == 2
        app.action_undo()
        await pilot.pause()
        assert [n.message for n in app._notifications][-1] == "undone: 1 coding parted in two: listen"
        assert len(study.codings()) == 1


async def test_a_long_passage_is_read_whole_while_its_sentence_is_written(opened: Open, study: Project) -> None:
    text = "IP1: " + " ".join(f"Mening nummer {n} om det som hände." for n in range(90)) + " Och sist.\n"
    source = put_source(study, "lang", text)
    async with opened(size=(80, 24)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.open(source.id, 0)
        screen.view.select(5, len(text) - 1)
        await pilot.press("K")
        dialog = app.screen
        assert isinstance(dialog, SentenceScreen)
        await pilot.pause()
        passage = dialog.query_one("#passage", VerticalScroll)
        assert 3 <= passage.size.height < passage.virtual_size.height
        for _page in range(9):
            await pilot.press("pagedown")
        assert passage.scroll_offset.y == passage.max_scroll_y > 0
        area = dialog.query_one(SentenceArea)
        assert area.size.height == 1
        area.text = "En mening som är så lång att den inte ryms på en enda rad i rutan, " * 2
        await pilot.pause()
        assert area.size.height > 1
        assert dialog.query_one(".box").region.contains_region(dialog.query_one(".hint").region)
        await pilot.press("enter")
        await pilot.pause()
        assert study.condensations()[0].text.startswith("En mening")


async def test_the_key_line_says_whose_codings_alone_are_shown(opened: Open, study: Project) -> None:
    async with opened(size=(80, 24)) as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("hinder").id])
        screen.action_coder()
        assert screen.status().startswith("only Elin")
