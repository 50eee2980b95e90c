"""Each class of conflict: how it comes about, how it reads, how each choice settles it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core import codings
from qualcode.core.cases import Case, add_case, edit_case
from qualcode.core.codebook import Code
from qualcode.core.conflicts import JOINED, Conflict, meeting, resolve
from qualcode.core.ids import new_id
from qualcode.core.people import add_person
from qualcode.core.sources import remove_source
from qualcode.errors import UsageProblem
from qualcode.mending import correct_words
from qualcode.project import Project
from qualcode.store import folding
from qualcode.teams import bundles, merging
from qualcode.teams.conflict_words import tell
from qualcode.teams.settling import choices, settle
from tests.conftest import put_source

Pair = tuple[Project, Project]


@pytest.fixture
def pair(study: Project, tmp_path: Path) -> Iterator[Pair]:
    """Elin's and Sara's copies of the study, both of whom have joined."""
    study.apply(add_person("Sara"))
    source = study.sources()[0]
    study.apply(
        codings.add_coding(source.id, study.code("lyssna").id, revision=source.text, start=0, end=20),
        add_case(Case("vera", "Vera")),
    )
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "sara.qualcode")
    with Project.open(tmp_path / "sara.qualcode", coder="Sara") as other:
        yield study, other


def meet(pair: Pair) -> list[Conflict]:
    """Let both merge the other's work, and return the open conflicts, which are the same in both."""
    one, other = pair
    first, second = bundles.pack(one)[0], bundles.pack(other)[0]
    merging.unite(one, [("b", second)])
    merging.unite(other, [("a", first)])
    assert folding.dump(one.db) == folding.dump(other.db)
    found = [c for c in one.conflicts() if c.open]
    assert [c.id for c in found] == [c.id for c in other.conflicts() if c.open]
    assert one.rebuild()
    return found


def settled(pair: Pair, conflict: Conflict, key: str) -> None:
    """Settle a conflict at Elin's and check that it is settled at Sara's too."""
    settle(pair[0], conflict, key, reason="så kom vi överens")
    assert not any(c.open for c in pair[0].conflicts())
    assert meet(pair) == []


def test_the_same_field_set_differently(pair: Pair) -> None:
    one, other = pair
    code = one.code("aktor").id
    one.apply(books.rename_code(code, name_sv="medaktör"))
    other.apply(books.rename_code(code, name_sv="motaktör"))
    (conflict,) = meet(pair)
    assert conflict.sort == "field"
    told = tell(one, conflict).sentence()
    assert all(part in told for part in ("Elin", "Sara", "medaktör", "motaktör"))
    with pytest.raises(UsageProblem, match="no such choice"):
        settle(one, conflict, "9")
    settled(pair, conflict, "1")
    assert {p.codebook().by_id[code].name_sv for p in pair} == {"medaktör"}


def test_an_edit_after_a_settlement_does_not_open_it_again(pair: Pair) -> None:
    one, other = pair
    code = one.code("aktor").id
    one.apply(books.rename_code(code, name_sv="medaktör"))
    other.apply(books.rename_code(code, name_sv="motaktör"))
    (conflict,) = meet(pair)
    settled(pair, conflict, "2")
    other.apply(books.rename_code(code, name_sv="part"))
    assert meet(pair) == []


def test_different_fields_and_equal_values_are_joined_without_a_question(pair: Pair) -> None:
    one, other = pair
    code = one.code("aktor").id
    one.apply(books.rename_code(code, name_sv="part"), edit_case("vera", attributes={"kontor": "Berga"}))
    other.apply(
        books.define_code(code, definition="Någon annan."), edit_case("vera", attributes={"roll": "handläggare"})
    )
    other.apply(books.rename_code(code, name_sv="part"))
    assert meet(pair) == []
    assert {c.about for c in one.conflicts() if c.sort == JOINED} == {code, "vera"}
    assert one.case("vera").attributes == {"kontor": "Berga", "roll": "handläggare"}


@pytest.mark.parametrize(("choice", "there"), [("restore", True), ("remove", False)])
def test_taken_away_here_changed_there(pair: Pair, choice: str, there: bool) -> None:
    one, other = pair
    (coding,) = one.codings()
    source = one.sources()[0]
    one.apply(codings.remove_coding(coding))
    other.apply(codings.resize_coding(coding, revision=source.text, start=0, end=30))
    (conflict,) = meet(pair)
    assert conflict.sort == "deleted"
    assert {c.key for c in choices(one, conflict)} == {"restore", "remove"}
    settled(pair, conflict, choice)
    assert [c.end for c in other.codings()] == ([30] if there else [])


def test_a_making_taken_back_here_and_changed_there(pair: Pair) -> None:
    one, other = pair
    one.apply(books.add_code(Code("ny", "ny", "ny")))
    assert meet(pair) == []
    while "ny" in one.codebook().by_id:
        assert one.undo() is not None
    other.apply(books.rename_code("ny", name_sv="nyare"))
    (conflict,) = meet(pair)
    assert conflict.sort == "deleted"
    settled(pair, conflict, "restore")
    assert other.code("ny").name_sv == "nyare"


@pytest.mark.parametrize("choice", ["restore", "remove"])
def test_a_code_removed_here_and_used_there(pair: Pair, choice: str) -> None:
    one, other = pair
    code, source = one.code("hinder").id, one.sources()[0]
    one.apply(books.remove_code(code))
    other.apply(codings.add_coding(source.id, code, revision=source.text, start=3, end=9))
    (conflict,) = meet(pair)
    assert conflict.sort == "used"
    assert len(conflict.lost) == 1
    assert "hinder" in tell(one, conflict).headline
    settled(pair, conflict, choice)
    assert ("hinder" in {c.handle for c in one.codebook().standing}) == (choice == "restore")


def test_a_code_removed_with_its_codings_in_sight_is_no_conflict(pair: Pair) -> None:
    one, _other = pair
    one.apply(books.remove_code(one.code("lyssna").id))
    one.apply(remove_source(one.sources()[0].id))
    assert meet(pair) == []


def test_a_source_removed_here_and_coded_there(pair: Pair) -> None:
    one, other = pair
    source = one.sources()[0]
    one.apply(remove_source(source.id))
    other.apply(codings.add_coding(source.id, one.code("hinder").id, revision=source.text, start=3, end=9))
    (conflict,) = meet(pair)
    assert (conflict.sort, conflict.thing) == ("used", "source")
    settled(pair, conflict, "restore")
    assert len(one.codings()) == 2


@pytest.mark.parametrize("choice", ["merge", "keep"])
def test_two_new_codes_of_one_name(pair: Pair, choice: str) -> None:
    one, other = pair
    one.apply(books.add_code(Code(new_id(), "mote", "Möte")))
    other.apply(books.add_code(Code(new_id(), "mote-2", "möté")))
    (conflict,) = meet(pair)
    assert conflict.sort == "same-name"
    settled(pair, conflict, choice)
    assert len(one.codebook().standing) == (6 if choice == "merge" else 7)


@pytest.mark.parametrize("choice", ["keep", "1", "2"])
def test_moves_that_make_a_loop_together(pair: Pair, choice: str) -> None:
    one, other = pair
    a, b = one.code("aktor").id, one.code("hinder").id
    one.apply(books.move_code(a, b))
    other.apply(books.move_code(b, a))
    (conflict,) = meet(pair)
    assert conflict.sort == "loop"
    assert "aktör" in tell(one, conflict).sentence()
    settled(pair, conflict, choice)
    parents = {c.handle: c.parent for c in one.codebook().standing}
    expected = {"keep": (b, None), "1": (None, a), "2": (b, None)}[choice]
    assert (parents["aktor"], parents["hinder"]) == expected


def test_a_code_that_takes_in_the_one_above_it_stands_in_its_place(pair: Pair) -> None:
    one, other = pair
    a, b, top = (one.code(handle).id for handle in ("aktor", "hinder", "norm"))
    one.apply(books.move_code(a, top))
    assert meet(pair) == []
    one.apply(books.merge_code(a, b))
    other.apply(books.move_code(b, a))
    assert meet(pair) == []
    assert one.code("hinder").parent == top


@pytest.mark.parametrize("choice", ["keep", "1", "2"])
def test_a_move_and_a_merging_that_make_a_loop_together(pair: Pair, choice: str) -> None:
    one, other = pair
    a, b, c = (one.code(handle).id for handle in ("aktor", "hinder", "norm"))
    one.apply(books.move_code(c, a))
    assert meet(pair) == []
    one.apply(books.move_code(a, b))
    other.apply(books.merge_code(b, c))
    (conflict,) = meet(pair)
    assert conflict.sort == "loop"
    settled(pair, conflict, choice)
    parents = {code.handle: code.parent for code in one.codebook().standing}
    expected = {"keep": (None, a), "1": (c, None), "2": (None, a)}[choice]
    assert (parents["aktor"], parents["norm"]) == expected


def test_a_code_merged_into_different_codes(pair: Pair) -> None:
    one, other = pair
    one.apply(books.merge_code(one.code("hinder").id, one.code("aktor").id))
    other.apply(books.merge_code(other.code("hinder").id, other.code("norm").id))
    (conflict,) = meet(pair)
    assert conflict.sort == "merged-apart"
    settled(pair, conflict, "1")


def test_a_text_corrected_differently_in_one_place(pair: Pair) -> None:
    for project, new in zip(pair, ("Lyhört", "Lyhörd"), strict=True):
        source = project.sources()[0]
        at = project.text(source).index("Lyhördhet")
        correct_words(project, source, [(at, at + 9)], new)
    (conflict,) = meet(pair)
    assert conflict.sort == "text"
    settled(pair, conflict, "keep")


@pytest.mark.parametrize("choice", ["keep", "1", "2"])
def test_the_words_of_one_side_are_put_in(pair: Pair, choice: str) -> None:
    one, other = pair
    for project, words in zip(pair, (["Lyhört", "Lyhördheten"], ["En öppenhet"]), strict=True):
        for old, new in zip(("Lyhördhet", *words), words, strict=False):
            source = project.sources()[0]
            at = project.text(source).index(old)
            correct_words(project, source, [(at, at + len(old))], new)
    source = other.sources()[0]
    at = other.text(source).index("motaktör")
    correct_words(other, source, [(at, at + 8)], "medaktör")
    (conflict,) = meet(pair)
    now = one.text(one.sources()[0])
    offered = {c.key: c.words for c in choices(one, conflict)}
    assert list(offered) == ["keep", "1", "2"]
    assert ("Lyhördheten" in offered["1"], "En öppenhet" in offered["2"]) == (True, True)
    marked = [c.id for c in one.codings()]
    settled(pair, conflict, choice)
    text = one.text(one.sources()[0])
    assert text == other.text(other.sources()[0])
    assert "medaktör" in text  # what the other side mended elsewhere stays
    expected = {"keep": now, "1": "Lyhördheten, tycker", "2": "En öppenhet, tycker"}[choice]
    assert expected in text
    assert [(c.id, c.start is None) for c in one.codings()] == [(c, False) for c in marked]
    one.undo()
    assert one.text(one.sources()[0]) == now
    assert one.conflict(conflict.id).open


def test_texts_corrected_in_different_places_are_joined(pair: Pair) -> None:
    for project, old in zip(pair, ("Lyhördhet", "motaktör"), strict=True):
        source = project.sources()[0]
        at = project.text(source).index(old)
        correct_words(project, source, [(at, at + len(old))], "x")
    assert meet(pair) == []
    text = pair[0].text(pair[0].sources()[0])
    assert "Lyhördhet" not in text
    assert "motaktör" not in text


def test_one_persons_coding_changed_on_two_machines(pair: Pair) -> None:
    one, other = pair
    (coding,) = one.codings()
    source = one.sources()[0]
    other.work_as("Elin")
    one.apply(codings.resize_coding(coding, revision=source.text, start=0, end=30))
    other.apply(codings.resize_coding(coding, revision=source.text, start=3, end=20))
    (conflict,) = meet(pair)
    assert (conflict.sort, conflict.field) == ("machines", "borders")
    settled(pair, conflict, "2")
    assert (other.codings()[0].start, other.codings()[0].end) == (3, 20)


@pytest.mark.parametrize("choice", ["join", "keep"])
def test_a_text_imported_twice(pair: Pair, choice: str) -> None:
    one, other = pair
    for project, handle in ((one, "vera"), (other, "vera-2")):
        source = put_source(project, handle, "I: Ja?\n\nIP1: Det var en gång.\n")
        project.apply(codings.add_coding(source.id, project.code("hinder").id, revision=source.text, start=13, end=19))
    (conflict,) = meet(pair)
    assert conflict.sort == "source-twice"
    settled(pair, conflict, choice)
    assert len(one.sources()) == (2 if choice == "join" else 3)
    hinder = one.codings(code=one.code("hinder"))
    assert [one.quote(one.source(c.source), c.start, c.end) for c in hinder] == ["Det va", "Det va"]
    one.undo()
    assert len(one.sources()) == 3


@pytest.mark.parametrize("choice", ["join", "keep"])
def test_one_person_under_two_identities(pair: Pair, choice: str) -> None:
    one, other = pair
    source = one.sources()[0]
    for project in pair:
        project.work_as("Jonas")
        project.apply(codings.add_coding(source.id, project.code("hinder").id, revision=source.text, start=3, end=9))
    (conflict,) = meet(pair)
    assert conflict.sort == "person-twice"
    settled(pair, conflict, choice)
    assert sum(p.name == "Jonas" for p in one.persons()) == (1 if choice == "join" else 2)
    assert len({c.coder for c in other.codings(code=other.code("hinder"))}) == (1 if choice == "join" else 2)


def test_insertions_at_one_place_touch_and_neighbours_do_not() -> None:
    assert meeting("a", "b", {"a": [(3, 3)], "b": [(3, 3)]})
    assert meeting("a", "b", {"a": [(3, 6)], "b": [(5, 9)]})
    assert not meeting("a", "b", {"a": [(3, 5)], "b": [(5, 9)]})
    assert not meeting("a", "b", {"a": [(3, 5)], "b": [(7, 7)]})


def test_a_conflict_is_open_again_when_the_merge_that_settled_it_is_taken_back(pair: Pair) -> None:
    one, other = pair
    code = one.code("aktor").id
    one.apply(books.rename_code(code, name_sv="medaktör"))
    other.apply(books.rename_code(code, name_sv="motaktör"))
    (conflict,) = meet(pair)
    other.apply(resolve(conflict, "keep"))
    before = folding.dump(one.db)
    merging.unite(one, [("b", bundles.pack(other)[0])])
    assert not any(c.open for c in one.conflicts())
    one.undo()
    assert folding.dump(one.db) == before
    assert [c.id for c in one.conflicts() if c.open] == [conflict.id]


def sides(project: Project, conflict: Conflict) -> dict[str, str]:
    """Return what each person did, in words."""
    return {who: what for who, _when, what in tell(project, conflict).sides}


def test_a_side_tells_what_was_changed_to_what(pair: Pair) -> None:
    one, other = pair
    code = one.code("aktor").id
    one.apply(books.remove_code(code))
    other.apply(books.define_code(code, definition="Den som handlar.", when_to_use=""))
    (conflict,) = meet(pair)
    assert tell(one, conflict).headline == "“aktör” was taken away in one copy and changed in another."
    told = "set the definition to “Den som handlar.”, set the rule when to use to nothing"
    assert sides(one, conflict) == {"Elin": "removed it", "Sara": told}


def test_a_correction_is_told_by_the_words_before_and_after(pair: Pair) -> None:
    for project, new in zip(pair, ("Lyhördheten", ""), strict=True):
        source = project.sources()[0]
        at = project.text(source).index("Lyhördhet")
        correct_words(project, source, [(at, at + len("Lyhördhet"))], new)
    (conflict,) = meet(pair)
    assert sides(pair[0], conflict) == {"Elin": "“Lyhördhet” became “Lyhördheten”", "Sara": "took out “Lyhördhet”"}


def test_two_identities_of_a_name_are_told_apart(pair: Pair) -> None:
    one, other = pair
    for project in pair:
        project.work_as("Jonas")
        project.apply(add_case(Case(new_id(), "Mona")))
    other.apply(add_case(Case(new_id(), "Moa")))
    (conflict,) = meet(pair)
    told = sorted(what.split(", ")[1] for _who, _when, what in tell(one, conflict).sides)
    assert told == ["2 changes", "3 changes"]
    assert len({what for _who, _when, what in tell(one, conflict).sides}) == 2
