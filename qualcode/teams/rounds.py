"""Rounds of coding side by side: opening, reading marks, closing, and looking back at a closed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.core import rounds
from qualcode.core.events import Change
from qualcode.core.people import Person
from qualcode.core.rounds import UNITS, Laid, Reading, Round
from qualcode.core.sources import Source
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.material import Material
from qualcode.project import Project
from qualcode.store import frozen, holding, team_rows
from qualcode.teams.units import unit_spans


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a coder has come with a source of a round: ``read`` when it is marked as read whole or in part."""

    round: str
    source: str
    coder: str
    read: bool
    whole: bool


def open_round(
    project: Project,
    name: str,
    sources: Sequence[Source],
    coders: Sequence[Person],
    *,
    unit: str = "turn",
    blind: bool = True,
) -> Round:
    """Open a round of coding.

    Raises UsageProblem for no sources, fewer than two coders, an unknown unit, QualcodeError for a name taken.
    """
    _check(project, name, sources, coders, unit)
    change = rounds.add_round(
        name.strip(),
        [s.id for s in sources],
        [c.id for c in coders],
        unit=unit,
        blind=blind,
        codebook_at=holding.last_of_codebook(project.db),
    )
    project.apply(change)
    return project.round(change.object)


def change_round(
    project: Project,
    opened: Round,
    *,
    name: str | None = None,
    unit: str | None = None,
    sources: Sequence[Source] | None = None,
    coders: Sequence[Person] | None = None,
) -> Round:
    """Change what a round is about while it is open; None leaves a thing as it is.

    Raises UsageProblem for no sources, fewer than two coders, an unknown unit,
    QualcodeError for a name taken or a round that is closed.
    """
    if opened.closed:
        raise QualcodeError(
            _("the round {name} is closed already").format(name=opened.name), _("see: qualcode round list")
        )
    _check(project, opened.name if name is None else name, sources, coders, unit, but=opened.id)
    now = {
        "name": name.strip() if name else None,
        "unit": unit,
        "sources": [s.id for s in sources] if sources is not None else None,
        "coders": [c.id for c in coders] if coders is not None else None,
    }
    before = {"name": opened.name, "unit": opened.unit, "sources": [*opened.sources], "coders": [*opened.coders]}
    fields = {field: value for field, value in now.items() if value is not None and value != before[field]}
    if fields:
        project.apply(rounds.edit_round(opened.id, **fields))
    return project.round(opened.id)


def _check(
    project: Project,
    name: str,
    sources: Sequence[Source] | None,
    coders: Sequence[Person] | None,
    unit: str | None,
    *,
    but: str = "",
) -> None:
    """Refuse what no round can be made of, None being what stays as it is; ``but`` is the id of the round itself."""
    if sources is not None and not sources:
        raise UsageProblem(_("a round needs at least one source"), _("see: qualcode source list"))
    if coders is not None and len({c.id for c in coders}) < 2:
        raise UsageProblem(_("a round needs at least two coders"), _("see: qualcode coder list"))
    if unit is not None and unit not in UNITS:
        raise UsageProblem(
            _("no such unit: {name}").format(name=unit), _("one of: {names}").format(names=", ".join(UNITS))
        )
    if any(r.name.casefold() == name.strip().casefold() and r.id != but for r in project.rounds()):
        raise QualcodeError(_("there is a round {name} already").format(name=name), _("see: qualcode round list"))


def close_round(project: Project, opened: Round) -> Round:
    """Close a round: what is known now is what counts, for ever.

    Raises QualcodeError when it is closed already.
    """
    if opened.closed:
        raise QualcodeError(
            _("the round {name} is closed already").format(name=opened.name), _("see: qualcode round list")
        )
    project.apply_with(lambda: [_closing(project, opened)])
    return project.round(opened.id)


def _closing(project: Project, opened: Round) -> Change:
    wanted = {project.standing_source(s) for s in opened.sources}
    laid: dict[str, Laid] = {}
    placed: dict[str, tuple[int, ...]] = {}
    for source in project.sources():
        if source.id not in wanted:
            continue
        laid[source.id] = Laid(
            source.text, source.characters, source.case, tuple(unit_spans(project, source, opened.unit))
        )
        moved = team_rows.on_older_texts(project.db, source.id, source.text)
        placed |= {thing: () if start is None or end is None else (start, end) for thing, start, end in moved}
    return rounds.close_round(opened.id, holding.held(project.db), laid, placed)


def at_round(project: Material, closed: Round) -> Material:
    """Return the material as it was when a round closed; close its ``db`` after use.

    Raises QualcodeError when the round is still open, when something that counted is not here, or when a blind
    round is open on its sources: what it hides would be missing from the figures.
    """
    if closed.known is None:
        raise QualcodeError(
            _("the round {name} is still open").format(name=closed.name),
            _("close it with: qualcode round close {name}").format(name=closed.name),
        )
    hiding = hidden_by(project, closed)
    if hiding is not None:
        raise QualcodeError(
            _("the blind round {other} is open on sources of the round {name}").format(
                other=hiding.name, name=closed.name
            ),
            _("what was coded then can be told when it is closed: qualcode round close {name}").format(
                name=hiding.name
            ),
        )
    try:
        then = frozen.freeze(project.db, closed)
    except frozen.Incomplete as missing:
        n = missing.number
        raise QualcodeError(
            ngettext(
                "{n} change that counted in the round {name} is not here",
                "{n} changes that counted in the round {name} are not here",
                n,
            ).format(n=n, name=closed.name),
            _("merge a bundle of everything from the person who closed it"),
        ) from None
    material = Material(project.path, then)
    material.actor, material.actor_name = project.actor, project.actor_name
    return material


def hidden_by(project: Material, of_round: Round) -> Round | None:
    """Return an open blind round on any source of a round, the round itself among them; None when there is none."""
    standing = project.standing_source
    wanted = {standing(s) for s in of_round.sources}
    blind = (r for r in project.rounds() if r.blind and not r.closed)
    return next((r for r in blind if wanted & {standing(s) for s in r.sources}), None)


def mark_read(project: Project, source: Source, span: tuple[int, int] | None = None) -> Reading:
    """Mark that the person at work has read a source, or a range of its newest text."""
    if span is None:
        change = rounds.reading_done(source.id)
    else:
        change = rounds.reading_done(source.id, revision=source.text, start=span[0], end=span[1])
    project.apply(change)
    return next(r for r in project.readings() if r.id == change.object)


def take_back_marks(project: Project, marks: Sequence[Reading]) -> None:
    """Take back marks of having read, as one action."""
    project.apply(*(rounds.take_back_reading(mark) for mark in marks))


def standings(project: Material, of_round: Round) -> list[Standing]:
    """Return how far each coder of a round has come with each of its sources, by the reading marks alone."""
    marks: dict[tuple[str, str], list[Reading]] = {}
    for mark in project.readings():
        marks.setdefault((mark.source, mark.coder), []).append(mark)
    out = []
    for ref in of_round.sources:
        source = next((s.id for s in project.sources() if s.id == project.standing_source(ref)), ref)
        for coder in of_round.coders:
            its = marks.get((source, project.standing_person(coder)), [])
            out.append(Standing(of_round.id, source, coder, bool(its), any(r.start is None for r in its)))
    return out
