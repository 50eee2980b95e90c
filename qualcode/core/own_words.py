"""The words of a project's own, which the tables of its language do not have: SASSAM, K2, pinnmöte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id

#: By language, forms and the lemmas that they count under.
OwnWords = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A form as written, and the lemma that it is shown and counted under."""

    id: str
    form: str
    lemma: str
    language: str = "sv"
    made_by: str = ""
    made_at: str = ""


def add_word(form: str, *, lemma: str = "", language: str = "sv") -> Change:
    """Return the taking up of a word; without a lemma it is its own."""
    body = {"name": form, "lemma": lemma or form, "language": language}
    return Change("word.add", new_id(), body, "corpus")


def change_word(word: str, lemma: str) -> Change:
    """Return another lemma for a word of the project's own."""
    return Change("word.edit", word, {"lemma": lemma}, "corpus")


def remove_word(word: str) -> Change:
    """Return the taking away of a word of the project's own."""
    return Change("word.remove", word, {}, "corpus")


def by_language(words: Iterable[OwnWord]) -> OwnWords:
    """Return words as lexicons take them; of two people's words of one form the later counts."""
    out: dict[str, dict[str, str]] = {}
    for word in sorted(words, key=lambda w: (w.made_at, w.id)):
        out.setdefault(word.language, {})[word.form] = word.lemma
    return out
