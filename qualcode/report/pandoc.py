"""Running pandoc as a program: from the reports' HTML to other formats, in its sandbox, never over the network."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.i18n import _

FILTERS = Path(__file__).parent / "templates"
_LIMIT_SECONDS = 300


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
) -> bytes:
    """Return HTML converted by pandoc.

    ``metadata`` values are plain text, ``reference`` is a reference document.  Raises QualcodeError when pandoc is
    missing or fails.
    """
    told = [f"--metadata={key}={value}" for key, value in (metadata or {}).items()]
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        # The user's own pandoc settings must not change a report.
        command = [pandoc_path(), "--sandbox", f"--data-dir={folder}", "--from=html", f"--to={to}", "--wrap=none"]
        command += ["--output=-", *told, *options]
        if reference is not None:
            path = Path(folder) / f"style.{to}"
            path.write_bytes(reference)
            command.append(f"--reference-doc={path}")
        env = {"SOURCE_DATE_EPOCH": str(epoch(date)), "LC_ALL": "C.UTF-8", "TMPDIR": folder, "PATH": os.defpath}
        # Windows programs do not start without this one.
        env |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        try:
            done = subprocess.run(  # noqa: S603 - our own command, no shell
                command, input=html.encode("utf-8"), capture_output=True, env=env, timeout=_LIMIT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise QualcodeError(
                _("pandoc could not make the {format} file.").format(format=to.partition("+")[0]),
                _("Run the command with --debug to see why."),
            ) from error
    if done.returncode != 0:
        raise QualcodeError(
            _("pandoc could not make the {format} file (it ended with {code}).").format(
                format=to.partition("+")[0], code=done.returncode
            ),
            done.stderr.decode("utf-8", "replace").strip().splitlines()[0][:200] if done.stderr.strip() else "",
        )
    return done.stdout
