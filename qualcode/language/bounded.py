"""A bound on spaCy's tokenizers, whose work grows with the square of the longest string without blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from spacy.tokens import Doc

_LONG = re.compile(r"\S{200,}")
_PIECE = re.compile(r"\w+|[^\w\s]")


class Bounded:
    """A tokenizer that cuts strings of 200 letters without blanks by plain rules, and all else by another."""

    def __init__(self, inner: Callable[[str], Doc]) -> None:
        self._inner = inner

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text, which are together the text."""
        if _LONG.search(text) is None:
            return self._inner(text)
        words: list[str] = []
        spaces: list[bool] = []
        vocab = None
        for piece, plain in _pieces(text):
            if plain:
                for match in _PIECE.finditer(piece):
                    words.append(match.group())
                    spaces.append(False)
                continue
            doc = self._inner(piece)
            vocab = doc.vocab
            words += [token.text for token in doc]
            spaces += [bool(token.whitespace_) for token in doc]
        return Doc(self._inner("").vocab if vocab is None else vocab, words=words, spaces=spaces)

    def __getattr__(self, name: str) -> Any:
        """Return whatever else is asked of a tokenizer from the inner one."""
        if name == "_inner":
            raise AttributeError(name)
        return getattr(self._inner, name)


def bounded(inner: Any) -> Any:
    """Return a tokenizer whose time grows with the length of the text and no faster."""
    return inner if isinstance(inner, Bounded) else Bounded(inner)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in _LONG.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(text):
        yield text[at:], False
