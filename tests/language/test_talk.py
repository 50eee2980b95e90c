from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.texts import apply_edits
from qualcode.language.swedish.disfluency import disfluencies
from qualcode.language.swedish.quotes import clean_quote, marks, quote_edits
from qualcode.language.swedish.suspended import suspended


def kinds(text):
    return [(text[a:b], kind) for a, b, kind in marks(text)]


def test_pauses_fillers_and_repeats_are_marked_where_they_stand():
    assert kinds("Öh, jag jag vet liksom inte, alltså, typ så.") == [
        ("Öh", "pause"),
        ("jag", "repeat"),
        ("liksom", "filler"),
        ("alltså", "filler"),
        ("typ", "filler"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Liksom i fjol var det regn.",
        "Vi möts, liksom andra kontor, på tisdagar.",
        "Det är en typ av ärende.",
        "Det var mycket mycket bra.",
        "Rapporter, protokoll mm.",
    ],
)
def test_the_same_words_in_other_uses_are_not_marked(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("Eh, det är, liksom, svårt att, öh, säga.", "Det är svårt att säga."),
        ("Jag, öh, vet inte. Öh. Hm, nej.", "Jag vet inte. Nej."),
        ("Vi har ju inte, inte tid.", "Vi har ju inte tid."),
        ("Det går bra.", "Det går bra."),
        ("", ""),
    ],
)
def test_a_clean_quote_reads_as_it_was_meant(said, clean):
    assert clean_quote(said) == clean


@given(st.text(alphabet=st.sampled_from("jag öh liksom, .…?\n-"), max_size=120) | st.text(max_size=60))
def test_a_clean_quote_is_made_by_edits_of_any_text(text):
    edits = quote_edits(text)
    assert apply_edits(text, edits) == clean_quote(text)
    assert all(0 <= a < b <= len(text) for a, b, _kind in marks(text))


def test_tokens_of_nothing_have_no_disfluency():
    assert disfluencies([]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("med- eller motaktörer", [(0, "medaktörer", 2)]),
        ("hälso- och sjukvård", [(0, "hälsovård", 2)]),
        ("mål- , resultat- och kvalitetsstyrningen", [(0, "målstyrningen", 4), (2, "resultatstyrningen", 4)]),
        ("socialarbetare och -pedagoger", [(2, "socialpedagoger", 0)]),
        ("K2- eller K3-flödet", [(0, "k2flödet", 2)]),
        ("det för- han", []),
        ("- - och -", []),
    ],
)
def test_suspended_compounds_are_written_out(swedish, text, expected):
    assert [tuple(found) for found in suspended(text.split(), swedish)] == expected


def test_a_suspended_compound_is_found_under_its_lemma(swedish):
    [found] = suspended("är de med- eller motaktörer ?".split(), swedish)
    assert "medaktör" in swedish.lemmas(found.form)


@given(st.lists(st.text(alphabet="amö-,och ", min_size=1, max_size=12), max_size=12))
def test_any_tokens_may_hold_suspended_compounds(swedish, tokens):
    assert all(0 <= found.token < len(tokens) for found in suspended(tokens, swedish))
