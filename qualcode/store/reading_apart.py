"""Reading a large bundle in a process of its own, so that it is checked while what was read before is written.

The bytes go to the process and the events come back through pipes; nothing is
put on a disk.  Where no process can be had, the bundle is read here.
"""

from __future__ import annotations

import json
import marshal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from typing import IO, Any

from qualcode.store.bundle import ID, Batch, Unreadable
from qualcode.store.bundle_reader import Bundle

#: Events from which on a process is worth its start, a tenth of a second: beside others that are written, and alone.
MANY, MANY_ALONE = 5000, 30_000
_HEAD = 8
# Plain tuples and texts, between one version of the program and itself.
_FORM = 2


class BundleApart(Bundle):
    """A bundle like any other, of which a process of its own reads the events once :meth:`begin` was called."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._data = data
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, least: int) -> None:
        """Start to read, if there are at least so many events."""
        if self._process is None and self.manifest.number >= least:
            with suppress(OSError):
                self._process = _begin(self._data)

    def events(self) -> Iterator[Batch]:
        """Yield the events in log order, some thousand at a time, in the end checked against the manifest.

        Raises Unreadable when anything does not fit.
        """
        done = 0
        if self._process is not None and self._process.stdout is not None:
            while (answer := _receive(self._process.stdout)) is not None and answer[0] == "batch":
                batch = Batch(*answer[1])
                self._ids += [row[ID] for row in batch.rows]
                done += 1
                yield batch
            self.close()
            if answer is not None:
                kind, what = answer
                if kind == "wrong":
                    raise Unreadable(*what)
                self.texts, self.originals = what
                return
            self._ids.clear()
        # Without a process, or when it was ended from outside, the rest is read here.
        for n, batch in enumerate(super().events()):
            if n >= done:
                yield batch

    def close(self) -> None:
        """Let the process go."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None


def reading(bundles: Sequence[BundleApart]) -> Generator[BundleApart]:
    """Yield bundles one by one, while the next one is being read."""
    try:
        for n, bundle in enumerate(bundles):
            if len(bundles) == 1:
                bundle.begin(MANY_ALONE)
            for following in bundles[n + 1 : n + 2]:
                following.begin(MANY)
            yield bundle
    finally:
        for bundle in bundles:
            bundle.close()


def _begin(data: bytes) -> subprocess.Popen[bytes]:
    """Start a process that reads a bundle, and hand it the bytes."""
    program = f"import sys; sys.path[:] = {json.dumps(sys.path)}; from {__name__} import answer; answer()"
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(  # noqa: S603 - this program itself, with words of its own
        [sys.executable, "-I", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=hidden,
    )

    def feed() -> None:
        with suppress(OSError, ValueError):
            if process.stdin is not None:
                process.stdin.write(data)
                process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    return process


def answer() -> None:
    """Read a bundle from the standard input and write its events to the standard output."""
    out = sys.stdout.buffer
    try:
        bundle = Bundle(sys.stdin.buffer.read())
        for batch in bundle.events():
            _send(out, ("batch", (batch.rows, batch.parents, batch.loose, batch.codings)))
        _send(out, ("end", (bundle.texts, bundle.originals)))
    except Unreadable as error:
        _send(out, ("wrong", (error.reason, error.detail)))


def _send(out: IO[bytes], value: Any) -> None:
    data = marshal.dumps(value, _FORM)
    out.write(len(data).to_bytes(_HEAD, "big"))
    out.write(data)
    out.flush()


def _receive(pipe: IO[bytes]) -> tuple[str, Any] | None:
    """Return what the process sent next, None when it ended."""
    head = pipe.read(_HEAD)
    if len(head) < _HEAD:
        return None
    length = int.from_bytes(head, "big")
    data = pipe.read(length)
    if len(data) < length:
        return None
    value: tuple[str, Any] = marshal.loads(data)  # noqa: S302 - from the process begun here
    return value
