"""Rounds: what is hidden while one is blind, and that a closed one never changes."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core import codings, condensations
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.core.memos import add_memo
from qualcode.core.people import add_person
from qualcode.core.rounds import Round
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.exchanging import find_codebook, import_codebook
from qualcode.mending import correct_words
from qualcode.project import Project
from qualcode.teams import bundles, merging
from qualcode.teams.adjudicating import (
    amend,
    calibrations,
    decide,
    earlier,
    made_under_old_rule,
    queue,
    take_over_agreed,
)
from qualcode.teams.rounds import at_round, close_round, mark_read, open_round, standings

Pair = tuple[Project, Project]


@pytest.fixture
def pair(study: Project, tmp_path: Path) -> Iterator[Pair]:
    """Elin's and Sara's copies of a study with an open blind round."""
    study.apply(add_person("Sara"))
    open_round(study, "kalibrering", study.sources(), study.persons())
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "sara.qualcode")
    with Project.open(tmp_path / "sara.qualcode", coder="Sara") as other:
        yield study, other


def code(project: Project, handle: str, start: int, end: int) -> str:
    source = project.sources()[0]
    change = codings.add_coding(source.id, project.code(handle).id, revision=source.text, start=start, end=end)
    project.apply(change)
    return change.object


def exchange(pair: Pair) -> None:
    one, other = pair
    first, second = bundles.pack(one)[0], bundles.pack(other)[0]
    merging.unite(one, [("b", second)])
    merging.unite(other, [("a", first)])


def test_a_round_needs_sources_and_two_coders(study: Project) -> None:
    with pytest.raises(UsageProblem, match="two coders"):
        open_round(study, "r", study.sources(), study.persons())
    with pytest.raises(UsageProblem, match="source"):
        open_round(study, "r", [], study.persons())


def test_nobody_sees_anothers_work_while_a_round_is_blind(pair: Pair) -> None:
    one, other = pair
    hers = code(other, "lyssna", 0, 20)
    source = other.sources()[0]
    other.apply(
        add_memo("coding", hers, "hemlig tanke"),
        condensations.add_condensation(source.id, revision=source.text, start=0, end=9, text="hemligt", codes=[]),
    )
    code(other, "regler", 5, 9)
    mine = code(one, "aktor", 3, 9)
    exchange(pair)
    assert [c.id for c in one.codings()] == [mine]
    assert sum(one.code_counts().values()) == 1
    assert {p.coder for p in one.progress()} == {one.actor}
    assert one.memos() == []
    assert one.condensations() == []
    assert one.traces() == []
    assert len(one.frames()["codings"]) == 1
    assert {a.actor for a in one.log() if dict(a.kinds).keys() & {"coding.add", "memo.add"}} == {one.actor}
    with pytest.raises(QualcodeError):
        one.coding(hers)
    assert len(other.codings()) == 2
    file = sqlite3.connect(f"file:{one.path}?mode=ro", uri=True)
    assert file.execute("SELECT count(*) FROM v_codings").fetchone()[0] == 0
    assert file.execute("SELECT count(*) FROM v_condensations").fetchone()[0] == 0
    logged = " ".join(str(row) for row in file.execute("SELECT * FROM v_log"))
    assert "hemlig" not in logged
    file.close()


def test_no_bundle_passes_on_what_is_hidden(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    hers = code(other, "lyssna", 0, 20)
    other.apply(add_memo("coding", hers, "hemlig tanke"))
    mine = code(one, "aktor", 3, 9)
    exchange(pair)
    (tmp_path / "x.bundle").write_bytes(bundles.pack(one)[0])
    to_sara = bundles.pack(one, to=one.person("Sara"))[0]
    with merging.open_bundle(tmp_path / "x.bundle", tmp_path / "x", coder="Jonas") as third:
        objects = {row[0] for row in third.db.execute("SELECT object FROM event")}
        assert hers not in objects
        assert mine in objects
        assert third.faults() == []
        assert [c for c in third.conflicts() if c.open] == []
        merging.unite(third, [("whole", bundles.pack(other)[0])])
        assert third.faults() == []
        assert third.db.execute("SELECT count(*) FROM withheld").fetchone()[0] == 0
    assert mine.encode() not in gzip.decompress(to_sara.partition(b"\n")[2])


def test_a_merge_does_not_tell_how_much_others_coded(pair: Pair) -> None:
    one, other = pair
    code(other, "lyssna", 0, 20)
    plan = merging.unite(one, [("b", bundles.pack(other)[0])])
    assert "coding.add" not in {c.kind for c in plan.counts}
    assert plan.hidden == 1


def test_what_was_hidden_is_seen_when_the_round_is_closed(pair: Pair) -> None:
    one, other = pair
    code(other, "lyssna", 0, 20)
    exchange(pair)
    close_round(one, one.round("kalibrering"))
    assert len(one.codings()) == 1
    with pytest.raises(QualcodeError, match="closed already"):
        close_round(one, one.round("kalibrering"))


def test_a_round_that_is_not_blind_hides_nothing(study: Project) -> None:
    study.apply(add_person("Sara"))
    open_round(study, "öppen", study.sources(), study.persons(), blind=False)
    code(study, "lyssna", 0, 20)
    study.work_as("Sara")
    assert len(study.codings()) == 1


def _state(project: Project, closed: Round) -> tuple[list[Coding], list[str]]:
    material = at_round(project, closed)
    with closing(material.db):
        return material.codings(), [material.text(s) for s in material.sources()]


def test_a_closed_round_never_changes(pair: Pair) -> None:
    one, other = pair
    code(one, "lyssna", 3, 30)
    late = code(other, "lyssna", 0, 20)
    closed = close_round(one, one.round("kalibrering"))
    before = _state(one, closed)
    assert late not in {c.id for c in before[0]}
    exchange(pair)
    correct_words(one, one.sources()[0], [(0, 2)], "Intervjuare:")
    one.apply(books.merge_code(one.code("lyssna").id, one.code("regler").id))
    one.apply(books.rename_code(one.code("aktor").id, name_sv="annan"))
    one.apply(codings.remove_coding(one.codings()[0]))
    assert _state(one, one.round("kalibrering")) == before
    exchange(pair)
    assert _state(other, other.round("kalibrering")) == before


def test_what_was_taken_back_before_the_closing_does_not_count(pair: Pair) -> None:
    one, _other = pair
    code(one, "lyssna", 3, 30)
    one.undo()
    code(one, "regler", 3, 30)
    closed = close_round(one, one.round("kalibrering"))
    assert [c.code for c in _state(one, closed)[0]] == [one.code("regler").id]
    assert len(json.dumps(closed.known.as_data() if closed.known else None)) < 2000


def test_reading_marks_tell_silence_from_never_opened(pair: Pair) -> None:
    one, _other = pair
    source = one.sources()[0]
    mark_read(one, source, (0, 50))
    found = {s.coder: (s.read, s.whole) for s in standings(one, one.round("kalibrering"))}
    assert found == {one.actor: (True, False), one.person("Sara").id: (False, False)}
    mark_read(one, source)
    correct_words(one, source, [(0, 2)], "Intervjuare:")
    assert [(r.start, r.end) for r in one.readings()] == [(None, None), (0, 60)]


def test_disagreement_becomes_a_decision_that_cites_its_codings(pair: Pair) -> None:
    one, other = pair
    mine, hers = code(one, "lyssna", 3, 30), code(other, "regler", 3, 30)
    code(one, "aktor", 40, 60)
    code(other, "aktor", 40, 60)
    exchange(pair)
    closed = close_round(one, one.round("kalibrering"))
    (dispute,) = queue(one, closed)
    assert dispute.kind == "code"
    assert {c.id for c in dispute.codings} == {mine, hers}
    made = decide(one, closed, dispute, "second", reason="Regeln säger så.")
    assert [(c.layer, c.start, c.end) for c in made] == [(f"consensus:{closed.id}", 3, 30)]
    assert queue(one, closed) == []
    (decision,) = one.decisions(of_round=closed)
    assert set(decision.codings) == {mine, hers}
    assert decision.results == (made[0].id,)
    assert take_over_agreed(one, closed) == 1
    assert take_over_agreed(one, closed) == 0
    (figures,) = calibrations(one)
    assert (figures.agreed, figures.disputes["code"], figures.decisions["second"]) == (1, 1, 1)
    one.undo()
    one.undo()
    assert queue(one, closed) == [dispute]


def test_a_decision_holds_for_whoever_coded_just_so(study: Project) -> None:
    for name in ("Sara", "Jonas"):
        study.apply(add_person(name))
    places = {"Elin": [(3, 30), (40, 60)], "Sara": [(3, 30), (42, 66)], "Jonas": [(40, 70)]}
    for name, spans in places.items():
        study.work_as(name)
        for start, end in spans:
            code(study, "lyssna", start, end)
    study.work_as("Elin")
    closed = open_round(study, "tre", study.sources(), study.persons())
    closed = close_round(study, closed)
    left = queue(study, closed)
    assert sorted(d.kind for d in left) == ["border", "border", "border", "missing", "missing"]
    # What Jonas misses with Elin he misses with Sara too.
    decide(study, closed, next(d for d in left if d.kind == "missing"), "first")
    left = queue(study, closed)
    assert [d.kind for d in left] == ["border"] * 3
    with study.counting("settled"):
        assert [c.start for c in study.codings() if c.start == 3] == [3]  # the consensus's, and none beside it
    names = {p.id: p.name for p in study.persons()}
    by_pair = {tuple(names[c] for c in d.coders): d for d in left}
    hers = next(d for pair, d in by_pair.items() if set(pair) == {"Elin", "Sara"})
    decide(study, closed, hers, "first" if names[hers.coders[0]] == "Elin" else "second")
    (one, other) = queue(study, closed)
    his = next(d for d in (one, other) if "Elin" in {names[c] for c in d.coders})
    decide(study, closed, his, "first" if names[his.coders[0]] == "Elin" else "second")
    assert queue(study, closed) == []
    kept = [(c.start, c.end) for c in study.codings() if c.layer == f"consensus:{closed.id}"]
    assert sorted(kept) == [(3, 30), (40, 60)]  # each once
    first, second = study.decisions(of_round=closed)[-2:]
    assert first.results == second.results
    study.undo()
    assert len(queue(study, closed)) == 2


def test_a_place_decided_apart_in_two_ways_waits_again_and_in_one_way_does_not(pair: Pair) -> None:
    one, other = pair
    for start in (3, 60):
        code(one, "lyssna", start, start + 27)
        code(other, "regler", start, start + 27)
    code(one, "aktor", 100, 120)
    code(other, "aktor", 100, 120)
    exchange(pair)
    close_round(one, one.round("kalibrering"))
    exchange(pair)
    for project, choices in zip(pair, (("first", "both"), ("second", "both")), strict=True):
        closed = project.round("kalibrering")
        for dispute, choice in zip(queue(project, closed), choices, strict=True):
            decide(project, closed, dispute, choice)
        assert take_over_agreed(project, closed) == 1
    exchange(pair)
    closed = one.round("kalibrering")

    def consensus(project: Project) -> list[tuple[str, int | None]]:
        found = [c for c in project.codings() if c.layer == f"consensus:{closed.id}"]
        return sorted((project.codebook().by_id[c.code].handle, c.start) for c in found)

    assert consensus(one) == [("aktor", 100), ("lyssna", 3), ("lyssna", 60), ("regler", 3), ("regler", 60)]
    (dispute,) = queue(one, closed)
    assert [d.choice for d in earlier(one.decisions(of_round=closed), dispute)] == ["first", "second"]
    decide(one, closed, dispute, "second", reason="vi talade om det")
    exchange(pair)
    for project in pair:
        assert queue(project, closed) == []
        assert consensus(project) == [("aktor", 100), ("lyssna", 60), ("regler", 3), ("regler", 60)]
        assert calibrations(project)[0].decisions == dict.fromkeys(("first", "neither", "border"), 0) | {
            "second": 1,
            "both": 1,
            "agreed": 1,
        }
        assert project.rebuild()
    one.undo()
    assert len(queue(one, closed)) == 1


def test_an_amended_rule_lists_what_was_coded_under_the_old_one(pair: Pair) -> None:
    one, other = pair
    code(one, "lyssna", 3, 30)
    mark_read(other, other.sources()[0])
    exchange(pair)
    closed = close_round(one, one.round("kalibrering"))
    (dispute,) = queue(one, closed)
    assert dispute.kind == "missing"
    for nowhere in (None, (60, 80)):
        with pytest.raises(UsageProblem, match="border"):
            decide(one, closed, dispute, "border", span=nowhere)
    decide(one, closed, dispute, "border", span=(5, 20), rule="Bara när någon faktiskt lyssnar.")
    assert len(made_under_old_rule(one, one.code("lyssna"))) == 1
    assert one.code("lyssna").when_to_use == "Bara när någon faktiskt lyssnar."


def test_an_amended_rule_makes_a_version_of_the_codebook_that_was_read_in(project: Project) -> None:
    import_codebook(project, find_codebook("narbyrakrati"))
    code_ = project.code("rorelse-bort")
    project.apply(books.add_code(Code(id="", handle="vanta", name_sv="Vänta", parent=code_.id)))
    before = project.codebook().books[0].version
    project.apply(*amend(project, code_, "Bara när hen vänder sig bort."))
    assert project.codebook().books[0].version == before + 1
    project.apply(*amend(project, project.code("vanta"), "Bara när hen väntar."))
    assert project.codebook().books[0].version == before + 2
