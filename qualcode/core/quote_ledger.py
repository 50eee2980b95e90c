"""The ledger of quotations: who is quoted how much, what is printed twice, and whether few carry much."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qualcode.core.attribution import QuotationRules
from qualcode.core.quotations import Span, overlaps

_SAME_SHARE = 0.6
_SAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can be quoted: an id, the printed name, role and office."""

    id: str
    name: str
    role: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Uttered:
    """Printed words of one person: what they are called (a number, a place), how many words, where they stand."""

    key: str
    person: Person
    words: int
    source: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """How much one person, role or office is quoted; shares are from 0 to 1, ``people`` who could be quoted."""

    name: str
    role: str
    office: str
    quotations: int
    words: int
    share: float
    word_share: float
    people: int = 1
    quoted: int = 1


@dataclass(frozen=True, slots=True)
class FewCarryMuch:
    """Some people of all who can be quoted stand for so many of the quotations, or of their words."""

    people: int
    sample: int
    part: int
    whole: int
    of: str  # quotations | words


@dataclass(frozen=True, slots=True)
class Ledger:
    """The quotations of a project or a manuscript, weighed.

    ``sample`` are those who can be quoted; ``unquoted`` those who are not;
    ``reused`` are pairs of keys that print the same words of a source.
    """

    quotations: int
    words: int
    people: tuple[LedgerRow, ...]
    roles: tuple[LedgerRow, ...]
    offices: tuple[LedgerRow, ...]
    sample: int
    unquoted: tuple[Person, ...]
    reused: tuple[tuple[str, str], ...]
    few: tuple[FewCarryMuch, ...]


def ledger(uttered: Sequence[Uttered], sample: Iterable[Person], rules: QuotationRules) -> Ledger:
    """Return the ledger of some quotations; who is quoted belongs to the sample even when it does not say so."""
    known = {p.id: p for p in sample}
    known |= {u.person.id: u.person for u in uttered if u.person.id not in known}
    quotations: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for u in uttered:
        quotations[u.person.id] += 1
        words[u.person.id] += u.words
    total, said = len(uttered), sum(words.values())
    people = tuple(
        LedgerRow(p.name, p.role, p.office, n, words[p.id], _share(n, total), _share(words[p.id], said))
        for p in known.values()
        if (n := quotations[p.id])
    )
    everyone = list(known.values())
    return Ledger(
        total,
        said,
        tuple(sorted(people, key=lambda r: (-r.quotations, -r.words, r.name))),
        _grouped(everyone, quotations, words, lambda p: p.role),
        _grouped(everyone, quotations, words, lambda p: p.office),
        len(known),
        tuple(sorted((p for p in everyone if not quotations[p.id]), key=lambda p: (p.role, p.name))),
        tuple(_reused(uttered)),
        tuple(_few(quotations, words, len(known), rules)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _grouped(
    people: Sequence[Person], quotations: Counter[str], words: Counter[str], group: Callable[[Person], str]
) -> tuple[LedgerRow, ...]:
    if not any(group(p) for p in people):
        return ()
    total, said = quotations.total(), words.total()
    rows = []
    for name in sorted({group(p) for p in people}):
        ids = [p.id for p in people if group(p) == name]
        n, w = sum(quotations[i] for i in ids), sum(words[i] for i in ids)
        quoted = sum(1 for i in ids if quotations[i])
        rows.append(LedgerRow(name, "", "", n, w, _share(n, total), _share(w, said), len(ids), quoted))
    return tuple(sorted(rows, key=lambda r: (-r.quotations, r.name)))


def _reused(uttered: Sequence[Uttered]) -> Iterable[tuple[str, str]]:
    by_source: dict[str, list[Uttered]] = {}
    for u in uttered:
        if u.spans:
            by_source.setdefault(u.source, []).append(u)
    for its in by_source.values():
        for i, one in enumerate(its):
            for other in its[i + 1 :]:
                shared = overlaps(one.spans, other.spans)
                shorter = min(sum(b - a for a, b in u.spans) for u in (one, other))
                if shared and (shared >= _SAME_CHARACTERS or shared >= _SAME_SHARE * shorter):
                    yield one.key, other.key


def _few(quotations: Counter[str], words: Counter[str], sample: int, rules: QuotationRules) -> Iterable[FewCarryMuch]:
    people = math.ceil(rules.few * sample)
    if quotations.total() < rules.least or people >= sample:
        return
    for of, counted in (("quotations", quotations), ("words", words)):
        part, whole = sum(n for _id, n in counted.most_common(people)), counted.total()
        if part > rules.share * whole:
            yield FewCarryMuch(people, sample, part, whole, of)
