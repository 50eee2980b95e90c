"""``qualcode check leaks``: whether a finished file, or a report as it would be printed, shows somebody."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.asking import ask_passphrase, key_option
from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.errors import CheckFailed, UsageProblem
from qualcode.i18n import _, ngettext


@command(
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
def leaks(call: Call, *, out: Output, files: tuple[Path, ...], key: Path | None) -> None:
    """Look through finished files and reports."""
    from qualcode.authoring.printing import report_leaks
    from qualcode.protection.guarding import check_file, guard, leak_kind, leak_reason, no_promise
    from qualcode.protection.keyholding import key_at_hand

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
