"""Claims with their evidence, printed from a project."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.authoring.claim_words import base_words, condition_words, moved_words, names, problem_words
from qualcode.authoring.claiming import standings, units
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.core.claims import Evidence, Standing
from qualcode.core.condensations import Finding
from qualcode.core.search import turn_at
from qualcode.i18n import _
from qualcode.report.condensation import Speakers, printed_speakers
from qualcode.report.figures import ClaimEntry, ClaimsReport, EvidenceEntry, FindingEntry
from qualcode.report.model import Place
from qualcode.report.wording import Wording

#: The statuses that each choice prints.
_PRINTED = {"": ("checked", "printed"), "printed": ("printed",), "all": ("draft", "checked", "printed")}


def kind() -> Kind:
    """Return the report ``claims``."""
    return Kind(
        "claims",
        _("claims"),
        _("Print the claims with n of N and their evidence; those that do not hold are flagged."),
        "qualcode report claims -o pastaenden.docx\nqualcode report claims --status all --finding Glapp -o glapp.html",
        _make,
        (
            Option("finding", _("only the finding"), _("Only what carries this finding."), of="finding"),
            Option(
                "status",
                _("status"),
                _("Which claims; the checked and the printed unless told otherwise."),
                choices=(("", _("checked and printed")), ("printed", _("printed")), ("all", _("drafts too"))),
            ),
            Option("without-evidence", _("without evidence"), _("Leave the passages out."), flag=True),
            *layer_options(),
        ),
    )


def _make(request: Request) -> ClaimsReport:
    wording = Wording(request.language)
    finding = request.thing("finding", request.project.finding)
    entries = finding_entries(
        request,
        statuses=_PRINTED[request.text("status")],
        finding=finding,
        evidence=not request.flag("without-evidence"),
    )
    kept = tuple(e for e in entries if e.claims)
    flagged = sum(bool(c.flag) for e in kept for c in e.claims)
    if flagged:
        request.tell(
            wording_note(flagged),
        )
    if not kept:
        request.tell(_("no claim has that status; mark them with: qualcode claim check"))
    return ClaimsReport(
        request.title or wording.gettext("Claims and their evidence"),
        request.language,
        request.method(finding.name if finding else ""),
        kept,
        flagged,
        not request.flag("without-evidence"),
    )


def wording_note(flagged: int) -> str:
    """Return the note that so many printed claims are flagged."""
    from qualcode.i18n import ngettext

    return ngettext(
        "{n} printed claim is flagged; see: qualcode claim flags",
        "{n} printed claims are flagged; see: qualcode claim flags",
        flagged,
    ).format(n=flagged)


def finding_entries(
    request: Request, *, statuses: Iterable[str], finding: Finding | None, evidence: bool
) -> list[FindingEntry]:
    """Return the findings in their order, each with its claims of some statuses; claims without a finding come last."""
    project, public = request.project, request.public.apply
    wanted = set(statuses)
    by_claim: dict[str, list[Evidence]] = {}
    for piece in project.evidence() if evidence else ():
        by_claim.setdefault(piece.claim, []).append(piece)
    order = {c.id: n for n, c in enumerate(project.claims(), 1)}
    known = {f.id for f in project.findings()}
    by_finding: dict[str, list[ClaimEntry]] = {}
    chosen = [c for c in project.claims() if c.status in wanted]
    speakers = printed_speakers(project.sources(), project.cases(), request.public)
    for now in standings(project, chosen):
        of = now.claim.finding if now.claim.finding in known else ""
        entry = _claim(request, now, order[now.claim.id], by_claim.get(now.claim.id, ()), speakers)
        by_finding.setdefault(of or "", []).append(entry)
    out = [
        FindingEntry(
            public(f.name),
            public(f.printed("heading")),
            public(f.printed("bullet")),
            public(f.printed("box")),
            tuple(by_finding.get(f.id, ())),
        )
        for f in project.findings()
        if finding is None or f.id == finding.id
    ]
    if finding is None and (rest := by_finding.get("")):
        out.append(FindingEntry("", "", "", "", tuple(rest)))
    return out


def _claim(
    request: Request,
    now: Standing,
    number: int,
    evidence: Iterable[Evidence],
    speakers: Speakers,
) -> ClaimEntry:
    project, public, language = request.project, request.public.apply, request.language
    claim, counted = now.claim, bool(now.claim.condition)
    known = units(project)
    return ClaimEntry(
        number,
        claim.id,
        public(claim.sentence),
        now.quantifier.word(language) if now.quantifier else "",
        now.n if counted else None,
        now.of if counted else None,
        problem_words(now, language),
        tuple(public(line) for line in moved_words(project, now, language)),
        claim.status,
        public(base_words(claim.base, language)) if counted else "",
        public(condition_words(project, claim.condition, language)),
        tuple(public(name) for name in names(known, now.counter)) if counted else (),
        tuple(_evidence(request, piece, speakers) for piece in evidence),
    )


def _evidence(request: Request, piece: Evidence, speakers: Speakers) -> EvidenceEntry:
    project, public = request.project, request.public.apply
    source = project.source(piece.source)
    if piece.start is None or piece.end is None:
        return EvidenceEntry(piece.role, "", Place(public(source.handle)), kind=source.kind)
    turn = turn_at(project.turns(source), piece.start)
    label = turn.speaker if turn else ""
    return EvidenceEntry(
        piece.role,
        public(" ".join(project.quote(source, piece.start, piece.end).split())),
        Place(public(source.handle), *project.line_map(source).lines(piece.start, piece.end)),
        speakers.get((source.handle, label)) or public(label),
        source.kind,
    )
