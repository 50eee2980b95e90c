"""Reports as LaTeX that a plain ``article`` sets, with pdfLaTeX, XeLaTeX or LuaLaTeX and the packages of every TeX."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

from qualcode.report.model import Report
from qualcode.report.pandoc import FILTERS, convert, never
from qualcode.report.wording import Wording

_BABEL = {"sv": "swedish", "en": "british"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    # Brackets and a star could be taken for options of what stands before them.
    "[": r"{[}",
    "]": r"{]}",
    "*": r"{*}",
}
# What pdfLaTeX knows of itself in the encoding T1.
_KNOWN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x180)))) | frozenset("–—‘’‚“”„†‡•…‰‹›€™\n")
_SIGNS = {
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u200b": r"\hskip0pt{}",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u2011": r"\mbox{-}",
    "\u2212": r"\ensuremath{-}",
    "\u2190": r"\ensuremath{\leftarrow}",
    "\u2192": r"\ensuremath{\rightarrow}",
    "\u2194": r"\ensuremath{\leftrightarrow}",
    "\u2264": r"\ensuremath{\leq}",
    "\u2265": r"\ensuremath{\geq}",
    "\u00d7": r"\ensuremath{\times}",
    "\u03b1": r"\ensuremath{\alpha}",
    "\u03ba": r"\ensuremath{\kappa}",
}


def escaped(text: str) -> str:
    """Return a text as LaTeX prints it, whatever signs are in it."""
    words = "".join(_SPECIAL.get(sign, sign) for sign in _printable(text))
    # Two of these beside each other would become another sign.
    return re.sub(r"([-,])(?=\1)", r"\1{}", words)


def latex(html: str, report: Report, *, language: str, cancelled: Callable[[], bool] = never) -> str:
    """Return a report's HTML as a whole LaTeX document.

    Signs that pdfLaTeX does not know are printed by their numbers, as ``[U+1F600]``;
    XeLaTeX and LuaLaTeX print them where their font has them.  Raises
    QualcodeError when pandoc is missing or fails.
    """
    options = [f"--lua-filter={FILTERS / 'latex.lua'}"]
    body = convert(html, "latex-smart", date=report.method.date, options=options, cancelled=cancelled).decode("utf-8")
    # The caption has its number already, from the same count as in the other formats.
    body = _printable(re.sub(r"\\caption\{", r"\\caption*{", body))
    wording = Wording(language)
    page = string.Template((FILTERS / "page.tex").read_text(encoding="utf-8"))
    title, author = escaped(report.title), escaped(report.method.author)
    return page.substitute(
        babel=_BABEL.get(language, "english"),
        locale=wording.locale,
        title=title,
        author=author,
        date=escaped(report.method.date[:10]),
        contents=escaped(wording.gettext("Contents")),
        signs=_declared(body + report.title + report.method.author),
        body=body.strip(),
    )


def _printable(text: str) -> str:
    """Take out control characters and lone halves of signs, which no TeX reads."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not 0x7F <= ord(c) < 0xA0 and not _half(c)))


def _half(sign: str) -> bool:
    return 0xD800 <= ord(sign) <= 0xDFFF or ord(sign) in (0xFFFE, 0xFFFF)


def _declared(text: str) -> str:
    """Return what pdfLaTeX is to print for each sign of a text that it does not know."""
    lines = []
    for sign in sorted(set(text) - _KNOWN - {"\t"}):
        number = f"{ord(sign):04X}"
        lines.append(rf"\DeclareUnicodeCharacter{{{number}}}{{{_SIGNS.get(sign, '{[}U+' + number + '{]}')}}}")
    return "\n".join(lines)
