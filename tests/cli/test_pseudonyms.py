"""Pseudonyms, the key and the check for leaks, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TALK = "I: Hej.\n\nIP1: Jag heter Zerafina Wulff. Zerafinas chef heter Birgitta Ström.\n"


@pytest.fixture
def named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A project with a text that names people, and a key for it outside the project's folder."""
    keys = tmp_path / "nycklar"
    keys.mkdir()
    (tmp_path / "projekt").mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("qualcode.protection.keyholding._opened", {})
    monkeypatch.delenv("QUALCODE_KEY_PASSPHRASE", raising=False)
    identity = keys / "min.identitet"
    recipient = run("pseudonym", "key", "identity", str(identity)).stdout.strip()
    monkeypatch.setenv("QUALCODE_KEY_IDENTITY", str(identity))
    monkeypatch.chdir(tmp_path / "projekt")
    run("init", "studie")
    Path("samtal.txt").write_text(TALK, "utf-8")
    run("source", "import", "samtal.txt")
    Path("samtal.txt").unlink()
    run("pseudonym", "key", "new", str(keys / "k.age"), "--recipient", recipient)
    return run


def test_the_list_tells_names_with_reasons_and_promises_nothing(named: Run) -> None:
    result = named("pseudonym", "list", "--json")
    rows = {row["name"]: row for row in json.loads(result.stdout)}
    assert rows["Birgitta Ström"]["kind"] == "person"
    assert "does not mean anonymous" in result.stderr
    shown = json.loads(named("pseudonym", "show", "Birgitta Ström", "--json").stdout)
    assert shown[0]["where"] == "samtal"
    assert "[Birgitta Ström]" in shown[0]["context"]


def test_from_the_list_to_a_project_without_names(named: Run, tmp_path: Path) -> None:
    rows = json.loads(named("pseudonym", "list", "--json").stdout)
    number = next(row["number"] for row in rows if row["name"] == "Birgitta Ström")
    offered = named("pseudonym", "propose", str(number), "--pronoun", "hon").stdout.split()
    named("pseudonym", "give", str(number), offered[0], "--also", "Birgitta", "--pronoun", "hon")
    named("pseudonym", "give", "Zerafina Wulff", "Tove", "--also", "Zerafina")
    listed = json.loads(named("pseudonym", "list", "--json").stdout)
    assert {row["public"] for row in listed if row["state"] == "given"} >= {"Tove"}
    places = json.loads(named("pseudonym", "apply", "--dry-run", "--json").stdout)
    assert [p["public"] for p in places] == ["Tove", "Toves", offered[0]]
    assert "Zerafina" in named("source", "text", "samtal").stdout
    named("pseudonym", "apply", "--for-good", "--yes")
    text = named("source", "text", "samtal").stdout
    assert f"Tove. Toves chef heter {offered[0]}." in text
    data = b"".join(p.read_bytes() for p in Path().glob("studie.qualcode*"))
    assert b"Zerafina" not in data
    assert b"Birgitta" not in data
    named("check")


def test_the_key_says_how_much_it_holds_but_no_name(named: Run) -> None:
    named("pseudonym", "give", "Zerafina", "Tove")
    named("pseudonym", "mask", "Wulff")
    named("pseudonym", "leave", "Hej")
    about = json.loads(named("pseudonym", "key", "verify", "--json").stdout)
    assert (about["entries"], about["left"], len(about["recipients"])) == (2, 1, 1)
    shown = json.loads(named("pseudonym", "key", "show", "--json").stdout)
    assert {row["public"]: row["real"] for row in shown} == {"Tove": ["Zerafina"], "[…]": ["Wulff"]}
    named("pseudonym", "same", "Wulff", "Zerafina")
    named("pseudonym", "same", "Ann-Mari", "Ann-Marie", "--no")
    shown = json.loads(named("pseudonym", "key", "show", "--json").stdout)
    assert {row["public"]: row["real"] for row in shown} == {"Tove": ["Zerafina", "Wulff"]}
    named("pseudonym", "forget", "Tove", "--yes")
    assert json.loads(named("pseudonym", "key", "show", "--json").stdout) == []


def test_the_key_is_refused_in_the_projects_folder(named: Run) -> None:
    for words in (("new", "k.age"), ("export", "lista.csv", "--yes")):
        assert "folder" in named("pseudonym", "key", *words, code=1).stderr
    assert not list(Path().glob("*.csv"))


def test_an_export_is_the_list_that_reports_take(named: Run, tmp_path: Path) -> None:
    named("pseudonym", "give", "Zerafina", "Tove")
    target = tmp_path / "nycklar" / "lista.csv"
    named("pseudonym", "key", "export", str(target), "--yes")
    assert target.read_text("utf-8") == "name,pseudonym\nZerafina,Tove\n"


def test_names_that_come_later_are_found_at_the_import(named: Run) -> None:
    named("pseudonym", "give", "Zerafina", "Tove")
    Path("nytt.txt").write_text("Zerafina kom tillbaka.\n", "utf-8")
    assert "1 place" in named("source", "import", "nytt.txt").stderr
    Path("mer.txt").write_text("Zerafina gick igen.\n", "utf-8")
    named("source", "import", "mer.txt", "--pseudonyms")
    assert named("source", "text", "mer").stdout.strip() == "Tove gick igen."


def test_inner_names_of_cases_go_into_the_key(named: Run) -> None:
    named("case", "add", "Anna Berg", "--public", "Vera")
    named("pseudonym", "take-over", "--yes")
    (case,) = json.loads(named("case", "list", "--json").stdout)
    assert case["name"] == "Vera"
    (entry,) = json.loads(named("pseudonym", "key", "show", "--json").stdout)
    assert (entry["real"], entry["public"], entry["case"]) == (["Anna Berg"], "Vera", "Vera")


def test_rare_combinations_follow_the_projects_least_number(named: Run) -> None:
    for n, role in enumerate(["chef", "chef", "chef", "handläggare"]):
        named("case", "add", f"IP{n + 1}", "--attribute", f"roll={role}")
    assert [r["persons"] for r in json.loads(named("pseudonym", "rare", "--json").stdout)] == [1]
    named("pseudonym", "least", "4")
    assert [r["persons"] for r in json.loads(named("pseudonym", "rare", "--json").stdout)] == [1, 3]


def test_files_are_checked_for_leaks(named: Run) -> None:
    named("pseudonym", "give", "Zerafina", "Tove")
    Path("bilaga.txt").write_text("Tove lyssnar.\n", "utf-8")
    assert "does not mean anonymous" in named("check", "leaks", "bilaga.txt").stderr
    Path("bilaga.txt").write_text("Tove lyssnar.\n\nZerafina med.\n", "utf-8")
    (row,) = json.loads(named("check", "leaks", "bilaga.txt", "--json", code=4).stdout)
    assert (row["where"], row["kind"], row["instead"], row["hard"]) == ("line 3", "name", "Tove", True)
    named("check", "leaks")


def test_pronouns_of_own_texts_are_checked(named: Run) -> None:
    named("case", "add", "Vera", "--pronoun", "hen")
    named("pseudonym", "pronouns")
    named("memo", "add", "project", "--text", "Vera tvekar. Hon ser bort.")
    (row,) = json.loads(named("pseudonym", "pronouns", "--json", code=4).stdout)
    assert (row["words"], row["rule"]) == ("Vera … Hon", "hen")


def test_without_a_key_it_says_how_to_make_one(named: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "qualcode" / "keys.json").unlink()
    assert "pseudonym key new" in named("pseudonym", "leave", "Hej", code=1).stderr
    named("pseudonym", "list")


def test_a_report_that_shows_somebody_needs_a_reason(named: Run) -> None:
    named("condense", "add", "samtal", "--lines", "3", "--text", "Zerafina lyssnar.")
    named("pseudonym", "give", "Zerafina", "Tove")
    words = ("report", "condensation", "--to", "md", "-o", "ut.md")
    printed = named(*words)
    assert "Zerafina" not in Path("ut.md").read_text("utf-8")
    assert "Tove lyssnar" in Path("ut.md").read_text("utf-8")
    named("condense", "add", "samtal", "--lines", "3", "--text", "Ring 070-174 06 05.")
    Path("ut.md").unlink()
    refused = named(*words, code=1)
    assert "070-174 06 05" in refused.stderr
    assert not Path("ut.md").exists()
    named("report", "data", "condensation", code=1)
    named(*words, "--allow", "numret är myndighetens eget")
    assert "let out" in named("log").stdout
    assert printed.exit_code == 0
