from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from qualcode.store.tokens import WORD, cut, pack, unpack

_TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=300) | st.text(alphabet="ab-:' \n.", max_size=300)


@given(_TEXT)
def test_words_keep_their_places_through_packing(text: str) -> None:
    words, lengths = cut(text)
    numbers = {word: n for n, word in enumerate(dict.fromkeys(words))}
    forms = array("I", [numbers[word] for word in words])
    tokens = unpack(pack(forms), lengths, b"")
    assert [text[a:b] for a, b in tokens.spans(range(len(tokens)))] == words
    assert [m.span() for m in WORD.finditer(text)] == tokens.spans(range(len(tokens)))
    for number in numbers.values():
        at = tokens.at([number])
        assert at == [i for i, form in enumerate(forms) if form == number]
        assert tokens.spans(at) == [tokens.spans(range(len(tokens)))[i] for i in at]


def test_hyphens_colons_and_apostrophes_stand_inside_words() -> None:
    words = cut("K2:orna på hvb-hem, t.ex. idag’s -x y-")[0]
    assert words == ["K2:orna", "på", "hvb-hem", "t", "ex", "idag’s", "x", "y"]


def test_a_word_of_a_million_letters_is_one_word() -> None:
    text = "a" * 1_000_000 + " b"
    words, lengths = cut(text)
    tokens = unpack(pack(array("I", [0, 1])), lengths, b"")
    assert len(words) == 2
    assert tokens.spans([1]) == [(1_000_001, 1_000_002)]


def test_many_forms_are_found_as_well_as_few() -> None:
    words, lengths = cut(" ".join("abcdefghijklmnop"))
    tokens = unpack(pack(array("I", range(len(words)))), lengths, b"")
    assert tokens.at(range(12)) == list(range(12))
    assert tokens.at([300]) == []


def test_the_words_of_a_stretch_are_those_that_begin_in_it() -> None:
    _words, lengths = cut("ett två tre fyra")
    tokens = unpack(pack(array("I", [1, 2, 3, 4])), lengths, b"")
    assert list(tokens.within([(4, 9)])) == [2, 3]
    assert list(tokens.within([(0, 1), (12, 16)])) == [1, 4]
