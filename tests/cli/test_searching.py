"""Searching, suggesting, counting and coding by search on the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def coded(study):
    """The study with cues on a code."""
    study("code", "define", "regler", "--cue", "regel")
    return study


def test_a_lemma_query_shows_what_was_found_as_what(study):
    result = study("search", "lemma:motaktör | lemma:lyssna")
    assert "lyssna" in result.stdout
    assert "inflection" in result.stdout
    assert "Reading the words" in result.stderr
    assert "Reading the words" not in study("search", "lemma:lyssna").stderr


def test_hits_are_sorted_by_the_words_around_them(data, study):
    rows = data("search", "i | av | och", "--sort", "hit")
    assert [row["hit"].lower() for row in rows] == sorted(row["hit"].lower() for row in rows)


def test_a_query_that_cannot_be_read_is_told_with_its_place(study):
    result = study("search", "norm ELLER", code=2)
    assert "position 6" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_search_is_kept_listed_run_again_and_taken_away(study, data, tmp_path):
    study("search", "lemma:lyssna", "--speaker", "IP1", "--save", "lyssnande")
    (row,) = data("search", "list")
    assert (row["name"], row["expression"]) == ("lyssnande", "lemma:lyssna talare:IP1")
    assert len(data("search", "--saved", "lyssnande")) == 1
    assert data("search", "--saved", "lyssnande", "--new") == []
    (tmp_path / "ny.txt").write_text("I: Hej?\n\nIP1: Jag lyssnar.\n\nI: Jaså?\n\nIP1: Ja.\n", "utf-8")
    study("source", "import", "ny.txt")
    assert [row["source"] for row in data("search", "--saved", "lyssnande", "--new")] == ["ny"]
    study("search", "--forget", "lyssnande")
    assert data("search", "list") == []
    study("undo")
    assert len(data("search", "list")) == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["norm", "--saved", "x"],
        ["--saved", "x", "--save", "y"],
        ["norm", "--new"],
        ["--forget", "x", "--saved", "y"],
    ],
)
def test_searches_named_in_two_ways_are_refused(study, words):
    study("search", *words, code=2)


def test_a_saved_search_that_is_not_there_is_told(study):
    study("search", "--saved", "finns-inte", code=1)


def test_coding_by_a_search_shows_first_and_is_one_step(study, data):
    rows = data("coding", "auto", "regler", "lemma:regel", "--scope", "sentence", "--dry-run")
    assert [row["coded"] for row in rows] == [False]
    assert data("coding", "list") == []
    made = data("coding", "auto", "regler", "lemma:regel", "--scope", "sentence")
    (coding,) = data("coding", "list")
    assert coding["id"] == made[0]["id"]
    assert coding["origin"] == "search:lemma:regel"
    assert [row["coded"] for row in data("coding", "auto", "regler", "lemma:regel", "--scope", "sentence")] == [True]
    study("undo")
    assert data("coding", "list") == []


def test_suggestions_are_listed_accepted_and_rejected(coded, data):
    (row,) = data("suggest", "regler")
    assert row["speaker"] == "IP1"
    assert row["reasons"] == ["cue regel: regler"]
    result = coded("suggest", "accept", row["id"][-8:])
    assert "1 of 1 judged accepted (100 %)" in result.stderr
    assert data("coding", "list")[0]["origin"] == "suggestion"
    assert data("suggest", "list", "regler") == []
    coded("undo")
    coded("suggest", "reject", row["id"][-8:])
    assert data("suggest", "regler") == []
    assert "rejected" in coded("log").stdout


def test_an_unknown_suggestion_or_code_is_told(coded):
    assert "was listed" in coded("suggest", "accept", "ffffffff", code=1).stderr
    assert "regler" in coded("suggest", "reglr", code=1).stderr


def test_words_are_listed_compared_and_traced(study, data):
    words = {row["word"]: row for row in data("words", "list")}
    assert words["regel"]["n"] == 1
    assert "och" not in {row["word"] for row in data("words", "list", "--content")}
    key = data("words", "keyness", "slag:fältanteckning", "--least", "1")
    assert {"word", "n", "others", "g2", "log_ratio", "sources"} == set(key[0])
    assert data("words", "collocations", "läkare", "--least", "1")
    assert {row["form"] for row in data("words", "forms", "läkare")} == {"läkaren"}
    assert data("words", "figures")[-1]["source"] == "all together"


def test_words_of_a_group_that_is_none_are_refused(study):
    study("words", "list", "läkaren", code=2)
    study("words", "forms", "finnsinte", code=1)


def test_words_of_the_projects_own_are_taken_up_listed_read_in_and_taken_away(study, data, tmp_path):
    assert "2 words taken up" in study("words", "add", "SASSAM", "K2").stderr
    (tmp_path / "ord.txt").write_text("pinnmötet;pinnmöte\nK2\n", "utf-8")
    told = study("words", "import", "ord.txt").stderr
    assert "1 word taken up" in told
    assert "1 known already" in told
    rows = [(row["form"], row["lemma"], row["language"]) for row in data("words", "own")]
    assert rows == [("K2", "K2", "sv"), ("pinnmötet", "pinnmöte", "sv"), ("SASSAM", "SASSAM", "sv")]
    study("words", "remove", "K2")
    assert len(data("words", "own")) == 2
    assert "word" in study("words", "remove", "K2", code=1).stderr
    assert "taken away" in study("log").stdout
    study("undo")
    assert len(data("words", "own")) == 3


def test_a_code_is_told_the_words_that_it_does_not_mean(study, data):
    study("code", "define", "aktor", "--cue", "aktör", "--not-form", "motaktör")
    assert data("code", "show", "aktor")["not_forms"] == ["motaktör"]
    assert data("suggest", "aktor") == []
    study("code", "define", "aktor", "--not-form", "")
    assert len(data("suggest", "aktor")) == 1
