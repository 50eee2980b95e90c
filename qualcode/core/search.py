"""Searching texts: words, prefixes, phrases, alternatives and regular expressions.

A query is words that follow each other: ``socialt nätverk``.  ``*`` stands for
any letters at the start or the end of a word (``yrkesroll*``, ``*möte``), ``|``
between alternatives (``medaktör* | motaktör*``), and ``/…/`` for a regular
expression.  Any run of blanks and line ends matches any other.  Letters match
in both cases; *å*, *ä* and *ö* are letters of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.core.sources import Turn


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found; ``line`` is the original's, ``turn`` 0 where there is none.

    A hit in a footnote that was lifted out of the running text has the note's
    words in ``note``; its ``start`` and ``end`` are positions in them.
    """

    source: str
    start: int
    end: int
    line: int
    turn: int
    speaker: str
    note: str = ""


class QueryProblem(ValueError):
    """A query cannot be read; ``reason`` is ``empty``, ``everywhere`` or ``expression`` with ``detail``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def compile_query(query: str, *, regex: bool = False, case: bool = False) -> re.Pattern[str]:
    """Return the pattern of a query.

    Raises QueryProblem for an empty query or a regular expression that is none.
    """
    stripped = query.strip()
    if not stripped:
        raise QueryProblem("empty")
    slashed = len(stripped) > 2 and stripped[0] == stripped[-1] == "/"
    flags = re.MULTILINE if case else re.MULTILINE | re.IGNORECASE
    if regex or slashed:
        body = stripped[1:-1] if slashed else query
    else:
        body = "|".join(_phrase(part) for part in stripped.split("|") if part.strip(' *"”'))
    try:
        pattern = re.compile(body, flags)
    except re.error as error:
        raise QueryProblem("expression", str(error)) from None
    if not body or pattern.match(""):
        raise QueryProblem("everywhere")
    return pattern


def _phrase(phrase: str) -> str:
    words = phrase.strip().strip('"”').split()
    return r"\s+".join(_word(word) for word in words)


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\*", r"\w*")
    left = r"\b\w*" if word.startswith("*") else (r"\b" if word[:1].isalnum() else "")
    right = r"\w*" if word.endswith("*") else (r"\b" if word[-1:].isalnum() else "")
    return f"{left}{core}{right}"


def find(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that a pattern matches."""
    for match in pattern.finditer(text):
        if match.start() < match.end():
            yield match.span()


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """Return the turn in which a position stands, or None between turns."""
    i = bisect_right(turns, position, key=lambda t: t.start) - 1
    return turns[i] if i >= 0 and position < turns[i].end else None
