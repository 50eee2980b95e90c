"""Decisions and agreement, as one works with them by keys."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from qualcode.core import codebook as books
from qualcode.project import Project
from qualcode.teams.adjudicating import docket
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.dialogs import Choose, ShowText
from qualcode.tui.screens.differences import DifferencesScreen
from qualcode.tui.screens.passage import PassageScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.widgets.page import PageView
from tests.conftest import put_source
from tests.tui.conftest import Open
from tests.tui.team import a_round, both_code, code_words, join_sara, shown_text, span

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
def decided_on(study: Project) -> Project:
    """The study with a closed round: other border, parent or child, and one that Sara missed."""
    both_code(study)
    a_round(study, closed=True)
    return study


# -- decisions ----------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_both_codings_memos_and_the_rule_are_in_view(
    opened: Open, decided_on: Project, size: tuple[int, int]
) -> None:
    decided_on.apply(books.define_code(decided_on.code("lyssna").id, when_to_use="När någon lyssnar."))
    async with opened("adjudication", size) as (app, pilot):
        screen = await court(app, pilot)
        assert screen.details()[1] == "3 left of 3"
        assert "α" in words_of(app, "#sums")
        place = next(d for d in screen.left if d.kind == "border")
        screen.go_to(place.id)
        side = words_of(app, "#side")
        assert all(word in side for word in ("Elin", "Sara", "listen", "När någon lyssnar."))
        view = screen.query_one("#text")
        marks = {m.code: (m.start, m.end) for m in view.reading.marks}  # type: ignore[attr-defined]
        texts = {decided_on.text(decided_on.sources()[0])[slice(*s)] for s in marks.values()}
        assert texts == {"kunna lyssna", "Man måste kunna lyssna"}
        assert view.pinned == {"first", "second"}  # type: ignore[attr-defined]
        both = [{m.id for m in view.index.at(n)} for n in range(*span(decided_on, "Man måste kunna lyssna"))]  # type: ignore[attr-defined]
        assert both[0] == {"second"}
        assert both[-1] == {"first", "second"}
        assert screen.query_one("#queue").display is (size[0] >= 120)


async def test_the_first_place_is_in_sight_however_far_down(opened: Open, study: Project) -> None:
    long = "\n\n".join(f"IP2: Här handlar mening {n} om något annat." for n in range(200)) + "\n"
    put_source(study, "xandra", long, ())
    join_sara(study)
    study.apply(code_words(study, "hinder", "mening 150 ", source=1))
    with study.working_as("Sara"):
        study.apply(code_words(study, "hinder", "mening 190 ", source=1))
    a_round(study, closed=True)
    async with opened("adjudication") as (app, pilot):
        await court(app, pilot)
        view = app.screen.query_one("#text", PageView)
        row = view.row_of(long.index("mening 150"))
        assert row is not None
        assert view.scroll_offset.y <= row < view.scroll_offset.y + view.size.height


async def test_one_key_decides_and_undo_opens_it_again(opened: Open, decided_on: Project) -> None:
    async with opened("adjudication") as (app, pilot):
        screen = await court(app, pilot)
        first = screen.here
        await pilot.press("w")
        await pilot.pause()
        await pilot.press(*"enligt", "enter")
        await pilot.pause()
        assert "enligt" in words_of(app, "#side")
        await pilot.press("3")
        await pilot.pause()
        (done,) = decided_on.decisions()
        assert (done.choice, done.reason) == ("both", "enligt")
        assert screen.details()[1] == "2 left of 3"
        assert screen.here != first
        assert screen.reason == ""
        await pilot.press("u")
        await pilot.pause()
        assert screen.details()[1] == "3 left of 3"
        assert screen.here == first


async def test_a_new_border_is_set_by_the_keys_of_the_reading_view(opened: Open, decided_on: Project) -> None:
    async with opened("adjudication") as (app, pilot):
        screen = await court(app, pilot)
        screen.go_to(next(d.id for d in screen.left if d.kind == "border"))
        await pilot.press("5")
        await pilot.pause()
        chosen = app.screen
        assert isinstance(chosen, PassageScreen)
        assert chosen.view.reading.text[slice(*chosen.view.target())] == "Man måste kunna lyssna"
        await pilot.press("less_than_sign", "greater_than_sign", "greater_than_sign", "greater_than_sign", "enter")
        await pilot.pause()
        (done,) = decided_on.decisions()
        assert done.choice == "border"
        (made,) = [c for c in decided_on.codings() if c.id in done.results]
        source = decided_on.sources()[0]
        assert decided_on.quote(source, made.start, made.end) == "Man måste kunna lyssna och ta"


async def test_a_new_border_gets_the_code_that_is_chosen_where_the_coders_differ(
    opened: Open, decided_on: Project
) -> None:
    async with opened("adjudication") as (app, pilot):
        screen = await court(app, pilot)
        screen.go_to(next(d.id for d in screen.left if d.kind == "parent"))
        await pilot.press("5")
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PassageScreen)
        await pilot.press("enter")
        await pilot.pause()
        (done,) = decided_on.decisions()
        (made,) = [c for c in decided_on.codings() if c.id in done.results]
        assert made.code == decided_on.code("norm").id


async def test_amending_the_rule_makes_a_version_and_lists_what_was_coded_before(
    opened: Open, decided_on: Project
) -> None:
    async with opened("adjudication") as (app, pilot):
        screen = await court(app, pilot)
        screen.go_to(next(d.id for d in screen.left if d.kind == "missing"))
        await pilot.press("r")
        await pilot.pause()
        app.screen.query_one(TextArea).text = "Bara tid."
        await pilot.press("escape")
        await pilot.pause()
        assert decided_on.code("hinder").when_to_use == "Bara tid."
        assert isinstance(app.screen, CodingsScreen)
        await pilot.press("escape")
        await app.action_show("codebook")
        await pilot.pause()
        book = app.screen
        assert isinstance(book, CodebookScreen)
        book.tree.go_to(decided_on.code("hinder").id)
        await pilot.pause()
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, CodingsScreen)
        await pilot.press("escape")
        book.tree.go_to(decided_on.code("aktor").id)
        await pilot.pause()
        await pilot.press("o")
        assert isinstance(app.screen, CodebookScreen)


async def test_keys_switch_the_grouping_and_go_from_group_to_group(opened: Open, decided_on: Project) -> None:
    async with opened("adjudication", (160, 50)) as (app, pilot):
        screen = await court(app, pilot)
        await pilot.press("k")
        kinds = [d.kind for d in screen.left]
        assert kinds == sorted(kinds, key=["missing", "code", "border", "parent", "facet"].index)
        screen.go_to(screen.left[0].id)
        await pilot.press("N")
        assert screen.dispute is not None
        assert screen.dispute.kind == kinds[1]
        await pilot.press("f")
        assert {d.kind for d in screen.left} == {kinds[1]}
        await pilot.press("f")
        assert len(screen.left) == 3
        await pilot.press("p")
        assert {screen.group_of(d) for d in screen.left} == {"Elin – Sara"}
        await pilot.press("n", "n", "n")
        assert screen.here == screen.left[-1].id


async def test_what_all_coded_alike_is_taken_over_and_the_rounds_are_told(opened: Open, decided_on: Project) -> None:
    async with opened("adjudication") as (app, pilot):
        await court(app, pilot)
        await pilot.press("a")
        await settled(app, pilot)
        assert [c.code for c in decided_on.codings() if c.layer.startswith("consensus")] == [
            decided_on.code("aktor").id
        ]
        await pilot.press("l")
        await settled(app, pilot)
        assert isinstance(app.screen, ShowText)
        assert "missing 1" in shown_text(app)


async def test_places_follow_a_text_that_was_corrected_after_the_round(opened: Open, decided_on: Project) -> None:
    from qualcode.core.sources import correct_source
    from qualcode.core.texts import Edit

    source = decided_on.sources()[0]
    decided_on.apply(correct_source(source, source.text, [Edit(0, 0, "Början. ")]))
    async with opened("adjudication") as (app, pilot):
        screen = await court(app, pilot)
        place = next(d for d in screen.left if d.kind == "border")
        where = screen.place(place)
        assert where is not None
        assert decided_on.text(decided_on.sources()[0])[slice(*where)] == "Man måste kunna lyssna"
        screen.go_to(place.id)
        await pilot.press("1")
        (done,) = decided_on.decisions()
        (made,) = [c for c in decided_on.codings() if c.id in done.results]
        assert decided_on.quote(decided_on.sources()[0], made.start, made.end) == "kunna lyssna"


async def test_without_a_closed_round_the_screen_says_where_rounds_are_closed(opened: Open, study: Project) -> None:
    async with opened("adjudication") as (app, pilot):
        await settled(app, pilot)
        assert "No closed round" in words_of(app, "#side")
        for key in "12345rwaof":
            await pilot.press(key)
        assert isinstance(app.screen, AdjudicationScreen)
        assert not study.decisions()


def test_a_docket_stays_the_same_when_things_change(decided_on: Project) -> None:
    closed = decided_on.rounds()[0]
    before = [d.id for d in docket(decided_on, closed).disputes]
    with decided_on.working_as("Sara"):
        decided_on.apply(code_words(decided_on, "hinder", "i förra veckan"))
    assert [d.id for d in docket(decided_on, closed).disputes] == before


# -- agreement ----------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_figures_per_code_pair_and_source(opened: Open, study: Project, size: tuple[int, int]) -> None:
    both_code(study)
    async with opened("agreement", size) as (app, pilot):
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, AgreementScreen)
        assert screen.found is not None
        alpha = {f.category: f.value for f in screen.found.codes if f.measure == "alpha"}
        assert alpha["aktor"] == 1.0
        assert alpha["lyssna"] == 1.0
        assert alpha["hinder"] is not None
        assert alpha["hinder"] < 1
        assert "hinder" in screen.keys_shown()
        assert "Elin – Sara" in words_of(app, "#sums")
        await pilot.press("p")
        assert screen.keys_shown() == ["Elin", "Sara"]
        await pilot.press("p")
        assert "aktor" in screen.keys_shown()
        await pilot.press("s")
        assert screen.keys_shown() == ["intervju-01"]


async def test_enter_lists_the_differences_of_a_code_and_opens_one(opened: Open, study: Project) -> None:
    both_code(study)
    async with opened("agreement") as (app, pilot):
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, AgreementScreen)
        screen.show_thing("aktor")
        await pilot.press("enter")
        assert app.screen is screen
        screen.show_thing("hinder")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DifferencesScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.view.reading.text[slice(*app.screen.view.target())] == "i förra veckan"


async def test_unit_level_and_coefficients_are_chosen(opened: Open, study: Project) -> None:
    both_code(study)
    async with opened("agreement") as (app, pilot):
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, AgreementScreen)
        assert screen.found is not None
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"sentence", "enter")
        await settled(app, pilot)
        assert screen.found.unit == "sentence"
        await pilot.press("t")
        await settled(app, pilot)
        assert "norm" in screen.keys_shown()
        assert "lyssna" not in screen.keys_shown()
        app.desk.agreement = {**app.desk.agreement, "measures": "cohen_kappa"}
        screen.show_project()
        await settled(app, pilot)
        assert {f.measure for f in screen.found.codes} == {"cohen_kappa"}


async def test_a_blind_round_gives_no_figures_and_says_why(opened: Open, study: Project) -> None:
    both_code(study)
    made = a_round(study)
    async with opened("agreement") as (app, pilot):
        app.desk.agreement = {"round": made.id}
        await app.action_show("overview")
        await app.action_show("agreement")
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, AgreementScreen)
        screen.show_project()
        await settled(app, pilot)
        assert not screen.keys_shown()
        assert "blind" in words_of(app, "#empty")


async def test_figures_are_written_to_a_file(opened: Open, study: Project, tmp_path: Path) -> None:
    both_code(study)
    async with opened("agreement") as (app, pilot):
        await settled(app, pilot)
        await pilot.press("w")
        await pilot.pause()
        app.screen.query_one(Input).value = "figurer.csv"
        await pilot.press("enter")
        await pilot.pause()
        with (tmp_path / "figurer.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert any(r["measure"] == "alpha" and r["category"] == "aktor" and float(r["value"]) == 1.0 for r in rows)
