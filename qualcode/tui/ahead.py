"""Reading a source in a thread while the screen that is to show it is being made."""

from __future__ import annotations

import sqlite3
import threading

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.tui.alongside import alongside
from qualcode.tui.open_source import OpenSource


class Ahead:
    """A source (by id) that is read before it is asked for; of what goes wrong the asker hears by reading it again."""

    def __init__(self, project: Project, source: str) -> None:
        self._source, self._state, self._person = source, project.state(), project.actor
        self._opened: OpenSource | None = None
        self._thread = threading.Thread(target=self._read, args=(project,), daemon=True)
        self._thread.start()

    def _read(self, project: Project) -> None:
        try:
            with alongside(project) as other:
                self._opened = OpenSource.load(other, self._source)
        except (QualcodeError, sqlite3.Error):
            self._opened = None

    def take(self, project: Project, source: str) -> OpenSource | None:
        """Return the source as read; None when it is another one, or the project is no longer what it was."""
        if source != self._source:
            return None
        self._thread.join()
        opened = self._opened
        if opened is None or (project.state(), project.actor) != (self._state, self._person):
            return None
        opened.belong_to(project)
        return opened
