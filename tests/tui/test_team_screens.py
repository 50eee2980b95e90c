"""People and rounds, and conflicts, as one works with them by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, SelectionList

from qualcode.mending import correct_words
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.conflicts import ConflictsScreen
from qualcode.tui.screens.dialogs import Choose, Confirm
from qualcode.tui.screens.exchange import ExchangeScreen
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.people import PeopleScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.several import ChooseSeveral
from tests.tui.conftest import Open
from tests.tui.team import (
    a_round,
    both_code,
    bundle_of_sara,
    code_words,
    join_sara,
    rename,
    settled,
    shown_text,
    words_of,
)

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
        assert "open, blind" in str(app.screen.table.cells(0))  # type: ignore[attr-defined]


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


async def test_lists_of_people_and_rounds_are_readable_when_narrow(opened: Open, study: Project) -> None:
    both_code(study)
    a_round(study, closed=True)
    async with opened("people", (80, 24)) as (app, pilot):
        await pilot.pause()
        assert "ett" in str(app.screen.table.cells(0)[0])  # type: ignore[attr-defined]
        assert len(words_of(app, "#reading").splitlines()[0]) <= 80


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


async def test_a_text_corrected_in_two_ways_reads_as_one_side_left_it_by_one_key(
    opened: Open, study: Project, tmp_path: Path
) -> None:
    from qualcode.teams.merging import merge_bundles

    def corrected(new: str) -> Callable[[Project], None]:
        def work(project: Project) -> None:
            source = project.sources()[0]
            at = project.text(source).index("Lyhördhet")
            correct_words(project, source, [(at, at + 9)], new)

        return work

    join_sara(study)
    path = bundle_of_sara(study, tmp_path, corrected("En öppenhet"))
    corrected("Lyhördheten")(study)
    merge_bundles(study, [path])
    async with opened("conflicts") as (app, pilot):
        await pilot.pause()
        page = words_of(app, "#conflict")
        hers = next(n for n in (1, 2) if f"{n}  let it read as Sara left it: “En öppenhet”" in page)
        assert ": Lyhördheten, tycker" in page  # what is read now, in its place
        await pilot.press(str(hers))
        await pilot.pause()
        assert "IP1: En öppenhet, tycker" in study.text(study.sources()[0])
        assert not any(c.open for c in study.conflicts())


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
        page = shown_text(app)
        assert "not counted" in page
        assert "coding added" not in page
        assert all(s.number == 0 for s in screen.shelved.values())
        assert "coding" not in page.replace("coded", "")
