"""``qualcode quotation``, ``voices`` and ``check quotes``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

Data = Callable[..., Any]
LONG = "Man måste kunna lyssna och ta till sig det de säger"


def test_a_passage_is_quoted_changed_and_shown(study: Run, data: Data) -> None:
    made = study("quotation", "add", "vera", "--turn", "2", "--code", "hora", "--note", "stark")
    assert made.stdout == "IP1:1\n"
    study(
        "quotation", "edit", "IP1:1", "--elide", "tycker jag absolut.", "--mask", "kunden=en part", "--attribution",
        "before",
    )  # fmt: skip
    (row,) = data("quotation", "list")
    assert row["text"].startswith("Lyhördhet, […] Man måste")
    assert "[en part]" in row["text"]
    assert (row["speaker"], row["before"], row["codes"], row["note"]) == ("Vera", "Vera:", ["hora"], "stark")
    shown = study("quotation", "show", "IP1:1").stdout
    assert "elided: tycker jag absolut. → […]" in shown
    assert "masked: kunden → [en part]" in shown
    study("quotation", "edit", "IP1:1", "--plain")
    assert "[" not in data("quotation", "list")[0]["text"]
    assert "nothing to change" in study("quotation", "edit", "IP1:1", code=2).stderr
    assert "cannot read" in study("quotation", "edit", "IP1:1", "--mask", "kunden", code=2).stderr


def test_a_passage_is_named_in_one_way(study: Run) -> None:
    coding = study("coding", "add", "vera", "hora", "--turn", "4").stdout.strip()
    assert study("quotation", "add", "--coding", coding, "--clean").stdout == "IP1:1\n"
    assert "one way" in study("quotation", "add", code=2).stderr
    assert "one way" in study("quotation", "add", "vera", "--coding", coding, code=2).stderr
    assert "one way" in study("quotation", "add", "vera", code=2).stderr
    assert "prefix" not in study("quotation", "add", "vera", "--turn", "4", "--prefix", "a b", code=2).stdout


def test_corrected_words_are_reported_and_accepted(study: Run) -> None:
    study("quotation", "add", "vera", "--quote", LONG)
    assert "reads as it was chosen" in study("quotation", "check").stderr
    study("source", "correct", "vera", "--replace", "lyssna", "höra")
    assert "corrected" in study("quotation", "check", code=4).stdout
    assert "IP1:1" in study("check", code=4).stdout
    study("quotation", "accept", "IP1:1")
    study("quotation", "check")
    study("check")


def test_voices_are_ordered_and_marked(study: Run, data: Data) -> None:
    study("quotation", "add", "vera", "--turn", "2")
    study("quotation", "add", "vera", "--turn", "4")
    study("voices", "add", "Att lyssna", "--code", "hora")
    study("voices", "put", "Att lyssna", "IP1:1")
    study("voices", "put", "Att lyssna", "IP1:2", "--mark", "contradicts", "--lead-in", "Men:", "--at", "1")
    rows = data("voices", "show", "Att lyssna")
    assert [(r["number"], r["mark"], r["lead_in"]) for r in rows] == [
        ("IP1:2", "contradicts", "Men:"),
        ("IP1:1", "", ""),
    ]
    assert data("voices", "list")[0]["about"] == "hora"
    study("voices", "out", "Att lyssna", "IP1:2")
    assert "not in" in study("voices", "out", "Att lyssna", "IP1:2", code=1).stderr
    assert "already" in study("voices", "add", "att lyssna", code=1).stderr
    assert "one thing" in study("voices", "edit", "Att lyssna", "--code", "hora", "--theme", "x", code=2).stderr
    study("voices", "remove", "Att lyssna")
    assert data("voices", "list") == []


def test_the_ledger_and_the_rules(study: Run, data: Data) -> None:
    study("quotation", "add", "vera", "--turn", "2")
    assert [(r["name"], r["quotations"]) for r in data("quotation", "ledger")] == [("Vera", 1)]
    study("quotation", "rules", "--few", "0.1", "--after", "[{name}]")
    rules = {r["rule"]: r["value"] for r in data("quotation", "rules")}
    assert (rules["few"], rules["after"], rules["least"]) == (0.1, "[{name}]", 10)
    assert "few" in study("quotation", "rules", "--few", "2", code=2).stderr


def test_a_manuscript_is_checked_with_its_exit_code(study: Run, data: Data, tmp_path: Path) -> None:
    (tmp_path / "bra.md").write_text(f"Vera: ”{LONG}”\n", "utf-8")
    (tmp_path / "illa.txt").write_text(f"”{LONG.replace('kunna', 'orka')}”\n\n”{LONG}” (IP1:9)\n", "utf-8")
    assert "1 verbatim" in study("check", "quotes", "bra.md").stderr
    study("quotation", "add", "vera", "--quote", LONG)
    done = study("check", "quotes", "bra.md", "illa.txt", "--report", "x.html", code=2)
    assert "one manuscript" in done.stderr
    done = study("check", "quotes", "illa.txt", "--report", "k.html", "--lang", "en", "--csv", code=4)
    assert [line.split(",")[4] for line in done.stdout.splitlines()[1:]] == ["altered", "missing"]
    assert "is printed as" in (tmp_path / "k.html").read_text("utf-8")
    assert "file,page,paragraph,line,verdict" in done.stdout
    study("check", "quotes", "saknas.md", code=1)


def test_the_report_prints_quotations(study: Run) -> None:
    study("quotation", "add", "vera", "--turn", "2")
    page = study("report", "quotations", "--by", "speaker", "--context", "--lang", "en", "--to", "html").stdout
    assert '<a href="#context-IP1-1">IP1:1</a>' in page
    assert "Kan du ge ett exempel?" in page  # the turn after, in the context
    assert "Kan du ge ett exempel?" not in study("report", "quotations", "--lang", "en").stdout
