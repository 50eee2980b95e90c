"""Where a query is met, on pages made by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.matching import Matcher, Span, merged, words_apart
from qualcode.core.query import Filter, Lemma, QueryProblem
from qualcode.core.query_parser import read_query


class Sheet:
    """A page whose turns are its lines, sentences end in a full stop, and lemmas are what a word begins with."""

    def __init__(self, text: str) -> None:
        self.text = text

    def forms_of(self, lemma: Lemma) -> Sequence[Span]:
        return [m.span() for m in re.finditer(rf"\b{lemma.lemma}\w*", self.text)]

    def stretches(self) -> Sequence[Span]:
        return [m.span() for m in re.finditer(r"[^\n]+", self.text)]

    def passages(self) -> Sequence[Span]:
        return self.stretches()

    def sentence(self, position: int) -> Span:
        start = max(self.text.rfind(c, 0, position) for c in ".\n") + 1
        end = re.search(r"[.\n]|$", self.text[position:])
        assert end is not None
        return start, position + end.start()

    def meets(self, condition: Filter, span: Span) -> bool:
        return (condition.values[0] in self.text[span[0] - 20 : span[0]]) is not condition.excludes


def hits(query: str, text: str) -> list[str]:
    read = read_query(query)
    page = Sheet(text)
    return [text[a:b].replace("\n", " ") for a, b in Matcher(read.node, exact=read.exact).spans(page)]


def test_a_word_is_found_whole_and_a_star_opens_its_end() -> None:
    text = "Norm, normen och enormt"
    assert hits("norm", text) == ["Norm"]
    assert hits("norm*", text) == ["Norm", "normen"]
    assert hits("*norm*", text) == ["Norm", "normen", "enormt"]


def test_dotted_letters_are_letters_of_their_own() -> None:
    assert hits("far", "får far fär") == ["far"]


def test_a_phrase_is_found_across_a_line_end() -> None:
    assert hits("följa våra regler", "vi måste följa\nvåra  regler") == ["följa våra  regler"]


def test_alternatives_are_found_in_the_order_of_the_text() -> None:
    assert hits("medaktör* | motaktör*", "motaktörer och medaktören") == ["motaktörer", "medaktören"]


def test_a_suspended_compound_keeps_its_hyphen_in_a_query() -> None:
    assert hits("med- eller motaktörer", "som med- eller motaktörer där") == ["med- eller motaktörer"]


def test_a_regular_expression_stands_between_slashes() -> None:
    assert hits("/hand\\w+e\\b/", "handläggare handlar") == ["handläggare"]


@pytest.mark.parametrize("query", ["", "  ", "*", "/(/", "|"])
def test_a_query_without_meaning_is_refused(query: str) -> None:
    with pytest.raises(QueryProblem):
        read_query(query)


def test_near_spans_from_one_word_to_the_other_in_any_order() -> None:
    text = "regler som vi följer och vi följer noga de andra tre fyra fem sex regler"
    assert hits("regler NÄRA/3 följer", text) == ["regler som vi följer"]
    assert hits("följer NÄRA/3 regler", text) == ["regler som vi följer"]
    assert hits("följer NÄRA/1 noga", text) == ["följer noga"]
    assert hits("regler NÄRA/1 följer", text) == []


def test_near_takes_the_nearest_of_several() -> None:
    assert hits("a NÄRA/5 b", "b x x a x b") == ["a x b"]


def test_near_in_a_sentence_stops_at_its_end() -> None:
    text = "Vi följer. Regler finns. Vi följer de regler som finns."
    assert hits("följer NÄRA/mening regler", text) == ["följer de regler"]
    assert hits("följer NÄRA/replik finns", text)[0] == "följer. Regler finns"


def test_and_joins_in_a_turn_and_not_takes_away() -> None:
    text = "kaka och te\nte\nkaka"
    assert hits("kaka OCH te", text) == ["kaka", "te"]
    assert hits("kaka OCH/källa te", text) == ["kaka", "te", "te", "kaka"]
    assert hits("kaka INTE te", text) == ["kaka"]
    assert hits("te INTE kaka", text) == ["te"]
    assert hits("te INTE/källa kaka", text) == []


def test_things_follow_each_other_across_line_ends_only_with_blanks_between() -> None:
    assert hits("lemma:ta hänsyn", "tar\nhänsyn, tar, hänsyn, tar hänsynen") == ["tar hänsyn"]
    assert hits("(lemma:ta | lemma:ge) (plats | rum)", "tar plats och ger rum") == ["tar plats", "ger rum"]
    assert hits("/h\\w+/ hit", "hem hit, här hit") == ["hem hit", "här hit"]


def test_a_suspended_compound_is_a_hit_for_the_word_it_says() -> None:
    assert hits("medaktörer", "som med- eller motaktörer") == ["med- eller motaktörer"]
    assert hits("medaktörer | x", "som med- eller motaktörer") == ["med- eller motaktörer"]


def test_a_word_with_a_star_finds_what_is_written_and_no_more() -> None:
    assert hits("medaktör*", "som med- eller motaktörer") == []


def test_a_suspended_compound_is_no_second_hit_where_the_word_stands_itself() -> None:
    assert hits("med*", "som med- eller motaktörer") == ["med"]
    assert hits("motaktörer", "som med- eller motaktörer") == ["motaktörer"]


def test_filters_take_away_and_alone_give_whole_turns() -> None:
    assert hits("te talare:IP1", "IP1: te\nIP2: te") == ["te"]
    assert len(hits("-talare:IP1", "en rad\nen till")) == 2


def test_exact_tells_capitals_apart() -> None:
    assert hits("exakt:ja Norm", "norm och Norm") == ["Norm"]


def test_words_apart_are_counted_between() -> None:
    assert words_apart("a b c", (0, 1), (2, 3), 9) == 1
    assert words_apart("a b c", (4, 5), (0, 1), 9) == 2
    assert words_apart("a" + " " * 5000 + "b", (0, 1), (5001, 5002), 9) == 10


_TEXT = st.text(alphabet="ab .\n-", max_size=60)
_QUERY = st.sampled_from(
    ["a", "a*", "a | b", "a NÄRA/3 b", "a NÄRA/mening b", "a OCH b", "a INTE b", "lemma:a b", "(a | lemma:b) NÄRA/2 a"]
)


@given(_TEXT, _QUERY)
def test_hits_lie_in_the_text_in_order_and_once(text: str, query: str) -> None:
    found = Matcher(read_query(query).node).spans(Sheet(text))
    assert found == sorted(set(found))
    assert all(0 <= a < b <= len(text) for a, b in found)


@given(_TEXT)
def test_and_with_not_splits_the_hits(text: str) -> None:
    page = Sheet(text)
    spans = {q: set(Matcher(read_query(q).node).spans(page)) for q in ("a", "a INTE b", "a OCH b")}
    kept = {s for s in spans["a OCH b"] if s in spans["a"]}
    assert spans["a INTE b"] | kept == spans["a"]
    assert not spans["a INTE b"] & kept


def test_merged_lists_hold_each_place_once() -> None:
    assert merged([[(3, 4)], [(0, 1), (3, 4)], []]) == [(0, 1), (3, 4)]
