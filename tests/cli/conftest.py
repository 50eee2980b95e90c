"""A runner of commands that works in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qualcode.cli.root import cli

Run = Callable[..., Result]

INTERVIEW = """I: Vad kännetecknar en bra handläggare?

IP1: Lyhördhet, tycker jag absolut. Man måste kunna lyssna och ta till sig det de
säger, även om det kanske inte blir som kunden vill, därför att vi måste följa våra regler.

I: Kan du ge ett exempel?

IP1: [skratt] Ja, i förra veckan … då var läkaren nästan en motaktör.
"""

NOTE = """Mötet börjar klockan nio. Läkaren kommer sent.

– Läkaren: Vi hinner inte med fler frågor i dag.

Handläggaren skriver i sitt block och säger ingenting.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in an empty folder and return what came of it."""
    monkeypatch.chdir(tmp_path)

    def do(*words: str, stdin: str | None = None, code: int | None = 0) -> Result:
        result = CliRunner().invoke(cli, list(words), input=stdin)
        if code is not None:
            assert result.exit_code == code, f"{words}: {result.exit_code}\n{result.stdout}\n{result.stderr}"
        return result

    return do


@pytest.fixture
def study(run: Run, tmp_path: Path) -> Run:
    """Run commands on a project with one interview, one note and a few codes."""
    (tmp_path / "vera.txt").write_text(INTERVIEW, "utf-8")
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    run("init", "studie", "--title", "Studien")
    run("source", "import", "vera.txt", "--title", "Vera", "--case", "Vera", "--date", "2025-02-04")
    run("source", "import", "note.txt", "--kind", "fieldnote")
    run("code", "add", "norm", "--name", "Norm")
    run("code", "add", "hora", "--name", "Höra", "--name-en", "Hear", "--under", "norm")
    run("code", "add", "regler", "--name", "Följa regler", "--under", "norm")
    run("code", "add", "aktor", "--name", "Aktör")
    return run


@pytest.fixture
def data(run: Run) -> Callable[..., Any]:
    """Run a command with ``--json`` and return what it wrote."""

    def read(*words: str) -> Any:
        return json.loads(run(*words, "--json").stdout)

    return read
