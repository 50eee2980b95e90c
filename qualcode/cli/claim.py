"""``qualcode claim``: sentences of the report, each with a number behind its word and passages as evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli import names
from qualcode.cli.claim_rows import COLUMN_KEYS, claim_columns, claim_row, claim_sheet, sheet_columns
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Output, rows
from qualcode.cli.releasing import allow_option, release_form
from qualcode.core.claims import STATUSES, UNITS, Base, Condition, add_claim, check_claim, claim_fields
from qualcode.core.claims import edit_claim as edit
from qualcode.core.claims import remove_claim as remove
from qualcode.core.ids import new_id
from qualcode.errors import ExitCode, QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.project import Project

noun = new_noun("claim", _("Bind the sentences of the report to counts of cases and to passages."))
_ref = click.argument("claim", shell_complete=names.claims)
_KINDS = ("transcript", "fieldnote", "document")


def _counting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is counted."""
    options = (
        click.option("--quantifier", metavar="WORD", help=_("Its word for how many; see qualcode quantifier list.")),
        click.option(
            "--code",
            "codes",
            multiple=True,
            metavar="CODE",
            shell_complete=names.codes,
            help=_("A case counts that carries it, or a code under it; can be repeated."),
        ),
        click.option("--every/--any", default=None, help=_("Each of the codes is needed, not any of them.")),
        click.option(
            "--facet", "facets", multiple=True, metavar="FACET=VALUE", help=_("Only codings with this value.")
        ),
        click.option("--absent/--present", default=None, help=_("The codes must have been found missing.")),
        click.option("--query", metavar="QUERY", help=_("A search that must find something; empty for none.")),
        click.option("--lacking/--having", default=None, help=_("Cases count where it is not found.")),
        click.option("--unit", type=click.Choice(UNITS), help=_("What is counted; persons unless told otherwise.")),
        click.option(
            "--asked",
            "attributes",
            multiple=True,
            metavar="ATTRIBUTE=VALUE",
            help=_("Only cases with this value are asked; several values with commas between."),
        ),
        click.option("--in", "heard_in", multiple=True, type=click.Choice(_KINDS), help=_("Only this kind of source.")),
        click.option("--finding", metavar="NAME", shell_complete=names.findings, help=_("The finding it belongs to.")),
        click.option("--note", metavar="TEXT", help=_("A note to yourself; never printed.")),
    )
    for option in reversed(options):
        function = option(function)
    return function


@verb(
    noun,
    "add",
    _("Add a claim and tell how it stands."),
    example='qualcode claim add "De flesta handläggare talar om pinnar." --quantifier "de flesta" --code pinnjakt '
    "--asked roll=handläggare",
)
@click.argument("sentence")
@_counting
@pass_call
def _add(call: Call, *, sentence: str, **given: Any) -> None:
    from qualcode.authoring.claim_words import count_words, problem_words
    from qualcode.authoring.claiming import standing_of

    sentence = _sentence(sentence)
    with call.open(write=True) as project:
        if any(c.sentence.casefold() == sentence.casefold() for c in project.claims()):
            raise QualcodeError(_("there is a claim with that sentence already"), _("See: qualcode claim list"))
        identifier = new_id()
        condition, base = _condition(project, Condition(), given), _base(project, Base(), given)
        position = max((c.position for c in project.claims()), default=0) + 1
        project.apply(
            add_claim(
                sentence,
                quantifier=_word(project, given["quantifier"]) or "",
                condition=condition,
                base=base,
                finding=project.finding(given["finding"]).id if given["finding"] else None,
                note=given["note"] or "",
                position=position,
                identifier=identifier,
            )
        )
        call.made([identifier])
        now = standing_of(project, project.claim(identifier))
        call.say(" ".join(filter(None, (_("Claim added."), problem_words(now) or count_words(now)))))


@verb(
    noun,
    "list",
    _("List the claims with their counts; ✗ marks those that the material does not bear out."),
    example="qualcode claim list --flagged",
)
@click.option("--flagged", is_flag=True, help=_("Only flagged ones."))
@click.option("--status", type=click.Choice(STATUSES), help=_("Only those with this status."))
@click.option("--finding", metavar="NAME", shell_complete=names.findings, help=_("Only those of this finding."))
@rows
@pass_call
def _list(call: Call, *, out: Output, flagged: bool, status: str | None, finding: str | None) -> None:
    from qualcode.authoring.claiming import standings

    with call.open() as project:
        of = project.finding(finding).id if finding else None
        claims = [
            c for c in project.claims() if (status is None or c.status == status) and (of is None or c.finding == of)
        ]
        order = {c.id: n for n, c in enumerate(project.claims(), 1)}
        found = [s for s in standings(project, claims) if s.flagged or not flagged]
        out.rows((claim_row(project, s, order[s.claim.id]) for s in found), claim_columns(), keys=COLUMN_KEYS)


@verb(
    noun,
    "show",
    _("Show a claim: its count, who counts and who does not, evidence, what moved it."),
    example="qualcode claim show 2 --json",
)
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, claim: str) -> None:
    from qualcode.authoring.claiming import standing_of

    with call.open() as project:
        found = project.claim(claim)
        out.record(claim_sheet(project, standing_of(project, found)), sheet_columns(), keys=COLUMN_KEYS)


@verb(
    noun,
    "edit",
    _("Change a claim; codes, facets and attributes given replace those it has, an empty one takes them away."),
    example='qualcode claim edit 2 --quantifier flera --code pinnjakt --code malniva\nqualcode claim edit 2 --asked ""',
)
@_ref
@click.option("--sentence", metavar="SENTENCE", help=_("The sentence."))
@_counting
@pass_call
def _edit(call: Call, *, claim: str, sentence: str | None, **given: Any) -> None:
    from qualcode.authoring.claim_words import count_words, problem_words
    from qualcode.authoring.claiming import standing_of

    with call.open(write=True) as project:
        found = project.claim(claim)
        condition, base = _condition(project, found.condition, given), _base(project, found.base, given)
        fields = claim_fields(
            sentence=None if sentence is None else _sentence(sentence),
            quantifier=_word(project, given["quantifier"]),
            condition=condition if condition != found.condition else None,
            base=base if base != found.base else None,
            finding=None if given["finding"] is None else _finding(project, given["finding"]),
            note=given["note"],
        )
        if not fields:
            raise UsageProblem(_("nothing to change"), _("Give --sentence, --quantifier, --code …; see --help."))
        project.apply(edit(found.id, **fields))
        now = standing_of(project, project.claim(found.id))
        call.say(" ".join(filter(None, (_("Claim changed."), problem_words(now) or count_words(now)))))


def _marking(name: str, status: str, help_text: str, example: str) -> None:
    """Make the verb that gives one status."""

    @verb(noun, name, help_text, example=example)
    @click.argument("claims", nargs=-1, required=True, shell_complete=names.claims)
    @pass_call
    def _mark(call: Call, *, claims: tuple[str, ...]) -> None:
        from qualcode.authoring.claim_words import problem_words, status_word
        from qualcode.authoring.claiming import standings

        with call.open(write=True) as project:
            found = {c.id: c for c in (project.claim(ref) for ref in claims)}
            now = standings(project, list(found.values()))
            project.apply(*(check_claim(s, status) for s in now))
            call.say(
                ngettext("{n} claim is now: {status}", "{n} claims are now: {status}", len(found)).format(
                    n=len(found), status=status_word(status)
                )
            )
            for standing in now:
                if problem := problem_words(standing):
                    call.say(problem)


_marking(
    "check",
    "checked",
    _("Mark claims as checked against the material; what counts now is kept, to tell later what moved."),
    "qualcode claim check 1 2 3",
)
_marking("print", "printed", _("Mark claims as printed in the report."), "qualcode claim print 1 2")
_marking("draft", "draft", _("Make claims drafts again."), "qualcode claim draft 3")
_marking(
    "withdraw",
    "withdrawn",
    _("Withdraw claims; they stay on record and are printed no more."),
    "qualcode claim withdraw 3",
)


@verb(
    noun,
    "flags",
    _("Tell which claims are flagged and what moved them; the exit code is 4 when any is."),
    example="qualcode claim flags",
)
@pass_call
def _flags(call: Call) -> int:
    from qualcode.authoring.claim_words import moved_words, problem_words, sentence_and_count
    from qualcode.authoring.claiming import standings

    with call.open() as project:
        order = {c.id: n for n, c in enumerate(project.claims(), 1)}
        everything = standings(project)
        shown = [s for s in everything if s.flagged or (s.moved and s.claim.status != "withdrawn")]
        for standing in shown:
            click.echo(f"{order[standing.claim.id]:>3}  {sentence_and_count(standing)}")
            for line in filter(None, [problem_words(standing), *moved_words(project, standing)]):
                click.echo(f"     {line}")
        n = sum(s.flagged for s in everything)
        call.say(
            ngettext("{n} claim of {all} is flagged", "{n} claims of {all} are flagged", n).format(
                n=n, all=len(everything)
            )
        )
        return ExitCode.PROBLEMS if n else ExitCode.DONE


@verb(noun, "remove", _("Remove claims with their evidence."), example="qualcode claim remove 3")
@click.argument("claims", nargs=-1, required=True, shell_complete=names.claims)
@pass_call
def _remove(call: Call, *, claims: tuple[str, ...]) -> None:
    from qualcode.core.claims import remove_evidence

    with call.open(write=True) as project:
        found = {c.id: c for c in (project.claim(ref) for ref in claims)}
        evidence = [e for c in found.values() for e in project.evidence(claim=c)]
        project.apply(*(remove_evidence(e) for e in evidence), *(remove(c) for c in found))
        call.say(ngettext("{n} claim removed.", "{n} claims removed.", len(found)).format(n=len(found)))


@verb(
    noun,
    "export",
    _("Write the claims with their evidence, and the findings, as a coding script."),
    example="qualcode claim export -o pastaenden.yaml",
)
@click.option("-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file."))
@allow_option
@pass_call
def _export(call: Call, *, out_file: Path | None, allow: str) -> None:
    from qualcode.exchanging import claims_script

    call.allow = allow
    with call.open() as project:
        text = claims_script(project)
        if out_file is not None:
            release_form(call, text)
    Output(file=None if out_file is None else str(out_file)).text(text)
    if out_file is not None:
        call.say(_("Written: {file}").format(file=out_file))


def _sentence(text: str) -> str:
    sentence = " ".join(text.split())
    if not sentence:
        raise UsageProblem(_("the claim has no sentence"), _("Write the sentence as it is to be printed."))
    return sentence


def _finding(project: Project, ref: str) -> str:
    return project.finding(ref).id if ref else ""


def _word(project: Project, given: str | None) -> str | None:
    from qualcode.authoring.claim_fields import quantifier_named

    return quantifier_named(project, given).handle if given else given


def _condition(project: Project, old: Condition, given: dict[str, Any]) -> Condition:
    from qualcode.authoring.claim_fields import facets_named

    codes, facets = given["codes"], given["facets"]
    condition = Condition(
        tuple(dict.fromkeys(project.code(c).id for c in codes if c)) if codes else old.codes,
        old.every if given["every"] is None else given["every"],
        facets_named(project, facets) if facets else old.facets,
        old.absent if given["absent"] is None else given["absent"],
        old.query if given["query"] is None else given["query"].strip(),
        old.lacking if given["lacking"] is None else given["lacking"],
    )
    if condition.query:
        project.finder(project.query(condition.query))
    return condition


def _base(project: Project, old: Base, given: dict[str, Any]) -> Base:
    from qualcode.authoring.claim_fields import attributes_named

    unit, attributes, heard_in = given["unit"] or old.unit, given["attributes"], given["heard_in"]
    found = attributes_named(project, attributes, unit) if attributes else dict(old.attributes)
    return Base(unit, found, tuple(dict.fromkeys(heard_in)) if heard_in else old.sources)
