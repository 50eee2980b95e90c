"""Every kind of thing travels, meets its like and is taken back, those that are added to the list of kinds too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.kinds import THINGS, Field
from qualcode.core.people import add_person
from qualcode.project import Project
from qualcode.store import folding
from qualcode.teams import bundles, merging
from tests.samples import sample, sample_value

#: A text, and what takes words out for good, have tests of their own; the project itself is made once.
KINDS = sorted(set(THINGS) - {"project", "source", "redaction"})


@pytest.fixture
def pair(study: Project, tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Elin's copy and Sara's."""
    study.apply(add_person("Sara"))
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "sara.qualcode"
    shutil.copyfile(study.path, path)
    with Project.open(path, coder="Sara") as sara:
        yield study, sara


def _free(project: Project, name: str) -> Field:
    """Return a field that says nothing about another thing."""
    fields = [f for f in THINGS[name].fields if sample_value(project, f, "ett") != sample_value(project, f, "fyra")]
    return next((f for f in fields if f.type == "text" and f.name != "revision"), fields[0])


def _merged(into: Project, other: Project) -> None:
    merging.unite(into, [("bundle", bundles.pack(other)[0])])


def _edit(project: Project, made: Change, field: Field, word: str) -> Change:
    thing = made.kind.partition(".")[0]
    # A passage is set as a whole.
    passage = ("revision", "start", "end") if field.name == "end" else (field.name,)
    body = {f.name: sample_value(project, f, word) for f in THINGS[thing].fields if f.name in passage}
    return Change(f"{thing}.edit", made.object, body, made.layer, made.source)


@pytest.mark.parametrize("name", KINDS)
def test_it_comes_out_the_same_whichever_way_it_is_merged(name: str, pair: tuple[Project, Project]) -> None:
    elin, sara = pair
    made = sample(elin, name, "ett")
    elin.apply(made)
    _merged(sara, elin)
    field = _free(elin, name)
    elin.apply(_edit(elin, made, field, "fyra"))
    sara.apply(_edit(sara, made, field, "fem ord"))
    sara.apply(sample(sara, name, "sara"))
    elin.apply(sample(elin, name, "elin"))
    theirs = bundles.pack(sara)[0]
    before = folding.dump(elin.db)
    _merged(sara, elin)
    merging.unite(elin, [("bundle", theirs)])
    both = folding.dump(elin.db)
    assert both == folding.dump(sara.db)
    (count,) = elin.db.execute(f"SELECT count(*) FROM {THINGS[name].table} WHERE id != ?", (elin.actor,)).fetchone()
    assert count >= 3
    assert made.object in {c.about for c in elin.conflicts() if c.open}
    assert elin.faults() == []
    assert elin.rebuild()
    elin.undo()
    assert folding.dump(elin.db) == before
    elin.redo()
    assert folding.dump(elin.db) == both


@pytest.mark.parametrize("name", KINDS)
def test_what_is_taken_away_or_taken_back_travels(name: str, pair: tuple[Project, Project]) -> None:
    elin, sara = pair
    first, second = sample(elin, name, "ett"), sample(elin, name, "fyra")
    at_first = folding.dump(elin.db)
    elin.apply(first)
    elin.apply(second)
    _merged(sara, elin)
    there = {row[0] for row in sara.db.execute(f"SELECT id FROM {THINGS[name].table}")}
    assert {first.object, second.object} <= there
    elin.apply(Change(f"{name}.remove", first.object, {}, first.layer, first.source))
    elin.undo()
    elin.redo()
    elin.apply(Change("memo.add", new_id(), {"about_kind": "project", "about": "p", "text": "hej"}))
    _merged(sara, elin)
    there = {row[0] for row in sara.db.execute(f"SELECT id FROM {THINGS[name].table}")}
    assert first.object not in there
    assert second.object in there
    # Merging an old copy does not bring it back.
    _merged(elin, sara)
    assert folding.dump(elin.db) == folding.dump(sara.db) != at_first
