from __future__ import annotations

import subprocess
import sys

import pytest

from qualcode.language.swedish.compounds import Splitter
from qualcode.language.swedish.lexicon import SwedishLexicon
from qualcode.language.words import lexicon


@pytest.fixture(scope="module")
def swedish():
    return lexicon("sv")


def test_inflected_forms_are_known_and_have_their_lemma(swedish):
    assert "handläggarna" in swedish
    assert "Handläggarna" in swedish
    assert "hndläggarna" not in swedish
    assert swedish.lemma("handläggarna") == "handläggare"
    assert swedish.lemma("Kontoret") == "kontor"
    assert swedish.lemma("xyzzy") == "xyzzy"


def test_anything_but_a_word_is_unknown(swedish):
    assert "" not in swedish
    assert None not in swedish


def test_a_projects_own_words_go_first():
    own = SwedishLexicon({"VÅGEN": "VÅGEN", "pinnar": "pinne"})
    assert "vågen" in own
    assert own.lemma("VÅGEN") == "VÅGEN"
    assert own.lemma("Pinnar") == "pinne"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("yrkesroll", ("yrkes", "roll")),
        ("arbetsgivaren", ("arbets", "givaren")),
        ("sjukskrivning", ("sjuk", "skrivning")),
        ("handläggarmötet", ("handläggar", "mötet")),
        ("förändra", None),
        ("kaffe", None),
        ("och", None),
        ("", None),
    ],
)
def test_compounds_are_split_before_their_head(swedish, word, parts):
    assert swedish.split(word) == parts


def test_a_first_part_is_learnt_from_the_dictionarys_own_compounds():
    bases = [
        "mötesrum",
        "mötestid",
        "mötesplats",
        "mötesform",
        "rummet",
        "tiden",
        "tid",
        "plats",
        "form",
        "möte",
        "rumma",
    ]
    words = {*bases, "anteckning"}
    split = Splitter(words.__contains__, words).split
    assert split("mötesanteckning") == ("mötes", "anteckning")
    assert split("anteckning") is None


def test_a_language_without_a_lexicon_knows_nothing():
    none = lexicon("xx")
    assert "talo" not in none
    assert none.lemma("talot") == "talot"
    assert none.split("kirjahylly") is None


def test_a_lexicon_loads_nothing_before_it_is_asked():
    code = "import sys; from qualcode.language.words import lexicon; lexicon('sv'); print('simplemma' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
