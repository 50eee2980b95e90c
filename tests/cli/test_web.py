from __future__ import annotations

import pytest

from qualcode.errors import ExitCode
from tests.cli.conftest import Run


def test_another_interface_without_a_password_is_refused(study: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_WEB_PASSWORD", raising=False)
    result = study("web", "--host", "0.0.0.0", code=ExitCode.USAGE)
    assert "password" in result.stderr


def test_a_short_password_is_refused(study: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_WEB_PASSWORD", "kort")
    result = study("web", "--host", "192.0.2.1", code=ExitCode.USAGE)
    assert "12" in result.stderr


def test_an_address_that_is_not_this_machines_is_told(study: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_WEB_PASSWORD", "ett långt lösenord")
    result = study("web", "--host", "192.0.2.1", code=ExitCode.FAILED)
    assert "192.0.2.1" in result.stderr
