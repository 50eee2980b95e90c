"""The ground of what can be read from a project: the file, its sources and texts, its people."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qualcode.core.counted import ALL
from qualcode.core.heard import Heard
from qualcode.core.people import Person
from qualcode.core.small_cells import SMALLEST
from qualcode.core.sources import Note, Source, Turn
from qualcode.core.texts import Edit, LineMap
from qualcode.references import pick
from qualcode.store import (
    blindness,
    folding,
    history_rows,
    holding,
    log,
    merge,
    reading,
)
from qualcode.store.anchors import Anchors
from qualcode.store.history_rows import Activity

if TYPE_CHECKING:
    from qualcode.store.word_index import WordIndex


_Value = TypeVar("_Value")
_TEXTS_KEPT = 64
_LITTLE_KIB = 8192


class Ground:
    """The project file, its sources and texts, and its people, as the person at work may see them."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self.db = db
        self.actor = ""
        self.actor_name = ""
        self._seen = -1
        self._cache: dict[object, object] = {}
        self._texts: dict[str, str] = {}
        self._words: WordIndex | None = None
        self._voices: dict[str, tuple[Source, Heard]] = {}
        self._hits: dict[str, tuple[object, list[tuple[str, int, int]]]] = {}
        self._counted = ALL
        blindness.open_views(db, lambda: self.actor)

    def forget(self) -> None:
        """Read everything anew at the next asking."""
        self._cache.clear()

    def keep_little(self) -> None:
        """Keep few pages of the file in memory: for a program that stays open and mostly reads what it shows."""
        self.db.execute(f"PRAGMA cache_size = -{_LITTLE_KIB}")

    def _kept(self, key: object, make: Callable[[], _Value]) -> _Value:
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            self._seen = version
            self._cache.clear()
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]  # type: ignore[return-value]

    @property
    def id(self) -> str:
        """The project's id, the same in all its copies."""
        return self._kept("id", lambda: holding.project_id(self.db))

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

    @property
    def least_cell(self) -> int:
        """The number of persons below which a cell of a table, or a combination of attributes, is a small one."""
        row = self.db.execute("SELECT least_cell FROM project_info ORDER BY made_at LIMIT 1").fetchone()
        return int(row[0]) if row and row[0] else SMALLEST

    def changed_on(self) -> str:
        """Return the day of the last change, ``2026-01-31``."""
        return folding.iso(log.last_reading(self.db))[:10]

    def activity(self) -> list[Activity]:
        """Return what was done so far, by kind of event and person; undone work is left out."""
        return self._kept("activity", lambda: history_rows.activity(self.db))

    def log_end(self) -> tuple[int, str]:
        """Return how many events the log holds and the id of the last one."""
        return history_rows.log_end(self.db)

    def revision(self) -> int:
        """Return the number of events so far, by which reports name the state they print."""
        return history_rows.revision_number(self.db)

    def state(self) -> str:
        """Return what differs as soon as anything in the project was changed; cheap at any size."""
        return f"{log.last_reading(self.db)} {merge.last_reading(self.db)}"

    def ui_state(self, key: str) -> str | None:
        """Return what a screen left on the desk under a key."""
        row = self.db.execute("SELECT json FROM desk WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

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
        standing = Anchors(self.db).standing(ref)
        return pick(standing, found, lambda s: (s.handle, s.file_name), "source", "qualcode source list")

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
        return self._kept(
            ("lines", source.id), lambda: LineMap(self.base_text(source), self.revisions(source), source.first_line)
        )

    def turns(self, source: Source) -> list[Turn]:
        """Return a source's turns in order."""
        return self._kept(("turns", source.id), lambda: reading.turns(self.db, source.id))

    def quote(self, source: Source, start: int | None, end: int | None) -> str:
        """Return the words of a span of a source's newest text."""
        return "" if start is None or end is None else self.text(source)[start:end]

    def persons(self) -> list[Person]:
        """Return the people who work in the project."""
        return self._kept("persons", lambda: reading.people(self.db))

    def person(self, ref: str) -> Person:
        """Return the person of a name or id.

        Raises NotFound with the nearest names.
        """
        return pick(ref, self.persons(), lambda p: (p.name,), "coder", "qualcode coder list")

    def standing_source(self, identifier: str) -> str:
        """Return the id of the source that stands for one after joins."""
        return Anchors(self.db).standing(identifier)

    def standing_person(self, identifier: str) -> str:
        """Return the id of the person that stands for one who works under two identities."""
        row = self.db.execute("SELECT standing FROM person WHERE id = ?", (identifier,)).fetchone()
        return identifier if row is None else str(row[0])

    def placer(self) -> Callable[[str, str, int, int], tuple[int, int] | None]:
        """Return :meth:`place_now` for many passages: the ways between texts are found once."""
        anchors = Anchors(self.db)
        return lambda source, revision, start, end: anchors.place(source, revision, start, end).span

    def place_now(self, source: str, revision: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a passage of an older text stands in the newest one; None when its words are gone."""
        return Anchors(self.db).place(source, revision, start, end).span

    def notes(self, source: Source) -> list[Note]:
        """Return the footnotes of a source, which stand outside its running text."""
        return self._kept(("notes", source.id), lambda: self._notes(source))

    def _notes(self, source: Source) -> list[Note]:
        out = [
            Note(str(note.get("mark", "")), str(note.get("text", "")), int(str(note.get("line", 0))))
            for note in source.apparatus
        ]
        revisions = self.revisions(source)
        lines = LineMap(self.base_text(source), (), source.first_line) if revisions else None
        for edits in revisions[:1]:
            out += [Note("", e.kept, lines.line(e.start)) for e in edits if e.rule == "footnote" and e.kept and lines]
        return out
