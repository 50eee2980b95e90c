"""Texts in other languages than Swedish: told by their words, read by the rules of their language."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core.sources import edit_source
from qualcode.importing import carry_out, plan_imports
from qualcode.language.blank import make_blank
from qualcode.language.guessing import likely_language
from qualcode.project import Project
from qualcode.search.language_reading import personal, sentences
from tests.conftest import put_source

ENGLISH = "We sat in the kitchen and Maria said that it was not for her to decide. Dr. Moore came with the papers. "
TEXTS = {
    "sv": "Vi satt i köket och hon sade att det inte var hennes sak, men vi har ju också ett ansvar för dem. ",
    "en": ENGLISH,
    "nb": "Vi satt på kjøkkenet og hun sa at det ikke var hennes sak, men jeg har også noe ansvar etter det. ",
    "de": "Wir saßen in der Küche und sie sagte, dass das nicht ihre Sache ist, aber ich war auch mit da. ",
    "fi": "Istuimme keittiössä ja hän sanoi että se ei ole hänen asiansa, mutta minä olen myös mukana ja se oli niin. ",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told_by_its_frequent_words(language: str) -> None:
    assert likely_language(TEXTS[language] * 3) == language


@pytest.mark.parametrize("text", ["", "Hej!", "123 456 " * 500, "xyz " * 500, "\x00" * 9])
def test_what_is_too_short_or_no_language_is_not_guessed_at(text: str) -> None:
    assert likely_language(text) == ""


def test_an_english_file_is_told_of_and_imported_as_it_is_marked(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "english.txt"
    path.write_text(ENGLISH * 5, "utf-8")
    (plan,) = plan_imports(project, [path])
    assert (plan.foreign, plan.details.language) == ("en", "")
    (source,) = carry_out(project, [plan])
    assert project.source(source.id).language == "sv"


def test_sentences_follow_the_abbreviations_of_the_language() -> None:
    text = "Das ist z.B. gut. Dr. Maier kam. "
    assert [text[a:b] for a, b in sentences(text, "de")] == ["Das ist z.B. gut.", "Dr. Maier kam."]
    assert sentences("", "de") == []
    assert sentences("Abc. Def.", "xx-none") == [(0, 4), (5, 9)]


def test_a_blank_pipeline_has_lemmas_of_its_language() -> None:
    doc = make_blank("en")("She decides. They decided.")
    assert [t.lemma_ for t in doc if t.text.startswith("decide")] == ["decide", "decide"]
    assert len(list(doc.sents)) == 2


def test_a_search_goes_over_both_languages(project: Project) -> None:
    put_source(project, "intervju", "IP1: Vi beslutade det.\n", ("IP1",))
    english = put_source(project, "interview", "IP1: They decided it, and she decides again.\n", ("IP1",))
    assert [h.source for h in project.search("lemma:decide")] == []
    project.apply(edit_source(english.id, language="en"))
    assert [h.source for h in project.search("lemma:decide")] == [english.id] * 2
    assert len(list(project.search("lemma:besluta | lemma:decide"))) == 3


def test_only_numbers_and_known_names_are_personal_in_another_language() -> None:
    text = "The Office asked Maria Whitfield to call 070-123 45 67. Nobody Knows That Place."
    found = [(text[f.start : f.end], f.kind) for f in personal(text, "en")]
    assert found == [("Maria Whitfield", "person"), ("070-123 45 67", "phone")]
