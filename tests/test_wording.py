"""Actions in words."""

from __future__ import annotations

import pytest

from qualcode.core.kinds import KINDS
from qualcode.core.people import Action
from qualcode.language.guessing import _languages
from qualcode.wording import describe, language_name


@pytest.mark.parametrize(
    ("kinds", "subject", "words"),
    [
        ((("coding.add", 3),), "", "3 codings added"),
        ((("source.add", 1), ("source.correct", 1)), "Intervju 1", "source “Intervju 1” imported"),
        ((("case.add", 1), ("source.add", 2)), "Vera", "2 sources imported"),
        ((("codebook.add", 1), ("code.add", 90), ("facet.add", 3)), "narbyrakrati", "codebook “narbyrakrati” read in"),
        ((("coding.add", 2), ("memo.add", 1)), "", "2 codings added, 1 memo written"),
        ((), "", "nothing"),
    ],
)
def test_an_action_is_told_by_what_it_did(kinds: tuple[tuple[str, int], ...], subject: str, words: str):
    assert describe(Action("a", "p", "0" * 16, kinds, subject)) == words


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("action.add", "action.remove")])
def test_every_kind_of_event_has_words(kind: str):
    for n in (1, 2):
        text = describe(Action("a", "p", "0" * 16, ((kind, n),), "namn"))
        assert kind not in text, text


def test_every_language_that_is_guessed_has_a_name():
    assert all(language_name(code) != code for code in _languages())
