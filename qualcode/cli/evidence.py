"""``qualcode evidence``: the passages that support, contrast with or contradict a claim."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.claim_rows import evidence_row
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.place import Place, place_options
from qualcode.core.claims import ROLES, add_evidence, edit_evidence, remove_evidence
from qualcode.core.ids import new_id, short
from qualcode.core.quotations import Quotation
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.project import Project

noun = new_noun("evidence", _("Bind passages to claims, as support, as contrast or as contradiction."))
_claim = click.argument("claim", shell_complete=names.claims)
_role = click.option(
    "--role", type=click.Choice(ROLES), default="supports", show_default=True, help=_("What it does to the claim.")
)
_note = click.option("--note", metavar="TEXT", default="", help=_("Why it does so."))


@verb(
    noun,
    "add",
    _("Bind a passage to a claim."),
    example='qualcode evidence add 2 intervju-02-jonas --quote "tar jag de lätta först" --role supports',
)
@_claim
@click.argument("source", shell_complete=names.sources)
@place_options(whole=True)
@_role
@_note
@pass_call
def _add(call: Call, *, claim: str, source: str, place: Place, role: str, note: str) -> None:
    with call.open(write=True) as project:
        found, where = project.claim(claim), project.source(source)
        start, end = place.span(project, where) or (None, None)
        identifier = new_id()
        position = max((e.position for e in project.evidence(claim=found)), default=0) + 1
        project.apply(
            add_evidence(
                found.id,
                role,
                where.id,
                revision=where.text,
                start=start,
                end=end,
                note=note,
                position=position,
                identifier=identifier,
            )
        )
        call.made([identifier])
        call.say(_("Evidence added."))


@verb(
    noun,
    "take",
    _("Bind codings, condensed sentences or quotations to a claim, with their passages."),
    example="qualcode evidence take 2 --coding 3f9a01bc --role contradicts\n"
    "qualcode evidence take 2 --quotation IP3:14",
)
@_claim
@click.option("--coding", "codings", multiple=True, metavar="ID", help=_("A coding; can be repeated."))
@click.option("--condensation", "condensations", multiple=True, metavar="ID", help=_("A condensed sentence."))
@click.option("--quotation", "quotations", multiple=True, metavar="NUMBER", help=_("A quotation, IP3:14."))
@_role
@_note
@pass_call
def _take(
    call: Call,
    *,
    claim: str,
    codings: tuple[str, ...],
    condensations: tuple[str, ...],
    quotations: tuple[str, ...],
    role: str,
    note: str,
) -> None:
    if not codings and not condensations and not quotations:
        raise UsageProblem(_("nothing to take"), _("Give --coding, --condensation or --quotation with an id."))
    with call.open(write=True) as project:
        found = project.claim(claim)
        things = [("coding", c.id, c.source, c.start, c.end) for c in map(project.coding, codings)]
        things += [("condensation", c.id, c.source, c.start, c.end) for c in map(project.condensation, condensations)]
        things += [
            ("quotation", q.id, q.source, *(_place_now(project, q) or (None, None)))
            for q in map(project.quotation, quotations)
        ]
        position = max((e.position for e in project.evidence(claim=found)), default=0)
        changes = []
        for n, (kind, identifier, source, start, end) in enumerate(things, position + 1):
            where = project.source(source)
            changes.append(
                add_evidence(
                    found.id,
                    role,
                    where.id,
                    revision=where.text,
                    start=start,
                    end=end,
                    about_kind=kind,
                    about=identifier,
                    note=note,
                    position=n,
                    identifier=new_id(),
                )
            )
        project.apply(*changes)
        call.made([c.object for c in changes])
        call.say(
            ngettext("{n} piece of evidence added.", "{n} pieces of evidence added.", len(changes)).format(
                n=len(changes)
            )
        )


def _place_now(project: Project, quotation: Quotation) -> tuple[int, int] | None:
    wording = quotation.wording
    return project.place_now(quotation.source, wording.revision, wording.start, wording.end)


@verb(noun, "list", _("List the evidence of a claim, or of all."), example="qualcode evidence list 2 --role contrasts")
@click.argument("claim", required=False, shell_complete=names.claims)
@click.option("--role", type=click.Choice(ROLES), help=_("Only evidence of this role."))
@rows
@pass_call
def _list(call: Call, *, out: Output, claim: str | None, role: str | None) -> None:
    from qualcode.authoring.claim_words import role_word

    with call.open() as project:
        chosen = project.claim(claim) if claim else None
        order = {c.id: n for n, c in enumerate(project.claims(), 1)}
        found = [e for e in project.evidence(claim=chosen) if role is None or e.role == role]
        out.rows(
            ({"claim": order.get(e.claim)} | evidence_row(project, e) for e in found if e.claim in order),
            [
                Column("id", _("Id"), short),
                Column("claim", _("Claim")),
                Column("role", _("Role"), role_word),
                Column("source", _("Source")),
                Column("line", _("Line")),
                Column("quote", _("Words")),
                Column("note", _("Note")),
            ],
            keys="kind start end adrift about_kind about".split(),
        )


@verb(
    noun,
    "edit",
    _("Change what evidence does, or its note."),
    example="qualcode evidence edit 3f9a01bc --role contrasts",
)
@click.argument("evidence")
@click.option("--role", type=click.Choice(ROLES), help=_("What it does to the claim."))
@click.option("--note", metavar="TEXT", help=_("Why it does so."))
@pass_call
def _edit(call: Call, *, evidence: str, role: str | None, note: str | None) -> None:
    fields = {k: v for k, v in (("role", role), ("note", note)) if v is not None}
    if not fields:
        raise UsageProblem(_("nothing to change"), _("Give --role or --note."))
    with call.open(write=True) as project:
        project.apply(edit_evidence(project.evidence_piece(evidence), **fields))
        call.say(_("Evidence changed."))


@verb(
    noun,
    "remove",
    _("Take evidence away from its claim; the passage stays."),
    example="qualcode evidence remove 3f9a01bc",
)
@click.argument("evidence", nargs=-1, required=True)
@pass_call
def _remove(call: Call, *, evidence: tuple[str, ...]) -> None:
    with call.open(write=True) as project:
        found = {e.id: e for e in (project.evidence_piece(ref) for ref in evidence)}
        project.apply(*(remove_evidence(e) for e in found.values()))
        call.say(
            ngettext("{n} piece of evidence removed.", "{n} pieces of evidence removed.", len(found)).format(
                n=len(found)
            )
        )
