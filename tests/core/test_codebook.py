from __future__ import annotations

from qualcode.core import codebook as books
from qualcode.core.codebook import Axis, Code, Codebook, code_id, differences
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.project import Project


def _coded(study: Project, handle: str) -> None:
    source = study.sources()[0]
    study.apply(add_coding(source.id, study.code(handle).id, revision=source.text, start=44, end=55))


def test_moving_a_code_keeps_its_codings(study: Project) -> None:
    _coded(study, "lyssna")
    study.apply(books.move_code(study.code("lyssna").id, study.code("aktor").id))
    assert [c.handle for c in study.codebook().path(study.code("lyssna").id)] == ["aktor", "lyssna"]
    assert len(study.codings(code=study.code("lyssna"))) == 1


def test_a_merged_code_s_codings_count_for_the_other_and_its_children_move_along(study: Project) -> None:
    _coded(study, "norm")
    study.apply(books.merge_code(study.code("norm").id, study.code("aktor").id))
    assert len(study.codings(code=study.code("aktor"))) == 1
    assert {c.handle for c in study.codebook().children(study.code("aktor").id)} == {"lyssna", "regler"}
    assert "norm" not in {c.handle for c in study.codebook().standing}


def test_a_split_code_keeps_its_codings_until_they_are_gone_through(study: Project) -> None:
    from qualcode.checking import check_project

    _coded(study, "hinder")
    a, b = Code(new_id(), "tid", "tid"), Code(new_id(), "regelhinder", "regelhinder")
    hinder = study.code("hinder")
    study.apply(books.add_code(a), books.add_code(b), books.split_code(hinder.id, [a.id, b.id]))
    assert len(study.codings(code=study.code("hinder"))) == 1
    assert [t.check for t in check_project(study)] == ["split"]


def test_a_retired_code_keeps_its_codings(study: Project) -> None:
    _coded(study, "hinder")
    study.apply(books.retire_code(study.code("hinder").id))
    assert study.code("hinder").status == "retired"
    assert len(study.codings(code=study.code("hinder"))) == 1


def test_codings_of_a_subtree_are_found_from_its_top(study: Project) -> None:
    _coded(study, "lyssna")
    _coded(study, "regler")
    assert len(study.codings(code=study.code("norm"), subtree=True)) == 2
    assert study.codings(code=study.code("norm")) == []


def test_the_partner_of_an_item_is_its_pair_on_the_axis(study: Project) -> None:
    listen, rules, norm, actor = (study.code(h).id for h in ("lyssna", "regler", "norm", "aktor"))
    study.apply(books.add_axis(Axis(new_id(), "axel", "axel", norm, actor, pairs=((listen, rules),))))
    book = study.codebook()
    assert book.partner(listen) == rules
    assert book.partner(actor) == norm
    assert book.partner(study.code("hinder").id) is None


def test_taking_the_same_codebook_twice_changes_nothing(study: Project) -> None:
    book = Codebook((Code(code_id("b", "x"), "x", "x"), Code(code_id("b", "y"), "y", "y", parent=code_id("b", "x"))))
    assert len(study.take_codebook(book)) == 2
    before = study.revision()
    assert study.take_codebook(book) == []
    assert study.revision() == before


def test_a_newer_codebook_file_changes_only_what_differs(study: Project) -> None:
    old = Code(code_id("b", "x"), "x", "x", definition="förr")
    study.take_codebook(Codebook((old,)))
    new = Code(old.id, "x", "x", definition="nu")
    (change,) = differences(study.codebook(), Codebook((new,)))
    assert change.body == {"definition": "nu"}


def test_a_code_made_in_the_project_survives_a_file_that_lacks_it(study: Project) -> None:
    study.take_codebook(Codebook((Code(code_id("b", "x"), "x", "x"),)))
    assert study.code("hinder").handle == "hinder"
