"""Cases, details of sources, memos, findings and themes, kept from the screens."""

from __future__ import annotations

from textual.widgets import Input

from qualcode.core import condensations, memos
from qualcode.core.cases import Case, add_case
from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.tui.screens.cases import CasesScreen
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.condensations import CondensationsScreen
from qualcode.tui.screens.findings import FindingsScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.sources import SourcesScreen
from qualcode.tui.screens.trace import TraceScreen
from qualcode.tui.widgets.fields import Pick
from tests.tui.conftest import Open
from tests.tui.stillness import still


async def test_a_case_is_made_and_its_cells_are_changed_in_place(opened: Open, study: Project) -> None:
    async with opened("cases") as (app, pilot):
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one("#f-name", Input).value = "Vera"
        app.screen.query_one("#f-pronoun", Pick).pick("hen")
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CasesScreen)
        await pilot.press("a")
        await pilot.pause()
        app.screen.query_one(Input).value = "roll = handläggare"
        await pilot.press("enter")
        await pilot.pause()
        screen.table.go(0)
        screen.table.go_to_column(1)
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Input).value = "Handläggare A"
        await pilot.press("enter")
        await pilot.pause()
        case = study.case("Vera")
        assert (case.public, case.pronoun, dict(case.attributes)) == ("Handläggare A", "hen", {"roll": "handläggare"})
        screen.table.go(0)
        screen.table.go_to_column(4)
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await pilot.pause()
        assert study.case("Vera").attributes == {}
        app.action_undo()
        assert study.case("Vera").attributes == {"roll": "handläggare"}


async def test_the_grid_is_sorted_by_a_column_both_ways(opened: Open, study: Project) -> None:
    for n, name in enumerate(("Bo", "Ada", "Cia")):
        study.apply(add_case(Case(f"id-{n}", name, attributes={"år": str(n)})))
    async with opened("cases") as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, CasesScreen)
        screen.table.go(0)
        screen.table.go_to_column(4)
        screen.action_sort()
        assert screen.keys_shown() == ["id-0", "id-1", "id-2"]
        screen.action_sort()
        assert screen.keys_shown() == ["id-2", "id-1", "id-0"]


async def test_details_and_speakers_of_a_source_are_changed(opened: Open, study: Project) -> None:
    study.apply(add_case(Case("vera", "Vera")))
    async with opened("sources") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SourcesScreen)
        screen.action_edit()
        await pilot.pause()
        app.screen.query_one("#f-date", Input).value = "i våras"
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not screen  # that is no date
        app.screen.query_one("#f-date", Input).value = "2025-04-02"
        app.screen.query_one("#f-mode", Pick).pick("video")
        app.screen.query_one("#f-case", Pick).pick("vera")
        await pilot.press("escape")
        await pilot.pause()
        source = study.sources()[0]
        assert (source.date, source.mode, source.case) == ("2025-04-02", "video", "vera")
        screen.action_speakers()
        await pilot.pause()
        app.screen.query_one("#f-case-1", Pick).pick("vera")
        app.screen.query_one("#f-role-0", Pick).pick("other")
        await pilot.press("escape")
        await pilot.pause()
        speakers = {s.label: (s.role, s.case) for s in study.sources()[0].speakers}
        assert speakers == {"I": ("other", None), "IP1": ("respondent", "vera")}
        assert len(study.turns(study.sources()[0])) == 4


async def test_a_memo_leads_to_what_it_is_about(opened: Open, study: Project) -> None:
    source = study.sources()[0]
    coding = add_coding(source.id, study.code("aktor").id, revision=source.text, start=46, end=60)
    study.apply(coding)
    study.apply(memos.add_memo("coding", coding.object, "Hon tvekar."))
    study.apply(memos.add_memo("code", study.code("hinder").id, "För vid."))
    async with opened("memos") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, MemosScreen)
        assert screen.table.count == 2
        screen.action_next_kind()
        assert [m.text for m in screen._memos.values()] == ["Hon tvekar."]
        screen.action_open()
        await pilot.pause()
        reading = app.screen
        assert isinstance(reading, ReadingScreen)
        assert reading.view.hand == coding.object
        await pilot.press("g", "m")
        await pilot.pause()
        screen.action_next_kind()
        assert [m.text for m in screen._memos.values()] == ["För vid."]
        screen.action_open()
        await pilot.pause()
        await pilot.pause()
        book = app.screen
        assert isinstance(book, CodebookScreen)
        assert book.code is not None
        assert book.code.handle == "hinder"


async def test_nobody_rewrites_another_coders_memo(opened: Open, study: Project) -> None:
    study.apply(memos.add_memo("project", "project", "Elins tanke."))
    study.work_as("Sara")
    async with opened("memos") as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, MemosScreen)
        screen.action_edit()
        screen.action_remove()
        assert app.screen is screen
        assert len(study.memos()) == 1


def condensed(study: Project) -> tuple[str, str, str]:
    """A finding with a theme, another theme, and two meaning units under the first."""
    source = study.sources()[0]
    finding = condensations.add_finding("Normer", "Två normer råder.")
    one = condensations.add_theme("Lyhördhet", "Yrket vilar på den.", finding=finding.object, position=0)
    other = condensations.add_theme("Regler", "De binder.", position=1)
    spans = ((46, 80, "Lyhördhet är kärnan."), (90, 120, "Man måste lyssna."))
    units = [
        condensations.add_condensation(
            source.id, revision=source.text, start=a, end=b, text=text, theme=one.object, position=n
        )
        for n, (a, b, text) in enumerate(spans)
    ]
    study.apply(finding, one, other, *units)
    return finding.object, one.object, other.object


async def test_themes_are_made_renamed_ordered_and_assigned(opened: Open, study: Project) -> None:
    finding, one, other = condensed(study)
    async with opened("findings") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, FindingsScreen)
        assert screen.keys_shown() == [finding, one, other]
        screen.show_thing(other)
        screen.action_assign()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert study.theme("Regler").finding == finding
        screen.show_thing(other)
        await pilot.press("K")
        assert screen.keys_shown() == [finding, other, one]
        screen.action_edit()
        await pilot.pause()
        app.screen.query_one("#f-name", Input).value = "Regelverket"
        await pilot.press("escape")
        await pilot.pause()
        assert study.theme("Regelverket").claim == "De binder."
        screen.show_thing(finding)
        screen.action_new_theme()
        await pilot.pause()
        app.screen.query_one("#f-name", Input).value = "Tystnad"
        await pilot.press("escape")
        await pilot.pause()
        assert study.theme("Tystnad").finding == finding
        for _ in range(4):
            app.action_undo()
        assert screen.keys_shown() == [finding, one, other]


async def test_enter_on_a_finding_shows_its_trace_and_a_line_of_it_opens_the_passage(
    opened: Open, study: Project
) -> None:
    condensed(study)
    async with opened("condensations") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CondensationsScreen)
        screen.table.go(0)
        screen.table.go_to_column(4)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TraceScreen)
        await pilot.press("down", "enter")
        await pilot.pause()
        reading = app.screen
        assert isinstance(reading, ReadingScreen)
        assert reading.view.selection == (90, 120)


async def test_rows_of_the_table_are_moved_within_their_theme(opened: Open, study: Project) -> None:
    condensed(study)
    async with opened("condensations") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CondensationsScreen)
        screen.action_move(1)
        await still(app, pilot)
        assert [c.text for c in study.condensations()] == ["Man måste lyssna.", "Lyhördhet är kärnan."]
        screen.action_move(1)  # the last one stays
        app.action_undo()
        assert [c.text for c in study.condensations()] == ["Lyhördhet är kärnan.", "Man måste lyssna."]
