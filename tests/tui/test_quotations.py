"""Quotations in the terminal: made in the reading view, reworded by keys, put into voice sets, checked in a file."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.authoring import quoting
from qualcode.core.quotations import Quotation
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.dialogs import ShowText
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.quotations import QuotationsScreen
from qualcode.tui.screens.reading import ReadingScreen
from tests.conftest import TALK
from tests.tui.conftest import Open


def quote(project: Project, words: str) -> Quotation:
    start = TALK.index(words)
    (made,) = quoting.add(project, quoting.draft(project, project.sources()[0], start, start + len(words)))
    return made


def screen_of(app: QualcodeApp) -> QuotationsScreen:
    assert isinstance(app.screen, QuotationsScreen)
    return app.screen


def in_print(app: QualcodeApp) -> str:
    return str(app.screen.query_one("#print", Static).render())


async def _settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_selection_becomes_a_quotation(opened: Open, study: Project) -> None:
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.view.move_to(TALK.index("Man måste"))
        screen.action_select("sentence")
        screen.action_quote()
        await pilot.pause()
        (made,) = study.quotations()
        assert quoting.Quoting(study).printed(made).text.startswith("Man måste kunna lyssna")
        assert any("IP1:1" in n.message for n in app._notifications)
        await pilot.press("g", "q")
        await pilot.pause()
        assert "Man måste kunna lyssna" in in_print(app)


async def test_words_are_elided_masked_and_brought_back_by_keys(opened: Open, study: Project) -> None:
    quote(study, "Man måste kunna lyssna och ta till sig")
    async with opened("quotations") as (app, pilot):
        screen = screen_of(app)
        await pilot.press("right", "right", "shift+right", "e")
        assert "Man måste […] och ta till sig" in in_print(app)
        await pilot.press("e")
        assert "Man måste kunna lyssna och" in in_print(app)
        await pilot.press("m", *"vilja", "enter")
        assert "Man måste [vilja] och ta till sig" in in_print(app)
        screen.action_explain()
        await pilot.pause()
        await pilot.press(*"väl", "enter")
        assert "Man måste kunna lyssna [väl] och" in in_print(app)
        screen.action_plain()
        assert "[" not in in_print(app)
        app.action_undo()
        assert "[väl]" in in_print(app)
        screen.action_next_attribution()
        assert "(IP1)" not in in_print(app)
        screen.action_next_layout()
        assert "”Man måste" in in_print(app)


async def test_voices_are_put_in_order_and_marked(opened: Open, study: Project) -> None:
    quote(study, "Lyhördhet, tycker jag absolut.")
    second = quote(study, "Man måste kunna lyssna")
    async with opened("quotations") as (app, pilot):
        screen = screen_of(app)
        screen.action_to_voices()
        await pilot.pause()
        await pilot.press(*"Om", "enter")
        screen.show_thing(second.id)
        screen.action_to_voices()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.press("b")
        screen.action_move(-1)
        screen.action_next_mark()
        screen.action_lead_in()
        await pilot.pause()
        await pilot.press(*"Men:", "enter")
        (voices,) = study.voice_sets()
        assert [(study.quotation(v.quotation).handle, v.mark, v.lead_in) for v in voices.voices] == [
            ("IP1:2", "agrees", "Men:"),
            ("IP1:1", "", ""),
        ]
        screen.action_remove()
        assert len(study.voice_sets()[0].voices) == 1
        assert len(study.quotations()) == 2


async def test_a_manuscript_is_checked_from_the_screen(opened: Open, study: Project) -> None:
    quote(study, "Man måste kunna lyssna och ta till sig")
    folder = study.path.parent
    (folder / "rapport.md").write_text("”Man måste orka lyssna och ta till sig det de säger”\n", "utf-8")
    async with opened("quotations") as (app, pilot):
        screen_of(app).action_check_file()
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        app.screen.query_one("#f-manuscript", Input).value = "rapport.md"
        app.screen.query_one("#f-check_report", Input).value = "exports/kontroll.html"
        await pilot.press("enter")
        await _settled(app, pilot)
        assert isinstance(app.screen, ShowText)
        body = app.screen._body
        assert isinstance(body, Content)
        assert "kunna → orka" in body.plain
        assert "altered" in body.plain
        assert Path(folder / "exports" / "kontroll.html").is_file()
        await pilot.press("escape")
        screen_of(app).action_ledger()
        await pilot.pause()
        assert isinstance(app.screen, ShowText)


async def test_a_check_report_that_shows_somebody_needs_a_reason(opened: Open, study: Project) -> None:
    quote(study, "Man måste kunna lyssna och ta till sig")
    folder = study.path.parent
    (folder / "rapport.md").write_text("”Man måste orka lyssna, ring 070-174 06 05”\n", "utf-8")
    report = folder / "kontroll.html"
    async with opened("quotations") as (app, pilot):
        for reason in ("", "numret är påhittat"):
            screen_of(app).action_check_file()
            await pilot.pause()
            app.screen.query_one("#f-manuscript", Input).value = "rapport.md"
            app.screen.query_one("#f-check_report", Input).value = "kontroll.html"
            assert app.screen.query_one("#f-allow", Input).value == ""
            app.screen.query_one("#f-allow", Input).value = reason
            await pilot.press("enter")
            await _settled(app, pilot)
            assert report.is_file() == bool(reason)
            await pilot.press("escape")
        row = study.db.execute("SELECT json FROM event WHERE kind = 'release.add'")
        assert "numret är påhittat" in str(row.fetchall())


async def test_without_quotations_the_keys_say_so(opened: Open) -> None:
    async with opened("quotations") as (app, pilot):
        screen = screen_of(app)
        for action in ("open", "elide", "mask", "clean", "plain", "set_theme", "to_voices", "remove", "next_layout"):
            getattr(screen, f"action_{action}")()
        await pilot.pause()
        assert screen_of(app) is screen
        assert "No quotations yet" in in_print(app)


async def test_a_memo_is_written_about_a_quotation_and_leads_back_to_it(opened: Open, study: Project) -> None:
    made = quote(study, "Man måste kunna lyssna")
    async with opened("quotations") as (app, pilot):
        await _settled(app, pilot)
        screen_of(app).action_memo()
        await pilot.pause()
        app.screen.dismiss("Bär hela kapitlet.")
        await pilot.pause()
        (memo,) = study.memos()
        assert (memo.about_kind, memo.about, memo.text) == ("quotation", made.id, "Bär hela kapitlet.")
        await app.action_show("memos")
        await pilot.pause()
        app.screen.action_open()
        await _settled(app, pilot)
        assert isinstance(app.screen, QuotationsScreen)
