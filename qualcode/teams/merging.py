"""Merging bundles into a project: as one step, all of them or none; and making a project from one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.core.conflicts import JOINED, Conflict
from qualcode.core.ids import new_id
from qualcode.errors import BundleRejected, QualcodeError
from qualcode.i18n import _
from qualcode.project import ENDING as PROJECT_ENDING
from qualcode.project import Project
from qualcode.store import blindness, connection, holding, merge, withholding
from qualcode.store.bundle import Unreadable
from qualcode.store.bundle_reader import Bundle
from qualcode.store.intake import Intake, Taken
from qualcode.store.merge import Merged
from qualcode.teams.bundles import Ask, Count, Progress, read_file, refusing
from qualcode.teams.conflict_words import Told, tell
from qualcode.teams.replacing import Twins, twins


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one bundle brought; of what a blind round hides nothing is counted."""

    file: str
    sender: str
    made: str
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge did, or with ``dry_run`` would do.

    ``counts`` are the new events by person and kind; what a blind round hides
    is only in ``hidden``, as a number.  ``conflicts`` came up with this merge and
    wait for a decision; ``told`` are they in words, in which names of what was
    only tried out stand too.  ``joined`` is how many things were joined without a question.
    ``twins`` are the sources that came whose texts are nearly those of others, to be joined.
    """

    arrivals: tuple[Arrival, ...]
    counts: tuple[Count, ...]
    hidden: int
    texts: int
    conflicts: tuple[Conflict, ...]
    joined: int
    dry_run: bool
    told: tuple[Told, ...] = ()
    twins: tuple[Twins, ...] = ()

    @property
    def new(self) -> int:
        """How many events are new, hidden ones too."""
        return sum(a.new for a in self.arrivals) + self.hidden


def merge_bundles(
    project: Project,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> MergePlan:
    """Merge bundles into the project as one step, all of them or none.

    Raises BundleRejected naming the file and the reason, NotFound when there is no such file.
    """
    files = [(path.name, read_file(path, ask=ask)) for path in paths]
    return unite(project, files, dry_run=dry_run, progress=progress)


def unite(
    project: Project,
    files: Sequence[tuple[str, bytes]],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> MergePlan:
    """Merge bundles given as names and bytes; see :func:`merge_bundles`."""
    before = {c.id for c in project.conflicts() if c.open}
    plan: MergePlan | None = None
    size = sum(len(data) for _name, data in files)
    with suppress(_Rehearsed), connection.roomy(project.db, size), project.merging() as now:
        arrivals, taken = _take_all(project, files, progress)
        project.forget()
        number = sum(a.new for a in arrivals)
        if number and not dry_run:
            name = ", ".join(dict.fromkeys(a.sender for a in arrivals))
            merge.keep_record(project.db, Merged(new_id(), project.actor, now(), name, number), taken)
        plan = _plan(project, arrivals, taken, before, dry_run=dry_run)
        if dry_run:
            raise _Rehearsed
    project.forget()
    if plan is None:
        raise QualcodeError(_("nothing was merged"))
    return plan


#: What turning forged content into rows may run into; a full disk or a locked file is none of it.
_SENSELESS = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)


class _Rehearsed(Exception):
    """A merge was tried out and is rolled back."""


def _take_all(
    project: Project, files: Sequence[tuple[str, bytes]], progress: Progress | None
) -> tuple[list[Arrival], list[Taken]]:
    """Take bundles in, whatever their order; those that go on from others find them when all are there."""
    bundles: list[tuple[str, Bundle]] = []
    for name, data in files:
        with refusing(name):
            bundles.append((name, Bundle(data)))
    intake = Intake(project.db, [bundle.manifest for _name, bundle in bundles])
    taken: list[Taken] = []
    arrivals: list[Arrival] = []
    together = ", ".join(name for name, _data in files)
    for name, bundle in bundles:
        with refusing(name), _well_formed():
            its = intake.take(bundle, progress=progress)
        about = bundle.manifest
        arrivals.append(Arrival(name, about.actor_name, about.made, len(its.ids), its.known))
        taken.append(its)
    with refusing(together):
        intake.ready(progress=progress)
    for (name, bundle), its in zip(bundles, taken, strict=True):
        with refusing(name):
            intake.check(its)
        withholding.remember(project.db, bundle.manifest.actor, bundle.manifest.knows)
    with refusing(together), _well_formed():
        intake.fold(progress=progress)
    hidden = blindness.hidden_events(project.db)
    for n, ((_name, bundle), its) in enumerate(zip(bundles, taken, strict=True)):
        # What was here already and is hidden is not to be told by its number either.
        before = len(hidden.intersection(bundle.ids).difference(its.ids)) if hidden else 0
        arrivals[n] = replace(arrivals[n], known=arrivals[n].known - before)
    return arrivals, taken


@contextmanager
def _well_formed() -> Iterator[None]:
    """Refuse what cannot be made sense of: hashes vouch for what was written, not that qualcode wrote it.

    Raises Unreadable.
    """
    try:
        yield
    except _SENSELESS as error:
        raise Unreadable("damaged", "content") from error


def _plan(
    project: Project, arrivals: Sequence[Arrival], taken: Sequence[Taken], before: set[str], *, dry_run: bool
) -> MergePlan:
    new = {event for t in taken for event in t.ids}
    numbers: Counter[tuple[str, str]] = Counter()
    for its in taken:
        numbers += its.numbers
    hidden = blindness.hidden_events(project.db) & new
    numbers -= Counter(merge.actors_and_kinds(project.db, sorted(hidden)))
    names = {p.id: p.name for p in project.persons()}
    counts: Counter[tuple[str, str]] = Counter()
    for (actor, kind), n in numbers.items():
        counts[names.get(actor, actor[-8:]), kind] += n
    conflicts = project.conflicts()
    waiting = tuple(c for c in conflicts if c.open and c.id not in before)
    return MergePlan(
        tuple(replace(a, new=a.new - len(hidden.intersection(t.ids))) for a, t in zip(arrivals, taken, strict=True)),
        tuple(Count(person, kind, n) for (person, kind), n in sorted(counts.items())),
        len(hidden),
        sum(len(t.texts) for t in taken),
        waiting,
        sum(c.sort == JOINED and any(a in new or b in new for a, b in c.pairs) for c in conflicts),
        dry_run,
        tuple(tell(project, c) for c in waiting),
        tuple(_twins(project, new)) if any(kind == "source.add" for _actor, kind in numbers) else (),
    )


def _twins(project: Project, new: set[str]) -> Iterator[Twins]:
    """Yield the pairs of sources that are nearly one text, of which one came; equal ones are a conflict."""
    came = {thing for event, thing in merge.makings(project.db, "source.add") if event in new}
    for pair in twins(project, came=came):
        if pair.kept.text != pair.other.text and pair.kept.base != pair.other.base:
            yield pair


def open_bundle(file: Path, path: Path, *, coder: str | None = None, ask: Ask | None = None) -> Project:
    """Make a project file from a bundle that holds a whole project, and open it.

    Raises QualcodeError when something stands there already, BundleRejected when the bundle does not hold a whole
    project or is damaged.
    """
    data = read_file(file, ask=ask)
    path = path if path.suffix == PROJECT_ENDING else path.with_name(path.name + PROJECT_ENDING)
    with refusing(file.name):
        about = Bundle(data).manifest
    db = connection.create(path)
    try:
        project = Project(path, db, write=True)
        project.work_as(coder or about.actor_name)
        unite(project, [(file.name, data)])
        _must_be_whole(project, file.name)
        # The making of the file is no merge to take back.
        db.execute("DELETE FROM merged")
    except BaseException:
        db.close()
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
        raise
    return project


def _must_be_whole(project: Project, name: str) -> None:
    if not holding.project_id(project.db):
        raise BundleRejected(
            _("{file} holds only a part of a project").format(file=name),
            _("ask for a bundle of the whole project, or merge this one into your copy"),
        )
