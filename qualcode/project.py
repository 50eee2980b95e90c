"""The project: what a notebook, the command line and the terminal work with.

Everything that changes the project goes through :meth:`Project.apply`; what is
read comes back as values of :mod:`qualcode.core`.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from qualcode.core import codebook as books
from qualcode.core import people
from qualcode.core.codebook import Codebook
from qualcode.core.events import Change, Clock, Session, canonical
from qualcode.core.ids import new_id
from qualcode.core.people import Action
from qualcode.errors import ProjectUnavailable, QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.material import Material
from qualcode.store import connection, folding, history_rows, holding, log, merge, quotes
from qualcode.store.bundle import Manifest
from qualcode.store.intake import Refused
from qualcode.store.log import Fault
from qualcode.store.schema import SCHEMA_VERSION
from qualcode.store.source_rows import put_text

if TYPE_CHECKING:
    from pandas import DataFrame

ENDING = ".qualcode"
_Thing = TypeVar("_Thing")
_TEXTS_KEPT = 64


def default_coder() -> str:
    """Return the name to work under when none is given: ``QUALCODE_CODER``, else the login name."""
    named = os.environ.get("QUALCODE_CODER", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "kodare"


def find_project(folder: Path, *, named: str | None = None) -> Path:
    """Return the project to work on: the named one, ``QUALCODE_PROJECT``, or the only one in the folder.

    Raises ProjectUnavailable when there is none or more than one.
    """
    name = named or os.environ.get("QUALCODE_PROJECT", "")
    if name:
        path = Path(name)
        return path if path.exists() or path.suffix == ENDING else path.with_name(path.name + ENDING)
    found = sorted(p for p in folder.glob(f"*{ENDING}") if ".format-" not in p.name)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(p.name for p in found)
        raise ProjectUnavailable(
            _("several projects here: {names}").format(names=names), _("name one with: qualcode -p FILE")
        )
    raise ProjectUnavailable(
        _("no project here"), _("make one with: qualcode init NAME, or name one with: qualcode -p FILE")
    )


class Project(Material):
    """An open project file and the person who works in it."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, write: bool) -> None:
        super().__init__(path, db)
        self.writable = write
        self.closed = False
        self._session = Session()
        self._clock = Clock(log.last_reading(db))

    # Opening and closing

    @classmethod
    def create(cls, path: Path, *, title: str = "", coder: str | None = None, language: str = "sv") -> Project:
        """Make a project file and open it.

        Raises QualcodeError when something stands there already or cannot be written.
        """
        path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        project = cls(path, connection.create(path), write=True)
        project.work_as(coder or default_coder())
        body = {"title": title or path.stem, "language": language}
        project.apply(Change("project.add", new_id(), body, "corpus"))
        return project

    @classmethod
    def open(cls, path: Path, *, coder: str | None = None, write: bool = True) -> Project:
        """Open a project file; a coder who is new to it joins at the first change.

        Raises ProjectUnavailable when it is missing, locked or newer, BadProject when it is no project.
        """
        project = cls(path, connection.open_file(path, write=write), write=write)
        project.work_as(coder or default_coder())
        return project

    def close(self) -> None:
        """Close the file."""
        self.closed = True
        if self._words is not None:
            self._words.close()
        self.db.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def work_as(self, name: str) -> None:
        """Go on as the person of this name, who joins at the first change if new to the project."""
        known = next((p for p in self.persons() if p.name.casefold() == name.strip().casefold()), None)
        self.actor = known.id if known else new_id()
        self.actor_name = known.name if known else name.strip()

    @contextmanager
    def working_as(self, name: str) -> Iterator[None]:
        """Go on as the person of this name for a while."""
        before = self.actor_name
        self.work_as(name)
        try:
            yield
        finally:
            self.work_as(before)

    # Changing

    def apply(self, *changes: Change) -> str:
        """Write changes as one action, bring the tables up to date, commit, and return the action's id.

        Raises ProjectUnavailable when another program holds the file, QualcodeError when it was opened to read.
        """
        return self.apply_with(lambda: changes)

    def apply_with(self, make: Callable[[], Iterable[Change]]) -> str:
        """Do as :meth:`apply`, with changes that are made inside the transaction."""
        self._must_be_writable()
        action = new_id()
        session, prev = self._session.seq, self._session.prev
        try:
            with connection.transaction(self.db):
                self._clock.saw(log.last_reading(self.db))
                joining = [] if self._joined() else [people.add_person(self.actor_name, identifier=self.actor)]
                first = log.append(self.db, self._session, self._clock, self.actor, joining)
                events = log.append(self.db, self._session, self._clock, self.actor, make(), action=action)
                folding.fold_events(self.db, [*first, *events])
        except BaseException:
            self._session.seq, self._session.prev = session, prev
            raise
        self.forget()
        return action

    def _must_be_writable(self) -> None:
        if not self.writable:
            raise QualcodeError(_("{file} is open for reading only").format(file=self.path), _("open it for writing"))

    def _joined(self) -> bool:
        return self.db.execute("SELECT 1 FROM person WHERE id = ?", (self.actor,)).fetchone() is not None

    def turns_merge(self, *, back: bool) -> int:
        """Return how many changes the merge has that the next undo, or redo, turns; 0 when it turns no merge."""
        merged = self._merge_to_undo() if back else self._merge_to_redo()
        return 0 if merged is None else merged.number

    def _merge_to_undo(self) -> merge.Merged | None:
        action, merged = history_rows.undoable(self.db, self.actor), merge.undoable(self.db, self.actor)
        return merged if merged is not None and (action is None or merged.at > action.at) else None

    def _merge_to_redo(self) -> merge.Merged | None:
        action, merged = history_rows.redoable(self.db, self.actor), merge.redoable(self.db, self.actor)
        later = merged is not None and (action is None or (merged.undone_at or "") > action.undone_at)
        return merged if later else None

    def undo(self, *, progress: folding.Progress | None = None) -> Action | None:
        """Take back the latest action of the person at work that stands; None when there is none.

        A merge is one step too, of which ``progress`` is told.  Raises QualcodeError when later work goes on from
        what it brought.
        """
        if (merged := self._merge_to_undo()) is not None:
            with connection.roomy(self.db, merged.size), self.merging() as now:
                merge.take_back(self.db, merged.id, self.manifest(), now(), progress=progress)
            return self._as_step(merged)
        action = history_rows.undoable(self.db, self.actor)
        if action is not None:
            if any(kind == "redaction.add" for kind, _n in action.kinds):
                raise QualcodeError(
                    _("your latest change took words out of the project for good and cannot be taken back"),
                    _("what came before it cannot be taken back either"),
                )
            self.apply(people.undo_action(action))
        return action

    def redo(self, *, progress: folding.Progress | None = None) -> Action | None:
        """Bring back the action, or merge, taken back last; None when something new was done since."""
        if (merged := self._merge_to_redo()) is not None:
            with connection.roomy(self.db, merged.size), self.merging():
                merge.bring_back(self.db, merged.id, progress=progress)
            return self._as_step(merged)
        action = history_rows.redoable(self.db, self.actor)
        if action is not None:
            self.apply(people.redo_action(action))
        return action

    def log(self, limit: int = 50) -> list[Action]:
        """Return the latest actions of everyone, and the merges made here, newest first."""
        actions = history_rows.actions(self.db, limit=limit)
        merges = [self._as_step(m) for m in merge.records(self.db, limit=limit)]
        return sorted([*actions, *merges], key=lambda a: (a.at, a.id), reverse=True)[:limit]

    def _as_step(self, merged: merge.Merged) -> Action:
        """Return a merge as a step; how much came is not told while a blind round hides some of it."""
        return (replace(merged, number=1) if self.blind_sources() else merged).as_action()

    # Merging

    @contextmanager
    def merging(self) -> Iterator[Callable[[], str]]:
        """Hold one transaction in which events from elsewhere come or go, and yield what reads the clock in it.

        Raises ProjectUnavailable when another program holds the file, QualcodeError when it was
        opened to read or what was merged cannot be taken back.
        """
        self._must_be_writable()
        try:
            with connection.transaction(self.db):
                yield self._reading
        except Refused as refusal:
            raise _not_taken_back(refusal) from None
        self.forget()
        if not self._joined():
            self.work_as(self.actor_name)

    def _reading(self) -> str:
        """Return a clock reading later than every event and merge so far."""
        self._clock.saw(max(log.last_reading(self.db), merge.last_reading(self.db)))
        return self._clock.tick()

    def manifest(self, *, to: str = "", round_id: str = "") -> Manifest:
        """Return what a bundle written now says of its sender; what it holds is filled in when it is packed."""
        made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        project = holding.project_id(self.db)
        return Manifest(project, self.title, self.actor, self.actor_name, made, 0, "", SCHEMA_VERSION, to, round_id)

    def rebuild(self, *, progress: folding.Progress | None = None) -> bool:
        """Fold every table anew from the log and tell whether they were right before."""
        before = folding.dump(self.db)
        with connection.transaction(self.db):
            folding.rebuild(self.db, progress=progress)
        self.forget()
        return before == folding.dump(self.db)

    def faults(self) -> list[Fault]:
        """Return the places where log or texts are not what they were, or a coding not on the words it was set on."""
        return [*log.verify(self.db), *quotes.verify(self.db)]

    def sources_without_text(self) -> list[str]:
        """Return the handles of sources whose text is not in the file."""
        return folding.missing_texts(self.db)

    # The codebook from a file

    def take_codebook(self, new: Codebook) -> list[Change]:
        """Take over a codebook and return the changes that this made; none when it says nothing new."""
        changes = list(books.differences(self.codebook(), new))
        if changes:
            self.apply(*changes)
        return changes

    # Counting

    def frames(self) -> dict[str, DataFrame]:
        """Return the material as pandas frames: ``sources`` and ``codings`` (with their words)."""
        from qualcode.analysis.frames import codings_frame, sources_frame

        sources = {source.id: source for source in self.sources()}
        codings = codings_frame(
            self.codings(),
            self.sources(),
            self.codebook(),
            self.persons(),
            lambda c: self.quote(sources[c.source], c.start, c.end),
        )
        return {"sources": sources_frame(self.sources(), self.cases()), "codings": codings}

    def code_table(self, *, by: str) -> DataFrame:
        """Return how many codings each code has per source, coder, case, kind, series or ``attr:NAME``.

        Raises UsageProblem for a group that the material does not have.
        """
        from qualcode.analysis.frames import code_table

        frames = self.frames()
        if by not in frames["codings"].columns and by not in frames["sources"].columns:
            known = [c for c in frames["sources"].columns if c.startswith("attr:")]
            groups = ", ".join(["source", "coder", "case", "kind", "series", *known])
            raise UsageProblem(
                _("nothing to group by: {name}").format(name=by), _("one of: {names}").format(names=groups)
            )
        return code_table(frames["codings"], frames["sources"], self.codebook(), by=by)

    # What goes into the file beside events

    def keep_text(self, text: str) -> str:
        """Put a text revision into the file, inside a change under way, and return its hash."""
        return put_text(self.db, text)

    def keep_original(self, data: bytes) -> str:
        """Put a file's bytes into the project, inside a change under way, and return their hash."""
        digest = hashlib.sha256(data).hexdigest()
        self.db.execute("INSERT OR IGNORE INTO original VALUES (?,?)", (digest, data))
        return digest

    def set_ui_state(self, key: str, value: object) -> None:
        """Leave a JSON-able value on the desk; it is no part of the study and of no bundle."""
        if self.writable:
            self.db.execute("INSERT OR REPLACE INTO desk VALUES (?,?)", (key, canonical(value)))


def _not_taken_back(refusal: Refused) -> QualcodeError:
    if refusal.reason == "blanked":
        return QualcodeError(
            _("this merge took words out of the project for good and cannot be taken back"),
            _("restore the project from a backup made before the merge"),
        )
    return QualcodeError(
        ngettext(
            "{n} later change goes on from what this merge brought, so it cannot be taken back as one step",
            "{n} later changes go on from what this merge brought, so it cannot be taken back as one step",
            refusal.number,
        ).format(n=refusal.number),
        _("settle what you disagree with instead; see: qualcode conflict list"),
    )
