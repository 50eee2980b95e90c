"""Claims, evidence and counter-examples as rows for reading and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.output import Column
from qualcode.core.claims import Evidence, Standing
from qualcode.core.ids import short
from qualcode.i18n import _, get_language

if TYPE_CHECKING:
    from qualcode.authoring.claiming import Voice
    from qualcode.project import Project

COLUMN_KEYS = "id sentence quantifier n of problem flagged moved status finding".split()


def claim_row(project: Project, now: Standing, number: int) -> dict[str, object]:
    """Return a claim as a row: its number in the list, its count, whether and why it is flagged."""
    from qualcode.authoring.claim_words import FLAG, count_words

    claim = now.claim
    findings = {f.id: f.name for f in project.findings()}
    return {
        "number": number,
        "flag": FLAG if now.flagged else "",
        "count": count_words(now),
        "id": claim.id,
        "sentence": claim.sentence,
        "quantifier": claim.quantifier,
        "word": now.quantifier.word(get_language()) if now.quantifier else claim.quantifier,
        "n": now.n if claim.condition else None,
        "of": now.of if claim.condition else None,
        "problem": now.problem if now.flagged else "",
        "flagged": now.flagged,
        "moved": now.moved,
        "status": claim.status,
        "finding": findings.get(claim.finding or ""),
    }


def claim_columns() -> list[Column]:
    """Return the columns of the list of claims."""
    from qualcode.authoring.claim_words import status_word

    return [
        Column("number", _("No.")),
        Column("flag", ""),
        Column("count", _("Count")),
        Column("word", _("Word")),
        Column("status", _("Status"), status_word),
        Column("sentence", _("Claim")),
    ]


def claim_sheet(project: Project, now: Standing) -> dict[str, object]:
    """Return all that is known of a claim."""
    from qualcode.authoring.claim_words import base_words, condition_words, moved_words, names, problem_words
    from qualcode.authoring.claiming import movers, opposing, supporting, units
    from qualcode.wording import describe, moment

    claim = now.claim
    known = units(project)
    people = {p.id: p.name for p in project.persons()}
    return claim_row(project, now, 0) | {
        "why": problem_words(now),
        "asked": base_words(claim.base),
        "counts": condition_words(project, claim.condition),
        "counting": names(known, now.counted),
        "counter": names(known, now.counter),
        "evidence": [evidence_row(project, e) for e in project.evidence(claim=claim)],
        "passages": [voice_row(project, v) for v in supporting(project, claim)],
        "opposing": [voice_row(project, v) for v in opposing(project, now)],
        "moves": moved_words(project, now),
        "movers": [
            {"at": moment(a.at), "person": people.get(a.actor, ""), "what": describe(a)} for a in movers(project, claim)
        ],
        "note": claim.note,
    }


def sheet_columns() -> list[Column]:
    """Return the lines of a claim's sheet."""
    from qualcode.authoring.claim_words import role_word, status_word

    def places(found: object) -> str:
        assert isinstance(found, list)
        few = [f"{p['unit']}: {p['source']} {p['line'] or ''}".rstrip() for p in found[:8]]
        return "\n".join(few) + ("\n…" if len(found) > len(few) else "")

    def evidence(found: object) -> str:
        assert isinstance(found, list)
        return "\n".join(
            f"{role_word(str(e['role']))}: {e['source']} {e['line'] or ''} {e['quote']}".replace("  ", " ")
            for e in found
        )

    def moved(found: object) -> str:
        assert isinstance(found, list)
        return "\n".join(f"{m['at']} {m['person']}: {m['what']}" for m in found)

    def lines(found: object) -> str:
        assert isinstance(found, list)
        return "\n".join(map(str, found))

    return [
        Column("sentence", _("Claim")),
        Column("id", _("Id"), short),
        Column("word", _("Word")),
        Column("count", _("Count")),
        Column("why", _("Flag")),
        Column("status", _("Status"), status_word),
        Column("finding", _("Finding")),
        Column("asked", _("Asked")),
        Column("counts", _("Counts")),
        Column("counting", _("Count in")),
        Column("counter", _("Counter-examples")),
        Column("evidence", _("Evidence"), evidence),
        Column("opposing", _("Opposite pole"), places),
        Column("moves", _("Since checked"), lines),
        Column("movers", _("Moved by"), moved),
        Column("passages", _("Passages"), places),
        Column("note", _("Note")),
    ]


def evidence_row(project: Project, evidence: Evidence) -> dict[str, object]:
    """Return a piece of evidence as a row, with its words and line."""
    source = project.source(evidence.source)
    line = project.line_map(source).line(evidence.start) if evidence.start is not None else None
    return {
        "id": evidence.id,
        "role": evidence.role,
        "source": source.handle,
        "kind": source.kind,
        "line": line,
        "start": evidence.start,
        "end": evidence.end,
        "quote": " ".join(project.quote(source, evidence.start, evidence.end).split()),
        "note": evidence.note,
        "adrift": evidence.adrift,
        "about_kind": evidence.about_kind,
        "about": evidence.about,
    }


def voice_row(project: Project, voice: Voice) -> dict[str, object]:
    """Return a passage that counts, or speaks against, as a row."""
    from qualcode.authoring.claiming import unit_name, units

    source = project.source(voice.source)
    book = project.codebook()
    return {
        "unit": unit_name(units(project).get(voice.unit)),
        "source": source.handle,
        "line": project.line_map(source).line(voice.start) if voice.start is not None else None,
        "start": voice.start,
        "end": voice.end,
        "codes": [book.by_id[c].handle for c in voice.codes if c in book.by_id],
    }
