"""Exchanging work through a folder that several people and a slow cloud write to at once."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from qualcode.core.codings import add_coding
from qualcode.core.events import Clock
from qualcode.core.people import add_person
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.project import Project
from qualcode.store import folding
from qualcode.teams import bundles, syncing
from qualcode.teams.merging import open_bundle
from qualcode.teams.syncing import sync

NAMES = ("Elin", "Sara", "Jonas")


@pytest.fixture
def team(study: Project, tmp_path: Path) -> Iterator[list[Project]]:
    """Three copies of the study."""
    for name in NAMES[1:]:
        study.apply(add_person(name))
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copies = [study]
    for name in NAMES[1:]:
        path = tmp_path / f"{name}.qualcode"
        shutil.copyfile(study.path, path)
        copies.append(Project.open(path, coder=name))
    yield copies
    for copy in copies[1:]:
        copy.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shared folder."""
    place = tmp_path / "delat"
    place.mkdir()
    return place


def code(project: Project, start: int) -> None:
    source = project.sources()[0]
    project.apply(add_coding(source.id, project.code("lyssna").id, revision=source.text, start=start, end=start + 5))


def test_everyone_ends_with_the_same(team: list[Project], folder: Path) -> None:
    for n, project in enumerate(team):
        code(project, n * 10)
    for project in (*team, *team):
        sync(project, folder)
    assert len({folding.dump(p.db) for p in team}) == 1
    assert len(team[0].codings()) == 3
    again = sync(team[0], folder)
    assert (again.plan, again.written) == (None, "")


def test_a_newcomer_can_begin_from_the_folder(team: list[Project], folder: Path, tmp_path: Path) -> None:
    code(team[0], 0)
    sync(team[0], folder)
    code(team[1], 30)
    sync(team[1], folder)
    (first,) = folder.glob("elin-*.bundle")
    with open_bundle(first, tmp_path / "ny", coder="Vera") as newcomer:
        sync(newcomer, folder)
        assert len(newcomer.codings()) == 2


def test_a_file_that_is_half_copied_is_left_for_the_next_time(team: list[Project], folder: Path) -> None:
    code(team[0], 0)
    sync(team[0], folder)
    (file,) = folder.glob("*.bundle")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    done = sync(team[1], folder)
    assert [s.file for s in done.skipped] == [file.name]
    assert team[1].codings() == []
    file.write_bytes(whole[:-40] + b"\x00" * 40)
    assert [s.file for s in sync(team[1], folder).skipped] == [file.name]
    file.write_bytes(whole)
    assert sync(team[1], folder).skipped == ()
    assert len(team[1].codings()) == 1


def test_strange_files_are_left_alone(team: list[Project], folder: Path, tmp_path: Path) -> None:
    (folder / "anteckningar.txt").write_text("hej", "utf-8")
    (folder / "skräp.bundle").write_bytes(b"hej")
    with Project.create(tmp_path / "annan", coder="Vera") as other:
        sync(other, folder)
    done = sync(team[0], folder)
    assert len(done.skipped) == 2
    assert done.written


def test_what_is_damaged_in_the_folder_is_written_again(team: list[Project], folder: Path) -> None:
    code(team[0], 0)
    sync(team[0], folder)
    (file,) = folder.glob("*.bundle")
    file.write_bytes(file.read_bytes()[:-10])
    assert sync(team[0], folder).written
    sync(team[1], folder)
    assert len(team[1].codings()) == 1


def test_several_at_once_lose_nothing(team: list[Project], folder: Path) -> None:
    paths = [project.path for project in team]
    problems: list[BaseException] = []

    def work(n: int) -> None:
        try:
            with Project.open(paths[n], coder=NAMES[n]) as project:
                for i in range(4):
                    code(project, n * 30 + i * 6)
                    sync(project, folder)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    for project in (*team, *team):
        project.forget()
        sync(project, folder)
    assert len({folding.dump(p.db) for p in team}) == 1
    assert len(team[0].codings()) == 12


def test_many_small_files_of_mine_become_one(
    team: list[Project], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PUT_TOGETHER", 3)
    for i in range(5):
        code(team[0], i * 6)
        sync(team[0], folder)
    assert len(list(folder.glob("elin-*.bundle"))) <= 3
    sync(team[1], folder)
    assert len(team[1].codings()) == 5


def test_a_folder_that_is_not_there_is_named(study: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no folder"):
        sync(study, tmp_path / "saknas")


def test_several_programs_at_once_lose_nothing(team: list[Project], folder: Path) -> None:
    for n, project in enumerate(team):
        for i in range(3):
            code(project, n * 30 + i * 6)
        project.close()
    command = [sys.executable, "-m", "qualcode", "-q"]
    for _round in range(2):
        running = [
            subprocess.Popen(
                [*command, "--coder", name, "-p", str(project.path), "sync", str(folder)],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            )
            for name, project in zip(NAMES, team, strict=True)
        ]  # fmt: skip
        for process in running:
            _out, told = process.communicate(timeout=120)
            assert process.returncode == 0, told
    states = []
    for name, project in zip(NAMES, team, strict=True):
        with Project.open(project.path, coder=name) as opened:
            sync(opened, folder)
            states.append(folding.dump(opened.db))
    assert states[0] == states[1] == states[2]
    assert list(folder.glob(".*.part")) == []


def test_a_folder_that_cannot_be_written_still_brings_others_work(
    team: list[Project], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code(team[1], 10)
    sync(team[1], folder)
    code(team[0], 0)

    def full(_path: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = sync(team[0], folder)
    assert done.written == ""
    assert done.problem is not None
    assert "No space left" in done.problem.message
    assert len(team[0].codings()) == 2
    assert list(folder.glob(".*")) == []
    monkeypatch.undo()
    assert sync(team[0], folder).written


def test_what_was_never_written_to_its_end_is_swept_away(team: list[Project], folder: Path) -> None:
    old, young, others = (
        folder / f".{name}.part" for name in ("elin-a.bundle.1", "elin-b.bundle.2", "sara-c.bundle.3")
    )
    for path in (old, young, others):
        path.write_bytes(b"x")
    for path in (old, others):
        os.utime(path, (0, 0))
    code(team[0], 0)
    sync(team[0], folder)
    assert (old.exists(), young.exists(), others.exists()) == (False, True, True)


def test_a_clock_that_runs_ahead_changes_nothing_but_times(team: list[Project], folder: Path) -> None:
    ahead = Clock(wall=lambda: 4_000_000_000_000)
    team[1]._clock = ahead
    behind = Clock(wall=lambda: 0)
    team[2]._clock = behind
    for n, project in enumerate(team):
        code(project, n * 10)
    for project in (*team, *team):
        sync(project, folder)
    for n, project in enumerate(team):
        code(project, 40 + n * 10)
    for project in (*team, *team):
        sync(project, folder)
    assert len({folding.dump(p.db) for p in team}) == 1
    assert len(team[0].codings()) == 6
    assert all(project.faults() == [] for project in team)


def test_files_can_be_for_the_holders_of_keys(
    team: list[Project], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = pyrage.x25519.Identity.generate()
    keys = tmp_path / "nyckel.txt"
    keys.write_text(f"# gjord i dag\n{pair}\n", "utf-8")
    code(team[0], 0)
    sync(team[0], folder, recipients=[str(pair.to_public())])
    monkeypatch.delenv("QUALCODE_IDENTITY", raising=False)
    assert "key" in sync(team[1], folder).skipped[0].why
    monkeypatch.setenv("QUALCODE_IDENTITY", str(keys))
    sync(team[1], folder)
    assert len(team[1].codings()) == 1
    keys.write_text(f"{pyrage.x25519.Identity.generate()}\n", "utf-8")
    assert "no key" in sync(team[2], folder).skipped[0].why
    keys.write_text("hej\n", "utf-8")
    assert "no secret key" in sync(team[2], folder).skipped[0].why
    with pytest.raises(UsageProblem, match="public key"):
        bundles.write_bundle(team[0], tmp_path / "x.bundle", recipients=["age1hej"])


@pytest.mark.parametrize(
    "names",
    [
        ("elin", "ELIN", "Elin "),
        ("con", "aux.", "a:b?*"),
        ("Åsa", "A\u030asa", "åsa"),
        ("李", "Ж", "🙂"),
    ],
)
def test_names_that_folders_cannot_tell_apart_or_forbid_lose_nothing(
    study: Project, folder: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for n, name in enumerate(names):
        path = tmp_path / f"{n}.qualcode"
        shutil.copyfile(study.path, path)
        with Project.open(path, coder=name) as project:
            code(project, n * 10)
            sync(project, folder)
    written = [path.name for path in folder.iterdir()]
    # A folder that tells no capitals, no composed letters and no outer blanks apart keeps every file.
    assert len({unicodedata.normalize("NFC", name).casefold().strip(" .") for name in written}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+\.bundle", name) for name in written)
    assert not {name.split(".")[0] for name in written} & {"con", "prn", "aux", "nul", "com1", "lpt1"}
    sync(study, folder)
    assert len(study.codings()) == len(names)
    assert study.faults() == []


def test_copies_that_cloud_folders_make_of_files_change_nothing(team: list[Project], folder: Path) -> None:
    code(team[1], 10)
    path = folder / sync(team[1], folder).written
    for name in (
        "{} (Saras dator).bundle",
        "{} (Saras dator's conflicted copy 2026-01-31).bundle",
        "{} (1).bundle",
        "{}.sync-conflict-20260131-101010-ABCDEF.bundle",
        "{}-SARAS-DATOR.bundle",
    ):
        shutil.copyfile(path, folder / name.format(path.stem))
    (folder / f"._{path.name}").write_bytes(b"\x00\x05\x16\x07 what macOS leaves beside a file")
    (folder / f".{path.name}.icloud").write_bytes(b"bplist00")
    (folder / f"{path.name}.tmp").write_bytes(path.read_bytes()[:40])
    (folder / "mapp.bundle").mkdir()
    done = sync(team[0], folder)
    assert [s.file for s in done.skipped] == ["mapp.bundle"]
    assert len(team[0].codings()) == 1
    assert not done.written
    for n in range(9):
        code(team[1], 20 + n)
        sync(team[1], folder)
    # When Sara's files are put together the copies go too.
    assert len([p for p in folder.iterdir() if p.name.startswith("sara") and p.suffix == ".bundle"]) < 9
    sync(team[0], folder)
    assert len(team[0].codings()) == 10


def test_a_folder_that_goes_away_midway_leaves_the_project_whole(
    team: list[Project], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code(team[1], 10)
    sync(team[1], folder)
    code(team[0], 0)
    before = folding.dump(team[0].db)
    take = syncing._take

    def gone(*values: object) -> object:
        shutil.rmtree(folder)
        return take(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(syncing, "_take", gone)
    done = sync(team[0], folder)
    assert [s.why for s in done.skipped] == ["cannot be read"]
    assert done.problem is not None
    assert folding.dump(team[0].db) == before
    monkeypatch.undo()
    with pytest.raises(NotFound):
        sync(team[0], folder)


def test_a_folder_that_cannot_be_looked_into_is_told_of(
    team: list[Project], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(_path: Path) -> list[str]:
        raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr(Path, "iterdir", stale)
    with pytest.raises(QualcodeError, match="Stale file handle"):
        sync(team[0], folder)


def test_a_disk_that_is_full_of_what_came_takes_nothing_in(team: list[Project], folder: Path) -> None:
    source = team[1].sources()[0]
    lyssna = team[1].code("lyssna").id
    team[1].apply(*(add_coding(source.id, lyssna, revision=source.text, start=n % 50, end=90) for n in range(3000)))
    sync(team[1], folder)
    before = folding.dump(team[0].db)
    (pages,) = team[0].db.execute("PRAGMA page_count").fetchone()
    team[0].db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(QualcodeError, match="full"):
        sync(team[0], folder)
    assert folding.dump(team[0].db) == before
    team[0].db.execute("PRAGMA max_page_count = 1000000")
    sync(team[0], folder)
    assert len(team[0].codings()) == 3000
    assert team[0].faults() == []
