"""Files written with -o are refused when they show somebody, and written with a reason that is logged."""

from __future__ import annotations

from pathlib import Path

import pytest

_SAID = "IP1: Ring mig på 070-174 06 05, sade hon."


@pytest.fixture
def told(study, tmp_path: Path):
    """The study with a source that holds a telephone number, coded, and a case with an inner name."""
    (tmp_path / "nummer.txt").write_text(_SAID, "utf-8")
    study("source", "import", "nummer.txt", "--title", "Nummer")
    study("coding", "add", "nummer", "aktor", "--quote", "Ring mig på 070-174 06 05")
    study("case", "add", "Zerafina Wulff", "--public", "Tove")
    return study


@pytest.mark.parametrize(
    "words",
    [
        ("coding", "list", "--csv"),
        ("coding", "list", "--json"),
        ("coding", "list"),
        ("case", "list", "--csv"),
        ("case", "show", "Tove", "--json"),
        ("search", "ring", "--csv"),
        ("source", "text", "nummer"),
    ],
    ids=" ".join,
)
def test_a_file_that_shows_somebody_is_refused_unless_there_is_a_reason(told, tmp_path: Path, words) -> None:
    refused = told(*words, "-o", "ut", code=1)
    assert "not written" in refused.stderr
    assert not (tmp_path / "ut").exists()
    assert told(*words).stdout
    told(*words, "-o", "ut", "--allow", "till arkivet")
    assert (tmp_path / "ut").read_text("utf-8")
    assert "let out" in told("log", "--json").stdout


def test_a_clean_list_is_written_as_it_is(told, tmp_path: Path) -> None:
    told("coding", "list", "--code", "hora", "--csv", "-o", "koder.csv")
    assert (tmp_path / "koder.csv").exists()


def test_a_codebook_with_an_inner_name_is_refused(told, tmp_path: Path) -> None:
    told("code", "define", "hora", "--definition", "Som Zerafina Wulff gör.")
    assert "codes" in told("codebook", "export", "-o", "bok.yaml", code=1).stderr
    told("codebook", "export", "-o", "bok.yaml", "--allow", "ska ändras")
    assert (tmp_path / "bok.yaml").exists()


@pytest.fixture
def groups(study, tmp_path: Path):
    """Six persons in two groups, one of them small, who all speak of a code."""
    for n, role in enumerate(("chef", "chef", "läkare", "läkare", "läkare", "läkare"), 1):
        (tmp_path / f"p{n}.txt").write_text(f"I: Hur?\n\nIP1: Man ska lyssna. {role} {n}\n", "utf-8")
        study("source", "import", f"p{n}.txt", "--kind", "transcript", "--case", f"Person {n}")
        study("case", "edit", f"Person {n}", "--attribute", f"roll={role}")
        study("coding", "add", f"p{n}", "hora", "--quote", "Man ska lyssna")
    return study


@pytest.mark.parametrize(
    "words",
    [("table", "by", "roll", "--smallest", "0", "--csv"), ("picture", "codes", "--by", "roll", "--open")],
    ids=" ".join,
)
def test_small_cells_are_refused(groups, tmp_path: Path, words) -> None:
    assert "few persons" in groups(*words, "-o", "ut", code=1).stderr
    assert not (tmp_path / "ut").exists()
    groups(*words, "-o", "ut", "--allow", "bara för oss")
    assert (tmp_path / "ut").exists()


@pytest.mark.parametrize("report", ["tables", "sample"])
def test_reports_are_refused_for_small_cells_that_were_asked_for(groups, tmp_path: Path, report: str) -> None:
    groups("report", report, "--by", "roll", "-o", "a.md")
    groups("report", report, "--by", "roll", "--smallest", "1", "-o", "b.md", code=1)
    assert not (tmp_path / "b.md").exists()


def test_the_least_number_of_the_project_is_that_of_tables(groups) -> None:
    assert "läkare" in groups("table", "by", "roll", "--csv").stdout
    groups("pseudonym", "least", "5")
    assert "läkare" not in groups("table", "by", "roll", "--csv").stdout
    groups("report", "sample", "--by", "roll", "-o", "a.md")
    assert "| läkare" not in Path("a.md").read_text("utf-8")
