"""What makes coding quick: hot keys, borders on both sides, parting, one coder alone, absences, scene marks."""

from __future__ import annotations

from textual.widgets import OptionList

from qualcode.core.codings import add_coding
from qualcode.core.motion import scene_marks
from qualcode.project import Project
from qualcode.tui.screens.hot_keys import HotKeysDialog
from qualcode.tui.screens.picker import PickerInput
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.source_themes import ThemesScreen
from tests.tui.conftest import Open


def spans(project: Project) -> list[str]:
    text = project.text(project.sources()[0])
    return [text[c.start : c.end] for c in project.codings()]


async def test_a_code_is_given_a_letter_and_set_by_it_from_then_on(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id])
        await pilot.press("apostrophe", "equals_sign", "l")
        assert isinstance(app.screen, HotKeysDialog)
        await pilot.press("escape")
        screen.view.step("turn", 1)
        await pilot.press("apostrophe", "l")
        await pilot.pause()
        assert len(study.codings(code=study.code("lyssna"))) == 2
        app.save_desk()
    async with opened() as (app, _pilot):
        assert app.desk.hot_keys == {"l": study.code("lyssna").id}


async def test_an_unknown_letter_sets_nothing(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        await pilot.press("apostrophe", "q")
        assert isinstance(app.screen, HotKeysDialog)
        assert study.codings() == []


async def test_the_start_of_a_coding_is_moved_by_words(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id])
        whole = spans(study)[0]
        screen.action_move_start(1)
        screen.settle()
        assert spans(study) == [whole.split(" ", 1)[1]]
        await pilot.pause()
        screen.action_move_start(-1)
        screen.settle()
        assert spans(study) == [whole]


async def test_a_coding_is_parted_at_the_cursor_with_its_facets(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id], {"modus": "är"})
        whole = spans(study)[0]
        start = study.codings()[0].start or 0
        screen.view.move_to(start + whole.index("kännetecknar"))
        screen.action_split()
        await pilot.pause()
        assert spans(study) == ["Vad", whole[4:]]
        assert all(c.facets == {"modus": "är"} for c in study.codings())
        app.action_undo()
        assert spans(study) == [whole]


async def test_one_coder_after_the_other_is_shown_alone(opened: Open, study: Project) -> None:
    source, elin = study.sources()[0], study.actor_name
    study.apply(add_coding(source.id, study.code("lyssna").id, revision=source.text, start=3, end=8))
    study.work_as("Sara")
    study.apply(add_coding(source.id, study.code("regler").id, revision=source.text, start=4, end=9))
    study.work_as(elin)
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        shown = []
        for _ in range(3):
            screen.action_coder()
            await pilot.pause()
            shown.append((screen.coder_shown(), [m.code for m in screen.view.index]))
        lyssna, regler = study.code("lyssna").id, study.code("regler").id
        assert sorted(shown[:2]) == [("Elin", [lyssna]), ("Sara", [regler])]
        assert shown[2] == ("", [lyssna, regler])


async def test_that_a_source_says_nothing_of_a_code_is_coded(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        await pilot.press("T", "a")
        app.screen.query_one(PickerInput).value = "hinder"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ThemesScreen)
        coding = study.codings()[0]
        assert coding.absent
        assert coding.start is None
        listed = app.screen.query_one(OptionList).get_option_at_index(0)
        assert "absent" in str(listed.prompt)


def test_scene_marks_are_headings_and_what_follows_a_rule() -> None:
    text = "# Ett\nord\n\n* * *\n\nTvå börjar.\n---\nTre.\n– Läkaren: nej\n*\nFyra\n"
    assert [text[at : at + 4] for at in scene_marks(text)] == ["# Et", "Två ", "Tre.", "Fyra"]
