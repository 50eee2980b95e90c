"""The text of Word files, walked straight through their XML.

Tracked insertions are text and tracked deletions are not; content controls, text
boxes, tables, fields' results and links are read where they stand.  One paragraph
becomes one line (a line break made by hand stays one), one table row a line of
its own with `` | `` between the cells.
Footnotes and endnotes are kept apart.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from qualcode.errors import SourceRejected
from qualcode.i18n import _, ngettext

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE_RELATION = "/officeDocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A document part larger than this is no interview (a zip bomb may unpack to anything).
MAX_PART_BYTES = 200_000_000
_MAX_DEPTH = 200

# Elements whose content is not text of the document.
_SILENT = frozenset(
    "del moveFrom delText instrText delInstrText rPr pPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr "
    "annotationRef commentReference fldData ruby".split()
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class WordText:
    """A Word file's text, a paragraph a line, with its notes apart and what the reader should know.

    ``apparatus``: one mapping a note with ``kind`` (``footnote``, ``endnote``), ``mark``, ``text``
    and ``line``, the line of the text (from 1) in which it is called.
    """

    text: str
    apparatus: tuple[dict[str, object], ...] = ()
    notes: tuple[str, ...] = ()


def read_docx(data: bytes, name: str) -> WordText:
    """Return the text of a Word file.

    Raises SourceRejected when it is no Word file, is damaged, or is locked with a password.
    """
    if data.startswith(_OLE):
        raise SourceRejected(
            _("{file} is locked with a password, or is an old .doc file.").format(file=name),
            _("Open it in Word and save it as .docx without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = main_part(archive)
            body = parse_part(archive, main)
            folder = main.rpartition("/")[0] + "/" if "/" in main else ""
            parts = set(archive.namelist())
            texts = {
                kind: _note_texts(parse_part(archive, f"{folder}{kind}s.xml"), kind)
                for kind in ("footnote", "endnote")
                if f"{folder}{kind}s.xml" in parts
            }
    except Exception:
        # Damage shows as many things: BadZipFile, zlib.error, LZMAError, KeyError, UnicodeDecodeError …
        raise SourceRejected(
            _("{file} is no Word file, or is damaged.").format(file=name),
            _("Open it in Word and save it as .docx again."),
        ) from None
    return Walker(texts).walk(body)


def main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the document's body."""
    parts = set(archive.namelist())
    if "word/document.xml" in parts:
        return "word/document.xml"
    for relation in parse_part(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith(_OFFICE_RELATION):
            return relation.get("Target", "").lstrip("/")
    raise KeyError("document.xml")


def parse_part(archive: zipfile.ZipFile, part: str) -> ET.Element:
    """Parse a part.

    Raises ValueError when it declares entities or a document type (Word never does), or is huge.
    """
    if archive.getinfo(part).file_size > MAX_PART_BYTES:
        raise ValueError("part too large")
    data = archive.read(part)
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def refuse(*_args: object) -> None:
        raise ValueError("entities are not allowed")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        builder.start(_qualified(tag), {_qualified(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_qualified(tag))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise ValueError(str(problem)) from None
    return builder.close()


def _qualified(name: str) -> str:
    """Return a name as ElementTree writes it, strict OOXML counted as the ordinary kind."""
    if "}" not in name:
        return name
    name = "{" + name
    return W + name[len(_STRICT) :] if name.startswith(_STRICT) else name


def _local(element: ET.Element) -> str:
    """Return the name of a WordprocessingML element; empty for any other."""
    return element.tag[len(W) :] if element.tag.startswith(W) else ""


def _note_texts(root: ET.Element, kind: str) -> dict[str, str]:
    """Return the text of each note by its id; separators are left out."""
    texts = {}
    for note in root.iter(W + kind):
        if note.get(W + "type", "normal") == "normal":
            lines = Walker({}).lines(note)
            texts[note.get(W + "id", "")] = " ".join(line.strip() for line in lines if line.strip())
    return texts


class Walker:
    """Walks a document's body and gathers its lines."""

    def __init__(self, notes: dict[str, dict[str, str]]) -> None:
        self._notes = notes
        self._called: list[tuple[str, str]] = []
        self._apparatus: list[dict[str, object]] = []
        self._revised = 0

    def walk(self, root: ET.Element) -> WordText:
        """Return the text of a whole document."""
        body = root.find(W + "body")
        lines: list[str] = []
        for line in self._block(root if body is None else body):
            lines.append(line)
            n = len(lines)
            for kind, identifier in self._called:
                text = self._notes.get(kind, {}).get(identifier)
                if text:
                    mark = str(1 + sum(a["kind"] == kind for a in self._apparatus))
                    self._apparatus.append({"kind": kind, "mark": mark, "text": text, "line": n})
            self._called.clear()
        notes = []
        if self._revised:
            message = ngettext(
                "{n} tracked change in the file: insertions are read, deletions are not",
                "{n} tracked changes in the file: insertions are read, deletions are not",
                self._revised,
            )
            notes.append(message.format(n=self._revised))
        return WordText("\n".join(lines), tuple(self._apparatus), tuple(notes))

    def lines(self, root: ET.Element) -> list[str]:
        """Return the lines of a part without notes of its own."""
        return list(self._block(root))

    def words(self, paragraph: ET.Element) -> str:
        """Return the text of one paragraph, text boxes anchored in it left out."""
        pieces: list[str] = []
        self._inline(paragraph, pieces, [])
        return "".join(pieces).replace("\r", "")

    def _block(self, parent: ET.Element) -> Iterator[str]:
        """Go through the paragraphs and tables of a block."""
        for element in parent:
            name = _local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in ("del", "moveFrom"):
                self._revised += 1
            elif element.tag == MC + "AlternateContent":
                yield from self._block(_choice(element))
            elif name not in _SILENT:
                # Content controls, tracked insertions of whole paragraphs, custom XML.
                if name in ("ins", "moveTo"):
                    self._revised += 1
                yield from self._block(element)

    def _paragraph(self, paragraph: ET.Element) -> Iterator[str]:
        """Go through a paragraph's line, or lines, then those of the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[str] = []
        self._inline(paragraph, pieces, boxes)
        yield from "".join(pieces).replace("\r", "").split("\n")
        yield from boxes

    def _table(self, table: ET.Element) -> Iterator[str]:
        """Go through a table's rows, one line each."""
        for row in _down(table, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._revised += 1
                continue
            cells = []
            for cell in _down(row, "tc"):
                lines = [line.strip() for line in self._block(cell)]
                cells.append(" ".join(line for line in lines if line))
            yield " | ".join(cells)

    def _inline(self, parent: ET.Element, pieces: list[str], boxes: list[str]) -> None:
        """Gather the text of runs, links, fields, controls and insertions."""
        for element in parent:
            name = _local(element)
            if name == "t":
                pieces.append(element.text or "")
            elif name in _SIGNS:
                # Breaks of page and column are layout, not text.
                pieces.append("" if element.get(W + "type") in ("page", "column") else _SIGNS[name])
            elif name in ("footnoteReference", "endnoteReference"):
                self._called.append((name.removesuffix("Reference"), element.get(W + "id", "")))
            elif name == "txbxContent":
                boxes.extend(line for line in self._block(element) if line.strip())
            elif name == "sym":
                pieces.append(_symbol(element))
            elif element.tag == MC + "AlternateContent":
                self._inline(_choice(element), pieces, boxes)
            elif name in ("del", "moveFrom"):
                self._revised += 1
            elif name == "ruby":
                base = element.find(W + "rubyBase")
                if base is not None:
                    self._inline(base, pieces, boxes)
            elif name not in _SILENT:
                if name in ("ins", "moveTo"):
                    self._revised += 1
                self._inline(element, pieces, boxes)


def _choice(alternate: ET.Element) -> ET.Element:
    """Return the branch of an AlternateContent to read: the first choice, else the fallback."""
    for tag in ("Choice", "Fallback"):
        branch = alternate.find(MC + tag)
        if branch is not None:
            return branch
    return ET.Element("nothing")


def _down(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """Go through the rows or cells of a table, through any content controls around them."""
    for element in parent:
        local = _local(element)
        if local == name:
            yield element
        elif local in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _down(element, name)


def _symbol(element: ET.Element) -> str:
    """Return a symbol's character; a box where it comes from a private font."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else "\u25a1"
