"""The project opened a second time: work in a thread has a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.worker import Worker

from qualcode.core.query import Query
from qualcode.core.query_parser import needs_words
from qualcode.errors import Cancelled
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.tui.memory import give_back

Progress = Callable[[int, int], object]


@contextmanager
def alongside(project: Project, *, write: bool = False) -> Iterator[Project]:
    """Open the project to read, or to ``write`` too, as the same person, for as long as the work in a thread lasts."""
    try:
        with Project.open(project.path, coder=project.actor_name, write=write) as other:
            other.actor = project.actor
            other.keep_little()
            yield other
    finally:
        give_back()


def go_on(worker: Worker[object]) -> None:
    """Raise Cancelled when a worker was told to stop."""
    if worker.is_cancelled:
        raise Cancelled(_("Stopped."))


def read_words(project: Project, worker: Worker[object], say: Progress, *, query: Query | None = None) -> None:
    """Bring the index of words up to date where it is needed, saying how far it has come.

    Raises Cancelled when the worker is told to stop.
    """
    if query is not None and not needs_words(query.node):
        return
    if not project.index_words(
        progress=lambda done, total: _say(say, done, total), cancelled=lambda: worker.is_cancelled
    ):
        raise Cancelled(_("Stopped."))


def _say(say: Progress, done: int, total: int) -> None:
    say(done, total)
