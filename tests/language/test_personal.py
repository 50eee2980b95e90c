from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.swedish.findings import Personal
from qualcode.language.swedish.gazetteer import gazetteer
from qualcode.language.swedish.numbers import luhn, numbers
from qualcode.language.swedish.personal import find_personal


def found(text, kind, **options):
    return [text[f.start : f.end] for f in find_personal(text, **options) if f.kind == kind]


def kinds(text):
    return [(text[f.start : f.end], f.kind) for f in numbers(text)]


def with_check_digit(digits):
    return next(digits + str(d) for d in range(10) if luhn(digits + str(d)))


def test_identity_numbers_are_found_in_every_way_of_writing():
    dice = random.Random(4)
    for _ in range(200):
        day = dice.randint(1, 28)
        for kind, shift in (("personnummer", 0), ("samordningsnummer", 60)):
            ten = with_check_digit(
                f"{dice.randint(10, 99)}{dice.randint(1, 12):02}{day + shift:02}{dice.randint(0, 999):03}"
            )
            for shape in (f"{ten[:6]}-{ten[6:]}", f"19{ten[:6]}-{ten[6:]}", f"19{ten}", f"{ten[:6]}+{ten[6:]}", ten):
                assert kinds(f"Nummer {shape}.") == [(shape, kind)]


def test_a_wrong_check_digit_is_shown_with_doubt():
    [finding] = numbers("850709-9806")
    assert finding.kind == "personnummer"
    assert finding.confidence == 0.5


def test_a_registry_number_is_not_a_persons():
    assert kinds("Se dnr 050924-2017 i akten.") == [("dnr 050924-2017", "diarienummer")]
    assert kinds("FK 2021/002924") == [("FK 2021/002924", "diarienummer")]


@pytest.mark.parametrize(
    "value",
    [
        "070-123 45 67",
        "08-123 456 78",
        "0701234567",
        "+46 70 123 45 67",
        "+46(0)8 123 45 67",
        "(08) 12 34 56",
        "0498-20 13 10",
        "070 123 45 67",
    ],
)
def test_telephone_numbers_are_found(value):
    assert kinds(f"Ring {value}, helst i dag.") == [(value, "phone")]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("anna.berg@exempel.se", "email"),
        ("www.exempel.se/sida", "url"),
        ("Storgatan 12 B", "address"),
        ("Stora Nygatan 5", "address"),
        ("Box 123", "address"),
        ("556036-0793", "organisationsnummer"),
        ("född 1971", "birth-date"),
    ],
)
def test_other_ways_to_reach_somebody_are_found(value, kind):
    assert (value, kind) in kinds(f"Det var {value} som gällde.")


@pytest.mark.parametrize("text", ["SFS 2010:110", "läsåret 2016/17", "12 345 678 kronor", "2018–2019", "kl. 08.30"])
def test_laws_years_and_sums_are_nobodys(text):
    assert kinds(text) == []


def test_names_are_found_with_their_genitive_and_family():
    text = "Vera ringer. I dag mötte vi Amira Haddads chef, och Karl von Essen kom till Lund."
    assert found(text, "person") == ["Vera", "Amira Haddads", "Karl von Essen"]
    assert found(text, "place") == ["Lund"]


def test_an_unknown_name_is_known_by_what_stands_around_it_and_then_everywhere():
    text = "Det är svårt, säger Trulsa. Vi frågade doktor Brandtzæg. Sedan gick vi till Brandtzægs rum."
    assert found(text, "person")[-2:] == ["Brandtzæg", "Brandtzægs"]


def test_names_that_are_words_are_told_apart_by_their_place():
    assert found("Björn Lindqvist kom.", "person") == ["Björn Lindqvist"]
    assert found("Sten är hårt.", "person") == ["Sten"] or found("Sten är hårt.", "name") == ["Sten"]
    assert found("Stigen är lång. Inga hinder fanns.", "person") == []


def test_a_name_in_a_compound_is_found_without_the_rest():
    assert found("Det var ett Jonas-möte igen.", "person") == ["Jonas"]


def test_authorities_are_organisations():
    assert found("Hon ringde Stödmyndigheten i går.", "organisation") == ["Stödmyndigheten"]


def test_every_unexplained_capital_is_on_the_list_with_little_confidence():
    [finding] = [f for f in find_personal("Då kom Qwxyz hit igen.") if f.kind == "name"]
    assert finding.confidence < 0.4


def test_a_projects_own_names_and_another_sources_findings_count():
    text = "Då kom Grynet och Zork."
    own = gazetteer().extended(given=["Grynet"])
    further = [Personal(18, 22, "person", 0.6, "told so")]
    assert found(text, "person", names=own, further=further) == ["Grynet", "Zork"]
    assert find_personal(text, names=own, further=further, least=0.7) != []


def test_findings_below_the_least_confidence_are_left_out():
    assert find_personal("Då kom Qwxyz hit igen.", least=0.5) == []


@given(st.text(alphabet=st.sampled_from("AnnaBerg 0123456789-/@.,:\n(&)åÅs\x07"), max_size=200) | st.text(max_size=100))
def test_findings_lie_in_order_inside_any_text(text):
    findings = find_personal(text)
    assert all(0 <= f.start < f.end <= len(text) and 0 <= f.confidence <= 1 for f in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))


@pytest.mark.parametrize(
    "text",
    ["1" * 300_000, "A. " * 50_000, "0" * 100_000, "- " * 100_000, "a@" * 50_000, "The quick brown fox. " * 5_000],
    ids=["digits", "initials", "noughts", "hyphens", "ats", "English"],
)
def test_noise_of_any_length_is_gone_through(text):
    assert isinstance(find_personal(text), list)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 0910‑125 52 08 i kväll.",
        "Mobil 0792.945.962.",
        "Tfn 08-318\u00a012\u00a060.",
        "Växeln: 0771/411 44 21",
        "Jag nås på 0703242206",
    ],
)
def test_telephone_numbers_are_found_in_every_habit_of_writing(text):
    assert [kind for _words, kind in kinds(text)] == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "Beslutet har dnr 4.3.4-48552/2022.",
        "D.nr HSN 2004-57755",
        "Ärende AF-2013/0074391 1555",
        "Vår beteckning: 2011/37910 R",
        "dnr 2002.58311",
    ],
)
def test_registry_numbers_are_found_by_their_label(text):
    assert [kind for _words, kind in kinds(text)] == ["diarienummer"]


@pytest.mark.parametrize("text", ["850709–9805", "19850709 9805", "1985-07-09-9805", "850709\u00a09805"])
def test_identity_numbers_are_found_with_any_sign_between(text):
    assert [kind for _words, kind in kinds(text)] == ["personnummer"]


@pytest.mark.parametrize("text", ["12 000–15 000 kr per år", "EU 2016/679", "SOU 2015:21", "3 4 08 15 30 45"])
def test_sums_and_reports_are_nobodys(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Enligt oppositionsrådet Pernilla Qvick är det dyrt.", ["Pernilla Qvick"]),
        ("Det menar epidemiologen Tove Fall i Uppsala.", ["Tove Fall"]),
        ("I går valdes bland andra Tua Forsström in.", ["Tua Forsström"]),
        ("Åtalade Samir El Khatib frias.", ["Samir El Khatib"]),
        ("Egyptens president Abd al-Fattah al-Sisi medlar.", ["Abd al-Fattah al-Sisi"]),
        ("Vi bad amerikanen Zyx Qorl om råd.", ["Zyx Qorl"]),
        ("Det är känt (Bjerle-Frisk, 2006).", ["Bjerle-Frisk"]),
        ("Det visade redan Evans & Harris.", ["Evans", "Harris"]),
    ],
)
def test_a_name_may_be_a_word_too_where_capitals_tell_names(text, names):
    found = find_personal(text)
    assert [text[f.start : f.end] for f in found if f.kind == "person" and f.confidence >= 0.4] == names


@pytest.mark.parametrize(
    "text", ["the Social Insurance Agency", "Mötet hölls i Vreta Qorlby.", "Se NFC-organisationen."]
)
def test_institutions_and_places_are_no_persons(text):
    assert [f for f in find_personal(text) if f.kind == "person" and f.confidence >= 0.4] == []
