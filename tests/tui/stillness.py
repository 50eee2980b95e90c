"""Waiting until a screen shows what it is going to show, however slow the machine is."""

from __future__ import annotations

from textual.pilot import Pilot

from qualcode.tui.app import QualcodeApp

_SOON = 0.5  # seconds: a screen that follows the cursor waits less
_LOADER = "_loader"  # of a tree of folders: it waits for folders as long as the tree stands


def _busy_with(app: QualcodeApp) -> list[str]:
    screen = app.screen
    busy = {
        "keys": app.in_turn.waits,
        "widgets": screen._dirty_widgets,
        "layout": screen._layout_required,
        "repainting": screen._repaint_required,
        "scrolling": screen._scroll_required,
        "callbacks": screen._callbacks,
        "regions": screen._compositor._dirty_regions,
        "threads": [w.name for w in app.workers if not w.is_finished and w.name != _LOADER],
        "timers": [t for t in screen._timers if t._repeat == 0 and t._interval < _SOON and not _is_over(t)],
    }
    return [f"{what}: {why}" for what, why in busy.items() if why]


def _is_over(timer: object) -> bool:
    task = timer._task  # type: ignore[attr-defined]
    return task is None or task.done()


async def still(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is to be painted, no thread works and nothing is put off, twice in a row."""
    quiet, busy = 0, list[str]()
    for _ in range(500):
        await pilot.pause()
        busy = _busy_with(app)
        quiet = 0 if busy else quiet + 1
        if quiet == 2:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{app.screen} does not come to rest: {busy}")
