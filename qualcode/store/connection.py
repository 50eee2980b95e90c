"""Opening and making project files: one SQLite file each."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import BadProject, ProjectUnavailable, QualcodeError
from qualcode.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from types import ModuleType

_HEADER = b"SQLite format 3\x00"
_BUSY_SECONDS = 5


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
    mode = "rw" if write else "ro"
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
    if write:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    return db


def create(path: Path) -> sqlite3.Connection:
    """Make an empty project file and return a connection to it.

    Raises QualcodeError when something stands there already or the place cannot be written.
    """
    if path.exists():
        raise QualcodeError(f"{path} already exists", "choose another name, or open it with: qualcode -p " + str(path))
    try:
        path.touch(exist_ok=False)
    except OSError as error:
        raise QualcodeError(f"cannot write {path}: {error.strerror}", "choose a folder that you may write to") from None
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
        raise BadProject(f"{path} is a database, but no qualcode project", "name the project with: qualcode -p FILE")
    if version > SCHEMA_VERSION:
        db.close()
        raise ProjectUnavailable(
            f"{path} was written by a newer qualcode (format {version}, this one reads up to {SCHEMA_VERSION})",
            "update qualcode; the file was not touched",
        )
    if version < SCHEMA_VERSION:
        db.close()
        db = _update(path, version)
    return db


def _looks_like_project(path: Path) -> None:
    if not path.is_file():
        raise ProjectUnavailable(f"no project at {path}", f"make one with: qualcode init {path.stem}")
    try:
        with path.open("rb") as file:
            header = file.read(16)
    except OSError as error:
        raise ProjectUnavailable(f"cannot read {path}: {error.strerror}", "check the file's permissions") from None
    if header != _HEADER:
        raise BadProject(f"{path} is not a qualcode project", "name the project with: qualcode -p FILE")


def _unavailable(path: Path, error: sqlite3.OperationalError) -> ProjectUnavailable:
    if "locked" in str(error) or "busy" in str(error):
        return ProjectUnavailable(f"{path} is locked by another program", "close it there, or try again in a moment")
    return ProjectUnavailable(f"cannot open {path}: {error}", "check the file and its folder's permissions")


def _damaged(path: Path) -> BadProject:
    return BadProject(f"{path} is damaged", "restore it from a backup, or try: sqlite3 FILE .recover")


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
            f"{path} could not be brought up to date: {error}", f"the old file is kept as {copy}"
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
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction that another writer cannot split.

    Raises ProjectUnavailable when another program holds the file.
    """
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise ProjectUnavailable(
            f"the project is busy or cannot be written: {error}", "close it elsewhere, or try again in a moment"
        ) from None
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
