"""Quotations as values: spans, what is done to their words, their numbers, their attribution."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.attribution import QuotationRules, attributed, rules_from
from qualcode.core.printed_words import printed_text, said, word_count
from qualcode.core.quotations import (
    Rework,
    Wording,
    cut,
    elide,
    moved,
    next_number,
    restore,
    rework,
    suffixes,
    wording_body,
    wording_from,
)
from qualcode.core.turns import split_turns
from qualcode.core.voices import Voice, VoiceSet, add_voices, take_out, voices_from

TEXT = (
    "I: Vad hände?\n\nIP1: Alltså, de på kontoret i Berga sa nej,\nliksom. Sen ringde jag.\n\nI: Och då?\n\nIP1: Ja.\n"
)
TURNS = split_turns(TEXT, ("I", "IP1"))


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def quoted(*words: str, reworks: tuple[Rework, ...] = ()) -> str:
    return printed_text(said(TEXT, TURNS, Wording("r", tuple(map(at, words)), reworks)))


def test_lines_are_joined_and_an_elision_stands_between_spans() -> None:
    assert quoted("de på kontoret i Berga sa nej,\nliksom.") == "de på kontoret i Berga sa nej, liksom."
    assert quoted("de på kontoret", "Sen ringde jag.") == "de på kontoret […] Sen ringde jag."


def test_masking_clarifying_and_explaining_look_alike_in_print_and_stay_apart() -> None:
    mask, clear = Rework("mask", *at("Berga"), "en småstad"), Rework("clarify", *at("de på"), "cheferna på")
    told = Rework("explain", *at("nej"), "till mötet")
    reworks = (clear, mask, told)
    words = "de på kontoret i Berga sa nej"
    assert quoted(words, reworks=reworks) == "[cheferna på] kontoret i [en småstad] sa nej [till mötet]"
    (part,) = said(TEXT, TURNS, Wording("r", (at(words),), reworks))
    assert [p.kind for p in part.pieces] == ["clarify", "kept", "mask", "kept", "explain"]
    assert "".join(p.words for p in part.pieces) == words
    assert word_count([part]) == 4


def test_a_quotation_over_a_question_has_a_paragraph_per_speaker_and_no_labels() -> None:
    start, end = at("Sen ringde jag.")[0], len(TEXT) - 1
    parts = said(TEXT, TURNS, Wording("r", ((start, end),)))
    assert [(p.speaker, p.text) for p in parts] == [("IP1", "Sen ringde jag."), ("I", "Och då?"), ("IP1", "Ja.")]


def test_a_question_left_out_between_two_answers_is_an_elision() -> None:
    assert quoted("Sen ringde jag.", "Ja.") == "Sen ringde jag. […] Ja."


def test_what_is_cut_leaves_no_sign_and_no_stray_comma() -> None:
    filler = Rework("cut", TEXT.index(",\nliksom"), TEXT.index(". Sen"))
    assert quoted("sa nej,\nliksom. Sen ringde jag.", reworks=(filler,)) == "sa nej. Sen ringde jag."


def test_eliding_splits_and_takes_reworks_along() -> None:
    start, end = at("de på kontoret i Berga sa nej")
    whole = rework(Wording("r", ((start, end),)), Rework("mask", *at("Berga"), "X"))
    shorter = elide(whole, *at("kontoret i Berga"))
    assert len(shorter.spans) == 2
    assert shorter.reworks == ()
    assert restore(shorter, start, end) == Wording("r", ((start, end),))
    with pytest.raises(ValueError, match="at least one"):
        elide(whole, start, end)


def test_a_new_rework_takes_the_place_of_those_it_touches_and_cuts_give_way() -> None:
    whole = Wording("r", (at("de på kontoret i Berga"),))
    one = rework(whole, Rework("mask", *at("Berga"), "X"))
    two = rework(one, Rework("clarify", *at("i Berga"), "där"))
    assert [r.kind for r in two.reworks] == ["clarify"]
    assert cut(two, [Rework("cut", *at("Berga"))]) == two
    with pytest.raises(ValueError, match="rework"):
        rework(whole, Rework("mask", *at("Sen"), "X"))


def test_a_wording_moves_with_its_text_and_tells_what_was_lost() -> None:
    old = Wording("r", ((5, 10), (20, 30)), (Rework("mask", 22, 25, "X"),))
    new, lost = moved(old, "s", lambda a, b: (a + 7, b + 7))
    assert (new, lost) == (Wording("s", ((12, 17), (27, 37)), (Rework("mask", 29, 32, "X"),)), 0)
    new, lost = moved(old, "s", lambda a, b: None if a == 5 else (a, b))
    assert new is not None
    assert (new.spans, lost) == (((20, 30),), 1)
    assert moved(old, "s", lambda _a, _b: None) == (None, 2)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 20), st.booleans()), max_size=8))
def test_eliding_and_restoring_never_leave_a_wording_that_cannot_be(steps: list[tuple[int, int, bool]]) -> None:
    wording = Wording("r", ((0, 120),), (Rework("mask", 40, 50, "X"),))
    for start, length, back in steps:
        try:
            wording = (restore if back else elide)(wording, start, start + length)
        except ValueError:
            continue
        covered = {i for a, b in wording.spans for i in range(a, b)}
        assert (
            covered.issuperset(range(start, start + length))
            if back
            else covered.isdisjoint(range(start, start + length))
        )
    assert wording_from(wording_body(wording)) == wording


def test_numbers_are_never_given_twice_and_clashes_are_told_apart_in_order() -> None:
    assert next_number("IP3", [("IP3", 2), ("ip3", 14), ("IP4", 20)]) == 15
    made = [("a", "IP3", 1), ("b", "IP3", 2), ("c", "IP3", 1), ("d", "ip3", 1), ("a", "IP3", 1)]
    assert suffixes(made) == {"a": "", "b": "", "c": "b", "d": "c"}


@pytest.mark.parametrize(
    ("template", "values", "printed"),
    [
        ("({name}, {role})", {"name": "Vera", "role": "handläggare"}, "(Vera, handläggare)"),
        ("({name}, {role})", {"name": "Vera"}, "(Vera)"),
        ("({name}, {role}, {office})", {"name": "Vera", "office": "Berga"}, "(Vera, Berga)"),
        ("{name}, {role}:", {"name": "Vera"}, "Vera:"),
        ("({name}, {role})", {}, ""),
        ("{number} – {name}", {"number": "IP1:2"}, "IP1:2"),
    ],
)
def test_an_empty_field_takes_its_comma_along(template: str, values: dict[str, str], printed: str) -> None:
    assert attributed(template, values) == printed


def test_rules_that_cannot_be_kept_are_told_and_not_read() -> None:
    assert QuotationRules(after="({nmae})").problem() == "after"
    assert QuotationRules(few=0).problem() == "few"
    assert rules_from({"attribution": "before", "few": 1, "least": "x"}) == QuotationRules("before", few=1.0)
    assert rules_from({"attribution": "somewhere"}) == QuotationRules()


def test_voices_lie_side_by_side_in_their_set() -> None:
    change = add_voices(VoiceSet("v", "Tiden", voices=(Voice("q2", "agrees", "Och:", 2), Voice("q1", position=1))))
    family = {k.removeprefix("voice:"): v for k, v in change.body.items() if k.startswith("voice:")}
    assert [v.quotation for v in voices_from(family)] == ["q1", "q2"]
    assert voices_from({"q": [1, "shouts", None], "r": "?"}) == (Voice("q", "", "", 1),)
    assert take_out("v", "q1").body == {"voice:q1": None}
