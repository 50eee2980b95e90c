"""Claims: sentences of the report with a quantifier, bound to what counts cases and to passages as evidence.

A claim says *how many* with a word; its condition says *of what*: which units
(persons, offices, meetings, files, or sources) are asked, and what must be
found in the material of a unit for it to count.  The count is never stored: it
follows the codings.  What is stored is the count at the time when a person
checked the claim, so that what moved it since can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.quantifiers import Quantifier, fitting

STATUSES = ("draft", "checked", "printed", "withdrawn")
#: What evidence does to its claim.
ROLES = ("supports", "contrasts", "contradicts")
#: What is counted: cases of a kind, or sources.
UNITS = ("person", "office", "meeting", "file", "source")


@dataclass(frozen=True, slots=True)
class Base:
    """Which units are asked: their kind, attributes (any of the values of each), kinds of source they are heard in.

    Only units with material count, that is, with a source or a speaker in one.
    """

    unit: str = "person"
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()  # kinds of source; none for all


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be found in the material of a unit for it to count.

    ``codes`` (ids; codes under them count too): any of them, or with ``every``
    each of them; with ``facets`` (handle → values) on codings that carry them;
    with ``absent`` the codes must have been found *missing*.  ``query`` is one
    of the search language.  Codes and query together must both be met.
    ``lacking`` turns the whole round: units count where it is not found.
    """

    codes: tuple[str, ...] = ()
    every: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: bool = False
    query: str = ""
    lacking: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to count by."""
        return bool(self.codes or self.facets or self.query)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was counted when the claim was last checked by a person: ids of units, and a clock reading."""

    counted: frozenset[str]
    asked: frozenset[str]
    at: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the report and what it rests on."""

    id: str
    sentence: str
    quantifier: str = ""  # handle; empty when the sentence says no number
    condition: Condition = field(default_factory=Condition)
    base: Base = field(default_factory=Base)
    finding: str | None = None
    status: str = "draft"
    checked: Checked | None = None
    note: str = ""
    position: int = 0
    made_by: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports, contrasts with or contradicts a claim.

    ``start`` and ``end`` are positions in the source's newest text, None when
    the words are gone or the source as a whole is meant.  ``about_kind`` and
    ``about`` name what the passage was taken from, such as a coding,
    a condensation or a quotation; empty for a passage of its own.
    """

    id: str
    claim: str
    role: str
    source: str
    start: int | None
    end: int | None
    about_kind: str = ""
    about: str = ""
    note: str = ""
    position: int = 0
    made_by: str = ""
    adrift: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands: the units that count among those asked, and what is wrong with its word.

    ``problem`` is empty, ``few``, ``many`` or ``empty`` as
    :meth:`~qualcode.core.quantifiers.Quantifier.problem` says, ``uncounted`` when
    the claim has a word but nothing to count by, ``unknown`` when its word or its
    query cannot be read.  ``came``, ``went`` are units that count since it was
    checked, or no longer do; ``joined``, ``left`` those asked since, or no longer.
    """

    claim: Claim
    quantifier: Quantifier | None
    counted: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    problem: str = ""
    fits: tuple[Quantifier, ...] = ()
    came: frozenset[str] = frozenset()
    went: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    @property
    def n(self) -> int:
        """The number of units that count."""
        return len(self.counted)

    @property
    def of(self) -> int:
        """The number of units that are asked."""
        return len(self.asked)

    @property
    def flagged(self) -> bool:
        """Whether the claim says what the material does not bear out."""
        return bool(self.problem) and self.claim.status != "withdrawn"

    @property
    def moved(self) -> bool:
        """Whether the count is another one than when the claim was checked."""
        return bool(self.came or self.went or self.joined or self.left)

    @property
    def counter(self) -> frozenset[str]:
        """The units asked that do not count."""
        return self.asked - self.counted


def standing(
    claim: Claim, quantifiers: Mapping[str, Quantifier], counted: Iterable[str], asked: Iterable[str]
) -> Standing:
    """Return how a claim stands, given the ids of the units that meet its condition and of those asked."""
    base = frozenset(asked)
    found = frozenset(counted) & base
    if not claim.condition:
        found = frozenset()
    word = quantifiers.get(claim.quantifier)
    then = claim.checked
    if not claim.quantifier:
        problem = ""
    elif word is None:
        problem = "unknown"
    else:
        problem = word.problem(len(found), len(base)) if claim.condition else "uncounted"
    fits = fitting(tuple(quantifiers.values()), len(found), len(base)) if claim.condition else ()
    if then is None:
        return Standing(claim, word, found, base, problem, fits)
    return Standing(
        claim,
        word,
        found,
        base,
        problem,
        fits,
        (found - then.counted) & then.asked,
        (then.counted - found) & base,
        base - then.asked,
        then.asked - base,
    )


def claim_fields(
    *,
    sentence: str | None = None,
    quantifier: str | None = None,
    condition: Condition | None = None,
    base: Base | None = None,
    finding: str | None = None,
    note: str | None = None,
    position: int | None = None,
) -> dict[str, object]:
    """Return the fields of an event body; what is None is left out, an empty finding is none."""
    body: dict[str, object] = {}
    plain = (("sentence", sentence), ("quantifier", quantifier), ("note", note), ("position", position))
    body |= {name: value for name, value in plain if value is not None}
    if finding is not None:
        body["finding"] = finding or None
    if condition is not None:
        body |= {
            "codes": list(condition.codes),
            "every": int(condition.every),
            "facets": {k: list(v) for k, v in condition.facets.items()},
            "absent": int(condition.absent),
            "query": condition.query,
            "lacking": int(condition.lacking),
        }
    if base is not None:
        body |= {
            "unit": base.unit,
            "attributes": {k: list(v) for k, v in base.attributes.items()},
            "heard_in": list(base.sources),
        }
    return body


def add_claim(
    sentence: str,
    *,
    quantifier: str = "",
    condition: Condition | None = None,
    base: Base | None = None,
    finding: str | None = None,
    note: str = "",
    position: int = 0,
    identifier: str | None = None,
) -> Change:
    """Return a new claim, as a draft."""
    body = claim_fields(
        sentence=sentence,
        quantifier=quantifier,
        condition=condition or Condition(),
        base=base or Base(),
        finding=finding,
        note=note,
        position=position,
    )
    return Change("claim.add", identifier or new_id(), body)


def edit_claim(claim: str, **fields: object) -> Change:
    """Return the change of some of a claim's fields, named as :func:`claim_fields` names them."""
    return Change("claim.edit", claim, fields)


def check_claim(now: Standing, status: str) -> Change:
    """Return the giving of a status; the count of the moment is kept with it, to tell later what moved it.

    Raises ValueError for a status that there is not.
    """
    if status not in STATUSES:
        raise ValueError(f"no such status: {status}")
    body: dict[str, object] = {"status": status}
    if status in ("checked", "printed"):
        body["checked"] = {"counted": sorted(now.counted), "asked": sorted(now.asked)}
    return Change("claim.check", now.claim.id, body)


def remove_claim(claim: str) -> Change:
    """Return the removal of a claim."""
    return Change("claim.remove", claim)


def add_evidence(
    claim: str,
    role: str,
    source: str,
    *,
    revision: str = "",
    start: int | None = None,
    end: int | None = None,
    about_kind: str = "",
    about: str = "",
    note: str = "",
    position: int = 0,
    identifier: str | None = None,
) -> Change:
    """Return a new piece of evidence on ``[start, end)`` of the text ``revision``, or on the source as a whole.

    Raises ValueError for an empty or reversed span, or a role that there is not.
    """
    if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
        raise ValueError(f"no such span: {start}–{end}")
    if role not in ROLES:
        raise ValueError(f"no such role: {role}")
    body: dict[str, object] = {"claim": claim, "role": role, "source": source, "position": position}
    if start is not None:
        body |= {"revision": revision, "start": start, "end": end}
    body |= {k: v for k, v in (("about_kind", about_kind), ("about", about), ("note", note)) if v}
    return Change("evidence.add", identifier or new_id(), body, "analysis", source)


def edit_evidence(evidence: Evidence, **fields: object) -> Change:
    """Return the change of a piece of evidence: its ``role``, ``note`` or ``position``."""
    return Change("evidence.edit", evidence.id, fields, "analysis", evidence.source)


def remove_evidence(evidence: Evidence) -> Change:
    """Return the removal of a piece of evidence."""
    return Change("evidence.remove", evidence.id, {}, "analysis", evidence.source)
