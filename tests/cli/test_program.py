"""The program as a whole: start, help, completion, reference."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from qualcode.cli.frame import Verb
from qualcode.cli.reference import commands, page, root_context

HEAVY = ("textual", "pandas", "numpy", "spacy", "matplotlib", "jinja2", "sqlite_utils", "rich", "yaml", "chardet")


def fresh(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    settings = {**os.environ, "QUALCODE_LANG": "en", **env}
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=settings,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["--version"], ["--help"], ["source", "list"], ["coding", "list", "--help"]])
def test_starting_loads_nothing_heavy(study, tmp_path: Path, words: list[str]):
    script = (
        "import sys, json\nfrom qualcode.cli import main\n"
        f"try:\n    {f'main({words!r})' if words else 'pass'}\nexcept SystemExit:\n    pass\n"
        f"print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == []


def test_the_version_names_the_project_format(run):
    assert run("--version").stdout.strip().startswith("qualcode ")


def every_verb() -> list[tuple[str, Verb]]:
    """Return each command that does something, with its path."""
    context = root_context()
    assert isinstance(context.command, click.Group)
    found = commands(context.command, context)
    return [(c.command_path, v) for c, v in found if not isinstance(v, click.Group) and isinstance(v, Verb)]


def test_every_command_has_help_an_example_and_options_with_help():
    found = every_verb()
    assert len(found) > 60
    for path, verb in found:
        assert verb.help, path
        assert verb.example.startswith("qualcode "), path
        assert all(line.startswith("qualcode ") for line in verb.example.splitlines()), path
        first = verb.example.splitlines()[0].split("#")[0]
        assert " ".join(path.split()[1:]) in first or len(verb.example.splitlines()) > 1, path
        for option in verb.params:
            assert not isinstance(option, click.Option) or option.help, f"{path} {option.name}"


def test_the_reference_is_current():
    assert (Path(__file__).parents[2] / "docs" / "cli-reference.md").read_text("utf-8") == page()


def complete(study_folder: Path, line: str) -> list[str]:
    """Return what bash would offer after a line."""
    words = line.split(" ")
    env = {"_QUALCODE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return [w.partition(",")[2] for w in fresh(cwd=study_folder, **env).stdout.splitlines() if w]


def test_the_shell_completes_commands_codes_and_sources(study, tmp_path: Path):
    assert complete(tmp_path, "qualcode sou") == ["source"]
    assert complete(tmp_path, "qualcode code show ho") == ["hora"]
    assert complete(tmp_path, "qualcode coding add ve") == ["vera"]
    assert complete(tmp_path, "qualcode -p finns-inte coding add ve") == []
    for shell in ("bash", "zsh", "fish"):
        assert "_QUALCODE_COMPLETE" in study("completion", shell).stdout


def test_a_reader_who_leaves_early_is_no_error(study, tmp_path: Path):
    code = f"{sys.executable} -m qualcode source text vera | head -c 5"
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {code}"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert result.stderr == ""
    assert result.stdout.startswith("I: V")


def test_output_is_utf_8_whatever_the_locale(study, tmp_path: Path):
    result = fresh("source", "text", "vera", cwd=tmp_path, LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert "Lyhördhet" in result.stdout
