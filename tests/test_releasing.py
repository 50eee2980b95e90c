"""What is written to files is looked through first, in rows, texts, forms and pictures."""

from __future__ import annotations

import pytest

from qualcode.core.cases import Case, add_case
from qualcode.core.ids import new_id
from qualcode.core.settings import edit_project
from qualcode.project import Project
from qualcode.protection.guarding import Printed, guard, leaks_in
from qualcode.protection.releasing import cell_texts, form_leaks, line_texts, list_leaks, picture_texts, row_texts


@pytest.fixture
def named(project: Project) -> Project:
    project.apply(add_case(Case(new_id(), "Zerafina Wulff", public="Vera", pronoun="hen")))
    return project


def places(project: Project, texts) -> list[tuple[str, str]]:
    return [(leak.where, leak.words) for leak in list_leaks(project, texts)]


def test_words_of_rows_are_looked_through_once_and_ids_are_not(named: Project) -> None:
    rows = [
        {"id": "Zerafina Wulff", "quote": "Ring 070-174 06 05", "n": 3, "codes": ["norm", "Zerafina Wulffs"]},
        {"id": "b", "quote": "Ring 070-174 06 05", "n": 4, "codes": []},
    ]
    found = places(named, row_texts(rows, ["id", "quote", "n", "codes"]))
    assert found == [("row 1, codes", "Zerafina Wulffs"), ("row 1, quote", "070-174 06 05")]


def test_a_guess_at_a_name_refuses_no_list(named: Project) -> None:
    assert not places(named, line_texts("Gunilla kom.\nVera gick. Hon log."))


def test_lines_headings_and_pictures_are_looked_through(named: Project) -> None:
    assert places(named, line_texts("a\na.b@exempel.se")) == [("line 2", "a.b@exempel.se")]
    assert places(named, cell_texts(["Zerafina Wulff"], [["x"]])) == [("headings", "Zerafina Wulff")]
    svg = "<svg><text>Zerafina Wulff</text></svg>"
    assert places(named, picture_texts(svg, "")) == [("picture", "Zerafina Wulff")]


def test_a_form_that_authors_wrote_is_read_as_a_report_is(named: Project) -> None:
    text = "scenes:\n- title: Mötet\n  blocks:\n  - {type: paragraph, text: Vera kom. Hon log.}\n"
    assert [(leak.kind, leak.where) for leak in form_leaks(named, text)] == [("pronoun", "scenes 1 › blocks 1 › text")]


def test_small_cells_follow_the_number_of_the_project(named: Project) -> None:
    cells = {"roll: läkare": 4, "roll: chef": 2, "roll: ingen": 0}
    assert [leak.where for leak in list_leaks(named, (), cells)] == ["roll: chef"]
    named.apply(edit_project(named.id, least_cell=5))
    assert [leak.where for leak in list_leaks(named, (), cells)] == ["roll: läkare", "roll: chef"]


@pytest.mark.parametrize(
    "words",
    [
        "070-174 06 05",
        "+46 (0)70 174 06 05",
        "19900101-2385",
        "900101–2385",
        "a@b.se",
        "Född den 3 mars 1971",
        "0701740605",
    ],
)
def test_no_number_is_passed_over_for_speed(project: Project, words: str) -> None:
    alone = leaks_in(guard(project), [Printed("x", f"Se {words}.", told=False)])
    sure = [(leak.kind, leak.words) for leak in alone if leak.hard]
    assert sure
    assert [(leak.kind, leak.words) for leak in list_leaks(project, line_texts(f"Se {words}."))] == sure
