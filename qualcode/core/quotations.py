"""Quotations: passages of a source in the form in which they are printed.

The words are never copied: a quotation holds the spans it prints and what was
done to them, and is printed from the source.  Between two spans stands an
elision.  Inside them words can be

===========  ==============================================================
``mask``     hidden: ``[kontor B]`` in the place of a name
``clarify``  said more clearly: ``[sjukskrivningen]`` in the place of *den*
``explain``  kept and explained: *FK [Försäkringskassan]*
``cut``      left out without a sign: pauses, fillers, repeated words
===========  ==============================================================

Masking and clarifying look alike in print and stay apart here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.core.events import Change
from qualcode.core.ids import new_id

Span = tuple[int, int]

REWORKS = ("mask", "clarify", "explain", "cut")
ATTRIBUTIONS = ("before", "after", "none")
LAYOUTS = ("block", "inline")


@dataclass(frozen=True, slots=True)
class Rework:
    """What is done to the words at ``[start, end)``; ``printed`` stands without its brackets.

    ``reason`` says why: for a cut what it leaves out, for a mask what kind of thing is hidden.
    """

    kind: str
    start: int
    end: int
    printed: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The spans of one text revision that a quotation prints, in order, and what is done to their words.

    Positions are those of the revision with this hash.
    """

    revision: str
    spans: tuple[Span, ...]
    reworks: tuple[Rework, ...] = ()

    def __post_init__(self) -> None:
        at = -1
        for start, end in self.spans:
            if not at < start < end:
                raise ValueError(f"no such span in order: {start}–{end}")
            at = end
        if not self.spans:
            raise ValueError("a quotation prints at least one span")
        at = 0
        for rework in self.reworks:
            inside = any(a <= rework.start < rework.end <= b for a, b in self.spans)
            if rework.kind not in REWORKS or not inside or rework.start < at:
                raise ValueError(f"no such rework in order: {rework.kind} {rework.start}–{rework.end}")
            at = rework.end

    @property
    def start(self) -> int:
        """Where the first span begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last span ends."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in printed form, with the number by which running text cites it.

    ``attribution`` and ``layout`` are empty where the project's rules decide;
    ``suffix`` sets two quotations apart that were numbered alike by two people
    at once; ``theme`` and ``codes`` are ids; ``printed_in`` names where it was printed.
    ``speaker`` is the case of who speaks where the turn does not tell, as in field notes.
    """

    id: str
    source: str
    wording: Wording
    prefix: str
    number: int
    suffix: str = ""
    attribution: str = ""
    layout: str = ""
    theme: str | None = None
    codes: tuple[str, ...] = ()
    note: str = ""
    printed_in: tuple[str, ...] = ()
    author: str = ""
    position: int = 0
    speaker: str | None = None

    @property
    def handle(self) -> str:
        """The number as it is cited: ``IP3:14``."""
        return f"{self.prefix}:{self.number}{self.suffix}"


# -- changing a wording -------------------------------------------------------


def elide(wording: Wording, start: int, end: int) -> Wording:
    """Return the wording without the words at ``[start, end)``, an elision in their place.

    Reworks that touch them go too.  Raises ValueError when nothing would be left.
    """
    spans = tuple(
        (a, b) for low, high in wording.spans for a, b in ((low, min(high, start)), (max(low, end), high)) if a < b
    )
    kept = tuple(r for r in wording.reworks if r.end <= start or r.start >= end)
    return Wording(wording.revision, spans, kept)


def restore(wording: Wording, start: int, end: int) -> Wording:
    """Return the wording with all of ``[start, end)`` printed as it stands in the source."""
    spans: list[Span] = []
    for a, b in sorted([*wording.spans, (start, end)]):
        if spans and a <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(b, spans[-1][1]))
        else:
            spans.append((a, b))
    kept = tuple(r for r in wording.reworks if r.end <= start or r.start >= end)
    return Wording(wording.revision, tuple(spans), kept)


def rework(wording: Wording, *new: Rework) -> Wording:
    """Return the wording with further reworks; each takes the place of those it touches.

    Raises ValueError when one lies outside the spans.
    """
    kept = [r for r in wording.reworks if not any(n.start < r.end and r.start < n.end for n in new)]
    return replace(wording, reworks=tuple(sorted([*kept, *new], key=lambda r: (r.start, r.end))))


def cut(wording: Wording, cuts: Iterable[Rework]) -> Wording:
    """Return the wording with these cuts where nothing else is done to the words and they lie inside the spans."""
    taken = [(r.start, r.end) for r in wording.reworks]
    new = [
        c
        for c in cuts
        if any(a <= c.start < c.end <= b for a, b in wording.spans)
        and not any(a < c.end and c.start < b for a, b in taken)
    ]
    return rework(wording, *new)


def moved(wording: Wording, revision: str, place: Callable[[int, int], Span | None]) -> tuple[Wording | None, int]:
    """Return the wording as positions of another revision, and the number of spans and reworks that were lost.

    ``place`` gives where a span of the old revision stands in the new one.
    """
    lost = 0
    spans: list[Span] = []
    for span in wording.spans:
        found = place(*span)
        if found is None or (spans and found[0] <= spans[-1][1]):
            lost += 1
        else:
            spans.append(found)
    if not spans:
        return None, lost
    reworks: list[Rework] = []
    for each in wording.reworks:
        at = place(each.start, each.end)
        inside = at is not None and any(a <= at[0] < at[1] <= b for a, b in spans)
        if at is None or not inside or (reworks and at[0] < reworks[-1].end):
            lost += 1
        else:
            reworks.append(replace(each, start=at[0], end=at[1]))
    return Wording(revision, tuple(spans), tuple(reworks)), lost


# -- changes ------------------------------------------------------------------


def wording_body(wording: Wording) -> dict[str, object]:
    """Return a wording as the event body holds it."""
    return {
        "revision": wording.revision,
        "spans": [list(span) for span in wording.spans],
        "reworks": [[r.kind, r.start, r.end, r.printed, r.reason] for r in wording.reworks],
    }


def wording_from(value: Mapping[str, object]) -> Wording:
    """Read a wording back from its body.

    Raises ValueError, TypeError or KeyError when it is none.
    """
    spans, reworks = value["spans"], value.get("reworks") or []
    if not isinstance(spans, list) or not isinstance(reworks, list):
        raise TypeError("spans and reworks are lists")
    return Wording(
        str(value["revision"]), tuple((int(a), int(b)) for a, b in spans), tuple(Rework(*r) for r in reworks)
    )


def add_quotation(quotation: Quotation) -> Change:
    """Return the making of a quotation; its prefix and number stay for good."""
    body: dict[str, object] = {
        "source": quotation.source,
        "wording": wording_body(quotation.wording),
        "prefix": quotation.prefix,
        "number": quotation.number,
        "speaker": quotation.speaker,
        "attribution": quotation.attribution,
        "layout": quotation.layout,
        "theme": quotation.theme,
        "codes": list(quotation.codes),
        "note": quotation.note,
        "printed_in": list(quotation.printed_in),
        "position": quotation.position,
    }
    return Change("quotation.add", quotation.id or new_id(), body, "analysis", quotation.source)


def edit_quotation(quotation: Quotation, *, wording: Wording | None = None, **fields: object) -> Change:
    """Return the change of a quotation's wording or other fields; never of its number."""
    body = {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()}
    if wording is not None:
        body["wording"] = wording_body(wording)
    return Change("quotation.edit", quotation.id, body, "analysis", quotation.source)


def remove_quotation(quotation: Quotation) -> Change:
    """Return the removal of a quotation; its number is not given again."""
    return Change("quotation.remove", quotation.id, {}, "analysis", quotation.source)


# -- numbers ------------------------------------------------------------------


def next_number(prefix: str, taken: Iterable[tuple[str, int]]) -> int:
    """Return the number after the highest that was ever given under a prefix; ``taken`` are prefixes and numbers."""
    wanted = prefix.casefold()
    return max((n for p, n in taken if p.casefold() == wanted), default=0) + 1


def suffixes(numbered: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """Return what is added to each quotation's number: nothing, or ``b``, ``c`` … where it was given before.

    ``numbered`` are ids with prefix and number of all that were ever made, in
    the order of their making, so that every copy of a project comes to the same.
    """
    seen: dict[tuple[str, int], int] = {}
    out: dict[str, str] = {}
    for identifier, prefix, number in numbered:
        if identifier not in out:
            key = (prefix.casefold(), number)
            out[identifier] = _letters(seen.get(key, 0))
            seen[key] = seen.get(key, 0) + 1
    return out


def _letters(n: int) -> str:
    """Return "" for 0, then b, c … z, ba, bb …."""
    out = ""
    while n > 0:
        n, rest = divmod(n, 26)
        out = chr(ord("a") + rest) + out
    return out


def overlaps(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many characters two lists of spans of one text share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
