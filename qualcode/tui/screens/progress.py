"""How far coders have come, read in a thread: in a large study that takes a second."""

from __future__ import annotations

from textual import work
from textual.worker import get_current_worker

from qualcode.core.codings import SourceProgress
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.tui.alongside import alongside
from qualcode.tui.screens.listing import Listing


class ProgressListing(Listing):
    """The base of the lists that tell of progress; what was read last stands until it is read anew."""

    def __init__(self) -> None:
        super().__init__()
        self.progress: list[SourceProgress] = []
        self.more: object = None  # what else was read

    def show_project(self) -> None:
        """Show the list, and again when the progress has been read."""
        self.show_rows()
        self._read_progress()

    def show_rows(self) -> None:
        """Show the list with the progress that is known."""

    @work(thread=True, exclusive=True, group="progress", description="progress")
    def _read_progress(self) -> None:
        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                found = project.progress()
                more = self.read_more(project)
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_progress, found, more)

    def read_more(self, _project: Project) -> object:
        """Read in the thread what else the screen tells that takes time."""
        return None

    def _take_progress(self, found: list[SourceProgress], more: object) -> None:
        if self.is_mounted and (found, more) != (self.progress, self.more):
            self.progress, self.more = found, more
            self.show_rows()
