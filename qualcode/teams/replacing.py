"""Exchanging a source's text for a changed file, and joining two sources that are one text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.core.codings import Coding
from qualcode.core.condensations import Condensation
from qualcode.core.events import Change
from qualcode.core.places import Span
from qualcode.core.reanchor import Anchor, edits_between, kept_share, reanchor
from qualcode.core.sources import Source, correct_source, same_source
from qualcode.core.texts import Edit, apply_edits, text_hash
from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.ingest.files import read_file
from qualcode.ingest.repair import propose
from qualcode.project import Project
from qualcode.store import team_rows

#: From this share of like lines on, two texts are offered as one.
ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Moved:
    """A passage before and after: the coding or condensation, where it was, where it comes to stand."""

    id: str
    thing: str
    start: int
    end: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Replacement:
    """What exchanging a text would do: the edits, the share of the text that stays, and every passage."""

    source: Source
    text: str
    edits: tuple[Edit, ...]
    kept: float
    passages: tuple[Moved, ...]

    @property
    def uncertain(self) -> tuple[Moved, ...]:
        """The passages that a person should look at."""
        return tuple(m for m in self.passages if m.anchor.how != "carried")


def plan_replacement(project: Project, source: Source, path: Path, *, repair: bool = True) -> Replacement:
    """Read a changed file and return what putting its text in the place of a source's would do.

    Raises SourceRejected when the file cannot be a source, QualcodeError when it says nothing new, or while a
    blind round is open on the source: the passages to look at would tell what others coded.
    """
    if source.id in project.blind_sources():
        raise QualcodeError(
            _("a blind round is open on {source}").format(source=source.handle),
            _("close it first; single words can be mended meanwhile: qualcode source correct"),
        )
    base = read_file(path).base
    old = project.text(source)
    new = base
    if repair and project.revisions(source):
        new = apply_edits(base, propose(base, lexicon=project.lexicon(source.language)).edits)
    edits = edits_between(old, new)
    if not edits:
        raise QualcodeError(
            _("{file} has the same text as {source}").format(file=path.name, source=source.handle),
            _("nothing was changed"),
        )
    passages = []
    for identifier, thing, start, end in team_rows.passages(project.db, source.id):
        passages.append(Moved(identifier, thing, start, end, reanchor(old, new, start, end)))
    return Replacement(source, new, edits, kept_share(old, edits), tuple(passages))


def carry_out(project: Project, plan: Replacement) -> str:
    """Exchange the text as one action and return its id; uncertain passages are marked for review."""
    revision = text_hash(plan.text)
    layers = team_rows.layers(project.db, [m.id for m in plan.uncertain])
    changes: list[Change] = [correct_source(plan.source, plan.source.text, plan.edits)]
    for moved in plan.uncertain:
        body: dict[str, object] = {"review": moved.anchor.how}
        if moved.anchor.start is not None:
            body |= {"revision": revision, "start": moved.anchor.start, "end": moved.anchor.end}
        changes.append(Change(f"{moved.thing}.edit", moved.id, body, layers[moved.id], plan.source.id))
    return project.apply(*changes)


def alike(one: str, other: str) -> float:
    """Return the share of lines, blank ones apart, that two texts have in common."""
    lines = [[" ".join(line.split()) for line in text.split("\n") if line.strip()] for text in (one, other)]
    if not lines[0] or not lines[1]:
        return 0.0
    first, second = set(lines[0]), set(lines[1])
    return 2 * len(first & second) / (len(first) + len(second))


def twins(project: Project) -> list[tuple[Source, Source, float]]:
    """Return the pairs of sources that are nearly the same text, with their share of like lines."""
    sources = project.sources()
    lines = {s.id: {" ".join(line.split()) for line in project.text(s).split("\n") if line.strip()} for s in sources}
    out = []
    for n, one in enumerate(sources):
        for other in sources[n + 1 :]:
            a, b = lines[one.id], lines[other.id]
            share = 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
            if share >= ALIKE:
                out.append((one, other, share))
    return out


def join(project: Project, kept: Source, other: Source, *, force: bool = False) -> list[Coding]:
    """Let one source stand for another that is the same text, and return the codings to look at.

    Raises QualcodeError when it is the same source, or the texts are too unlike without ``force``.
    """
    if kept.id == other.id:
        raise QualcodeError(_("a source cannot be joined with itself"), _("name two sources"))
    share = alike(project.text(kept), project.text(other))
    if share < ALIKE and not force:
        raise QualcodeError(
            _("{a} and {b} have only {n} % of their lines in common").format(
                a=kept.handle, b=other.handle, n=round(share * 100)
            ),
            _("if they are one text even so, give --force; codings whose words are not found are marked"),
        )
    project.apply(same_source(other.id, kept.id))
    return review_list(project, source=project.source(kept.id))


def review_list(project: Project, *, source: Source | None = None) -> list[Coding]:
    """Return the codings whose place a person should look at."""
    return project.codings(source=source, doubtful=True)


def condensations_to_review(project: Project, *, source: Source | None = None) -> list[Condensation]:
    """Return the condensations whose meaning unit is gone from the text."""
    return [c for c in project.condensations() if c.start is None and (source is None or c.source == source.id)]


def accept(project: Project, codings: Sequence[Coding]) -> str:
    """Mark codings as standing where they should, as one action, and return its id."""
    changes = []
    for coding in codings:
        body: dict[str, object] = {"review": None}
        if coding.start is not None:
            # The place found is written down, so that it no longer rests on looking for the words.
            source = project.source(coding.source)
            body |= {"revision": source.text, "start": coding.start, "end": coding.end}
        changes.append(Change("coding.edit", coding.id, body, coding.layer, coding.source))
    return project.apply(*changes)


def place(project: Project, coding: Coding, span: Span) -> str:
    """Set a coding on a passage of the newest text, so that it need not be looked at, and return the action's id."""
    revision = project.source(coding.source).text
    body: dict[str, object] = {"review": None, "revision": revision, "start": span[0], "end": span[1]}
    return project.apply(Change("coding.resize", coding.id, body, coding.layer, coding.source))


def place_unit(project: Project, condensation: Condensation, span: Span) -> str:
    """Set a condensation on a meaning unit of the newest text, and return the action's id."""
    body: dict[str, object] = {
        "revision": project.source(condensation.source).text,
        "start": span[0],
        "end": span[1],
        "review": None,
    }
    return project.apply(Change("condensation.edit", condensation.id, body, source=condensation.source))


def words_when_made(project: Project, coding: Coding | Condensation) -> str:
    """Return the words that a person last set something on, in the text of that time; empty when they are gone."""
    rows = project.db.execute(
        "SELECT e.json FROM event e WHERE e.object = ? AND e.json NOT NULL ORDER BY e.hlc DESC, e.id DESC",
        (coding.id,),
    )
    for (body,) in rows:
        fields = json.loads(body)
        if fields.get("start") is not None and not fields.get("review"):
            return project.text_of(str(fields["revision"]))[fields["start"] : fields["end"]]
    return ""
