from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.swedish.sentences import sentences
from qualcode.language.swedish.units import meaning_units


def split(text, **options):
    return [text[a:b] for a, b in sentences(text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi har t.ex. Anna och bl.a. Per här.",
        "Enligt A. I. Rabin är det så.",
        "Se s. 12 och kap. 3 i boken.",
        "Det var den 3. 4 kom sedan.",
        "1. Inledning",
        "Hon sa ”ja”, men gick.",
    ],
)
def test_abbreviations_initials_and_ordinals_end_no_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag vet. Hon vet.", ["Jag vet.", "Hon vet."]),
        ("Vet du? Nej… Kanske!", ["Vet du?", "Nej…", "Kanske!"]),
        ("”Jag vet.” Hon gick.", ["”Jag vet.”", "Hon gick."]),
        ("Vi träffas m.m. Sedan går vi.", ["Vi träffas m.m.", "Sedan går vi."]),
        ("Rubrik\n\nText här", ["Rubrik", "Text här"]),
        ("Det blev så.² Nu är det klart.", ["Det blev så.²", "Nu är det klart."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert split(text) == expected


def test_blank_lines_need_not_cut():
    assert split("en rad\n\nen till", blank_line_cuts=False) == ["en rad\n\nen till"]


def test_the_one_quoted_stays_with_the_quotation():
    text = "”Man måste lyssna.” (Stina, senior) Det säger många."
    assert split(text)[0].startswith("”Man måste lyssna.” (Stina, senior)")


@given(st.text(alphabet=st.sampled_from("aA.!? \n\t”(\u00855-–:…1\x07\u2028"), max_size=200))
def test_sentences_and_units_lie_in_order_inside_any_text(text):
    for spans in (sentences(text), meaning_units(text)):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(x[1] <= y[0] for x, y in pairwise(spans))
    kept = "".join(text[a:b] for a, b in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


def test_short_units_join_a_neighbour_and_long_ones_are_cut():
    text = "Ja. Jag tycker att vi gör ganska rätt i de flesta ärenden. " + "ord " * 30 + "men " + "ord " * 40 + "slut."
    units = [text[a:b] for a, b in meaning_units(text)]
    assert units[0].startswith("Ja. Jag tycker")
    assert len(units) == 2
    assert units[1].startswith("men ord")


def test_a_unit_without_a_place_to_cut_stays_whole():
    text = "ord " * 100
    assert len(meaning_units(text)) == 1


def test_units_lose_no_words():
    text = "Mm. Nej, men vi hinner inte det. För att det är så. " * 9
    assert "".join(text[a:b] for a, b in meaning_units(text)).replace(" ", "") == text.replace(" ", "")


def test_a_long_line_is_split_in_linear_time():
    text = "Vi hinner inte med. " * 50_000
    assert len(sentences(text)) == 50_000
