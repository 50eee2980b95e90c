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

#: A text, and what takes words out for good, have tests of their own; the project itself is made once.
KINDS = sorted(set(THINGS) - {"project", "source", "redaction"})
_LAYERS = {"code": "codebook", "coding": "own", "answer": "own", "reading": "own", "suggestion": "own"}


@pytest.fixture
def pair(study: Project, tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Elin's copy and Sara's."""
    study.apply(add_person("Sara"))
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "sara.qualcode"
    shutil.copyfile(study.path, path)
    with Project.open(path, coder="Sara") as sara:
        yield study, sara


def _values(project: Project, field: Field, word: str) -> object:
    source = project.sources()[0]
    known: dict[str, object] = {
        "source": source.id,
        "code": project.code("lyssna").id,
        "revision": source.text,
        "start": 3,
        "end": 26 + len(word),
        "review": None,
        "same_as": None,
        "parent": None,
        "merged_into": None,
        "closed": None,
        "finding": None,
        "theme": None,
        "sources": [source.id],
        "coders": [],
        "near_misses": [[word, word]],
        "wording": {"revision": source.text, "spans": [[3, 30]], "reworks": []},
        "codes": [project.code("lyssna").id],
        "pairs": [[word, word]],
        "variants": {"chef": word},
        "attributes": {"roll": [word]},
        "facets": {"voice": [word]},
        "checked": {"counted": [word], "asked": []},
        "counts": {word: 1},
        "cast_list": [[word]],
        "points": [[word]],
        "masking": [[word]],
        "blocks": [{"type": "setup", "text": word, "speaker": "", "fidelity": "edited", "segments": []}],
        "choices": [[word, word]],
        "known": None,
        "laid": None,
        "placed": None,
    }
    if field.name in known:
        return known[field.name]
    return {"text": word, "int": len(word), "real": len(word) / 2, "json": [word]}[field.type]


def _made(project: Project, name: str, word: str) -> Change:
    thing = THINGS[name]
    body = {f.name: value for f in thing.fields if (value := _values(project, f, word)) is not None}
    if thing.family:
        body[f"{thing.family}:a"] = [len(word), "", word] if thing.family == "voice" else word
    source = str(body["source"]) if "source" in body else None
    return Change(f"{name}.add", new_id(), body, _LAYERS.get(name, "analysis"), source)


def _free(project: Project, name: str) -> Field:
    """Return a field that says nothing about another thing."""
    fields = [f for f in THINGS[name].fields if _values(project, f, "ett") != _values(project, f, "fyra")]
    return next((f for f in fields if f.type == "text" and f.name != "revision"), fields[0])


def _merged(into: Project, other: Project) -> None:
    merging.unite(into, [("bundle", bundles.pack(other)[0])])


def _edit(project: Project, made: Change, field: Field, word: str) -> Change:
    thing = made.kind.partition(".")[0]
    # A passage is set as a whole.
    passage = ("revision", "start", "end") if field.name == "end" else (field.name,)
    body = {f.name: _values(project, f, word) for f in THINGS[thing].fields if f.name in passage}
    return Change(f"{thing}.edit", made.object, body, made.layer, made.source)


@pytest.mark.parametrize("name", KINDS)
def test_it_comes_out_the_same_whichever_way_it_is_merged(name: str, pair: tuple[Project, Project]) -> None:
    elin, sara = pair
    made = _made(elin, name, "ett")
    elin.apply(made)
    _merged(sara, elin)
    field = _free(elin, name)
    elin.apply(_edit(elin, made, field, "fyra"))
    sara.apply(_edit(sara, made, field, "fem ord"))
    sara.apply(_made(sara, name, "sara"))
    elin.apply(_made(elin, name, "elin"))
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
    first, second = _made(elin, name, "ett"), _made(elin, name, "fyra")
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
