"""What makes coding quick: hot keys, borders on both sides, parting, one coder alone, absences, scene marks."""

from __future__ import annotations

from textual.widgets import OptionList, Static

from qualcode.core.codebook import Code, Facet, FacetValue, add_code, add_facet
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.motion import scene_marks
from qualcode.project import Project
from qualcode.tui.screens.hot_keys import HotKeysDialog
from qualcode.tui.screens.picker import PickerInput, PickerScreen
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.source_themes import ThemesScreen
from qualcode.tui.screens.sweep import SweepScreen
from qualcode.tui.widgets.at_cursor import AtCursor
from qualcode.tui.widgets.codetree import CodeTree
from qualcode.tui.widgets.legend import Legend
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


async def test_undo_says_which_codes(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id, study.code("hinder").id])
        app.action_undo()
        await pilot.pause()
        assert [n.message for n in app._notifications] == ["undone: 2 codings added: listen, hinder"]
        screen.put_codes([study.code("hinder").id])
        screen.view.take_in_hand(next(m.id for m in screen.view.marks_here() if m.code == study.code("hinder").id))
        screen.action_remove()
        await pilot.pause()
        app.action_undo()
        await pilot.pause()
        assert any(n.message == "undone: 1 coding removed: hinder" for n in app._notifications)


async def test_a_coding_is_given_a_code_that_is_named_then(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id])
        screen.action_recode()
        await pilot.pause()
        app.screen.query_one(PickerInput).value = "väntan"
        await pilot.pause()
        assert not app.screen.query_one("#facets").display
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert [study.codebook().by_id[c.code].handle for c in study.codings()] == ["vantan"]
        app.action_undo()
        assert [study.codebook().by_id[c.code].handle for c in study.codings()] == ["lyssna"]


async def test_where_only_known_codes_help_none_is_offered_anew(opened: Open, study: Project) -> None:
    async with opened("sweep") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SweepScreen)
        screen.action_choose_code()
        await pilot.pause()
        app.screen.query_one(PickerInput).value = "finns inte"
        await pilot.pause()
        found = str(app.screen.query_one("#found", Static).render())
        assert "new code" not in found
        assert "the codebook has no code finns inte" in found
        await pilot.press("enter")
        assert isinstance(app.screen, PickerScreen)


async def test_facets_stand_under_each_other_on_a_narrow_screen(opened: Open, study: Project) -> None:
    names = ("den som talar", "en kollega", "en annan aktör", "en chef på en annan arbetsplats")
    values = tuple(FacetValue(n, n, n) for n in names)
    study.apply(add_facet(Facet(new_id(), "om", "om vem", "about whom", values)))
    async with opened(size=(80, 24)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id])
        screen.action_facets()
        await pilot.pause()
        first, second = str(app.screen.query_one("#facets", Static).render()).split("\n")
        indent = first.index("den som") - 2  # the key of the value stands before it
        assert second[:indent].strip() == ""
        assert second[indent] != " "


async def test_the_strip_keeps_the_name_of_a_code_whose_path_is_long(opened: Open, study: Project) -> None:
    above = Code(new_id(), "lang", "ett mycket långt namn på en överordnad kod i boken", position=7)
    code = Code(new_id(), "kort", "kort kod", parent=above.id)
    study.apply(add_code(above), add_code(code))
    async with opened(size=(80, 24)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([code.id])
        await pilot.pause(0.2)
        strip = str(screen.query_one(AtCursor).render())
        assert "… › kort kod  “" in strip


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


async def test_selecting_freely_draws_the_selection_along_with_every_motion(opened: Open, study: Project) -> None:
    text = study.text(study.sources()[0])
    at = text.index("lyssna")
    codings = [add_coding(study.sources()[0].id, study.code("lyssna").id, revision=study.sources()[0].text,
                          start=at, end=at + 6)]  # fmt: skip
    study.apply(*codings)
    async with opened() as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view = screen.view
        for act, backward in (
            (lambda d: screen.action_step("paragraph", d), True),
            (lambda d: screen.action_step("turn", d), True),
            (lambda d: screen.action_step("sentence", d), True),
            (screen.action_coding, False),
            (lambda d: screen.action_coding(d, False), False),
        ):
            view.clear_selection()
            view.move_to(view.steps.shown(0))
            screen.action_free()
            start = view.cursor
            act(1)
            assert view.selection is not None
            assert view.selection[0] == start < view.selection[1]
            longer = view.selection
            if backward:
                act(1)
                act(-1)
                assert view.selection == longer  # the same steps shrink it


async def test_the_legend_tells_the_codes_in_sight(opened: Open, study: Project) -> None:
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id, study.code("aktor").id])
        screen.action_legend()
        await pilot.pause(0.1)
        page = str(screen.query_one(Legend).render())
        assert "listen" in page
        assert "aktör" in page
        assert "regler" not in page
        assert not screen.query_one(CodeTree).display
        screen.action_legend()
        assert screen.query_one(CodeTree).display


async def test_a_facet_is_set_by_one_key_and_the_last_one_keeps(opened: Open, study: Project) -> None:
    values = (FacetValue("ar", "är"), FacetValue("bor", "bör", key="b"))
    study.apply(
        add_facet(Facet(new_id(), "modus", "modus", values=values)),
        add_facet(Facet(new_id(), "om", "om", values=(FacetValue("jag", "jag"), FacetValue("andra", "andra")))),
    )
    async with opened() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([study.code("lyssna").id])
        await pilot.press("f", "j")  # a key of the second facet alone; it is the last, so that it keeps
        await pilot.pause()
        assert app.screen is screen
        assert study.codings()[0].facets == {"om": "jag"}
        await pilot.press("f", "b", "enter")
        await pilot.pause()
        assert study.codings()[0].facets == {"modus": "bor", "om": "jag"}
