from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.errors import BadProject, ExitCode, ProjectUnavailable, QualcodeError
from qualcode.project import Project, find_project
from qualcode.store import connection, schema
from qualcode.store.schema import APPLICATION_ID, SCHEMA_VERSION


def test_the_file_says_what_it_is(project: Project) -> None:
    assert project.db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert project.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert project.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert project.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_file_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.qualcode"
    Project.create(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ProjectUnavailable, match="newer") as caught:
        Project.open(path)
    assert caught.value.exit_code == ExitCode.PROJECT
    assert path.read_bytes() == before


def test_an_older_file_is_updated_after_a_copy_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.qualcode"
    Project.create(path, title="Gammal").close()
    later = (*schema.MIGRATIONS, ("0002_later", lambda db: db.execute("CREATE TABLE later(x)")))
    monkeypatch.setattr(connection, "MIGRATIONS", later)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", len(later))
    with Project.open(path) as project:
        assert project.title == "Gammal"
        assert project.db.execute("SELECT count(*) FROM later").fetchone()[0] == 0
    with sqlite3.connect(tmp_path / f"a.format-{SCHEMA_VERSION}.qualcode") as kept:
        assert kept.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    kept.close()


def test_a_missing_project_names_the_way_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectUnavailable, match="no project") as caught:
        Project.open(tmp_path / "saknas.qualcode")
    assert "init" in caught.value.hint


@pytest.mark.parametrize("content", [b"", b"hej", b"SQLite format 3\x00" + b"x" * 500])
def test_a_file_that_is_no_project_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.qualcode"
    path.write_bytes(content)
    with pytest.raises(BadProject):
        Project.open(path)
    assert path.read_bytes() == content


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.qualcode"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t(x)")
    db.close()
    with pytest.raises(BadProject, match="no qualcode project"):
        Project.open(path)


def test_a_project_is_never_written_over(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.qualcode").close()
    with pytest.raises(QualcodeError, match="already exists"):
        Project.create(tmp_path / "a.qualcode")


def test_a_change_while_another_program_writes_is_refused_whole(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.core.memos import add_memo

    other = sqlite3.connect(project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    project.db.execute("PRAGMA busy_timeout = 10")
    before = project.revision()
    with pytest.raises(ProjectUnavailable, match="busy"):
        project.apply(add_memo("project", "x", "text"))
    other.execute("ROLLBACK")
    other.close()
    assert project.revision() == before
    project.apply(add_memo("project", "x", "text"))
    assert project.faults() == []


def test_the_only_project_of_a_folder_is_found(tmp_path: Path) -> None:
    with pytest.raises(ProjectUnavailable, match="no project here"):
        find_project(tmp_path)
    Project.create(tmp_path / "a.qualcode").close()
    assert find_project(tmp_path).name == "a.qualcode"
    Project.create(tmp_path / "b.qualcode").close()
    with pytest.raises(ProjectUnavailable, match=r"a\.qualcode, b\.qualcode"):
        find_project(tmp_path)


def test_making_a_project_loads_no_data_frame_library(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from qualcode.project import Project; "
        f"Project.create(Path({str(tmp_path / 'x')!r})); "
        "sys.exit(any(m in sys.modules and sys.modules[m] for m in ('pandas', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_nothing_is_left_beside_the_file_when_the_last_reader_closes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.qualcode"
    Project.create(path).close()
    with Project.open(path, write=False) as project:
        assert project.title == "a"
        with pytest.raises(sqlite3.OperationalError):
            project.db.execute("DELETE FROM event")
    assert [p.name for p in tmp_path.iterdir()] == ["a.qualcode"]
