"""The README's tour, run as printed; ``QUALCODE_GOLDEN=1`` writes the output anew."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"```console\n(\$ .*?)```", re.DOTALL)


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "qualcode"
    environment = os.environ | {"QUALCODE_LANG": "en", "QUALCODE_CODER": "Elin", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", *words[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    # What differs from run to run (an id, a place that only a terminal shows) is left out of the tour.
    return "".join(line + "\n" for line in done.stdout.splitlines() if not re.fullmatch(r"[0-9a-v]{8}", line))


def test_the_tour_prints_what_the_readme_says(tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")

    def replay(block: re.Match[str]) -> str:
        commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"$ {command}\n{_run(command, tmp_path)}" for command in commands) + "```"

    played = _BLOCK.sub(replay, text)
    if os.environ.get("QUALCODE_GOLDEN"):
        path.write_text(played, encoding="utf-8")
    assert played == text
    assert (tmp_path / "condensation.docx").stat().st_size > 5000


def test_every_page_and_picture_that_the_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_every_page_of_the_documentation_is_linked() -> None:
    linked = {
        link.removeprefix("docs/")
        for page in ("README.md", "docs/terminal.md")
        for link in re.findall(r"\]\(([\w./-]+\.md)", (ROOT / page).read_text(encoding="utf-8"))
    }
    assert {page.name for page in (ROOT / "docs").glob("*.md")} <= linked
