"""Importing, reading and mending sources by commands."""

from __future__ import annotations

import json
from pathlib import Path

WRAPPED = """I: Hur går det till när ni samordnar insatserna för en person som har varit borta länge?

IP1: Vi har ett möte där alla är med, och då handlar det mycket om att lyssna på vad hand-
läggaren och läkaren säger, och att inte bestämma sig för tidigt, för då blir det aldrig
något av samtalet, utan man måste vänta in personen som det gäller och se vad som händer.
Sedan skriver jag ner vad vi har kommit överens om och skickar det till alla som var med,
så att ingen kan säga efteråt att det var något annat som gällde, för det händer ju också.

I: Vad händer sedan?

IP1: Sedan händer det ofta ingenting på flera veckor, för att alla väntar på att någon annan
ska ta det första steget, och då är det jag som får ringa runt och fråga hur det går för
dem, fast det egentligen inte är min uppgift, men annars blir det inte av, det vet jag nu.
"""


def test_a_dry_run_shows_the_plan_and_writes_nothing(run, data, tmp_path: Path):
    (tmp_path / "a.txt").write_text(WRAPPED, "utf-8")
    run("init", "studie")
    rows = json.loads(run("source", "import", "a.txt", "--dry-run", "--json").stdout)
    assert rows[0]["handle"] == "a"
    assert rows[0]["speakers"] == {"I": "interviewer", "IP1": "respondent"}
    assert rows[0]["repairs"]["hyphen"] == 1
    assert data("source", "list") == []


def test_the_same_file_twice_is_noticed(study, tmp_path: Path):
    assert "vera" in study("source", "import", "vera.txt", code=1).stderr


def test_details_are_read_and_checked(study, data, tmp_path: Path):
    (tmp_path / "b.txt").write_text("En text.\n", "utf-8")
    assert "date" in study("source", "import", "b.txt", "--date", "i går", code=2).stderr
    study("source", "import", "b.txt", "--date", "2025-03-01", "--kind", "dokument", "--series", "v", "--number", "2")
    row = data("source", "list")[-1]
    assert (row["kind"], row["date"], row["series"], row["version"]) == ("document", "2025-03-01", "v", 2)
    study("source", "edit", "b", "--title", "Texten", "--handle", "bee", "--case", "Vera", "--date", "")
    row = data("source", "list")[-1]
    assert (row["handle"], row["title"], row["case"], row["date"]) == ("bee", "Texten", "Vera", "")


def test_the_text_comes_new_raw_original_and_numbered(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(WRAPPED, "utf-8")
    run("init", "studie")
    run("source", "import", "a.txt")
    assert "handläggaren" in run("source", "text", "a").stdout
    assert "hand-\nläggaren" in run("source", "text", "a", "--raw").stdout
    assert run("source", "text", "a", "--original").stdout_bytes == WRAPPED.encode()
    assert run("source", "text", "a", "--lines").stdout.splitlines()[2].startswith(" 3  IP1:")
    run("source", "text", "a", "--raw", "--original", code=2)


def test_repairs_are_switched_by_number_and_by_rule_and_undone(run, data, tmp_path: Path):
    (tmp_path / "a.txt").write_text(WRAPPED, "utf-8")
    run("init", "studie")
    run("source", "import", "a.txt")
    mended = run("source", "text", "a").stdout
    hyphen = next(r for r in data("source", "repairs", "a") if r["rule"] == "hyphen")
    run("source", "repairs", "a", "--off", str(hyphen["number"]))
    assert "hand-\nläggaren" in run("source", "text", "a").stdout
    run("source", "repairs", "a", "--off", "line-wrap")
    assert run("source", "text", "a").stdout == WRAPPED
    assert not any(r["on"] for r in data("source", "repairs", "a"))
    run("source", "repairs", "a", "--on", "hyphen", "--on", "line-wrap")
    assert run("source", "text", "a").stdout == mended
    assert all(r["on"] for r in data("source", "repairs", "a"))
    run("undo")
    assert run("source", "text", "a").stdout == WRAPPED
    run("source", "repairs", "a", "--off", "999", code=1)


def test_a_rule_left_out_at_the_import_is_switched_on_later(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(WRAPPED, "utf-8")
    run("init", "studie")
    run("source", "import", "a.txt", "--skip-rule", "hyphen")
    assert "handläggaren" not in run("source", "text", "a").stdout
    run("source", "repairs", "a", "--on", "hyphen")
    assert "handläggaren" in run("source", "text", "a").stdout


def test_speakers_are_chosen_later(study, data):
    study("source", "turns", "vera", "--speakers", "")
    assert {t["speaker"] for t in data("source", "turns", "vera")} == {""}
    study("source", "turns", "vera", "--speakers", "I=interviewer;IP1=respondent")
    assert [t["speaker"] for t in data("source", "turns", "vera")] == ["I", "IP1", "I", "IP1"]
    study("source", "turns", "vera", "--speakers", "I=boss", code=2)


def test_words_are_put_right_and_codings_stay(study, data):
    study("coding", "add", "vera", "regler", "--quote", "följa våra regler")
    study("source", "correct", "vera", "--replace", "Lyhördhet", "Lyhördheten")
    assert data("coding", "list")[0]["quote"] == "följa våra regler"
    study("source", "correct", "vera", "--replace", "jag", "JAG", "--turn", "2")
    study("source", "correct", "vera", "--replace", "det", "DET", code=1)
    study("source", "correct", "vera", "--replace", "det", "DET", "--all")
    assert "DET" in study("source", "text", "vera").stdout


def test_removing_a_source_wants_a_yes_and_can_be_undone(study, data):
    assert "--yes" in study("source", "remove", "vera", code=1).stderr
    study("source", "remove", "vera", "--yes")
    assert [s["handle"] for s in data("source", "list")] == ["note"]
    study("undo")
    assert [s["handle"] for s in data("source", "list")] == ["vera", "note"]


def test_a_source_is_put_at_a_place_among_all(study, data) -> None:
    before = [s["handle"] for s in data("source", "list")]
    study("source", "edit", before[-1], "--order", "1")
    assert [s["handle"] for s in data("source", "list")] == [before[-1], *before[:-1]]
    study("source", "edit", before[-1], "--order", "99")
    assert [s["handle"] for s in data("source", "list")] == before


def test_the_settings_of_the_project_are_shown_and_changed(study, data) -> None:
    study("settings", "--title", "Nya studien", "--language", "en")
    told = {row["setting"]: row["value"] for row in data("settings")}
    assert (told["title"], told["language"]) == ("Nya studien", "en")
    assert study("settings", "--title", " ", code=2).stderr
    study("undo")
    assert {row["setting"]: row["value"] for row in data("settings")}["title"] == "Studien"
