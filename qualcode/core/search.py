"""What a search finds: hits, and the turns in which they stand.

The search language is told in :mod:`qualcode.core.query`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.core.sources import Turn


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


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """Return the turn in which a position stands, or None between turns."""
    i = bisect_right(turns, position, key=lambda t: t.start) - 1
    return turns[i] if i >= 0 and position < turns[i].end else None
