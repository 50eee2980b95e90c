"""The units of a source: spans that judgements are compared at, each from its first letter or digit to its last."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.core.agreement.cutting import paragraphs
from qualcode.core.places import Span
from qualcode.core.sources import Source
from qualcode.material import Material

#: The units that are spans of a text.
SPANNED = ("turn", "paragraph", "sentence", "meaning-unit")


def unit_spans(material: Material, source: Source, unit: str) -> list[Span]:
    """Return the spans of a unit in a source's newest text; none for a unit that is no span."""
    if unit not in SPANNED:
        return []
    said = material.text(source)
    if unit == "meaning-unit":
        its = (c for c in material.condensations() if c.source == source.id)
        return _worded(said, sorted({(c.start, c.end) for c in its if c.start is not None and c.end is not None}))
    if unit == "paragraph":
        return _worded(said, paragraphs(said))
    turns = [(turn.body, turn.end) for turn in material.turns(source)]
    if unit == "turn":
        return _worded(said, turns)
    from qualcode.language.swedish.sentences import sentences

    cut = ((at, sentences(said[at:stop])) for at, stop in turns)
    return _worded(said, ((at + start, at + end) for at, found in cut for start, end in found))


def _worded(said: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans without what stands before their first letter or digit and after their last."""
    out = []
    for start, end in spans:
        first = next((n for n in range(start, end) if said[n].isalnum()), None)
        if first is not None:
            out.append((first, next(n for n in range(end, start, -1) if said[n - 1].isalnum())))
    return out
