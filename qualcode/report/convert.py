"""Reports in the formats that people print, send and publish."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Cancelled, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.report.aligning import numbers_to_the_right
from qualcode.report.model import Report
from qualcode.report.pandoc import never
from qualcode.report.templating import render_template

FORMATS = ("html", "md", "docx", "odt", "pdf", "latex")
#: The endings of files, where they are not the format's own name.
ENDINGS = {"latex": "tex"}
BINARY = frozenset({"docx", "odt", "pdf"})
_STYLE_MARK = re.compile(r' custom-style="[^"]*"')


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished report: its bytes (text formats in UTF-8), and notes for the person who asked for it."""

    data: bytes
    notes: tuple[str, ...] = ()


def render(
    report: Report,
    to: str,
    *,
    language: str | None = None,
    templates: Sequence[Path] = (),
    style: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = never,
) -> Rendered:
    """Return a report in one of :data:`FORMATS`; the same report gives the same bytes.

    ``language`` is that of the words around the data, the report's own by
    default.  ``templates`` are folders whose templates go before ours; ``style``
    is a Word file whose styles a DOCX is to use.  ``progress`` is told steps
    done and steps in all.  Raises UsageProblem for an unknown format or a style
    with another format than docx, QualcodeError for a template that does not
    work, a style file that cannot be read, or a program that is not installed,
    and Cancelled.
    """
    if to not in FORMATS:
        raise UsageProblem(
            _("There is no report format {format}.").format(format=to),
            _("Choose one of: {formats}.").format(formats=", ".join(FORMATS)),
        )
    if style is not None and to != "docx":
        raise UsageProblem(
            _("A Word file's styles can only be used in a Word report."), _("Ask for docx, or leave the style out.")
        )
    language = language or report.language
    steps = len(getattr(report, "parts", ())) + 2

    def went_on(done: int) -> None:
        if cancelled():
            raise Cancelled(_("Nothing was printed."))
        progress(done, steps)

    went_on(0)
    html = render_template(report, target=to, language=language, templates=templates, progress=went_on)
    went_on(steps - 1)
    rendered = _converted(html, report, to, language=language, style=style, cancelled=cancelled)
    progress(steps, steps)
    return rendered


def _converted(
    html: str, report: Report, to: str, *, language: str, style: Path | None, cancelled: Callable[[], bool]
) -> Rendered:
    if to == "html":
        return Rendered(_STYLE_MARK.sub("", html).encode("utf-8"))
    if to == "md":
        from qualcode.report.markdown import markdown

        return Rendered(markdown(html, report, cancelled=cancelled).encode("utf-8"))
    html = numbers_to_the_right(html)
    if to == "latex":
        from qualcode.report.latex import latex

        return Rendered(latex(html, report, language=language, cancelled=cancelled).encode("utf-8"))
    if to == "odt":
        from qualcode.report.odt import odt

        return Rendered(odt(html, report, language=language, cancelled=cancelled))
    if to == "pdf":
        from qualcode.report.pdf import pdf

        data, signs = pdf(html, report, language=language, cancelled=cancelled)
        return Rendered(data, _lacking(signs))
    from qualcode.report.word import docx

    data, missing = docx(html, report, language=language, style=style, cancelled=cancelled)
    if not missing:
        return Rendered(data)
    note = ngettext(
        "The style file lacks {n} style, which was taken from ours: {names}",
        "The style file lacks {n} styles, which were taken from ours: {names}",
        len(missing),
    )
    return Rendered(data, (note.format(n=len(missing), names=", ".join(missing)),))


def _lacking(signs: Sequence[str]) -> tuple[str, ...]:
    if not signs:
        return ()
    note = ngettext(
        "{n} sign that the fonts lack is printed by its number: {signs}",
        "{n} signs that the fonts lack are printed by their numbers: {signs}",
        len(signs),
    )
    shown = ", ".join(f"U+{ord(sign):04X}" for sign in signs)
    return (note.format(n=len(signs), signs=shown),)
