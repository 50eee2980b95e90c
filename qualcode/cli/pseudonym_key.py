"""``qualcode pseudonym key``: the encrypted file of real names."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.asking import ask_new_passphrase, ask_passphrase, identity_option, key_option
from qualcode.cli.frame import Call, confirm, new_noun, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows
from qualcode.i18n import _, ngettext

noun = new_noun(
    "key",
    _(
        "Keep the key: which real name a pseudonym stands for, in an encrypted file outside the project's folder. "
        "The passphrase is asked for, or read from QUALCODE_KEY_PASSPHRASE."
    ),
)
_file = click.argument("file", type=click.Path(path_type=Path))


@verb(
    noun,
    "new",
    _("Make an empty key, under a passphrase or for recipients; never inside the project's folder."),
    example="qualcode pseudonym key new ~/nycklar/studie.nyckel.age\n"
    "qualcode pseudonym key new ~/nycklar/studie.nyckel.age --recipient age1… --identity ~/nycklar/min.identitet",
)
@_file
@click.option("--recipient", "recipients", multiple=True, metavar="AGE1…", help=_("Who may open it; can be repeated."))
@identity_option
@pass_call
def _new(call: Call, *, file: Path, recipients: tuple[str, ...], identity: Path | None) -> None:
    from qualcode.protection.keyholding import new_key

    asking = ask_passphrase if recipients else ask_new_passphrase
    with call.open() as project:
        new_key(project, file, recipients=recipients, ask=asking, identity=identity)
    call.say(_("Key made: {file}").format(file=file))
    call.say(_("Without the passphrase or an identity nobody can read it, nor make it anew. Keep a copy apart."))


@verb(
    noun,
    "show",
    _("Show what is in the key, real names and all; on your own screen only."),
    example="qualcode pseudonym key show",
)
@key_option
@identity_option
@rows
@pass_call
def _show(call: Call, *, out: Output, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.keyholding import open_key
    from qualcode.reasons import personal_kind

    with call.open() as project:
        held = open_key(project, key, ask=ask_passphrase, identity=identity).key
        cases = {case.id: case.printed for case in project.cases()}
    out.rows(
        (
            {
                "public": e.public,
                "real": list(e.real),
                "kind": e.kind,
                "pronoun": e.pronoun,
                "case": cases.get(e.case, ""),
                "id": e.id,
            }
            for e in held.entries
        ),
        [
            Column("public", _("Public name")),
            Column("real", _("Real name"), ", ".join),
            Column("kind", _("Kind"), personal_kind),
            Column("pronoun", _("Pronoun")),
            Column("case", _("Case")),
        ],
        keys=["id"],
    )
    n = len(held.left)
    call.say(ngettext("{n} word is left as it is.", "{n} words are left as they are.", n).format(n=n))


@verb(
    noun,
    "verify",
    _("Open the key, and tell where it lies, who may open it and how much is in it, without any name."),
    example="qualcode pseudonym key verify",
)
@key_option
@identity_option
@rows
@pass_call
def _verify(call: Call, *, out: Output, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.keyholding import open_key

    with call.open() as project:
        opened = open_key(project, key, ask=ask_passphrase, identity=identity)
    held = opened.key
    out.record(
        {
            "file": str(opened.path),
            "entries": len(held.entries),
            "forms": sum(len(e.real) for e in held.entries),
            "left": len(held.left),
            "recipients": list(held.recipients),
        },
        [
            Column("file", _("File")),
            Column("entries", _("Entries")),
            Column("forms", _("Real forms")),
            Column("left", _("Left as they are")),
            Column("recipients", _("Recipients"), ", ".join),
        ],
    )


@verb(
    noun,
    "recipients",
    _("Let others open the key, or no longer; a key under a passphrase goes over to recipients."),
    example="qualcode pseudonym key recipients --add age1… --identity ~/nycklar/min.identitet",
)
@click.option("--add", multiple=True, metavar="AGE1…", help=_("Who may open it; can be repeated."))
@click.option("--remove", multiple=True, metavar="AGE1…", help=_("Who may no longer open it; can be repeated."))
@key_option
@identity_option
@pass_call
def _recipients(
    call: Call, *, add: tuple[str, ...], remove: tuple[str, ...], key: Path | None, identity: Path | None
) -> None:
    from qualcode.protection.keyholding import open_key, under_identity, with_recipients

    with call.open() as project:
        opened = open_key(project, key, ask=ask_passphrase, identity=identity)
        after = with_recipients(opened, add=add, remove=remove)
        if after.key.recipients and not opened.lock.identities:
            after = under_identity(after, identity, ask_passphrase)
        if after.key != opened.key:
            after.save()
    for recipient in after.key.recipients:
        click.echo(recipient)
    if remove:
        call.say(_("Who had a copy of the key can still open that copy."))


@verb(
    noun,
    "identity",
    _("Make an identity file for yourself and print its recipient, for those who make keys."),
    example="qualcode pseudonym key identity ~/nycklar/min.identitet --passphrase",
)
@_file
@click.option("--passphrase", is_flag=True, help=_("Encrypt the file; the passphrase is asked for."))
@pass_call
def _identity(call: Call, *, file: Path, passphrase: bool) -> None:
    import os

    from qualcode.protection.keyholding import PASSPHRASE, new_identity

    secret = (os.environ.get(PASSPHRASE, "") or ask_new_passphrase("")) if passphrase else ""
    click.echo(new_identity(file.expanduser(), secret))
    call.say(_("Identity made: {file}. It opens every key made for it; keep it to yourself.").format(file=file))


@verb(
    noun,
    "export",
    _("Write the key as an unencrypted CSV list; for handing over to an archive, not for daily work."),
    example="qualcode pseudonym key export ~/nycklar/lista.csv --yes",
)
@_file
@yes_option
@key_option
@identity_option
@pass_call
def _export(call: Call, *, file: Path, yes: bool, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.keyholding import must_lie_elsewhere, open_key

    with call.open() as project:
        must_lie_elsewhere(project, file)
        held = open_key(project, key, ask=ask_passphrase, identity=identity).key
    confirm(_("Write real names unencrypted to {file}?").format(file=file), yes=yes)
    Output("csv", file=str(file.expanduser())).rows(
        ({"name": real, "pseudonym": public} for real, public in held.pairs()),
        [Column("name", "name"), Column("pseudonym", "pseudonym")],
    )
    call.say(_("Written: {file}").format(file=file))
