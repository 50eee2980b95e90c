"""Long work in a thread: with a connection of its own, progress on the key line, to be stopped by Escape."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.worker import Worker

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.tui.figures import bar, number
from qualcode.tui.screens.dialogs import AskLine

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place

R = TypeVar("R")
_EVERY = 0.1
_GLANCE = 0.2


class Stopped(Exception):  # nothing went wrong
    """The person stopped the work; what was begun is rolled back."""


@dataclass(slots=True)
class LongWork:
    """One piece of work at a time for a screen.

    ``title`` says what is being done, empty when nothing is; ``line`` how far it has come.
    """

    place: Place
    title: str = ""
    line: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    _worker: Worker[None] | None = None
    _next: float = 0.0

    @property
    def running(self) -> bool:
        """Whether something is being done."""
        return bool(self.title)

    def begin(
        self,
        title: str,
        run: Callable[[Project], R],
        done: Callable[[R], None],
        *,
        write: bool = False,
        keep_keys: bool = False,
        failed: Callable[[QualcodeError], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> bool:
        """Do something with the project in a thread and hand the result to ``done``; False while other work goes on.

        With ``keep_keys`` what is typed meanwhile is for what will be shown then, and Escape stops the work.
        """
        if self.running:
            self.place.refuse(_("wait: {what}; Esc stops it").format(what=self.title))
            return False
        self.title, self.line, self._next = title, "", 0.0
        app, main = self.place.qualcode, self.place.project

        def task() -> None:
            try:
                with Project.open(main.path, coder=main.actor_name, write=write) as project:
                    project.actor = main.actor
                    result = run(project)
            except Stopped:
                app.call_from_thread(self._end, lambda: self._tell_stopped(stopped))
            except QualcodeError as error:
                problem = error
                app.call_from_thread(self._end, lambda: (failed or app.tell)(problem))
            else:
                unwanted = keep_keys and self.is_stopped
                then = partial(self._tell_stopped, stopped) if unwanted else partial(done, result)
                app.call_from_thread(self._end, then)

        app.held = write
        if keep_keys:
            self.place.typed.begin(stop=self.stop)
        self._worker = self.place.run_worker(task, thread=True, group="long", exit_on_error=True)
        self.place.put_lines()
        return True

    def _end(self, then: Callable[[], None]) -> None:
        self.title, self.line, self._worker = "", "", None
        self.place.qualcode.held = False
        self.place.put_lines()
        then()
        if not self.running:
            self.place.typed.end()

    def _tell_stopped(self, then: Callable[[], None] | None) -> None:
        self.place.notify(_("stopped; nothing was changed"), timeout=4)
        if then is not None:
            then()

    def stop(self) -> bool:
        """Stop what is being done at its next step; False when there is nothing to stop."""
        if self._worker is None:
            return False
        self._worker.cancel()
        return True

    @property
    def is_stopped(self) -> bool:
        """Whether the work was told to stop."""
        return self._worker is not None and self._worker.is_cancelled

    def progress(self, done: int, total: int) -> None:
        """Tell from the thread how far the work has come.

        Raises Stopped when it was told to stop.
        """
        if self.is_stopped:
            raise Stopped
        now = time.monotonic()
        if total > 0 and now >= self._next:
            self._next = now + _EVERY
            self.place.app.call_from_thread(self._show, f"{bar(done / total)} {number(done)}/{number(total)}")

    def _show(self, line: str) -> None:
        self.line = line
        self.place.put_keys()

    def ask(self, name: str) -> str:
        """Ask from the thread for the passphrase of a file, once for a file; empty when none is given.

        Raises Stopped when the work was told to stop.
        """
        if name in self.secrets:
            return self.secrets[name]
        answered = threading.Event()
        answers: list[str] = []

        def take(answer: str | None) -> None:
            answers.append(answer or "")
            answered.set()

        title = _("Passphrase of {file}").format(file=name)
        self.place.app.call_from_thread(self.place.app.push_screen, AskLine(title, secret=True), take)
        while not answered.wait(_GLANCE):
            if self.is_stopped:
                raise Stopped
        if answers[0]:
            self.secrets[name] = answers[0]
        return answers[0]
