"""What stands side by side: two coders' codings of one text, or two texts paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from qualcode.core.alignment import ADDED, REMOVED, REWORDED, Alignment, align, changed_words
from qualcode.core.codings import Mark
from qualcode.core.places import Span
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.teams.differing import differences, other_versions
from qualcode.tui.figures import number
from qualcode.tui.open_source import OpenSource

CODERS, SOURCES = "coders", "sources"
SIGNS = {REMOVED: "−", ADDED: "+", REWORDED: "~"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of both: the source, the marks on its text, what stands above it; ``who`` is the coder, in quiet ``more``."""

    opened: OpenSource
    marks: list[Mark]
    title: str
    more: str
    who: str = ""
    matches: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sides:
    """Left and right, what stands beside what, and the places that differ."""

    mode: str
    left: Side
    right: Side
    places: list[tuple[Span | None, Span | None]]
    alignment: Alignment = field(default_factory=lambda: Alignment(()))


def coders_beside(project: Project, source: str, kept: tuple[str, str]) -> Sides:
    """Return two coders' own codings of a source (by id): those kept, else who coded it, the person at work first."""
    opened = OpenSource.load(project, source)
    own = {c.id for c in project.codings(source=opened.source) if c.layer.startswith("own:")}
    coded = {m.coder for m in opened.marks if m.id in own}
    people = {p.id: p for p in project.persons()}
    order = [p for p in (project.actor, *people) if p in coded or p in people]
    both = list(dict.fromkeys([*(p for p in kept if p in order), *(p for p in order if p in coded), *order]))[:2]
    hidden = source in project.blind_sources()
    sides = []
    for coder in (*both, "", "")[:2]:
        marks = [m for m in opened.marks if m.coder == coder and m.id in own]
        n = len(marks)
        words = ngettext("{n} coding", "{n} codings", n).format(n=number(n))
        name = people[coder].name if coder in people else project.actor_name if coder else "–"
        more = _("hidden: the round is blind") if hidden and coder != project.actor else words
        sides.append(Side(opened, marks, name, more, coder))
    found = []
    if len(both) == 2:  # else there is nobody to differ from
        found = differences(project, sources=[opened.source], coders=[p for p in people.values() if p.id in both])
    spans = sorted({(d.start, d.end) for d in found if d.start is not None and d.end is not None})
    return Sides(CODERS, sides[0], sides[1], [(s, s) for s in spans])


def sources_beside(project: Project, left: str, right: str, step: Callable[[], None]) -> Sides:
    """Return two sources (by id) paragraph by paragraph; ``right`` may be empty for the nearest version or the next.

    ``step`` is called now and then, and may raise to stop the work.
    """
    ids = [s.id for s in project.sources()]
    if right not in ids or right == left:
        versions = other_versions(project, project.source(left))
        right = versions[0].id if versions else next((i for i in ids if i != left), left)
    one, other = OpenSource.load(project, left), OpenSource.load(project, right)
    alignment = align(one.text, other.text, step)
    differing = alignment.differing()
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    matches: tuple[list[Span], list[Span]] = ([], [])
    for n, pair in enumerate(differing):
        for side, span in enumerate((pair.left, pair.right)):
            if span is not None:
                marks[side].append(Mark(str(n), *span, pair.kind))
        if pair.left is not None and pair.right is not None:
            step()
            changed = changed_words(one.text[slice(*pair.left)], other.text[slice(*pair.right)])
            for side, span in enumerate((pair.left, pair.right)):
                matches[side].extend((span[0] + s, span[0] + e) for s, e in changed[side])
    counts = {kind: sum(p.kind == kind for p in differing) for kind in SIGNS}
    sides = []
    for side, opened in enumerate((one, other)):
        told = (f"{SIGNS[kind]}{number(counts[kind])}" for kind in ((REMOVED, ADDED)[side], REWORDED))
        sides.append(Side(opened, marks[side], opened.source.title, " ".join(told), matches=matches[side]))
    return Sides(SOURCES, sides[0], sides[1], [(p.left, p.right) for p in differing], alignment)
