"""Exchange of bundles as one works with it by keys: plans, merges, folders, taking back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.teams.bundles import inspect_bundle
from qualcode.teams.merging import unite
from qualcode.teams.replacing import review_list
from qualcode.tui.long_work import LongWork, Stopped
from qualcode.tui.screens.dialogs import ShowText
from qualcode.tui.screens.exchange import ExchangeScreen
from qualcode.tui.screens.merge_plan import MergePlanScreen
from qualcode.tui.screens.review import ReviewScreen
from qualcode.tui.screens.turning import TurningScreen
from tests.conftest import TALK, put_source
from tests.tui.conftest import Open
from tests.tui.team import bundle_of_sara, code_words, join_sara, rename, settled, shown_text, words_of


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
        assert "Studien" in shown_text(app)


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
