"""Coding in the reading view, and that undo takes it back."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from qualcode.project import Project
from qualcode.tui.screens import borders
from qualcode.tui.screens.picker import PickerInput
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.sentence import SentenceArea, SentenceScreen
from qualcode.tui.widgets.transcript import Transcript
from tests.tui.conftest import Open


def words(project: Project) -> list[tuple[str, str]]:
    text = project.text(project.sources()[0])
    book = project.codebook()
    return [(book.by_id[c.code].handle, text[c.start : c.end]) for c in project.codings()]


async def test_six_keys_code_a_turn(opened: Open, study: Project) -> None:
    async with opened() as (_app, pilot):
        await pilot.press("r", "c", "l", "y", "s", "enter")
        await pilot.pause()
        assert words(study) == [("lyssna", "Vad kännetecknar en bra handläggare?")]
        assert len(list(_app.screen.query_one(Transcript).index)) == 1


async def test_undo_says_what_it_took_back_and_redo_brings_it_again(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id])
        app.action_undo()
        await pilot.pause()
        assert words(study) == []
        assert len(list(screen.view.index)) == 0
        assert any("coding" in n.message for n in app._notifications)
        app.action_redo()
        assert len(words(study)) == 1
        assert len(list(screen.view.index)) == 1


async def test_several_codes_and_a_facetless_book(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        await pilot.press("c", "l", "y", "tab")
        await pilot.press("r", "e", "g", "enter")
        await pilot.pause()
        assert {c for c, _ in words(study)} == {"lyssna", "regler"}
        assert len(study.log()) == len([a for a in study.log() if a.kinds != (("coding.add", 2),)]) + 1
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.view.step("turn", 1)
        screen.action_repeat()
        assert len(words(study)) == 4


async def test_the_same_code_twice_on_a_passage_is_refused(opened: Open, study: Project) -> None:
    async with opened() as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.put_codes([study.code("hinder").id])
        assert not screen.put_codes([study.code("hinder").id])
        assert len(words(study)) == 1


async def test_a_code_is_made_from_what_was_typed(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        await pilot.press("c")
        app.screen.query_one(PickerInput).value = "tyst kunskap"
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert words(study)[0][0] == "tyst-kunskap"
        assert study.code("tyst-kunskap").status == "draft"


async def test_a_digit_puts_a_recent_code(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("aktor").id])
        screen.view.step("turn", 1)
        await pilot.press("1")
        assert [c for c, _ in words(study)] == ["aktor", "aktor"]


async def test_the_borders_of_a_coding_move_by_words(opened: Open, study: Project) -> None:
    async with opened() as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("aktor").id])
        before = len(study.log())
        screen.action_resize(-1)
        assert words(study)[0][1] == "Vad kännetecknar en bra handläggare?"  # not yet written
        screen.action_resize(-1)
        screen.action_resize(1)
        assert [m.end - m.start for m in screen.view.index] == [len("Vad kännetecknar en bra")]
        app.action_undo()
        assert words(study)[0][1] == "Vad kännetecknar en bra handläggare?"
        assert len(study.log()) == before + 2  # one step for the borders, one for taking it back
        app.action_redo()
        screen.action_resize(1)
        screen.view.select(4, 19)
        screen.view.select(8, 14)
        screen.action_fit()
        screen.settle()
        assert words(study)[0][1] == study.text(study.sources()[0])[8:14]


async def test_borders_are_written_when_they_come_to_rest_or_before_the_next_command(
    opened: Open, study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(borders, "REST", 0.02)
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("aktor").id])
        screen.action_resize(-1)
        await pilot.pause(0.2)
        assert words(study)[0][1] == "Vad kännetecknar en bra"
        monkeypatch.setattr(borders, "REST", 30.0)
        screen.action_resize(-1)
        screen.put_codes([study.code("hinder").id])
        assert ("aktor", "Vad kännetecknar en") in words(study)


async def test_a_passage_is_copied_to_a_file(opened: Open, study: Project) -> None:
    async with opened() as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.action_copy_to_file()
        screen.action_copy()
        text = (study.path.parent / "exports" / "passages.md").read_text("utf-8")
        assert text == "> Vad kännetecknar en bra handläggare?\n\nIntervju-01, 1\n\n"


async def test_a_passage_is_condensed_and_a_memo_written(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.view.step("turn", 1)
        screen.put_codes([study.code("lyssna").id])
        await pilot.press("K")
        assert isinstance(app.screen, SentenceScreen)
        app.screen.query_one(SentenceArea).text = "Lyhördhet är\nyrkets kärna."
        await pilot.press("enter")
        await pilot.pause()
        condensation = study.condensations()[0]
        assert condensation.text == "Lyhördhet är yrkets kärna."
        assert condensation.codes == (study.code("lyssna").id,)
        await pilot.press("m")
        app.screen.query_one(TextArea).text = "Hon tvekar här."
        await pilot.press("escape")
        await pilot.pause()
        assert [m.text for m in study.memos()] == ["Hon tvekar här."]


async def test_a_coding_is_removed_recoded_and_never_another_coders(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("aktor").id])
        await pilot.press("R", "h", "i", "n", "enter")
        await pilot.pause()
        assert [c for c, _ in words(study)] == ["hinder"]
        study.work_as("Sara")
        screen.action_remove()
        assert len(words(study)) == 1
        study.work_as("Elin")
        screen.action_remove()
        assert words(study) == []


async def test_source_and_cursor_are_found_again(opened: Open, study: Project) -> None:
    async with opened() as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.view.move_to(120)
        screen.view.toggle_fold()
        await app.action_quit()
    async with opened() as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.view.cursor == 120
        assert screen.view.folded


async def test_a_passage_goes_into_a_scene(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        await pilot.press("r", "plus")
        await pilot.pause()
        app.screen.query_one(Input).value = "Mötet"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        block = study.scenes()[0].blocks[0]
        assert (block.fidelity, block.speaker) == ("verbatim", "I")
        assert study.segment_quote(block.segments[0]) == block.text
