"""Whatever text there is, the helpers give results, and take no longer than its length calls for."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.suspended import suspended
from qualcode.language.guessing import likely_language
from qualcode.language.swedish.names import known_names
from qualcode.language.swedish.numbers import numbers
from qualcode.language.swedish.personal import find_personal
from qualcode.language.swedish.pipeline import make_tokenizer
from qualcode.language.swedish.quotes import clean_quote, marks
from qualcode.language.swedish.sentences import sentences
from qualcode.language.swedish.units import meaning_units
from qualcode.language.words import lexicon
from qualcode.search.language_reading import negator

HELPERS: dict[str, Callable[[str], object]] = {
    "personal": find_personal,
    "known names": known_names,
    "numbers": numbers,
    "sentences": sentences,
    "units": meaning_units,
    "marks": marks,
    "clean": clean_quote,
    "suspended": lambda text: list(suspended(text)),
    "negator": lambda text: negator(text, (len(text) // 2, len(text) // 2 + 1), "sv"),
    "language": likely_language,
    "tokens": make_tokenizer(),
}
PIECES = [
    "A. A. A. ",
    "Anna ",
    "Anna\n",
    "(Anna, ",
    "Aa",
    "a",
    "0",
    "12 ",
    "0-",
    "07",
    "\n",
    "\r\n",
    "😀",
    "\x00\x01",
    ".",
    '"',
    "- ",
    "a-",
    "abc-\n",
    "a, ",
    "med- eller ",
    "inte att ",
    "a@",
    "www.",
    "+46 ",
    "Storgatan ",
    "dnr ",
    "von ",
    "al-",
    "född 1 ",
    "é",
    "l1l| ~^ rn ",
    'He said "no". Hon sa nej. ',
    "K2:or ",
    "\xa0",
    "\u2028",
]


@pytest.mark.parametrize("helper", HELPERS)
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_an_odd_text(helper: str, piece: str) -> None:
    work = HELPERS[helper]
    lexicon("sv").split("uppvärmning")

    def took(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = 9e9
        for _ in range(2):
            start = time.process_time()
            work(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = took(2_000), took(16_000)
    # Eight times the text: quadratic work would take sixty-four times as long.
    assert large < 0.05 or large < 30 * max(small, 0.002)


@given(st.text(max_size=300))
def test_any_text_has_findings_within_it_and_sentences_in_order(text: str) -> None:
    for finding in find_personal(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert 0 < finding.confidence <= 1
    at = 0
    for start, end in sentences(text):
        assert at <= start < end <= len(text)
        at = end
    assert make_tokenizer()(text).text == text


@given(st.text(alphabet="aåÅ \n-.:😀\x00", max_size=900))
def test_tokens_are_together_the_text_also_without_blanks(text: str) -> None:
    assert make_tokenizer()(text).text == text


@pytest.mark.parametrize("word", ["a" * 5_000, "Å" * 5_000, "1" * 5_000, "-" * 5_000, "a-" * 2_500, ":" * 300])
def test_a_string_that_is_no_word_is_asked_about_without_harm(word: str) -> None:
    words = lexicon("sv")
    assert words.split(word) is None
    assert words.lemma(word)
