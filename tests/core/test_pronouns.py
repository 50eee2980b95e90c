from __future__ import annotations

import pytest

from qualcode.core.pronouns import Spoken, text_breaks

PEOPLE = [Spoken("Vera", "hen"), Spoken("Rolf", "han"), Spoken("Tove")]


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(b.name, b.pronoun, b.sure) for b in text_breaks(text, PEOPLE)]


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("Vera sitter. Hen ler.", []),
        ("Vera sitter. Hon ler.", [("Vera", "Hon", True)]),
        ("Veras dag är lång. Sedan går han hem.", [("Vera", "han", True)]),
        ("Vera och Rolf talar. Han ler.", []),
        ("Rolf sitter. Vera ser honom.", []),
        ("Vera sitter. ”Hon är trött”, säger någon.", []),
        ("Vera sitter.\n– Hon är trött.", []),
        ("Någon sitter. Hon ler.", []),
        ("Rolf kommer.\n\nVera ser länge på honom.", []),
        ("Vera heter så. Hans bil är röd.", [("Vera", "Hans", True)]),
    ],
)
def test_a_pronoun_follows_the_rule_of_the_person_spoken_of(text: str, breaks: list[tuple[str, str, bool]]) -> None:
    assert found(text) == breaks


def test_a_person_keeps_the_pronoun_of_the_introduction() -> None:
    far = "\n\n".join("Det regnar." for _ in range(700))
    text = f"Tove kommer. Hen sätter sig.\n\n{far}\n\nTove går. Han är trött."
    (found_break,) = text_breaks(text, PEOPLE)
    assert (found_break.pronoun, found_break.rule, found_break.learnt, found_break.sure) == ("Han", "hen", True, False)
    assert text[found_break.start : found_break.end] == "Han"


def test_a_text_without_known_people_has_no_breaks() -> None:
    assert text_breaks("Hon kom. Han gick.", []) == []
