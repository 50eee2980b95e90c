"""The reading view on talk: meaning units, clean quotations, suggestions for the turn, themes without a place."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from qualcode.core import codebook as books
from qualcode.core.codebook import Facet, FacetValue
from qualcode.core.ids import new_id
from qualcode.project import Project
from qualcode.search.suggesting import precision
from qualcode.search.talk import Units
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.source_themes import ThemesScreen
from tests.conftest import put_source
from tests.tui.conftest import Open
from tests.tui.test_searching import settled

SAID = """I: Hur var det?

IP1: Jag liksom ringde henne på måndagen och frågade hur det gick. Äh, det var som vanligt på det stora kontoret.
"""


def reading(app: QualcodeApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def rows(screen: ReadingScreen) -> str:
    return "\n".join("".join(s.text for s in screen.view.render_line(y)) for y in range(screen.view.size.height))


def put(screen: ReadingScreen, words: str) -> int:
    assert screen.opened is not None
    at = screen.opened.text.index(words)
    screen.view.clear_selection()
    screen.view.move_to(at)
    return at


async def said(study: Project, app: QualcodeApp, pilot: Pilot[None]) -> ReadingScreen:
    source = put_source(study, "samtal", SAID)
    app.open_source(source.id)
    await pilot.pause()
    await pilot.pause()
    return reading(app)


async def test_borders_of_meaning_units_are_shown_and_moved(opened: Open, study: Project) -> None:
    async with opened("reading") as (app, pilot):
        screen = await said(study, app, pilot)
        assert "│" not in rows(screen)
        screen.action_units()
        assert rows(screen).count("│") == 1
        put(screen, "det var som vanligt")
        assert screen.unit_words() == "unit 2/2"
        screen.action_move_border()
        await pilot.pause()
        units = Units(study, study.source("samtal"))
        turn = study.turns(study.source("samtal"))[1]
        text = study.text(study.source("samtal"))
        assert [text[a:b][:12] for a, b in units.units(turn)] == ["Jag liksom r", "det var som "]
        app.action_undo()
        await pilot.pause()
        assert [text[a:b][:3] for a, b in Units(study, study.source("samtal")).units(turn)] == ["Jag", "Äh,"]
        assert screen.unit_words() == "unit 2/2"


async def test_a_unit_is_split_joined_and_selected(opened: Open, study: Project) -> None:
    async with opened("reading") as (app, pilot):
        screen = await said(study, app, pilot)
        put(screen, "och frågade")
        screen.action_split_unit()
        await pilot.pause()
        assert screen.unit_words() == "unit 2/3"
        screen.action_select_meaning_unit()
        assert screen.opened is not None
        assert screen.opened.text[slice(*screen.view.target())] == "och frågade hur det gick."
        screen.action_select_meaning_unit()
        assert screen.opened.text[slice(*screen.view.target())].endswith("stora kontoret.")
        put(screen, "och frågade")
        screen.action_split_unit()
        assert screen.unit_words() == "unit 1/2"
        put(screen, "Äh,")
        screen.action_split_unit()
        await pilot.pause()
        assert screen.unit_words() == "unit 1/1"
        assert len(study.borders(study.source("samtal"))) == 1


async def test_the_clean_form_is_shown_and_copied_and_the_text_stays(opened: Open, study: Project) -> None:
    async with opened("reading") as (app, pilot):
        screen = await said(study, app, pilot)
        put(screen, "Jag liksom")
        screen.action_select("sentence")
        await pilot.press("q")
        await pilot.pause(0.1)
        strip = str(screen.query_one("#strip", Static).render())
        assert "clean: “Jag ringde henne" in strip
        assert "left out: 1 filler" in strip
        assert "Jag liksom ringde" in rows(screen)
        screen.action_copy()
        assert (
            app.clipboard == "“Jag ringde henne på måndagen och frågade hur det gick.” (Samtal, 3; left out: 1 filler)"
        )
        assert study.text(study.source("samtal")) == SAID


async def test_suggestions_for_the_turn_are_taken_and_rejected(opened: Open, study: Project) -> None:
    study.apply(
        books.define_code(study.code("lyssna").id, cues=["lyssna"]),
        books.define_code(study.code("aktor").id, cues=["motaktör"]),
    )
    async with opened("reading") as (app, pilot):
        screen = reading(app)
        hints = screen.query_one("#hints", Static)
        assert not hints.display
        await pilot.press("H")
        await settled(app, pilot)
        put(screen, "Lyhördhet")
        await pilot.pause(0.1)
        assert "listen  cue lyssna" in str(hints.render())
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        (coding,) = study.codings()
        assert study.quote(study.sources()[0], coding.start, coding.end).startswith("Man måste")
        assert coding.origin == "suggestion"
        assert "none for this turn" in str(hints.render())
        put(screen, "läkaren")
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert precision(study, study.code("aktor")).rejected == 1
        assert len(study.codings()) == 1


async def test_themes_are_listed_and_anchored(opened: Open, study: Project) -> None:
    values = (FacetValue("guide", "intervjuguiden", "guide"), FacetValue("respondent", "den intervjuade", "respondent"))
    study.apply(books.add_facet(Facet(new_id(), "origin", "ursprung", "origin", values)))
    async with opened("reading") as (app, pilot):
        screen = reading(app)
        await pilot.press("T")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one(Input).value = "hinder"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Input).value = "00:12"
        await pilot.press("enter")
        await pilot.pause()
        themes = app.screen
        assert isinstance(themes, ThemesScreen)
        await pilot.press("o", "o")
        await pilot.pause()
        line = str(themes.query_one(OptionList).get_option_at_index(0).prompt)
        assert "00:12" in line
        assert "respondent" in line
        await pilot.press("escape")
        put(screen, "läkaren")
        screen.action_select("sentence")
        await pilot.press("T")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        (coding,) = study.codings()
        assert (coding.rough_time, dict(coding.facets)) == ("00:12", {"origin": "respondent"})
        assert "läkaren" in study.quote(study.sources()[0], coding.start, coding.end)
        assert len(screen.view.reading.marks) or screen.view.index.overlapping(coding.start or 0, coding.end or 0)
