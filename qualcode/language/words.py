"""The lexicon of a language, by its code."""

from __future__ import annotations

from functools import lru_cache

from qualcode.core.words import Lexicon
from qualcode.language.tables import TableLexicon

__all__ = ["Lexicon", "OwnPairs", "lexicon"]

#: Forms of a project's own with their lemmas.
OwnPairs = tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def lexicon(language: str = "sv", own: OwnPairs = ()) -> Lexicon:
    """Return the lexicon of a language; it loads its table at the first question (Swedish: 0.5 s).

    ``own`` are words of a project's own, which go first.  A language without a table gets a lexicon
    that knows nothing but them.
    """
    if language == "sv":
        from qualcode.language.swedish.lexicon import SwedishLexicon

        return SwedishLexicon(dict(own))
    return TableLexicon(language, dict(own))
