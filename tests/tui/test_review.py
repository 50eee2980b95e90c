"""Passages to check after a text was exchanged, and marks of reading, as one works with them by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.project import Project
from qualcode.teams.rounds import mark_read
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.passage import PassageScreen
from qualcode.tui.screens.review import ReviewScreen
from qualcode.wording import describe
from tests.conftest import TALK
from tests.tui.conftest import Open
from tests.tui.team import code_words, span

SIZES = [(80, 24), (160, 50)]


def words_of(app: QualcodeApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until threads are done and the screen has taken it in."""
    for _turn in range(2):
        await app.workers.wait_for_complete()
        await pilot.pause()


async def court(app: QualcodeApp, pilot: Pilot[None]) -> AdjudicationScreen:
    await settled(app, pilot)
    screen = app.screen
    assert isinstance(screen, AdjudicationScreen)
    return screen


@pytest.fixture
def exchanged(study: Project, tmp_path: Path) -> Project:
    """The study with a coding that had to be looked for, and one whose words are gone."""
    from qualcode.teams.replacing import carry_out, plan_replacement

    study.apply(
        code_words(study, "hinder", "Kan du ge ett exempel?"),
        code_words(study, "lyssna", "Lyhördhet, tycker jag absolut."),
    )
    lines = TALK.replace("I: Kan du ge ett exempel?\n\n", "").replace("Lyhördhet, tycker jag absolut. ", "")
    (tmp_path / "ny.txt").write_text(lines + "\nIP1: Lyhördhet, tycker jag absolut.\n", "utf-8")
    carry_out(study, plan_replacement(study, study.sources()[0], tmp_path / "ny.txt", repair=False))
    return study


async def test_doubtful_passages_are_listed_with_their_words_and_accepted(opened: Open, exchanged: Project) -> None:
    async with opened("review") as (app, pilot):
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        by_how = {c.adrift: c for c in exchanged.codings()}
        assert set(screen.keys_shown()) == {c.id for c in by_how.values()}
        screen.show_thing(by_how[False].id)
        await pilot.pause()
        assert "Lyhördhet, tycker jag absolut." in words_of(app, "#passage")
        await pilot.press("a")
        assert screen.keys_shown() == [by_how[True].id]
        await pilot.press("a")
        assert screen.keys_shown() == [by_how[True].id]
        await pilot.press("u")
        assert len(screen.keys_shown()) == 2


async def test_a_passage_whose_words_are_gone_gets_a_new_place_or_is_let_go(opened: Open, exchanged: Project) -> None:
    async with opened("review") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        gone = next(c for c in exchanged.codings() if c.adrift)
        screen.show_thing(gone.id)
        await pilot.pause()
        assert "Kan du ge ett exempel?" in words_of(app, "#passage")
        await pilot.press("b")
        await pilot.pause()
        chosen = app.screen
        assert isinstance(chosen, PassageScreen)
        chosen.view.select(*span(exchanged, "i förra veckan"))
        await pilot.press("enter")
        await pilot.pause()
        coding = exchanged.coding(gone.id)
        assert exchanged.quote(exchanged.sources()[0], coding.start, coding.end) == "i förra veckan"
        assert not coding.review
        assert len(screen.keys_shown()) == 1
        await pilot.press("x")
        assert not screen.keys_shown()
        assert [describe(a) for a in exchanged.log(1)]


async def test_a_changed_file_is_put_in_the_place_of_a_text(opened: Open, study: Project, tmp_path: Path) -> None:
    study.apply(code_words(study, "hinder", "Kan du ge ett exempel?"))
    (tmp_path / "ny.txt").write_text(TALK.replace("Kan du ge ett exempel?", "Jaså?"), "utf-8")
    async with opened("review") as (app, pilot):
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#f-file", Input).value = "ny.txt"
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("y")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert len(screen.keys_shown()) == 1
        await pilot.press("u")
        assert not screen.keys_shown()


async def test_anothers_passage_is_not_let_go(opened: Open, exchanged: Project) -> None:
    exchanged.work_as("Sara")
    async with opened("review") as (app, pilot):
        await pilot.press("x")
        assert len(exchanged.codings()) == 2
        assert isinstance(app.screen, ReviewScreen)


def test_marks_of_reading_leave_what_is_unread(study: Project) -> None:
    from qualcode.tui.screens.read_marks import read_spans, share_read, unread

    source = study.sources()[0]
    text = study.text(source)
    assert unread(text, []) == [(0, len(text.rstrip()))]
    marks = [mark_read(study, source, (0, 40)), mark_read(study, source, (30, 60))]
    assert read_spans(text, marks) == [(0, 60)]
    assert unread(text, marks)[0][0] >= 60
    assert share_read(text, [*marks, mark_read(study, source)]) == 1.0
