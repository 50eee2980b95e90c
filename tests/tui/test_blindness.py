"""While a blind round is open, no screen tells what another coded: the terminal's side of tests/cli/test_blindness.py.

Every screen, and every dialog that one of its keys opens, is looked at in two copies of
a project: Sara has read the source in one, and in the other also coded, written and
condensed there.  Elin must see the same in both.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from qualcode.project import Project
from qualcode.tui.actions import CONTEXTS
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.jump import PLACES, REPORT
from qualcode.tui.screens.place import Place
from tests.cli.test_blindness import CHANGING, copied, two  # noqa: F401
from tests.tui.stillness import still

#: What Sara wrote, and nobody else.
HERS = ("hemligt", "också", "Regler styr")
#: What leaves the program, or goes to a screen that is looked at by itself.
_LEFT_OUT = {"quit", "compare"}
_SIZE = re.compile(r"\d+ kB *")
_EVERYWHERE = ("help", "settings", "command_palette", "undo", "redo")


def seen(app: QualcodeApp) -> str:
    """Return the words on the screen, whatever differs from copy to copy left out."""
    lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
    # How large a file is anyone can see who has it.
    return _SIZE.sub("·", CHANGING.sub("·", "\n".join(lines)))


def shown_at(folder: Path, at: Path) -> Path:
    """Put a copy in the one place at which both are looked at, since some dialogs name it."""
    shutil.rmtree(at, ignore_errors=True)
    copied(folder, at)
    for bundle in at.glob("*.bundle"):
        if bundle.name != "hennes.bundle":
            bundle.unlink()
    return at


async def walk(folder: Path, place: str, tmp_path: Path) -> dict[str, str]:
    """Return what Elin sees on a screen and after each of its keys, by the action."""
    out: dict[str, str] = {}
    with Project.open(folder / "studie.qualcode", coder="Elin") as project:
        app = QualcodeApp(project, key_path=tmp_path / "keys.toml")
        app.desk.source = project.source("vera").id
        app.desk.place = "overview" if place == REPORT else place
        async with app.run_test(size=(160, 60)) as pilot:
            await still(app, pilot)
            if place == REPORT:
                actions = ["report"]
            else:
                out[place] = seen(app)
                # What only moves the cursor shows nothing else.
                actions = [a.call for a in CONTEXTS[place] if a.palette] + list(_EVERYWHERE)
            for action in actions:
                if action in _LEFT_OUT:
                    continue
                await app.run_action(action, app if action in (*_EVERYWHERE, "report") else app.screen)
                await still(app, pilot)
                out[action] = seen(app)
                for _time in range(4):
                    if isinstance(app.screen, Place) and place == app.screen.CONTEXT:
                        break
                    if isinstance(app.screen, Place):
                        await app.action_show(app.desk.place if place == REPORT else place)
                    else:
                        await pilot.press("escape")
                    await still(app, pilot)
    return out


@pytest.mark.parametrize("place", PLACES.values())
async def test_no_screen_tells_what_another_coded(two, tmp_path: Path, place: str) -> None:  # noqa: F811
    silent, spoken, _made = two
    at = tmp_path / "mapp"
    quiet, told = [await walk(shown_at(folder, at), place, tmp_path) for folder in (silent, spoken)]
    assert quiet.keys() == told.keys()
    for action, text in told.items():
        assert not [words for words in HERS if words in text], action
        assert text == quiet[action], action
