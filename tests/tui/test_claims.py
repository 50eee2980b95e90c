"""Claims and tables on the screen."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from qualcode.core.cases import Case, add_case
from qualcode.core.claims import Condition, add_claim
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.sources import edit_source
from qualcode.project import Project
from qualcode.tui.screens.claims import ClaimsScreen
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.tables import TablesScreen
from qualcode.tui.widgets.fields import Pick
from tests.tui.conftest import Open
from tests.tui.stillness import still
from tests.tui.team import join_sara


def a_claim(study: Project, word: str = "all") -> str:
    """Give the study a person who is coded, and a claim about all persons."""
    source = study.source("intervju-01")
    case = Case(new_id(), "Vera", attributes={"roll": "handläggare"})
    turn = study.turns(source)[1]
    made = new_id()
    lyssna = study.code("lyssna").id
    study.apply(
        add_case(case),
        edit_source(source.id, case_id=case.id),
        add_coding(source.id, lyssna, revision=source.text, start=turn.body, end=turn.end),
        add_claim("Alla lyssnar.", quantifier=word, condition=Condition((lyssna,)), identifier=made),
    )
    return made


async def test_a_claim_shows_its_count_and_what_it_rests_on(opened: Open, study: Project) -> None:
    a_claim(study)
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, ClaimsScreen)
        row = [str(cell) for cell in screen.table.cells(0)]
        assert row[1] == "1 of 1"
        assert not row[0].strip()
        pane = screen.query_one("#evidence", OptionList)
        assert any("Lyhördhet" in str(o.prompt) for o in pane.options)
        screen.action_open()
        await pilot.press("enter")
        await still(app, pilot)
        assert app.desk.place == "reading"


async def test_a_flag_can_be_shown_alone_and_a_status_keeps_the_count(opened: Open, study: Project) -> None:
    made = a_claim(study, "none")
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, ClaimsScreen)
        assert "✗" in str(screen.table.cells(0)[0])
        screen.action_flagged()
        await still(app, pilot)
        assert screen.keys_shown() == [made]
        screen.action_status_next()
        await still(app, pilot)
        assert isinstance(app.screen, Choose)
        await pilot.press("down", "enter")
        await still(app, pilot)
        claim = study.claim(made)
        assert claim.status == "checked"
        assert claim.checked is not None
        assert len(claim.checked.counted) == 1


async def test_a_claim_is_made_and_changed_in_a_form(opened: Open, study: Project) -> None:
    a_claim(study)
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, ClaimsScreen)
        screen.action_new()
        await still(app, pilot)
        form = app.screen
        assert isinstance(form, FormScreen)
        form.query_one("#f-sentence").text = "Ingen nämner hinder."
        form.query_one("#f-quantifier").pick("none")
        form.query_one("#f-codes").value = "finns-inte"
        await pilot.press("escape")
        assert app.screen is form  # the code is not known
        form.query_one("#f-codes").value = "hinder"
        await pilot.press("escape")
        await still(app, pilot)
        made = study.claims()[-1]
        assert (made.sentence, made.quantifier) == ("Ingen nämner hinder.", "none")
        assert made.condition.codes == (study.code("hinder").id,)
        assert screen.chosen() == made.id
        screen.action_edit()
        await still(app, pilot)
        app.screen.query_one("#f-attributes").value = "roll=handläggare"
        await pilot.press("escape")
        await still(app, pilot)
        assert study.claims()[-1].base.attributes == {"roll": ("handläggare",)}
        app.action_undo()
        assert study.claims()[-1].base.attributes == {}


async def test_a_passage_becomes_evidence_that_changes_its_role_and_goes(opened: Open, study: Project) -> None:
    made = a_claim(study)
    async with opened("reading") as (app, pilot):
        app.screen.action_select("turn")
        app.screen.action_to_claim()
        await still(app, pilot)
        await pilot.press("enter")
        await still(app, pilot)
        await pilot.press("down", "down", "enter")
        await still(app, pilot)
        (piece,) = study.evidence(claim=study.claim(made))
        assert piece.role == "contradicts"
        await app.action_show("claims")
        await still(app, pilot)
        screen = app.screen
        screen.action_role()
        assert study.evidence()[0].role == "contradicts"  # the cursor is not on it
        screen.action_open()
        await still(app, pilot)
        screen.action_role()
        assert study.evidence()[0].role == "supports"
        await still(app, pilot)
        screen.action_remove()
        assert study.evidence() == []


async def test_a_table_counts_sorts_swaps_and_opens_its_passages(opened: Open, study: Project) -> None:
    a_claim(study)
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        names = [str(screen.table.cells(n)[0]).strip() for n in range(screen.table.count)]
        assert names == ["norm"]
        screen.action_deeper(1)
        await still(app, pilot)
        assert screen.table.count == 2
        screen.action_sort()
        screen.action_swap()
        await still(app, pilot)
        assert "Vera" in str(screen.table.cells(0)[0])
        screen.action_swap()
        screen.table.go(0)
        screen.table.go_to_column(1)
        screen.action_open()
        await still(app, pilot)
        assert isinstance(app.screen, CodingsScreen)


async def test_a_table_is_written_out(opened: Open, study: Project, tmp_path: Path) -> None:
    a_claim(study)
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        app.screen.action_write_csv()
        await still(app, pilot)
        written = study.path.parent / "exports" / "case.csv"
        assert "norm,1" in written.read_text("utf-8-sig")


async def test_claims_and_tables_count_the_work_that_was_chosen(opened: Open, study: Project) -> None:
    made = a_claim(study)
    join_sara(study)
    sara = study.person("Sara")
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        screen = app.screen
        assert isinstance(screen, ClaimsScreen)
        assert str(screen.table.cells(0)[1]) == "1 of 1"
        await pilot.press("A")
        await still(app, pilot)
        assert isinstance(app.screen, FormScreen)
        app.screen.query_one("#f-coder", Pick).pick(sara.id)
        await pilot.press("escape")
        await still(app, pilot)
        assert str(screen.table.cells(0)[1]) == "0 of 1"
        assert "the work of Sara" in screen.details()[0]
        # What is kept with a status is everyone's count all the same.
        screen.action_status_next()
        await still(app, pilot)
        await pilot.press("down", "enter")
        await still(app, pilot)
        checked = study.claim(made).checked
        assert checked is not None
        assert len(checked.counted) == 1
        app.save_desk()
        await app.action_show("tables")
        await still(app, pilot)
        tables = app.screen
        assert isinstance(tables, TablesScreen)
        assert tables.table.count == 1
        for layer in ("consensus", "coders"):
            tables.action_whose()
            await still(app, pilot)
            app.screen.query_one("#f-layer", Pick).pick(layer)
            await pilot.press("escape")
            await still(app, pilot)
            assert tables.table.count == (layer == "coders")
    async with opened("claims") as (app, pilot):
        await still(app, pilot)
        assert "the work of Sara" in app.screen.details()[0]


async def test_a_round_that_is_gone_counts_no_more(opened: Open, study: Project) -> None:
    a_claim(study)
    async with opened("tables") as (app, pilot):
        await still(app, pilot)
        tables = app.screen
        assert isinstance(tables, TablesScreen)
        tables.of_layer, tables.of_coder = "gone", "nobody"
        tables.show_project()
        await still(app, pilot)
        assert (tables.of_layer, tables.of_coder) == ("", "")
        assert tables.table.count == 1
