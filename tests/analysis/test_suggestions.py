from __future__ import annotations

import pytest

from qualcode.analysis.suggestions import Passage, fused, grams, likeness, telling_terms, word_scores


def test_a_rarer_word_and_a_shorter_passage_weigh_more() -> None:
    passages = {
        "rare": Passage(10, {"flagga": 1}),
        "common": Passage(10, {"möte": 1}),
        "long": Passage(40, {"flagga": 1}),
        "other": Passage(10, {"möte": 1}),
        "third": Passage(10, {"möte": 1}),
    }
    scores = word_scores(passages, {"flagga": 1.0, "möte": 1.0}, total=100)
    assert scores["rare"] > scores["common"]
    assert scores["rare"] > scores["long"]
    assert word_scores({}, {"x": 1.0}, total=0) == {}


def test_words_of_several_coded_passages_tell_more_than_of_one() -> None:
    weights = telling_terms([{"flagga": 1, "och": 2}, {"flagga": 1, "bil": 1}], {"och": 90, "flagga": 3}, 100)
    assert next(iter(weights)) == "flagga"
    assert weights["flagga"] == 1
    assert weights["och"] < 0.2
    assert telling_terms([], {}, 0) == {}


def test_likeness_sees_what_is_alike_in_letters() -> None:
    passages = {"near": "vi samordnar stödet", "far": "en helt annan sak", "same": "samordningen av stöd"}
    scores = likeness(passages, ["samordning av stöd"])
    assert scores["same"] > scores["near"] > scores["far"]
    assert all(0 <= value <= 1 + 1e-9 for value in scores.values())
    assert likeness(passages, []) == {}


def test_grams_do_not_depend_on_blanks_and_capitals() -> None:
    assert grams("Ett  TVÅ") == grams("ett\ntvå")
    assert grams("") == {}


def test_what_stands_high_in_both_orders_comes_first() -> None:
    scores = fused({"a": 3.0, "b": 2.0, "c": 1.0}, {"b": 9.0, "d": 1.0})
    assert max(scores, key=lambda k: scores[k]) == "b"
    assert scores["a"] == pytest.approx(1 / 61)
