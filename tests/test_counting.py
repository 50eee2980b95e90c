"""Word lists of a project."""

from __future__ import annotations

import pytest

from qualcode.core.sources import edit_source
from qualcode.errors import NotFound, UsageProblem
from qualcode.project import Project
from qualcode.search.counting import collocations, key_words, lemma_forms, varieties, word_list
from tests.conftest import put_source

TALK = (
    "I: Mötet?\n\nIP1: Mötena är långa. Möten, möten och avstämningsmöten.\n\nI: Och läkaren?\n\nIP1: Läkaren ringer.\n"
)
NOTE = "Läkaren ringer. Läkaren ringer igen och läkaren ringer.\n\nVera väntar på läkaren. Vera väntar.\n"


@pytest.fixture
def material(project: Project) -> Project:
    """An interview about meetings and a field note about a doctor."""
    put_source(project, "intervju", TALK)
    note = put_source(project, "note", NOTE, ())
    project.apply(edit_source(note.id, kind="fieldnote"))
    return project


def test_lemmas_are_counted_without_labels_and_capitals(material: Project) -> None:
    words = {w.word: w for w in word_list(material)}
    assert words["möte"].n == 4
    assert (words["läkare"].n, words["läkare"].range) == (6, 2)
    assert "I" not in words
    assert "IP1" not in words
    assert words["Vera"].n == 2
    assert sum(w.per_million for w in words.values()) == pytest.approx(1e6)
    assert "och" not in {w.word for w in word_list(material, content=True)}


def test_forms_are_counted_as_written(material: Project) -> None:
    words = {w.word: w.n for w in word_list(material, forms=True)}
    assert words["möten"] == 2
    assert words["mötena"] == 1


def test_a_group_is_told_by_filters(material: Project) -> None:
    assert {w.word for w in word_list(material, "roll:intervjuare")} == {"möte", "och", "läkare"}
    assert {w.word: w.n for w in word_list(material, "slag:fältanteckning")}["läkare"] == 4
    with pytest.raises(UsageProblem, match="told by filters"):
        word_list(material, "läkaren")
    with pytest.raises(NotFound):
        word_list(material, "talare:IP9")


def test_key_words_mark_a_group_against_the_rest(material: Project) -> None:
    found = key_words(material, "slag:fältanteckning", least=2)
    assert "läkare" in [k.word for k in found if k.g2 > 0]
    assert "möte" in [k.word for k in found if k.g2 < 0]
    other = key_words(material, "slag:intervju", "slag:fältanteckning", least=2)
    assert other[0].word == "möte"
    with pytest.raises(UsageProblem, match="nothing to set"):
        key_words(material, "källa:*")
    with pytest.raises(UsageProblem, match="no text belongs"):
        key_words(material, "slag:dokument")


def test_collocations_stay_within_a_turn(material: Project) -> None:
    found = collocations(material, "läkare", window=2, least=2)
    assert found[0].word == "ringa"
    assert found[0].together == 4
    assert "möte" not in [c.word for c in found]
    with pytest.raises(NotFound):
        collocations(material, "finnsinte")


def test_the_forms_behind_a_lemma_say_what_it_is_in_them(material: Project) -> None:
    forms = {f.form: (f.role, f.n) for f in lemma_forms(material, "möte")}
    assert forms == {
        "möten": ("inflection", 2),
        "mötena": ("inflection", 1),
        "mötet": ("inflection", 1),
        "avstämningsmöten": ("head", 1),
    }
    assert "avstämningsmöten" not in {f.form for f in lemma_forms(material, "möte", compounds=False)}


def test_variety_is_told_for_each_source_and_for_all(material: Project) -> None:
    found = varieties(material)
    assert [source.handle if source else None for source, _v in found] == ["intervju", "note", None]
    assert found[-1][1].tokens == sum(v.tokens for _s, v in found[:-1])


def test_an_empty_project_has_no_words(project: Project) -> None:
    assert word_list(project) == []
    assert varieties(project)[0][1].tokens == 0
