"""Three coders in three folders, from the command line alone: every class of conflict, blind rounds, the figures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.core.conflicts import SORTS

Does = Callable[..., Any]
#: All but a missing part of a chain, which sound programs never write.
APART = set(SORTS) - {"gap"}
NAMES = ("Elin", "Sara", "Jonas")


@pytest.fixture
def team(study: Does, tmp_path: Path) -> Does:
    """Run a command as one of three coders, each with a copy in a folder of their own; ``--json`` gives data."""
    for name in NAMES[1:]:
        study("coder", "add", name)
    for name in NAMES:
        (tmp_path / name).mkdir()
        shutil.copyfile(tmp_path / "studie.qualcode", tmp_path / name / "p.qualcode")
    (tmp_path / "delat").mkdir()

    def run(who: str, *words: str, at: str = "", code: int = 0, stdin: str | None = None) -> Any:
        result = study("-p", f"{at or who}/p.qualcode", "--coder", who, *words, code=code, stdin=stdin)
        return json.loads(result.stdout) if words[-1] == "--json" else result

    return run


def _all_sync(team: Does, *names: str) -> None:
    for name in (*names, *names):
        team(name, "sync", "delat")


def test_every_class_of_conflict_is_told_and_settled_on_the_command_line(team: Does, tmp_path: Path) -> None:
    for code in ("flyttas-a", "flyttas-b", "slas-ihop", "tas-bort", "delas"):
        team("Elin", "code", "add", code, "--name", code.capitalize())
    team("Elin", "coding", "add", "vera", "hora", "--quote", "kunna lyssna")
    (mine,) = team("Elin", "coding", "list", "--json")
    _all_sync(team, "Elin", "Sara")
    shutil.copytree(tmp_path / "Elin", tmp_path / "hemma")
    (tmp_path / "extra.txt").write_text("I: Vad hände?\n\nIP1: Inget alls, faktiskt.\n", "utf-8")
    # 1 to 6, and 8: two people apart.
    team("Elin", "code", "rename", "aktor", "--name", "Medaktör")
    team("Sara", "code", "rename", "aktor", "--name", "Motaktör")
    team("Elin", "code", "remove", "tas-bort", "--yes")
    team("Sara", "coding", "add", "vera", "tas-bort", "--quote", "Lyhördhet")
    team("Elin", "code", "remove", "delas", "--yes")
    team("Sara", "code", "rename", "delas", "--name", "Delad")
    team("Elin", "code", "add", "ny", "--name", "Splitterny")
    team("Sara", "code", "add", "nyare", "--name", "Splitterny")
    team("Elin", "code", "move", "flyttas-a", "--under", "flyttas-b")
    team("Sara", "code", "move", "flyttas-b", "--under", "flyttas-a")
    team("Elin", "code", "merge", "slas-ihop", "hora")
    team("Sara", "code", "merge", "slas-ihop", "regler")
    team("Elin", "source", "correct", "vera", "--replace", "våra regler", "egna regler")
    team("Sara", "source", "correct", "vera", "--replace", "våra regler", "sina regler")
    team("Elin", "source", "import", "extra.txt", "--title", "Extra")
    team("Sara", "source", "import", "extra.txt", "--title", "Extra samtal")
    team("Elin", "coder", "add", "Vera Kodare")
    team("Sara", "coder", "add", "vera kodare")
    # 7 and 10: one person on two machines, and a copied file that two went on with.
    team("Elin", "coding", "recode", mine["id"][-8:], "--to", "regler")
    team("Elin", "coding", "recode", mine["id"][-8:], "--to", "aktor", at="hemma")
    team("Elin", "bundle", "write", "hemma.bundle", at="hemma")
    team("Elin", "merge", "hemma.bundle")
    _all_sync(team, "Elin", "Sara")
    waiting = team("Elin", "conflict", "list", "--json")
    assert {c["sort"] for c in waiting} == APART
    listed = team("Elin", "conflict", "list").stdout
    assert all(word in listed for word in ("Elin", "Sara", "Medaktör", "Motaktör", "Splitterny", "Vera Kodare"))
    before = team("Sara", "conflict", "list", "--json")
    assert {c["id"] for c in before} == {c["id"] for c in waiting}
    for conflict in waiting:
        choices = [c["key"] for c in conflict["choices"]]
        if any(c["id"] == conflict["id"] for c in team("Elin", "conflict", "list", "--json")):
            team("Elin", "conflict", "resolve", conflict["id"][-8:], choices[0], "--reason", "överenskommet")
    assert team("Elin", "conflict", "list", "--json") == []
    _all_sync(team, "Elin", "Sara")
    assert team("Sara", "conflict", "list", "--json") == []
    for words in (("codebook", "list"), ("coding", "list"), ("conflict", "list", "--all")):
        assert team("Sara", *words, "--json") == team("Elin", *words, "--json")
    for name in NAMES[:2]:
        team(name, "check")


def test_a_blind_round_of_three_ends_in_figures_that_stay(team: Does, tmp_path: Path) -> None:
    team("Elin", "round", "add", "ett", "--source", "vera", *(w for name in NAMES for w in ("--coder", name)))
    _all_sync(team, *NAMES)
    marks = {
        "Elin": (("hora", "kunna lyssna"), ("regler", "följa våra regler"), ("aktor", "läkaren")),
        "Sara": (("hora", "kunna lyssna"), ("hora", "följa våra regler"), ("aktor", "läkaren nästan")),
        "Jonas": (("hora", "kunna lyssna"), ("norm", "Lyhördhet")),
    }
    for name, its in marks.items():
        for code, quote in its:
            team(name, "coding", "add", "vera", code, "--quote", quote)
        team(name, "reading", "done", "vera")
    _all_sync(team, *NAMES)
    for name in NAMES:
        assert {c["coder"] for c in team(name, "coding", "list", "--json")} == {name}
    team("Elin", "round", "close", "ett", "--yes")
    assert len(team("Elin", "coding", "list", "--json")) == 8
    asked = ("agreement", "--round", "ett", "--unit", "sentence", "--pairs", "--json")
    told = team("Elin", *asked)
    (tmp_path / "Elin" / "r.md").unlink(missing_ok=True)
    _all_sync(team, *NAMES)
    assert team("Jonas", *asked) == told
    team("Elin", "adjudicate", "agreed", "ett")
    chosen = iter(("first", "second", "both", "neither"))
    while places := team("Elin", "adjudicate", "list", "ett", "--json"):
        choice = next(chosen, "first")
        rule = ("--rule", "Bara när det sägs.") if choice == "first" else ()
        team("Elin", "adjudicate", "decide", "ett", places[0]["id"][-8:], choice, "--reason", "samtal", *rule)
    team("Sara", "code", "rename", "hora", "--name", "Lyhördhet")
    team("Sara", "source", "correct", "vera", "--replace", "kunna lyssna", "kunna höra på")
    team("Jonas", "code", "merge", "aktor", "norm")
    _all_sync(team, *NAMES)
    for name in NAMES:
        assert team(name, *asked) == told
        team(name, "check")
    assert team("Sara", "adjudicate", "log", "--json")[0]["round"] == "ett"
    both, decided, own = (
        team("Elin", "table", "sources", "--measure", "passages", *layer, "--json")
        for layer in ((), ("--layer", "ett"), ("--layer", "coders"))
    )
    assert both != decided != own
    # The first to decide and the one who gets it by merging print the same.
    for shape in ("md", "html", "latex"):
        pages = [
            team(name, "report", "agreement", "--round", "ett", "--lang", "en", "--to", shape).stdout
            for name in NAMES[:2]
        ]
        assert "Coder A" in pages[0]
    page = team("Elin", "report", "tables", "--table", "source", "--layer", "ett", "--to", "md").stdout
    assert "ett" in page
    assert page != team("Elin", "report", "tables", "--table", "source", "--layer", "coders", "--to", "md").stdout
    team("Elin", "report", "tables", "--layer", "annan", code=1)
