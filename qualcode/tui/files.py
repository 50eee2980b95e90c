"""Where the terminal writes files: the folder ``exports`` beside the project, unless told otherwise."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.project import Project

EXPORTS = "exports"


def beside(project: Project, path: str) -> Path:
    """Return a path as a person wrote it, taken from the folder of the project where it is relative."""
    return project.path.resolve().parent / Path(path.strip()).expanduser()


def shown(project: Project, path: Path) -> str:
    """Return a path as it is shown: from the folder of the project where it lies in it."""
    folder = project.path.resolve().parent
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def write(path: Path, data: bytes, *, add: bool = False) -> None:
    """Write a file, or add to its end, making the folders it lies in.

    Raises QualcodeError when that cannot be done.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if add else "wb") as file:
            file.write(data)
    except OSError as error:
        raise QualcodeError(
            _("{file} cannot be written: {why}").format(file=path, why=error.strerror or error),
            _("Choose another place."),
        ) from None
