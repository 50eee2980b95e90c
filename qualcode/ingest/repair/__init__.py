"""Repairs that a text proposes for itself: joined hyphens, lifted page matter, mended lines.

Nothing is changed here.  :func:`propose` returns edits with their reasons, to be shown,
switched off by rule, and applied as the source's first revision; every character of the
repaired text keeps its place in the text as read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qualcode.core.hyphens import HyphenJudge
from qualcode.core.turns import labelled_lines
from qualcode.core.words import Lexicon
from qualcode.ingest.repair.footnotes import mark_footnotes
from qualcode.ingest.repair.layout import (
    Conventions,
    Line,
    find_conventions,
    mark_page_tops,
    measure_blocks,
    read_lines,
)
from qualcode.ingest.repair.pages import mark_page_heads, mark_page_numbers
from qualcode.ingest.repair.seams import Mender
from qualcode.ingest.repair.values import RULES, Flag, Lifted, Repairs, lifted
from qualcode.ingest.speakers import candidates, likely_labels

__all__ = ["RULES", "Conventions", "Flag", "Lifted", "Repairs", "lifted", "propose"]


def propose(
    base: str, *, lexicon: Lexicon | None = None, english: Lexicon | None = None, skip: Collection[str] = ()
) -> Repairs:
    """Return the repairs that a text as read (normalised) speaks for.

    ``skip`` names rules of :data:`RULES` that are left out.  The lexicon is asked only about
    line-end hyphens that the text itself does not decide, the English one only about those in an
    English passage.  O(n) in the length of the text.
    """
    lines = read_lines(base)
    page_tops = mark_page_tops(base, lines)
    conventions = find_conventions(lines, page_tops=page_tops)
    if "page-number" not in skip:
        mark_page_numbers(lines)
    if (
        conventions.hard_wrapped
        or page_tops
        or "-\n" in base
        or "- \n" in base
        or any(line.role == "page-number" for line in lines)
    ):
        _mark_labels(base, lines)
    if "page-head" not in skip:
        mark_page_heads(lines, hard_wrapped=conventions.hard_wrapped)
    if "footnote" not in skip:
        mark_footnotes(base, lines)
    if conventions.hard_wrapped:
        measure_blocks(lines, conventions)
    return Mender(base, lines, conventions, frozenset(skip), HyphenJudge(base, lexicon, english)).mend()


def _mark_labels(base: str, lines: Sequence[Line]) -> None:
    """Mark the lines that begin with a speaker's label."""
    labels = likely_labels(candidates(base))
    if labels:
        at = labelled_lines(base, labels)
        for line in lines:
            line.labelled = line.start in at
