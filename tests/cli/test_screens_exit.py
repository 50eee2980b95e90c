"""How ``qualcode tui`` ends."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from qualcode.cli import tui as screens
from qualcode.cli.root import cli
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp


@pytest.mark.parametrize("code", [0, 1])
def test_screens_that_broke_off_end_with_a_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int) -> None:
    path = tmp_path / "studie.qualcode"
    Project.create(path, title="Studie", coder="Elin").close()
    stream = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(screens, "sys", SimpleNamespace(stdin=stream, stdout=stream, exit=screens.sys.exit))
    monkeypatch.setattr(QualcodeApp, "run", lambda app: setattr(app, "_return_code", code))
    with pytest.raises(SystemExit) as left:
        cli.main(["-p", str(path), "tui"])
    assert (left.value.code or 0) == code
