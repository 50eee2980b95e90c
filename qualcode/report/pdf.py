"""Reports as tagged PDF (PDF/UA-1), set by Typst."""

from __future__ import annotations

import re
import tempfile
from base64 import b64decode
from collections.abc import Callable, Mapping
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.report.model import Report
from qualcode.report.pandoc import FILTERS, convert, epoch, never
from qualcode.report.wording import Wording

_PATIENCE = 5  # signs
_COMMON = 0x2FFF  # Latin, Greek, Cyrillic, punctuation and arrows stand before it
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "[]+"})


def typst_source(html: str, *, date: str, cancelled: Callable[[], bool] = never) -> str:
    """Return a report's HTML as a Typst document."""
    options = [
        f"--template={FILTERS / 'page.typ'}",
        f"--lua-filter={FILTERS / 'typst.lua'}",
        "--shift-heading-level-by=-1",
        "--standalone",
    ]
    source = convert(html, "typst", date=date, options=options, cancelled=cancelled).decode("utf-8")
    # Pandoc gives widths as shares of 100 %; fractions leave room for the cells' inset.
    return re.sub(r"columns: \(([\d.%, ]+)\)", lambda m: f"columns: ({m[1].replace('%', 'fr')})", source)


def pdf(
    html: str, report: Report, *, language: str, cancelled: Callable[[], bool] = never
) -> tuple[bytes, tuple[str, ...]]:
    """Return a report's HTML as a tagged PDF, and the signs that the fonts lack, which it prints as ``[U+1F600]``.

    Raises QualcodeError when Typst or pandoc is not installed or fails.
    """
    html, pictures = _pictures_apart(html)
    source = typst_source(html, date=report.method.date, cancelled=cancelled)
    wording = Wording(language)
    told = {
        "title": report.title,
        "author": report.method.author,
        "language": language,
        "region": wording.locale.partition("-")[2].lower(),
        "contents": wording.gettext("Contents"),
    }
    lacking: dict[str, None] = {}
    while True:
        try:
            return _set(source, told, epoch(report.method.date), pictures), tuple(lacking)
        except _LackingSignsError as error:
            # Typst names one at a time; after a few, all that are rare go at once.
            found = error.signs if len(lacking) < _PATIENCE else error.signs | {c for c in source if ord(c) > _COMMON}
            if found <= lacking.keys():
                raise _failed(str(error)) from error
            lacking |= dict.fromkeys(sorted(found))
            numbers = {ord(sign): f"[U+{ord(sign):04X}]" for sign in found}
            told = {key: value.translate(numbers) for key, value in told.items()}
            source = source.translate({code: text.translate(_ESCAPED) for code, text in numbers.items()})


class _LackingSignsError(Exception):
    """No font has a sign of the text, so a reader of the PDF could not make it out."""

    def __init__(self, problem: str, signs: set[str]) -> None:
        super().__init__(problem)
        self.signs = signs


def _pictures_apart(html: str) -> tuple[str, dict[str, bytes]]:
    """Return HTML with its drawings as files beside it, and the files; only our own templates can have put them in."""
    files: dict[str, bytes] = {}

    def apart(match: re.Match[str]) -> str:
        name = f"picture-{len(files) + 1}.svg"
        files[name] = b64decode(match[1])
        return f'src="{name}"'

    return re.sub(r'src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"', apart, html), files


def _set(source: str, told: dict[str, str], timestamp: int, pictures: Mapping[str, bytes]) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise QualcodeError(
            _("PDF reports need typst, which is not installed."), _("Install it with: pip install typst")
        ) from error
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        path = Path(folder) / "report.typ"
        path.write_text(source, encoding="utf-8")
        for name, data in pictures.items():
            (Path(folder) / name).write_bytes(data)
        try:
            # Only the fonts that come with Typst: the same file on every machine.
            done: bytes = typst.compile(
                str(path),
                root=folder,
                format="pdf",
                pdf_standards=["ua-1"],
                ignore_system_fonts=True,
                sys_inputs=told,
                timestamp=timestamp,
            )
        except (typst.TypstError, RuntimeError) as error:
            problem = str(error).splitlines()[0]
            if signs := _signs(problem):
                raise _LackingSignsError(problem, signs) from error
            raise _failed(problem) from error
    return done


def _failed(problem: str) -> QualcodeError:
    return QualcodeError(
        _("Typst could not set the PDF: {problem}").format(problem=problem[:200]),
        _("Try the report as html or docx, and send the problem in."),
    )


def _signs(problem: str) -> set[str]:
    """Return the signs that Typst says it has no font for; none when something else is wrong."""
    named = re.search(r'the text `"(.*)"` could not be displayed', problem)
    if named is None:
        return set()
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), named[1])
    return {sign for sign in text if not " " <= sign <= "~"}
