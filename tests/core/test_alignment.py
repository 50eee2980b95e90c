"""Two versions of a text: paragraphs that are the same, reworded, added, taken away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.alignment import ADDED, REMOVED, REWORDED, SAME, align, changed_words

PARAGRAPHS = st.lists(
    st.sampled_from(["ett ord", "två ord här", "tre små ord", "", "ord", "helt annat stycke"]), max_size=8
)


def test_paragraphs_are_the_same_reworded_added_or_taken_away() -> None:
    left = "Rubrik\n\nDu ska vänta på svar.\n\nBort.\n"
    right = "Rubrik\n\nDu ska inte vänta på svar.\n\nNytt stycke.\n"
    pairs = align(left, right).pairs
    assert [p.kind for p in pairs] == [SAME, REWORDED, REMOVED, ADDED]
    assert [right[slice(*p.right)] for p in pairs if p.right] == [
        "Rubrik", "Du ska inte vänta på svar.", "Nytt stycke."
    ]  # fmt: skip


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_stands_in_one_pair_in_its_order(left: list[str], right: list[str]) -> None:
    a, b = "\n".join(left), "\n".join(right)
    pairs = align(a, b).pairs
    for text, spans, said in ((a, [p.left for p in pairs], left), (b, [p.right for p in pairs], right)):
        kept = [s for s in spans if s is not None]
        assert kept == sorted(kept)
        assert [text[slice(*s)] for s in kept] == [p for p in said if p]
    assert all(a[slice(*p.left)] == b[slice(*p.right)] for p in pairs if p.kind == SAME and p.left and p.right)


@given(PARAGRAPHS, PARAGRAPHS)
def test_places_across_go_forward_with_their_own(left: list[str], right: list[str]) -> None:
    a, b = "\n".join(left), "\n".join(right)
    found = align(a, b)
    places = [found.across(at, from_left=True) for at in range(len(a) + 1)]
    assert places == sorted(places)
    assert all(0 <= at <= len(b) for at in places)


def test_a_text_beside_itself_differs_nowhere() -> None:
    text = "Ett stycke.\n\nEtt till.\n"
    found = align(text, text)
    assert not found.differing()
    assert [found.across(at, from_left=True) for at in range(11)] == list(range(11))


def test_only_words_that_changed_are_told() -> None:
    left, right = "Du ska vänta på svar från oss.", "Du ska inte vänta på besked från oss."
    gone, new = changed_words(left, right)
    assert [left[slice(*s)] for s in gone] == ["svar"]
    assert [right[slice(*s)] for s in new] == ["inte", "besked"]
