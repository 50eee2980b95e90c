"""What is typed in one breath does the same as what is typed slowly."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qualcode.core.claims import add_claim
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.claims import ClaimsScreen
from qualcode.tui.screens.log import LogScreen
from tests.tui.conftest import Open
from tests.tui.stillness import still


async def at_once(app: QualcodeApp, pilot: Pilot[None], *keys: str) -> None:
    """Type keys before the app can take up the first, and wait until all is done."""
    driver = app._driver
    assert driver is not None
    for key in keys:
        event = events.Key(key, key if len(key) == 1 else None)
        event.set_sender(app)
        driver.send_message(event)
    await still(app, pilot)


async def test_the_letters_of_two_jumps_in_one_breath_lead_to_the_second_screen(opened: Open) -> None:
    async with opened("overview") as (app, pilot):
        await at_once(app, pilot, "g", "u", "g", "b", "g", "h")
        assert isinstance(app.screen, LogScreen)


async def test_a_letter_after_a_jump_is_for_the_screen_jumped_to_and_not_for_the_jump(opened: Open) -> None:
    async with opened("overview") as (app, pilot):
        # e, a place to go to as well, would close the jump a second time.
        await at_once(app, pilot, "g", "u", "e")
        assert isinstance(app.screen, ClaimsScreen)


async def test_a_form_opened_after_a_jump_takes_what_is_typed_and_is_kept(opened: Open, study: Project) -> None:
    async with opened("overview") as (app, pilot):
        await at_once(app, pilot, "g", "u", "n", "a", "b", "c", "tab", "f2")
        assert isinstance(app.screen, ClaimsScreen)
        assert [c.sentence for c in study.claims()] == ["abc"]


async def test_each_undo_and_removal_typed_ahead_finds_the_list_as_the_one_before_left_it(
    opened: Open, study: Project
) -> None:
    study.apply(*(add_claim(f"Påstående {n}", quantifier="några", position=n) for n in range(4)))
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        await at_once(app, pilot, "x", "enter", "x", "enter", "u", "down", "down")
        assert isinstance(app.screen, ClaimsScreen)
        assert [c.sentence for c in study.claims()] == ["Påstående 1", "Påstående 2", "Påstående 3"]
        assert app.screen.table.cursor == 2


async def test_what_is_pasted_after_a_key_comes_after_it(opened: Open) -> None:
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        driver = app._driver
        assert driver is not None
        for event in (events.Key("n", "n"), events.Paste("Alla säger det"), events.Key("!", "!")):
            event.set_sender(app)
            driver.send_message(event)
        await still(app, pilot)
        field = app.focused
        assert isinstance(field, Input | TextArea)
        assert "Alla säger det!" in (field.value if isinstance(field, Input) else field.text)


async def test_a_key_held_down_moves_by_every_one_of_its_presses(opened: Open, study: Project) -> None:
    study.apply(*(add_claim(f"Påstående {n}", quantifier="några", position=n) for n in range(40)))
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        await at_once(app, pilot, *["down"] * 30, "up")
        assert isinstance(app.screen, ClaimsScreen)
        assert app.screen.table.cursor == 29
