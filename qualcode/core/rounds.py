"""Rounds: a stretch of coding side by side, blind if wanted, with figures that never change once it is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.holdings import Holdings
from qualcode.core.ids import new_id
from qualcode.core.places import Span

UNITS = ("turn", "paragraph", "sentence", "meaning-unit", "source", "case", "character")


@dataclass(frozen=True, slots=True)
class Round:
    """A round: which sources are coded by whom, in which unit agreement is told, and whether blind.

    ``sources`` and ``coders`` are ids.  ``codebook_at`` is the clock reading of
    the codebook's last change when the round began: the version that it codes
    with.  A closed round ``known`` which events counted; later ones do not.
    """

    id: str
    name: str
    sources: tuple[str, ...]
    coders: tuple[str, ...]
    unit: str = "turn"
    blind: bool = True
    closed: bool = False
    codebook_at: str = ""
    known: Holdings | None = None
    made_by: str = ""
    made_at: str = ""
    closed_at: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """How a source was laid out when a round closed: in numbers alone, which outlive its words.

    ``text`` is the hash of its text then, ``units`` are the spans of the round's unit.
    """

    text: str
    characters: int
    case: str | None
    units: tuple[Span, ...]

    def as_data(self) -> list[object]:
        """Return the layout as JSON-able data."""
        return [self.text, self.characters, self.case, [place for span in self.units for place in span]]

    @classmethod
    def from_data(cls, data: Sequence[object]) -> Laid:
        """Read a layout back."""
        text, characters, case, flat = data
        places = list(map(int, flat)) if isinstance(flat, list) else []
        units = tuple(zip(places[::2], places[1::2], strict=True))
        return cls(str(text), int(str(characters)), None if case is None else str(case), units)


@dataclass(frozen=True, slots=True)
class Reading:
    """A coder has read a source, or a range of it: what they did not code there, they saw and left uncoded.

    ``start`` and ``end`` are positions in the newest text; both None for the whole source.
    """

    id: str
    source: str
    coder: str
    start: int | None = None
    end: int | None = None
    made_at: str = ""


def add_round(
    name: str,
    sources: Sequence[str],
    coders: Sequence[str],
    *,
    unit: str = "turn",
    blind: bool = True,
    codebook_at: str = "",
    identifier: str | None = None,
) -> Change:
    """Return the opening of a round; ``unit`` is one of :data:`UNITS`."""
    body = {
        "name": name,
        "sources": list(sources),
        "coders": list(coders),
        "unit": unit,
        "blind": int(blind),
        "codebook_at": codebook_at,
    }
    return Change("round.add", identifier or new_id(), body)


def edit_round(identifier: str, **fields: object) -> Change:
    """Return the change of a round's name, sources, coders or unit."""
    return Change("round.edit", identifier, fields)


def close_round(
    identifier: str, known: Holdings, laid: Mapping[str, Laid], placed: Mapping[str, Sequence[int]]
) -> Change:
    """Return the closing of a round: the events known now are those that count for ever.

    ``laid`` is how its sources are laid out now; ``placed`` tells where the
    codings and marks of reading stand that were made on older texts, those whose
    words are gone at an empty place.  From these the figures can be told again
    when the words of a source were taken out for good.
    """
    body = {
        "closed": 1,
        "known": known.as_data(),
        "laid": {source: laid[source].as_data() for source in sorted(laid)},
        "placed": {thing: list(placed[thing]) for thing in sorted(placed)},
    }
    return Change("round.close", identifier, body)


def reading_done(
    source: str,
    *,
    revision: str = "",
    start: int | None = None,
    end: int | None = None,
    identifier: str | None = None,
) -> Change:
    """Return the mark that the writer has read a source, or ``[start, end)`` of its text ``revision``.

    Raises ValueError for an empty or reversed range.
    """
    if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
        raise ValueError(f"no such range: {start}–{end}")
    body: dict[str, object] = {"source": source}
    if start is not None:
        body |= {"revision": revision, "start": start, "end": end}
    return Change("reading.done", identifier or new_id(), body, "own", source)


def take_back_reading(reading: Reading) -> Change:
    """Return the taking back of a reading mark."""
    return Change("reading.remove", reading.id, {}, "own", reading.source)
