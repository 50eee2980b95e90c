"""The review list in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core.memos import add_memo
from qualcode.project import Project
from qualcode.protection.keyholding import PASSPHRASE, open_key
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.pseudonyms import PseudonymsScreen
from tests.tui.conftest import Open


@pytest.fixture
def named(study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study in which somebody is named, and the place of a key for it."""
    study.apply(add_memo("project", "p", "Birgitta Xandersson ringde. Birgittas chef var borta."))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv(PASSPHRASE, "hemligt")
    folder = tmp_path.parent / f"{tmp_path.name}-nycklar"
    folder.mkdir(exist_ok=True)
    return folder / "k.age"


async def _shown(app, pilot) -> PseudonymsScreen:  # type: ignore[no-untyped-def]
    await app.workers.wait_for_complete()
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, PseudonymsScreen)
    return screen


async def test_names_are_listed_with_their_places(opened: Open, named: Path) -> None:
    async with opened("pseudonyms") as (app, pilot):
        screen = await _shown(app, pilot)
        assert any("Birgitta" in key for key in screen.keys_shown())
        assert "does not mean anonymous" in " ".join(screen.details())
        below = str(screen.query_one("#below").render())
        assert "1 of" in below


async def test_a_name_gets_a_pseudonym_and_is_replaced(opened: Open, named: Path, study: Project) -> None:
    async with opened("pseudonyms") as (app, pilot):
        screen = await _shown(app, pilot)
        screen._take_key(named, "hemligt", lambda: None, new=True)
        screen = await _shown(app, pilot)
        screen.show_thing(next(k for k in screen.keys_shown() if "Xandersson" in k))
        screen.action_give()
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, FormScreen)
        dialog.dismiss({"public": "Vera", "also": "Birgitta"})
        await pilot.pause()
        screen = await _shown(app, pilot)
        assert any("→ Vera" in str(cell) for n in range(screen.table.count) for cell in screen.table.cells(n))
        screen.action_apply()
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert study.memos()[-1].text == "Vera ringde. Veras chef var borta."
        await pilot.press("y")
        await pilot.pause()
        await app.workers.wait_for_complete()
    bodies = study.db.execute("SELECT group_concat(json) FROM event").fetchone()[0]
    assert "Birgitta" not in bodies
    assert open_key(study, named).key.entry("Birgitta") is not None


async def test_what_is_left_alone_can_be_hidden(opened: Open, named: Path) -> None:
    async with opened("pseudonyms") as (app, pilot):
        screen = await _shown(app, pilot)
        screen._take_key(named, "hemligt", lambda: None, new=True)
        screen = await _shown(app, pilot)
        before = len(screen.keys_shown())
        screen.action_let_be()
        screen = await _shown(app, pilot)
        screen.action_filter()
        await pilot.pause()
        assert len(screen.keys_shown()) == before - 1
