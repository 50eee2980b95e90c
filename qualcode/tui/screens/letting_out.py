"""Writing a file of the terminal: what shows somebody is told first, and needs a reason, which is logged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.core.leaks import Leak
from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.protection.guarding import refusal
from qualcode.protection.releasing import let_out
from qualcode.tui import files
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.place import Place


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
