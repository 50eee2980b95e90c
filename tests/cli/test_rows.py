"""The rows of every listing: their keys are a contract, the table is for reading."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from qualcode.cli.output import Column, Output, cells, cut

KEYS = {
    (
        "source",
        "list",
    ): "number handle title kind date case words codings coded place mode characters coders file format "
    "encoding series version id",
    ("source", "turns", "vera"): "turn line speaker words text role start end",
    ("source", "turns", "vera", "--candidates"): "label count first_line role likely speaker",
    ("source", "repairs", "trycksak"): "number on rule line context reason kept before after",
    ("codebook", "list"): "handle name name_sv name_en short kind status depth parent path ideal_type codebook codings "
    "codings_below id",
    (
        "coding",
        "list",
    ): "id source line speaker code coder facets quote last_line turn code_name absent adrift rough_time "
    "start end made_at layer origin",
    ("case", "list"): "id name public kind pronoun attributes sources",
    ("coder", "list"): "id name role codings sources you",
    ("condense", "list"): "id source line theme condensed quote finding theme_claim last_line speaker codes",
    ("condense", "trace"): "finding theme condensed quote source line id theme_claim last_line speaker codes",
    ("theme", "list"): "id name condensations finding claim",
    ("finding", "list"): "id name claim themes heading bullet box",
    ("scene", "list"): "number title kind event words ended problems codes id",
    ("memo", "list"): "id about_kind about author title text made_at changed_at",
    ("search", "lyssna*"): "source line turn speaker left hit right start end role",
    ("search", "lyssna*", "--count"): "source hits",
    ("settings",): "setting value",
    ("log",): "at coder what undone id milliseconds kinds",
}

SCENE = """title: Klockan nio
lead_in: "Att hinna är inte att lyssna, vilket syns här:"
cast: [{name: Läkaren, role: läkare, pronoun: hon}]
blocks:
  - {type: setup, text: Mötet börjar klockan nio.}
  - {type: dash_turn, speaker: Läkaren, fidelity: verbatim, segments: [{source: note, turn: 2}]}
  - {type: closing_beat, text: Handläggaren skriver.}
analysis: Tiden avgör.
points: [{text: Tiden, code: regler}]
ended: true
min_words: 5
"""


@pytest.fixture
def filled(study, tmp_path: Path):
    """A study in which every listing has a row."""
    (tmp_path / "trycksak.txt").write_text("Det är hand-\nläggaren som ringer.\n", "utf-8")
    study("source", "import", "trycksak.txt")
    study("coding", "add", "vera", "hora", "--turn", "2", "--memo", "Tänk på detta.")
    study("finding", "add", "Glapp", "--claim", "Rollen är inte som den bör vara.")
    study("theme", "add", "Två normer", "--claim", "Två normer bärs samtidigt.", "--finding", "Glapp")
    study("condense", "add", "vera", "--turn", "2", "--text", "Lyssnar men är bunden.", "--theme", "Två normer")
    (tmp_path / "scen.yaml").write_text(SCENE, "utf-8")
    study("scene", "add", "scen.yaml")
    return study


@pytest.mark.parametrize("words", KEYS, ids=" ".join)
def test_the_keys_of_a_listing_stay_as_they_are(filled, data, words: tuple[str, ...]):
    found = data(*words)
    assert found, words
    assert all(set(row) == set(KEYS[words].split()) for row in found), sorted(found[0])


@pytest.mark.parametrize("words", KEYS, ids=" ".join)
def test_every_shape_holds_the_same_rows(filled, data, words: tuple[str, ...]):
    rows = data(*words)
    lines = [json.loads(line) for line in filled(*words, "--nl").stdout.splitlines()]
    assert lines == rows
    table = list(csv.DictReader(io.StringIO(filled(*words, "--csv").stdout)))
    assert [list(row) for row in table] == [list(row) for row in rows]
    assert len(filled(*words, "--tsv", "--no-headers").stdout.splitlines()) == len(rows)
    assert filled(*words).stdout.splitlines()[1].startswith("-")


def test_an_empty_listing_is_an_empty_array_and_an_empty_table(run):
    run("init", "tom")
    assert json.loads(run("source", "list", "--json").stdout) == []
    assert run("source", "list").stdout == ""
    assert run("source", "list", "--csv").stdout.startswith("number,handle")


def test_one_thing_is_one_object(filled):
    row = json.loads(filled("source", "show", "vera", "--json").stdout)
    assert row["handle"] == "vera"
    assert row["speakers"] == {"I": "interviewer", "IP1": "respondent"}
    assert json.loads(filled("code", "show", "hora", "--json").stdout)["codings"] == 1


def test_headings_speak_the_persons_language_and_keys_do_not(filled):
    assert filled("source", "list", "--no-headers").stdout.splitlines()[0].split()[1] == "vera"
    assert filled("--lang", "sv", "source", "list", "--csv").stdout.startswith("number,handle,")


def test_two_shapes_at_once_are_refused(study):
    assert "--json" in study("source", "list", "--json", "--csv", code=2).stderr


def test_rows_go_to_a_file_whole(study, tmp_path: Path):
    result = study("source", "list", "--json", "-o", "rader.json")
    assert result.stdout == ""
    assert len(json.loads((tmp_path / "rader.json").read_text("utf-8"))) == 2
    study("source", "list", "-o", "ingen/mapp/rader.json", code=1)


def test_a_table_is_cut_only_to_a_terminal(capsys: pytest.CaptureFixture[str]):
    Output().rows([{"text": "ord " * 100}], [Column("text", "Text")])
    assert max(map(len, capsys.readouterr().out.splitlines())) == 400


def test_cells_are_counted_as_a_terminal_shows_them():
    assert cells("åäö") == 3
    assert cells("a\u0308") == 1
    assert cells("漢字") == 4
    assert cut("handläggare", 6) == "handl…"
    assert cut("漢字漢字", 5) == "漢字…"
