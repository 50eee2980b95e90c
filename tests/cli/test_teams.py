"""Bundles, merging, folders, conflicts, rounds and decisions from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def two(study, tmp_path: Path):
    """The study, and a copy of it as ``sara``."""
    study("coder", "add", "Sara")
    shutil.copyfile(tmp_path / "studie.qualcode", tmp_path / "sara.qualcode")

    def run(who: str, *words: str, **more):
        name = {"Elin": "studie", "Sara": "sara"}[who]
        return study("-p", name, "--coder", who, *words, **more)

    return run


def test_a_bundle_is_written_looked_into_and_merged(two, tmp_path: Path):
    two("Sara", "coding", "add", "vera", "hora", "--quote", "kunna lyssna")
    two("Sara", "bundle", "write", "sara")
    assert "1 coding added" in two("Elin", "bundle", "inspect", "sara.bundle").stdout
    dry = two("Elin", "merge", "sara.bundle", "--dry-run")
    assert "Nothing was written" in dry.stderr
    assert two("Elin", "coding", "list", "--json").stdout.strip() == "[]"
    assert "takes the whole merge back" in two("Elin", "merge", "sara.bundle").stderr
    assert "Sara" in two("Elin", "coding", "list").stdout
    assert "nothing new" in two("Elin", "bundle", "merge", "sara.bundle").stderr
    assert "work of Sara merged" in two("Elin", "log").stdout
    assert "work of Sara merged" in two("Elin", "undo").stderr
    assert two("Elin", "coding", "list", "--json").stdout.strip() == "[]"


def test_a_damaged_bundle_ends_with_1_and_the_reason(two, tmp_path: Path):
    two("Sara", "bundle", "write", "sara")
    path = tmp_path / "sara.bundle"
    path.write_bytes(path.read_bytes()[:-9])
    result = two("Elin", "merge", "sara.bundle", code=1)
    assert "cut short" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2
    two("Elin", "merge", "missing.bundle", code=1)
    two("Elin", "bundle", "inspect", "vera.txt", code=1)


def test_a_project_is_made_from_a_bundle(two, run):
    two("Elin", "bundle", "write", "allt")
    two("Elin", "bundle", "open", "allt.bundle", "ny")
    assert "vera" in run("-p", "ny", "source", "list").stdout


def test_a_folder_carries_work_both_ways(two, tmp_path: Path):
    (tmp_path / "delat").mkdir()
    two("Sara", "coding", "add", "vera", "hora", "--quote", "kunna lyssna")
    assert "Left in the folder" in two("Sara", "sync", "delat").stderr
    two("Elin", "sync", "delat")
    assert "Sara" in two("Elin", "coding", "list").stdout
    two("Sara", "sync", "delat")
    assert "hold the same" in two("Sara", "sync", "delat").stderr
    two("Elin", "sync", "saknas", code=1)


def test_a_conflict_is_listed_as_a_sentence_and_settled(two, data):
    two("Elin", "code", "rename", "aktor", "--name", "Medaktör")
    two("Sara", "code", "rename", "aktor", "--name", "Motaktör")
    two("Sara", "bundle", "write", "sara")
    assert "1 conflict waits" in two("Elin", "merge", "sara.bundle").stderr
    listed = two("Elin", "conflict", "list").stdout
    assert all(word in listed for word in ("Elin", "Sara", "Medaktör", "Motaktör"))
    (conflict,) = data("-p", "studie", "--coder", "Elin", "conflict", "list")
    two("Elin", "conflict", "resolve", conflict["id"][-8:], "7", code=2)
    two("Elin", "conflict", "resolve", conflict["id"][-8:], "1", "--reason", "enligt kodboken")
    assert "No conflict waits" in two("Elin", "conflict", "list").stderr
    assert "settled" in two("Elin", "conflict", "list", "--all").stdout
    two("Elin", "conflict", "resolve", conflict["id"][-8:], "1", code=2)
    assert "Medaktör" in two("Elin", "code", "show", "aktor").stdout
    two("Elin", "undo")
    assert "1 conflict waits" in two("Elin", "conflict", "list").stderr
    assert "thing" in two("Elin", "conflict", "list", "--joined").stderr


def test_the_plan_of_a_merge_is_a_report_that_names_what_is_only_tried_out(two, tmp_path: Path):
    two("Elin", "code", "rename", "aktor", "--name", "Medaktör")
    two("Sara", "code", "rename", "aktor", "--name", "Motaktör")
    two("Sara", "code", "add", "ny", "--name", "Splitterny")
    two("Elin", "code", "add", "ny", "--name", "Splitterny")
    two("Sara", "bundle", "write", "sara")
    two("Elin", "merge", "sara.bundle", "--dry-run", "--report", "plan.md")
    told = (tmp_path / "plan.md").read_text("utf-8")
    assert all(word in told for word in ("sara.bundle", "Medaktör", "Motaktör", "Splitterny", "nothing was written"))
    assert len(two("Elin", "conflict", "list", "--json").stdout) < 5
    two("Elin", "merge", "sara.bundle", "--dry-run", "--report", "plan.xyz", code=2)
    two("Elin", "merge", "sara.bundle", "--report", "gjort.html")
    assert "<html" in (tmp_path / "gjort.html").read_text("utf-8")


def test_a_blind_round_from_opening_to_decision(two, data):
    for who in ("Elin", "Sara"):
        two(who, "coding", "add", "vera", "aktor", "--quote", "läkaren")
    two("Elin", "round", "add", "ett", "--source", "vera", "--coder", "Elin", "--coder", "Sara")
    two("Elin", "round", "add", "två", "--source", "vera", "--coder", "Elin", code=2)
    two("Elin", "bundle", "write", "e", "--to", "Sara")
    two("Sara", "merge", "e.bundle")
    two("Sara", "coding", "add", "vera", "hora", "--quote", "kunna lyssna")
    two("Sara", "reading", "done", "vera")
    two("Elin", "reading", "done", "vera", "--lines", "1-4")
    two("Sara", "bundle", "write", "s", "--round", "ett")
    assert "coding" not in two("Elin", "bundle", "inspect", "s.bundle").stdout
    assert "2 codings added" in two("Sara", "bundle", "inspect", "s.bundle").stdout
    assert "stays hidden" in two("Elin", "merge", "s.bundle").stderr
    assert "Sara" not in two("Elin", "coding", "list").stdout
    shown = {r["coder"]: r for r in data("-p", "studie", "--coder", "Elin", "round", "show", "ett")}
    assert (shown["Sara"]["read"], shown["Sara"]["codings"]) == (True, None)
    two("Elin", "adjudicate", "list", "ett", code=1)
    two("Elin", "round", "close", "ett", code=1)
    two("Elin", "round", "close", "ett", "--yes")
    assert "Sara" in two("Elin", "coding", "list").stdout
    (place,) = data("-p", "studie", "--coder", "Elin", "adjudicate", "list", "ett")
    assert (place["kind"], place["second"]) == ("missing", "Sara: hora")
    assert place["quote"] == "kunna lyssna"
    two("Elin", "adjudicate", "decide", "ett", place["id"][-8:], "second", "--rule", "När någon lyssnar.")
    assert "1 coding taken over" in two("Elin", "adjudicate", "agreed", "ett").stderr
    assert data("-p", "studie", "--coder", "Elin", "adjudicate", "list", "ett") == []
    layers = {
        layer: {(r["code"], r["coder"], r["layer"]) for r in data("-p", "studie", "coding", "list", "--layer", layer)}
        for layer in ("coders", "consensus", "ett")
    }
    assert layers["ett"] == layers["consensus"] == {("hora", "Elin", "ett"), ("aktor", "Elin", "ett")}
    assert layers["coders"] == {(code, who, "coders") for code, who in
                                (("aktor", "Elin"), ("aktor", "Sara"), ("hora", "Sara"))}  # fmt: skip
    two("Elin", "coding", "list", "--layer", "annan", code=1)
    listed = {r["handle"]: r["codings"] for r in data("-p", "studie", "codebook", "list")}
    assert (listed["aktor"], listed["hora"]) == (2, 1)
    decided = data("-p", "studie", "adjudicate", "decided", "ett")
    assert [(d["kind"], d["choice"], d["decided_by"]) for d in decided] == [
        ("missing", "second", "Elin"),
        ("agreed", "agreed", "Elin"),
    ]
    shown = data("-p", "studie", "coding", "show", decided[0]["results"][0][-8:])
    assert shown["cites"] == decided[0]["codings"]
    (row,) = data("-p", "studie", "--coder", "Elin", "adjudicate", "log")
    assert (row["agreed"], row["missing"], row["decided"]) == (1, 1, 1)
    assert len(data("-p", "studie", "--coder", "Elin", "adjudicate", "old", "hora")) == 1
    assert len(data("-p", "studie", "--coder", "Elin", "reading", "list")) == 2
    assert data("-p", "studie", "round", "list")[0]["closed"] is True
    two("Elin", "check")


def test_a_new_border_gets_the_code_that_is_named(two, study, data):
    two("Elin", "coding", "add", "vera", "aktor", "--quote", "kunna lyssna")
    study("-p", "studie", "--coder", "Sara", "coding", "add", "vera", "hora", "--quote", "kunna lyssna")
    two("Elin", "round", "add", "ett", "--source", "vera", "--coder", "Elin", "--coder", "Sara", "--open-coding")
    two("Elin", "round", "close", "ett", "--yes")
    (place,) = data("-p", "studie", "--coder", "Elin", "adjudicate", "list", "ett")
    decide = ("adjudicate", "decide", "ett", place["id"][-8:])
    assert "no coder chose" in two("Elin", *decide, "first", "--code", "hora", code=2).stderr
    two("Elin", *decide, "border", "--code", "hora", "--quote", "lyssna")
    (made,) = data("-p", "studie", "coding", "list", "--layer", "ett")
    assert (made["code"], made["quote"]) == ("hora", "lyssna")


def test_a_changed_file_takes_the_place_of_a_source(two, tmp_path: Path, data):
    two("Elin", "coding", "add", "vera", "hora", "--quote", "Kan du ge ett exempel?")
    text = (tmp_path / "vera.txt").read_text("utf-8")
    (tmp_path / "ny.txt").write_text(text.replace("Kan du ge ett exempel?", "Jaså?"), "utf-8")
    assert "adrift" in two("Elin", "source", "replace", "vera", "ny.txt", "--dry-run", "--json").stdout
    two("Elin", "source", "replace", "vera", "ny.txt")
    assert "1 coding to look at" in two("Elin", "source", "review").stderr
    assert "adrift" in two("Elin", "source", "review", "--json").stdout
    two("Elin", "source", "join")
    two("Elin", "source", "join", "vera", "note", "--yes", code=1)


def test_a_text_that_came_and_is_nearly_one_of_mine_is_offered_for_joining(two, tmp_path: Path, data):
    lines = [f"IP1: Det hände sig en dag, nummer {n}.\n" for n in range(30)]
    (tmp_path / "ett.txt").write_text("\n".join(lines), "utf-8")
    two("Elin", "source", "import", "ett.txt")
    (tmp_path / "annat.txt").write_text("\n".join([*lines[:29], "IP1: Och så var det slut.\n"]), "utf-8")
    two("Sara", "source", "import", "annat.txt")
    two("Sara", "coding", "add", "annat", "hora", "--quote", "nummer 3.")
    two("Sara", "coding", "add", "annat", "hora", "--quote", "så var det slut")
    two("Sara", "bundle", "write", "s")
    assert "qualcode source join ett annat" in two("Elin", "merge", "s.bundle").stderr
    assert "to look at" in two("Elin", "source", "join", "ett", "annat", "--yes").stderr
    placed = {c["quote"]: c["source"] for c in data("-p", "studie", "--coder", "Elin", "coding", "list")}
    assert placed["nummer 3."] == "ett"
    assert len(json.loads(two("Elin", "source", "review", "--json").stdout)) == 1


def test_a_passphrase_is_needed_to_read_what_is_under_one(two, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pyrage")
    monkeypatch.delenv("QUALCODE_PASSPHRASE", raising=False)
    two("Sara", "bundle", "write", "s", "--passphrase", code=1)
    monkeypatch.setenv("QUALCODE_PASSPHRASE", "hemligt")
    two("Sara", "bundle", "write", "s", "--passphrase")
    two("Elin", "merge", "s.bundle")
    monkeypatch.setenv("QUALCODE_PASSPHRASE", "fel")
    assert "passphrase" in two("Elin", "merge", "s.bundle", code=1).stderr
