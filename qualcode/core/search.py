"""What a search finds: hits, and the turns in which they stand.

The search language is told in :mod:`qualcode.core.query`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.core.matching import Matcher
from qualcode.core.query import Either, Expression, QueryProblem, Words
from qualcode.core.query_parser import is_plain, read_query
from qualcode.core.sources import Turn

__all__ = ["Hit", "QueryProblem", "compile_query", "find", "turn_at"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found; ``line`` is the original's, ``turn`` 0 where there is none.

    A hit in a footnote that was lifted out of the running text has the note's
    words in ``note``; its ``start`` and ``end`` are positions in them.  ``role`` says
    what a lemma is in the form found: ``inflection``, ``head``, ``first``, ``mid``, or
    ``suspended`` (*med-* in *med- eller motaktörer*); empty for other searches.
    """

    source: str
    start: int
    end: int
    line: int
    turn: int
    speaker: str
    note: str = ""
    role: str = ""


def compile_query(query: str, *, regex: bool = False, case: bool = False) -> re.Pattern[str]:
    """Return the pattern of a query of words, alternatives of words, or a regular expression.

    Raises QueryProblem for what cannot be read, and for a query that says more than a pattern can.
    """
    read = read_query(query, regex=regex, exact=case)
    node = read.node
    if not is_plain(node) or not isinstance(node, Words | Either | Expression):
        raise QueryProblem("plain")
    return Matcher(node, exact=read.exact).pattern(node)


def find(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that a pattern matches."""
    for match in pattern.finditer(text):
        if match.start() < match.end():
            yield match.span()


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """Return the turn in which a position stands, or None between turns."""
    i = bisect_right(turns, position, key=lambda t: t.start) - 1
    return turns[i] if i >= 0 and position < turns[i].end else None
