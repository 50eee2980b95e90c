"""Forms: read from YAML, answered case by case or from a table, counted, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

FORM = """form: granskning
title: Granskning av akter
items:
  - item: kontakt
    question: Har handläggaren tagit kontakt?
    choices: {ja: Ja, nej: Nej}
  - item: insatser
    question: Vilka insatser?
    choices: {samtal: Samtal, praktik: Praktik}
    several: true
  - item: dagar
    question: Hur många dagar?
    scale: ratio
"""
ELIN = "case,item,value,state\nVera,kontakt,ja,\nJonas,kontakt,nej,\nAmira,kontakt,,unreadable\nVera,dagar,12,\n"
SARA = "case;item;value;state\nVera;kontakt;ja;\nJonas;kontakt;ja;\nAmira;kontakt;;unreadable\nVera;dagar;14;\n"


@pytest.fixture
def form(run, tmp_path: Path):
    """A project with three cases and a form that Elin and Sara have answered."""
    run("init", "studie")
    for name in ("Vera", "Jonas", "Amira"):
        run("case", "add", name)
    for name, text in (("g.yaml", FORM), ("e.csv", ELIN), ("s.csv", SARA)):
        (tmp_path / name).write_text(text, "utf-8")
    run("form", "import", "g.yaml")
    run("form", "fill", "granskning", "e.csv")
    run("--coder", "Sara", "form", "fill", "granskning", "s.csv")
    return run


def test_answers_are_counted_with_their_base(form, data):
    (kontakt, *_rest) = data("form", "count", "granskning")
    assert (kontakt["answered"], kontakt["cases"]) == (2, 3)
    assert kontakt["states"] == ["unreadable: 1"]
    assert [i["item"] for i in data("form", "show", "granskning")] == ["kontakt", "insatser", "dagar"]
    assert data("form", "list")[0]["answers"] == 8


def test_a_state_is_an_answer_when_coders_are_compared(form, data):
    (row,) = data("agreement", "--form", "granskning", "--item", "kontakt", "--coefficient", "percent")
    assert (row["item"], row["source"], row["unit"]) == ("kontakt", None, "case")
    assert row["value"] == pytest.approx(2 / 3)
    rows = data("agreement", "--form", "granskning", "--coefficient", "alpha")
    assert {r["item"]: r["distance"] for r in rows} == {"kontakt": "nominal", "insatser": "nominal", "dagar": "ratio"}
    assert {r["item"]: r["n_units"] for r in rows} == {"kontakt": 3, "insatser": 0, "dagar": 1}
    assert "Item" in form("agreement", "--form", "granskning").stdout
    form("agreement", "--form", "granskning", "--unit", "turn", code=2)
    form("agreement", "--item", "kontakt", code=2)


def test_an_answer_is_changed_by_answering_again(form, data):
    form("form", "answer", "granskning", "Vera", "kontakt", "nej", "--note", "ändrat")
    mine = {(r["case"], r["item"]): r for r in data("form", "answers", "granskning", "--coder", "Elin")}
    assert mine["Vera", "kontakt"]["value"] == "nej"
    assert mine["Vera", "kontakt"]["note"] == "ändrat"
    form("undo")
    assert "ändrat" not in form("form", "answers", "granskning").stdout
    form("form", "answer", "granskning", "Vera", "insatser", "samtal", "praktik")
    assert "samtal|praktik" in form("form", "answers", "granskning").stdout
    form("check")
    assert "0 answers" in form("form", "fill", "granskning", "e.csv").stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Vera", "kontakt", "kanske"), "no value kanske"),
        (("Vera", "kontakt", "ja", "nej"), "one value"),
        (("Vera", "dagar", "många"), "a number"),
        (("Vera", "kontakt"), "give a value"),
        (("Vera", "kontakt", "ja", "--state", "loss"), "give a value"),
    ],
)
def test_an_answer_that_an_item_does_not_take_is_refused(form, words, told):
    assert told in form("form", "answer", "granskning", *words, code=2).stderr


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("case,item,value\nVera,kontakt,ja\nVera,kontakt,nej\n", "row 3: answered in row 2"),
        ("case,item,value\nVera,kontakt,kanske\n", "row 2: the item kontakt has no value"),
        ("case,item,value\nVera,annat,ja\n", "row 2: the form granskning has no item annat"),
        ("case,item,value\nNisse,kontakt,ja\n", "row 2: no case"),
        ("case,item,value,state\nVera,kontakt,ja,loss\n", "row 2: a value goes with no state"),
        ("case,item,value,state\nVera,kontakt,,borta\n", "there is no state borta"),
        ("case,item,value\nVera,kontakt,\n", "neither a value nor a state"),
        ("fall,item,value\n", "no column case"),
    ],
)
def test_a_table_with_a_mistake_is_refused_whole(form, tmp_path: Path, data, table, told):
    before = data("form", "answers", "granskning")
    (tmp_path / "fel.csv").write_text(table, "utf-8")
    assert told in form("form", "fill", "granskning", "fel.csv", code=2).stderr
    assert data("form", "answers", "granskning") == before


def test_a_form_is_brought_up_to_date_but_keeps_items_with_answers(form, tmp_path: Path, data):
    assert "nothing new" in form("form", "import", "g.yaml").stderr
    (tmp_path / "g.yaml").write_text(FORM.replace("Hur många dagar?", "Antal dagar?") + "    several: false\n", "utf-8")
    form("form", "import", "g.yaml")
    assert data("form", "show", "granskning")[2]["question"] == "Antal dagar?"
    (tmp_path / "g.yaml").write_text(FORM.split("  - item: insatser", maxsplit=1)[0], "utf-8")
    assert "dagar has answers" in form("form", "import", "g.yaml", code=1).stderr
    (tmp_path / "fel.yaml").write_text("form: x\nitems:\n  - item: a\n", "utf-8")
    assert "fel.yaml:3" in form("form", "import", "fel.yaml", code=1).stderr
    form("form", "remove", "granskning", code=1)
    form("form", "remove", "granskning", "--yes")
    assert data("form", "list") == []
    form("undo")
    assert len(data("form", "answers", "granskning")) == 8


def test_answers_travel_and_stay_hidden_in_a_blind_round(form, run, tmp_path: Path, data):
    (tmp_path / "vera.txt").write_text("I: Hej?\n\nIP1: Hej.\n", "utf-8")
    run("source", "import", "vera.txt", "--case", "Vera")
    run("round", "add", "ett", "--source", "vera", "--coder", "Elin", "--coder", "Sara")
    told = {(r["case"], r["coder"]) for r in data("form", "answers", "granskning")}
    assert ("Vera", "Sara") not in told
    assert ("Jonas", "Sara") in told
    run("--coder", "Sara", "bundle", "write", "till-elin", "--to", "Elin")
    sent = data("bundle", "inspect", "till-elin.bundle")
    assert {r["number"] for r in sent if (r["coder"], r["kind"]) == ("Sara", "answer.add")} == {2}
    run("round", "close", "ett", "--yes")
    rows = data("agreement", "--form", "granskning", "--round", "ett", "--coefficient", "percent")
    assert {r["item"]: r["n_units"] for r in rows} == {"kontakt": 1, "insatser": 0, "dagar": 1}


def test_answers_are_printed_with_their_base_and_states_apart(form, tmp_path: Path):
    printed = form("report", "tables", "--form", "granskning", "--lang", "en", "--to", "md", "--allow", "utkast").stdout
    assert "Har handläggaren tagit kontakt?" in printed
    assert "1 of 3" in printed  # Vera; on Jonas the coders differ, and Amira's file cannot be read
    assert "No value: coders differ" in printed
    assert ".." in printed


def test_answers_by_attribute_hide_small_groups(form):
    for n in range(8):
        form("case", "add", f"Person {n}", "--attribute", f"roll={'chef' if n < 2 else 'läkare'}")
        form("form", "answer", "granskning", f"Person {n}", "kontakt", "ja" if n < 5 else "nej")
    words = ("report", "tables", "--form", "granskning", "--by", "roll", "--lang", "en", "--to", "md")
    printed = form(*words).stdout
    assert "Granskning av akter by roll" in printed
    assert "other groups (N = 5)" in printed  # chefs and those without a role
    assert "läkare (N = 6)" in printed
    form(*words, "--smallest", "1", code=1)
    form("report", "tables", "--form", "granskning", "--by", "kontor", code=2)
