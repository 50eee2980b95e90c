"""Steps through texts, against slow and obvious ways of taking them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core import motion
from qualcode.core.spans import OverlapIndex


@dataclass(frozen=True, slots=True)
class Piece:
    id: str
    start: int
    end: int


texts = st.text(alphabet="abÅ-_: .!?…\n”1", max_size=60)
places = st.integers(0, 60)
WORDS = re.compile(r"\w+(?:[-'’:]\w+)*")


@given(texts, places)
def test_words_are_those_of_a_regular_expression(text: str, at: int) -> None:
    at = min(at, len(text))
    words = [m.span() for m in WORDS.finditer(text)]
    assert motion.next_word(text, at) == min((a for a, _ in words if a > at), default=len(text))
    assert motion.previous_word(text, at) == max((a for a, _ in words if a < at), default=0)
    holding = [(a, b) for a, b in words if b > at]
    if holding:
        assert motion.word_at(text, at) == holding[0]


@given(texts, places)
def test_going_over_sentences_forwards_and_backwards_meets_the_same_places(text: str, at: int) -> None:
    forward = []
    here = 0
    while (following := motion.next_sentence(text, here)) < len(text):
        forward.append(following)
        here = following
    backward = []
    here = len(text)
    while (before := motion.previous_sentence(text, here)) > 0:
        backward.append(before)
        here = before
    assert backward[::-1] == forward
    start, end = motion.sentence_at(text, min(at, len(text)))
    assert start <= end
    assert text[start:end] == text[start:end].strip()


@given(texts)
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    spans = {motion.sentence_at(text, at) for at, c in enumerate(text) if not c.isspace()}
    covered = sorted(p for a, b in spans for p in range(a, b) if not text[p].isspace())
    assert covered == [p for p, c in enumerate(text) if not c.isspace()]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Det är t.ex. Anna som går. Hon går ofta.", ["Det är t.ex. Anna som går.", "Hon går ofta."]),
        ("Vi ses kl. 10 osv. Sedan går vi.", ["Vi ses kl. 10 osv.", "Sedan går vi."]),
        ("Jag tänkte … nej, inte så. Va? sa hon.", ["Jag tänkte … nej, inte så.", "Va? sa hon."]),
        ("”Nej!” Så sa han.", ["”Nej!”", "Så sa han."]),
        ("Dr. Berg och A. Lind kom. [skratt] Ja.", ["Dr. Berg och A. Lind kom.", "[skratt] Ja."]),
        ("bl.a. Eva, m.m. och så vidare. Ja", ["bl.a. Eva, m.m. och så vidare.", "Ja"]),
        ("En rad som\nfortsätter. Ny\n\nrad", ["En rad som\nfortsätter.", "Ny", "rad"]),
        ("Hon har 3 barn, p.g.a. Eva. Punkt.", ["Hon har 3 barn, p.g.a. Eva.", "Punkt."]),
    ],
)
def test_swedish_sentences(text: str, sentences: list[str]) -> None:
    found, at = [], 0
    while at < len(text):
        a, b = motion.sentence_at(text, at)
        found.append(text[a:b])
        at = motion.next_sentence(text, at)
    assert found == sentences


def test_a_sentence_stays_within_its_borders() -> None:
    text = "I: Ett. Två\nIP: Tre fyra. Fem"
    assert text[slice(*motion.sentence_at(text, 9, 3, 11))] == "Två"
    assert motion.next_sentence(text, 16, 16, len(text)) == text.index("Fem")


def test_a_paragraph_ends_at_a_blank_line() -> None:
    text = "ett\ntvå\n \ntre\n\n\nfyra\n"
    assert [text[slice(*motion.paragraph_at(text, at))] for at in (0, 5, 10, len(text) - 1)] == [
        "ett\ntvå",
        "ett\ntvå",
        "tre",
        "fyra",
    ]


def test_a_character_and_its_marks_are_one_step() -> None:
    text = "xe\u0301\u0302y"
    assert motion.next_char(text, 1) == 4
    assert motion.previous_char(text, 4) == 1
    assert motion.next_char(text, 5) == 5
    assert motion.previous_char(text, 0) == 0


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 12)), max_size=8), st.integers(0, 60))
def test_uncoded_stretches_hold_words_and_no_coding(pairs: list[tuple[int, int]], at: int) -> None:
    text = "ett två tre. fyra\n\nfem sex … sju åtta nio tio elva tolv"
    at = min(at, len(text))
    pieces = [Piece(str(i), a, min(a + n, len(text))) for i, (a, n) in enumerate(pairs) if a < len(text)]
    index = OverlapIndex(pieces)
    for span in (motion.next_uncoded(index, text, at), motion.previous_uncoded(index, text, at)):
        if span is not None:
            assert not index.overlapping(*span)
            assert re.search(r"\w", text[slice(*span)])
            assert text[slice(*span)] == text[slice(*span)].strip()
    following = motion.next_uncoded(index, text, at)
    assert following is None or following[0] > at


def test_turns_are_found_by_their_starts() -> None:
    assert [motion.turn_at([3, 10, 20], at) for at in (0, 3, 9, 10, 99)] == [0, 0, 0, 1, 2]
