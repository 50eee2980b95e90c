"""The Swedish lexicon: simplemma's forms and lemmas, and compounds split by what they teach."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from qualcode.language.swedish.compounds import Splitter
from qualcode.language.tables import TableLexicon, unpacked_table


class SwedishLexicon(TableLexicon):
    """Swedish forms, lemmas and compounds; each table is loaded at the first question that needs it."""

    def __init__(self, user_words: Mapping[str, str] | None = None) -> None:
        super().__init__("sv", user_words)

    @cached_property
    def _splitter(self) -> Splitter:
        """The compound splitter, taught by the table's own lemmas (about 2 s).

        Whoever splits words asks for many, so the unpacked table takes over from then on.
        """
        self._loaded = unpacked_table(self.language)
        return Splitter(self.__contains__, {lemma.lower() for lemma in set(self._loaded.values())})

    def split(self, form: str, /) -> tuple[str, ...] | None:
        """Return the parts of a compound in lower case, the head as written; None for a simple or unknown word."""
        return self._splitter.split(form.lower())
