"""Claims held against the material: what counts, what is flagged, what moved a count, what speaks against it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.cases import Case
from qualcode.core.claims import Claim, Condition, Standing, standing
from qualcode.core.codebook import Codebook
from qualcode.core.people import Action
from qualcode.core.quantifiers import Quantifier
from qualcode.core.sources import Source
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.store import claim_rows, history_rows
from qualcode.store.claim_rows import Mark

#: How many actions that moved a count are told at most.
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Voice:
    """A passage that speaks for a unit: where it stands (None for the source as a whole) and the codes on it."""

    unit: str
    source: str
    start: int | None
    end: int | None
    codes: tuple[str, ...] = ()


def standings(project: Project, claims: Sequence[Claim] | None = None) -> list[Standing]:
    """Return how claims stand, all of them unless told otherwise.

    Only the codings of codes that some claim counts are read, once for all of
    them; who speaks where is remembered from one asking to the next.
    """
    wanted = project.claims() if claims is None else list(claims)
    return list(_Count(project, wanted).standings(wanted))


def standing_of(project: Project, claim: Claim) -> Standing:
    """Return how one claim stands."""
    return standings(project, [claim])[0]


def flagged(project: Project) -> list[Standing]:
    """Return the claims whose word the material does not bear out, withdrawn ones left out."""
    return [s for s in standings(project) if s.flagged]


def units(project: Project) -> Mapping[str, Case | Source]:
    """Return every case and source by id, to name what was counted."""
    return {**{c.id: c for c in project.cases()}, **{s.id: s for s in project.sources()}}


def unit_name(unit: Case | Source | None) -> str:
    """Return the printed name of a case, or a source's handle."""
    if unit is None:
        return "?"
    return unit.printed if isinstance(unit, Case) else unit.handle


def supporting(project: Project, claim: Claim) -> list[Voice]:
    """Return the coded passages by which units count, in the order of the sources."""
    count = _Count(project, [claim])
    asked = count.asked(claim)
    return _in_order(project, count.voices(claim, claim.condition.codes, asked))


def opposing(project: Project, now: Standing) -> list[Voice]:
    """Return passages of units that do not count and that carry the opposite pole of a code the claim counts."""
    book = project.codebook()
    claim = now.claim
    partners = [p for code in claim.condition.codes if (p := book.partner(code)) is not None]
    if not partners:
        return []
    return _in_order(project, _Count(project, [claim], extra=partners).voices(claim, partners, now.counter))


def movers(project: Project, claim: Claim) -> list[Action]:
    """Return the actions since the claim was last checked that changed codings on the codes it counts, newest first."""
    since = claim_rows.checked_at(project.db, claim.id)
    if not since:
        return []
    codes = _subtree(project.codebook(), claim.condition.codes)
    changed = claim_rows.codings_changed_since(project.db, since, codes)
    wanted = list(dict.fromkeys(action for action, _kind, _source in changed))[:_TOLD]
    by_id = {a.id: a for a in history_rows.actions_of(project.db, wanted)}
    return [by_id[action] for action in wanted if action in by_id]


def _in_order(project: Project, voices: Iterable[Voice]) -> list[Voice]:
    order = {s.id: n for n, s in enumerate(project.sources())}
    return sorted(voices, key=lambda v: (order.get(v.source, len(order)), v.start or 0, v.end or 0))


def _subtree(book: Codebook, codes: Iterable[str]) -> set[str]:
    """Return codes with all under them; a merged code is stood for by the one that holds its codings."""
    out: set[str] = set()
    for code in codes:
        found = book.by_id.get(code)
        out |= book.descendants((found.merged_into or code) if found is not None else code)
    return out


class _Count:
    """The marks and hits that some claims need, read once."""

    def __init__(self, project: Project, claims: Sequence[Claim], *, extra: Sequence[str] = ()) -> None:
        self.project = project
        self.book = project.codebook()
        self.sources = {s.id: s for s in project.sources()}
        self.cases = {c.id: c for c in project.cases()}
        everything = any(c.condition.facets and not c.condition.codes for c in claims)
        codes = {code for c in claims for code in c.condition.codes} | set(extra)
        self.marks: dict[str, list[Mark]] = {}
        if everything or codes:
            for mark in claim_rows.marks(project.db, None if everything else _subtree(self.book, codes)):
                if mark.source in self.sources:
                    self.marks.setdefault(mark.code, []).append(mark)
        self._facets: dict[str, Mapping[str, str]] = {}
        self._material: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}

    def standings(self, claims: Sequence[Claim]) -> Iterator[Standing]:
        quantifiers: dict[str, Quantifier] = {q.handle: q for q in self.project.quantifiers()}
        for claim in claims:
            asked = self.asked(claim)
            found, readable = self.found(claim, asked)
            if claim.condition.lacking:
                found = asked - found
            now = standing(claim, quantifiers, found if readable else (), asked)
            if not readable:
                now = Standing(claim, now.quantifier, frozenset(), asked, "unknown")
            yield now

    def asked(self, claim: Claim) -> frozenset[str]:
        """Return the units that the claim's base names and that have material."""
        base = claim.base
        key = (base.unit, base.sources)
        if key not in self._material:
            heard: set[str] = set()
            for source in self.sources.values():
                if not base.sources or source.kind in base.sources:
                    heard |= {source.id} if base.unit == "source" else set(self.project.voices(source).all())
            if base.unit != "source":
                heard = {c for c in heard if c in self.cases and self.cases[c].kind == base.unit}
            self._material[key] = frozenset(heard)
        found = self._material[key]
        for name, values in base.attributes.items():
            found = frozenset(u for u in found if self._attribute(u, name) in values)
        return found

    def _attribute(self, unit: str, name: str) -> str:
        case = self.cases.get(unit)
        if case is not None:
            return case.attributes.get(name, "")
        source = self.sources.get(unit)
        if source is None:
            return ""
        if name in ("series", "kind", "place", "mode"):
            return str(getattr(source, name))
        its = self.cases.get(source.case or "")
        return its.attributes.get(name, "") if its else ""

    def found(self, claim: Claim, asked: frozenset[str]) -> tuple[frozenset[str], bool]:
        """Return the units in whose material the claim's condition is met, and whether it could be read."""
        condition = claim.condition
        out = asked
        if condition.codes or condition.facets:
            out &= self._coded(claim, asked)
        if condition.query:
            try:
                out &= self._hit(claim)
            except QualcodeError:
                return frozenset(), False
        return out, True

    def _coded(self, claim: Claim, asked: frozenset[str]) -> frozenset[str]:
        condition = claim.condition
        if condition.codes and condition.every:
            each = [frozenset(v.unit for v in self.voices(claim, [c], asked)) for c in condition.codes]
            return frozenset.intersection(*each)
        return frozenset(v.unit for v in self.voices(claim, condition.codes, asked))

    def voices(self, claim: Claim, codes: Sequence[str], asked: Collection[str]) -> list[Voice]:
        """Return the passages with some codes, or with any, that the claim counts for the units asked."""
        condition, base = claim.condition, claim.base
        wanted = _subtree(self.book, codes) if codes else self.marks.keys()
        out: dict[tuple[str, str, int | None, int | None], dict[str, None]] = {}
        for code in wanted:
            for mark in self.marks.get(code, ()):
                if bool(mark.absent) is not condition.absent:
                    continue
                source = self.sources[mark.source]
                if base.sources and source.kind not in base.sources:
                    continue
                if condition.facets and not self._qualified(mark, condition):
                    continue
                owners = (source.id,) if base.unit == "source" else self.project.voices(source).of(mark.start, mark.end)
                for unit in owners:
                    if unit in asked:
                        out.setdefault((unit, mark.source, mark.start, mark.end), {})[mark.code] = None
        return [Voice(*key, tuple(found)) for key, found in out.items()]

    def _qualified(self, mark: Mark, condition: Condition) -> bool:
        if mark.facets not in self._facets:
            self._facets[mark.facets] = json.loads(mark.facets)
        carried = self._facets[mark.facets]
        return all(carried.get(facet) in values for facet, values in condition.facets.items())

    def _hit(self, claim: Claim) -> frozenset[str]:
        """Return the units in whose words the claim's query finds something."""
        project, base = self.project, claim.base
        out: set[str] = set()
        for source, start, end in project.hit_places(claim.condition.query):
            owner = self.sources.get(source)
            if owner is None or (base.sources and owner.kind not in base.sources):
                continue
            out |= {source} if base.unit == "source" else set(project.voices(owner).of(start, end))
        return frozenset(out)
