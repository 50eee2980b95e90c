"""``qualcode agreement``: plain files, their mistakes, and the project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[[str, str], str]

FOUR = "11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3.".split()
UNITS = "unit,coder,value\n" + "".join(
    f"{n},{coder},{value}\n"
    for n, row in enumerate(FOUR, 1)
    for coder, value in zip("ABCD", row, strict=True)
    if value != "."
)
SPANS = """text,length,coder,start,end,value
t,60,Alex,2,9,1
t,60,Alex,11,17,2
t,60,Alex,24,30,5
t,60,Alex,32,36,6
t,60,Alex,36,44,6
t,60,Alex,44,60,7
t,60,Paul,2,9,1
t,60,Paul,11,17,3
t,60,Paul,19,25,5
t,60,Paul,32,44,6
t,60,Suzan,2,9,1
t,60,Suzan,11,17,4
t,60,Suzan,21,27,5
t,60,Suzan,32,36,6
t,60,Suzan,36,40,6
t,60,Suzan,40,44,6
"""


@pytest.fixture
def write(run, tmp_path: Path) -> Write:
    """Write a file in the folder that commands run in, and return its name."""

    def put(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return put


def values(rows: list[dict[str, Any]]) -> dict[tuple[str, str | None], float | None]:
    return {(row["measure"], row["category"]): row["value"] for row in rows}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("--coefficient", "alpha"), 0.743),
        (("--coefficient", "alpha", "--level", "ordinal"), 0.815),
        (("--coefficient", "alpha", "--level", "interval"), 0.849),
        (("--coefficient", "alpha", "--level", "ratio"), 0.797),
        (("--coefficient", "ac2", "--weights", "linear"), 0.859),
        (("--coefficient", "ac2", "--level", "ordinal", "--categories", "1,2,3,4,5"), 0.899),
        (("--coefficient", "conger_kappa"), 0.763),
    ],
)
def test_a_list_of_units_gives_the_published_figures(data, write, words, value) -> None:
    rows = data("agreement", "--units", write("u.csv", UNITS), *words)
    assert rows[0]["category"] is None
    assert rows[0]["value"] == pytest.approx(value, abs=0.0005)
    assert {"measure", "value", "reason", "category", "distance", "n_units", "n_coders"} <= rows[0].keys()
    assert (rows[0]["n_units"], rows[0]["n_coders"]) == (11, 4)


def test_marks_in_a_text_give_the_published_figures(data, write) -> None:
    found = values(data("agreement", "--spans", write("s.csv", SPANS)))
    assert found["u_alpha", None] == pytest.approx(0.510, abs=0.0005)
    assert found["binary_u_alpha", None] == pytest.approx(0.413, abs=0.0005)
    assert found["cu_alpha", None] == pytest.approx(0.724, abs=0.0005)
    assert found["ku_alpha", "5"] == pytest.approx(1)
    assert found["ku_alpha", "7"] is None


def test_several_values_empty_ones_and_missing_rows_are_three_states(data, write) -> None:
    text = "unit,coder,value\n1,F,b|d\n1,G,d\n2,F,a | b|d\n2,G,b\n2,H,b|d\n3,F,\n3,G,a\n3,H,a\n4,F,a\n"
    name = write("u.csv", text)
    (row,) = data("agreement", "--units", name, "--coefficient", "set_alpha", "--distance", "masi")
    assert row["value"] == pytest.approx(0.18446601941747576)
    assert (row["distance"], row["n_units"], row["n_coders"]) == ("masi", 3, 3)
    rows = data("agreement", "--units", name, "--coefficient", "mv_alpha", "--coefficient", "ac1")
    assert values(rows)["mv_alpha", None] == pytest.approx(0.2865907, abs=5e-5)
    assert values(rows)["ac1", None] is None
    assert "several values" in rows[1]["reason"]


def test_who_read_a_text_without_marking_is_told_from_who_did_not(data, write) -> None:
    marks = "text,length,coder,start,end,value\na,100,X,0,20,k\na,100,Y,0,20,k\nb,100,X,0,50,k\n"
    request = ("--coefficient", "alpha")
    (unread,) = (r for r in data("agreement", "--spans", write("a.csv", marks), *request) if r["category"] == "k")
    silent = marks + "b,100,Y,,,\n"
    (read,) = (r for r in data("agreement", "--spans", write("b.csv", silent), *request) if r["category"] == "k")
    assert (unread["value"], unread["n_units"]) == (1, 100)
    assert read["n_units"] == 200
    assert read["value"] < 0.5
    assert read["counts"] == {"both": 20, "first": 50, "second": 0, "neither": 130}
    assert read["prevalence"] == pytest.approx(90 / 400)


def test_an_undefined_figure_is_null_with_a_reason_and_a_dash(run, data, write) -> None:
    name = write("u.csv", "unit,coder,value\n1,A,x\n1,B,x\n2,A,x\n2,B,x\n")
    (row, *_rest) = data("agreement", "--units", name, "--coefficient", "alpha")
    assert row["value"] is None
    assert "only one value" in row["reason"]
    table = run("agreement", "--units", name, "--coefficient", "alpha").stdout
    assert "–" in table
    assert "only one value" in table


def test_no_verdict_is_given_unless_asked_for(run, data, write) -> None:
    name = write("u.csv", UNITS)
    assert "verdict" not in data("agreement", "--units", name)[0]
    assert "tentative" not in run("agreement", "--units", name).stdout
    assert "tentative" in run("agreement", "--units", name, "--verdict").stdout
    assert {row["verdict"] for row in data("agreement", "--units", name, "--verdict") if row["measure"] == "ac1"} == {
        None
    }


def test_the_number_of_categories_can_be_given(data, write) -> None:
    name = write("u.csv", "unit,coder,value\n1,A,x\n1,B,x\n2,A,x\n2,B,y\n")
    few = data("agreement", "--units", name, "--coefficient", "brennan_prediger")[0]["value"]
    many = data("agreement", "--units", name, "--coefficient", "brennan_prediger", "--categories", "x,y,z,w")[0][
        "value"
    ]
    assert few == pytest.approx(0)
    assert many == pytest.approx(1 / 3)


def test_semicolons_tabs_a_byte_order_mark_and_other_columns_are_taken(data, write) -> None:
    for mark in ";\t":
        text = "﻿" + UNITS.replace(",", mark).replace(f"{mark}value", f"{mark}value{mark}note", 1)
        rows = data("agreement", "--units", write("u.csv", text), "--coefficient", "alpha")
        assert rows[0]["value"] == pytest.approx(0.743, abs=0.0005)


def test_words_can_be_ranked_by_their_order(data, write) -> None:
    words = UNITS
    for number, word in zip("12345", ("aldrig", "sällan", "ibland", "ofta", "alltid"), strict=True):
        words = words.replace(f"{number}\n", f"{word}\n")
    order = "aldrig,sällan,ibland,ofta,alltid"
    request = ("--coefficient", "alpha", "--level", "ordinal", "--categories", order)
    rows = data("agreement", "--units", write("u.csv", words), *request)
    assert rows[0]["value"] == pytest.approx(0.815, abs=0.0005)


HEAD = "unit,coder,value\n"
SPAN_HEAD = "text,length,coder,start,end,value\n"


@pytest.mark.parametrize(
    ("option", "text", "words", "told"),
    [
        ("--units", "", (), ("row 1", "unit, coder, value")),
        ("--units", "unit,value\n1,x\n", (), ("row 1", "no column coder")),
        ("--units", HEAD, (), ("row 1", "no rows")),
        ("--units", HEAD + "1,A,x\n,B,y\n", (), ("row 3", "no unit")),
        ("--units", HEAD + "1,,x\n", (), ("row 2", "no coder")),
        ("--units", HEAD + "1,A,x\n1,B,x\n1,A,y\n", (), ("row 4", "row 2", "|")),
        ("--units", HEAD + '1,A,"x\n', (), ("row 2", "quotation mark")),
        ("--units", HEAD + "1,A,x,y\n", (), ("row 2", "4 cells", "quotes")),
        ("--units", HEAD + "1,A,hög\n", ("--level", "interval"), ("row 2", "hög", "number")),
        ("--units", HEAD + "1,A,hög\n", ("--level", "ordinal"), ("row 2", "hög", "--categories")),
        ("--units", HEAD + "1,A,-2\n", ("--level", "ratio"), ("row 2", "-2")),
        ("--units", HEAD + "1,A,z\n", ("--categories", "x,y"), ("row 2", "z", "--categories")),
        ("--spans", SPAN_HEAD, (), ("row 1", "no rows")),
        ("--spans", SPAN_HEAD + ",60,A,1,2,x\n", (), ("row 2", "no text")),
        ("--spans", SPAN_HEAD + "t,60,,1,2,x\n", (), ("row 2", "no coder")),
        ("--spans", SPAN_HEAD + "t,,A,1,2,x\n", (), ("row 2", "length")),
        ("--spans", SPAN_HEAD + "t,sixty,A,1,2,x\n", (), ("row 2", "length", "sixty")),
        ("--spans", SPAN_HEAD + "t,60,A,1,2,x\nt,61,A,1,2,x\n", (), ("row 3", "61", "60")),
        ("--spans", SPAN_HEAD + "t,60,A,-1,2,x\n", (), ("row 2", "start", "-1")),
        ("--spans", SPAN_HEAD + "t,60,A,1,,x\n", (), ("row 2", "start or end")),
        ("--spans", SPAN_HEAD + "t,60,A,1,2,\n", (), ("row 2", "value")),
        ("--spans", SPAN_HEAD + "t,60,A,2,2,x\n", (), ("row 2", "2–2")),
        ("--spans", SPAN_HEAD + "t,60,A,2,61,x\n", (), ("row 2", "61", "60 characters")),
        ("--spans", SPAN_HEAD + f"t,60,A,2,{'9' * 5000},x\n", (), ("row 2", "end")),
        ("--spans", SPAN_HEAD + "t,60,A,2,9,z\n", ("--categories", "x,y"), ("row 2", "z")),
    ],
)
def test_a_mistake_in_a_file_is_told_in_a_line_with_file_row_and_mend(run, write, option, text, words, told) -> None:
    result = run("agreement", option, write("fil.csv", text), *words, code=2)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("error: fil.csv, row ")
    for part in told:
        assert part in result.stderr


def test_a_file_that_is_no_text_is_told_so(run, tmp_path: Path) -> None:
    (tmp_path / "fil.csv").write_bytes(b"unit,coder,value\n1,A,\xe5\xff\n")
    assert "UTF-8" in run("agreement", "--units", "fil.csv", code=2).stderr
    assert "missing.csv" in run("agreement", "--units", "missing.csv", code=2).stderr
    assert "cannot be read" in run("agreement", "--units", ".", code=2).stderr


def test_options_that_do_not_go_together_are_refused(run, write) -> None:
    units, spans = write("u.csv", UNITS), write("s.csv", SPANS)
    assert "together" in run("agreement", "--units", units, "--spans", spans, code=2).stderr
    assert "--unit " in run("agreement", "--units", units, "--unit", "turn", code=2).stderr
    assert "--level" in run("agreement", "--spans", spans, "--level", "ordinal", code=2).stderr
    assert "gamma" in run("agreement", "--units", units, "--coefficient", "gamma", code=2).stderr
    assert "--by-source" in run("agreement", "--units", units, "--by-source", code=2).stderr
    assert "--categories" in run("agreement", "--units", units, "--categories", ",", code=2).stderr
    assert "A, B, C, D" in run("agreement", "--units", units, "--coder", "Z", code=2).stderr


def test_pairs_and_texts_have_figures_of_their_own(data, write) -> None:
    more = SPANS + "u,20,Alex,0,5,1\nu,20,Paul,,,\n"
    rows = data("agreement", "--spans", write("s.csv", more), "--coefficient", "char_f1", "--pairs", "--by-source")
    assert {tuple(row["coders"]) for row in rows if row["coders"]} == {
        ("Alex", "Paul"),
        ("Alex", "Suzan"),
        ("Paul", "Suzan"),
    }
    assert {row["source"] for row in rows} == {None, "t", "u"}
    two = data("agreement", "--spans", "s.csv", "--coefficient", "alpha", "--coder", "Alex", "--coder", "Paul")
    assert two[0]["n_coders"] == 2


@pytest.fixture
def coded(study, write) -> Any:
    """The small study, coded by Elin and by Sara."""
    study("coding", "add", "vera", "hora", "--turn", "2")
    study("coding", "add", "vera", "regler", "--turn", "4")
    study("--coder", "Sara", "coding", "add", "vera", "hora", "--turn", "2")
    study("--coder", "Sara", "coding", "add", "vera", "aktor", "--turn", "4")
    study("--coder", "Sara", "coding", "add", "note", "aktor", "--turn", "1")
    return study


def test_the_projects_coders_are_compared_turn_by_turn(coded, data) -> None:
    rows = {(r["measure"], r["category"]): r for r in data("agreement")}
    hora = rows["alpha", "hora"]
    assert (hora["value"], hora["n_units"], hora["n_coders"], hora["unit"]) == (1, 4, 2, "turn")
    assert rows["alpha", "aktor"]["counts"] == {"both": 0, "first": 0, "second": 1, "neither": 3}
    assert ("alpha", "norm") not in rows
    assert rows["set_alpha", None]["value"] < 1


def test_who_has_not_opened_a_source_did_not_see_its_turns(coded, data) -> None:
    before = data("agreement", "--code", "aktor", "--coefficient", "alpha", "--unit", "source")
    assert [r["n_units"] for r in before if r["category"] == "aktor"] == [1]
    coded("coding", "add", "note", "regler", "--turn", "2")
    after = data("agreement", "--code", "aktor", "--coefficient", "alpha", "--unit", "source")
    assert [r["n_units"] for r in after if r["category"] == "aktor"] == [2]


def test_codes_roll_up_to_a_level_of_the_tree(coded, data) -> None:
    rows = values(data("agreement", "--level-of-tree", "1", "--coefficient", "percent"))
    assert rows["percent", "norm"] == pytest.approx(3 / 4)
    assert ("percent", "hora") not in rows
    rows = values(data("agreement", "--code", "norm", "--subtree", "--coefficient", "percent"))
    assert rows["percent", "norm"] == pytest.approx(3 / 4)
    both = values(data("agreement", "--subtree", "--coefficient", "percent"))
    assert {"norm", "hora", "regler", "aktor"} <= {category for _m, category in both}


@pytest.mark.parametrize("unit", ["case", "source", "turn", "paragraph", "sentence", "meaning-unit", "character"])
def test_every_unit_can_be_compared(coded, data, unit) -> None:
    coded("condense", "add", "vera", "--text", "Att lyssna.", "--turn", "2")
    rows = data("agreement", "--unit", unit, "--coefficient", "alpha", "--coefficient", "u_alpha")
    (hora,) = [r for r in rows if (r["measure"], r["category"]) == ("alpha", "hora")]
    assert hora["unit"] == unit
    assert hora["n_units"] >= 1


def test_the_distance_in_the_code_tree_forgives_neighbours(coded, data) -> None:
    coded("--coder", "Sara", "coding", "add", "vera", "hora", "--turn", "4")
    rows = data("agreement", "--coefficient", "set_alpha", "--distance", "jaccard", "--distance", "tree")
    jaccard, tree = (row["value"] for row in rows)
    assert tree > jaccard


def test_facets_can_be_compared(coded, data) -> None:
    assert "no facet" in coded("agreement", "--facet", "modality", code=1).stderr.lower()


def test_intervals_come_from_drawing_the_sources(coded, data) -> None:
    coded("coding", "add", "note", "aktor", "--turn", "1")
    rows = data("agreement", "--bootstrap", "50", "--coefficient", "percent", "--code", "aktor")
    assert rows[-1]["low"] <= rows[-1]["value"] <= rows[-1]["high"]


def test_a_project_without_codings_has_nothing_to_compare(study, data) -> None:
    assert {row["value"] for row in data("agreement")} <= {None}
    assert study("agreement", "--code", "hora").exit_code == 0


def test_the_table_is_for_reading_in_the_language_of_the_reader(coded) -> None:
    text = coded("agreement", "--coefficient", "alpha", "--coefficient", "percent").stdout
    heads = text.splitlines()[0]
    assert "alpha" in heads
    assert "percent" in heads
    assert "1.000" in text
    assert "1,000" in coded("--lang", "sv", "agreement", "--coefficient", "alpha").stdout


def test_what_the_rows_say_is_one_value_a_key(run, write) -> None:
    text = run("agreement", "--units", write("u.csv", UNITS), "--nl").stdout
    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    assert run("agreement", "--units", "u.csv", "--csv").stdout.startswith("measure,value,reason,category,distance,")
