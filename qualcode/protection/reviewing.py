"""The review list: what in the whole project may point to somebody, name by name, with reasons and verdicts.

It is a list for a person to go through.  That something is not on it says
nothing of anonymity.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from qualcode.core.invented_names import proposals
from qualcode.core.mentions import HeldText, Mention, NameGroup, group
from qualcode.core.name_key import NameKey, taken_names
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.rarity import Rare, rare_combinations
from qualcode.core.sources import Source
from qualcode.errors import Ambiguous, NotFound
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.protection.guarding import personal
from qualcode.store.blindness import hidden_things
from qualcode.store.held_texts import SLUGS, held_texts

#: The least confidence of what is listed when nothing else is asked for.
LIKELY = 0.4
_SURE = 0.6
#: Names of codes and works are the codebook's, not the respondents'.
_BOOKS = frozenset({"codebook", "code", "axis", "facet", "query", "round", "suggestion"})
_UNCERTAIN = 0.5
_ELSEWHERE = "found elsewhere in the material"
_CASE = "the name of a case"
_FILE = "a known name in the name of a file"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Review:
    """What was found: names and numbers, the surest first, and rare combinations of the cases' attributes."""

    groups: tuple[NameGroup, ...]
    rare: tuple[Rare, ...]

    def group(self, ref: str) -> NameGroup:
        """Return the group of a number in the list (from 1) or of a form of its name.

        Raises NotFound, or Ambiguous when several groups have the form.
        """
        if ref.isdigit() and 1 <= int(ref) <= len(self.groups):
            return self.groups[int(ref) - 1]
        wanted = ref.casefold()
        found = [g for g in self.groups if wanted in (g.name.casefold(), *(f.casefold() for f in g.forms))]
        if not found:
            raise NotFound(_("nothing of that name was found in the project"), _("See: qualcode pseudonym list --all"))
        if len(found) > 1:
            raise Ambiguous(
                _("that fits {n} entries of the list").format(n=len(found)), _("Give its number in the list.")
            )
        return found[0]


def review(
    project: Project,
    key: NameKey | None = None,
    *,
    sources: Sequence[Source] | None = None,
    least: float = LIKELY,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Review:
    """Return the review list of a project; ``sources`` narrows it to some texts and leaves all else out.

    ``least`` is the confidence below which nothing is listed.  ``progress`` is told characters done and in all.
    """
    held = list(_held(project, sources))
    total, done = sum(len(h.text) for h in held), 0
    mentions: list[Mention] = []
    persons = {case.id for case in project.cases() if case.kind == "person"}
    languages = {source.id: source.language for source in project.sources()}
    for text in held:
        if cancelled():
            break
        mentions += _mentions(text, persons, languages.get(text.id, "sv"))
        done += len(text.text)
        if progress is not None:
            progress(done, total)
    mentions += _elsewhere(held, mentions)
    public = {entry.public.casefold() for entry in key.entries} if key is not None else set()
    groups = [
        _judged(g, key)
        for g in group((m for m in mentions if m.confidence >= least), known=is_known_name)
        if g.name.casefold() not in public
    ]
    rare = () if sources is not None else tuple(rare_combinations(project.cases(), least=project.least_cell))
    return Review(tuple(groups), rare)


def proposed(project: Project, key: NameKey | None, name: str, *, pronoun: str = "", n: int = 5) -> list[str]:
    """Return a few pseudonyms for a name that occur nowhere in the project and are unlike every name in it."""
    known = {case.printed for case in project.cases()} | {case.name for case in project.cases()}
    words = frozenset(word for h in _held(project, None) for word in _capitals(h.text))
    taken = taken_names(key, known) | {word.casefold() for word in words}
    out: list[str] = []
    for proposal in proposals(name, taken, pronoun=pronoun):
        out.append(proposal)
        if len(out) == n:
            break
    return out


def is_known_name(form: str) -> bool:
    """Tell whether a form is a known name as it is written."""
    from qualcode.language.swedish.gazetteer import gazetteer

    names = gazetteer()
    return form in names.given or form in names.family or form in names.places


def _held(project: Project, sources: Sequence[Source] | None) -> Iterator[HeldText]:
    for source in project.sources() if sources is None else sources:
        yield HeldText("source", source.id, "running", project.text(source), source.handle)
    if sources is not None:
        return
    hidden = hidden_things(project.db)
    yield from (h for h in held_texts(project.db) if h.thing not in _BOOKS and h.id not in hidden)


def _mentions(held: HeldText, persons: Collection[str], language: str) -> list[Mention]:
    if held.field in SLUGS:
        return list(_slug_mentions(held))
    found = [
        Mention(held, p.start, p.end, p.kind, p.confidence, p.reason) for p in personal(held.text, language=language)
    ]
    if held.id in persons and held.field == "name" and not any(m.confidence >= LIKELY for m in found):
        named = held.text[:1].isupper() and any(letter.islower() for letter in held.text)
        return [Mention(held, 0, len(held.text), "person", LIKELY, _CASE)] if named else []
    return found


def _slug_mentions(held: HeldText) -> Iterator[Mention]:
    at = 0
    for part in held.text.replace("_", "-").replace(".", "-").split("-"):
        if len(part) > 2 and is_known_name(part[:1].upper() + part[1:]):
            yield Mention(held, at, at + len(part), "person", 0.45, _FILE)
        at += len(part) + 1


def _elsewhere(held: Iterable[HeldText], mentions: Sequence[Mention]) -> list[Mention]:
    """Return where names that are sure in one text stand unnoticed in others."""
    sure: dict[str, str] = {}
    for m in mentions:
        if m.confidence >= _SURE and m.kind in ("person", "place") and m.words[:1].isupper():
            sure.setdefault(m.words, m.kind)
    finder = Pseudonyms((name, name) for name in sure)
    taken: dict[int, list[tuple[int, int]]] = {}
    for m in mentions:
        if m.confidence >= LIKELY:
            taken.setdefault(id(m.held), []).append((m.start, m.end))
    out: list[Mention] = []
    for text in held:
        if text.field in SLUGS:
            continue
        free = _gaps(taken.get(id(text), []))
        out += (
            Mention(text, place.start, place.end, sure[place.real], _UNCERTAIN, _ELSEWHERE)
            for place in finder.places(text.text)
            if free(place.start, place.end)
        )
    return out


def _gaps(spans: list[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Return what tells whether a stretch touches none of some spans."""
    ordered = sorted(spans)
    starts = [start for start, _end in ordered]
    furthest = list(accumulate((end for _start, end in ordered), max))

    def free(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return not before or furthest[before - 1] <= start

    return free


def _judged(found: NameGroup, key: NameKey | None) -> NameGroup:
    if key is None:
        return found
    near = tuple(n for n in found.near if (min(n, found.name), max(n, found.name)) not in key.apart)
    entry = key.entry(found.name)
    if entry is not None and found.name.casefold() in (real.casefold() for real in entry.real):
        near = tuple(n for n in near if key.entry(n) is not entry)
        return replace(found, near=near, state="masked" if entry.masked else "given", public=entry.public)
    left = found.name.casefold() in (word.casefold() for word in key.left)
    return replace(found, near=near, state="left" if left else "")


@lru_cache(maxsize=4096)
def _capitals(text: str) -> frozenset[str]:
    return frozenset(word.strip('.,:;!?”"()[]–-') for word in text.split() if word[:1].isupper() or word[:1] in '”"(')


__all__ = ["LIKELY", "Review", "is_known_name", "proposed", "review"]
