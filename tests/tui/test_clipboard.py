"""Copying where the terminal may not let it happen."""

from __future__ import annotations

import pytest

from qualcode.tui import clipboard


def test_a_doubtful_terminal_is_told_from_a_sure_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard.shutil, "which", lambda _name: None)
    assert clipboard.may_fail({"TERM": "tmux-256color"})
    assert clipboard.may_fail({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"})
    assert not clipboard.may_fail({"TERM": "xterm-kitty"})


def test_a_program_for_copying_makes_it_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert clipboard.helper({"WAYLAND_DISPLAY": "wayland-0"}) == ("wl-copy",)
    assert not clipboard.may_fail({"TERM": "tmux-256color", "DISPLAY": ":0"})
