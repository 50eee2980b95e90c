"""The app on a small study, driven without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.project import Project
from qualcode.tui.app import QualcodeApp

Open = Callable[..., AbstractAsyncContextManager[tuple[QualcodeApp, Pilot[None]]]]


@pytest.fixture
def opened(study: Project, tmp_path: Path) -> Open:
    """Opens the app at a place, at 120×36 unless told otherwise."""

    @asynccontextmanager
    async def open_at(
        place: str = "reading", size: tuple[int, int] = (120, 36), keys: str = "", settings: str = ""
    ) -> AsyncIterator[tuple[QualcodeApp, Pilot[None]]]:
        key_path = tmp_path / "keys.toml"
        if keys:
            key_path.write_text(keys, "utf-8")
        settings_path = tmp_path / "settings.toml"
        settings_path.write_text(settings, "utf-8")
        app = QualcodeApp(study, key_path=key_path, settings_path=settings_path)
        app.desk.place = place
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot

    return open_at
