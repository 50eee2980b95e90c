"""Codings: a coder's code on a segment, with facets; and the changes that make them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.spans import SpanTable


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's code on one segment.

    ``start`` and ``end`` are positions in the source's newest revision; both are
    None when the coding is about the source as a whole (an absence, a theme not
    yet anchored) or adrift, that is, when its words are gone from the text.
    ``absent`` says that the code is found *missing* in the source.  ``review``
    says why a person should look at the place: ``searched`` when the words had
    to be looked for in an exchanged text, ``adrift`` when they were not found.
    ``origin`` tells how the passage was come by when not by reading: ``search:``
    and the query, or ``suggestion``.
    """

    id: str
    source: str
    code: str
    coder: str
    layer: str
    start: int | None
    end: int | None
    facets: Mapping[str, str] = field(default_factory=dict)
    weight: float | None = None
    absent: bool = False
    adrift: bool = False
    rough_time: str = ""
    made_at: str = ""
    review: str = ""
    origin: str = ""


class Mark(NamedTuple):
    """What a margin stripe needs of a coding; a source may carry tens of thousands."""

    id: str
    start: int
    end: int
    code: str
    coder: str = ""


_MADE = 2000  # marks that are kept as they were made


class Marks(SpanTable[Mark]):
    """The marks of a source by start, longer ones first, in columns: a tenth of the room that tuples would take."""

    __slots__ = ("_code", "_coder", "_coders", "_codes", "_ends", "_ids", "_made", "_starts", "_width")

    def __init__(
        self,
        ids: str,
        starts: array[int],
        ends: array[int],
        codes: tuple[Sequence[str], array[int]],
        coders: tuple[Sequence[str], array[int]],
    ) -> None:
        """Take in the columns: the ids, all of one length (filled up with blanks) in one string, starts and ends.

        Codes and coders are given each once, and by a column of where in these each mark's stands.
        """
        self._ids, self._starts, self._ends = ids, starts, ends
        self._width = len(ids) // max(1, len(starts))
        (self._codes, self._code), (self._coders, self._coder) = codes, coders
        self._made: dict[int, Mark] = {}

    @property
    def starts(self) -> array[int]:
        """Where each begins."""
        return self._starts

    @property
    def ends(self) -> array[int]:
        """Where each ends."""
        return self._ends

    @property
    def coders(self) -> Sequence[str]:
        """The coders of the marks, each once."""
        return self._coders

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Mark]:
        return map(self._make, range(len(self)))

    @overload
    def __getitem__(self, n: int) -> Mark: ...
    @overload
    def __getitem__(self, n: slice) -> list[Mark]: ...

    def __getitem__(self, n: int | slice) -> Mark | list[Mark]:
        if isinstance(n, slice):
            return [self._make(i) for i in range(len(self))[n]]
        # Rows that were painted once are mostly painted again.
        if (mark := self._made.get(n)) is not None:
            return mark
        if len(self._made) > _MADE:
            self._made.clear()
        mark = self._made[n] = self._make(range(len(self))[n])
        return mark

    def _make(self, n: int) -> Mark:
        identifier = self._ids[n * self._width : (n + 1) * self._width].rstrip()
        return Mark(
            identifier, self._starts[n], self._ends[n], self._codes[self._code[n]], self._coders[self._coder[n]]
        )


def add_coding(
    source: str,
    code: str,
    *,
    revision: str = "",
    start: int | None = None,
    end: int | None = None,
    facets: Mapping[str, str] | None = None,
    weight: float | None = None,
    absent: bool = False,
    rough_time: str = "",
    origin: str = "",
    identifier: str | None = None,
) -> Change:
    """Return a new coding; without a span it is about the source as a whole.

    ``revision`` is the hash of the text that the span was chosen in.
    Raises ValueError for an empty or reversed span.
    """
    if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
        raise ValueError(f"no such span: {start}–{end}")
    body: dict[str, object] = {"source": source, "code": code}
    if start is not None:
        body |= {"revision": revision, "start": start, "end": end}
    if weight is not None:
        body["weight"] = weight
    if absent:
        body["absent"] = 1
    if rough_time:
        body["rough_time"] = rough_time
    if origin:
        body["origin"] = origin
    body.update({f"facet:{k}": v for k, v in (facets or {}).items()})
    return Change("coding.add", identifier or new_id(), body, "own", source)


def resize_coding(coding: Coding, *, revision: str, start: int, end: int) -> Change:
    """Return the change of a coding's borders.

    Raises ValueError for an empty or reversed span.
    """
    if start >= end:
        raise ValueError(f"no such span: {start}–{end}")
    body: dict[str, object] = {"revision": revision, "start": start, "end": end}
    if coding.review:
        body["review"] = None
    return Change("coding.resize", coding.id, body, coding.layer, coding.source)


def recode(coding: Coding, code: str) -> Change:
    """Return the change of a coding's code."""
    return Change("coding.recode", coding.id, {"code": code}, coding.layer, coding.source)


def qualify(coding: Coding, facets: Mapping[str, str | None]) -> Change:
    """Return the change of a coding's facets; a facet set to None is taken away."""
    return Change(
        "coding.qualify", coding.id, {f"facet:{k}": v for k, v in facets.items()}, coding.layer, coding.source
    )


def place_in_time(coding: Coding, rough_time: str) -> Change:
    """Return the change of a coding's rough time in the recording."""
    return Change("coding.edit", coding.id, {"rough_time": rough_time or None}, coding.layer, coding.source)


def remove_coding(coding: Coding) -> Change:
    """Return the removal of a coding."""
    return Change("coding.remove", coding.id, {}, coding.layer, coding.source)


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far one coder has come in one source; ``covered`` counts coded characters once."""

    source: str
    coder: str
    codings: int
    covered: int
