"""Bundles of which there comes more than was here: the indexes of the log are made anew when all is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core.codings import add_coding
from qualcode.core.memos import add_memo
from qualcode.errors import BundleRejected
from qualcode.project import Project
from qualcode.store import folding, schema
from qualcode.teams import bundles, merging


@pytest.fixture(params=[False, True], ids=["in place", "anew"])
def anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the indexes are made anew."""
    monkeypatch.setattr(schema, "better_anew", lambda _new, _there: request.param)
    return bool(request.param)


@pytest.fixture
def colleague(study: Project, tmp_path: Path) -> Iterator[Project]:
    """Sara's copy of the study, coded in many ways."""
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "sara.qualcode")
    with Project.open(tmp_path / "sara.qualcode", coder="Sara") as project:
        (source,), (code, other) = project.sources(), project.codebook().standing[:2]
        for n in range(30):
            project.apply(add_coding(source.id, code.id, revision=source.text, start=n, end=n + 9))
        several = [add_coding(source.id, other.id, revision=source.text, start=n, end=n + 5) for n in range(5)]
        project.apply(*several, add_memo("coding", several[0].object, "två steg i ett"))
        project.apply(add_coding(source.id, code.id, revision=source.text, start=3, end=8, facets={"styrka": "stark"}))
        project.undo()
        project.redo()
        project.apply(add_coding(source.id, code.id, revision=source.text, start=4, end=8))
        project.undo()
        yield project


def structure(project: Project) -> list[tuple[str, str]]:
    return project.db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_it_comes_in_as_it_was_made_and_the_file_is_whole(study: Project, colleague: Project, anew: bool) -> None:
    before = structure(study)
    told: list[tuple[int, int]] = []
    plan = merging.unite(study, [("sara.bundle", bundles.pack(colleague)[0])], progress=lambda *step: told.append(step))
    assert plan.new > 40
    assert folding.dump(study.db) == folding.dump(colleague.db)
    assert study.log(limit=100)[1:] == colleague.log(limit=100)
    assert structure(study) == before
    assert study.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert study.faults() == []
    assert study.rebuild()
    assert told[-1][0] == told[-1][1]
    assert all(a[0] <= b[0] <= b[1] for a, b in pairwise(told))


def test_two_bundles_with_the_same_events_bring_each_once(study: Project, colleague: Project, anew: bool) -> None:
    first = bundles.pack(colleague)[0]
    colleague.apply(books.rename_code(colleague.code("lyssna").id, short="lyssnar"))
    second = bundles.pack(colleague)[0]
    plan = merging.unite(study, [("b.bundle", second), ("a.bundle", first), ("again.bundle", second)])
    assert plan.new == study.revision() - plan.arrivals[0].known
    assert [arrival.new > 0 for arrival in plan.arrivals] == [True, False, False]
    assert folding.dump(study.db) == folding.dump(colleague.db)


def test_what_is_refused_leaves_log_tables_and_indexes(study: Project, colleague: Project, anew: bool) -> None:
    before = folding.dump(study.db), structure(study), study.revision()
    good = bundles.pack(colleague)[0]
    with pytest.raises(BundleRejected):
        merging.unite(study, [("good.bundle", good), ("cut.bundle", good[:-9])])
    assert (folding.dump(study.db), structure(study), study.revision()) == before


def test_what_goes_on_from_another_bundle_comes_in_whichever_is_read_first(
    study: Project, colleague: Project, anew: bool, tmp_path: Path
) -> None:
    early = bundles.pack(colleague)[1].holds
    first = bundles.pack(colleague)[0]
    colleague.apply(books.rename_code(colleague.code("lyssna").id, short="lyssnar"))
    late = bundles.pack(colleague, has=early)[0]
    with pytest.raises(BundleRejected, match="goes on from"):
        merging.unite(study, [("late.bundle", late)])
    merging.unite(study, [("late.bundle", late), ("first.bundle", first)])
    assert folding.dump(study.db) == folding.dump(colleague.db)


def test_it_is_taken_back_and_brought_back(study: Project, colleague: Project, anew: bool) -> None:
    before = folding.dump(study.db), structure(study)
    merging.unite(study, [("sara.bundle", bundles.pack(colleague)[0])])
    after = folding.dump(study.db)
    study.undo()
    assert (folding.dump(study.db), structure(study)) == before
    study.redo()
    assert (folding.dump(study.db), structure(study)) == (after, before[1])
