"""Exchanging work through a shared folder: a file server, a cloud folder, a git repository, a USB stick.

There is no server and no lock.  Every file in the folder is a bundle under a
name of its own that is never written again, so several people may exchange at
once; a file that is not whole yet is left for the next time.
"""

from __future__ import annotations

import hashlib
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qualcode.core.holdings import Holdings
from qualcode.errors import BundleRejected, NotFound, QualcodeError
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.store import holding, sealing
from qualcode.store.bundle import Manifest, Unreadable
from qualcode.store.bundle_reader import Bundle
from qualcode.teams import bundles, merging
from qualcode.teams.bundles import ENDING, Ask, Progress
from qualcode.teams.merging import MergePlan

#: So many files of one's own are put together into one.
_PUT_TOGETHER = 8
#: Seconds after which an unfinished file was given up.
_LEFTOVER = 24 * 3600

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of the folder that was left alone, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Synced:
    """What an exchange did: what came in, the file that was written, the files that were left alone.

    ``problem`` is why nothing could be written, although what others left was taken in.
    """

    plan: MergePlan | None
    written: str
    number: int
    skipped: tuple[Skipped, ...]
    problem: QualcodeError | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A bundle in the folder and what it says of itself."""

    path: Path
    manifest: Manifest


def sync(
    project: Project,
    folder: Path,
    *,
    passphrase: str = "",
    recipients: Sequence[str] = (),
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> Synced:
    """Merge what others left in a folder and leave there what it lacks of this project.

    What a blind round hides from the person at work is not passed on.  Raises
    NotFound when there is no such folder.
    """
    if not folder.is_dir():
        raise NotFound(_("no folder {folder}").format(folder=folder), _("make it first, or check its name"))
    found, skipped = _look(project, folder, ask)
    plan = _take(project, found, skipped, ask, progress)
    there = Holdings()
    taken_up = {s.file for s in skipped}
    for its in found:
        if its.path.name not in taken_up:
            there = there.joined(its.manifest.holds)
    problem: QualcodeError | None = None
    written, number = "", 0
    try:
        written, number = _leave(
            project, folder, there, found, seal=partial(_sealed, passphrase, recipients), progress=progress
        )
    except QualcodeError as error:
        problem = error
    return Synced(plan, written, number, tuple(skipped), problem)


def _sealed(passphrase: str, recipients: Sequence[str], data: bytes) -> bytes:
    return sealing.seal(data, passphrase, recipients) if passphrase or recipients else data


def _look(project: Project, folder: Path, ask: Ask | None) -> tuple[list[_Found], list[Skipped]]:
    """Return the bundles of this project in a folder, and what is not one."""
    ours = holding.project_id(project.db)
    found: list[_Found] = []
    skipped: list[Skipped] = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            its = _read(path, ask)
        except Unreadable as error:
            skipped.append(Skipped(path.name, _why(error)))
        except (OSError, QualcodeError) as error:
            skipped.append(Skipped(path.name, getattr(error, "message", None) or _("cannot be read")))
        else:
            if ours and its.manifest.project != ours:
                skipped.append(Skipped(path.name, _("belongs to another project")))
            else:
                found.append(its)
    return found, skipped


def _read(path: Path, ask: Ask | None) -> _Found:
    data = bundles.read_file(path, ask=ask)
    return _Found(path, Bundle(data).manifest)


def _why(error: Unreadable) -> str:
    if error.reason == "cut":
        return _("is not copied in full yet; it is taken up next time")
    if error.reason == "newer":
        return _("was written by a newer qualcode")
    return _("is damaged") if error.reason == "damaged" else _("is no bundle")


def _take(
    project: Project, found: list[_Found], skipped: list[Skipped], ask: Ask | None, progress: Progress | None
) -> MergePlan | None:
    """Merge the bundles that hold anything new, as one step; what turns out damaged is left alone."""
    ours = holding.held(project.db)
    wanted: list[tuple[str, bytes]] = []
    for its in found:
        if its.manifest.holds.within(ours):
            continue
        try:
            wanted.append((its.path.name, bundles.read_file(its.path, ask=ask)))
        except (OSError, QualcodeError):
            skipped.append(Skipped(its.path.name, _("cannot be read")))
    while wanted:
        try:
            return merging.unite(project, wanted, progress=progress)
        except BundleRejected as error:
            bad = error.file if error.file in {name for name, _data in wanted} else wanted[-1][0]
            skipped.append(Skipped(bad, error.message))
            wanted = [(name, data) for name, data in wanted if name != bad]
    return None


def _leave(
    project: Project,
    folder: Path,
    there: Holdings,
    found: list[_Found],
    *,
    seal: Callable[[bytes], bytes],
    progress: Progress | None,
) -> tuple[str, int]:
    """Write what the folder lacks; where many files are one's own, all of them as one."""
    data, manifest = bundles.pack(project, has=there, progress=progress)
    mine = [f.path for f in found if f.manifest.actor == project.actor]
    if manifest.number == 0 and len(mine) < _PUT_TOGETHER:
        return "", 0
    together = len(mine) >= _PUT_TOGETHER
    number = manifest.number
    if together:
        others = Holdings()
        for its in found:
            if its.path not in mine:
                others = others.joined(its.manifest.holds)
        data, manifest = bundles.pack(project, has=others, progress=progress)
    data = seal(data)
    _sweep(folder, _slug(project.actor_name))
    name = f"{_slug(project.actor_name)}-{hashlib.sha256(data).hexdigest()[:12]}{ENDING}"
    bundles.put_file(folder / name, data)
    if together:
        for its in found:
            if its.path in mine and its.path.name != name and its.manifest.holds.within(manifest.holds):
                with suppress(OSError):
                    its.path.unlink()
    return name, number


def _sweep(folder: Path, mine: str) -> None:
    """Take away what is left of files of mine that were not written to their end, a day or more ago."""
    for path in folder.glob(f".{mine}-*.part"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFTOVER:
                path.unlink()


def _slug(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "coder"
