"""Every error that qualcode raises on purpose, with its exit code.

::

    QualcodeError                1  the operation was refused or failed
    ├── SourceRejected           1  a file cannot become a source
    ├── NotFound                 1  no such source, code, case, scene …
    ├── Ambiguous                1  a name fits more than one thing
    ├── BadCodebook              1  a codebook file breaks its rules
    ├── BadProject               1  the file is damaged or not a project
    ├── BundleRejected           1  a bundle is damaged, cut, newer, or of another project
    ├── UsageProblem             2  the call cannot be understood
    ├── ProjectUnavailable       3  the project is missing, locked or newer
    ├── CheckFailed              4  a check found problems
    └── Cancelled              130  the person who asked for it stopped it

An interrupted command ends with 130.  Each error says what happened and where
(``message``) and what to do about it (``hint``); neither carries text from
transcripts, since messages end up in logs.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What a finished command tells the shell."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PROJECT = 3
    PROBLEMS = 4
    INTERRUPTED = 130


class QualcodeError(Exception):
    """An operation was refused or failed; the project is as it was before."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SourceRejected(QualcodeError):
    """A file cannot become a source: empty, binary, unreadable, unclear encoding, huge."""


class NotFound(QualcodeError):
    """A name or id fits nothing in the project."""


class Ambiguous(QualcodeError):
    """A name or id fits more than one thing in the project."""


class BadCodebook(QualcodeError):
    """A codebook file breaks the rules of its format."""


class BadProject(QualcodeError):
    """A file is damaged, or is no qualcode project."""


class BundleRejected(QualcodeError):
    """A bundle is damaged, cut short, newer, or of another project; nothing of it was taken in."""

    def __init__(self, message: str, hint: str = "", *, file: str = "") -> None:
        super().__init__(message, hint)
        self.file = file


class UsageProblem(QualcodeError):
    """A call cannot be understood."""

    exit_code = ExitCode.USAGE


class ProjectUnavailable(QualcodeError):
    """The project is missing, locked, or written by a newer version."""

    exit_code = ExitCode.PROJECT


class CheckFailed(QualcodeError):
    """A check ran to its end and found problems."""

    exit_code = ExitCode.PROBLEMS


class Cancelled(QualcodeError):
    """What was under way was stopped by the person who had asked for it."""

    exit_code = ExitCode.INTERRUPTED
