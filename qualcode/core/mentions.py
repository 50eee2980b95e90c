"""Mentions of what may be personal, and the names that they add up to.

A name is one group for all its forms: genitive, capitals, the first part of a
compound.  Names that are near each other (*Ann-Mari*, *Ann-Marie*) stay two
groups that a person is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_LETTERS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("é", "e"), ("ie", "i"), ("ll", "l"))
_DOUBLED = re.compile(r"(\w)\1")
_LEAST = 4
#: The least confidence at which a name is held against others, and the most names that are all held against each other.
_SURE = 0.4
_MANY = 60


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text that the project holds: of which thing (kind and id), in which field, and the thing's own name.

    ``number`` is the place of the text among those of its field, such as a block of a scene.
    """

    thing: str
    id: str
    field: str
    text: str
    name: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch ``[start, end)`` of a held text that may point to somebody."""

    held: HeldText
    start: int
    end: int
    kind: str
    confidence: float
    reason: str

    @property
    def words(self) -> str:
        """The words as they stand, with even blanks."""
        return " ".join(self.held.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Everything that is taken for one name.

    ``forms`` are its forms as written, most frequent first; ``near`` are other
    names that may be the same; ``state`` is empty, ``given``, ``masked`` or
    ``left``, and ``public`` what it prints as where that is decided.
    """

    name: str
    kind: str
    confidence: float
    reason: str
    forms: tuple[str, ...]
    mentions: tuple[Mention, ...]
    near: tuple[str, ...] = ()
    state: str = ""
    public: str = ""


def group(mentions: Iterable[Mention], *, known: Callable[[str], bool] = lambda _form: False) -> list[NameGroup]:
    """Return mentions as names, the surest and most frequent first.

    ``known`` tells of a form without its -s whether it is a known name, which
    settles what the genitive of a name is that never stands alone.
    """
    listed = list(mentions)
    plain = {m.words.casefold() for m in listed}
    by_key: dict[tuple[bool, str], list[Mention]] = {}
    for mention in listed:
        number = mention.kind not in ("person", "place", "organisation", "name")
        key = mention.words.casefold() if number else _stem(mention.words, plain, known)
        by_key.setdefault((number, key), []).append(mention)
    groups = [_group(key, found) for (_number, key), found in by_key.items()]
    groups = _with_neighbours(groups)
    return sorted(groups, key=lambda g: (-g.confidence, -len(g.mentions), g.name))


def _stem(words: str, plain: Collection[str], known: Callable[[str], bool]) -> str:
    lower = words.casefold()
    for ending in (":s", "s"):
        bare = lower.removesuffix(ending)
        if bare != lower and len(bare) > 1 and (bare in plain or known(words[: len(bare)])) and not known(words):
            return bare
    return lower


def _group(key: str, found: Sequence[Mention]) -> NameGroup:
    counts: dict[str, int] = {}
    for mention in found:
        counts[mention.words] = counts.get(mention.words, 0) + 1
    forms = sorted(counts, key=lambda form: (-counts[form], form))
    proper = [form for form in forms if form.casefold() == key and not (form.isupper() and len(form) > 3)]
    best = max(found, key=lambda m: m.confidence)
    name = proper[0] if proper else forms[0][: len(key)]
    return NameGroup(name, best.kind, best.confidence, best.reason, tuple(forms), tuple(found))


def _with_neighbours(groups: Sequence[NameGroup]) -> list[NameGroup]:
    """Return the groups, each with the names that may be the same."""
    names = [g.name for g in groups if g.kind in ("person", "name", "place", "organisation") and g.confidence >= _SURE]
    near: dict[str, set[str]] = {name: set() for name in names}

    def pair(one: str, other: str) -> None:
        if one != other:
            near[one].add(other)
            near[other].add(one)

    sounds: dict[str, list[str]] = {}
    for name in names:
        # Names that differ in one letter agree in one half or the other.
        sound = sounding(name)
        half = len(sound) // 2
        for part in {sound, "^" + sound[:half], "$" + sound[half:], "$" + sound[-half:] if half else ""}:
            sounds.setdefault(part, []).append(name)
    for alike in sounds.values():
        for one, other in _pairs(alike):
            if near_names(one, other):
                pair(one, other)
    persons = [g.name for g in groups if g.kind == "person" and g.name in near]
    whole = [name for name in persons if " " in name]
    parts: dict[str, list[str]] = {}
    for name in whole:
        for part in (name.split()[0], name.split()[-1]):
            parts.setdefault(part, []).append(name)
    for name in persons:
        for longer in parts.get(name, ()):
            pair(name, longer)
    return [replace(g, near=tuple(sorted(near.get(g.name, ())))) for g in groups]


def _pairs(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(names) <= _MANY:
        return ((one, other) for n, one in enumerate(names) for other in names[n + 1 :])
    return pairwise(sorted(names))


def sounding(name: str) -> str:
    """Return a name as it sounds, so that spellings of one name meet: *Ann-Marie* and *Ann-Mari*, *Carl* and *Karl*."""
    text = name.casefold().replace("-", "").replace(" ", "")
    if text.startswith("ch"):
        text = text[0] + text[2:]
    for old, new in _LETTERS:
        text = text.replace(old, new)
    return _DOUBLED.sub(r"\1", text)


def near_names(one: str, other: str) -> bool:
    """Tell whether two names may be spellings of one: they sound alike, or differ in a single letter."""
    first, second = sounding(one), sounding(other)
    if first == second:
        return True
    if min(len(first), len(second)) < _LEAST or first[0] != second[0]:
        return False
    return _one_letter_apart(first, second)


def _one_letter_apart(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    if len(shorter) == len(longer):
        return shorter[at + 1 :] == longer[at + 1 :]
    return len(longer) == len(shorter) + 1 and shorter[at:] == longer[at + 1 :]
