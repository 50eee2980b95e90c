"""Hits as keyword in context: the words around them, their order, what stands on them, how many each source has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from qualcode.core.codings import Mark
from qualcode.core.collation import collation_key
from qualcode.core.search import Hit
from qualcode.core.sources import Source
from qualcode.core.spans import OverlapIndex
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.search.search_pages import Sheet
from qualcode.store.tokens import WORD

SORTS = ("source", "left1", "left2", "left3", "right1", "right2", "right3", "hit", "speaker")
GROUPS = ("source", "speaker", "case")
_AROUND = 120  # characters in which the words to sort by are looked for
_STEP = 500  # hits between two words about how far it has come


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with the words around it.

    ``negated`` is the word that negates it and ``codes`` the ids of the codes it carries, where these were asked for.
    """

    hit: Hit
    source: Source
    left: str
    words: str
    right: str
    negated: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one source, speaker or case; ``condition`` is the value that the search language knows it by."""

    condition: str
    name: str
    n: int


def in_context(project: Project, hits: Iterable[Hit], *, width: int = 60, marks: bool = False) -> Iterator[Line]:
    """Yield hits with so many characters on each side, in the order given; with ``marks`` negation and codes too."""
    sources = {source.id: source for source in project.sources()}
    look = _Marks(project) if marks else None
    for hit in hits:
        source = sources[hit.source]
        text = hit.note or project.text(source)
        yield Line(
            hit,
            source,
            text[max(0, hit.start - width) : hit.start],
            text[hit.start : hit.end],
            text[hit.end : hit.end + width],
            look.negated(source, hit) if look else "",
            look.codes(source, hit) if look else (),
        )


class _Marks:
    """What stands on hits, source by source."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._sheets: dict[str, Sheet] = {}
        self._coded: dict[str, OverlapIndex[Mark]] = {}

    def _sheet(self, source: Source) -> Sheet:
        sheet = self._sheets.get(source.id)
        if sheet is None:
            sheet = Sheet(self._project, source, lemmas={}, index=None, number=None, meets=lambda *_: True)
            self._sheets[source.id] = sheet
        return sheet

    def negated(self, source: Source, hit: Hit) -> str:
        return "" if hit.note else self._sheet(source).negator((hit.start, hit.end))

    def codes(self, source: Source, hit: Hit) -> tuple[str, ...]:
        if hit.note:
            return ()
        index = self._coded.get(source.id)
        if index is None:
            index = self._coded[source.id] = OverlapIndex(self._project.marks(source), ordered=True)
        return tuple(dict.fromkeys(c.code for c in index.overlapping(hit.start, hit.end)))


_RUN = 5000


def ordered(
    project: Project, hits: Sequence[Hit], sort: str, *, step: Callable[[int], object] = lambda _done: None
) -> list[Hit]:
    """Return hits by one of :data:`SORTS`: by the first, second or third word before or after, the hit, the speaker.

    ``step`` is told now and then how many were looked at, and may raise to cancel.  Raises UsageProblem for another
    order.
    """
    if sort not in SORTS:
        raise UsageProblem(
            _("no such order: {name}").format(name=sort), _("one of: {names}").format(names=", ".join(SORTS))
        )
    if sort == "source":
        return list(hits)
    sources = {source.id: source for source in project.sources()}
    keys = []
    for n, hit in enumerate(hits):
        if n % _STEP == 0:
            step(n)
        keys.append(_key(hit, hit.note or project.text(sources[hit.source]), sort))
    # In runs, since nothing else can be done while one sorting of a hundred thousand lasts.
    starts = range(0, len(hits), _RUN)
    runs = [sorted(range(n, min(n + _RUN, len(hits))), key=keys.__getitem__) for n in starts]
    return [hits[n] for n in merge(*runs, key=keys.__getitem__)]


def _key(hit: Hit, text: str, sort: str) -> tuple[str, ...]:
    if sort == "speaker":
        return (collation_key(hit.speaker),)
    if sort.startswith("left"):
        side = list(reversed(WORD.findall(text[max(0, hit.start - _AROUND) : hit.start])[-3:]))
    else:
        side = WORD.findall(text[hit.end : hit.end + _AROUND])[:3]
    if sort == "hit":
        return (collation_key(text[hit.start : hit.end]), *map(collation_key, side))
    # From the word asked for outwards, then the words nearer to the hit.
    n = int(sort[-1]) - 1
    return tuple(collation_key(word) for word in (*side[n:], *side[:n]))


def grouped(project: Project, hits: Iterable[Hit], by: str) -> list[Group]:
    """Return how many hits each source, speaker or case has, most first; ``by`` is one of :data:`GROUPS`.

    A hit is its speaker's case's, else its source's.
    """
    sources = {source.id: source for source in project.sources()}
    cases = {case.id: case for case in project.cases()}
    if by == "case":
        of_label = {(s.id, p.label): p.case or s.case for s in sources.values() for p in s.speakers}
        counts = Counter(of_label.get((h.source, h.speaker), sources[h.source].case) or "" for h in hits)
        named = {i: (case.name, case.name) for i, case in cases.items()}
    elif by == "speaker":
        counts = Counter(hit.speaker for hit in hits)
        named = {label: (label, label) for label in counts}
    else:
        counts = Counter(hit.source for hit in hits)
        named = {i: (source.handle, source.title) for i, source in sources.items()}
    found = [Group(*named.get(key, ("", "")), n) for key, n in counts.items()]
    return sorted(found, key=lambda g: (-g.n, collation_key(g.name)))
