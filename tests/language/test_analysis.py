from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.swedish.analysis import ROLES
from qualcode.language.swedish.lexicon import SwedishLexicon


def roles(swedish, form, lemma):
    return {role for found, role in swedish.analyse(form) if found == lemma}


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("samordnar", "samordna"),
        ("samordnande", "samordna"),
        ("bedömdes", "bedöma"),
        ("skrevs", "skriva"),
        ("planen", "plan"),
        ("målets", "mål"),
        ("Beslutet", "beslut"),
        ("handläggarnas", "handläggare"),
        ("pinnmötets", "pinnmöte"),
        ("kåren", "kår"),
        ("detaljstyrningen", "detaljstyrning"),
    ],
)
def test_a_form_is_found_under_its_lemma_also_where_the_table_hides_it(swedish, form, lemma):
    assert "inflection" in roles(swedish, form, lemma)


@pytest.mark.parametrize(
    ("form", "lemma", "role"),
    [
        ("pinnmötena", "möte", "head"),
        ("mötesrum", "möte", "first"),
        ("samordningsuppdragsbeskrivning", "uppdrag", "mid"),
        ("samordningsuppdragsbeskrivning", "samordning", "first"),
        ("långtidssjukskrivningarna", "sjukskrivning", "head"),
        ("handläggarroll", "handläggare", "first"),
        ("hämtlistorna", "hämta", "first"),
        ("lagstiftningens", "stiftning", "head"),
        ("SASSAM-kartläggning", "sassam", "first"),
        ("SASSAM-kartläggning", "kartläggning", "head"),
    ],
)
def test_compounds_are_found_under_their_parts_with_their_role(swedish, form, lemma, role):
    assert role in roles(swedish, form, lemma)


def test_a_word_that_only_looks_like_a_compound_is_not_taken_apart(swedish):
    assert {role for _lemma, role in swedish.analyse("kontroll")} == {"inflection"}
    assert not roles(swedish, "området", "råd")
    assert not roles(swedish, "bemöta", "möte")


def test_an_ending_after_a_colon_belongs_to_the_abbreviation(swedish):
    assert roles(swedish, "K2:orna", "k2") == {"inflection"}
    assert roles(swedish, "VAB:ar", "vab") == {"inflection"}


def test_an_unknown_word_is_an_inflection_of_itself(swedish):
    assert swedish.lemmas("xyzzy") == {"xyzzy"}


def test_note_numbers_and_hyphens_at_the_edge_do_not_count(swedish):
    assert "möte" in swedish.lemmas("möten²")
    assert "mål" in swedish.lemmas("mål-")


def test_a_projects_own_words_and_exceptions_decide():
    own = SwedishLexicon({"vågen": "VÅGEN"}, not_forms={"möte": ["mötesbokning"], "Våga": ["vågar"]})
    assert own.lemmas("vågen") == {"vågen"}
    assert own.lemma("Vågen") == "VÅGEN"
    assert "möte" not in {lemma for lemma, _role in own.analyse("mötesbokning")}
    assert "möte" in {lemma for lemma, _role in own.analyse("mötesrum")}
    assert "våga" not in own.lemmas("vågar")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("försök", "försök"),
        ("lärde", "lära"),
        ("tränar", "träna"),
        ("inflytande", "inflytande"),
        ("grötklimpen", "grötklimp"),
        ("sa", "säga"),
        ("sen", "sen"),
        ("SASSAM", "SASSAM"),
    ],
)
def test_the_lemma_to_show_is_the_likeliest_one(swedish, form, lemma):
    assert swedish.lemma(form).lower() == lemma.lower()


def test_a_part_of_speech_chooses_among_the_lemmas(swedish):
    assert swedish.lemma_as("samordnar", "VERB") == "samordna"
    assert swedish.lemma_as("händer", "VERB") == "hända"
    assert swedish.lemma_as("händer", "NOUN") == "hand"
    assert swedish.may_be_verb("hinner")
    assert not swedish.may_be_verb("handläggare")


@given(st.text(max_size=80))
def test_any_string_can_be_analysed(swedish, text):
    found = swedish.analyse(text)
    assert found
    assert all(role in ROLES for _lemma, role in found)
    assert isinstance(swedish.lemma(text), str)
    parts = swedish.split(text)
    assert parts is None or "".join(parts) == text.lower()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("vägledningsgrupp", ("väglednings", "grupp")),
        ("frågeställningarna", ("fråge", "ställningarna")),
        ("teamnivå", ("team", "nivå")),
        ("synpunkter", ("syn", "punkter")),
        ("könsuppdelat", ("köns", "uppdelat")),
        ("hämtlista", ("hämt", "lista")),
        ("nuläget", ("nu", "läget")),
        ("numera", None),
        ("rapporten", None),
        ("kontakter", None),
        ("kulturer", None),
        ("litteraturen", None),
        ("försvarar", None),
        ("springer", None),
        ("temperatur", None),
        ("a" * 5000, None),
    ],
)
def test_unseen_compounds_are_split_and_loan_words_are_not(swedish, word, parts):
    assert swedish.split(word) == parts
