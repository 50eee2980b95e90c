"""Asking for what must not stand on the command line: passphrases."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.errors import QualcodeError
from qualcode.i18n import _

key_option = click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The key; else QUALCODE_KEY, else where it lay last."),
)
identity_option = click.option(
    "--identity",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The identity file that opens the key; else QUALCODE_KEY_IDENTITY."),
)


def ask_passphrase(name: str) -> str:
    """Ask the person for the passphrase of a file; empty without a terminal."""
    if not sys.stdin.isatty():
        return ""
    return str(click.prompt(_("Passphrase of {file}").format(file=name), hide_input=True, err=True, default=""))


def ask_new_passphrase(_name: str) -> str:
    """Ask twice for a new passphrase.

    Raises QualcodeError when there is nobody to ask.
    """
    if not sys.stdin.isatty():
        raise QualcodeError(
            _("no passphrase was given"), _("Set QUALCODE_KEY_PASSPHRASE, or run the command in a terminal.")
        )
    return str(click.prompt(_("New passphrase"), hide_input=True, confirmation_prompt=True, err=True))
