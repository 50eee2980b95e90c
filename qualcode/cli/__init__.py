"""The command line: one module per noun, loaded when the noun is used.

Data goes to standard output, talk to standard error; the exit codes are those
of :class:`qualcode.errors.ExitCode`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from qualcode.errors import ExitCode
from qualcode.i18n import LANGUAGES, get_language, set_language


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    words = list(sys.argv[1:] if args is None else args)
    # The help texts are worded while the commands load, so the language is settled before.
    set_language(_asked_language(words) or get_language())
    _settle_streams()
    try:
        from qualcode.cli.root import cli

        cli.main(words, prog_name="qualcode")
    except KeyboardInterrupt:
        sys.exit(int(ExitCode.INTERRUPTED))
    finally:
        _flush()


def _asked_language(words: Sequence[str]) -> str:
    """Return the language that ``--lang`` asks for, or an empty text."""
    for word, after in zip(words, [*words, ""][1:], strict=True):
        asked = after if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if asked in LANGUAGES:
            return asked
    return ""


def _settle_streams() -> None:
    """Write UTF-8 into pipes and files, and let no letter that a terminal lacks stop the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _flush() -> None:
    """Empty standard output; a reader who left (``| head``) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
