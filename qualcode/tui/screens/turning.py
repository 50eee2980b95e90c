"""Taking a large merge back, or bringing it back, in a thread: with progress, to be stopped by Escape."""

from __future__ import annotations

import time

from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker

from qualcode.core.people import Action
from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import bar, number
from qualcode.tui.long_work import Stopped
from qualcode.tui.screens.dialogs import Dialog

_EVERY = 0.1


class TurningScreen(Dialog[Action | QualcodeError]):
    """Turns the latest merge and answers with the step, or with what went wrong; with nothing when it was stopped."""

    def __init__(self, project: Project, *, back: bool) -> None:
        title = _("Taking the merge back …") if back else _("Bringing the merge back …")
        super().__init__(title, _("Esc stops it; nothing is changed then"))
        self._project, self._back = project, back
        self._worker: Worker[None] | None = None
        self._next = 0.0

    def compose_box(self) -> ComposeResult:
        """Yield the line that tells how far it has come."""
        yield Static(id="state")

    def on_mount(self) -> None:
        """Begin."""
        self._worker = self.run_worker(self._turn, thread=True, group="long")

    def _turn(self) -> None:
        answer: Action | QualcodeError | None
        try:
            with alongside(self._project, write=True) as project:
                turn = project.undo if self._back else project.redo
                answer = turn(progress=self._tell)
        except Stopped:
            answer = None
        except QualcodeError as error:
            answer = error
        self.app.call_from_thread(self.dismiss, answer)

    def _tell(self, done: int, total: int) -> None:
        if self._worker is not None and self._worker.is_cancelled:
            raise Stopped
        now = time.monotonic()
        if total > 0 and now >= self._next:
            self._next = now + _EVERY
            self.app.call_from_thread(self._show, f"{bar(done / total)} {number(done)}/{number(total)}")

    def _show(self, line: str) -> None:
        self.query_one("#state", Static).update(line)

    def action_leave(self) -> None:
        """Stop at the next step."""
        if self._worker is not None:
            self._worker.cancel()
