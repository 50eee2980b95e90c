"""Finished files as they are handed out: their text, place by place, and what their formats keep beside it.

A Word or OpenDocument file remembers who wrote it, comments, and words that
were struck out under tracked changes; a PDF and a web page name an author.
"""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from qualcode.errors import SourceRejected, UsageProblem
from qualcode.i18n import _
from qualcode.ingest.files import decode

_MAX_PART = 200_000_000
_PROGRAMS = frozenset({"", "qualcode", "pandoc", "typst", "python-docx", "libreoffice", "microsoft office user"})
_PEOPLE = frozenset({"creator", "lastModifiedBy", "initial-creator", "manager", "company", "printed-by"})
_AUTHOR = "the author's name"
_COMMENT = "a comment"
_CHANGE = "a tracked change"
_BLOCKS = frozenset("p div li td th h1 h2 h3 h4 h5 h6 blockquote figcaption caption dt dd br tr section".split())


@dataclass(slots=True)
class Finished:
    """A finished file: texts with the words for where each stands; traces as (where, words, reason)."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    traces: list[tuple[str, str, str]] = field(default_factory=list)


def read_finished(path: Path) -> Finished:
    """Return the text and the traces of a file, by its ending: docx, odt, pdf, html, md, txt, csv, tsv, json, tex.

    Raises UsageProblem for another ending, SourceRejected when it cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(sorted(_READERS))
        raise UsageProblem(
            _("{file} is of a kind that cannot be looked through").format(file=path.name),
            _("Files that can: {endings}").format(endings=endings),
        )
    try:
        data = path.read_bytes()
        return reader(data, path.name)
    except OSError as error:
        raise SourceRejected(
            _("cannot read {file}: {why}").format(file=path.name, why=error.strerror or error), ""
        ) from None
    except (zipfile.BadZipFile, ET.ParseError, KeyError, ValueError):
        raise SourceRejected(_("{file} is damaged").format(file=path.name), _("write it anew")) from None


def _plain(data: bytes, name: str) -> Finished:
    text, _encoding, _notes = decode(data, name)
    paragraphs = re.split(r"\n[ \t]*\n", text)
    out, line = Finished(), 1
    for paragraph in paragraphs:
        out.texts.append((_line(line), paragraph))
        line += paragraph.count("\n") + 2
    return out


def _table(data: bytes, name: str) -> Finished:
    text, _encoding, _notes = decode(data, name)
    rows = csv.reader(io.StringIO(text), delimiter="\t" if name.lower().endswith(".tsv") else _separator(text))
    out = Finished()
    for n, row in enumerate(rows, start=1):
        out.texts += ((_("row {n}, column {m}").format(n=n, m=m), cell) for m, cell in enumerate(row, start=1))
    return out


def _separator(text: str) -> str:
    head = text.split("\n", 1)[0]
    return ";" if head.count(";") > head.count(",") else ","


class _Page(HTMLParser):
    """Collects the text of a page block by block, and who is named as its author."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Finished()
        self._words: list[str] = []
        self._silent = 0
        self._line = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._silent += 1
        if tag == "meta" and values.get("name", "").lower() in ("author", "creator"):
            _trace(self.found, "meta", values.get("content", ""), _AUTHOR)
        for name in ("alt", "title", "aria-label"):
            if values.get(name):
                self.found.texts.append((_line(self.getpos()[0]), values[name]))
        if tag in _BLOCKS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            if not self._words:
                self._line = self.getpos()[0]
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.texts.append((_line(self.getpos()[0]), data))

    def flush(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.found.texts.append((_line(self._line), text))
        self._words = []


def _html(data: bytes, name: str) -> Finished:
    text, _encoding, _notes = decode(data, name)
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    return page.found


def _docx(data: bytes, name: str) -> Finished:  # noqa: ARG001
    out = Finished()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", part):
                _word_part(out, _tree(archive, part), part)
            elif part.startswith("word/comments") and part.endswith(".xml"):
                for comment in _tree(archive, part):
                    _trace(out, _("comments"), _words(comment), _COMMENT)
                    _trace(out, _("comments"), _attribute(comment, "author"), _AUTHOR)
            elif part in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
                _properties(out, _tree(archive, part))
    return out


def _word_part(out: Finished, tree: ET.Element, part: str) -> None:
    place = "" if part == "word/document.xml" else part.removeprefix("word/").removesuffix(".xml")
    n = 0
    for element in tree.iter():
        tag = _tag(element)
        if tag == "p":
            n += 1
            where = _("{part}, paragraph {n}").format(part=place, n=n) if place else _("paragraph {n}").format(n=n)
            out.texts.append((where, _words(element)))
        elif tag in ("ins", "del", "moveFrom", "moveTo"):
            where = _("paragraph {n}").format(n=n)
            _trace(out, where, _attribute(element, "author"), _AUTHOR)
            if tag in ("del", "moveFrom"):
                _trace(out, where, _words(element), _CHANGE)
        elif tag == "docPr" and (text := " ".join(filter(None, (element.get("descr"), element.get("title"))))):
            out.texts.append((_("paragraph {n}").format(n=n), text))


def _odt(data: bytes, name: str) -> Finished:  # noqa: ARG001
    out = Finished()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ("content.xml", "styles.xml"):
            n = 0
            for element in _tree(archive, part).iter():
                tag = _tag(element)
                if tag in ("p", "h"):
                    n += 1
                    out.texts.append((_("paragraph {n}").format(n=n), _words(element)))
                elif tag == "annotation":
                    _trace(out, _("comments"), _words(element), _COMMENT)
                elif tag == "tracked-changes":
                    _trace(out, _("paragraph {n}").format(n=n), _words(element), _CHANGE)
        _properties(out, _tree(archive, "meta.xml"))
    return out


def _pdf(data: bytes, name: str) -> Finished:  # noqa: ARG001
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    out = Finished()
    try:
        reader = PdfReader(io.BytesIO(data))
        about = reader.metadata
        if about is not None:
            _trace(out, _("file properties"), about.author or "", _AUTHOR)
            out.texts.append((_("file properties"), " ".join(filter(None, (about.title, about.subject)))))
        for n, page in enumerate(reader.pages, start=1):
            out.texts.append((_("page {n}").format(n=n), page.extract_text()))
    except (PyPdfError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return out


def _properties(out: Finished, tree: ET.Element) -> None:
    for element in tree.iter():
        text = (element.text or "").strip()
        if _tag(element) in _PEOPLE or _tag(element).lower() in _PEOPLE:
            _trace(out, _("file properties"), text, _AUTHOR)
        elif text and len(text) > 2:
            out.texts.append((_("file properties"), text))


def _trace(out: Finished, where: str, words: str, reason: str) -> None:
    words = " ".join(words.split())
    if words.casefold() not in _PROGRAMS and (where, words, reason) not in out.traces:
        out.traces.append((where, words, reason))


def _tree(archive: zipfile.ZipFile, part: str) -> ET.Element:
    if archive.getinfo(part).file_size > _MAX_PART:
        raise ValueError("a part is too large")
    data = archive.read(part)
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:2000]:
        raise ValueError("declares entities")
    return ET.fromstring(data)  # noqa: S314


def _words(element: ET.Element) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: ET.Element) -> Iterator[str]:
    tag = _tag(element)
    if tag in ("tab", "br", "cr", "s", "line-break"):
        yield " "
    if element.text and tag not in ("instrText", "annotation"):
        yield element.text
    for child in element:
        if _tag(child) not in ("annotation",):
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _line(n: int) -> str:
    return _("line {n}").format(n=n)


_READERS: dict[str, Callable[[bytes, str], Finished]] = {
    ".docx": _docx,
    ".odt": _odt,
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
    ".csv": _table,
    ".tsv": _table,
    **dict.fromkeys((".md", ".txt", ".tex", ".json", ".yaml", ".yml", ".svg"), _plain),
}
