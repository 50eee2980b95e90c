from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.pseudonyms import Pseudonyms

PAIRS = [
    ("Anna", "Vera"),
    ("Anna-Karin", "Siri"),
    ("Anna Berg", "Tove"),
    ("Berga", "det andra kontoret"),
    ("kontoret i Mora", "ett litet kontor"),
    ("Hans", "Tobias"),
    ("FK", "AB"),
    ("Vera", "Lo"),
    ("Björn", "Ivar"),
]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Anna sa det.", "Vera sa det."),
        ("Annas chef", "Veras chef"),
        ("Anna Berg kom", "Tove kom"),
        ("Anna\nBerg kom", "Tove kom"),
        ("Anna-Karin kom", "Siri kom"),
        ("Annalena och Hanna", "Annalena och Hanna"),
        ("ANNA!", "VERA!"),
        ("Berga-kontoret", "det andra kontoret-kontoret"),
        ("Kontoret i Mora stänger", "Ett litet kontor stänger"),
        ("på kontoret i Mora", "på ett litet kontor"),
        ("Hans bil", "Tobias bil"),
        ("Hanss bil", "Tobias bil"),
        ("FK:s regler", "AB:s regler"),
        ("Anna och Vera", "Vera och Lo"),
        ("en björn, och Björn", "en björn, och Ivar"),
    ],
)
def test_names_are_printed_in_their_public_form(text: str, printed: str) -> None:
    assert Pseudonyms(PAIRS).apply(text) == printed


@given(st.text())
def test_without_pairs_a_text_stays(text: str) -> None:
    assert Pseudonyms().apply(text) == text


@given(st.lists(st.sampled_from(["Anna", "Annas", "och", "Hans", "Berga", "Anna-Karin", "FK:s", ",", "\n"])))
def test_no_real_name_is_left_as_a_word(words: list[str]) -> None:
    public = Pseudonyms([("Anna", "Q1"), ("Anna-Karin", "Q2"), ("Hans", "Q3"), ("Berga", "Q4"), ("FK", "Q5")])
    printed = public.apply(" ".join(words))
    assert not any(name in printed for name in ("Anna", "Hans", "Berga", "FK"))


def test_empty_pairs_are_left_out() -> None:
    assert not Pseudonyms([("", "x"), ("y", " ")])
    assert Pseudonyms([("a", "b")])
