"""Sweep: candidates for one code, answered by keys, undone, taken up again."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.ids import new_id
from qualcode.project import Project
from qualcode.search.suggesting import precision
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.sweep import SweepScreen
from tests.conftest import put_source
from tests.tui.conftest import Open
from tests.tui.stillness import still

TALK = """I: Samarbetar du?

IP1: Jag försöker samarbeta först. Man får vänta.

IP1: Vi åkte hem.

IP1: Ingen samarbetar med mig.

IP1: Hon samarbetade länge med mannen.
"""


@pytest.fixture
def talk(study: Project) -> Project:
    put_source(study, "intervju-02", TALK)
    study.apply(
        books.add_code(Code(new_id(), "samarbete", "samarbete", cues=("samarbeta",), position=5)),
        books.add_code(Code(new_id(), "tystnad", "tystnad", position=6)),
    )
    return study


async def swept(app: QualcodeApp, pilot: Pilot[None], talk: Project) -> SweepScreen:
    app.action_sweep(talk.code("samarbete").id)
    await still(app, pilot)
    screen = app.screen
    assert isinstance(screen, SweepScreen)
    return screen


def words(screen: SweepScreen) -> str:
    assert screen.candidate is not None
    return screen.project.quote(screen.candidate.source, *screen.span)


def told(screen: SweepScreen, where: str) -> str:
    return str(screen.query_one(where, Static).render())


async def test_candidates_are_accepted_rejected_and_skipped(opened: Open, talk: Project) -> None:
    async with opened("overview") as (app, pilot):
        screen = await swept(app, pilot, talk)
        assert len(screen.found) == 3
        assert "candidate 1 of 3" in told(screen, "#how-far")
        await pilot.press("y", "n", "space")
        await pilot.pause()
        code = talk.code("samarbete")
        assert (precision(talk, code).accepted, precision(talk, code).rejected) == (1, 1)
        assert "precision so far 50%" in told(screen, "#how-far")
        assert screen.candidate is None
        assert [c.origin for c in talk.codings()] == ["suggestion"]
        # What was skipped is the only one that comes again.
        skipped = screen.skipped[0]
        await pilot.press("r")
        await still(app, pilot)
        assert [s.id for s in screen.found] == [skipped]


async def test_undo_goes_back_to_the_candidate(opened: Open, talk: Project) -> None:
    async with opened("overview") as (app, pilot):
        screen = await swept(app, pilot, talk)
        first = words(screen)
        await pilot.press("y")
        assert words(screen) != first
        await pilot.press("u")
        await pilot.pause()
        assert words(screen) == first
        assert talk.codings() == []


async def test_negation_and_reasons_are_shown(opened: Open, talk: Project) -> None:
    async with opened("overview") as (app, pilot):
        screen = await swept(app, pilot, talk)
        screen.go(next(n for n, s in enumerate(screen.found) if s.negated))
        assert "negated by Ingen" in told(screen, "#why")
        assert "cue samarbeta: samarbetar" in told(screen, "#why")
        assert "IP1" in told(screen, "#why")


async def test_borders_are_moved_before_the_code_is_set(opened: Open, talk: Project) -> None:
    async with opened("overview") as (app, pilot):
        screen = await swept(app, pilot, talk)
        screen.go(next(n for n, s in enumerate(screen.found) if "vänta" in talk.quote(s.source, s.start, s.end)))
        await pilot.press("left_parenthesis")
        assert words(screen) == "Jag försöker samarbeta först."
        await pilot.press("shift+right", "left")
        assert words(screen) == "försöker samarbeta"
        await pilot.press("0", "left_parenthesis", "y")
        (coding,) = talk.codings()
        assert talk.quote(talk.source("intervju-02"), coding.start, coding.end) == "Jag försöker samarbeta först."


async def test_another_code_is_set_instead(opened: Open, talk: Project) -> None:
    async with opened("overview") as (app, pilot):
        screen = await swept(app, pilot, talk)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = "tystnad"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [c.code for c in talk.codings()] == [talk.code("tystnad").id]
        assert precision(talk, talk.code("samarbete")).rejected == 1
        assert screen.at == 1
        app.action_undo()
        await pilot.pause()
        assert talk.codings() == []
        assert screen.at == 0


async def test_a_compound_is_no_cue_any_more(opened: Open, talk: Project) -> None:
    put_source(talk, "intervju-03", "IP3: Planen höll hela vägen.\n\nIP3: Flygplanet landade sent.\n", ("IP3",))
    code = Code(new_id(), "plan", "plan", cues=("plan",), position=7)
    talk.apply(books.add_code(code))
    async with opened("overview") as (app, pilot):
        app.action_sweep(code.id)
        await pilot.pause()
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, SweepScreen)
        screen.go(next(n for n, s in enumerate(screen.found) if s.reasons[0].found == "Flygplanet"))
        await pilot.press("x")
        await still(app, pilot)
        assert talk.code("plan").not_forms == ("Flygplanet",)
        assert [[r.found for r in s.reasons] for s in screen.found] == [["Planen"]]


async def test_sweep_is_resumed_after_a_restart(opened: Open, talk: Project) -> None:
    async with opened("overview") as (app, pilot):
        screen = await swept(app, pilot, talk)
        await pilot.press("space", "y")
        skipped = screen.skipped
        app.save_desk()
    async with opened("sweep") as (app, pilot):
        await still(app, pilot)
        again = app.screen
        assert isinstance(again, SweepScreen)
        assert again.code is not None
        assert again.code.handle == "samarbete"
        assert len(again.found) == 2
        assert again.found[-1].id == skipped[0]


async def test_sweep_begins_from_the_codebook(opened: Open, talk: Project) -> None:
    async with opened("codebook") as (app, pilot):
        assert isinstance(app.screen, CodebookScreen)
        await still(app, pilot)
        app.screen.show_thing(talk.code("samarbete").id)
        await still(app, pilot)
        await pilot.press("W")
        await still(app, pilot)
        assert isinstance(app.screen, SweepScreen)
        assert len(app.screen.found) == 3


async def test_without_a_code_sweep_asks_for_one(opened: Open, talk: Project) -> None:
    async with opened("sweep") as (app, pilot):
        assert isinstance(app.screen, SweepScreen)
        await pilot.press("shift+f8")
        await pilot.pause()
        app.screen.query_one(Input).value = "samarbete"
        await pilot.pause()
        await pilot.press("enter")
        await still(app, pilot)
        assert isinstance(app.screen, SweepScreen)
        assert len(app.screen.found) == 3


async def test_the_candidate_is_in_sight_however_much_stands_before_it(opened: Open, study: Project) -> None:
    long = "IP1: " + "Det var en lång dag med många möten och mycket väntan. " * 40
    put_source(study, "intervju-02", f"{long}\n\nIP1: Vi försöker samarbeta.\n")
    study.apply(books.add_code(Code(new_id(), "samarbete", "samarbete", cues=("samarbeta",), position=5)))
    async with opened("overview", size=(80, 24)) as (app, pilot):
        screen = await swept(app, pilot, study)
        context = screen.query_one("#context")
        assert "samarbeta" in words(screen)
        assert context.scroll_offset.y > 0
        shown = app.screen._compositor.render_strips()
        assert any("Vi försöker samarbeta" in strip.text for strip in shown)
