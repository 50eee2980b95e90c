"""Bundles: writing one for a colleague, and looking into one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.core.holdings import Holdings
from qualcode.core.ids import new_id
from qualcode.core.people import Person
from qualcode.core.rounds import Round
from qualcode.errors import BundleRejected, NotFound, QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.store import blindness, bundle, bundle_writer, sealing, withholding
from qualcode.store.bundle import Carried, Manifest, Unreadable
from qualcode.store.bundle_reader import Bundle
from qualcode.store.intake import Refused

ENDING = ".bundle"
Progress = Callable[[int, int], None]
#: Asks the person for the passphrase of a file.
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that was written: its file, its size, what it says of itself."""

    path: Path
    size: int
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Count:
    """How many events of a kind a person made."""

    person: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a bundle: its manifest and its events counted by person and kind.

    Of what a blind round hides nothing is counted; ``hidden`` tells that there is some.
    """

    file: str
    size: int
    manifest: Manifest
    counts: tuple[Count, ...]
    texts: int
    originals: int
    hidden: bool = False

    @property
    def number(self) -> int:
        """How many changes are counted."""
        return sum(c.number for c in self.counts)


def write_bundle(
    project: Project,
    path: Path,
    *,
    to: Person | None = None,
    of_round: Round | None = None,
    since: str = "",
    mine: bool = False,
    originals: bool = True,
    passphrase: str = "",
    recipients: Sequence[str] = (),
    progress: Progress | None = None,
) -> Written:
    """Write what a receiver lacks into one file.

    ``to`` leaves out what that person is known to have, and in an open blind
    round everyone else's codings.  ``since`` is a day, ``2026-01-31``, or the path
    of a bundle from the receiver.  ``mine`` takes only the work of the person at
    work.  The file is sealed under a ``passphrase``, or for ``recipients`` by their
    public keys of age.  Raises QualcodeError when the file cannot be written, UsageProblem for
    a ``since`` that is neither.
    """
    data, manifest = pack(
        project, to=to, of_round=of_round, since=since, mine=mine, originals=originals, progress=progress
    )
    if passphrase or recipients:
        data = sealing.seal(data, passphrase, recipients)
    put_file(path, data)
    return Written(path, len(data), manifest)


def pack(
    project: Project,
    *,
    to: Person | None = None,
    of_round: Round | None = None,
    since: str = "",
    mine: bool = False,
    originals: bool = True,
    has: Holdings | None = None,
    progress: Progress | None = None,
) -> tuple[bytes, Manifest]:
    """Return the bytes of a bundle and its manifest; see :func:`write_bundle`."""
    db = project.db
    known = has or Holdings()
    if to is not None:
        known = known.joined(withholding.known_to(db, to.id))
    before: set[str] = set()
    if since:
        known, before = _since(project, since, known)
    theirs = withholding.not_by(db, project.actor) if mine else set()
    left_out = withholding.left_out(db, to.id if to else "", of_round)
    about = project.manifest(to=to.name if to else "", round_id=of_round.id if of_round else "")

    def wanted(session: str, seq: int, event: str) -> bool:
        return event not in before and event not in theirs and not known.has(session, seq, event)

    return bundle_writer.pack(db, about, wanted=wanted, withheld=left_out, originals=originals, progress=progress)


def _since(project: Project, since: str, known: Holdings) -> tuple[Holdings, set[str]]:
    path = Path(since)
    if path.is_file():
        with suppress(Unreadable):
            return known.joined(bundle.read_manifest(path).knows), set()
    try:
        day = datetime.fromisoformat(since)
    except ValueError:
        raise UsageProblem(
            _("neither a day nor a bundle: {what}").format(what=since),
            _("give a day as 2026-01-31, or a bundle that the receiver wrote"),
        ) from None
    reading = f"{int(day.timestamp() * 1000) << 16:016x}"
    return known, {row[0] for row in project.db.execute("SELECT id FROM event WHERE hlc < ?", (reading,))}


def put_file(path: Path, data: bytes) -> None:
    """Write a file in full or not at all, under a name of its own until it is whole.

    Raises QualcodeError when it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{new_id()[-8:]}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise QualcodeError(
            _("cannot write {file}: {why}").format(file=path, why=error.strerror or error),
            _("choose a folder that you may write to"),
        ) from None


def inspect_bundle(path: Path, *, ask: Ask | None = None, project: Project | None = None) -> Contents:
    """Return what is in a bundle; the whole of it is checked.

    What a blind round of ``project`` hides is not counted by person and kind.
    Raises NotFound when there is no such file, BundleRejected when it is
    damaged, cut short or newer.
    """
    data = read_file(path, ask=ask)
    with refusing(path.name):
        opened = Bundle(data)
        names = {opened.manifest.actor: opened.manifest.actor_name}
        counts: dict[tuple[str, str], int] = {}
        veil, hidden = blindness.Veil(project.db) if project else None, False
        for event in (Carried._make(row) for batch in opened.events() for row in batch.rows()):
            if event.kind == "person.add" and event.json:
                names.setdefault(event.object, _name_in(event.json))
            if veil is not None and veil.hides(event):
                hidden = True
                continue
            counts[event.actor, event.kind] = counts.get((event.actor, event.kind), 0) + 1
    listed = tuple(
        Count(names.get(actor, actor[-8:]), kind, n)
        for (actor, kind), n in sorted(counts.items(), key=lambda item: (names.get(item[0][0], ""), item[0][1]))
    )
    return Contents(path.name, len(data), opened.manifest, listed, len(opened.texts), len(opened.originals), hidden)


def _name_in(body: str) -> str:
    import json

    return str(json.loads(body).get("name", ""))


def read_file(path: Path, *, ask: Ask | None = None) -> bytes:
    """Return the bytes of a bundle, decrypted when it is under a passphrase.

    Raises NotFound when there is no such file, QualcodeError when it cannot be
    read or no passphrase is at hand.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFound(_("no file {file}").format(file=path), _("check the name")) from None
    except OSError as error:
        raise QualcodeError(
            _("cannot read {file}: {why}").format(file=path, why=error.strerror or error),
            _("check the file's permissions"),
        ) from None
    if not sealing.is_sealed(data):
        return data
    if not sealing.wants_passphrase(data):
        keys = os.environ.get("QUALCODE_IDENTITY", "")
        if not keys:
            raise QualcodeError(
                _("{file} is encrypted for someone's key").format(file=path.name),
                _("set QUALCODE_IDENTITY to the file of your secret key"),
            )
        return sealing.unseal(data, identities=Path(keys))
    passphrase = os.environ.get("QUALCODE_PASSPHRASE", "") or (ask(path.name) if ask else "")
    if not passphrase:
        raise QualcodeError(
            _("{file} is under a passphrase").format(file=path.name),
            _("set QUALCODE_PASSPHRASE, or run the command in a terminal"),
        )
    return sealing.unseal(data, passphrase)


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Word why a bundle is refused.

    Raises BundleRejected instead of Unreadable and Refused.
    """
    try:
        yield
    except Unreadable as error:
        raise BundleRejected(*_unreadable(name, error), file=name) from error
    except Refused as error:
        if error.reason == "foreign":
            raise BundleRejected(
                _("{file} belongs to another project").format(file=name),
                _("open the project that it was made from, or make one: qualcode bundle open {file} NAME").format(
                    file=name
                ),
                file=name,
            ) from error
        raise BundleRejected(
            ngettext(
                "{file} goes on from {n} change that is not here",
                "{file} goes on from {n} changes that are not here",
                error.number,
            ).format(file=name, n=error.number),
            _("merge the earlier bundles first, or ask the sender for a whole one"),
            file=name,
        ) from error


def _unreadable(name: str, error: Unreadable) -> tuple[str, str]:
    if error.reason == "none":
        return _("{file} is no bundle").format(file=name), _("make one with: qualcode bundle write FILE")
    if error.reason == "cut":
        return (
            _("{file} is cut short").format(file=name),
            _("wait until it is copied in full, or ask for it again; nothing was taken in"),
        )
    if error.reason == "newer":
        return (
            _("{file} was written by a newer qualcode").format(file=name),
            _("update qualcode; nothing was taken in"),
        )
    return _("{file} is damaged").format(file=name), _("ask for it again; nothing was taken in")
