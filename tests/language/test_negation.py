from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.swedish.negation import negation


def by(text, cue, *, verb=False):
    tokens = text.split()
    found = negation(tokens, tokens.index(cue), verb=verb)
    return None if found is None else tokens[found]


@pytest.mark.parametrize(
    ("text", "cue", "negator"),
    [
        ("Vi hinner inte ringa arbetsgivaren .", "ringa", "inte"),
        ("Jag behöver faktiskt inte det .", "behöver", "inte"),
        ("Därför hinner handläggarna inte alls .", "hinner", "inte"),
        ("Vi behöver dem aldrig .", "behöver", "aldrig"),
        ("Man får gå utan att bedöma något .", "bedöma", "utan"),
        ("De lovade att inte avbryta .", "avbryta", "inte"),
    ],
)
def test_a_verb_is_negated_on_either_side(text, cue, negator):
    assert by(text, cue, verb=True) == negator


@pytest.mark.parametrize(
    ("text", "cue", "negator"),
    [
        ("Det finns ingen plan .", "plan", "ingen"),
        ("De har inte kunskap om samverkan .", "samverkan", "inte"),
        ("Hon kom utan plan .", "plan", "utan"),
        ("Det ansvaret tar vi inte .", "ansvaret", "inte"),
    ],
)
def test_a_noun_is_negated_in_its_own_clause(text, cue, negator):
    assert by(text, cue) == negator


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Handläggarna hinner inte .", "Handläggarna"),
        ("Det är inte lätt , men planen finns .", "planen"),
        ("Inte bara planen räknas .", "planen"),
        ("Det är inte hon , utan planen .", "planen"),
        ("Jag vet inte om planen finns .", "planen"),
        ("Hon slapp inte eftersom planen fanns .", "planen"),
        ("Utan tvekan har de en plan .", "plan"),
        ("Vi ringer oavsett plan .", "plan"),
        ("Icke desto mindre finns en plan .", "plan"),
        ("Det är inte enbart chefen utan hela planen .", "planen"),
        ("Det är inte konstigt att vissa har en plan .", "plan"),
    ],
)
def test_what_lies_outside_the_clause_is_not_negated(text, cue):
    assert by(text, cue) is None


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Om man inte hinner ringer man arbetsgivaren .", "ringer"),
        ("Den som inte svarar ringer vi upp .", "ringer"),
        ("Om hon aldrig var hemma ringde jag igen .", "ringde"),
        ("Har de inte svarat på brevet när det ringer hjälper vi dem .", "hjälper"),
    ],
)
def test_the_finite_verb_after_a_negated_clause_is_not_negated(text, cue):
    assert by(text, cue, verb=True) is None


@pytest.mark.parametrize(
    "text", ["Det är inget man hinner .", "Jag vet att de inte heller ringer .", "Inte ringer vi ."]
)
def test_the_verb_of_a_negated_clause_is_negated(text):
    assert by(text, text.split()[-2] if "vi" not in text else "ringer", verb=True)


def test_a_place_outside_the_sentence_is_an_error():
    with pytest.raises(IndexError):
        negation(["ord"], 1, verb=False)


@given(
    st.lists(st.sampled_from("inte utan att om , . men ingen vi har plan och eller att inte bara".split()), min_size=1),
    st.integers(0, 1000),
    st.booleans(),
)
def test_the_negator_is_always_another_word_of_the_sentence(tokens, i, verb):
    i %= len(tokens)
    found = negation(tokens, i, verb=verb)
    assert found is None or (0 <= found < len(tokens) and found != i)
