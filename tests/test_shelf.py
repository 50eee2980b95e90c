"""The bundles that lie in folders, and what they are to a project."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcode.project import Project
from qualcode.teams.bundles import write_bundle
from qualcode.teams.shelf import shelf
from tests.tui.team import bundle_of_sara, code_words, join_sara


def test_bundles_are_told_apart_without_reading_all_of_them(study: Project, tmp_path: Path) -> None:
    join_sara(study)
    bundle_of_sara(study, tmp_path, lambda p: p.apply(code_words(p, "lyssna", "lyssna")), "ny.bundle")
    write_bundle(study, tmp_path / "egen.bundle")
    (tmp_path / "skräp.bundle").write_bytes(b"inget")
    cut = (tmp_path / "egen.bundle").read_bytes()
    (tmp_path / "halv.bundle").write_bytes(cut[: len(cut) // 2])
    with Project.create(tmp_path / "annan", coder="Elin") as other:
        write_bundle(other, tmp_path / "annan.bundle")
    (tmp_path / "mapp.bundle").mkdir()
    found = {s.path.name: s.state for s in shelf(study, [tmp_path, tmp_path, tmp_path / "saknas"])}
    assert found == {
        "ny.bundle": "new", "egen.bundle": "known", "skräp.bundle": "damaged", "halv.bundle": "damaged",
        "annan.bundle": "foreign",
    }  # fmt: skip


def test_progress_counts_the_files(study: Project, tmp_path: Path) -> None:
    write_bundle(study, tmp_path / "a.bundle")
    shutil.copyfile(tmp_path / "a.bundle", tmp_path / "b.bundle")
    told: list[tuple[int, int]] = []
    found = shelf(study, [tmp_path], progress=lambda n, of: told.append((n, of)))
    assert told == [(1, 2), (2, 2)]
    assert {s.sender for s in found} == {"Elin"}
