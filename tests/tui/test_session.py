"""A sitting in a real terminal multiplexer: from an empty project to a printed report, by keys alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

COLUMNS, ROWS = 100, 30
_PATIENCE = 15.0
_TALK = """I: Vad kännetecknar en bra handläggare?

IP1: Lyhördhet, tycker jag absolut. Man måste kunna lyssna och ta till sig det de säger.

I: Kan du ge ett exempel?

IP1: Ja, i förra veckan ringde jag arbetsgivaren från min egen telefon.

I: Var det tillåtet?

IP1: Det är inte förbjudet, så jag gjorde det.
"""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


def command(folder: Path, *arguments: str) -> str:
    """Run qualcode and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Sitting:
    """A tmux server of its own with the program in its only pane."""

    def __init__(self, folder: Path) -> None:
        # The path of a socket may be no longer than about a hundred bytes, which that of a test's folder can be.
        self._place = tempfile.TemporaryDirectory(prefix="qualcode-")
        self._socket = str(Path(self._place.name) / "tmux")
        program = f"{sys.executable} -m qualcode -p studie tui"
        settings = (
            "QUALCODE_LANG=en",
            "QUALCODE_CODER=Elin",
            "QUALCODE_KEYS=none",
            "QUALCODE_SETTINGS=none",
            "PYTHONWARNINGS=default",
        )
        env = [x for setting in settings for x in ("-e", setting)]
        self.tmux(
            "-f", os.devnull, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), *env, "-c", str(folder), program
        )

    def tmux(self, *arguments: str) -> str:
        """Run tmux on this server alone."""
        # A width in the environment would count for more than that of the pane.
        env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "TMUX")}
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments], capture_output=True, text=True, check=False, env=env
        )
        return done.stdout

    def page(self) -> str:
        """Return what the screen shows."""
        return self.tmux("capture-pane", "-p")

    def shows(self, *wanted: str, without: str = "") -> str:
        """Wait until the screen shows all that is wanted."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            page = self.page()
            if all(w in page for w in wanted) and not (without and without in page):
                assert all(len(line) <= COLUMNS for line in page.split("\n"))
                return page
            time.sleep(0.03)
        pytest.fail(f"the screen never showed {wanted}:\n{self.page()}")

    def type(self, text: str) -> None:
        """Type letters in one burst."""
        self.tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self.tmux("send-keys", *keys)

    def end(self) -> None:
        """End this server, if it still runs."""
        self.tmux("kill-server")
        self._place.cleanup()


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    (tmp_path / "samtal.txt").write_text(_TALK, "utf-8")
    command(tmp_path, "init", "studie")
    sitting = Sitting(tmp_path)
    yield sitting
    sitting.end()


def test_a_file_is_imported_coded_condensed_composed_and_printed(sitting: Sitting, tmp_path: Path) -> None:
    sitting.shows("No sources yet")
    sitting.press("i")
    sitting.shows("Import files", "samtal.txt")
    sitting.type(str(tmp_path / "samtal.txt"))
    sitting.press("Enter")
    sitting.shows("What the import would do", "IP1")
    sitting.press("F2")
    sitting.shows("1 source imported", "1 source ")
    sitting.press("Enter")
    sitting.shows("Reading view", "Lyhördhet")

    for n, name in enumerate(("lyhördhet", "egna resurser", "regeltolkning"), start=1):
        sitting.type(("dr" if n == 1 else "ddr") + "c" + name)  # all in one burst
        sitting.shows(f"new code {name}")
        sitting.press("Enter")
        sitting.shows("New code", "top of the codebook")
        sitting.press("Enter")
        sitting.shows(f"▸{name[0]} {name}", without="top of the codebook")
    sitting.type("K")
    sitting.shows("Condense to one sentence")
    sitting.type("Det som inte är förbjudet är tillåtet.")
    sitting.press("Enter")
    sitting.shows("sentence kept", without="Condense to one")
    sitting.type("r+")
    sitting.shows("To which scene?")
    sitting.type("Telefonen")
    sitting.shows("new scene Telefonen")
    sitting.press("Enter")
    sitting.shows("added to the scene")

    sitting.type("gs")  # in one burst
    sitting.shows("Telefonen", "dash turn")
    sitting.type("b")
    sitting.shows("What to add?")
    sitting.type("closing")
    sitting.shows("closing beat", without="motto")
    sitting.press("Enter")
    sitting.shows("Block 2")
    sitting.type("Hon lägger på luren.")
    sitting.press("Escape")
    sitting.shows(" 2 ✓ closing beat", without="Block 2:")

    sitting.type("gr")
    sitting.shows("Print a report", "exports/condensation.docx")
    sitting.press("Right")
    sitting.shows("exports/scenes.docx")
    sitting.press("Down", "Left")
    sitting.shows("exports/scenes.md")
    sitting.press("F2")
    sitting.shows("Written: exports/scenes.md")
    sitting.press("Escape")
    sitting.shows("dash turn", without="Print a report")
    sitting.type("Q")
    end = time.monotonic() + _PATIENCE
    while sitting.tmux("list-sessions") and time.monotonic() < end:
        time.sleep(0.05)

    codings = json.loads(command(tmp_path, "-p", "studie", "coding", "list", "--json"))
    assert [(c["code"], c["line"]) for c in codings] == [("lyhordhet", 3), ("egna-resurser", 7), ("regeltolkning", 11)]
    condensed = json.loads(command(tmp_path, "-p", "studie", "condense", "list", "--json"))
    assert [c["condensed"] for c in condensed] == ["Det som inte är förbjudet är tillåtet."]
    scenes = json.loads(command(tmp_path, "-p", "studie", "scene", "list", "--json"))
    assert [s["title"] for s in scenes] == ["Telefonen"]
    report = (tmp_path / "exports" / "scenes.md").read_text("utf-8")
    assert "Det är inte förbjudet" in report
    assert "Hon lägger på luren." in report
