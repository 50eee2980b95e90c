"""Waiting until a screen shows what it is going to show, however slow the machine is."""

from __future__ import annotations

from textual.pilot import Pilot

from qualcode.tui.app import QualcodeApp

_SOON = 0.5  # seconds: a screen that follows the cursor waits less


def _is_busy(app: QualcodeApp) -> bool:
    screen = app.screen
    waiting = screen._dirty_widgets or screen._layout_required or screen._repaint_required or screen._scroll_required
    if waiting or screen._callbacks or screen._compositor._dirty_regions:
        return True
    if any(not worker.is_finished for worker in app.workers):
        return True
    return any(t._repeat == 0 and t._interval < _SOON and not _is_over(t) for t in screen._timers)


def _is_over(timer: object) -> bool:
    task = timer._task  # type: ignore[attr-defined]
    return task is None or task.done()


async def still(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is to be painted, no thread works and nothing is put off, twice in a row."""
    quiet = 0
    for _ in range(500):
        await pilot.pause()
        quiet = 0 if _is_busy(app) else quiet + 1
        if quiet == 2:
            return
        await pilot.pause(0.01)
    raise AssertionError("the screen does not come to rest")
