"""``qualcode pseudonym``: names replaced in texts, what is rare, pronouns; the verdicts and the key beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names, pseudonym_key
from qualcode.cli.asking import ask_passphrase, identity_option, key_option
from qualcode.cli.frame import Call, confirm, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.pseudonym_review import context_of, line_of, noun, opened_key
from qualcode.core.name_key import NameKey
from qualcode.core.settings import edit_project
from qualcode.errors import CheckFailed, QualcodeError
from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.project import Project

__all__ = ["noun"]


@verb(
    noun,
    "apply",
    _(
        "Put the key's pseudonyms in the place of names everywhere: texts, memos, condensations, scenes, cases, file "
        "names. Codings stay on their words, and one undo takes it back; with --for-good the names are also taken "
        "out of older texts, the log, the files that were imported and the index, which cannot be undone."
    ),
    example="qualcode pseudonym apply --dry-run\nqualcode pseudonym apply --for-good --yes",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    shell_complete=names.sources,
    help=_("Only in this source; can be repeated."),
)
@click.option("--dry-run", is_flag=True, help=_("Only show what would be replaced, place by place."))
@click.option("--for-good", is_flag=True, help=_("Also take the names out of all that the project remembers."))
@yes_option
@key_option
@identity_option
@rows
@pass_call
def _apply(
    call: Call,
    *,
    out: Output,
    sources: tuple[str, ...],
    dry_run: bool,
    for_good: bool,
    yes: bool,
    key: Path | None,
    identity: Path | None,
) -> None:
    from qualcode.protection.pseudonymising import apply_names, plan_application

    with call.open(write=not dry_run) as project:
        held = opened_key(project, key, identity).key
        chosen = [project.source(ref) for ref in sources] or None
        plan = plan_application(project, held, sources=chosen)
        if dry_run:
            out.rows(
                (
                    {
                        "thing": s.held.thing,
                        "where": s.held.name,
                        "field": s.held.field,
                        "line": line_of(project, s.held, s.start),
                        "context": context_of(s.held, s.start, s.end),
                        "public": s.new,
                        "compound": s.compound,
                    }
                    for s in plan.spots
                ),
                [
                    Column("where", _("Where")),
                    Column("line", _("Line")),
                    Column("context", _("Words around")),
                    Column("public", _("Becomes")),
                ],
                keys="thing where field line context public compound".split(),
            )
        else:
            out.rows(
                (
                    {"public": entry.public, "kind": entry.kind, "places": n, "id": entry.id}
                    for entry, n in plan.counts(held)
                ),
                [Column("public", _("Becomes")), Column("places", _("Places"))],
                keys=["kind", "id"],
            )
        n = len(plan.spots)
        if dry_run:
            call.say(ngettext("{n} place would be replaced.", "{n} places would be replaced.", n).format(n=n))
            return
        if plan.changes or not for_good:
            apply_names(project, plan)
            call.say(
                ngettext(
                    "{n} place replaced; qualcode undo takes it back.",
                    "{n} places replaced; qualcode undo takes it back.",
                    n,
                ).format(n=n)
            )
        if for_good:
            _remove_for_good(call, project, held, yes=yes)
        else:
            call.say(_("The log still remembers the names; --for-good takes them out of it."))


@verb(
    noun,
    "take-over",
    _("Move the inner names of cases that have a public one into the key, and leave only the public ones."),
    example="qualcode pseudonym take-over --yes",
)
@yes_option
@key_option
@identity_option
@pass_call
def _take_over(call: Call, *, yes: bool, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.pseudonymising import taken_over

    with call.open(write=True) as project:
        opened = opened_key(project, key, identity)
        after, changes = taken_over(project, opened.key)
        if not changes:
            raise QualcodeError(_("no case has an inner and a public name"), _("See: qualcode case list"))
        # The key is safe before the project lets go of the names.
        opened.with_key(after).save()
        project.apply(*changes)
        n = len(changes)
        call.say(ngettext("{n} name moved into the key.", "{n} names moved into the key.", n).format(n=n))
        _remove_for_good(call, project, after, yes=yes)


@verb(
    noun,
    "rare",
    _("List the combinations of attributes that fewer persons share than the project's least number."),
    example="qualcode pseudonym rare --least 5",
)
@click.option(
    "--least", type=click.IntRange(2, 100), metavar="N", help=_("The least number; else the project's, else 3.")
)
@rows
@pass_call
def _rare(call: Call, *, out: Output, least: int | None) -> None:
    from qualcode.core.rarity import rare_combinations

    with call.open() as project:
        printed = {case.id: case.printed for case in project.cases()}
        found = rare_combinations(project.cases(), least=least or project.least_cell)
        out.rows(
            (
                {
                    "attributes": dict(r.attributes),
                    "persons": len(r.cases),
                    "cases": [printed[c] for c in r.cases],
                }
                for r in found
            ),
            [
                Column("attributes", _("Attributes"), lambda pairs: ", ".join(f"{k} = {v}" for k, v in pairs.items())),
                Column("persons", _("Persons")),
                Column("cases", _("Cases"), ", ".join),
            ],
        )
        n = len(found)
        call.say(ngettext("{n} combination", "{n} combinations", n).format(n=n))


@verb(
    noun,
    "least",
    _("Set the number of persons below which a cell of a table, or a combination of attributes, is a small one."),
    example="qualcode pseudonym least 5",
)
@click.argument("number", type=click.IntRange(2, 100))
@pass_call
def _least(call: Call, *, number: int) -> None:
    with call.open(write=True) as project:
        project.apply(edit_project(project.id, least_cell=number))
        call.say(_("Cells of fewer than {n} persons count as small.").format(n=number))


@verb(
    noun,
    "pronouns",
    _("Check that persons keep their pronoun in scenes, condensations and memos; exit code 4 when one changes."),
    example="qualcode pseudonym pronouns",
)
@key_option
@rows
@pass_call
def _pronouns(call: Call, *, out: Output, key: Path | None) -> None:
    from qualcode.protection.guarding import leak_reason, own_pronouns
    from qualcode.protection.keyholding import key_at_hand

    with call.open() as project:
        found = own_pronouns(project, key_at_hand(project, key, ask=ask_passphrase))
    out.rows(
        (
            {
                "where": leak.where,
                "words": leak.words,
                "rule": leak.instead,
                "sure": leak.hard,
                "why": leak_reason(leak),
            }
            for leak in found
        ),
        [Column("where", _("Where")), Column("words", _("Words")), Column("why", _("Why"))],
        keys="where words rule sure".split(),
    )
    if found:
        n = len(found)
        raise CheckFailed(
            ngettext("{n} pronoun to look at", "{n} pronouns to look at", n).format(n=n),
            _("Who a pronoun means is guessed by rules; judge each place yourself."),
        )
    call.say(_("All is well."))


def _remove_for_good(call: Call, project: Project, key: NameKey, *, yes: bool) -> None:
    from qualcode.protection.pseudonymising import copies_beside, remove_for_good

    confirm(_("Take the real names out of everything the project remembers? It cannot be undone."), yes=yes)
    done = remove_for_good(project, key)
    call.say(
        _(
            "Taken out for good: {events} events, {texts} older texts, {files} imported files; the index is made anew."
        ).format(events=done.events, texts=done.texts, files=done.originals)
    )
    call.say(_("Bundles, backups and reports made before still hold the names, also those that you sent."))
    for name in copies_beside(project):
        call.say(f"  {name}")


noun.add_command(pseudonym_key.noun)
