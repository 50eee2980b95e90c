"""Writing a file of the terminal: what shows somebody is told first, and needs a reason, which is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from textual.worker import Worker, get_current_worker

from qualcode.core.leaks import Leak
from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.protection.guarding import Printed, refusal
from qualcode.protection.releasing import let_out, list_leaks
from qualcode.tui import files
from qualcode.tui.alongside import alongside, go_on
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.place import Place

_GROUP = "letting out"


@dataclass(frozen=True, slots=True)
class Made:
    """A file's bytes, its texts with where each stands, and counts of persons by where they stand."""

    data: bytes
    texts: Iterable[Printed]
    cells: Mapping[str, int] = field(default_factory=dict)


def make_and_put_out(place: Place, path: Path, make: Callable[[Project], Made], *, document: str) -> None:
    """Make a file and look it through in a thread, then write it; Escape stops."""

    def run() -> None:
        worker = get_current_worker()
        try:
            with alongside(place.project) as project:
                made = make(project)
                leaks = list_leaks(project, _while_wanted(made.texts, worker), made.cells)
        except Cancelled:
            return
        except QualcodeError as error:
            place.app.call_from_thread(place.give_up, error)
            return
        place.app.call_from_thread(done, made.data, leaks)

    def done(data: bytes, leaks: Sequence[Leak]) -> None:
        put_out(place, path, data, leaks, document=document)
        place.typed.end()

    def stop() -> None:
        place.workers.cancel_group(place, _GROUP)
        place.notify(_("stopped; nothing was changed"), timeout=4)

    shown = files.shown(place.project, path)
    place.typed.begin(_("looking through {file} – Esc stops").format(file=shown), stop)
    place.run_worker(run, thread=True, group=_GROUP, exclusive=True, name=_GROUP)


def _while_wanted(texts: Iterable[Printed], worker: Worker[object]) -> Iterator[Printed]:
    for text in texts:
        go_on(worker)
        yield text


def put_out(place: Place, path: Path, data: bytes, leaks: Sequence[Leak], *, document: str, add: bool = False) -> None:
    """Write a file that was looked through; where it shows somebody, ask for the reason first."""

    def write(allow: str = "") -> None:
        shape = path.suffix.lower().lstrip(".")
        try:
            notes = let_out(place.project, leaks, document=document, shape=shape, allow=allow)
            files.write(path, data, add=add)
        except QualcodeError as error:
            place.qualcode.tell(error)
            return
        told = _("added to {file}") if add else _("Written: {file}")
        words = told.format(file=files.shown(place.project, path))
        place.notify("\n".join((words, *notes)), markup=False, timeout=5)

    hard = [leak for leak in leaks if leak.hard]
    if hard:
        screen = AskLine(
            _("This shows somebody. Why may it be written even so? The reason is kept in the log."),
            quote=refusal(document, hard),
        )
        place.app.push_screen(screen, lambda reason: write(reason) if reason and reason.strip() else None)
    else:
        write()
