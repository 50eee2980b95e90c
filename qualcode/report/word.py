"""Reports as Word documents: pandoc's DOCX, then its XML mended so that the file is accessible and always the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from qualcode.report.model import Report
from qualcode.report.pandoc import convert, epoch, never
from qualcode.report.reference import packed
from qualcode.report.word_fields import StyleIds, W, add_contents, number_caption, style_of
from qualcode.report.word_styles import WordStyles, own_styles, styles_of
from qualcode.report.wording import Wording

_PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_PLAIN, _BOLD = 110, 120  # twentieths of a point for a letter of the text of tables, widely reckoned
_MARGINS = 240  # of a cell, both sides together
_SHORT = 40  # characters of a line that only announces a quotation


def docx(
    html: str,
    report: Report,
    *,
    language: str,
    style: Path | None = None,
    cancelled: Callable[[], bool] = never,
) -> tuple[bytes, tuple[str, ...]]:
    """Return a report's HTML as DOCX, and which of our styles the file ``style`` lacks.

    Raises QualcodeError when pandoc is missing or ``style`` is no Word document.
    """
    styles = own_styles() if style is None else styles_of(style)
    for ours, theirs in styles.names.items():
        html = html.replace(f'custom-style="{ours}"', f'custom-style="{escape(theirs, {chr(34): "&quot;"})}"')
    wording = Wording(language)
    reference = styles.reference
    data = convert(
        html,
        "docx",
        date=report.method.date,
        options=["--shift-heading-level-by=-1"],
        metadata={"lang": wording.locale},
        reference=reference,
        cancelled=cancelled,
    )
    return _finished(data, report, wording, styles), styles.missing


def _finished(data: bytes, report: Report, wording: Wording, styles: WordStyles) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    style_sheet = parts["word/styles.xml"].decode("utf-8")
    ids = StyleIds(style_sheet, styles)
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    root = ET.fromstring(parts["word/document.xml"])  # noqa: S314 - pandoc's own output
    body = root.find(f"{W}body")
    assert body is not None
    _name_styles(body, ids)
    width = _text_width(body)
    for table in body.iter(f"{W}tbl"):
        _mend_table(table, width)
    _part_from_tables(body, {ids.of(name) for name in ("Brödtext", "Källa", "Anteckning")})
    caption = ids.of("Tabellrubrik")
    for paragraph in body.iter(f"{W}p"):
        if style_of(paragraph) == caption:
            number_caption(paragraph)
    _name_pictures(body)
    _keep_with_next(body, ids)
    _begin_parts(body)
    add_contents(body, ids, wording.gettext("Contents"))
    parts["word/document.xml"] = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    parts["word/styles.xml"] = _language(_without_code_styles(style_sheet), wording.locale).encode("utf-8")
    parts["word/settings.xml"] = _separators(parts["word/settings.xml"].decode("utf-8"), wording).encode("utf-8")
    _drop(parts, "docProps/custom.xml")
    parts |= _properties(report, wording)
    first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in parts]
    return packed({name: parts[name] for name in (*first, *(n for n in parts if n not in first))})


def _name_styles(body: ET.Element, ids: StyleIds) -> None:
    in_tables = {id(p) for table in body.iter(f"{W}tbl") for p in table.iter(f"{W}p")}
    for paragraph in body.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            continue
        found = properties.find(f"{W}pStyle")
        listed = properties.find(f"{W}numPr") is not None
        name = "" if found is None else found.get(f"{W}val", "")
        if id(paragraph) in in_tables and name in ("", "Compact", *ids.renamed):
            name = ids.of("Tabelltext")
        elif listed:
            name = ids.of("List Paragraph")
        else:
            name = ids.renamed.get(name, ids.of("Brödtext") if name == "Compact" else name)
        if name:
            if found is None:
                found = ET.Element(f"{W}pStyle")
                properties.insert(0, found)
            found.set(f"{W}val", name)


def _name_pictures(body: ET.Element) -> None:
    """Give the inner names of pictures their description, where pandoc leaves the whole picture as an address."""
    drawing, inner = f"{{{_PREFIXES['wp']}}}", f"{{{_PREFIXES['pic']}}}"
    for picture in body.iter(f"{drawing}inline"):
        outer = picture.find(f"{drawing}docPr")
        for named in picture.iter(f"{inner}cNvPr"):
            named.set("descr", "" if outer is None else outer.get("descr", ""))


def _text_width(body: ET.Element) -> int:
    """Return the width between the margins in twentieths of a point."""
    section = body.find(f"{W}sectPr")
    page = section.find(f"{W}pgSz") if section is not None else None
    margin = section.find(f"{W}pgMar") if section is not None else None
    if page is None or margin is None:
        return 9070
    sides = (int(float(margin.get(f"{W}{side}", "1417"))) for side in ("left", "right"))
    return max(2000, int(float(page.get(f"{W}w", "11906"))) - sum(sides))


def _mend_table(table: ET.Element, width: int) -> None:
    """Fit a table to the page, mark its header rows, keep its rows whole."""
    properties = table.find(f"{W}tblPr")
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    given = [float(c.get(f"{W}w", "1")) for c in columns]
    widths = [round(width * share / sum(given)) for share in given] if given else []
    widths = _roomy(widths, _longest_words(table, len(widths)))
    for column, points in zip(columns, widths, strict=True):
        column.set(f"{W}w", str(points))
    if properties is not None and (total := properties.find(f"{W}tblW")) is not None:
        total.set(f"{W}type", "dxa")
        total.set(f"{W}w", str(sum(widths)))
    for number, row in enumerate(table.findall(f"{W}tr")):
        rules = row.find(f"{W}trPr")
        if rules is None:
            rules = ET.Element(f"{W}trPr")
            row.insert(0, rules)
        header = rules.find(f"{W}tblHeader")
        if number == 0 and header is None:
            header = ET.SubElement(rules, f"{W}tblHeader")
        rules.insert(0, ET.Element(f"{W}cantSplit"))
        if header is not None:
            header.set(f"{W}val", "true")
        for cell, points in zip(row.findall(f"{W}tc"), widths, strict=False):
            cell_rules = cell.find(f"{W}tcPr")
            if cell_rules is None:
                cell_rules = ET.Element(f"{W}tcPr")
                cell.insert(0, cell_rules)
            if cell_rules.find(f"{W}tcW") is None:
                cell_rules.insert(0, ET.Element(f"{W}tcW", {f"{W}w": str(points), f"{W}type": "dxa"}))


def _longest_words(table: ET.Element, columns: int) -> list[int]:
    """Return how wide each column must be for its longest word to stand on one line."""
    out = [0] * columns
    for row in table.findall(f"{W}tr"):
        heading = row.find(f"{W}trPr/{W}tblHeader") is not None
        for n, cell in enumerate(row.findall(f"{W}tc")[:columns]):
            words = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in cell.iter(f"{W}p"))
            # A line is broken after these signs too.
            longest = max(map(len, re.split(r"(?<=[-/–])|\s", words)), default=0)
            out[n] = max(out[n], longest * (_BOLD if heading else _PLAIN) + _MARGINS)
    return out


def _roomy(widths: list[int], least: list[int]) -> list[int]:
    """Return widths in which no word is broken, as far as the columns that have room to give allow it."""
    lack = [max(0, need - have) for have, need in zip(widths, least, strict=True)]
    room = [max(0, have - need) for have, need in zip(widths, least, strict=True)]
    if not any(lack) or not any(room):
        return widths
    given = min(sum(lack), sum(room))
    out = [
        round(have + given * wanted / sum(lack) - given * spare / sum(room))
        for have, wanted, spare in zip(widths, lack, room, strict=True)
    ]
    out[-1] += sum(widths) - sum(out)
    return out


def _part_from_tables(body: ET.Element, texts: set[str]) -> None:
    """Put air between a table and a text that follows it, which no table style can."""
    follows = False
    for element in body:
        if element.tag == f"{W}tbl":
            follows = True
        elif element.tag == f"{W}p":
            rules = element.find(f"{W}pPr")
            if follows and style_of(element) in texts and rules is not None and rules.find(f"{W}spacing") is None:
                ET.SubElement(rules, f"{W}spacing", {f"{W}before": "120"})
            follows = False


def _keep_with_next(body: ET.Element, ids: StyleIds) -> None:
    """Keep together what is read together: lead-in and quote, heading's note and text, picture and caption."""
    headings = {ids.of(f"heading {n}") for n in (1, 2, 3)}
    note, quote = ids.of("Anteckning"), ids.of("Citat")
    paragraphs = body.findall(f"{W}p")
    for before, paragraph, after in zip([None, *paragraphs], paragraphs, [*paragraphs[1:], None], strict=False):
        words = "".join(t.text or "" for t in paragraph.iter(f"{W}t")).rstrip()
        under_heading = before is not None and style_of(before) in headings and style_of(paragraph) == note
        over_quote = after is not None and style_of(after) == quote and len(words) < _SHORT
        drawn = next(paragraph.iter(f"{W}drawing"), None) is not None
        properties = paragraph.find(f"{W}pPr")
        if properties is None or properties.find(f"{W}keepNext") is not None:
            continue
        if before is not None and next(before.iter(f"{W}drawing"), None) is not None:
            # A picture's caption stands under it, in the style of those that stand over their table.
            properties.insert(1, ET.Element(f"{W}keepNext", {f"{W}val": "0"}))
        elif (words.endswith(":") or under_heading or over_quote or drawn) and style_of(paragraph) != quote:
            properties.insert(1, ET.Element(f"{W}keepNext"))


def _begin_parts(body: ET.Element) -> None:
    """Begin each part of an appendix on a page of its own."""
    begins = False
    for element in body:
        if element.tag == f"{W}bookmarkStart":
            begins = begins or bool(re.fullmatch(r"part-\d+", element.get(f"{W}name", "")))
        elif element.tag == f"{W}p" and begins:
            rules = element.find(f"{W}pPr")
            if rules is not None:
                rules.insert(1, ET.Element(f"{W}pageBreakBefore"))
            begins = False


def _language(style_sheet: str, locale: str) -> str:
    """Set the language of the document's default text."""
    tag = f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
    defaults = re.search(r"<w:rPrDefault\b.*?</w:rPrDefault>", style_sheet, re.DOTALL)
    if defaults is None:
        return style_sheet
    block = re.sub(r"<w:lang\b[^>]*/>", "", defaults[0]).replace("</w:rPr>", f"{tag}</w:rPr>", 1)
    return style_sheet[: defaults.start()] + block + style_sheet[defaults.end() :]


def _without_code_styles(style_sheet: str) -> str:
    """Take away the styles for program code that pandoc adds to every document."""
    return re.sub(r'<w:style [^>]*w:styleId="(?:\w+Tok|SourceCode)".*?</w:style>', "", style_sheet, flags=re.DOTALL)


def _separators(settings: str, wording: Wording) -> str:
    if wording.language != "sv":
        return settings
    settings = re.sub(r'<w:decimalSymbol w:val="[^"]*"', '<w:decimalSymbol w:val=","', settings)
    return re.sub(r'<w:listSeparator w:val="[^"]*"', '<w:listSeparator w:val=";"', settings)


def _drop(parts: dict[str, bytes], name: str) -> None:
    """Take a part out of the package, with its type and every relation to it."""
    if parts.pop(name, None) is None:
        return
    for holder, pattern in (
        ("[Content_Types].xml", rf'<Override [^>]*PartName="/{re.escape(name)}"[^>]*/>'),
        ("_rels/.rels", rf'<Relationship [^>]*Target="/?{re.escape(name)}"[^>]*/>'),
    ):
        parts[holder] = re.sub(pattern, "", parts[holder].decode("utf-8")).encode("utf-8")


def _properties(report: Report, wording: Wording) -> dict[str, bytes]:
    """Return the document's properties: title, language, author if given; no more about anyone."""
    when = datetime.fromtimestamp(epoch(report.method.date), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{when}</dcterms:{kind}>' for kind in ("created", "modified")
    )
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(report.title)}</dc:title><dc:creator>{escape(report.method.author)}</dc:creator>"
        f"<dc:language>{wording.locale}</dc:language>{dates}</cp:coreProperties>"
    )
    app = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>qualcode</Application></Properties>"
    )
    return {"docProps/core.xml": core.encode("utf-8"), "docProps/app.xml": app.encode("utf-8")}
