"""Word and OpenDocument manuscripts as paragraphs: their pages, their quotations by style or indent, their notes."""

from __future__ import annotations

import io
import re
import statistics
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.core.manuscripts import Paragraph
from qualcode.errors import SourceRejected
from qualcode.i18n import _
from qualcode.ingest.docx import MC, W, Walker, main_part, parse_part

_QUOTE = re.compile(r"citat|quot|block ?text|indrag|meningsenhet", re.IGNORECASE)
_HEADING = re.compile(r"heading|rubrik|title|titel|toc|innehåll|caption|beskrivning", re.IGNORECASE)
_LIST = re.compile(r"list|punkt|numrer", re.IGNORECASE)
_INDENT = 283  # twips, 5 mm
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_UNITS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0}


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str = ""
    indent: int | None = None


class _Styles:
    """The paragraph styles of a document by their ids."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self._styles = styles

    def chain(self, identifier: str) -> Iterator[_Style]:
        """Yield a style and those that it builds on."""
        seen: set[str] = set()
        while identifier and identifier not in seen:
            seen.add(identifier)
            # A style that the file does not describe is known by its id.
            style = self._styles.get(identifier, _Style(identifier))
            yield style
            identifier = style.parent

    def kind(self, identifier: str) -> str:
        """Return what a style says of its paragraphs: quote, heading, list, or nothing."""
        for style in self.chain(identifier):
            if _HEADING.search(style.name):
                return "heading"
            if _QUOTE.search(style.name):
                return "quote"
            if _LIST.search(style.name):
                return "list"
        return ""

    def indent(self, identifier: str) -> int:
        """Return the left indent of a style in twips."""
        return next((s.indent for s in self.chain(identifier) if s.indent is not None), 0)


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise _damaged(name) from None


def _damaged(name: str) -> SourceRejected:
    return SourceRejected(
        _("{file} is damaged, or no document of its kind.").format(file=name), _("Open it and save it again.")
    )


def _told(found: list[tuple[Paragraph, int]]) -> list[Paragraph]:
    """Return paragraphs with those called quotations that stand further in than most."""
    usual = statistics.median(indent for p, indent in found if p.kind == "text") if found else 0
    kept = [
        replace(p, kind="quote") if p.kind == "text" and indent >= usual + _INDENT else p
        for p, indent in found
        if p.text
    ]
    return [replace(p, n=n, kind="text" if p.kind == "list" else p.kind) for n, p in enumerate(kept, 1)]


# -- Word ---------------------------------------------------------------------


def docx_paragraphs(data: bytes, name: str) -> list[Paragraph]:
    """Return the paragraphs of a Word file; pages are those of its last layout, 0 when it has none.

    Raises SourceRejected when the file is damaged.
    """
    with _opened(data, name) as archive:
        try:
            part = main_part(archive)
            root = parse_part(archive, part)
            folder = part.rpartition("/")[0] + "/" if "/" in part else ""
            parts = set(archive.namelist())
            styles = _word_styles(parse_part(archive, f"{folder}styles.xml")) if f"{folder}styles.xml" in parts else {}
            notes = [
                parse_part(archive, f"{folder}{kind}s.xml")
                for kind in ("footnote", "endnote")
                if f"{folder}{kind}s.xml" in parts
            ]
        except (KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError):
            raise _damaged(name) from None
    known = _Styles(styles)
    paged = next(root.iter(W + "lastRenderedPageBreak"), None) is not None
    page = 1 if paged else 0
    found: list[tuple[Paragraph, int]] = []
    for element in _word_paragraphs(root):
        breaks = sum(1 for _e in element.iter(W + "lastRenderedPageBreak")) if paged else 0
        found.append(_word_paragraph(element, known, page))
        page += breaks
    for note in notes:
        found += [(Paragraph(" ".join(Walker({}).words(p).split()), 0, "note"), 0) for p in note.iter(W + "p")]
    return _told(found)


def _word_styles(root: ET.Element) -> dict[str, _Style]:
    out = {}
    for style in root.iter(W + "style"):
        name, based = style.find(W + "name"), style.find(W + "basedOn")
        out[style.get(W + "styleId", "")] = _Style(
            name.get(W + "val", "") if name is not None else "",
            based.get(W + "val", "") if based is not None else "",
            _word_indent(style.find(W + "pPr")),
        )
    return out


def _word_indent(properties: ET.Element | None) -> int | None:
    indent = properties.find(W + "ind") if properties is not None else None
    if indent is None:
        return None
    value = indent.get(W + "left") or indent.get(W + "start") or "0"
    return int(float(value)) if re.fullmatch(r"-?\d+(\.\d+)?", value) else 0


def _word_paragraphs(parent: ET.Element) -> Iterator[ET.Element]:
    """Yield the paragraphs of a document in order, those of tables and text boxes too."""
    for element in parent:
        if element.tag == MC + "Fallback" or element.tag in (W + "del", W + "moveFrom"):
            continue
        if element.tag == W + "p":
            yield element
        yield from _word_paragraphs(element)


def _word_paragraph(element: ET.Element, styles: _Styles, page: int) -> tuple[Paragraph, int]:
    properties = element.find(W + "pPr")
    chosen = properties.find(W + "pStyle") if properties is not None else None
    style = chosen.get(W + "val", "") if chosen is not None else ""
    numbered = properties is not None and properties.find(W + "numPr") is not None
    own = _word_indent(properties)
    kind = styles.kind(style) or ("list" if numbered else "text")
    words = " ".join(Walker({}).words(element).split())
    return Paragraph(words, 0, kind, page), styles.indent(style) if own is None else own


# -- OpenDocument -------------------------------------------------------------


def odt_paragraphs(data: bytes, name: str) -> list[Paragraph]:
    """Return the paragraphs of an OpenDocument text; pages are those of its last layout, 0 when it has none.

    Raises SourceRejected when the file is damaged.
    """
    with _opened(data, name) as archive:
        try:
            root = parse_part(archive, "content.xml")
            styles = _odt_styles(root)
            if "styles.xml" in archive.namelist():
                styles = _odt_styles(parse_part(archive, "styles.xml")) | styles
        except (KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError):
            raise _damaged(name) from None
    known = _Styles(styles)
    paged = next(root.iter(_TEXT + "soft-page-break"), None) is not None
    page = 1 if paged else 0
    found: list[tuple[Paragraph, int]] = []
    for element in _odt_paragraphs(root):
        if element.tag == _TEXT + "soft-page-break":
            page += 1
            continue
        style = element.get(_TEXT + "style-name", "")
        kind = "heading" if element.tag == _TEXT + "h" else known.kind(style) or "text"
        pieces: list[str] = []
        _odt_words(element, pieces)
        found.append((Paragraph(" ".join("".join(pieces).split()), 0, kind, page), known.indent(style)))
    return _told(found)


def _odt_styles(root: ET.Element) -> dict[str, _Style]:
    out = {}
    for style in root.iter(_STYLE + "style"):
        properties = style.find(_STYLE + "paragraph-properties")
        margin = properties.get(_FO + "margin-left") if properties is not None else None
        name = style.get(_STYLE + "name") or ""
        shown = style.get(_STYLE + "display-name") or name
        out[name] = _Style(shown, style.get(_STYLE + "parent-style-name") or "", _twips(margin))
    return out


def _twips(length: str | None) -> int | None:
    found = re.fullmatch(r"(-?[\d.]+)(cm|mm|in|pt)", length or "")
    return round(float(found[1]) * _UNITS[found[2]]) if found else None


def _odt_paragraphs(parent: ET.Element) -> Iterator[ET.Element]:
    for element in parent:
        if element.tag in (_TEXT + "p", _TEXT + "h", _TEXT + "soft-page-break"):
            yield element
        if element.tag != _TEXT + "tracked-changes":
            yield from _odt_paragraphs(element)


def _odt_words(element: ET.Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag in (_TEXT + "s", _TEXT + "tab", _TEXT + "line-break"):
            pieces.append(" ")
        elif child.tag != _TEXT + "note":
            _odt_words(child, pieces)
        pieces.append(child.tail or "")
