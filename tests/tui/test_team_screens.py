"""People and rounds, exchange and conflicts, as one works with them by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, SelectionList, Static

from qualcode.core import codebook as books
from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.teams.bundles import inspect_bundle
from qualcode.teams.merging import unite
from qualcode.teams.replacing import review_list
from qualcode.tui.app import QualcodeApp
from qualcode.tui.long_work import LongWork, Stopped
from qualcode.tui.screens.conflicts import ConflictsScreen
from qualcode.tui.screens.dialogs import Choose, Confirm, ShowText
from qualcode.tui.screens.exchange import ExchangeScreen
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.merge_plan import MergePlanScreen
from qualcode.tui.screens.people import PeopleScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.review import ReviewScreen
from qualcode.tui.screens.several import ChooseSeveral
from qualcode.tui.screens.turning import TurningScreen
from tests.conftest import TALK, put_source
from tests.tui.conftest import Open
from tests.tui.team import a_round, both_code, bundle_of_sara, code_words, join_sara


def words_of(app: QualcodeApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until threads are done and the screen has taken it in."""
    for _turn in range(2):
        await app.workers.wait_for_complete()
        await pilot.pause()


# -- people and rounds --------------------------------------------------------


async def test_a_round_is_opened_by_a_form_and_two_lists(opened: Open, study: Project) -> None:
    join_sara(study)
    async with opened("people") as (app, pilot):
        assert isinstance(app.screen, PeopleScreen)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        app.screen.query_one("#f-name", Input).value = "kalibrering"
        app.screen.action_keep()
        await pilot.pause()
        for _list in range(2):
            screen = app.screen
            assert isinstance(screen, ChooseSeveral)
            if not screen.query_one(SelectionList).selected:
                screen.action_switch_all()
            await pilot.press("enter")
            await pilot.pause()
        (made,) = study.rounds()
        assert (made.name, made.blind, len(made.sources), len(made.coders)) == ("kalibrering", True, 1, 2)
        assert "open, blind" in str(app.screen.table.get_row_at(0))  # type: ignore[attr-defined]


async def test_a_round_needs_two_coders(opened: Open, study: Project) -> None:
    async with opened("people") as (app, pilot):
        await pilot.press("n")
        assert isinstance(app.screen, PeopleScreen)
        assert not study.rounds()


async def test_closing_tells_what_it_means_and_who_has_not_read(opened: Open, study: Project) -> None:
    join_sara(study)
    a_round(study)
    async with opened("people") as (app, pilot):
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        told = words_of(app, ".quote")
        assert "never change" in told
        assert "Sara: Intervju-01" in told
        await pilot.press("escape")
        assert not study.rounds()[0].closed
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert study.rounds()[0].closed
        await pilot.press("e")
        assert isinstance(app.screen, PeopleScreen)


async def test_an_open_round_is_changed(opened: Open, study: Project) -> None:
    join_sara(study)
    a_round(study)
    async with opened("people") as (app, pilot):
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one("#f-name", Input).value = "två"
        app.screen.action_keep()  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [r.name for r in study.rounds()] == ["två"]
        app.action_undo()
        assert [r.name for r in study.rounds()] == ["ett"]


async def test_marks_of_reading_show_in_the_round_and_what_is_unread_is_found(opened: Open, study: Project) -> None:
    join_sara(study)
    a_round(study)
    async with opened("people") as (app, pilot):
        assert "○" in words_of(app, "#reading")
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        text = study.text(study.sources()[0])
        screen.view.select(0, text.index("I: Kan"))
        screen.action_mark_read()
        assert [m.start for m in study.readings()] == [0]
        assert "read" in screen.details()[0]
        screen.action_unread()
        assert screen.view.selection is not None
        assert text[screen.view.selection[0] :].startswith("I: Kan")
        screen.view.clear_selection()
        screen.action_mark_read()
        screen.action_unread()
        assert screen.view.selection is None
        await app.action_show("people")
        await pilot.pause()
        assert "● " in words_of(app, "#reading")
        await pilot.press("enter")
        assert isinstance(app.screen, PeopleScreen)


async def test_marking_twice_takes_the_mark_back(opened: Open, study: Project) -> None:
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await pilot.press("M")
        assert len(study.readings()) == 1
        await pilot.press("M")
        assert not study.readings()
        app.action_undo()
        assert len(study.readings()) == 1


async def test_going_on_as_another_changes_header_and_what_is_seen(opened: Open, study: Project) -> None:
    both_code(study)
    a_round(study)
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.opened is not None
        assert {m.coder for m in screen.opened.marks} == {study.actor}
        await app.action_show("people")
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await pilot.press(*"sara", "enter")
        await pilot.pause()
        assert study.actor_name == "Sara"
        assert "Sara" in words_of(app, "#title")
        await app.action_show("reading")
        await pilot.pause()
        assert {m.coder for m in screen.opened.marks} == {study.person("Sara").id}


async def test_a_coder_is_added(opened: Open, study: Project) -> None:
    async with opened("people") as (_app, pilot):
        await pilot.press("p")
        await pilot.pause()
        await pilot.press(*"Jonas", "enter")
        await pilot.pause()
        assert [p.name for p in study.persons()] == ["Elin", "Jonas"]


# -- exchange -----------------------------------------------------------------


def rename(handle: str, name: str) -> Callable[[Project], None]:
    def work(project: Project) -> None:
        project.apply(books.rename_code(project.code(handle).id, name_sv=name))

    return work


async def test_a_merge_is_shown_first_then_carried_out_then_taken_back_by_one_key(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    join_sara(study)

    def work(project: Project) -> None:
        project.apply(code_words(project, "lyssna", "kunna lyssna"))
        project.apply(code_words(project, "aktor", "läkaren"))

    bundle_of_sara(study, tmp_path, work)
    async with opened("exchange") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        await settled(app, pilot)
        assert [s.state for s in screen.shelved.values()] == ["new"]
        await pilot.press("m")
        await settled(app, pilot)
        assert isinstance(app.screen, MergePlanScreen)
        page = words_of(app, ".long Static")
        assert "2 codings added" in page
        assert "Sara" in page
        await pilot.press("escape")
        assert not study.codings()
        await pilot.press("m")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(study.codings()) == 2
        assert [s.state for s in screen.shelved.values()] == ["known"]
        await pilot.press("u")
        await pilot.pause()
        assert not study.codings()


async def test_a_bundle_is_written_and_looked_into(opened: Open, study: Project, tmp_path: Path) -> None:
    async with opened("exchange") as (app, pilot):
        await settled(app, pilot)
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("escape")
        assert not list(tmp_path.glob("*.bundle"))
        await pilot.press("w")
        await pilot.pause()
        app.screen.query_one("#f-file", Input).value = "till-sara"
        await pilot.press("enter")
        await settled(app, pilot)
        assert inspect_bundle(tmp_path / "till-sara.bundle").texts
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ShowText)
        assert "Studien" in words_of(app, ".long Static")


async def test_a_damaged_bundle_is_told_of_and_changes_nothing(opened: Open, study: Project, tmp_path: Path) -> None:
    path = bundle_of_sara(study, tmp_path, rename("aktor", "motpart"))
    path.write_bytes(path.read_bytes()[:-20])
    before = study.revision()
    async with opened("exchange") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        await settled(app, pilot)
        assert [s.state for s in screen.shelved.values()] == ["damaged"]
        await pilot.press("m")
        await settled(app, pilot)
        assert isinstance(app.screen, ExchangeScreen)
        assert not screen.work.running
        assert study.revision() == before


async def test_the_shared_folder_is_remembered_and_carries_work_both_ways(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    join_sara(study)
    (tmp_path / "delat").mkdir()
    bundle_of_sara(study, tmp_path, rename("aktor", "motpart"))
    (tmp_path / "sara.bundle").rename(tmp_path / "delat" / "sara.bundle")
    async with opened("exchange") as (app, pilot):
        await settled(app, pilot)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*"delat", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ShowText)
        assert study.code("aktor").name_sv == "motpart"
        assert app.desk.folder == "delat"
        await pilot.press("escape")
        await pilot.press("u")
        assert study.code("aktor").name_sv == "aktör"


def test_stopped_work_stops_at_its_next_step() -> None:
    class Cancelled:
        is_cancelled = True

    work = LongWork(None, _worker=Cancelled())  # type: ignore[arg-type]
    with pytest.raises(Stopped):
        work.progress(1, 2)


async def test_a_merge_that_is_stopped_changes_nothing(
    opened: Open, study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_sara(study)
    path = bundle_of_sara(study, tmp_path, rename("aktor", "motpart"))
    before = study.revision()
    async with opened("exchange") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        await settled(app, pilot)

        def stopping(_self: LongWork, _done: int, _total: int) -> None:
            raise Stopped

        monkeypatch.setattr(LongWork, "progress", stopping)
        screen.merge([path])
        await settled(app, pilot)
        assert isinstance(app.screen, ExchangeScreen)
        assert (study.revision(), screen.work.running, app.held) == (before, False, False)


async def test_a_bundle_under_a_passphrase_asks_for_it_once(opened: Open, study: Project, tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    from qualcode.teams.bundles import write_bundle

    write_bundle(study, tmp_path / "hemlig.bundle", passphrase="sesam")
    async with opened("exchange") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        await settled(app, pilot)
        assert [s.state for s in screen.shelved.values()] == ["sealed"]
        await pilot.press("enter")
        for _turn in range(20):
            await pilot.pause(0.05)
            if app.screen is not screen:
                break
        assert app.screen.query_one(Input).password
        await pilot.press(*"sesam", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ShowText)
        assert screen.work.secrets == {"hemlig.bundle": "sesam"}


# -- conflicts ----------------------------------------------------------------


async def conflicting(app: QualcodeApp, pilot: Pilot[None], study: Project, tmp_path: Path) -> ConflictsScreen:
    from qualcode.teams.merging import merge_bundles

    join_sara(study)
    path = bundle_of_sara(study, tmp_path, rename("aktor", "motaktör"))
    rename("aktor", "medaktör")(study)
    merge_bundles(study, [path])
    await app.action_show("conflicts")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, ConflictsScreen)
    return screen


async def test_a_conflict_is_told_and_settled_by_one_key_and_opened_again_by_undo(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    async with opened("overview") as (app, pilot):
        screen = await conflicting(app, pilot, study, tmp_path)
        page = words_of(app, "#conflict")
        assert all(word in page for word in ("Elin", "Sara", "“medaktör”", "“motaktör”"))
        await pilot.press("k")
        assert [c.open for c in study.conflicts() if c.sort == "field"] == [True]
        sara = next(n for n, line in enumerate(("medaktör", "motaktör"), start=1) if f"{n}  take “motaktör”" in page)
        await pilot.press(str(sara))
        await pilot.pause()
        assert study.code("aktor").name_sv == "motaktör"
        assert not screen.keys_shown()
        await pilot.press("f")
        assert "settled by Elin" in words_of(app, "#conflict")
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("f", "f")
        assert len(screen.keys_shown()) == 1


async def test_a_reason_is_asked_for_where_wanted(opened: Open, study: Project, tmp_path: Path) -> None:
    async with opened("overview") as (app, pilot):
        screen = await conflicting(app, pilot, study, tmp_path)
        await pilot.press("w", "1")
        await pilot.pause()
        await pilot.press(*"enligt", "enter")
        await pilot.pause()
        assert not screen.keys_shown()
        await pilot.press("f")
        assert "“enligt”" in words_of(app, "#conflict")


async def test_what_a_blind_round_hides_is_only_counted_in_the_plan(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    join_sara(study)
    a_round(study)
    path = bundle_of_sara(study, tmp_path, lambda p: p.apply(code_words(p, "lyssna", "kunna lyssna")))
    async with opened("exchange") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        await settled(app, pilot)
        screen.merge([path])
        await settled(app, pilot)
        page = words_of(app, ".long Static")
        assert "stays hidden" in page
        assert "coding" not in page
        await pilot.press("escape")
        await pilot.press("enter")
        await settled(app, pilot)
        page = words_of(app, ".long Static")
        assert "not counted" in page
        assert "coding added" not in page
        assert all(s.number == 0 for s in screen.shelved.values())
        assert "coding" not in page.replace("coded", "")


async def test_lists_of_people_and_rounds_are_readable_when_narrow(opened: Open, study: Project) -> None:
    both_code(study)
    a_round(study, closed=True)
    async with opened("people", (80, 24)) as (app, pilot):
        await pilot.pause()
        assert "ett" in str(app.screen.table.get_row_at(0)[0])  # type: ignore[attr-defined]
        assert len(words_of(app, "#reading").splitlines()[0]) <= 80


def nearly_the_same(project: Project) -> None:
    other = put_source(project, "intervju-01-igen", TALK.replace("förra veckan", "förra månaden"))
    at = project.text(other).index("i förra månaden")
    project.apply(
        add_coding(other.id, project.code("regler").id, revision=other.text, start=at + 2, end=at + 15),
    )


async def test_texts_that_are_nearly_the_same_are_told_of_and_made_one(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    join_sara(study)
    bundle_of_sara(study, tmp_path, nearly_the_same)
    async with opened("exchange") as (app, pilot):
        await settled(app, pilot)
        await pilot.press("m")
        await settled(app, pilot)
        page = words_of(app, ".long Static")
        assert "Nearly the same text" in page
        assert "intervju-01 and intervju-01-igen: 8" in page
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(study.sources()) == 2
        await pilot.press("j")
        await settled(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("j")
        await settled(app, pilot)
        assert [s.handle for s in study.sources()] == ["intervju-01"]
        assert isinstance(app.screen, ReviewScreen)
        assert len(review_list(study)) == 1
        await pilot.press("u")
        await pilot.pause()
        assert len(study.sources()) == 2


async def test_a_large_merge_is_taken_back_and_brought_back_beside_the_screen(
    opened: Open, study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.app._MANY", 0)
    join_sara(study)
    data = bundle_of_sara(study, tmp_path, rename("aktor", "motpart")).read_bytes()
    unite(study, [("sara.bundle", data)])
    with_her = study.revision()
    async with opened("sources") as (app, pilot):
        app.action_undo()
        await settled(app, pilot)
        assert not isinstance(app.screen, TurningScreen)
        without_her = study.revision()
        assert without_her < with_her
        app.action_redo()
        await settled(app, pilot)
        assert study.revision() == with_her
        assert [n.message for n in app._notifications][-1].startswith("done again")


async def test_taking_a_large_merge_back_is_stopped_by_escape_and_nothing_is_lost(
    opened: Open, study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.app._MANY", 0)
    join_sara(study)
    unite(study, [("sara.bundle", bundle_of_sara(study, tmp_path, rename("aktor", "motpart")).read_bytes())])
    before = study.revision()
    tell = TurningScreen._tell

    def stopped(self: TurningScreen, done: int, total: int) -> None:
        self.app.call_from_thread(self.action_leave)
        tell(self, done, total)

    monkeypatch.setattr(TurningScreen, "_tell", stopped)
    async with opened("sources") as (app, pilot):
        app.action_undo()
        await settled(app, pilot)
        assert not isinstance(app.screen, TurningScreen)
        assert study.revision() == before
        assert study.faults() == []
