"""What the rest of the program asks of a language about its words."""

from __future__ import annotations

from typing import Protocol


class Lexicon(Protocol):
    """A language's known word forms, their lemmas and its compounds.

    Implementations load their tables at the first question, so holding one
    costs nothing.  Forms are looked up as written and in lower case.
    """

    def __contains__(self, form: object, /) -> bool:
        """Tell whether a form is a known word."""
        ...

    def lemma(self, form: str, /) -> str:
        """Return the lemma of a form; the form itself when it is unknown."""
        ...

    def split(self, form: str, /) -> tuple[str, ...] | None:
        """Return the parts of a compound as written, the head last; None for a simple or unknown word."""
        ...
