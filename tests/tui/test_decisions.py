"""Agreement, decisions, two sides, and passages to check, as one works with them by keys."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from qualcode.core import codebook as books
from qualcode.project import Project
from qualcode.teams.adjudicating import docket
from qualcode.teams.rounds import mark_read
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.dialogs import Choose, ShowText
from qualcode.tui.screens.differences import DifferencesScreen
from qualcode.tui.screens.passage import PassageScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.review import ReviewScreen
from qualcode.tui.widgets.page import PageView
from qualcode.wording import describe
from tests.conftest import TALK, put_source
from tests.tui.conftest import Open
from tests.tui.stillness import still
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


# -- side by side -------------------------------------------------------------


async def test_two_coders_are_scrolled_together_and_differences_are_gone_to(opened: Open, study: Project) -> None:
    long = TALK + "\n" + "\n".join(f"I: Fråga {n}?\n\nIP1: Svar {n}, med några ord till.\n" for n in range(60))
    put_source(study, "lang", long)
    study.apply(code_words(study, "hinder", "Svar 40", source=1))
    both_code(study)
    with study.working_as("Sara"):
        study.apply(code_words(study, "aktor", "Svar 40", source=1))
    async with opened("compare") as (app, pilot):
        app.desk.source = study.sources()[1].id
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await still(app, pilot)
        assert [m.code for m in screen.left.reading.marks] == [study.code("hinder").id]
        assert [m.code for m in screen.right.reading.marks] == [study.code("aktor").id]
        await pilot.press("n")
        await pilot.pause()
        at = span(study, "Svar 40", 1)
        assert (screen.left.cursor, screen.right.cursor) == (at[0], at[0])
        assert screen.left.scroll_offset.y == screen.right.scroll_offset.y > 0
        await pilot.press("tab", "home")
        await pilot.pause()
        assert screen.left.scroll_offset.y == screen.right.scroll_offset.y == 0
        await pilot.press("i", "pagedown")
        await pilot.pause()
        assert screen.left.scroll_offset.y == 0 < screen.right.scroll_offset.y
        await pilot.press("x")
        await still(app, pilot)
        assert [m.code for m in screen.left.reading.marks] == [study.code("aktor").id]


async def test_two_versions_show_what_was_added_removed_and_reworded(opened: Open, study: Project) -> None:
    put_source(study, "v1", "Inledning om stödet.\n\nDu ska vänta på svar från oss.\n\nBort med detta.\n\nSlut.\n", ())
    put_source(study, "v2", "Inledning om stödet.\n\nDu ska inte vänta på svar från oss.\n\nSlut.\n\nNytt här.\n", ())
    async with opened("compare") as (app, pilot):
        app.desk.compared = ["sources", study.sources()[1].id, study.sources()[2].id]
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        screen.show_project()
        await still(app, pilot)
        kinds = [{m.code for m in pane.reading.marks} for pane in (screen.left, screen.right)]
        assert kinds == [{"reworded", "removed"}, {"reworded", "added"}]
        assert [screen.right.reading.text[slice(*m)] for m in screen.right.matches] == ["inte"]
        await pilot.press("n", "n", "n")
        assert screen.right.reading.text[screen.right.cursor :].startswith("Nytt")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)


async def test_the_reading_view_opens_both_coders_on_its_source(opened: Open, study: Project) -> None:
    both_code(study)
    async with opened("reading") as (app, pilot):
        await pilot.press("P")
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        assert screen.left_source is not None
        assert screen.left_source.source.handle == "intervju-01"
        assert len(screen.places) == 3


async def test_a_blind_round_hides_the_other_side(opened: Open, study: Project) -> None:
    both_code(study)
    a_round(study)
    async with opened("compare") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        assert len(screen.left.reading.marks) == 4
        assert not screen.right.reading.marks
        assert "hidden" in words_of(app, "#right-title")


# -- passages to check --------------------------------------------------------


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
