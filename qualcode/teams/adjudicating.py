"""Adjudication in an open project: the queue of a closed round, deciding, amending rules, the log over rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from qualcode.core import adjudication
from qualcode.core import codebook as books
from qualcode.core.adjudication import CHOICES, Decision, Dispute
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.places import Span
from qualcode.core.rounds import Round
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.material import Material
from qualcode.project import Project
from qualcode.store import log, team_rows
from qualcode.teams.rounds import at_round, hidden_by


@dataclass(frozen=True, slots=True)
class Calibration:
    """A round in figures: what was coded alike, where coders differed by kind, what was decided by choice.

    ``settled`` are the places that decisions about the same codings settled, ``waiting`` those left.
    """

    round: Round
    agreed: int
    disputes: dict[str, int]
    decisions: dict[str, int]
    settled: int = 0
    waiting: int = 0


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
        sources = then.material.sources()
        order = {source.id: n for n, source in enumerate(sources)}
        # Within a source they are in order of place.
        found.sort(key=lambda d: order.get(d.source, len(order)))
        return Docket(closed, tuple(found), {s.id: s.text for s in sources})


def undecided(project: Project, of: Docket) -> list[Dispute]:
    """Return the places of a docket that wait: neither decided, nor settled by what was decided about their codings.

    A decision counts as long as the codings that it made are there, and while no one decided otherwise apart.
    """
    standing = team_rows.consensus(project.db, of.round.id)
    about: dict[str, list[Decision]] = {}
    for decision in project.decisions(of_round=of.round):
        if standing.issuperset(decision.results):
            for coding in decision.codings:
                about.setdefault(coding, []).append(decision)

    def decided(d: Dispute) -> bool:
        return len({frozenset(e.results) for e in earlier(about.get(d.codings[0].id, ()), d)}) == 1

    return adjudication.waiting(of.disputes, decided)


def earlier(decisions: Iterable[Decision], dispute: Dispute) -> list[Decision]:
    """Return those decisions that were about a dispute: of one that waits, decisions made apart that differ."""
    codings = {c.id for c in dispute.codings}
    return [d for d in decisions if d.kind == dispute.kind and codings.issubset(d.codings)]


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


def find(project: Project, closed: Round, ref: str, of: Docket | None = None) -> Dispute:
    """Return the dispute of an id or the end of one.

    ``of`` is the round's docket, if it is at hand.  Raises NotFound when no undecided dispute has it.
    """
    left = undecided(project, of or docket(project, closed))
    found = [d for d in left if d.id == ref or d.id.endswith(ref)]
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
    code: str = "",
    reason: str = "",
    rule: str = "",
    of: Docket | None = None,
) -> list[Coding]:
    """Decide a dispute as one action and return the codings that the consensus layer got.

    ``span`` is a passage of the newest text, for the choice ``border``, and
    ``code`` the id of the code that it gets, where the coders chose different ones
    (else the first coder's).  ``rule`` becomes the code's rule when to use it, in a
    new version of its codebook.  ``of`` is the docket that the dispute is from, if
    it is at hand.  Raises UsageProblem for a choice or code that the dispute does
    not have.
    """
    if choice not in CHOICES:
        raise UsageProblem(
            _("no such choice: {key}").format(key=choice), _("one of: {names}").format(names=", ".join(CHOICES))
        )
    of = of or docket(project, closed)
    if choice == "border":
        _check_border(project, of, dispute, span)
    if code and (choice != "border" or code not in {c.code for c in dispute.codings}):
        raise UsageProblem(
            _("no coder chose that code at this place"), _("A code is named with a new border, one that a coder chose.")
        )
    heads = {c.id: log.heads(project.db, c.id) for c in dispute.codings}
    source = project.source(dispute.source)
    revision = source.text if choice == "border" else of.texts.get(dispute.source, source.text)
    also = adjudication.twins(of.disputes, dispute)
    changes = adjudication.decide(
        closed.id, dispute, choice, revision=revision, heads=heads, span=span, code=code, reason=reason, also=also
    )
    if rule:
        # First the rule: what is decided with it is no coding under the old one.
        changes = [*amend(project, project.code(dispute.code), rule), *changes]
    changes = _with_new_ids(project, closed, changes)
    # A place that was decided apart in two ways: this decision takes the place of those.
    decisions = project.decisions(of_round=closed)
    before = earlier(decisions, dispute)
    cited = {r for d in decisions if d not in before for r in d.results}
    made = {change.object for change in changes if change.kind == "coding.add"}
    project.apply(*changes, *adjudication.undecide(before, cited | made))
    return [c for c in project.codings(source=source) if c.id in made]


def _check_border(project: Project, of: Docket, dispute: Dispute, span: Span | None) -> None:
    """Raise UsageProblem unless a passage can be the new border of a dispute."""
    if dispute.start is None:
        raise UsageProblem(_("a whole source has no borders"), _("choose first, second, both or neither"))
    if span is None:
        raise UsageProblem(
            _("a new border needs a passage"), _("Say which words: --quote, --from and --to, --lines or --at.")
        )
    place = place_now(project, of, dispute.source, dispute.start, dispute.end)
    if place is not None and not (span[0] < place[1] and place[0] < span[1]):
        raise UsageProblem(
            _("the new border lies outside the place that is decided"), _("Choose words that the coders marked.")
        )


def _with_new_ids(project: Project, closed: Round, changes: Sequence[Change]) -> list[Change]:
    """Return changes that make codings; one that was removed by hand is made under an id of its own."""
    standing = team_rows.consensus(project.db, closed.id)
    made = {c.object for c in changes if c.kind == "coding.add"}
    new = {o: new_id() for o in made if o not in standing and log.heads(project.db, o)}
    out = []
    for change in changes:
        if change.kind == "adjudication.add":
            results = [new.get(str(r), r) for r in change.body["results"]]  # type: ignore[attr-defined]
            change = replace(change, body={**change.body, "results": results})  # noqa: PLW2901
        out.append(replace(change, object=new.get(change.object, change.object)))
    return out


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
    changes = _with_new_ids(project, closed, changes)
    if changes:
        project.apply(*changes)
    return sum(change.kind == "coding.add" for change in changes)


def amend(project: Project, code: Code, rule: str) -> list[Change]:
    """Return the change of a code's rule when to use it, with a new version of its codebook."""
    out = [books.define_code(code.id, when_to_use=rule)]
    info = project.codebook().book_of(code)
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
    # What two people decided alike, each in a copy of their own, is one decision.
    by_place = {_key(d.kind, d.codings): d.choice for d in project.decisions(of_round=closed)}
    decisions = list(by_place.values())
    left = undecided(project, Docket(closed, tuple(found), {}))
    decided = sum(choice != "agreed" for choice in decisions)
    return Calibration(
        closed,
        len(alike),
        {kind: sum(d.kind == kind for d in found) for kind in adjudication.KINDS},
        {choice: decisions.count(choice) for choice in (*CHOICES, "agreed")},
        max(0, len(found) - len(left) - decided),
        len(left),
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
    "earlier",
    "find",
    "made_under_old_rule",
    "place_now",
    "queue",
    "take_over_agreed",
    "undecided",
]
