"""Forms answered in the terminal, case by case."""

from __future__ import annotations

from pathlib import Path

from qualcode.answering import answer, own_answers, take_form
from qualcode.core.cases import Case, add_case
from qualcode.core.ids import new_id
from qualcode.project import Project
from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.dialogs import ShowText
from tests.tui.conftest import Open
from tests.tui.team import join_sara

FORM = """form: granskning
title: Granskning
items:
  - {item: kontakt, question: Togs kontakt?, choices: {ja: Ja, nej: Nej}}
  - {item: insatser, question: Vilka insatser?, choices: {samtal: Samtal, praktik: Praktik}, several: true}
  - {item: dagar, question: Hur många dagar?, scale: ratio}
"""


def ready(study: Project, tmp_path: Path) -> None:
    (tmp_path / "g.yaml").write_text(FORM, "utf-8")
    study.apply(*(add_case(Case(new_id(), name)) for name in ("Amira", "Vera")))


def told(study: Project) -> dict[tuple[str, str], tuple[str, tuple[str, ...], str]]:
    (form,) = study.forms()
    items, cases = {i.id: i.handle for i in form.items}, {c.id: c.name for c in study.cases()}
    return {(cases[c], items[i]): (a.state, a.values, a.note) for (i, c), a in own_answers(study, form).items()}


async def test_a_form_is_taken_over_and_answered_by_keys(opened: Open, study: Project, tmp_path: Path) -> None:
    ready(study, tmp_path)
    async with opened("forms") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        await pilot.press("i", *"g.yaml", "enter")
        await pilot.pause()
        assert len(screen.keys_shown()) == 3
        await pilot.press("1", "1", "2", "down", "r", "e", *"oläslig", "escape")
        await pilot.pause()
        assert told(study) == {
            ("Amira", "kontakt"): ("answered", ("ja",), ""),
            ("Amira", "insatser"): ("answered", ("samtal", "praktik"), ""),
            ("Amira", "dagar"): ("unreadable", (), "oläslig"),
        }
        assert screen.status() == "3 of 6 answered"
        await pilot.press("n")
        assert screen.details()[0] == "Vera, 2 of 2"
        await pilot.press("9", "o")
        assert told(study)["Vera", "kontakt"] == ("no-answer", (), "")
        await pilot.press("down", "enter", *"12", "enter")
        await pilot.pause()
        assert told(study)["Vera", "dagar"] == ("answered", ("12",), "")
        await pilot.press("u")
        assert ("Vera", "dagar") not in told(study)
        await pilot.press("left")
        assert screen.details()[0] == "Amira, 1 of 2"


async def test_a_number_is_asked_for_and_the_last_of_several_stays(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    ready(study, tmp_path)
    take_form(study, tmp_path / "g.yaml")
    async with opened("forms") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        await pilot.press("down", "2", "2", "down", "enter", *"många", "enter")
        await pilot.pause()
        assert told(study) == {("Amira", "insatser"): ("answered", ("praktik",), "")}


async def test_agreement_on_a_form_is_shown_from_both_screens(opened: Open, study: Project, tmp_path: Path) -> None:
    ready(study, tmp_path)
    form, _n = take_form(study, tmp_path / "g.yaml")
    join_sara(study)
    for name, values in (("Elin", ("ja", "nej")), ("Sara", ("ja", "ja"))):
        with study.working_as(name):
            for case, value in zip(study.cases(), values, strict=True):
                answer(study, form.items[0], case, [value])
    for place, key in (("forms", "a"), ("agreement", "f")):
        async with opened(place) as (app, pilot):
            await pilot.pause()
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, ShowText)


async def test_without_a_form_the_screen_says_what_to_do(opened: Open) -> None:
    async with opened("forms") as (app, pilot):
        await pilot.press("1", "n", "f", "a", "e")
        assert isinstance(app.screen, AnswersScreen)
