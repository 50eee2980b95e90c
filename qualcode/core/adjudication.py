"""From disagreement to decision: the places where two coders differ, and what is decided about them.

Codings of two coders on a source are matched one to one, the closest first:
the same code on the same passage; the same code with other borders; a code and
its ancestor; another code on much the same passage.  What finds no match is
missing with the other, provided they have read the place.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from qualcode.core.codebook import Codebook
from qualcode.core.codings import Coding, add_coding
from qualcode.core.events import Change, canonical
from qualcode.core.ids import new_id, stable_id
from qualcode.core.places import Span
from qualcode.core.rounds import Reading

KINDS = ("missing", "code", "border", "parent", "facet")
CHOICES = ("first", "second", "both", "neither", "border")
_MUCH = 0.5

Seen = Callable[[str, str, int | None, int | None], bool]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A place where two coders differ.

    ``kind`` is one of :data:`KINDS`; ``codings`` are the one or two codings, that
    of the first coder first.  ``start`` and ``end`` span both; None for the
    source as a whole.  ``code`` is the first coding's.
    """

    kind: str
    source: str
    start: int | None
    end: int | None
    code: str
    coders: tuple[str, str]
    codings: tuple[Coding, ...]

    @property
    def id(self) -> str:
        """The id that the same dispute always has."""
        text = "\x1f".join([self.kind, *sorted(c.id for c in self.codings), *sorted(self.coders)])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a dispute, by whom, why, and the codings that came of it (ids)."""

    id: str
    round: str
    source: str
    code: str
    kind: str
    codings: tuple[str, ...]
    choice: str
    results: tuple[str, ...]
    reason: str
    decided_by: str
    decided_at: str


def disputes(codings: Iterable[Coding], coders: Sequence[str], book: Codebook, seen: Seen) -> list[Dispute]:
    """Return the places where coders differ, by source and place.

    ``seen`` tells whether a coder has read a place of a source.
    """
    by_source: dict[str, dict[str, list[Coding]]] = {}
    for coding in codings:
        if not coding.adrift and coding.coder in coders:
            by_source.setdefault(coding.source, {}).setdefault(coding.coder, []).append(coding)
    out: list[Dispute] = []
    for its in by_source.values():
        for first, second in combinations(coders, 2):
            out += _between(its.get(first, []), its.get(second, []), (first, second), book, seen)
    return sorted(out, key=lambda d: (d.source, d.start is not None, d.start or 0, d.end or 0, d.kind, d.id))


def waiting(found: Sequence[Dispute], decided: Callable[[Dispute], bool]) -> list[Dispute]:
    """Return the disputes that still wait: not decided, and with a coding that no decision judged.

    Among three coders and more one place makes several pairs.  What was decided about a coding holds for whoever
    coded just so, or the consensus would get the same coding once for each pair.
    """
    done = [decided(d) for d in found]
    judged = {_content(c) for d, settled in zip(found, done, strict=True) if settled for c in d.codings}
    return [
        d
        for d, settled in zip(found, done, strict=True)
        if not settled and not all(_content(c) in judged for c in d.codings)
    ]


def twins(found: Iterable[Dispute], dispute: Dispute) -> list[str]:
    """Return the codings, by id, of others who coded just as one of a dispute's two coders did."""
    contents, own = {_content(c) for c in dispute.codings}, {c.id for c in dispute.codings}
    return sorted({c.id for d in found for c in d.codings if _content(c) in contents} - own)


def _content(coding: Coding) -> tuple[object, ...]:
    """Return what makes two coders' codings the same: code, passage, facets."""
    return (coding.source, *_span(coding), coding.code, coding.absent, tuple(sorted(coding.facets.items())))


def agreed(codings: Iterable[Coding], coders: Sequence[str], seen: Seen) -> list[tuple[Coding, ...]]:
    """Return the codings that every coder who read the place made alike: code, borders, facets."""
    groups: dict[tuple[object, ...], list[Coding]] = {}
    for c in codings:
        if not c.adrift and c.coder in coders:
            groups.setdefault(_content(c), []).append(c)
    out = []
    for group in groups.values():
        made = {c.coder for c in group}
        readers = {coder for coder in coders if coder in made or seen(coder, group[0].source, *_span(group[0]))}
        if len(made) > 1 and made == readers:
            out.append(tuple(sorted(group, key=lambda c: c.id)))
    return out


def reader(codings: Iterable[Coding], readings: Iterable[Reading]) -> Seen:
    """Return the test whether a coder has read a place.

    A coder with marks of reading in a source has read what they cover; one
    without any has read a source in which they coded anything.
    """
    marks: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        marks.setdefault((reading.coder, reading.source), []).append(reading)
    coded = {(c.coder, c.source) for c in codings}

    def seen(coder: str, source: str, start: int | None, end: int | None) -> bool:
        its = marks.get((coder, source))
        if its is None:
            return (coder, source) in coded
        if any(r.start is None for r in its):
            return True
        if start is None or end is None:
            return False
        return _covered(start, end, [(r.start, r.end) for r in its if r.start is not None and r.end is not None])

    return seen


def _covered(start: int, end: int, spans: Iterable[Span]) -> bool:
    for a, b in sorted(spans):
        if a <= start < b:
            start = b
    return start >= end


def _between(
    ours: Sequence[Coding], theirs: Sequence[Coding], coders: tuple[str, str], book: Codebook, seen: Seen
) -> Iterator[Dispute]:
    left, right = {c.id: c for c in ours}, {c.id: c for c in theirs}
    for kind, fits in (("facet", _same), ("border", _same_code), ("parent", _kin(book)), ("code", _much)):
        pairs = [(value, a, b) for a, b in _meeting(left.values(), right.values()) if (value := fits(a, b)) > 0]
        for _value, a, b in sorted(pairs, key=_closest_first):
            if a.id in left and b.id in right:
                del left[a.id], right[b.id]
                if kind != "facet" or dict(a.facets) != dict(b.facets):
                    yield _dispute(kind, (a, b), coders)
    for alone, other in ((left, coders[1]), (right, coders[0])):
        for coding in alone.values():
            if seen(other, coding.source, *_span(coding)):
                yield _dispute("missing", (coding,), coders)


def _closest_first(pair: tuple[float, Coding, Coding]) -> tuple[object, ...]:
    """Return the order of pairs: by what they share, then by how near their borders are, then by place and code.

    What was coded settles it and not who is asked first, so the same work is matched alike whatever ids it got.
    """
    value, *both = pair
    (start, end, *_its), (other_start, other_end, *_others) = sides = sorted(
        (c.start or 0, c.end or 0, c.code, c.id) for c in both
    )
    return -value, abs(start - other_start) + abs(end - other_end), sides


def _meeting(ours: Iterable[Coding], theirs: Iterable[Coding]) -> Iterator[tuple[Coding, Coding]]:
    """Yield the pairs of codings that share any words, or are both of the source as a whole."""
    spans = sorted((c.end or 0, c.start or 0, c.id, c) for c in theirs if c.start is not None)
    ends = [span[0] for span in spans]
    whole = [c for c in theirs if c.start is None]
    for a in ours:
        if a.start is None or a.end is None:
            yield from ((a, b) for b in whole)
            continue
        for _end, start, _id, b in spans[bisect_right(ends, a.start) :]:
            if start < a.end:
                yield a, b


def _dispute(kind: str, codings: tuple[Coding, ...], coders: tuple[str, str]) -> Dispute:
    starts = [c.start for c in codings if c.start is not None]
    ends = [c.end for c in codings if c.end is not None]
    first = codings[0]
    return Dispute(kind, first.source, min(starts, default=None), max(ends, default=None), first.code, coders, codings)


def _span(coding: Coding) -> tuple[int | None, int | None]:
    return coding.start, coding.end


def _overlap(one: Coding, other: Coding) -> float:
    """Return the shared length by the shorter length; 1 for two codings of the source as a whole."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return float(one.start is None and other.start is None)
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / min(one.end - one.start, other.end - other.start)


def _same(one: Coding, other: Coding) -> float:
    return float(one.code == other.code and _span(one) == _span(other) and one.absent == other.absent)


def _same_code(one: Coding, other: Coding) -> float:
    return _overlap(one, other) if one.code == other.code and one.absent == other.absent else 0.0


def _kin(book: Codebook) -> Callable[[Coding, Coding], float]:
    above = {code.id: {c.id for c in book.path(code.id)} for code in book.codes}

    def fits(one: Coding, other: Coding) -> float:
        related = one.code in above.get(other.code, ()) or other.code in above.get(one.code, ())
        return _overlap(one, other) if related else 0.0

    return fits


def _much(one: Coding, other: Coding) -> float:
    overlap = _overlap(one, other)
    return overlap if overlap >= _MUCH else 0.0


def decide(
    of_round: str,
    dispute: Dispute,
    choice: str,
    *,
    revision: str,
    heads: Mapping[str, Sequence[str]],
    span: Span | None = None,
    code: str = "",
    reason: str = "",
    also: Sequence[str] = (),
) -> list[Change]:
    """Return a decision and the codings of the round's consensus layer that it makes.

    ``revision`` is the hash of the text that the dispute's positions are in;
    ``heads`` the latest events of each coding, which the decision is made in the
    knowledge of.  ``span`` is the new passage for the choice ``border`` and ``code``
    which of the dispute's codes it gets, else the first coder's.  ``also`` are
    codings of others that it holds for, see :func:`twins`.  Raises ValueError for a
    choice or code that the dispute does not have.
    """
    kept = _kept(dispute, choice, span, code)
    made = [_consensus(of_round, coding, revision, where, heads) for coding, where in kept]
    known = tuple(sorted({event for c in dispute.codings for event in heads.get(c.id, ())}))
    body = {
        "round": of_round,
        "source": dispute.source,
        "code": dispute.code,
        "kind": dispute.kind,
        "codings": [*(c.id for c in dispute.codings), *also],
        "choice": choice,
        "results": [change.object for change in made],
        "reason": reason,
    }
    return [Change("adjudication.add", new_id(), body, f"consensus:{of_round}", dispute.source, known), *made]


def take_over(
    of_round: str, group: Sequence[Coding], *, revision: str, heads: Mapping[str, Sequence[str]]
) -> list[Change]:
    """Return the taking over of what all coded alike into the round's consensus layer."""
    first = group[0]
    made = _consensus(of_round, first, revision, None, heads)
    body = {
        "round": of_round,
        "source": first.source,
        "code": first.code,
        "kind": "agreed",
        "codings": [c.id for c in group],
        "choice": "agreed",
        "results": [made.object],
    }
    known = tuple(sorted({event for c in group for event in heads.get(c.id, ())}))
    identifier = stable_id("agreed", of_round, *sorted(c.id for c in group))
    return [Change("adjudication.add", identifier, body, f"consensus:{of_round}", first.source, known), made]


def undecide(decisions: Sequence[Decision], kept: Collection[str]) -> list[Change]:
    """Return the taking back of decisions and of the codings that came of them, but for those still ``kept``."""
    out = []
    for d in decisions:
        layer = f"consensus:{d.round}"
        out.append(Change("adjudication.remove", d.id, {}, layer, d.source))
        out += [Change("coding.remove", r, {}, layer, d.source) for r in d.results if r not in kept]
    return out


def _kept(dispute: Dispute, choice: str, span: Span | None, code: str) -> list[tuple[Coding, Span | None]]:
    """Return the codings that a choice keeps, each with its new passage if it gets one."""
    codings = dispute.codings
    of_first = [c for c in codings if c.coder == dispute.coders[0]]
    of_second = [c for c in codings if c.coder == dispute.coders[1]]
    if choice == "border":
        if span is None or dispute.start is None:
            raise ValueError("a new border needs a passage")
        fitting = [c for c in codings if code in ("", c.code)]
        if not fitting:
            raise ValueError(f"no such code in the dispute: {code}")
        return [(fitting[0], span)]
    if choice not in CHOICES:
        raise ValueError(f"no such choice: {choice}")
    chosen = {"first": of_first, "second": of_second, "both": list(codings), "neither": []}[choice]
    return [(c, None) for c in chosen]


def _consensus(
    of_round: str, coding: Coding, revision: str, span: Span | None, heads: Mapping[str, Sequence[str]]
) -> Change:
    start, end = span if span is not None else (coding.start, coding.end)
    change = add_coding(
        coding.source,
        coding.code,
        revision=revision,
        start=start,
        end=end,
        facets=coding.facets,
        weight=coding.weight,
        absent=coding.absent,
        rough_time=coding.rough_time,
    )
    # The same decision at two offices makes one coding, not two.
    change = replace(change, object=stable_id("consensus", of_round, canonical(change.body)))
    return replace(change, layer=f"consensus:{of_round}", known=tuple(heads.get(coding.id, ())))
