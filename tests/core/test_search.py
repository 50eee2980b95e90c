from __future__ import annotations

import pytest

from qualcode.core.search import QueryProblem, compile_query, find


def hits(query: str, text: str, **options: bool) -> list[str]:
    return [text[a:b] for a, b in find(compile_query(query, **options), text)]


def test_a_word_is_found_whole_and_a_star_opens_its_end() -> None:
    text = "Norm, normen och enormt"
    assert hits("norm", text) == ["Norm"]
    assert hits("norm*", text) == ["Norm", "normen"]
    assert hits("*norm*", text) == ["Norm", "normen", "enormt"]


def test_dotted_letters_are_letters_of_their_own() -> None:
    assert hits("far", "får far fär") == ["far"]


def test_a_phrase_is_found_across_a_line_end() -> None:
    assert hits("följa våra regler", "vi måste följa\nvåra  regler") == ["följa\nvåra  regler"]


def test_alternatives_are_found_in_the_order_of_the_text() -> None:
    assert hits("medaktör* | motaktör*", "motaktörer och medaktören") == ["motaktörer", "medaktören"]


def test_a_suspended_compound_keeps_its_hyphen_in_a_query() -> None:
    assert hits("med- eller motaktörer", "som med- eller motaktörer där") == ["med- eller motaktörer"]


def test_a_regular_expression_stands_between_slashes() -> None:
    assert hits("/hand\\w+e\\b/", "handläggare handlar") == ["handläggare"]


@pytest.mark.parametrize("query", ["", "  ", "*", "/(/", "|"])
def test_a_query_without_meaning_is_refused(query: str) -> None:
    with pytest.raises(QueryProblem):
        compile_query(query)
