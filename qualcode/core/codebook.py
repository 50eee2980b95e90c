"""The codebook: codes in a tree, axes between poles, facets; and the changes that alter it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.core.events import Change
from qualcode.core.ids import new_id, stable_id

CODE_KINDS = ("pole", "dimension", "level", "theme")
STATUSES = ("active", "draft", "retired")
VOICED_BY = ("anyone", "self", "others")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word that looks like a cue and is not, with the reason."""

    word: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A node of the codebook.

    ``handle`` is the id in the YAML file and what people type; ``short`` is the
    short name that narrow columns show.  ``voiced_by`` says who can be heard
    saying it: nobody reports *moving away from clients* about themselves.
    ``not_forms`` are words in which a cue stands by its letters only, such as
    *kontrollgrupp* for *roll*; each counts in all its inflections, and ``*`` stands for any letters.
    """

    id: str
    handle: str
    name_sv: str
    name_en: str = ""
    short: str = ""
    kind: str = "theme"
    parent: str | None = None
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    counter_example: str = ""
    cues: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    not_forms: tuple[str, ...] = ()
    citation: str = ""
    colour: str = ""
    status: str = "active"
    aliases: tuple[str, ...] = ()
    ideal_type: bool = False
    voiced_by: str = "anyone"
    position: int = 0
    codebook: str | None = None
    merged_into: str | None = None
    split_into: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the name in Swedish or English, whichever there is."""
        return (self.name_en or self.name_sv) if language == "en" else (self.name_sv or self.name_en)


@dataclass(frozen=True, slots=True)
class Axis:
    """A link between two codes as opposite poles, with pairs of item codes (all ids)."""

    id: str
    handle: str
    name_sv: str
    left: str
    right: str
    name_en: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    citation: str = ""
    position: int = 0
    codebook: str | None = None

    def name(self, language: str) -> str:
        """Return the name in Swedish or English, whichever there is."""
        return (self.name_en or self.name_sv) if language == "en" else (self.name_sv or self.name_en)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet's closed list."""

    handle: str
    name_sv: str
    name_en: str = ""
    key: str = ""  # the single key that sets it in the terminal

    def name(self, language: str) -> str:
        """Return the name in Swedish or English, whichever there is."""
        return (self.name_en or self.name_sv) if language == "en" else (self.name_sv or self.name_en)


@dataclass(frozen=True, slots=True)
class Facet:
    """A qualifier of codings with a closed list of values."""

    id: str
    handle: str
    name_sv: str
    name_en: str = ""
    values: tuple[FacetValue, ...] = ()
    position: int = 0
    codebook: str | None = None

    def name(self, language: str) -> str:
        """Return the name in Swedish or English, whichever there is."""
        return (self.name_en or self.name_sv) if language == "en" else (self.name_sv or self.name_en)


@dataclass(frozen=True, slots=True)
class BookInfo:
    """What a codebook says of itself."""

    id: str
    handle: str
    title_sv: str
    title_en: str = ""
    version: int = 1
    description: str = ""
    citations: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Return the title in Swedish or English, whichever there is."""
        return (self.title_en or self.title_sv) if language == "en" else (self.title_sv or self.title_en)


@dataclass(frozen=True)
class Codebook:
    """All codes, axes and facets of a project, or of one file.

    The codes' ``parent`` links form a forest; siblings are ordered by position,
    then handle.  Merged codes are left out of the tree but still answer to
    :meth:`code`.
    """

    codes: tuple[Code, ...] = ()
    axes: tuple[Axis, ...] = ()
    facets: tuple[Facet, ...] = ()
    books: tuple[BookInfo, ...] = field(default=())

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        """Every code by its id, merged ones too."""
        return {code.id: code for code in self.codes}

    @cached_property
    def by_handle(self) -> Mapping[str, Code]:
        """Every standing code by its handle and its aliases; a handle beats an alias."""
        out = {alias: code for code in self.standing for alias in code.aliases}
        return out | {code.handle: code for code in self.standing}

    @cached_property
    def standing(self) -> tuple[Code, ...]:
        """The codes that are not merged into others, in tree order, parents first."""
        return tuple(code for code, _ in self.walk())

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Code, ...]]:
        out: dict[str | None, list[Code]] = {}
        for code in sorted(self.codes, key=lambda c: (c.position, c.handle, c.id)):
            if code.merged_into is None:
                parent = code.parent if code.parent in self.by_id else None
                while parent is not None and (into := self.by_id[parent].merged_into) in self.by_id:
                    parent = into
                out.setdefault(parent, []).append(code)
        return {k: tuple(v) for k, v in out.items()}

    def book_of(self, code: Code) -> BookInfo | None:
        """Return the codebook that a code, or the nearest code above it that is of any, belongs to."""
        for at in (code, *reversed(self.path(code.id))):
            if at.codebook:
                return next((b for b in self.books if at.codebook in (b.id, b.handle)), None)
        return None

    def children(self, parent: str | None) -> tuple[Code, ...]:
        """Return the codes directly under a code, or the roots for None."""
        return self._children.get(parent, ())

    def walk(self, parent: str | None = None, depth: int = 0) -> Iterator[tuple[Code, int]]:
        """Yield every standing code with its depth, parents before children."""
        for code in self.children(parent):
            yield code, depth
            yield from self.walk(code.id, depth + 1)

    def path(self, code: str) -> tuple[Code, ...]:
        """Return the codes from the root down to a code."""
        out: list[Code] = []
        at = self.by_id.get(code)
        while at is not None and at not in out:
            out.append(at)
            at = self.by_id.get(at.parent) if at.parent else None
        return tuple(reversed(out))

    def path_name(self, code: str, language: str) -> str:
        """Return a code's names from the root down, ``family › code``."""
        return " › ".join(c.name(language) for c in self.path(code))

    def descendants(self, code: str) -> frozenset[str]:
        """Return the ids of a code and of everything under it."""
        return frozenset([code, *(c.id for c, _ in self.walk(code))])

    def partner(self, code: str) -> str | None:
        """Return the opposite pole of a code, or of an item its partner item."""
        for axis in self.axes:
            for left, right in ((axis.left, axis.right), *axis.pairs):
                if code in (left, right):
                    return right if code == left else left
        return None


def code_id(book: str, handle: str) -> str:
    """Return the id of a code named in a codebook file: the same at every office."""
    return stable_id("code", book, handle)


_CODE_FIELDS = (
    "handle short name_sv name_en definition when_to_use when_not example counter_example citation kind parent "
    "position colour status voiced_by codebook".split()
)


def code_body(code: Code) -> dict[str, object]:
    """Return a code as the event body holds it; empty fields left out."""
    body: dict[str, object] = {n: v for n in _CODE_FIELDS if (v := getattr(code, n)) not in ("", None)}
    for name in ("cues", "not_forms", "aliases"):
        if value := getattr(code, name):
            body[name] = list(value)
    if code.near_misses:
        body["near_misses"] = [[m.word, m.why] for m in code.near_misses]
    if code.ideal_type:
        body["ideal_type"] = 1
    return body


def add_code(code: Code) -> Change:
    """Return the making of a code."""
    return Change("code.add", code.id or new_id(), code_body(code), "codebook")


def rename_code(code: str, **names: str) -> Change:
    """Return a new ``handle``, ``short``, ``name_sv`` or ``name_en`` of a code; its codings stay."""
    return Change("code.rename", code, names, "codebook")


def define_code(code: str, **fields: object) -> Change:
    """Return a change of a code's definition, rules, examples, cues, colour and so on."""
    return Change("code.define", code, fields, "codebook")


def move_code(code: str, parent: str | None, position: int = 0) -> Change:
    """Return the moving of a code under another, or to the top for None."""
    return Change("code.move", code, {"parent": parent, "position": position}, "codebook")


def merge_code(code: str, into: str) -> Change:
    """Return the merging of a code into another; its codings then count for the other."""
    return Change("code.merge", code, {"merged_into": into}, "codebook")


def split_code(code: str, into: Sequence[str]) -> Change:
    """Return the splitting of a code: its codings stay on it until they are gone through."""
    return Change("code.split", code, {"split_into": list(into)}, "codebook")


def retire_code(code: str, *, status: str = "retired") -> Change:
    """Return the retiring of a code, or with ``active`` its return."""
    return Change("code.retire", code, {"status": status}, "codebook")


def remove_code(code: str) -> Change:
    """Return the removal of a code."""
    return Change("code.remove", code, {}, "codebook")


def add_axis(axis: Axis) -> Change:
    """Return the making of an axis."""
    body = {
        "handle": axis.handle,
        "codebook": axis.codebook,
        "name_sv": axis.name_sv,
        "name_en": axis.name_en,
        "left_code": axis.left,
        "right_code": axis.right,
        "pairs": [list(p) for p in axis.pairs],
        "citation": axis.citation,
        "position": axis.position,
    }
    return Change("axis.add", axis.id, body, "codebook")


def add_facet(facet: Facet) -> Change:
    """Return the making of a facet."""
    body = {
        "handle": facet.handle,
        "codebook": facet.codebook,
        "name_sv": facet.name_sv,
        "name_en": facet.name_en,
        "choices": [[v.handle, v.name_sv, v.name_en, v.key] for v in facet.values],
        "position": facet.position,
    }
    return Change("facet.add", facet.id, body, "codebook")


def add_book(info: BookInfo) -> Change:
    """Return the making of a codebook's own entry."""
    body = {
        "handle": info.handle,
        "title_sv": info.title_sv,
        "title_en": info.title_en,
        "version": info.version,
        "description": info.description,
        "citations": list(info.citations),
    }
    return Change("codebook.add", info.id, body, "codebook")


def differences(old: Codebook, new: Codebook) -> Iterator[Change]:
    """Yield the changes that lead from the codes, axes and facets of ``old`` to those of ``new``.

    Things that are only in ``old`` stay: a file that leaves a code out does not
    take it out of a project where it may carry codings.
    """
    yield from _changed("codebook", {b.id: add_book(b) for b in old.books}, (add_book(b) for b in new.books))
    yield from _changed("code", {c.id: add_code(c) for c in old.codes}, (add_code(c) for c in new.codes))
    yield from _changed("axis", {a.id: add_axis(a) for a in old.axes}, (add_axis(a) for a in new.axes))
    yield from _changed("facet", {f.id: add_facet(f) for f in old.facets}, (add_facet(f) for f in new.facets))


def _changed(thing: str, old: Mapping[str, Change], new: Iterable[Change]) -> Iterator[Change]:
    for change in new:
        before = old.get(change.object)
        if before is None:
            yield change
            continue
        body = {k: v for k, v in change.body.items() if before.body.get(k) != v}
        body |= {k: None for k in before.body if k not in change.body}
        if body:
            yield Change(f"{thing}.edit", change.object, body, "codebook")
