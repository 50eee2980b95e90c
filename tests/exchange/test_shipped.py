"""The shipped codebooks keep their format, their schema and what the study needs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from qualcode.core.codebook import Codebook, differences, move_code, rename_code
from qualcode.exchange.codebook_writer import codebook_text, write_codebook
from qualcode.exchange.codebook_yaml import SCHEMA, check_codebook, read_codebook
from qualcode.exchange.shapes import load_schema
from qualcode.exchange.shipped import example_corpus, shipped_codebooks

BOOKS = shipped_codebooks()
FULL = "name_sv name_en short definition when_to_use when_not example counter_example citation colour".split()
HEAD = "../qualcode/exchange/codebook.schema.json"


@pytest.fixture(scope="module")
def main_book() -> Codebook:
    return read_codebook(BOOKS["narbyrakrati"])


def handles(book: Codebook, parent: str) -> list[str]:
    return [c.handle for c in book.children(book.by_handle[parent].id)]


def test_three_codebooks_are_shipped():
    assert list(BOOKS) == ["induktiv", "narbyrakrati", "vagledning"]


def test_the_example_corpus_is_found():
    assert (example_corpus() / "vagledning-2019.md").is_file()


@pytest.mark.parametrize("path", BOOKS.values(), ids=BOOKS.keys())
def test_a_shipped_codebook_is_sound(path: Path):
    assert check_codebook(path) == []


@pytest.mark.parametrize("path", BOOKS.values(), ids=BOOKS.keys())
def test_a_shipped_codebook_fits_the_schema(path: Path):
    schema = load_schema(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize("path", BOOKS.values(), ids=BOOKS.keys())
def test_a_shipped_codebook_is_written_back_byte_for_byte(path: Path):
    text = path.read_text("utf-8")
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={HEAD}"
    assert codebook_text(read_codebook(path), path.stem, schema=HEAD) == text


@pytest.mark.parametrize("path", BOOKS.values(), ids=BOOKS.keys())
def test_every_shipped_code_is_described_in_full(path: Path):
    book = read_codebook(path)
    for code in book.codes:
        for (
            field
        ) in "name_sv name_en short definition when_to_use when_not example counter_example citation colour".split():
            assert getattr(code, field), (code.handle, field)
        if code.handle != "att-reda-ut":
            assert code.cues, code.handle
            assert code.near_misses, code.handle
    texts = Counter(t for c in book.codes for t in (c.example, c.counter_example))
    assert [t for t, n in texts.items() if n > 1] == []


@pytest.mark.parametrize("path", BOOKS.values(), ids=BOOKS.keys())
def test_a_facet_can_be_set_with_a_key_for_each_value(path: Path):
    for facet in read_codebook(path).facets:
        keys = [value.key for value in facet.values]
        assert all(keys)
        assert len(set(keys)) == len(keys)


def test_the_coping_family_is_complete(main_book):
    assert handles(main_book, "hanteringsstrategi") == ["rorelse-till", "rorelse-bort", "rorelse-mot"]
    assert [len(handles(main_book, f"rorelse-{x}")) for x in ("till", "bort", "mot")] == [5, 2, 2]
    movements = [main_book.by_handle[f"rorelse-{x}"] for x in ("till", "bort", "mot")]
    assert all(code.ideal_type for code in movements)
    assert [code.voiced_by for code in movements] == ["anyone", "others", "anyone"]


def test_the_norm_is_an_axis_of_eight_pairs_of_poles(main_book):
    axis = next(a for a in main_book.axes if a.handle == "yrkesnorm")
    assert len(axis.pairs) == 8
    assert [main_book.by_id[c].handle for c in (axis.left, axis.right)] == ["professionell", "byrakratisk"]
    assert {main_book.by_id[c].kind for pair in axis.pairs for c in pair} == {"pole"}
    assert main_book.partner(main_book.by_handle["lyssna"].id) == main_book.by_handle["informera"].id


def test_discretion_has_three_dimensions_and_four_levels(main_book):
    kinds = Counter(c.kind for c, _ in main_book.walk(main_book.by_handle["handlingsutrymme"].id))
    assert (kinds["dimension"], kinds["level"]) == (3, 4)


def test_there_is_a_co_and_a_counter_actor_of_every_kind(main_book):
    kinds = ["vard", "af", "arbetsgivare", "forsakrad", "fack", "kommun", "eget-kontor", "annat-kontor"]
    for side in ("medaktor", "motaktor"):
        assert handles(main_book, side) == [f"{side}-{kind}" for kind in kinds]


def test_the_facets_that_codings_need_are_there(main_book):
    facets = {f.handle: [v.handle for v in f.values] for f in main_book.facets}
    assert facets["modality"] == ["is", "ought", "was"]
    assert set(facets) == {"modality", "target", "stance", "origin", "perspective", "voice"}


def test_the_schema_and_the_check_agree_on_what_is_wrong(tmp_path):
    validator = jsonschema.Draft202012Validator(load_schema(SCHEMA))
    good = yaml.safe_load(BOOKS["induktiv"].read_text("utf-8"))
    breakages = [
        lambda b: b["codes"][0].pop("id"),
        lambda b: b["codes"][0].update(kind="pool"),
        lambda b: b["codes"][0].update(colour="red"),
        lambda b: b["codes"][0].update(short=""),
        lambda b: b["codes"][0].update(short=3),
        lambda b: b["codes"][0].update(cues="x"),
        lambda b: b["codes"][0].update(extra="x"),
        lambda b: b["codes"][0]["name"].clear(),
        lambda b: b["codebook"].update(version=0),
        lambda b: b["codebook"].update(version="1"),
        lambda b: b["axes"][0]["poles"].append("lattnad"),
        lambda b: b["facets"][0].update(values=[]),
        lambda b: b["facets"][0]["values"][0].update(key="ab"),
        lambda b: b.pop("codes"),
    ]
    for n, spoil in enumerate(breakages):
        book = yaml.safe_load(yaml.safe_dump(good))
        spoil(book)
        assert list(validator.iter_errors(book)), n
        path = tmp_path / f"{n}.yaml"
        path.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
        assert [p for p in check_codebook(path) if p.severity == "error"], n


@pytest.mark.parametrize("path", BOOKS.values(), ids=BOOKS.keys())
def test_a_codebook_goes_through_a_project_unharmed(project, path: Path):
    book = read_codebook(path)
    project.apply(*differences(Codebook(), book))
    assert codebook_text(project.codebook(), path.stem, schema=HEAD) == path.read_text("utf-8")
    assert list(differences(project.codebook(), book)) == []


def test_two_books_in_one_project_are_written_apart(project):
    for path in BOOKS.values():
        project.apply(*differences(project.codebook(), read_codebook(path)))
    for name, path in BOOKS.items():
        assert codebook_text(project.codebook(), name, schema=HEAD) == path.read_text("utf-8")


def test_a_code_renamed_and_moved_in_a_project_keeps_its_id_over_the_file(project, tmp_path):
    project.apply(*differences(Codebook(), read_codebook(BOOKS["induktiv"])))
    before = project.code("sma-ritualer")
    project.apply(rename_code(before.id, handle="vanor", name_sv="Vanor"), move_code(before.id, None, 99))
    write_codebook(project.codebook(), "induktiv", tmp_path / "bok.yaml")
    after = read_codebook(tmp_path / "bok.yaml")
    assert after.by_handle["vanor"].id == before.id
    assert after.codes[-1].handle == "vanor"
