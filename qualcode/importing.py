"""Importing files as sources: first a plan that a person can look at and alter, then one action.

A plan holds, per file, the text as read, the repairs proposed with their
reasons, the labels that may be speakers with their counts, and what front
matter and manifest say.  Nothing is written before :func:`carry_out`, which
writes all of it or nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.core.cases import Case, add_case, edit_case
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.sources import Source, Speaker, add_source, correct_source, speakers_body
from qualcode.core.texts import Edit, apply_edits, text_hash
from qualcode.errors import SourceRejected
from qualcode.i18n import _
from qualcode.ingest.details import Details
from qualcode.ingest.files import Reading, read_file
from qualcode.ingest.repair import Flag, Repairs, propose
from qualcode.ingest.speakers import SpeakerCandidate, candidates, likely_labels
from qualcode.language.guessing import likely_language
from qualcode.project import Project

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Planned:
    """What importing one file would do.

    ``duplicate`` is the handle of a source with the same content, ``foreign`` the language that the text
    looks like where that is not the one it is marked with: a person decides.
    """

    path: Path
    reading: Reading
    handle: str
    details: Details
    repairs: Repairs
    candidates: tuple[SpeakerCandidate, ...]
    speakers: tuple[Speaker, ...]
    duplicate: str = ""
    foreign: str = ""

    @property
    def text(self) -> str:
        """The text after the repairs."""
        return apply_edits(self.reading.base, self.repairs.edits)

    def without(self, rules: Collection[str] = (), edits: Collection[int] = ()) -> Planned:
        """Return the plan without the repairs of some rules, or of some places in the list (from 0)."""
        kept = tuple(e for i, e in enumerate(self.repairs.edits) if e.rule not in rules and i not in edits)
        return replace(self, repairs=replace(self.repairs, edits=kept))

    def spoken_by(self, speakers: Sequence[Speaker]) -> Planned:
        """Return the plan with other speakers."""
        return replace(self, speakers=tuple(speakers))


def plan_imports(
    project: Project,
    paths: Sequence[Path],
    *,
    manifest: Path | None = None,
    details: Details | None = None,
    encoding: str | None = None,
    skip: Collection[str] = (),
    repair: bool = True,
    progress: Progress | None = None,
) -> list[Planned]:
    """Read files and return what importing them would do, in order.

    ``details`` from the call win over the manifest, the manifest over front
    matter.  ``skip`` names rules of repair to leave out.  Raises SourceRejected
    for the first file that cannot become a source, and for a manifest with errors.
    """
    listed: Mapping[str, Details] = {}
    if manifest is not None:
        from qualcode.ingest.manifest import read_manifest

        listed = read_manifest(manifest)
        paths = paths or [manifest.parent / name for name in listed]
    known = {(s.original, s.base): s.handle for s in project.sources()}
    handles = {s.handle for s in project.sources()}
    plans: list[Planned] = []
    for n, path in enumerate(paths, start=1):
        if progress is not None:
            progress(n, len(paths), path.name)
        plan = _plan(
            project, path, listed.get(path.name), details, encoding=encoding, skip=frozenset(skip), repair=repair
        )
        plan = replace(plan, handle=_free(plan.handle, handles), duplicate=_duplicate(plan.reading, known))
        handles.add(plan.handle)
        known[_digest(plan.reading.original), text_hash(plan.reading.base)] = plan.handle
        plans.append(plan)
    return plans


def _plan(
    project: Project,
    path: Path,
    listed: Details | None,
    given: Details | None,
    *,
    encoding: str | None,
    skip: frozenset[str],
    repair: bool,
) -> Planned:
    from qualcode.ingest.front_matter import details_from_front_matter

    reading = read_file(path, encoding=encoding)
    details = Details()
    if reading.front_matter:
        details = details_from_front_matter(reading.front_matter, path.name)
    for more in (listed, given):
        details = details.with_more(more) if more is not None else details
    if not details.language and project.language != "sv":
        details = replace(details, language=project.language)
    repairs = (
        propose(
            reading.base, lexicon=project.lexicon(details.language or "sv"), english=project.lexicon("en"), skip=skip
        )
        if repair
        else Repairs((), ())
    )
    found = tuple(candidates(reading.base)) if details.kind != "document" else ()
    roles = details.speakers or {c.label: c.example_role for c in found if c.label in likely_labels(found)}
    speakers = tuple(Speaker(label, role) for label, role in roles.items())
    if details.speakers and details.kind in ("", "transcript"):
        present = {c.label for c in candidates(reading.base)} | {s.label for s in speakers if _begins(reading.base, s)}
        speakers = tuple(s for s in speakers if s.label in present)
    kind = details.kind or ("transcript" if speakers else "document")
    details = replace(details, kind=kind, title=details.title or path.stem)
    likely = likely_language(reading.base)
    foreign = likely if likely and likely != (details.language or "sv") else ""
    return Planned(path, reading, _slug(path.stem), details, repairs, found, speakers, foreign=foreign)


def _begins(text: str, speaker: Speaker) -> bool:
    return re.search(rf"^[ \t]*(?:\*\*)?{re.escape(speaker.label)}(?:\*\*)?[ \t]?:", text, re.MULTILINE) is not None


def _slug(stem: str) -> str:
    """Return a handle that people can type: lower case, no blanks, letters as they are."""
    composed = unicodedata.normalize("NFC", stem).lower()
    return re.sub(r"[^\w]+", "-", composed).strip("-_") or "text"


def _free(handle: str, taken: Collection[str]) -> str:
    if handle not in taken:
        return handle
    n = 2
    while f"{handle}-{n}" in taken:
        n += 1
    return f"{handle}-{n}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _duplicate(reading: Reading, known: Mapping[tuple[str, str], str]) -> str:
    original, base = _digest(reading.original), text_hash(reading.base)
    return next((handle for (o, b), handle in known.items() if o == original or b == base), "")


def carry_out(project: Project, plans: Sequence[Planned], *, progress: Progress | None = None) -> list[Source]:
    """Write the planned sources as one action and return them; duplicates are passed over.

    Raises SourceRejected when every file is in the project already.
    """
    wanted = [plan for plan in plans if not plan.duplicate]
    if not wanted:
        names = ", ".join(f"{plan.path.name} = {plan.duplicate}" for plan in plans)
        raise SourceRejected(
            _("already in the project, with the same content: {names}").format(names=names),
            _("nothing was imported"),
        )
    made: list[str] = []
    project.apply_with(lambda: _changes(project, wanted, made, progress))
    return [project.source(identifier) for identifier in made]


def _changes(
    project: Project, plans: Sequence[Planned], made: list[str], progress: Progress | None
) -> Iterator[Change]:
    made.clear()
    cases = {(c.kind, c.name.casefold()): c for c in project.cases()}
    first = len(project.sources())
    for n, plan in enumerate(plans, start=1):
        if progress is not None:
            progress(n, len(plans), plan.path.name)
        case, change = _case(plan.details, cases)
        if change is not None:
            yield change
        identifier = new_id()
        made.append(identifier)
        base = project.keep_text(plan.reading.base)
        yield add_source(identifier, _fields(project, plan, base, case, first + n))
        if plan.repairs.edits:
            yield correct_source(identifier, base, plan.repairs.edits)


def _fields(project: Project, plan: Planned, base: str, case: str | None, position: int) -> dict[str, object]:
    details, reading = plan.details, plan.reading
    speakers = [replace(s, case=s.case or (case if s.role == "respondent" else None)) for s in plan.speakers]
    fields: dict[str, object] = {
        "handle": plan.handle,
        "title": details.title,
        "kind": details.kind,
        "file_name": plan.path.name,
        "format": reading.format,
        "encoding": reading.encoding,
        "original": project.keep_original(reading.original),
        "base": base,
        "position": position,
    }
    if reading.first_line > 1:
        fields["first_line"] = reading.first_line
    if speakers:
        fields["speakers"] = speakers_body(speakers)
    if reading.apparatus:
        fields["apparatus"] = list(reading.apparatus)
    more = {n: getattr(details, n) for n in ("date", "place", "mode", "language", "series", "version")}
    fields |= {name: value for name, value in more.items() if value}
    if case is not None:
        fields["case_id"] = case
    return fields


def _case(details: Details, cases: dict[tuple[str, str], Case]) -> tuple[str | None, Change | None]:
    """Return the id of the case that a source belongs to, and what must be written of it first."""
    if not details.case:
        return None, None
    kind = details.case_kind or ("meeting" if details.kind == "fieldnote" else "person")
    key = (kind, details.case.casefold())
    attributes = {name: value for name, value in details.attributes.items() if value}
    known = cases.get(key)
    if known is None:
        case = Case(new_id(), details.case, kind=kind, attributes=attributes)
        cases[key] = case
        return case.id, add_case(case)
    news = {name: value for name, value in attributes.items() if known.attributes.get(name) != value}
    cases[key] = replace(known, attributes={**known.attributes, **news})
    return known.id, edit_case(known.id, attributes=news) if news else None


def repairs_of(project: Project, source: Source) -> list[Edit]:
    """Return the repairs in force on a source: the edits of its first revision that its import proposed."""
    revisions = project.revisions(source)
    return [e for e in revisions[0] if e.rule != "hand"] if revisions else []


__all__ = ["Flag", "Planned", "carry_out", "plan_imports", "repairs_of"]
