"""How far a long command has come, on one line of the terminal that goes away again."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from qualcode.cli.frame import Call

_PATIENCE = 1.0
_EVERY = 0.1


class Line:
    """A line on standard error that is written over; nothing is shown before a second has passed."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._next = time.monotonic() + _PATIENCE
        self._width = 0

    def show(self, done: int, total: int) -> None:
        """Show that so many of so many are done."""
        now = time.monotonic()
        if not self._shown or now < self._next or total <= 0:
            return
        self._next = now + _EVERY
        text = f"{done:,} / {total:,}".replace(",", " ")
        self._width = max(self._width, len(text))
        click.echo(f"\r{text:<{self._width}}", nl=False, err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            click.echo(f"\r{' ' * self._width}\r", nl=False, err=True)
            self._width = 0


@contextmanager
def progress_line(call: Call) -> Iterator[Line]:
    """Yield a line of progress that is gone in the end; quiet without a terminal or with ``--quiet``."""
    line = Line(shown=not call.quiet and sys.stderr.isatty())
    try:
        yield line
    finally:
        line.clear()
