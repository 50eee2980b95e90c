"""Adjudication in an open project: the queue of a closed round, deciding, amending rules, the log over rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from qualcode.core import adjudication
from qualcode.core import codebook as books
from qualcode.core.adjudication import CHOICES, Decision, Dispute
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.core.events import Change
from qualcode.core.places import Span
from qualcode.core.rounds import Round
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.material import Material
from qualcode.project import Project
from qualcode.store import log
from qualcode.teams.rounds import at_round, hidden_by


@dataclass(frozen=True, slots=True)
class Calibration:
    """A round in figures: what was coded alike, where coders differed by kind, what was decided by choice."""

    round: Round
    agreed: int
    disputes: dict[str, int]
    decisions: dict[str, int]


@dataclass(frozen=True, slots=True)
class Docket:
    """Every place where the coders of a closed round differed, as it was when it closed.

    ``texts`` are the hashes of the sources' texts of that time, in which the places are, by the sources' ids.
    """

    round: Round
    disputes: tuple[Dispute, ...]
    texts: Mapping[str, str]


def docket(project: Project, closed: Round) -> Docket:
    """Return every place where the coders of a closed round differed; it stays the same for ever.

    Raises QualcodeError when the round is still open.
    """
    with closing(_Then(project, closed)) as then:
        found = adjudication.disputes(then.codings, then.coders, then.material.codebook(), then.seen)
        texts = {s.id: s.text for s in then.material.sources()}
        place = {source: n for n, source in enumerate(texts)}
        return Docket(closed, tuple(sorted(found, key=lambda d: place.get(d.source, 0))), texts)


def undecided(project: Project, of: Docket) -> list[Dispute]:
    """Return the places of a docket that are not decided yet."""
    done = {_key(d.kind, d.codings) for d in project.decisions(of_round=of.round)}
    return [d for d in of.disputes if _key(d.kind, [c.id for c in d.codings]) not in done]


def place_now(project: Project, of: Docket, source: str, start: int | None, end: int | None) -> Span | None:
    """Return where a passage of a docket's text stands in the newest one; None when its words are gone."""
    if start is None or end is None or source not in of.texts:
        return None
    return project.place_now(source, of.texts[source], start, end)


def queue(project: Project, closed: Round) -> list[Dispute]:
    """Return the disputes of a closed round that are not decided yet; raises QualcodeError when it is open."""
    return undecided(project, docket(project, closed))


def _key(kind: str, codings: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    return kind, tuple(sorted(codings))


def find(project: Project, closed: Round, ref: str) -> Dispute:
    """Return the dispute of an id or the end of one.

    Raises NotFound when no undecided dispute has it.
    """
    found = [d for d in queue(project, closed) if d.id == ref or d.id.endswith(ref)]
    if len(found) != 1:
        raise NotFound(
            _("no undecided place “{name}”").format(name=ref),
            _("see: qualcode adjudicate list {round}").format(round=closed.name),
        )
    return found[0]


def decide(
    project: Project,
    closed: Round,
    dispute: Dispute,
    choice: str,
    *,
    span: Span | None = None,
    reason: str = "",
    rule: str = "",
    of: Docket | None = None,
) -> list[Coding]:
    """Decide a dispute as one action and return the codings that the consensus layer got.

    ``span`` is a passage of the newest text, for the choice ``border``.  ``rule``
    becomes the code's rule when to use it, in a new version of its codebook.
    ``of`` is the docket that the dispute is from, if it is at hand.  Raises
    UsageProblem for a choice that the dispute does not have.
    """
    if choice not in CHOICES or (choice == "border" and span is None):
        raise UsageProblem(
            _("no such choice: {key}").format(key=choice), _("one of: {names}").format(names=", ".join(CHOICES))
        )
    if choice == "border" and dispute.start is None:
        raise UsageProblem(_("a whole source has no borders"), _("choose first, second, both or neither"))
    heads = {c.id: log.heads(project.db, c.id) for c in dispute.codings}
    source = project.source(dispute.source)
    texts = (of or docket(project, closed)).texts if choice != "border" else {}
    revision = texts.get(dispute.source, source.text)
    changes = adjudication.decide(closed.id, dispute, choice, revision=revision, heads=heads, span=span, reason=reason)
    if rule:
        # First the rule: what is decided with it is no coding under the old one.
        changes = [*amend(project, project.code(dispute.code), rule), *changes]
    project.apply(*changes)
    made = {change.object for change in changes if change.kind == "coding.add"}
    return [c for c in project.codings(source=source) if c.id in made]


def take_over_agreed(project: Project, closed: Round) -> int:
    """Take what all coded alike into the consensus layer, as one action, and return how much that was new."""
    done = {_key("agreed", d.codings) for d in project.decisions(of_round=closed) if d.kind == "agreed"}
    changes: list[Change] = []
    with closing(_Then(project, closed)) as then:
        for group in adjudication.agreed(then.codings, then.coders, then.seen):
            if _key("agreed", [c.id for c in group]) not in done:
                heads = {c.id: log.heads(project.db, c.id) for c in group}
                revision = then.material.source(group[0].source).text
                changes += adjudication.take_over(closed.id, group, revision=revision, heads=heads)
    if changes:
        project.apply(*changes)
    return sum(change.kind == "coding.add" for change in changes)


def amend(project: Project, code: Code, rule: str) -> list[Change]:
    """Return the change of a code's rule when to use it, with a new version of its codebook."""
    out = [books.define_code(code.id, when_to_use=rule)]
    info = next((b for b in project.codebook().books if b.id == code.codebook), None)
    if info is not None:
        out.append(Change("codebook.edit", info.id, {"version": info.version + 1}, "codebook"))
    return out


def made_under_old_rule(project: Project, code: Code) -> list[Coding]:
    """Return the codings with a code that were made before its rules last changed."""
    at = project.rules_changed_at(code)
    return [c for c in project.codings(code=code) if c.made_at < at] if at else []


def calibrations(project: Project) -> list[Calibration]:
    """Return each closed round in figures, oldest first; those that an open blind round hides are left out."""
    rounds = (r for r in project.rounds() if r.closed and hidden_by(project, r) is None)
    return [calibration(project, closed) for closed in rounds]


def calibration(project: Project, closed: Round) -> Calibration:
    """Return a closed round in figures; raises QualcodeError while an open blind round hides it."""
    with closing(_Then(project, closed)) as then:
        found = adjudication.disputes(then.codings, then.coders, then.material.codebook(), then.seen)
        alike = adjudication.agreed(then.codings, then.coders, then.seen)
    decisions = [d.choice for d in project.decisions(of_round=closed)]
    return Calibration(
        closed,
        len(alike),
        {kind: sum(d.kind == kind for d in found) for kind in adjudication.KINDS},
        {choice: decisions.count(choice) for choice in (*CHOICES, "agreed")},
    )


class _Then:
    """What a round's coders had coded and read when it closed."""

    def __init__(self, project: Project, closed: Round) -> None:
        self.material: Material = at_round(project, closed)
        then = self.material.round(closed.id)
        self.coders = [self.material.standing_person(c) for c in then.coders]
        wanted = {self.material.standing_source(s) for s in then.sources}
        self.codings = [c for c in self.material.codings() if c.source in wanted and c.layer.startswith("own:")]
        self.seen = adjudication.reader(self.codings, self.material.readings())

    def close(self) -> None:
        """Let the state in memory go."""
        self.material.db.close()


__all__ = [
    "CHOICES",
    "Calibration",
    "Decision",
    "Dispute",
    "Docket",
    "amend",
    "calibration",
    "calibrations",
    "decide",
    "docket",
    "find",
    "made_under_old_rule",
    "place_now",
    "queue",
    "take_over_agreed",
    "undecided",
]
