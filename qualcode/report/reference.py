"""The reference documents that give reports their look in Word and LibreOffice, written from :mod:`.styles`.

``python -m qualcode.report.reference`` writes ``reference/reference.docx`` and
``reference/reference.odt`` anew; a test holds the files equal to what this
module makes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from qualcode.report.styles import (
    ACCENT,
    FONT,
    INK,
    LINE,
    MARGIN_MM,
    PAGE_MM,
    STYLES,
    Style,
    character_styles,
    table_style,
    twips,
    word_style,
)

FOLDER = Path(__file__).parent / "reference"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: dict[str, bytes], *, stored: tuple[str, ...] = (), compress: bool = True) -> bytes:
    """Return parts as a zip file whose bytes depend on nothing but them: fixed times, the given order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            plain = not compress or name in stored
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()


def reference_docx() -> bytes:
    """Return the reference document for DOCX: A4, Swedish, our styles, page numbers in the footer."""
    relation = f"{_R}/"
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("footer1", "footer"),
        )
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
        f'Type="{relation}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">'
        f'<Relationship Id="rId1" Type="{relation}styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{relation}settings" Target="settings.xml"/>'
        f'<Relationship Id="rId3" Type="{relation}footer" Target="footer1.xml"/></Relationships>',
        "word/document.xml": _document(),
        "word/styles.xml": word_styles(),
        "word/settings.xml": f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="sv-SE"/></w:settings>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>',
    }
    return packed({name: (_HEAD + text).encode() for name, text in parts.items()}, compress=False)


def word_styles() -> str:
    """Return the whole ``styles.xml`` of the reference document."""
    fonts = "".join(f' w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + "".join(word_style(style) for style in STYLES)
        + character_styles()
        + table_style()
        + "</w:styles>"
    )


def _document() -> str:
    shown = [s for s in STYLES if s.name not in ("Normal", "footer")]
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{s.id}"/></w:pPr><w:r><w:t>{s.name}</w:t></w:r></w:p>' for s in shown)
    top, right, bottom, left = (twips(mm) for mm in MARGIN_MM)
    return (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{twips(PAGE_MM[0])}" w:h="{twips(PAGE_MM[1])}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


_ODT = "application/vnd.oasis.opendocument.text"
_NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("manifest", "manifest"),
    )
)
# Pandoc writes these ODT styles; each takes the look of one of ours.
_ODT_NAMES = {
    "Text_20_body": "Brodtext",
    "First_20_paragraph": "Brodtext",
    "Title": "Title",
    "Heading_20_1": "Heading1",
    "Heading_20_2": "Heading2",
    "Heading_20_3": "Heading3",
    "Heading_20_4": "Heading4",
    "Table_20_Contents": "Tabelltext",
    "Table_20_Heading": "Tabelltext",
    "TableCaption": "Tabellrubrik",
    "Table": "Tabellrubrik",
    "List_20_Paragraph": "Liststycke",
    "Contents_20_Heading": "TOCHeading",
    "Contents_20_1": "TOC1",
    "Contents_20_2": "TOC2",
    "Footer": "Footer",
}


def reference_odt() -> bytes:
    """Return the reference document for ODT, with the same look."""
    manifest = (
        f'<manifest:manifest{_NAMES} manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>'
            for part in ("content.xml", "styles.xml", "meta.xml")
        )
        + "</manifest:manifest>"
    )
    content = (
        f'<office:document-content{_NAMES} office:version="1.2"><office:body><office:text>'
        "<text:p/></office:text></office:body></office:document-content>"
    )
    meta = f'<office:document-meta{_NAMES} office:version="1.2"><office:meta/></office:document-meta>'
    parts = {"content.xml": content, "styles.xml": _odt_styles(), "meta.xml": meta, "META-INF/manifest.xml": manifest}
    packable = {"mimetype": _ODT.encode()} | {name: (_HEAD + text).encode() for name, text in parts.items()}
    return packed(packable, compress=False)


def _odt_styles() -> str:
    by_id = {style.id: style for style in STYLES}
    styles = [_odt_style(name, name.replace("_20_", " "), by_id[look]) for name, look in _ODT_NAMES.items()]
    # Pandoc names our own styles as the templates do.
    styles += [_odt_style(s.name, s.name, s) for s in STYLES if s.ours and s.outline is None]
    top, right, bottom, left = MARGIN_MM
    return (
        f'<office:document-styles{_NAMES} office:version="1.2"><office:font-face-decls>'
        f'<style:font-face style:name="{FONT}" svg:font-family="{FONT}"/></office:font-face-decls><office:styles>'
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="120%"/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="10.5pt" fo:color="#{INK}" '
        'fo:language="sv" fo:country="SE"/></style:default-style>'
        '<style:default-style style:family="table"/>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
        + "".join(styles)
        + '<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Emphasis" style:family="text">'
        '<style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text">'
        f'<style:text-properties fo:color="#{ACCENT}"/></style:style>'
        "</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties '
        f'fo:page-width="{PAGE_MM[0]}mm" fo:page-height="{PAGE_MM[1]}mm" fo:margin-top="{top}mm" '
        f'fo:margin-right="{right}mm" fo:margin-bottom="{bottom - 10}mm" fo:margin-left="{left}mm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="10mm" fo:margin-top="4mm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        '<text:p text:style-name="Footer"><text:page-number text:select-page="current">1</text:page-number></text:p>'
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )


def _odt_style(name: str, shown: str, look: Style) -> str:
    level = f' style:default-outline-level="{look.outline + 1}"' if look.outline is not None else ""
    keep = ' fo:keep-with-next="always"' if look.keep_next else ""
    line = f' fo:line-height="{round(look.line * 100)}%"' if look.line else ""
    bar = f' fo:border-left="1.5pt solid #{LINE}" fo:padding-left="2.5mm"' if look.bar else ""
    align = ' fo:text-align="center"' if look.name == "footer" else ""
    text = (
        (f' fo:font-size="{look.size}pt"' if look.size else "")
        + (' fo:font-weight="bold"' if look.bold or name == "Table_20_Heading" else "")
        + (f' fo:color="#{look.colour}"' if look.colour else "")
    )
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:class="text"{level}>'
        f'<style:paragraph-properties fo:margin-top="{look.before}pt" fo:margin-bottom="{look.after}pt" '
        f'fo:margin-left="{look.left}mm" fo:margin-right="{look.right}mm"{line}{keep}{bar}{align}/>'
        f'<style:text-properties style:font-name="{FONT}"{text}/></style:style>'
    )


def main() -> None:
    """Write both reference documents anew."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "reference.docx").write_bytes(reference_docx())
    (FOLDER / "reference.odt").write_bytes(reference_odt())


if __name__ == "__main__":
    main()
