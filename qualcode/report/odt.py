"""Reports as OpenDocument texts: pandoc's ODT with fixed properties, so that it is always the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from xml.sax.saxutils import escape

from qualcode.report.model import Report
from qualcode.report.pandoc import convert, epoch, never
from qualcode.report.reference import FOLDER, packed
from qualcode.report.styles import ACCENT, LINE, SHADE, TEXT_WIDTH_MM
from qualcode.report.wording import Wording

_HEADING = re.compile(
    r'<text:h text:style-name="Heading_20_[12]" text:outline-level="([12])">(.*?)</text:h>', re.DOTALL
)
_FRAME = re.compile(r'svg:width="([\d.]+)pt" svg:height="([\d.]+)pt"(>\s*<draw:image [^>]*/>)\s*</draw:frame>')
_ALT = re.compile(r'<img src="data:[^"]*" alt="([^"]*)"')
_RIGHT = re.compile(
    r'<style:style style:name="(P\d+)" style:family="paragraph" style:parent-style-name="([^"]+)">'
    r'(\s*<style:paragraph-properties fo:text-align="end"[^>]*/>\s*)</style:style>\s*'
)
_NAMED = re.compile(r'<text:p text:style-name="([^"]+)"')
_MARK = re.compile(r'<text:bookmark-start text:name="([^"]+)"')


def odt(html: str, report: Report, *, language: str, cancelled: Callable[[], bool] = never) -> bytes:
    """Return a report's HTML as ODT; raises QualcodeError when pandoc is missing."""
    wording = Wording(language)
    data = convert(
        html,
        "odt",
        date=report.method.date,
        options=["--shift-heading-level-by=-1"],
        metadata={"lang": wording.locale},
        reference=(FOLDER / "reference.odt").read_bytes(),
        cancelled=cancelled,
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    parts["meta.xml"] = _meta(report, wording)
    parts["styles.xml"] = _language(parts["styles.xml"].decode("utf-8"), wording.locale).encode("utf-8")
    content = _fit_pictures(_rule_tables(_share_numbers(parts["content.xml"].decode("utf-8"))), html)
    parts["content.xml"] = _add_contents(content, wording.gettext("Contents")).encode("utf-8")
    first = parts.pop("mimetype")
    return packed({"mimetype": first} | parts, stored=("mimetype",))


def _fit_pictures(content: str, html: str) -> str:
    """Fit pictures to the text's width and give them their descriptions, which pandoc leaves out."""
    alts = iter(unescape(alt) for alt in _ALT.findall(html))

    def fitted(match: re.Match[str]) -> str:
        width, height = float(match[1]), float(match[2])
        shown = min(width, TEXT_WIDTH_MM * 72 / 25.4)
        size = f'svg:width="{shown:.1f}pt" svg:height="{height * shown / width:.1f}pt"'
        return f"{size}{match[3]}<svg:desc>{escape(next(alts, ''))}</svg:desc></draw:frame>"

    return _FRAME.sub(fitted, content)


def _share_numbers(content: str) -> str:
    """Give all numbers of tables one style, and their headings one, where pandoc makes a style for each cell.

    Its styles inherit from one another, which word processors do not follow, so that the look of tables was lost.
    """
    parents = {name: parent for name, parent, _rest in _RIGHT.findall(content)}

    def shared(name: str) -> str:
        while name in parents:
            name = parents[name]
        return f"Numbers{name}"

    kept = {name: shared(name) for name in parents}
    content = _RIGHT.sub("", content)
    content = _NAMED.sub(lambda m: f'<text:p text:style-name="{kept.get(m[1], m[1])}"', content)
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="{name.removeprefix("Numbers")}">'
        '<style:paragraph-properties fo:text-align="end" style:justify-single-word="false"/></style:style>'
        for name in sorted(set(kept.values()))
    )
    return content.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>", 1)


def _rule_tables(content: str) -> str:
    """Give the cells of tables thin rules and the header row a shade, as in the other formats."""
    room = 'fo:padding-top="0.7mm" fo:padding-bottom="0.7mm" fo:padding-left="1.5mm" fo:padding-right="1.5mm"'
    header = f'fo:border="none" fo:border-top="1pt solid #{ACCENT}" fo:border-bottom="1pt solid #{ACCENT}"'
    for name, look in (
        ("TableHeaderRowCell", f'{header} fo:background-color="#{SHADE}"'),
        ("TableRowCell", f'fo:border="none" fo:border-bottom="0.5pt solid #{LINE}"'),
    ):
        pattern = rf'(style:name="{name}" style:family="table-cell">\s*<style:table-cell-properties )fo:border="none"'
        content = re.sub(pattern, lambda m, look=look: f"{m[1]}{look} {room}", content)  # type: ignore[misc]
    return content


def _add_contents(content: str, heading: str) -> str:
    """Put a list of contents after the title: filled in here, brought up to date by the word processor."""
    entries = []
    for match in _HEADING.finditer(content):
        mark = _MARK.search(match[2])
        words = " ".join(re.sub(r"<text:s[^>]*/>", " ", match[2]).split())
        words = re.sub(r"<[^>]+>", "", words)
        inner = f'<text:a xlink:type="simple" xlink:href="#{mark[1]}">{words}</text:a>' if mark else words
        entries.append(f'<text:p text:style-name="Contents_20_{match[1]}">{inner}</text:p>')
    title = re.search(r'<text:p text:style-name="Title">.*?</text:p>', content, re.DOTALL)
    if not entries or title is None:
        return content
    levels = "".join(
        f'<text:table-of-content-entry-template text:outline-level="{n}" text:style-name="Contents_20_{n}">'
        "<text:index-entry-link-start/><text:index-entry-text/>"
        '<text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/>'
        "<text:index-entry-link-end/></text:table-of-content-entry-template>"
        for n in (1, 2)
    )
    # Air under the last entry, which no style of the list itself can give.
    entries[-1] = entries[-1].replace("Contents_20_", "ContentsLast", 1)
    airy = "".join(
        f'<style:style style:name="ContentsLast{n}" style:family="paragraph" style:parent-style-name="Contents_20_{n}">'
        '<style:paragraph-properties fo:margin-bottom="18pt"/></style:style>'
        for n in (1, 2)
    )
    name = f'<text:p text:style-name="Contents_20_Heading">{escape(heading)}</text:p>'
    block = (
        '<text:table-of-content text:name="contents"><text:table-of-content-source text:outline-level="2">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{escape(heading)}'
        "</text:index-title-template>"
        f'{levels}</text:table-of-content-source><text:index-body><text:index-title text:name="contents-title">{name}'
        f"</text:index-title>{''.join(entries)}</text:index-body></text:table-of-content>"
    )
    content = content[: title.end()] + block + content[title.end() :]
    return content.replace("</office:automatic-styles>", f"{airy}</office:automatic-styles>", 1)


def _language(styles: str, locale: str) -> str:
    language, _sep, country = locale.partition("-")
    styles = re.sub(r'fo:language="[^"]*"', f'fo:language="{language}"', styles)
    return re.sub(r'fo:country="[^"]*"', f'fo:country="{country}"', styles)


def _meta(report: Report, wording: Wording) -> bytes:
    when = datetime.fromtimestamp(epoch(report.method.date), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    author = f"<dc:creator>{escape(report.method.author)}</dc:creator>" if report.method.author else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta office:version="1.2" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><meta:generator>qualcode</meta:generator><dc:title>{escape(report.title)}</dc:title>{author}"
        f"<dc:language>{wording.locale}</dc:language><meta:creation-date>{when}</meta:creation-date>"
        f"<dc:date>{when}</dc:date></office:meta></office:document-meta>"
    ).encode()
