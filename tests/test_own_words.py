"""Words of a project's own, and words that a code does not mean."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.ids import new_id
from qualcode.errors import NotFound, SourceRejected, UsageProblem
from qualcode.project import Project
from qualcode.search.concordance import in_context
from qualcode.search.own_words import (
    cue_expression,
    exclude_word,
    include_word,
    own_words,
    read_words,
    take_away,
    take_up,
)
from qualcode.search.suggesting import suggest
from tests.conftest import put_source

TALK = """I: Hur går det med SASSAM?

IP1: Vi dröllade hela hösten, och sassamkartan blev liggande. Pinnmötena och flaxkollarna tog all tid.

IP1: Kontrollgruppen bad om flax- eller pinnkollar. Min yrkesroll är en annan, och rollerna byts.

IP1: Ingen dröllar med SASSAMs karta längre; K2:orna slutade med det.
"""


@pytest.fixture
def talk(project: Project) -> Project:
    """An interview with words that no table has, and a code with the cue *roll*."""
    put_source(project, "intervju", TALK)
    project.apply(books.add_code(Code(new_id(), "roll", "roll", cues=("roll",))))
    return project


def found(project: Project, query: str) -> list[str]:
    return [line.words for line in in_context(project, project.search(query))]


def test_a_word_of_the_projects_own_is_found_in_its_regular_forms_and_compounds(talk: Project) -> None:
    assert found(talk, "lemma:drölla") == []
    take_up(talk, [("drölla", ""), ("SASSAM", ""), ("flax", "")])
    assert found(talk, "lemma:drölla") == ["dröllade", "dröllar"]
    assert found(talk, "lemma:sassam") == ["SASSAM", "sassamkartan", "SASSAMs"]
    take_away(talk, ["drölla"])
    assert found(talk, "lemma:drölla") == []


def test_a_form_counts_under_the_lemma_that_it_was_given(talk: Project) -> None:
    take_up(talk, [("dröllade", "vabba")])
    assert found(talk, "lemma:vabba") == ["dröllade"]
    take_up(talk, [("dröllade", "jobba")])
    assert (found(talk, "lemma:vabba"), found(talk, "lemma:jobba")) == ([], ["dröllade"])
    talk.undo()
    assert found(talk, "lemma:vabba") == ["dröllade"]


def index_of(project: Project) -> object:
    project.index_words()
    db = project.words._db
    forms = dict(db.execute("SELECT id, form FROM index_form").fetchall())
    lemmas = sorted((r[0], r[1], forms[r[2]]) for r in db.execute("SELECT lemma, role, form FROM index_lemma"))
    numbers = db.execute("SELECT n FROM index_source ORDER BY source").fetchall()
    more = [[(forms[f], a, b) for f, a, b in project.words.tokens(n).suspended()] for (n,) in numbers]
    return sorted(db.execute("SELECT form, lemma, readings FROM index_form").fetchall()), lemmas, more


@pytest.mark.parametrize("seed", range(6))
def test_an_index_that_learns_words_is_the_one_that_is_made_with_them(talk: Project, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pool = [("drölla", ""), ("SASSAM", ""), ("flax", ""), ("kollar", "koll"), ("pinnkoll", ""), ("rollerna", "rulla")]
    talk.index_words()
    for step in range(4):
        known = [w.form for w in own_words(talk)]
        if known and chance.random() < 0.4:
            take_away(talk, [chance.choice(known)])
        else:
            take_up(talk, chance.sample(pool, 2))
        talk.index_words()
        with Project.create(tmp_path / f"ny{step}.qualcode", coder="Elin") as fresh:
            put_source(fresh, "intervju", TALK)
            take_up(fresh, [(w.form, w.lemma) for w in own_words(talk)] or [("x", "")])
            if not own_words(talk):
                take_away(fresh, ["x"])
            assert index_of(talk) == index_of(fresh)


def test_only_what_a_new_word_touches_is_analysed_anew(talk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.index_words()
    before = dict(talk.words._db.execute("SELECT source, text FROM index_source").fetchall())
    read: list[str] = []
    text = talk.words.text
    monkeypatch.setattr(talk.words, "text", lambda digest: read.append(digest) or text(digest))
    take_up(talk, [("drölla", "")])
    talk.index_words()
    assert dict(talk.words._db.execute("SELECT source, text FROM index_source").fetchall()) == before
    assert len(read) == 1  # looked through for suspended compounds, and not cut into words again


def test_taking_up_tells_new_changed_and_known_words(talk: Project) -> None:
    assert take_up(talk, [("K2", ""), ("drölla", "")]) == take_up_result(2, 0, 0)
    assert take_up(talk, [("K2", ""), ("drölla", "jobba"), ("LFU", "")]) == take_up_result(1, 1, 1)
    assert [(w.form, w.lemma) for w in own_words(talk)] == [("drölla", "jobba"), ("K2", "K2"), ("LFU", "LFU")]


def take_up_result(new: int, changed: int, known: int) -> object:
    from qualcode.search.own_words import Taken

    return Taken(new, changed, known)


@pytest.mark.parametrize("word", ["", "två ord", "a/b", "x" * 101, "…"])
def test_what_is_no_single_word_is_refused(talk: Project, word: str) -> None:
    with pytest.raises(UsageProblem):
        take_up(talk, [(word, "")])


def test_a_word_that_is_not_there_cannot_be_taken_away(talk: Project) -> None:
    with pytest.raises(NotFound):
        take_away(talk, ["K2"])


def test_a_list_is_read_with_and_without_lemmas(tmp_path: Path) -> None:
    path = tmp_path / "ord.csv"
    path.write_text('\ufeff# våra ord\nSASSAM\npinnmötet;pinnmöte\n"K2:orna",K2\n\ndröllade = drölla\n', "utf-8")
    assert read_words(path) == [
        ("SASSAM", "SASSAM"),
        ("pinnmötet", "pinnmöte"),
        ("K2:orna", "K2"),
        ("dröllade", "drölla"),
    ]


@pytest.mark.parametrize("data", [b"tv\xe5", b"ett\ntv\xc3\xa5 ord\n", b"\x00\x01"])
def test_a_file_that_is_no_list_is_refused_with_its_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ord.txt"
    path.write_bytes(data)
    with pytest.raises(SourceRejected):
        read_words(path)
    with pytest.raises(SourceRejected):
        read_words(tmp_path / "saknas.txt")


def test_a_word_that_a_code_does_not_mean_is_no_cue_in_any_inflection(talk: Project) -> None:
    code = talk.code("roll")
    assert exclude_word(talk, code, "kontrollgrupp")
    code = talk.code("roll")
    assert not exclude_word(talk, code, "Kontrollgrupp")
    assert found(talk, cue_expression(code)) == ["yrkesroll", "rollerna"]
    assert exclude_word(talk, code, "yrkes*")
    code = talk.code("roll")
    assert found(talk, cue_expression(code)) == ["rollerna"]
    assert [r.found for s in suggest(talk, code) for r in s.reasons if r.kind == "cue"] == ["rollerna"]
    assert include_word(talk, code, "Yrkes*")
    assert not include_word(talk, talk.code("roll"), "yrkes*")
    assert talk.code("roll").not_forms == ("kontrollgrupp",)


def test_the_search_leaves_words_out_in_swedish_and_english(talk: Project) -> None:
    assert found(talk, "lemma:roll/utan:yrkesroll,kontrollgrupp") == ["rollerna"]
    assert found(talk, "del:roll/huvud/without:kontroll*") == ["yrkesroll"]


def test_repair_knows_the_projects_own_words(talk: Project, tmp_path: Path) -> None:
    from qualcode.importing import plan_imports

    path = tmp_path / "trasig.txt"
    path.write_text("Sedan kom de med sin dröf-\nsla och gick hem.\n", "utf-8")
    (before,) = plan_imports(talk, [path])
    take_up(talk, [("dröfsla", "")])
    (after,) = plan_imports(talk, [path])
    assert before.repairs.edits[0].reason != after.repairs.edits[0].reason == "the lexicon has the word"
