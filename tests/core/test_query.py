"""Reading queries: what was always a query stays one, and what cannot be read says where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.query import (
    Both,
    Either,
    Expression,
    Filter,
    Following,
    Lemma,
    Near,
    Node,
    QueryProblem,
    Restricted,
    Without,
    Words,
)
from qualcode.core.query_names import ANY_ROLE, AS_PART
from qualcode.core.query_parser import needs_words, read_query


def read(query: str) -> Node:
    return read_query(query).node


def lemma(word: str, *roles: str) -> Lemma:
    return Lemma(word, frozenset(roles) or ANY_ROLE)


A, B, C = Words(("a",)), Words(("b",)), Words(("c",))


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("socialt nätverk", Words(("socialt", "nätverk"))),
        ('"socialt nätverk"', Words(("socialt", "nätverk"))),
        ("”socialt nätverk”", Words(("socialt", "nätverk"))),
        ("medaktör* | motaktör*", Either((Words(("medaktör*",)), Words(("motaktör*",))))),
        ("a|b", Either((A, B))),
        ("(paus)", Words(("(paus)",))),
        ("ja och nej eller inte", Words(("ja", "och", "nej", "eller", "inte"))),
        ("med- eller motaktörer", Words(("med-", "eller", "motaktörer"))),
        ("K2:orna", Words(("K2:orna",))),
        ("och/eller", Words(("och/eller",))),
        ("/hand\\w+e/", Expression("hand\\w+e")),
        ("/a b/c/", Expression("a b/c")),
        ("/x", Words(("/x",))),
        ("-x", Words(("-x",))),
    ],
)
def test_a_simple_query_is_read_as_ever(query: str, node: Node) -> None:
    assert read(query) == node


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("lemma:Samordna", lemma("samordna")),
        ("del:möte", Lemma("möte", AS_PART)),
        ("part:möte/head", lemma("möte", "head")),
        ("del:möte/led", lemma("möte", "first", "mid")),
        ('lemma:"ta hänsyn"', Following((lemma("ta"), lemma("hänsyn")))),
        ("lemma:ta hänsyn", Following((lemma("ta"), Words(("hänsyn",))))),
        ("(a | b) c", Following((Either((A, B)), C))),
        ("a NÄRA/5 b", Near(A, B, words=5)),
        ("a NÄRA b", Near(A, B, words=10)),
        ("a NEAR/sentence b", Near(A, B, within="sentence")),
        ("a NÄRA/replik b", Near(A, B, within="turn")),
        ("a OCH b", Both(A, B)),
        ("a AND/source b", Both(A, B, "source")),
        ("a INTE/mening b", Without(A, B, "sentence")),
        ("a OCH INTE b", Without(A, B)),
        ("a ELLER b OCH c", Either((A, Both(B, C)))),
        ("a OCH (b ELLER c)", Both(A, Either((B, C)))),
        ("a OCH b NÄRA/2 c", Both(A, Near(B, C, words=2))),
    ],
)
def test_operators_bind_as_the_grammar_says(query: str, node: Node) -> None:
    assert read(query) == node


@pytest.mark.parametrize(
    ("query", "field", "values", "excludes"),
    [
        ("talare:IP3", "speaker", ("IP3",), False),
        ("speaker:IP1,IP3", "speaker", ("IP1", "IP3"), False),
        ('källa:"Intervju 1, Vera"', "source", ("Intervju 1, Vera",), False),
        ("källa:intervju*", "source", ("intervju*",), False),
        ("slag:fältanteckning", "kind", ("fieldnote",), False),
        ("kind:interview", "kind", ("transcript",), False),
        ("roll:respondent", "role", ("respondent",), False),
        ("-kod:motaktor", "code", ("motaktor",), True),
        ("okodad", "code", ("*",), True),
        ("negerad:Ja", "negated", ("yes",), False),
    ],
)
def test_a_filter_alone_asks_for_whole_turns(query: str, field: str, values: tuple[str, ...], excludes: bool) -> None:
    assert read(query) == Restricted(None, (Filter(field, values, excludes),))


def test_a_case_attribute_stands_after_a_full_stop() -> None:
    node = read("fall.kontor:Berga")
    assert node == Restricted(None, (Filter("case", ("Berga",), attribute="kontor"),))


def test_filters_count_for_the_whole_of_their_parenthesis() -> None:
    assert read("a | b talare:IP1") == Restricted(Either((A, B)), (Filter("speaker", ("IP1",), at=6),))
    assert read("talare:IP1 a ELLER b") == Restricted(Either((A, B)), (Filter("speaker", ("IP1",), at=0),))
    both = read("(talare:IP1 a) | (talare:IP2 b)")
    assert isinstance(both, Either)
    assert [type(part) for part in both.parts] == [Restricted, Restricted]


def test_exact_makes_capitals_count() -> None:
    assert read_query("exakt:ja Norm").exact
    assert read_query("Norm -exact:no").exact
    assert not read_query("Norm").exact
    assert read_query("exakt:ja Norm").node == Words(("Norm",))


@pytest.mark.parametrize(
    ("query", "reason", "at"),
    [
        ("", "empty", 0),
        ("  ", "empty", 0),
        ("*", "everywhere", 0),
        ("|", "everywhere", 0),
        ("lemma:*", "everywhere", 0),
        ("/x*/", "everywhere", 0),
        ("a /(/", "expression", 2),
        ('a "b', "quote", 2),
        ("c (a ELLER b", "bracket", 2),
        ("a ELLER", "operand", 2),
        ("ELLER a", "operand", 0),
        ("a NÄRA/5", "operand", 2),
        ("OCH a", "operand", 0),
        ("INTE a", "negative", 0),
        ("a NÄRA/mning b", "reach", 2),
        ("a NÄRA/0 b", "reach", 2),
        ("a OCH/5 b", "reach", 2),
        ("a talre:IP1", "field", 2),
        ("talare.x:IP1", "field", 0),
        ("a negerad:kanske", "value", 2),
        ('talare:""', "value", 0),
        ("a lemma:", "value", 2),
        ("-kod: b", "value", 0),
        ("a talare:IP1 ELLER b", "mixed", 2),
        ("a talare:IP1 | b talare:IP2", "mixed", 2),
        ("del:möte/mitt", "role", 0),
    ],
)
def test_what_cannot_be_read_says_why_and_where(query: str, reason: str, at: int) -> None:
    with pytest.raises(QueryProblem) as caught:
        read_query(query)
    assert (caught.value.reason, caught.value.at) == (reason, at)


def test_a_misspelt_filter_names_what_may_be_meant() -> None:
    with pytest.raises(QueryProblem) as caught:
        read_query("koder:medaktor")
    assert "kod" in caught.value.nearest


def test_only_lemmas_and_parts_need_the_index() -> None:
    assert needs_words(read("a NÄRA/5 (lemma:b | c)"))
    assert not needs_words(read("norm* talare:IP1"))


_PIECES = st.sampled_from(
    'a b* lemma:möte del:x/huvud OCH ELLER INTE NÄRA NÄRA/5 NÄRA/mening ( ) | " ” / /a/ talare:IP1 -kod:x okodad '
    "negerad:ja fall.kontor:B exakt:ja \\ ' : - (paus) * AND/source".split()
)


@given(st.lists(_PIECES, max_size=9).map(" ".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused(query: str) -> None:
    at = 0
    try:
        read_query(query)
    except QueryProblem as problem:
        at = problem.at
    assert 0 <= at <= len(query)
