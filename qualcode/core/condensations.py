"""Meaning condensation: meaning unit → condensed sentence → theme → finding (Kvale & Brinkmann).

The reverse trace, from a finding back to the line of the original, is what the
method promises its readers; :class:`Trace` holds one such line of descent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id

#: The lengths at which a finding is printed: heading of the discussion, bullet of the summary, box of the chapter.
LENGTHS = ("heading", "bullet", "box")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the study found: a short name and the sentence that claims it, and how it is printed at three lengths.

    ``heading`` is its line in the discussion, ``bullet`` its sentence in the
    summary, ``box`` its paragraph in the chapter; an empty one is stood in for
    by name or claim (:meth:`printed`).
    """

    id: str
    name: str
    claim: str
    position: int = 0
    box: str = ""
    bullet: str = ""
    heading: str = ""

    def printed(self, length: str) -> str:
        """Return the finding at one of :data:`LENGTHS`; raises KeyError for another."""
        return {
            "heading": self.heading or self.name,
            "bullet": self.bullet or self.claim,
            "box": self.box or self.claim,
        }[length]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: a short name, the sentence that claims it, the finding it carries."""

    id: str
    name: str
    claim: str
    finding: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Condensation:
    """A meaning unit and the one sentence that condenses it, in the analyst's words.

    ``start`` and ``end`` are positions in the source's newest revision, None
    when the words are gone from the text.
    """

    id: str
    source: str
    start: int | None
    end: int | None
    text: str
    codes: tuple[str, ...] = ()
    theme: str | None = None
    author: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of descent: finding ← theme ← condensed sentence ← meaning unit ← source line."""

    finding: Finding | None
    theme: Theme | None
    condensation: Condensation
    quote: str
    source: str  # handle
    speaker: str
    first_line: int  # of the original file, from 1
    last_line: int
    codes: tuple[str, ...] = ()  # ids


def add_finding(
    name: str,
    claim: str,
    *,
    box: str = "",
    bullet: str = "",
    heading: str = "",
    position: int = 0,
    identifier: str | None = None,
) -> Change:
    """Return a new finding; ``box``, ``bullet`` and ``heading`` are its wordings at three lengths."""
    body: dict[str, object] = {"name": name, "claim": claim, "position": position}
    body |= {k: v for k, v in (("box", box), ("bullet", bullet), ("heading", heading)) if v}
    return Change("finding.add", identifier or new_id(), body)


def add_theme(
    name: str, claim: str, *, finding: str | None = None, position: int = 0, identifier: str | None = None
) -> Change:
    """Return a new theme."""
    body = {"name": name, "claim": claim, "finding": finding, "position": position}
    return Change("theme.add", identifier or new_id(), body)


def add_condensation(
    source: str,
    *,
    revision: str,
    start: int,
    end: int,
    text: str,
    codes: Sequence[str] = (),
    theme: str | None = None,
    position: int = 0,
    identifier: str | None = None,
) -> Change:
    """Return a new condensed sentence on a meaning unit.

    Raises ValueError for an empty or reversed span.
    """
    if start >= end:
        raise ValueError(f"no such span: {start}–{end}")
    body = {
        "source": source,
        "revision": revision,
        "start": start,
        "end": end,
        "text": text,
        "codes": list(codes),
        "theme": theme,
        "position": position,
    }
    return Change("condensation.add", identifier or new_id(), body, "analysis", source)


def edit(kind: str, identifier: str, **fields: object) -> Change:
    """Return the change of some fields of a ``condensation``, ``theme`` or ``finding``."""
    return Change(f"{kind}.edit", identifier, fields)


def remove(kind: str, identifier: str) -> Change:
    """Return the removal of a ``condensation``, ``theme`` or ``finding``."""
    return Change(f"{kind}.remove", identifier)
