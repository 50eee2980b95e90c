"""The bundles that lie in some folders, and whether they hold anything new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.core.holdings import Holdings
from qualcode.project import Project
from qualcode.store import bundle, holding, sealing
from qualcode.store.bundle import Unreadable
from qualcode.teams.bundles import ENDING

#: What a bundle is to this project.  ``sealed`` is one under a passphrase, which hides the rest.
STATES = ("new", "known", "foreign", "newer", "sealed", "damaged")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bundle in a folder: who wrote it for whom, when, how many changes it holds, and one of :data:`STATES`."""

    path: Path
    state: str
    size: int
    sender: str = ""
    receiver: str = ""
    made: str = ""
    number: int = 0


def shelf(
    project: Project, folders: Iterable[Path], *, progress: Callable[[int, int], None] | None = None
) -> list[Shelved]:
    """Return the bundles in folders, the latest first; folders and files that cannot be read are passed over.

    Only what bundles say of themselves is read: a bundle is checked in full when it is looked into or merged.
    """
    paths = sorted({path.resolve() for folder in folders for path in _bundles(folder)})
    ours, held = holding.project_id(project.db), holding.held(project.db)
    out = []
    for n, path in enumerate(paths, start=1):
        try:
            out.append(_shelved(path, ours, held))
        except OSError:
            continue
        if progress is not None:
            progress(n, len(paths))
    return sorted(out, key=lambda s: (s.made, s.path.name), reverse=True)


def _bundles(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.glob(f"*{ENDING}") if path.is_file()]
    except OSError:
        return []


def _shelved(path: Path, ours: str, held: Holdings) -> Shelved:
    size = path.stat().st_size
    try:
        about = bundle.read_manifest(path)
    except Unreadable as error:
        with path.open("rb") as file:
            sealed = sealing.is_sealed(file.read(64))
        return Shelved(path, "sealed" if sealed else "newer" if error.reason == "newer" else "damaged", size)
    state = "foreign" if ours and about.project != ours else "known" if about.holds.within(held) else "new"
    return Shelved(path, state, size, about.actor_name, about.to, about.made, about.number)
