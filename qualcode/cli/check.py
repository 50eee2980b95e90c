"""``qualcode check|rebuild``: whether the project is what its log says, and whether a file shows somebody."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.asking import ask_passphrase, key_option
from qualcode.cli.frame import Call, Noun, Verb, command, pass_call, verb
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.errors import CheckFailed, UsageProblem
from qualcode.i18n import _, ngettext


class _Checks(Noun, Verb):
    """The check of the project, and under it those of finished files."""


@click.group(
    "check",
    cls=_Checks,
    invoke_without_command=True,
    help=_("Check the project: log, texts, anchors, codebook, scenes; exit code 4 when anything is wrong."),
    example="qualcode check --rebuild",
)
@click.option("--rebuild", is_flag=True, help=_("Also build the tables anew from the log and compare."))
@rows
@click.pass_context
def noun(ctx: click.Context, *, out: Output, rebuild: bool) -> None:
    """Check the project."""
    if ctx.invoked_subcommand is None:
        _check_project(ctx.find_object(Call) or Call(), out, rebuild=rebuild)


def _check_project(call: Call, out: Output, *, rebuild: bool) -> None:
    from qualcode.checking import check_project

    with call.open(write=rebuild) as project:
        found = check_project(project, rebuild=rebuild)
        out.rows(
            ({"check": t.check, "where": t.where, "message": t.message, "hint": t.hint} for t in found),
            [
                Column("where", _("Where")),
                Column("message", _("Problem")),
                Column("hint", _("What to do")),
            ],
            keys="check where message hint".split(),
        )
    if found:
        raise CheckFailed(
            ngettext("the check found {n} problem", "the check found {n} problems", len(found)).format(n=len(found)),
            _("Nothing was changed by the check.") if not rebuild else "",
        )
    call.say(_("All is well."))


@verb(
    noun,
    "leaks",
    _(
        "Look through finished files, or the reports as they would be printed now, for what shows somebody: real "
        "names, numbers, pronouns, file properties; exit code 4 when anything is found. "
        "Nothing found does not mean anonymous."
    ),
    example="qualcode check leaks\nqualcode check leaks bilaga.docx tabell.csv --key ~/nycklar/studie.nyckel.age",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@key_option
@rows
@pass_call
def _leaks(call: Call, *, out: Output, files: tuple[Path, ...], key: Path | None) -> None:
    from qualcode.guarding import check_file, guard, leak_kind, leak_reason, no_promise
    from qualcode.keyholding import key_at_hand
    from qualcode.printing import report_leaks

    with call.open() as project:
        held = key_at_hand(project, key, ask=ask_passphrase)
        if key is not None and held is None:
            raise UsageProblem(
                _("{file} is no key").format(file=key.name), _("Name the key that qualcode pseudonym key new made.")
            )
        if files:
            watch = guard(project, held)
            found = [(path.name, leak) for path in files for leak in check_file(watch, path)]
        else:
            found = [(name, leak) for name, leaks in report_leaks(project, held) for leak in leaks]
    out.rows(
        (
            {
                "document": document,
                "where": leak.where,
                "kind": leak.kind,
                "words": leak.words,
                "reason": leak.reason,
                "hard": leak.hard,
                "instead": leak.instead,
                "why": leak_reason(leak),
            }
            for document, leak in found
        ),
        [
            Column("document", _("Document")),
            Column("where", _("Where")),
            Column("kind", _("Kind"), leak_kind),
            Column("words", _("Words")),
            Column("why", _("Why")),
            Column("hard", _("Sure"), yes_no),
        ],
        keys="document where kind words reason hard instead".split(),
    )
    if found:
        n = len(found)
        raise CheckFailed(
            ngettext("{n} place may show somebody", "{n} places may show somebody", n).format(n=n), no_promise()
        )
    call.say(_("Nothing was found.") + " " + no_promise())


@command("rebuild", _("Build every table of the project anew from its log."), example="qualcode rebuild")
@pass_call
def rebuild(call: Call) -> None:
    """Build every table anew from the log."""
    with call.open(write=True) as project:
        right = project.rebuild()
        call.say(
            _("Built anew; the tables were right.")
            if right
            else _("Built anew; the tables were wrong and are right now.")
        )
