"""Opening and making project files: one SQLite file each."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import BadProject, ProjectUnavailable, QualcodeError
from qualcode.i18n import _
from qualcode.store.schema import APPLICATION_ID, INDEX, MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from types import ModuleType

_HEADER = b"SQLite format 3\x00"
_BUSY_SECONDS = 5
_CACHE_KIB = 32_768
_INDEX_CACHE_KIB = 4096
_ROOMY_KIB = 786_432
_UNPACKED = 28


def load_sqlite_utils() -> ModuleType:
    """Import sqlite-utils without the data-frame libraries that it would pull in.

    It imports pandas when that is installed, which costs over a second; nothing
    here uses frames.
    """
    if "sqlite_utils" in sys.modules:
        return sys.modules["sqlite_utils"]
    hidden = {name: sys.modules.get(name) for name in ("pandas", "numpy")}
    for name, module in hidden.items():
        if module is None:
            sys.modules[name] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("sqlite_utils")
    finally:
        for name, module in hidden.items():
            if module is None:
                sys.modules.pop(name, None)


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    # Also a reader opens the file for writing where it may, so that the last one to close it can clear away
    # the write-ahead log; query_only keeps it from changing anything.
    mode = "rw" if write or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)) else "ro"
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA secure_delete = ON")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    if write:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    else:
        db.execute("PRAGMA query_only = ON")
    return db


def create(path: Path) -> sqlite3.Connection:
    """Make an empty project file and return a connection to it.

    Raises QualcodeError when something stands there already or the place cannot be written.
    """
    if path.exists():
        raise QualcodeError(
            _("{file} already exists").format(file=path),
            _("choose another name, or open it with: qualcode -p {file}").format(file=path),
        )
    try:
        path.touch(exist_ok=False)
    except OSError as error:
        raise QualcodeError(
            _("cannot write {file}: {why}").format(file=path, why=error.strerror),
            _("choose a folder that you may write to"),
        ) from None
    try:
        db = _connect(path, write=True)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(db)
    except BaseException:
        for leftover in (path, *_companions(path)):
            leftover.unlink(missing_ok=True)
        raise
    return db


def open_file(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """Open a project file, bringing an older one up to date after a copy is kept.

    Raises ProjectUnavailable when it is missing, locked or from a newer
    version, BadProject when it is no project or damaged.
    """
    _looks_like_project(path)
    try:
        db = _connect(path, write=write)
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        application = int(db.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.OperationalError as error:
        raise _unavailable(path, error) from None
    except sqlite3.DatabaseError:
        raise _damaged(path) from None
    if application != APPLICATION_ID:
        db.close()
        raise BadProject(
            _("{file} is a database, but no qualcode project").format(file=path),
            _("name the project with: qualcode -p FILE"),
        )
    if version > SCHEMA_VERSION:
        db.close()
        raise ProjectUnavailable(
            _("{file} was written by a newer qualcode (format {format}, this one reads up to {ours})").format(
                file=path, format=version, ours=SCHEMA_VERSION
            ),
            _("update qualcode; the file was not touched"),
        )
    if version < SCHEMA_VERSION:
        db.close()
        db = _update(path, version)
    return db


def index_connection(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Return a connection for the index of words; an index in memory, and True, where the file cannot be written."""
    if os.access(path, os.W_OK):
        with suppress(sqlite3.OperationalError):
            db = _connect(path, write=True)
            # Each text is read once and each page written once, so nothing is gained by keeping them.
            db.execute(f"PRAGMA cache_size = -{_INDEX_CACHE_KIB}")
            return db, False
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for statement in INDEX.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute("CREATE TABLE source(id TEXT PRIMARY KEY, handle, text, language, words, position)")
    return db, True


def _looks_like_project(path: Path) -> None:
    if not path.is_file():
        raise ProjectUnavailable(
            _("no project at {file}").format(file=path), _("make one with: qualcode init {name}").format(name=path.stem)
        )
    try:
        with path.open("rb") as file:
            header = file.read(16)
    except OSError as error:
        raise ProjectUnavailable(
            _("cannot read {file}: {why}").format(file=path, why=error.strerror), _("check the file's permissions")
        ) from None
    if header != _HEADER:
        raise BadProject(
            _("{file} is not a qualcode project").format(file=path), _("name the project with: qualcode -p FILE")
        )


def _unavailable(path: Path, error: sqlite3.OperationalError) -> ProjectUnavailable:
    if "locked" in str(error) or "busy" in str(error):
        return ProjectUnavailable(
            _("{file} is locked by another program").format(file=path), _("close it there, or try again in a moment")
        )
    return ProjectUnavailable(
        _("cannot open {file}: {why}").format(file=path, why=error), _("check the file and its folder's permissions")
    )


def _damaged(path: Path) -> BadProject:
    return BadProject(
        _("{file} is damaged").format(file=path), _("restore it from a backup, or try: sqlite3 FILE .recover")
    )


def _companions(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _update(path: Path, version: int) -> sqlite3.Connection:
    copy = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    db = _connect(path, write=True)
    try:
        # The copy is taken inside SQLite so that pages still in the write-ahead log are in it.
        with sqlite3.connect(copy) as target:
            db.backup(target)
        target.close()
        _migrate(db)
    except sqlite3.DatabaseError as error:
        db.close()
        if copy.exists():
            shutil.copyfile(copy, path)
        raise BadProject(
            _("{file} could not be brought up to date: {why}").format(file=path, why=error),
            _("the old file is kept as {copy}").format(copy=copy),
        ) from None
    return db


def _migrate(db: sqlite3.Connection) -> None:
    sqlite_utils = load_sqlite_utils()
    migrations = sqlite_utils.Migrations("qualcode")
    for name, change in MIGRATIONS:
        migrations(name=name)(lambda database, change=change: change(database.conn))
    migrations.apply(sqlite_utils.Database(db))
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def roomy(db: sqlite3.Connection, size: int) -> Iterator[None]:
    """Let the file's pages take more memory while so many bytes of bundles are merged.

    Rows under random keys would otherwise be written out and read in again many times, and cycles be looked for among
    tuples and texts by the hundred thousand.  Once a merge is written to
    the log beside the file it is done; SQLite copies it over with the next change, or when the file is closed.
    """
    wanted = min(_ROOMY_KIB, max(_CACHE_KIB, size // 1024 * _UNPACKED))
    db.execute(f"PRAGMA cache_size = -{wanted}")
    (pages,) = db.execute("PRAGMA wal_autocheckpoint").fetchone()
    db.execute("PRAGMA wal_autocheckpoint = 0")
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
        db.execute(f"PRAGMA wal_autocheckpoint = {pages}")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


#: The disk is full, does not answer, or may not be written to.
_UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction that another writer cannot split.

    Raises ProjectUnavailable when another program holds the file, or it cannot be written: nothing is then.
    """
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise ProjectUnavailable(
            _("the project is busy or cannot be written: {why}").format(why=error),
            _("close it elsewhere, or try again in a moment"),
        ) from None
    try:
        yield
        db.execute("COMMIT")
    except BaseException as error:
        # SQLite has rolled back by itself where the disk is full.
        if db.in_transaction:
            db.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _UNWRITABLE:
            raise ProjectUnavailable(
                _("the project cannot be written: {why}").format(why=error),
                _("make room on the disk; nothing was changed"),
            ) from None
        raise
