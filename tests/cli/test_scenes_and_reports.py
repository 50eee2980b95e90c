"""Scenes, searching, reports, history and checks by commands."""

from __future__ import annotations

import json
from pathlib import Path

SCENE = """title: Klockan nio
lead_in: "Att hinna är inte att lyssna, vilket syns här:"
cast: [{name: Läkaren, role: läkare, pronoun: hon}]
blocks:
  - {type: setup, text: Mötet börjar klockan nio.}
  - {type: dash_turn, speaker: Läkaren, fidelity: verbatim,
     segments: [{source: note, quote: "Vi hinner inte med fler frågor i dag."}]}
  - {type: closing_beat, text: Handläggaren skriver.}
analysis: Tiden avgör.
points: [{text: Tiden, code: regler}]
ended: true
min_words: 5
"""


def test_a_scene_goes_in_out_and_in_again(study, data, tmp_path: Path):
    (tmp_path / "scen.yaml").write_text(SCENE, "utf-8")
    study("scene", "add", "scen.yaml")
    study("scene", "add", "scen.yaml", code=1)
    study("scene", "check")
    assert "– Läkaren: Vi hinner inte" in study("scene", "show", "1").stdout
    study("scene", "export", "Klockan nio", "-o", "ut.yaml")
    assert "nothing new" in study("scene", "edit", "1", "ut.yaml").stderr
    changed = (tmp_path / "ut.yaml").read_text("utf-8").replace("fler frågor i dag.\n", "fler frågor.\n", 1)
    (tmp_path / "ut.yaml").write_text(changed, "utf-8")
    study("scene", "edit", "1", "ut.yaml")
    result = study("scene", "check", "--json", code=4)
    assert json.loads(result.stdout)[0]["check"] == "not_verbatim"
    study("scene", "remove", "1")
    assert data("scene", "list") == []
    (tmp_path / "fel.yaml").write_text("titel: x\n")
    assert "fel.yaml:1" in study("scene", "add", "fel.yaml", code=1).stderr


def test_searching_shows_the_words_around_and_where(study, data):
    (hit,) = data("search", "motaktör*")
    assert (hit["source"], hit["turn"], hit["speaker"], hit["hit"]) == ("vera", 4, "IP1", "motaktör")
    assert hit["left"].endswith("nästan en ")
    assert data("search", "läkaren", "--kind", "fieldnote", "--count") == [{"source": "note", "hits": 2}]
    assert data("search", "jag", "--speaker", "I") == []
    study("search", "[", "--regex", code=2)


def test_reports_are_printed_and_given_as_data(study, tmp_path: Path):
    assert "<html" in study("report", "codebook").stdout
    study("report", "scenes", "-o", "scener.md")
    assert (tmp_path / "scener.md").read_text("utf-8")
    data = json.loads(study("report", "data", "codebook").stdout)
    assert data["report"] == "codebook"
    study("report", "codebook", "--to", "xls", code=2)
    study("report", "codebook", "--key", "saknas.csv", code=2)


def test_undo_and_redo_say_what_they_did(study):
    assert study("undo").stderr.strip() == "Taken back: code “aktor” added"
    assert study("redo").stderr.strip() == "Brought back: code “aktor” added"
    assert study("redo").stderr.strip() == "There is nothing to bring back."


def test_each_coder_takes_back_their_own(study):
    study("--coder", "Sara", "coding", "add", "vera", "hora", "--turn", "2")
    assert "aktor" in study("undo").stderr
    assert "coding" in study("--coder", "Sara", "undo").stderr


def test_the_log_shows_the_newest_first(study, data):
    assert data("log", "--limit", "1")[0]["what"] == "code “aktor” added"
    assert any("1 source imported" in row["what"] for row in data("log"))


def test_the_tables_are_built_anew_the_same(study, data):
    before = data("source", "list")
    study("rebuild")
    study("check", "--rebuild")
    assert data("source", "list") == before


def test_init_refuses_what_is_there_and_a_bad_codebook_leaves_nothing(run, tmp_path: Path):
    run("init", "studie", "--codebook", "vagledning")
    run("init", "studie", code=1)
    (tmp_path / "trasig.yaml").write_text("codebook: {id: x}\ncodes: 3\n")
    run("init", "annan", "--codebook", "trasig.yaml", code=1)
    assert not (tmp_path / "annan.qualcode").exists()


def test_the_screens_need_a_terminal(study):
    study("tui", code=1)


def test_without_a_command_and_without_a_terminal_there_is_help(run):
    assert run().stdout.startswith("Usage: qualcode")
