"""Agreement in a project: what each coder has read, and that a closed round keeps its figures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core import codings
from qualcode.core.agreement.asking import figures
from qualcode.core.agreement.figures import Figure
from qualcode.core.agreement.requests import Request
from qualcode.core.cases import Case, add_case
from qualcode.core.ids import new_id
from qualcode.core.people import add_person
from qualcode.core.redactions import redact
from qualcode.core.rounds import Round, edit_round
from qualcode.core.sources import Source, edit_source
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.mending import correct_words
from qualcode.project import Project
from qualcode.store import merge, redactions
from qualcode.store.intake import Refused
from qualcode.teams import bundles, merging
from qualcode.teams.adjudicating import decide, queue, take_over_agreed
from qualcode.teams.agreeing import Scope, compared, judgements, readings, scope_of_round, used_categories
from qualcode.teams.rounds import close_round, mark_read, open_round
from tests.conftest import put_source

MEASURES = ("alpha", "set_alpha", "percent", "u_alpha", "char_f1", "span_f1")


@pytest.fixture
def team(study: Project, tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Elin's and Sara's copies of a study of two interviews."""
    put_source(study, "intervju-02", "I: Hur var det?\n\nIP1: Det var svårt – men det gick bra till slut.\n")
    study.apply(add_person("Sara"))
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "sara.qualcode")
    with Project.open(tmp_path / "sara.qualcode", coder="Sara") as other:
        yield study, other


def code(project: Project, handle: str, words: str, source: int = 0) -> str:
    of = project.sources()[source]
    start = project.text(of).index(words)
    change = codings.add_coding(of.id, project.code(handle).id, revision=of.text, start=start, end=start + len(words))
    project.apply(change)
    return change.object


def send(one: Project, other: Project) -> None:
    merging.unite(other, [("b", bundles.pack(one)[0])])


def told(project: Project, of_round: Round | None, unit: str = "") -> list[Figure]:
    """Return the figures of a round, the codes by their ids."""
    with compared(project, of_round) as (material, then):
        scope = Scope(unit=unit)
        if then is not None:
            scope = scope_of_round(material, then, scope)
        given = judgements(material, scope)
        request = Request(MEASURES, categories=used_categories(given, material, scope), overall=False, bootstrap=20)
        return figures(given, request)


def states(project: Project, source: Source) -> dict[str, list[tuple[int, int]] | None]:
    """Return what each person, by name, has read of a source."""
    names = {p.id: p.name for p in project.persons()}
    found = readings(project, project.codings(), [source]).get(source.id, {})
    return {names[coder]: spans for coder, spans in found.items()}


def test_never_opened_is_not_the_same_as_saw_nothing(team: tuple[Project, Project]) -> None:
    one, other = team
    code(one, "lyssna", "kunna lyssna")
    code(one, "aktor", "svårt", 1)
    code(other, "lyssna", "kunna lyssna")
    send(other, one)
    first, second = one.sources()
    assert states(one, second) == {"Elin": None}
    assert {f.category: f.n_units for f in told(one, None) if f.measure == "alpha"} == {"lyssna": 4, "aktor": 4}
    mark_read(other, other.sources()[1])
    send(other, one)
    assert states(one, second) == {"Elin": None, "Sara": None}
    assert {f.n_units for f in told(one, None) if f.measure == "alpha"} == {6}
    assert states(one, first) == {"Elin": None, "Sara": None}


def test_a_part_that_was_read_and_what_was_coded_beside_it_count_as_read(team: tuple[Project, Project]) -> None:
    one, _other = team
    source = one.sources()[0]
    mark_read(one, source, (0, 42))
    code(one, "aktor", "motaktör")
    (spans,) = states(one, source).values()
    assert spans is not None
    assert [one.text(source)[a:b] for a, b in spans][1] == "motaktör"
    mark_read(one, source)
    assert states(one, source) == {"Elin": None}


def test_a_round_gives_its_sources_coders_and_unit(team: tuple[Project, Project]) -> None:
    one, _other = team
    made = open_round(one, "ett", one.sources()[:1], one.persons(), unit="paragraph", blind=False)
    with compared(one, made) as (material, then):
        assert material is one
        assert then is not None
        scope = scope_of_round(one, then, Scope())
        assert (len(scope.sources), len(scope.coders), scope.unit) == (1, 2, "paragraph")
        with pytest.raises(UsageProblem, match="intervju-02"):
            scope_of_round(one, then, Scope(sources=one.sources()[1:]))


def test_no_figures_are_told_of_what_is_still_blind(team: tuple[Project, Project]) -> None:
    one, other = team
    first = open_round(one, "ett", one.sources(), one.persons())
    with pytest.raises(QualcodeError, match="blind and still open"), compared(one, first):
        pass
    send(one, other)
    code(other, "lyssna", "kunna lyssna")
    code(one, "lyssna", "kunna lyssna")
    mark_read(other, other.sources()[0])
    send(other, one)
    # Sara's mark of reading must not read as silence while her codings are hidden.
    assert all(f.value is None for f in told(one, None))
    closed = close_round(one, one.round("ett"))
    assert any(f.value == 1 for f in told(one, closed))
    open_round(one, "två", one.sources()[:1], one.persons())
    with pytest.raises(QualcodeError, match="två"):
        told(one, closed)
    with pytest.raises(QualcodeError, match="två"):
        queue(one, closed)


@pytest.fixture(params=["turn", "sentence", "case", "character"])
def closed(team: tuple[Project, Project], request: pytest.FixtureRequest) -> tuple[Project, Project, Round]:
    """A round that was closed with agreement, disagreement, and a text corrected on the way."""
    one, other = team
    one.apply(add_case(Case(new_id(), "Vera")))
    one.apply(edit_source(one.sources()[0].id, case_id=one.case("Vera").id))
    open_round(one, "ett", one.sources(), one.persons(), unit=request.param)
    send(one, other)
    for project in (one, other):
        code(project, "lyssna", "kunna lyssna")
        code(project, "regler", "följa våra regler.")
    correct_words(one, one.sources()[0], [(0, 2)], "Intervjuare:")
    code(one, "aktor", "läkaren")
    code(other, "aktor", "läkaren nästan en motaktör")
    code(other, "hinder", " – ", 1)
    code(other, "hinder", "svårt", 1)
    mark_read(one, one.sources()[1])
    mark_read(other, other.sources()[0], (0, 120))
    send(other, one)
    return one, other, close_round(one, one.round("ett"))


def by_code(found: list[Figure]) -> list[tuple[object, ...]]:
    """Return figures without the names of codes, which may be new."""
    return [(f.measure, f.value, f.reason, f.n_units, f.low, f.high, dict(f.counts or {})) for f in found]


def test_the_figures_of_a_closed_round_never_change(closed: tuple[Project, Project, Round]) -> None:
    one, other, round_ = closed
    before = by_code(told(one, round_))
    assert any(value is not None for _measure, value, *_rest in before)

    def same() -> None:
        assert by_code(told(one, one.round("ett"))) == before

    send(one, other)
    code(other, "hinder", "ett exempel")
    other.apply(codings.remove_coding(next(c for c in other.codings() if c.coder == other.actor)))
    send(other, one)
    same()
    take_over_agreed(one, one.round("ett"))
    for dispute in queue(one, one.round("ett")):
        decide(one, one.round("ett"), dispute, "first", reason="så")
    same()
    one.apply(books.rename_code(one.code("aktor").id, name_sv="annan"))
    one.apply(books.merge_code(one.code("lyssna").id, one.code("regler").id))
    one.apply(books.move_code(one.code("hinder").id, one.code("norm").id))
    correct_words(one, one.sources()[0], [(60, 90)], "något helt annat")
    one.apply(edit_round(round_.id, unit="paragraph", sources=[one.sources()[0].id], coders=[one.actor]))
    one.apply(edit_source(one.sources()[0].id, case_id=None))
    same()
    for source in one.sources():
        events, texts, originals = redactions.words_about(one.db, source.id)
        one.apply(redact(source.id, events=events, texts=texts, originals=originals))
    same()
    send(one, other)
    assert by_code(told(other, other.round("ett"))) == before
    assert one.rebuild()
    same()


def test_words_that_are_gone_leave_no_figures_at_another_unit(closed: tuple[Project, Project, Round]) -> None:
    one, _other, round_ = closed
    source = one.sources()[0]
    one.apply(redact(source.id, texts=redactions.words_about(one.db, source.id)[1]))
    with pytest.raises(QualcodeError, match="for good"):
        told(one, round_, "paragraph")
    assert told(one, round_, "character")


def test_a_merge_that_a_closed_round_counts_on_cannot_be_taken_back(closed: tuple[Project, Project, Round]) -> None:
    one, _other, _round = closed
    (merged,) = merge.records(one.db, limit=5)
    with pytest.raises(Refused, match="built-on"):
        merge.take_back(one.db, merged.id, one.manifest(), "f" * 16)


def test_a_closed_round_that_is_not_wholly_here_is_refused(
    closed: tuple[Project, Project, Round], tmp_path: Path
) -> None:
    one, other, _round = closed
    written = bundles.write_bundle(one, tmp_path / "e.bundle", mine=True)
    with closing(other.db):
        copy = tmp_path / "tom.qualcode"
        other.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(other.path, copy)
    with Project.open(copy, coder="Elin") as project:
        project.db.execute("DELETE FROM event WHERE actor IN (SELECT id FROM person WHERE name = 'Sara')")
        merging.merge_bundles(project, [written.path])
        with pytest.raises(QualcodeError, match="not here"):
            told(project, project.round("ett"))
