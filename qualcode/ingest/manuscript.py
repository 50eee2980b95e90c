"""Manuscripts as paragraphs with page and line, block quotations told by style, indent or mark.

Word, OpenDocument, HTML, Markdown and plain text.  Nothing of a manuscript is
kept: it is read, checked and forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

from qualcode.core.manuscripts import Paragraph
from qualcode.core.texts import normalise
from qualcode.errors import SourceRejected
from qualcode.i18n import _
from qualcode.ingest.files import decode, read_original

ENDINGS = (".docx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt", ".text")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n\s*(?=[^\W\d_A-ZÅÄÖ])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~…–-])")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_QUOTE_MARK = re.compile(r"^\s*(?:>\s?)+")
_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


def read_manuscript(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a manuscript.

    Raises SourceRejected when the file is missing, damaged or of another kind.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise SourceRejected(
            _("{file}: a manuscript of this kind cannot be read.").format(file=path.name),
            _("Save it as {kinds}.").format(kinds=", ".join(ENDINGS[:5])),
        )
    data = read_original(path)
    if ending in (".docx", ".odt"):
        from qualcode.ingest.office_manuscript import docx_paragraphs, odt_paragraphs

        return (docx_paragraphs if ending == ".docx" else odt_paragraphs)(data, path.name)
    text = normalise(decode(data, path.name)[0])
    readers: dict[str, Callable[[str], list[Paragraph]]] = {".html": _html, ".htm": _html, ".md": _markdown}
    readers[".markdown"] = _markdown
    return readers.get(ending, _plain)(text)


def _chunks(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Return the stretches of lines between blank ones, each with the number of its first line."""
    out: list[tuple[int, list[str]]] = []
    fresh = True
    for n, line in enumerate(lines, 1):
        if not line.strip():
            fresh = True
            continue
        if fresh:
            out.append((n, []))
        out[-1][1].append(line)
        fresh = False
    return out


def _one_line(lines: Sequence[str]) -> str:
    return " ".join(_BROKEN.sub("", "\n".join(line.strip() for line in lines)).split())


def _plain(text: str) -> list[Paragraph]:
    pages = text.count("\f")
    out: list[Paragraph] = []
    page = 1 if pages else 0
    for n, chunk in _chunks(text.split("\n")):
        page += sum(line.count("\f") for line in chunk) if pages else 0
        lines = [line.replace("\f", "") for line in chunk]
        # A turn on a line of its own is a paragraph, also where no blank line parts it from the next.
        for k, part in _turnwise(lines):
            indented = all(re.match(r"\t| {3,}", line) for line in part)
            out.append(Paragraph(_one_line(part), len(out) + 1, "quote" if indented else "text", page, n + k))
    return out


def _turnwise(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    out: list[tuple[int, list[str]]] = []
    for k, line in enumerate(lines):
        if not out or re.match(r"\s*[–—] ", line):
            out.append((k, []))
        out[-1][1].append(line)
    return out


def _markdown(text: str) -> list[Paragraph]:
    lines = text.split("\n")
    if lines[0].strip() == "---" and (end := next((i for i, s in enumerate(lines[1:], 1) if s.strip() == "---"), 0)):
        lines[: end + 1] = [""] * (end + 1)
    groups: list[tuple[int, str, list[str]]] = []
    fresh = True
    for n, line in enumerate(lines, 1):
        # A quotation begins and ends a paragraph, whatever stands beside it.
        kind = "quote" if line.lstrip().startswith(">") else "heading" if line.startswith("#") else "text"
        bare = _QUOTE_MARK.sub("", line) if kind == "quote" else line
        if not bare.strip():
            fresh = True
            continue
        if fresh or kind == "heading" or kind != groups[-1][1]:
            groups.append((n, kind, []))
        groups[-1][2].append(bare)
        fresh = False
    out: list[Paragraph] = []
    for n, kind, chunk in groups:
        for k, part in _turnwise(chunk):
            words = _LIST.sub("", _one_line(part)) if kind == "text" else _one_line(part).lstrip("#").strip()
            words = _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", words))
            out.append(Paragraph(words, len(out) + 1, kind, 0, n + k))
    return out


class _Page(HTMLParser):
    """Gathers the paragraphs of a page."""

    BLOCKS = frozenset("p div li td th h1 h2 h3 h4 h5 h6 blockquote figcaption caption dd dt section article".split())

    def __init__(self) -> None:
        super().__init__()
        self.out: list[Paragraph] = []
        self._pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._silent = 0
        self._line = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in ("script", "style", "head"):
            self._silent += 1
        if tag == "br":
            self._pieces.append(" ")
        if tag in self.BLOCKS:
            self.flush()
            named = " ".join(v or "" for k, v in attrs if k == "class").lower()
            self._open.append((tag, tag == "blockquote" or "citat" in named or "quote" in named))
            self._line = self.getpos()[0]

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in ("script", "style", "head"):
            self._silent = max(0, self._silent - 1)
        if tag in self.BLOCKS:
            self.flush()
            while self._open and self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if not self._silent:
            self._pieces.append(data)

    def flush(self) -> None:
        """End the paragraph under way."""
        words = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if words:
            heading = any(re.fullmatch(r"h[1-6]", tag) for tag, _q in self._open)
            kind = "heading" if heading else "quote" if any(quote for _t, quote in self._open) else "text"
            self.out.append(Paragraph(words, len(self.out) + 1, kind, 0, self._line))


def _html(text: str) -> list[Paragraph]:
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    return page.out
