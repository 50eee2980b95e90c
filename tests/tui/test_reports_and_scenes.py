"""The report dialog, and the parts of a scene."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from qualcode.core.scenes import Block, CastMember, Masking, Point, Scene, SceneSegment, add_scene
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.dialogs import ShowText
from qualcode.tui.screens.overview import OverviewScreen
from qualcode.tui.screens.report import ReportScreen
from qualcode.tui.screens.scenes import ScenesScreen
from qualcode.tui.widgets.fields import Pick
from tests.tui.conftest import Open
from tests.tui.stillness import still


async def _settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_report_is_printed_to_a_file_while_the_dialog_is_left(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        await pilot.press("g", "r")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReportScreen)
        screen.query_one("#f-name", Pick).pick("codebook")
        screen.query_one("#f-to", Pick).pick("html")
        await pilot.pause()
        assert screen.query_one("#f-target", Input).value == "exports/codebook.html"
        await pilot.press("f2")
        await pilot.press("escape")
        await _settled(app, pilot)
        assert not isinstance(app.screen, ReportScreen)
        written = study.path.parent / "exports" / "codebook.html"
        assert "hinder" in written.read_text("utf-8")
        assert any("exports/codebook.html" in n.message for n in app._notifications)
        app.action_report()
        await pilot.pause()
        assert app.screen.query_one("#f-name", Pick).value == "codebook"  # what was chosen is found again


async def test_the_preview_shows_the_markdown(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        app.action_report()
        await pilot.pause()
        app.screen.query_one("#f-name", Pick).pick("codebook")
        await pilot.press("f3")
        await _settled(app, pilot)
        assert isinstance(app.screen, ShowText)
        assert "# " in str(app.screen._body)
        assert not (study.path.parent / "exports").exists()


async def test_a_preview_is_not_shown_once_the_dialog_was_left(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        app.action_report()
        await pilot.pause()
        app.screen.query_one("#f-name", Pick).pick("codebook")
        dialog = app.screen
        assert isinstance(dialog, ReportScreen)
        dialog.action_preview()
        dialog.action_leave()
        await _settled(app, pilot)
        assert isinstance(app.screen, OverviewScreen)


async def test_what_cannot_be_printed_is_said_and_nothing_is_written(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        app.action_report()
        await pilot.pause()
        app.screen.query_one("#f-name", Pick).pick("codebook")
        app.screen.query_one("#f-key", Input).value = "finns-inte.csv"
        await pilot.press("f2")
        await _settled(app, pilot)
        assert any(n.severity == "error" for n in app._notifications)
        assert not (study.path.parent / "exports").exists()
        assert Path(study.path).exists()


async def test_every_part_of_a_scene_can_be_edited_moved_and_taken_away(opened: Open, study: Project) -> None:
    norm = study.code("norm").id
    scene = Scene(
        "s1",
        "Mötet",
        blocks=(Block("setup", "Vi går in."),),
        points=(Point("En.", norm), Point("Två.")),
        masking=(Masking("[datum]", "datum"),),
    )
    study.apply(add_scene(scene), add_scene(Scene("s2", "Efteråt")))
    async with opened("scenes") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ScenesScreen)
        parts = screen.query_one("#parts", OptionList)

        async def edit(part: str) -> None:
            parts.highlighted = parts.get_option_index(part)
            screen.action_edit()
            await pilot.pause()

        async def keep() -> None:
            await pilot.press("escape")
            await pilot.pause()

        async def add(kind: str) -> None:
            screen.action_add_block()
            await pilot.pause()
            app.screen.query_one(Input).value = kind
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()

        await edit("frame")
        app.screen.query_one("#f-min_words", Input).value = "900"
        await keep()
        assert app.screen is not screen  # more than the most
        app.screen.query_one("#f-min_words", Input).value = "10"
        app.screen.query_one("#f-narrator", Pick).pick("vi")
        await keep()
        await edit("lead_in")
        app.screen.query_one("#f-lead_in", TextArea).text = "Normen gäller inte alltid."
        app.screen.query_one("#f-lead_in_role", Pick).pick("contradicts")
        await keep()
        await edit("point:1")
        app.screen.query_one("#f-code", Pick).pick(norm)
        await keep()
        await edit("masking:0")
        app.screen.query_one("#f-reason", Input).value = "kan kännas igen"
        await keep()
        parts.highlighted = parts.get_option_index("block:0")
        await add("motto")
        app.screen.query_one("#f-text", TextArea).text = "Ett motto."
        await keep()
        await add("reference")
        await pilot.press("enter")
        await pilot.pause()
        parts.highlighted = parts.get_option_index("point:1")
        screen.action_move(-1)
        now = study.scene("Mötet")
        assert (now.min_words, now.narrator, now.lead_in_role) == (10, "vi", "contradicts")
        assert [(p.text, p.code) for p in now.points] == [("Två.", norm), ("En.", norm)]
        assert now.masking[0].reason == "kan kännas igen"
        assert [b.type for b in now.blocks] == ["motto", "setup"]
        assert now.back_references == ("Efteråt",)
        parts.highlighted = parts.get_option_index("back:0")
        screen.action_remove()
        assert study.scene("Mötet").back_references == ()
        app.action_undo()
        assert study.scene("Mötet").back_references == ("Efteråt",)


async def test_a_report_has_rows_for_its_own_options_and_finds_them_again(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        app.action_report()
        await pilot.pause()
        app.screen.query_one("#f-name", Pick).pick("condensation")
        await pilot.pause()
        app.screen.query_one("#f-own-by", Pick).pick("code")
        app.screen.query_one("#f-own-illustrative", Input).value = "2"
        app.screen.query_one("#f-name", Pick).pick("scenes")
        await pilot.pause()
        assert not app.screen.query("#f-own-by")
        app.screen.query_one("#f-own-cast", Pick).pick("yes")
        app.screen.query_one("#f-name", Pick).pick("condensation")
        await pilot.pause()
        assert app.screen.query_one("#f-own-by", Pick).value == "code"
        assert app.screen._job().values == {"by": "code", "order": "author", "illustrative": "2", "trace": "column"}
        await pilot.press("escape")
        app.action_report()
        await pilot.pause()
        assert app.screen.query_one("#f-own-illustrative", Input).value == "2"


async def test_printing_can_be_stopped_and_leaves_no_file(opened: Open, study: Project, monkeypatch) -> None:
    from qualcode.errors import Cancelled
    from qualcode.report import convert

    begun = threading.Event()

    def slow(*_args: object, cancelled, **_more: object) -> None:
        begun.set()
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled("stopped")

    monkeypatch.setattr(convert, "_converted", slow)
    async with opened("overview") as (app, pilot):
        app.action_report()
        await pilot.pause()
        await pilot.press("f2")
        while not begun.is_set():
            await pilot.pause(0.01)
        await pilot.press("f4")
        await pilot.pause(0.1)
        assert not list((study.path.parent / "exports").glob("*"))


async def test_blocks_are_dragged_with_the_mouse_and_passages_stand_beside(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    start = study.text(source).index("lyssna")
    passage = SceneSegment(source.id, source.text, start, start + 6)
    blocks = (Block("setup", "Ett."), Block("action", "Två.", segments=(passage,)), Block("action", "Tre."))
    study.apply(add_scene(Scene("s1", "Mötet", cast=(CastMember("Vera"),), blocks=blocks)))
    async with opened("scenes", size=(140, 40)) as (app, pilot):
        parts = app.screen.query_one("#parts", OptionList)
        rows = {parts.get_option_at_index(n).id: n for n in range(parts.option_count)}

        def line_of(part: str) -> int:
            return rows[part] + part.startswith("block")  # a rule stands before the blocks

        async def drag(line: str, on: str) -> None:
            await pilot.mouse_down(parts, offset=(6, 1 + line_of(line)))
            await pilot.mouse_up(parts, offset=(6, 1 + line_of(on)))
            await pilot.pause()

        await still(app, pilot)
        # How wide they may be is known before the cursor first moves.
        assert "2: intervju-01 3" in str(app.screen.query_one("#passages", Static).render())
        await drag("block:0", "block:2")
        assert [b.text for b in study.scene("Mötet").blocks] == ["Två.", "Tre.", "Ett."]
        await drag("block:0", "cast:0")
        assert [b.text for b in study.scene("Mötet").blocks] == ["Två.", "Tre.", "Ett."]
        parts.highlighted = parts.get_option_index("block:0")
        await pilot.pause()
        shown = str(app.screen.query_one("#passages", Static).render())
        assert "1: intervju-01 3" in shown
        assert "lyssna" in shown
