"""What Word counts and gathers by itself: numbers of captions, the list of contents; and the styles they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from qualcode.report.word_styles import WordStyles, paragraph_styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CAPTION = re.compile(r"^(\S+) (\d+)(.*)$", re.DOTALL)
# What pandoc calls its paragraphs, and which of our styles they are.
_PANDOC = {
    "Body Text": "Brödtext",
    "First Paragraph": "Brödtext",
    "Table Caption": "Tabellrubrik",
    "Image Caption": "Tabellrubrik",
    "Captioned Figure": "Brödtext",
    "Block Text": "Citat",
}
_PANDOC_IDS = {
    "BodyText": "Brödtext",
    "FirstParagraph": "Brödtext",
    "TableCaption": "Tabellrubrik",
    "ImageCaption": "Tabellrubrik",
    "CaptionedFigure": "Brödtext",
    "BlockText": "Citat",
}


class StyleIds:
    """The ids that our styles have in the finished document."""

    def __init__(self, style_sheet: str, styles: WordStyles) -> None:
        self._by_name = {name: sid for name, (sid, _default) in paragraph_styles(style_sheet).items()}
        self._names = styles.names
        by_pandoc = {sid: ours for name, ours in _PANDOC.items() if (sid := self._by_name.get(name))}
        self.renamed = {sid: self.of(ours) for sid, ours in (_PANDOC_IDS | by_pandoc).items()}

    def of(self, ours: str) -> str:
        """Return the id of one of our styles."""
        return self._by_name.get(self._names.get(ours, ours), ours)


def style_of(paragraph: ET.Element) -> str:
    """Return the id of a paragraph's style; empty for the default one."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def _run(text: str) -> ET.Element:
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = text
    return run


def number_caption(paragraph: ET.Element) -> None:
    """Make the number of ``Tabell 3. …`` a field that Word counts."""
    runs = paragraph.findall(f"{W}r")
    match = _CAPTION.match("".join(t.text or "" for run in runs for t in run.iter(f"{W}t")))
    if match is None:
        return
    at = list(paragraph).index(runs[0])
    for run in runs:
        paragraph.remove(run)
    field = ET.Element(f"{W}fldSimple", {f"{W}instr": f" SEQ {match[1]} \\* ARABIC "})
    field.append(_run(match[2]))
    for offset, element in enumerate((_run(match[1] + " "), field, _run(match[3]))):
        paragraph.insert(at + offset, element)


def add_contents(body: ET.Element, ids: StyleIds, heading: str) -> None:
    """Put a list of contents after the title: filled in here, brought up to date by Word."""
    levels = {ids.of("heading 1"): 1, ids.of("heading 2"): 2}
    entries = list(_headings(body, levels))
    if not entries:
        return
    block = ET.Element(f"{W}sdt")
    part = ET.SubElement(ET.SubElement(block, f"{W}sdtPr"), f"{W}docPartObj")
    ET.SubElement(part, f"{W}docPartGallery", {f"{W}val": "Table of Contents"})
    ET.SubElement(part, f"{W}docPartUnique")
    content = ET.SubElement(block, f"{W}sdtContent")
    _paragraph(content, ids.of("TOC Heading")).append(_run(heading))
    for number, (level, words, mark) in enumerate(entries):
        paragraph = _paragraph(content, ids.of(f"toc {level}"))
        if number == 0:
            paragraph.append(_field("begin"))
            paragraph.append(_instruction(' TOC \\o "1-2" \\h \\z \\u '))
            paragraph.append(_field("separate"))
        link = ET.SubElement(paragraph, f"{W}hyperlink", {f"{W}anchor": mark, f"{W}history": "1"})
        link.append(_run(words))
        if number == len(entries) - 1:
            paragraph.append(_field("end"))
            rules = paragraph.find(f"{W}pPr")
            assert rules is not None
            ET.SubElement(rules, f"{W}spacing", {f"{W}after": "360"})
    title = ids.of("Title")
    at = next((i + 1 for i, child in enumerate(body) if style_of(child) == title), 0)
    body.insert(at, block)


def _headings(body: ET.Element, levels: dict[str, int]) -> Iterator[tuple[int, str, str]]:
    """Yield level, words and bookmark of each heading; every heading gets a bookmark of its own."""
    marks = 0
    for paragraph in list(body.iter(f"{W}p")):
        level = levels.get(style_of(paragraph))
        if level is None:
            continue
        marks += 1
        name = f"_Toc{marks:08d}"
        number = {f"{W}id": str(900_000 + marks)}
        paragraph.insert(1, ET.Element(f"{W}bookmarkStart", number | {f"{W}name": name}))
        paragraph.append(ET.Element(f"{W}bookmarkEnd", number))
        yield level, "".join(t.text or "" for t in paragraph.iter(f"{W}t")), name


def _paragraph(parent: ET.Element, style: str) -> ET.Element:
    paragraph = ET.SubElement(parent, f"{W}p")
    ET.SubElement(ET.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle", {f"{W}val": style})
    return paragraph


def _field(kind: str) -> ET.Element:
    run = ET.Element(f"{W}r")
    field = ET.SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})
    if kind == "begin":
        field.set(f"{W}dirty", "true")
    return run


def _instruction(text: str) -> ET.Element:
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}instrText", {_SPACE: "preserve"}).text = text
    return run
