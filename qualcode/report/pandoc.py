"""Running pandoc as a program: from the reports' HTML to other formats, in its sandbox, never over the network."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _

FILTERS = Path(__file__).parent / "templates"
_LIMIT_SECONDS = 300
_GLANCE_SECONDS = 0.1


def never() -> bool:
    """Tell that nobody wants to stop."""
    return False


def pandoc_path() -> str:
    """Return where pandoc is: the one that the package ``pypandoc_binary`` brings, else one on the path.

    Raises QualcodeError with the way to install it.
    """
    found = importlib.util.find_spec("pypandoc")
    if found is not None and found.origin:
        for name in ("pandoc", "pandoc.exe"):
            bundled = Path(found.origin).parent / "files" / name
            if bundled.is_file():
                return str(bundled)
    on_path = shutil.which("pandoc")
    if on_path is None:
        raise QualcodeError(
            _("Word, OpenDocument, PDF and Markdown reports need pandoc, which is not installed."),
            _("Install it with: pip install pypandoc_binary"),
        )
    return on_path


def epoch(date: str) -> int:
    """Return midnight UTC of ``YYYY-MM-DD…`` in seconds since 1970; 1980-01-01 where it is no date."""
    try:
        return max(int(datetime.fromisoformat(date[:10]).replace(tzinfo=UTC).timestamp()), 315_532_800)
    except ValueError:
        return 315_532_800


def convert(
    html: str,
    to: str,
    *,
    date: str,
    options: Sequence[str] = (),
    metadata: Mapping[str, str] | None = None,
    reference: bytes | None = None,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """Return HTML converted by pandoc.

    ``metadata`` values are plain text, ``reference`` is a reference document.  Raises QualcodeError when pandoc is
    missing or fails, Cancelled when ``cancelled`` tells so while it runs.
    """
    told = [f"--metadata={key}={value}" for key, value in (metadata or {}).items()]
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        # The user's own pandoc settings must not change a report.
        command = [
            pandoc_path(),
            "--sandbox",
            f"--data-dir={folder}",
            "--from=html+epub_html_exts",
            f"--to={to}",
            "--wrap=none",
        ]
        command += ["--output=-", *told, *options]
        if reference is not None:
            path = Path(folder) / f"style.{to}"
            path.write_bytes(reference)
            command.append(f"--reference-doc={path}")
        env = {"SOURCE_DATE_EPOCH": str(epoch(date)), "LC_ALL": "C.UTF-8", "TMPDIR": folder, "PATH": os.defpath}
        # Windows programs do not start without this one.
        env |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        try:
            code, out, complaints = _run(command, html.encode("utf-8"), env, cancelled)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise QualcodeError(
                _("pandoc could not make the {format} file.").format(format=to.partition("+")[0]),
                _("Run the command with --debug to see why."),
            ) from error
    if code != 0:
        raise QualcodeError(
            _("pandoc could not make the {format} file (it ended with {code}).").format(
                format=to.partition("+")[0], code=code
            ),
            complaints.decode("utf-8", "replace").strip().splitlines()[0][:200] if complaints.strip() else "",
        )
    return out


def _run(
    command: Sequence[str], given: bytes, env: Mapping[str, str], cancelled: Callable[[], bool]
) -> tuple[int, bytes, bytes]:
    """Run a program, and end it when it takes too long, is cancelled or interrupted."""
    deadline = time.monotonic() + _LIMIT_SECONDS
    pipe = subprocess.PIPE
    # What a program has not read when the first glance ends is lost in a pipe, so it reads from a file.
    with tempfile.TemporaryFile() as waiting:
        waiting.write(given)
        waiting.seek(0)
        child = subprocess.Popen(command, stdin=waiting, stdout=pipe, stderr=pipe, env=env)  # noqa: S603 - our own command, no shell
    with child:
        try:
            while True:
                try:
                    out, complaints = child.communicate(timeout=_GLANCE_SECONDS)
                except subprocess.TimeoutExpired:
                    if cancelled():
                        raise Cancelled(_("Nothing was printed.")) from None
                    if time.monotonic() > deadline:
                        raise
                else:
                    return child.returncode, out, complaints
        except BaseException:
            child.kill()
            raise
