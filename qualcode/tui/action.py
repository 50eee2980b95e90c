"""The row of the action registry."""

from __future__ import annotations

from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802
    """Mark a message id for the catalogue; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do: id, default keys, method, and message ids of title and help.

    ``keys`` are Textual's key names with commas between; ``footer`` puts it on
    the key line; ``palette`` is False for motions that nobody would type;
    ``ahead`` says that it opens a dialog into which people type without waiting for it.
    """

    id: str
    keys: str
    call: str
    title: str
    help: str
    footer: bool = False
    palette: bool = True
    ahead: bool = False
