"""Mending a source that is in the project: its repairs, its speakers, its details, its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualcode.core.places import Span
from qualcode.core.repairs import Repair, chosen, standing_repairs, switching
from qualcode.core.revisions import moved
from qualcode.core.sources import Source, correct_source
from qualcode.core.texts import Edit
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.ingest.details import Details, Unfit, read_field
from qualcode.ingest.repair import RULES, Flag, propose
from qualcode.ingest.speakers import SpeakerCandidate, candidates, likely_labels
from qualcode.project import Project


def read_details(texts: Mapping[str, str | None], attributes: Mapping[str, str] | None = None) -> Details:
    """Return the details that a person wrote field by field; a field that is None is passed over.

    Raises UsageProblem naming the field that does not fit, and what would.
    """
    values: dict[str, object] = {}
    for name, text in texts.items():
        if text is None:
            continue
        try:
            values[name] = read_field(name, text)
        except Unfit as unfit:
            raise UsageProblem(_("{field} cannot be {value}").format(field=name, value=text), unfit.mend) from None
    return Details(**values, attributes=dict(attributes or {}))  # type: ignore[arg-type]


def speaker_candidates(project: Project, source: Source) -> tuple[list[SpeakerCandidate], frozenset[str]]:
    """Return the labels of a source's text that may be speakers, and those that are likely."""
    found = candidates(project.text(source))
    return found, frozenset(likely_labels(found))


def repairs(project: Project, source: Source) -> list[Repair]:
    """Return every repair and correction of a source in the order of its text, with its state."""
    return standing_repairs(project.base_text(source), project.revisions(source))


def flagged_places(project: Project, source: Source) -> tuple[Flag, ...]:
    """Return the places of the text as read that no rule dared to change and a person should look at."""
    return propose(project.base_text(source), lexicon=project.lexicon(source.language)).flagged


def switch_repairs(project: Project, source: Source, *, off: Collection[str] = (), on: Collection[str] = ()) -> int:
    """Switch repairs off and on by number or rule, as one action, and return how many were switched.

    A rule that was left out at the import is proposed anew when it is switched
    on.  Raises NotFound for a number or rule that fits no repair.
    """
    known = repairs(project, source)
    _all_fit(known, (*off, *on), source)
    wanted = [r for r in chosen(known, off) if r.on] + [r for r in chosen(known, on) if not r.on]
    edits = list(switching(wanted))
    for rule in on:
        if rule in RULES and not any(r.edit.rule == rule for r in known):
            edits += _proposed(project, source, rule, edits)
    if edits:
        project.apply(correct_source(source, source.text, tuple(sorted(edits, key=lambda e: (e.start, e.end)))))
    return len(edits)


def correct_words(project: Project, source: Source, spans: Sequence[Span], new: str) -> None:
    """Put other words at some spans of a source's newest text, as one action."""
    edits = tuple(Edit(start, end, new) for start, end in spans)
    project.apply(correct_source(source, source.text, edits))


def _all_fit(known: Sequence[Repair], names: Sequence[str], source: Source) -> None:
    for name in names:
        if name not in RULES and not chosen(known, [name]):
            raise NotFound(
                _("{source} has no repair {name}").format(source=source.handle, name=name),
                _("See: qualcode source repairs {source}").format(source=source.handle),
            )


def _proposed(project: Project, source: Source, rule: str, beside: Sequence[Edit]) -> list[Edit]:
    base = project.base_text(source)
    found = propose(base, lexicon=project.lexicon(source.language), skip=[r for r in RULES if r != rule])
    placed = moved([e for e in found.edits if e.rule == rule], project.revisions(source))
    return [e for e in placed if all(e.end <= b.start or b.end <= e.start for b in beside)]
