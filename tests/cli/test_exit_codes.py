"""One test per exit code, and how errors are told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qualcode.project import Project
from qualcode.store import connection


def test_a_command_that_did_its_work_ends_with_0(study):
    assert study("source", "list").exit_code == 0


def test_what_is_refused_ends_with_1_in_one_line_and_a_hint(study):
    result = study("source", "import", "missing.txt", code=1)
    first, hint = result.stderr.strip().splitlines()
    assert first.startswith("error: ")
    assert "missing.txt" in first
    assert hint
    assert result.stdout == ""


def test_a_refused_import_leaves_the_project_untouched(study, data, tmp_path: Path):
    (tmp_path / "fine.txt").write_text("Ett ord till.\n", "utf-8")
    (tmp_path / "empty.txt").write_text("\n\n", "utf-8")
    before = data("log")
    study("source", "import", "fine.txt", "empty.txt", code=1)
    assert data("log") == before


def test_a_call_that_cannot_be_understood_ends_with_2(study):
    result = study("source", "list", "--colour", code=2)
    assert "--colour" in result.stderr
    assert study("coding", "add", "vera", "hora", code=2).stderr.count("\n") == 2


def test_a_mistyped_command_gets_the_nearest_ones(run):
    result = run("sorce", "list", code=2)
    assert "source" in result.stderr
    assert "import" in run("source", "imprt", code=2).stderr


def test_an_option_of_the_program_after_the_noun_gets_told_where_it_stands(run):
    assert "before the noun" in run("source", "list", "-p", "x", code=2).stderr


def test_a_missing_project_ends_with_3(run):
    assert "no project" in run("source", "list", code=3).stderr
    run("-p", "nowhere", "source", "list", code=3)


def test_several_projects_in_the_folder_end_with_3(run):
    run("init", "ett")
    run("init", "två")
    assert "ett.qualcode" in run("source", "list", code=3).stderr
    run("-p", "två", "source", "list")


def test_a_locked_project_ends_with_3(study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.05)
    other = sqlite3.connect(tmp_path / "studie.qualcode", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    study("code", "add", "ny", "--name", "Ny", code=3)
    other.execute("ROLLBACK")
    other.close()
    study("code", "add", "ny", "--name", "Ny")


def test_a_project_of_a_newer_version_ends_with_3(study, tmp_path: Path):
    with sqlite3.connect(tmp_path / "studie.qualcode") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    assert "newer" in study("source", "list", code=3).stderr


def test_a_check_that_finds_problems_ends_with_4(study):
    study("check")
    study("coding", "add", "vera", "regler", "--quote", "följa våra regler")
    study("code", "split", "regler", "regler-a=A", "regler-b=B")
    result = study("check", code=4)
    assert "split" in result.stdout


def test_an_interrupted_command_ends_with_130_and_changes_nothing(study, data, monkeypatch: pytest.MonkeyPatch):
    before = data("log")

    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("qualcode.store.folding.fold_events", interrupted)
        study("code", "add", "ny", "--name", "Ny", code=130)
    assert data("log") == before
    study("check", "--rebuild")


def test_something_unexpected_is_one_line_unless_debug_is_asked_for(study, monkeypatch: pytest.MonkeyPatch):
    def broken(_project: Project) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(Project, "cases", broken)
    result = study("case", "list", code=1)
    assert "ZeroDivisionError" in result.stderr
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in study("--debug", "case", "list", code=1).stderr


def test_a_damaged_file_is_told_in_one_line(run, tmp_path: Path):
    (tmp_path / "trasig.qualcode").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    result = run("source", "list", code=1)
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("error: ")


def test_a_mistyped_code_gets_the_nearest_names(study):
    assert "hora" in study("coding", "add", "vera", "hoora", "--turn", "2", code=1).stderr


def test_quiet_says_nothing_when_all_goes_well(study):
    assert study("-q", "case", "add", "Rolf").stderr == ""
