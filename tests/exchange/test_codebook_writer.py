"""Writing codebooks: what is read back is what was written, byte for byte."""

from __future__ import annotations

import io
from dataclasses import replace

import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.codebook import Axis, BookInfo, Code, Codebook, Facet, FacetValue, NearMiss, code_id
from qualcode.core.ids import stable_id
from qualcode.core.texts import normalise
from qualcode.exchange.codebook_writer import codebook_text, scalar, write_codebook
from qualcode.exchange.codebook_yaml import codebook_from, read_codebook
from qualcode.exchange.yaml_nodes import Problems, parse_nodes

BOOK = BookInfo(stable_id("codebook", "prov"), "prov", "Prov", "Trial", 2, "Vad den är till för.", ("Hall 2001",))


def reread(text: str) -> Codebook:
    problems = Problems("prov.yaml")
    root = parse_nodes(text.encode(), problems)
    assert problems.found == []
    assert root is not None
    return codebook_from(root)


def code(handle: str, **fields: object) -> Code:
    return replace(Code(code_id("prov", handle), handle, "Namn", codebook="prov"), **fields)


words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r\ufeff"), min_size=1).map(normalise)
PIECES = ["ord", "är", "Nej:", "#1", "-", "”citat”", "…", "[x]", "a\n", "yes", "1"]
prose = words | st.lists(st.sampled_from(PIECES), min_size=1).map(" ".join)


@given(words | prose)
def test_any_text_survives_as_a_scalar(text):
    assert yaml.safe_load(f"[{scalar(text, flow=True)}]") == [text]
    assert yaml.safe_load(f"- {scalar(text)}") == [text]


@given(prose, prose, prose, st.lists(words, max_size=3), st.booleans())
def test_any_code_is_read_back_as_it_was(definition, example, name, cues, ideal):
    made = code(
        "a",
        name_sv=name,
        definition=definition,
        example=example,
        cues=tuple(cues),
        aliases=tuple(cues),
        near_misses=(NearMiss(name, example), NearMiss("ord")),
        not_forms=(name, "ord*"),
        ideal_type=ideal,
        citation=definition,
    )
    book = Codebook(codes=(made,), books=(replace(BOOK, description=example, citations=(definition,)),))
    text = codebook_text(book, "prov")
    again = reread(text)
    assert again == book
    assert codebook_text(again, "prov") == text


def test_axes_and_facets_are_read_back_as_they_were():
    codes = (code("h"), code("v", position=1))
    book = Codebook(
        codes=codes,
        axes=(
            Axis(
                id=stable_id("axis", "prov", "n"),
                handle="n",
                name_sv="Norm",
                name_en="Norm",
                left=codes[1].id,
                right=codes[0].id,
                citation="Hall",
                codebook="prov",
            ),
        ),
        facets=(
            Facet(
                stable_id("facet", "prov", "m"), "m", "modus", "mode", (FacetValue("no", "nej", "no", "å"),), 0, "prov"
            ),
        ),
        books=(BOOK,),
    )
    assert reread(codebook_text(book, "prov")) == book


def test_a_renamed_code_keeps_its_identity_over_a_file():
    renamed = replace(code("nytt"), id=code_id("prov", "gammalt"))
    again = reread(codebook_text(Codebook(codes=(renamed,), books=(BOOK,)), "prov"))
    assert again.codes[0].id == renamed.id


def test_a_merged_code_lives_on_as_an_alias():
    kept, gone = code("kvar"), replace(code("borta", aliases=("förr",)), merged_into=code_id("prov", "kvar"))
    again = reread(codebook_text(Codebook(codes=(kept, gone), books=(BOOK,)), "prov"))
    assert [c.handle for c in again.codes] == ["kvar"]
    assert again.by_handle["borta"].handle == again.by_handle["förr"].handle == "kvar"


def test_codes_made_in_the_project_go_with_the_code_they_stand_under():
    other = BookInfo(stable_id("codebook", "annan"), "annan", "Annan")
    mother = code("mor")
    own = Code("01890a5d-ac96-774b-bcce-b302099a8057", "egen", "Egen", parent=mother.id)
    loose = Code("01890a5d-ac96-774b-bcce-b302099a8058", "losa", "Lös")
    foreign = replace(code("frammande"), codebook="annan")
    book = Codebook(codes=(mother, own, loose, foreign), books=(BOOK, other))
    assert [c.handle for c in reread(codebook_text(book, "prov")).codes] == ["mor", "egen"]


def test_codes_stand_in_tree_order_with_keys_in_fixed_order():
    mother = code("b", position=0)
    book = Codebook(codes=(code("a", position=1), code("c", parent=mother.id, short="k"), mother), books=(BOOK,))
    text = codebook_text(book, "prov", schema="s.json")
    assert text.startswith("# yaml-language-server: $schema=s.json\n")
    assert [line[8:] for line in text.splitlines() if line.startswith("  - id: ")] == ["b", "c", "a"]
    assert "  - id: c\n    kind: theme\n    parent: b\n    name: {sv: Namn}\n    short: k\n" in text


def test_long_texts_are_folded_within_the_width():
    text = codebook_text(Codebook(codes=(code("a", definition="ord och " * 60 + "slut."),), books=(BOOK,)), "prov")
    assert "    definition: >-\n" in text
    assert max(map(len, text.splitlines())) <= 100


def test_writing_goes_to_a_path_or_to_an_open_file(tmp_path):
    book = Codebook(codes=(code("a", definition="Ö."),), books=(BOOK,))
    stream = io.StringIO()
    write_codebook(book, "prov", stream)
    write_codebook(book, "prov", tmp_path / "prov.yaml")
    assert (tmp_path / "prov.yaml").read_bytes().decode() == stream.getvalue()
    assert read_codebook(tmp_path / "prov.yaml") == book


def test_an_empty_book_can_be_written_and_read():
    book = Codebook(books=(BOOK,))
    assert reread(codebook_text(book, "prov")) == book
