"""Printed quotations found in their texts, and manuscripts read for quotations."""

from __future__ import annotations

import random

import pytest

from qualcode.core.attribution import QuotationRules
from qualcode.core.manuscripts import Paragraph, read_quotations
from qualcode.core.quote_ledger import Person, Uttered, ledger
from qualcode.core.quote_match import Corpus, Match, read_alike

ONE = (
    "Det viktiga är att man ringer tidigt på morgonen, för då svarar de. [skratt] Sen kan man liksom inte nå någon "
    "förrän efter lunch, och på kontoret i Berga är det ännu värre eftersom växeln stänger redan klockan elva. Jag "
    "brukar skriva upp alla samtal på en lapp som ligger bredvid tangentbordet."
)
TWO = "Vi har en växel som fungerar bra och alla får svar samma dag, det är chefen noga med sedan i våras."


def find(quotation: str) -> Match | None:
    corpus = Corpus({"a": ONE, "b": TWO}, lambda text: [m for m in [_span(text, "liksom")] if m])
    list(corpus.prepare([quotation]))
    found = corpus.matches(quotation)
    return found[0] if found else None


def _span(text: str, word: str) -> tuple[int, int] | None:
    i = text.find(word)
    return (i, i + len(word)) if i >= 0 else None


@pytest.mark.parametrize(
    ("quotation", "exact", "edits"),
    [
        ("Det viktiga är att man ringer tidigt på morgonen, för då svarar de.", True, ()),
        ("det viktiga är att man\n ringer tidigt på morgonen", True, ()),
        ("Det viktiga är att man ringer tidigt på morgonen […] efter lunch", False, ("elided",)),
        ("på kontoret i [en annan stad] är det ännu värre", False, ("bracket",)),
        ("Sen kan man inte nå någon förrän efter lunch", False, ("fillers",)),
        ("för då svarar de. Sen kan man liksom inte nå någon", False, ("fillers",)),
        ("för då svarar de: sen – kan man", False, ("fillers", "punctuation")),
    ],
)
def test_what_may_be_done_to_a_quotation_is_told_from_what_changes_it(
    quotation: str, exact: bool, edits: tuple[str, ...]
) -> None:
    match = find(quotation)
    assert match is not None
    assert match.differences == ()
    assert match.exact == exact
    assert set(match.edits) <= {*edits}
    assert match.edits or exact


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("Det viktiga är att man ringer sent på morgonen, för då svarar de.", [("tidigt", "sent")]),
        ("Det viktiga är att man ringer på morgonen, för då svarar de.", [("tidigt", "")]),
        ("Det viktiga är att man alltid ringer tidigt på morgonen", [("", "alltid")]),
    ],
)
def test_what_was_changed_is_shown(quotation: str, differences: list[tuple[str, str]]) -> None:
    match = find(quotation)
    assert match is not None
    assert [(d.source, d.printed) for d in match.differences] == differences


def test_a_bracket_covers_a_few_words_only() -> None:
    match = find("Det viktiga är att man ringer [sedan dess] klockan elva. Jag brukar skriva upp alla samtal")
    assert match is not None
    assert match.differences


def test_parts_in_another_order_are_no_elision() -> None:
    match = find("Jag brukar skriva upp alla samtal på en lapp […] Det viktiga är att man ringer tidigt")
    assert match is None or match.differences


def test_what_nobody_said_is_not_found() -> None:
    match = find("Myndigheterna borde slås samman till en enda stor enhet")
    assert match is None or match.likeness < 0.6


def test_every_stretch_of_a_text_is_found_where_it_stands() -> None:
    chance = random.Random(4)
    words = ONE.split()
    for _ in range(60):
        start = chance.randrange(len(words) - 6)
        quotation = " ".join(words[start : start + chance.randrange(5, 20)])
        match = find(quotation)
        assert match is not None
        assert match.text == "a"
        assert not match.differences
        assert read_alike(ONE[match.start : match.end], quotation) or match.edits or "[" in quotation


def para(text: str, kind: str = "text", n: int = 1) -> Paragraph:
    return Paragraph(text, n, kind)


@pytest.mark.parametrize(
    "text",
    ["Hon sa ”det går inte” i går.", 'Hon sa "det går inte" i går.', "Hon sa »det går inte» i går.", "»det går inte«"],
)
def test_quotation_marks_of_every_kind(text: str) -> None:
    found = read_quotations([para(text)])
    assert [q.text for q in found.quoted] == ["det går inte"]


def test_quotations_in_quotations_and_inches_are_left_alone() -> None:
    found = read_quotations([para('Vera: ”Han sa "kom hit" och gick” om en 5" skruv.')])
    assert [q.text for q in found.quoted] == ['Han sa "kom hit" och gick']


def test_blocks_dashes_and_attributions() -> None:
    found = read_quotations(
        [
            para("Jonas beskriver det så:", n=1),
            para("Man åkte ut. (skratt)", "quote", 2),
            para("Det var före bilen försvann. (Jonas, handläggare, IP2:3)", "quote", 3),
            para("– Lena: Vi har ju pinnar.", n=4),
            para("Rubrik med ”ord i marginalen”", "heading", 5),
            para("”Det går” (IP2:4), enligt 2020:2 klockan 9:30.", n=6),
        ],
        ["IP2"],
    )
    assert [(q.form, q.text) for q in found.quoted] == [
        ("block", "Man åkte ut. (skratt)"),
        ("block", "Det var före bilen försvann."),
        ("dash", "Vi har ju pinnar."),
        ("marks", "Det går"),
    ]
    assert found.quoted[0].before == "Jonas beskriver det så:"
    assert found.quoted[1].cited == ("IP2:3",)
    assert found.quoted[2].before == "Lena"
    assert found.quoted[3].cited == ("IP2:4",)
    assert [c.handle for c in found.cited] == ["IP2:3", "IP2:4"]


def test_the_ledger_warns_when_few_carry_much() -> None:
    people = [Person(str(n), f"P{n}", "chef" if n < 2 else "handläggare") for n in range(10)]
    said = [Uttered(f"q{n}", people[n % 2], 30, "s", ((n * 100, n * 100 + 90),)) for n in range(11)]
    said += [Uttered("q11", people[5], 10, "t", ((0, 90),)), Uttered("q12", people[6], 10, "s", ((5, 80),))]
    told = ledger(said, people, QuotationRules())
    assert (told.quotations, told.sample, len(told.people)) == (13, 10, 4)
    assert [(f.people, f.part, f.whole, f.of) for f in told.few] == [
        (2, 11, 13, "quotations"),
        (2, 330, 350, "words"),
    ]
    assert [(r.name, r.quotations, r.quoted, r.people) for r in told.roles] == [
        ("chef", 11, 2, 2),
        ("handläggare", 2, 2, 8),
    ]
    assert told.reused == (("q0", "q12"),)
    assert ledger(said[:5], people, QuotationRules()).few == ()
    assert ledger([], [], QuotationRules()).people == ()
