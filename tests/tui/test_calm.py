"""What is read in a thread: keys typed before it is there wait, and nothing is done with what is no longer shown."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from textual.widgets import OptionList, Static

from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation
from qualcode.core.memos import add_memo
from qualcode.project import Project
from qualcode.tui.screens import compare, letting_out, place, tables
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.jump import JumpScreen
from qualcode.tui.screens.log import LogScreen
from qualcode.tui.screens.tables import TablesScreen
from qualcode.tui.screens.trace import TraceScreen
from tests.tui.conftest import Open
from tests.tui.stillness import still
from tests.tui.team import a_round, both_code

Hold = Callable[[object, str], threading.Event]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Lets what a module calls in a thread wait for an event."""
    made: list[threading.Event] = []

    def wait_for(module: object, name: str) -> threading.Event:
        go_on, real = threading.Event(), getattr(module, name)

        def held(*args: object, **named: object) -> object:
            go_on.wait(20)
            return real(*args, **named)

        monkeypatch.setattr(module, name, held)
        made.append(go_on)
        return go_on

    yield wait_for
    for event in made:
        event.set()


def _code(study: Project) -> None:
    source, codes = study.sources()[0], study.codebook().standing
    study.apply(
        *(add_coding(source.id, c.id, revision=source.text, start=n, end=n + 40) for n, c in enumerate(codes[:4]))
    )


async def test_keys_typed_before_a_table_is_counted_do_what_they_were_typed_for(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    counted = hold(tables, "table_of")
    async with opened("tables") as (app, pilot):
        await pilot.press("down", "right")
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        assert not screen.table.count
        counted.set()
        await still(app, pilot)
        assert (screen.table.cursor, screen.table.column) == (1, 1)
        await pilot.press("up")
        assert screen.table.cursor == 0


async def test_a_key_that_works_everywhere_waits_only_for_keys_typed_before_it(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    counted = hold(tables, "table_of")
    async with opened("tables") as (app, pilot):
        await pilot.press("g")
        assert isinstance(app.screen, JumpScreen)
        await pilot.press("escape", "down", "f12")
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        counted.set()
        await still(app, pilot)
        assert isinstance(app.screen, LogScreen)
        assert screen.table.cursor == 1


async def test_escape_forgets_what_was_typed_ahead(opened: Open, study: Project, hold: Hold) -> None:
    _code(study)
    counted = hold(tables, "table_of")
    async with opened("tables") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        await pilot.press("right", "escape", "right")
        counted.set()
        await still(app, pilot)
        assert screen.table.column == 1


async def test_undo_waits_for_the_keys_before_it(opened: Open, study: Project, hold: Hold) -> None:
    source = study.sources()[0]
    study.apply(add_condensation(source.id, revision=source.text, start=3, end=90, text="Kärnan"))
    study.apply(add_condensation(source.id, revision=source.text, start=99, end=190, text="En till"))

    read = hold(place, "alongside")
    async with opened("condensations") as (app, pilot):
        await pilot.press("x", "u")
        assert len(study.condensations()) == 2
        read.set()
        await still(app, pilot)
        # Undone is what x took away, not what was done before.
        assert [c.text for c in study.condensations()] == ["Kärnan", "En till"]


async def test_a_long_reading_tells_of_itself(opened: Open, study: Project, hold: Hold) -> None:
    _code(study)
    counted = hold(tables, "table_of")
    async with opened("tables") as (app, pilot):
        await pilot.pause(0.4)
        assert "counting" in app.screen.typed.line  # type: ignore[attr-defined]
        counted.set()
        await still(app, pilot)
        assert not app.screen.typed.line  # type: ignore[attr-defined]


async def test_while_another_table_is_counted_a_cell_opens_the_passages_of_the_one_shown(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        said = [c.name for c in screen._heads()[1]]
        counted = hold(tables, "table_of")
        screen._kind = "source"
        screen.show_project()
        assert screen.details()[0].startswith("Persons")
        assert [c.name for c in screen._heads()[1]] == said
        screen.table.go_to_column(len(said))
        screen.run_open()
        for _ in range(50):
            await pilot.pause(0.02)
            if isinstance(app.screen, CodingsScreen):
                break
        assert isinstance(app.screen, CodingsScreen)
        counted.set()
        await still(app, pilot)


async def test_two_texts_are_compared_in_a_thread_while_the_coders_stay_in_sight(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    async with opened("compare") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        compared = hold(compare, "sources_beside")
        before = list(screen.left.reading.marks)
        await pilot.press("t")
        assert screen.mode == "sources"
        assert screen.of_coders
        assert list(screen.left.reading.marks) == before
        await pilot.press("down", "n")
        compared.set()
        await still(app, pilot)
        assert not screen.of_coders


async def test_escape_stops_comparing_and_what_was_compared_before_stays(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    async with opened("compare") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        compared = hold(compare, "sources_beside")
        here = screen.left.cursor
        await pilot.press("t", "down", "escape")
        assert screen.mode == "coders"
        compared.set()
        await still(app, pilot)
        assert screen.of_coders
        assert screen.left.cursor == here


async def test_keys_typed_after_a_cell_was_opened_go_to_its_list_of_passages(
    opened: Open, study: Project, hold: Hold
) -> None:
    source, code = study.sources()[0], study.codebook().standing[0]
    study.apply(*(add_coding(source.id, code.id, revision=source.text, start=n, end=n + 40) for n in range(5)))
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        found = hold(tables, "passages_in")
        await pilot.press("right", "enter", "down", "down")
        found.set()
        await still(app, pilot)
        assert isinstance(app.screen, CodingsScreen)
        assert app.screen.listing.cursor == 2


async def test_escape_before_the_passages_of_a_cell_are_there_leaves_the_table(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        found = hold(tables, "passages_in")
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        await pilot.press("right", "enter", "down", "escape", "down")
        found.set()
        await still(app, pilot)
        assert app.screen is screen
        assert isinstance(app.screen, TablesScreen)


async def test_the_trace_of_a_finding_is_read_in_a_thread(opened: Open, study: Project, hold: Hold) -> None:
    from qualcode.core.condensations import add_theme

    source, theme = study.sources()[0], add_theme("Tid", "Tiden räcker inte.")
    study.apply(theme)
    for start in (3, 99):
        study.apply(
            add_condensation(
                source.id, revision=source.text, start=start, end=start + 60, text=f"Kärnan {start}", theme=theme.object
            )
        )
    async with opened("findings") as (app, pilot):
        await still(app, pilot)
        read = hold(place, "alongside")
        await pilot.press("enter", "down")
        read.set()
        await still(app, pilot)
        assert isinstance(app.screen, TraceScreen)
        assert app.screen.query_one(OptionList).highlighted == 2


async def test_a_memo_about_a_coding_is_named_by_its_code_and_source(opened: Open, study: Project) -> None:
    _code(study)
    coding = study.codings()[0]
    study.apply(add_memo("coding", coding.id, "Hur menar hen?"))
    async with opened("memos") as (app, pilot):
        await still(app, pilot)
        told = str(app.screen.table.cells(0)[0])  # type: ignore[attr-defined]
        assert study.codebook().by_id[coding.code].name("en") in told
        assert study.sources()[0].title in told


async def test_nothing_is_said_to_be_decided_while_the_round_is_read(opened: Open, study: Project, hold: Hold) -> None:
    from qualcode.teams import adjudicating

    both_code(study)
    a_round(study, closed=True)
    read = hold(adjudicating, "docket")
    async with opened("adjudication") as (app, pilot):
        told = str(app.screen.query_one("#side", Static).render())
        assert "reading the round" in told
        screen = app.screen
        assert isinstance(screen, AdjudicationScreen)
        await pilot.press("1")
        read.set()
        await still(app, pilot)
        assert len(study.decisions()) == 1


async def test_a_list_is_looked_through_in_a_thread_before_it_is_written_and_escape_stops_it(
    opened: Open, study: Project, hold: Hold
) -> None:
    _code(study)
    written = study.path.parent / "exports" / "case.csv"
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        looked = hold(letting_out, "list_leaks")
        screen.action_write_csv()
        await pilot.press("escape")
        looked.set()
        await still(app, pilot)
        assert not written.exists()
        screen.action_write_csv()
        await still(app, pilot)
        assert written.exists()


@pytest.mark.parametrize("place", ["agreement", "adjudication"])
async def test_what_was_stopped_is_not_said_to_go_on_and_can_be_asked_for_again(
    opened: Open, study: Project, hold: Hold, place: str
) -> None:
    from qualcode.teams import adjudicating
    from qualcode.tui.screens import agreement

    both_code(study)
    closed = a_round(study, closed=True)
    read = hold(adjudicating, "docket") if place == "adjudication" else hold(agreement, "reckon")
    async with opened(place) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, AdjudicationScreen | AgreementScreen)
        await pilot.press("escape")
        read.set()
        await still(app, pilot)
        told = " ".join(str(one.render()) for one in screen.query(Static))
        assert "stopped" in told
        assert "…" not in told
        if isinstance(screen, AgreementScreen):
            screen._keep(round=closed.id)
            await still(app, pilot)
            assert screen.found is not None
        else:
            screen.show_project()
            await still(app, pilot)
            assert screen.docket is not None
