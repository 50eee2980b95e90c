"""The lexicon of a language, by its code."""

from __future__ import annotations

from functools import lru_cache

from qualcode.core.words import Lexicon

__all__ = ["Lexicon", "NoLexicon", "lexicon"]


class NoLexicon:
    """The lexicon of a language without one: it knows nothing."""

    def __contains__(self, form: object, /) -> bool:
        return False

    def lemma(self, form: str, /) -> str:
        """Return the form itself."""
        return form

    def split(self, form: str, /) -> tuple[str, ...] | None:  # noqa: ARG002
        """Return None."""
        return None


@lru_cache(maxsize=4)
def lexicon(language: str = "sv") -> Lexicon:
    """Return the lexicon of a language; it loads its table at the first question (Swedish: 0.5 s).

    A language other than ``sv`` and ``en`` gets one that knows nothing.
    """
    if language == "sv":
        from qualcode.language.swedish.lexicon import SwedishLexicon

        return SwedishLexicon()
    if language == "en":
        from qualcode.language.tables import TableLexicon

        return TableLexicon("en")
    return NoLexicon()
