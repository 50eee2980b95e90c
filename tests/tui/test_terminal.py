"""The program on a real pseudo-terminal, its screen read by a terminal emulator."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

from qualcode.project import Project

COLUMNS, ROWS = 80, 24
_PATIENCE = 20.0
_PROGRAM = """
import sys
from pathlib import Path
from qualcode.project import Project
from qualcode.tui.app import run
with Project.open(Path(sys.argv[1]), coder="Elin") as project:
    run(project, source="1")
"""


class Terminal:
    """A child process on a pty of 80×24 and what its screen shows."""

    def __init__(self, *arguments: str) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "QUALCODE_LANG": "en"}
            os.execve(sys.executable, [sys.executable, "-c", _PROGRAM, *arguments], environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def shows(self, wanted: Callable[[str], bool]) -> str:
        """Read until the screen shows what is wanted, and return the screen."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if select.select([self._fd], [], [], 0.1)[0]:
                try:
                    self._stream.feed(os.read(self._fd, 65536))
                except OSError:
                    break
            if wanted(page := "\n".join(self.screen.display)):
                return page
        pytest.fail("the screen never showed it:\n" + "\n".join(self.screen.display))

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._fd, keys.encode())

    def ended(self) -> int:
        """Wait for the program to end and return its exit status."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if select.select([self._fd], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):
                    os.read(self._fd, 65536)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return -1


def test_a_turn_is_coded_undone_and_found_again_after_a_restart(study: Project) -> None:
    path: Path = study.path
    terminal = Terminal(str(path))
    page = terminal.shows(lambda p: "kännetecknar" in p and "help" in p)
    assert all(len(line) <= COLUMNS for line in page.split("\n"))
    terminal.type("d")
    terminal.type("r")
    terminal.shows(lambda p: "selected" in p)
    terminal.type("clys\r")  # typed without waiting for the picker
    terminal.shows(lambda p: "norm › listen" in p and "Code line" not in p)
    terminal.type("Q")
    assert terminal.ended() == 0
    coded = [study.text(study.sources()[0])[c.start : c.end] for c in study.codings()]
    assert [c[:10] for c in coded] == ["Lyhördhet,"]

    again = Terminal(str(path))
    again.shows(lambda p: "norm › listen" in p)  # the cursor is where it was
    again.type("u")
    again.shows(lambda p: "undone:" in p and "not coded here" in p)
    again.type("Q")
    assert again.ended() == 0
    assert study.codings() == []
