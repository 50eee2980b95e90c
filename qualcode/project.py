"""The project: what a notebook, the command line and the terminal work with.

Everything that changes the project goes through :meth:`Project.apply`; what is
read comes back as values of :mod:`qualcode.core`.
"""

from __future__ import annotations

import difflib
import getpass
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from qualcode.core import codebook as books
from qualcode.core import people
from qualcode.core.cases import Case
from qualcode.core.codebook import Code, Codebook
from qualcode.core.codings import Coding
from qualcode.core.condensations import Condensation, Finding, Theme, Trace
from qualcode.core.events import Change, Clock, Session, canonical
from qualcode.core.ids import new_id
from qualcode.core.memos import Memo
from qualcode.core.people import Action, Person
from qualcode.core.scenes import Scene
from qualcode.core.search import Hit, compile_query, find, turn_at
from qualcode.core.sources import Source, Turn
from qualcode.core.texts import Edit, LineMap
from qualcode.errors import Ambiguous, NotFound, ProjectUnavailable, QualcodeError
from qualcode.store import connection, folding, log, reading
from qualcode.store.log import Fault
from qualcode.store.reading import SourceProgress

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
        raise ProjectUnavailable(f"several projects here: {names}", "name one with: qualcode -p FILE")
    raise ProjectUnavailable("no project here", "make one with: qualcode init NAME, or name one with: qualcode -p FILE")


class Project:
    """An open project file and the person who works in it."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, write: bool) -> None:
        self.path = path
        self.db = db
        self.writable = write
        self.actor = ""
        self.actor_name = ""
        self._session = Session()
        self._clock = Clock(log.last_reading(db))
        self._seen = -1
        self._cache: dict[object, object] = {}
        self._texts: dict[str, str] = {}

    # Opening and closing

    @classmethod
    def create(cls, path: Path, *, title: str = "", coder: str | None = None, language: str = "sv") -> Project:
        """Make a project file and open it.

        Raises QualcodeError when something stands there already or cannot be written.
        """
        path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        project = cls(path, connection.create(path), write=True)
        project._work_as(coder or default_coder())
        body = {"title": title or path.stem, "language": language}
        project.apply(Change("project.add", new_id(), body, "corpus"))
        return project

    @classmethod
    def open(cls, path: Path, *, coder: str | None = None, write: bool = True) -> Project:
        """Open a project file; a coder who is new to it joins at the first change.

        Raises ProjectUnavailable when it is missing, locked or newer, BadProject when it is no project.
        """
        project = cls(path, connection.open_file(path, write=write), write=write)
        project._work_as(coder or default_coder())
        return project

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _work_as(self, name: str) -> None:
        known = next((p for p in self.persons() if p.name.casefold() == name.strip().casefold()), None)
        self.actor = known.id if known else new_id()
        self.actor_name = known.name if known else name.strip()

    # Changing

    def apply(self, *changes: Change) -> str:
        """Write changes as one action, bring the tables up to date, commit, and return the action's id.

        Raises ProjectUnavailable when another program holds the file, QualcodeError when it was opened to read.
        """
        return self.apply_with(lambda: changes)

    def apply_with(self, make: Callable[[], Iterable[Change]]) -> str:
        """Do as :meth:`apply`, with changes that are made inside the transaction."""
        if not self.writable:
            raise QualcodeError(f"{self.path} is open for reading only", "open it for writing")
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
        self._forget()
        return action

    def _joined(self) -> bool:
        return self.db.execute("SELECT 1 FROM person WHERE id = ?", (self.actor,)).fetchone() is not None

    def undo(self) -> Action | None:
        """Take back the latest action of the person at work that stands; None when there is none."""
        action = reading.undoable(self.db, self.actor)
        if action is not None:
            self.apply(people.undo_action(action))
        return action

    def redo(self) -> Action | None:
        """Bring back the action taken back last; None when something new was done since."""
        action = reading.redoable(self.db, self.actor)
        if action is not None:
            self.apply(people.redo_action(action))
        return action

    def log(self, limit: int = 50) -> list[Action]:
        """Return the latest actions of everyone, newest first."""
        return reading.actions(self.db, limit=limit)

    def rebuild(self, *, progress: folding.Progress | None = None) -> bool:
        """Fold every table anew from the log and tell whether they were right before."""
        before = folding.dump(self.db)
        with connection.transaction(self.db):
            folding.rebuild(self.db, progress=progress)
        self._forget()
        return before == folding.dump(self.db)

    def faults(self) -> list[Fault]:
        """Return the places where log or texts are not what they were when written."""
        return list(log.verify(self.db))

    # What is remembered between reads, until the file changes

    def _forget(self) -> None:
        self._cache.clear()

    def _kept(self, key: object, make: Callable[[], _Thing]) -> _Thing:
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            self._seen = version
            self._cache.clear()
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]  # type: ignore[return-value]

    # The project itself

    @property
    def title(self) -> str:
        """The project's title."""
        row = self.db.execute("SELECT title FROM project_info ORDER BY made_at LIMIT 1").fetchone()
        return str(row[0]) if row and row[0] else self.path.stem

    @property
    def language(self) -> str:
        """The language of the material, ``sv`` unless set otherwise."""
        row = self.db.execute("SELECT language FROM project_info ORDER BY made_at LIMIT 1").fetchone()
        return str(row[0]) if row and row[0] else "sv"

    def revision(self) -> int:
        """Return the number of events so far, by which reports name the state they print."""
        return reading.revision_number(self.db)

    def ui_state(self, key: str) -> str | None:
        """Return what a screen left on the desk under a key."""
        row = self.db.execute("SELECT json FROM desk WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_ui_state(self, key: str, value: object) -> None:
        """Leave a JSON-able value on the desk; it is no part of the study and of no bundle."""
        if self.writable:
            self.db.execute("INSERT OR REPLACE INTO desk VALUES (?,?)", (key, canonical(value)))

    # Sources and texts

    def sources(self) -> list[Source]:
        """Return the sources in their order."""
        return self._kept("sources", lambda: reading.sources(self.db))

    def source(self, ref: str) -> Source:
        """Return the source of a handle, id, end of an id, file name or number in the list.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        found = self.sources()
        if ref.isdigit() and 1 <= int(ref) <= len(found):
            return found[int(ref) - 1]
        return _pick(ref, found, lambda s: (s.handle, s.file_name), "source", "qualcode source list")

    def text(self, source: Source) -> str:
        """Return a source's newest text."""
        return self.text_of(source.text)

    def base_text(self, source: Source) -> str:
        """Return a source's text as it was read, before repairs."""
        return self.text_of(source.base)

    def text_of(self, digest: str) -> str:
        """Return the text revision of a hash; empty when it was blanked."""
        text = self._texts.get(digest)
        if text is None:
            text = reading.text(self.db, digest) or ""
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.clear()
            self._texts[digest] = text
        return text

    def original(self, source: Source) -> bytes:
        """Return the bytes of the file that a source came from."""
        return reading.original(self.db, source.original) or b""

    def revisions(self, source: Source) -> list[tuple[Edit, ...]]:
        """Return the edit lists from the text as read to the newest one."""
        return reading.revisions(self.db, source.id)

    def line_map(self, source: Source) -> LineMap:
        """Return the map from positions of the newest text to lines of the original."""
        return self._kept(("lines", source.id), lambda: LineMap(self.base_text(source), self.revisions(source)))

    def turns(self, source: Source) -> list[Turn]:
        """Return a source's turns in order."""
        return self._kept(("turns", source.id), lambda: reading.turns(self.db, source.id))

    # Codebook and codings

    def codebook(self) -> Codebook:
        """Return the project's codebook."""
        return self._kept("codebook", lambda: reading.codebook(self.db))

    def code(self, ref: str) -> Code:
        """Return the code of a handle, alias, id, end of an id, or name.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        book = self.codebook()
        if (code := book.by_handle.get(ref)) is not None:
            return code
        return _pick(ref, book.standing, _code_names, "code", "qualcode codebook list")

    def codings(
        self,
        *,
        source: Source | None = None,
        code: Code | None = None,
        coder: Person | None = None,
        subtree: bool = False,
    ) -> list[Coding]:
        """Return codings by source and place; with ``subtree`` those of the codes under ``code`` too."""
        codes = None
        if code is not None:
            codes = self.codebook().descendants(code.id) if subtree else frozenset([code.id])
        return reading.codings(
            self.db, source=source.id if source else None, codes=codes, coder=coder.id if coder else None
        )

    def coding(self, ref: str) -> Coding:
        """Return the coding of an id or the end of one.

        Raises NotFound, or Ambiguous when several end alike.
        """
        ids = [r[0] for r in self.db.execute("SELECT id FROM coding WHERE id = ? OR id LIKE ?", (ref, f"%{ref}"))]
        found = [c for i in ids for c in reading.codings(self.db, identifier=i)]
        return _only(ref, found, "coding", "qualcode coding list")

    def recent_codes(self, n: int = 9) -> list[str]:
        """Return the ids of the codes that the person at work used last."""
        return reading.recent_codes(self.db, self.actor, n)

    def code_counts(self) -> dict[str, int]:
        """Return how many codings each code carries itself."""
        return self._kept("counts", lambda: reading.code_counts(self.db))

    def progress(self) -> list[SourceProgress]:
        """Return how far each coder has come in each source."""
        return self._kept("progress", lambda: reading.progress(self.db))

    def quote(self, source: Source, start: int | None, end: int | None) -> str:
        """Return the words of a span of a source's newest text."""
        return "" if start is None or end is None else self.text(source)[start:end]

    # Cases, people, memos

    def cases(self) -> list[Case]:
        """Return the cases by kind and name."""
        return self._kept("cases", lambda: reading.cases(self.db))

    def case(self, ref: str) -> Case:
        """Return the case of a name, public name, id or end of an id.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        return _pick(ref, self.cases(), lambda c: (c.name, c.public), "case", "qualcode case list")

    def persons(self) -> list[Person]:
        """Return the people who work in the project."""
        return reading.people(self.db)

    def person(self, ref: str) -> Person:
        """Return the person of a name or id.

        Raises NotFound with the nearest names.
        """
        return _pick(ref, self.persons(), lambda p: (p.name,), "coder", "qualcode coder list")

    def memos(self, *, about: str | None = None) -> list[Memo]:
        """Return the memos, oldest first; ``about`` is the id of a thing."""
        return reading.memos(self.db, about=about)

    # Condensation and scenes

    def findings(self) -> list[Finding]:
        """Return the findings in their order."""
        return reading.findings(self.db)

    def themes(self) -> list[Theme]:
        """Return the themes in their order."""
        return reading.themes(self.db)

    def condensations(self) -> list[Condensation]:
        """Return the condensed sentences in their order."""
        return reading.condensations(self.db)

    def finding(self, ref: str) -> Finding:
        """Return the finding of a name or id; raises NotFound or Ambiguous."""
        return _pick(ref, self.findings(), lambda f: (f.name,), "finding", "qualcode finding list")

    def theme(self, ref: str) -> Theme:
        """Return the theme of a name or id; raises NotFound or Ambiguous."""
        return _pick(ref, self.themes(), lambda t: (t.name,), "theme", "qualcode theme list")

    def condensation(self, ref: str) -> Condensation:
        """Return the condensation of an id or the end of one; raises NotFound or Ambiguous."""
        return _pick(ref, self.condensations(), lambda _: (), "condensation", "qualcode condense list")

    def traces(self, *, finding: Finding | None = None) -> list[Trace]:
        """Return every line of descent from finding to source line, in the order of findings and themes."""
        findings = {f.id: f for f in self.findings()}
        themes = {t.id: t for t in self.themes()}
        order = {t: i for i, t in enumerate(themes)}
        rank = {f: i for i, f in enumerate(findings)}
        sources = {s.id: s for s in self.sources()}
        out = []
        for c in self.condensations():
            theme = themes.get(c.theme or "")
            its = findings.get(theme.finding or "") if theme else None
            if finding is not None and (its is None or its.id != finding.id):
                continue
            out.append(self._trace(c, sources[c.source], theme, its))
        last = len(order) + len(rank)
        return sorted(
            out,
            key=lambda t: (
                rank.get(t.finding.id, last) if t.finding else last,
                order.get(t.theme.id, last) if t.theme else last,
            ),
        )

    def _trace(self, c: Condensation, source: Source, theme: Theme | None, finding: Finding | None) -> Trace:
        first = last = 0
        speaker = ""
        if c.start is not None and c.end is not None:
            first, last = self.line_map(source).lines(c.start, c.end)
            turn = turn_at(self.turns(source), c.start)
            speaker = turn.speaker if turn else ""
        quote = self.quote(source, c.start, c.end)
        return Trace(finding, theme, c, quote, source.handle, speaker, first, last, c.codes)

    def scenes(self) -> list[Scene]:
        """Return the scenes in their order."""
        return reading.scenes(self.db)

    def scene(self, ref: str) -> Scene:
        """Return the scene of a title, id or number; raises NotFound or Ambiguous."""
        found = self.scenes()
        if ref.isdigit() and 1 <= int(ref) <= len(found):
            return found[int(ref) - 1]
        return _pick(ref, found, lambda s: (s.title,), "scene", "qualcode scene list")

    # Searching

    def search(
        self,
        query: str,
        *,
        regex: bool = False,
        case: bool = False,
        sources: Sequence[Source] | None = None,
        speaker: str | None = None,
    ) -> Iterator[Hit]:
        """Yield the places that a query finds, source by source (see :mod:`qualcode.core.search`).

        Raises UsageProblem when the query cannot be read.
        """
        pattern = compile_query(query, regex=regex, case=case)
        return self._hits(pattern, self.sources() if sources is None else sources, speaker)

    def _hits(self, pattern: object, sources: Sequence[Source], speaker: str | None) -> Iterator[Hit]:
        for source in sources:
            spans = list(find(pattern, self.text(source)))  # type: ignore[arg-type]
            if not spans:
                continue
            turns, lines = self.turns(source), self.line_map(source)
            for start, end in spans:
                turn = turn_at(turns, start)
                who = turn.speaker if turn else ""
                if speaker is None or who.casefold() == speaker.casefold():
                    yield Hit(source.id, start, end, lines.line(start), turn.n if turn else 0, who)

    # The codebook from a file

    def take_codebook(self, new: Codebook) -> list[Change]:
        """Take over a codebook and return the changes that this made; none when it says nothing new."""
        changes = list(books.differences(self.codebook(), new))
        if changes:
            self.apply(*changes)
        return changes


def _code_names(code: Code) -> tuple[str, ...]:
    return (code.handle, code.name_sv, code.name_en, code.short, *code.aliases)


def _pick(
    ref: str, things: Sequence[_Thing], names: Callable[[_Thing], tuple[str, ...]], what: str, listing: str
) -> _Thing:
    """Return the thing that a reference names exactly, else by case-folded name, else by the end of its id."""
    wanted = ref.strip().casefold()
    exact = [t for t in things if t.id == ref or ref in names(t)]  # type: ignore[attr-defined]
    folded = exact or [t for t in things if any(n.casefold() == wanted for n in names(t) if n)]
    found = folded or [t for t in things if len(ref) >= 4 and t.id.endswith(wanted)]  # type: ignore[attr-defined]
    if not found:
        known = [n for t in things for n in names(t) if n]
        near = difflib.get_close_matches(ref, known, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}? See: {listing}" if near else f"see: {listing}"
        raise NotFound(f"no {what} {ref!r}", hint)
    return _only(ref, found, what, listing)


def _only(ref: str, found: Sequence[_Thing], what: str, listing: str) -> _Thing:
    if not found:
        raise NotFound(f"no {what} {ref!r}", f"see: {listing}")
    if len(found) > 1:
        raise Ambiguous(f"{ref!r} fits {len(found)} {what}s", f"use the id; see: {listing}")
    return found[0]
