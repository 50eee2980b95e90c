"""Manuscripts of every kind, read as paragraphs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.shared import Mm

from qualcode.errors import SourceRejected
from qualcode.ingest.manuscript import read_manuscript


def told(path: Path) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in read_manuscript(path)]


def test_plain_text_by_blank_lines_indents_and_dashes(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("Ett stycke om samord-\nning och annat.\n\n    Vi hinner\n    inte.\n\n– Ja.\n– Nej.\n", "utf-8")
    assert told(path) == [
        ("text", "Ett stycke om samordning och annat."),
        ("quote", "Vi hinner inte."),
        ("text", "– Ja."),
        ("text", "– Nej."),
    ]
    assert [p.line for p in read_manuscript(path)] == [1, 4, 7, 8]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("Ett.\n\n\fTvå.\n\nTvå igen.\n\n\fTre.\n", "utf-8")
    assert [(p.page, p.text) for p in read_manuscript(path)] == [
        (1, "Ett."),
        (2, "Två."),
        (2, "Två igen."),
        (3, "Tre."),
    ]


def test_markdown_without_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "rapport.md"
    path.write_text(
        "---\ntitle: x\n---\n# Rubrik\n\nEn *stark* text \\[…\\] här.\n"
        "> Vi hinner\n> inte.\n>\n> Alls.\nMer text.\n\n- punkt\n",
        "utf-8",
    )
    assert told(path) == [
        ("heading", "Rubrik"),
        ("text", "En stark text […] här."),
        ("quote", "Vi hinner inte."),
        ("quote", "Alls."),
        ("text", "Mer text."),
        ("text", "punkt"),
    ]
    assert read_manuscript(path)[2].line == 7


def test_web_pages_by_their_elements(tmp_path: Path) -> None:
    path = tmp_path / "rapport.html"
    path.write_text(
        "<html><head><style>p{}</style><title>T</title></head><body><h1>Rubrik</h1><p>Ett <b>ord</b>.</p>"
        '<blockquote><p>Vi hinner<br>inte.</p></blockquote><div class="citat">Alls &amp; icke.</div>'
        "<script>x</script></body>",
        "utf-8",
    )
    assert told(path) == [
        ("heading", "Rubrik"),
        ("text", "Ett ord."),
        ("quote", "Vi hinner inte."),
        ("quote", "Alls & icke."),
    ]


def word(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Rubrik", 1)
    document.add_paragraph("Ett stycke.")
    document.add_paragraph("Vi hinner inte.", style="Quote")
    own = document.styles.add_style("Blockcitat FK", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Inte vi heller.", style=own)
    indented = document.add_paragraph("Indraget stycke.")
    indented.paragraph_format.left_indent = Mm(12)
    listed = document.add_paragraph("En punkt.", style="List Bullet")
    listed.paragraph_format.left_indent = Mm(12)
    run = document.add_paragraph("Efter ").add_run("sidbrytning.")
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    document.add_paragraph("Ny sida.")
    document.add_table(1, 1).cell(0, 0).text = "I en cell."
    path = tmp_path / "rapport.docx"
    document.save(str(path))
    return path


def test_word_files_by_style_indent_and_page(tmp_path: Path) -> None:
    found = read_manuscript(word(tmp_path))
    assert [(p.kind, p.text, p.page) for p in found] == [
        ("heading", "Rubrik", 1),
        ("text", "Ett stycke.", 1),
        ("quote", "Vi hinner inte.", 1),
        ("quote", "Inte vi heller.", 1),
        ("quote", "Indraget stycke.", 1),
        ("text", "En punkt.", 1),
        ("text", "Efter sidbrytning.", 1),
        ("text", "Ny sida.", 2),
        ("text", "I en cell.", 2),
    ]


def test_opendocument_by_style_and_indent(tmp_path: Path) -> None:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' + " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"'
        for p, u in (("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
        '<style:style style:name="P2"><style:paragraph-properties fo:margin-left="1.2cm"/></style:style>'
        "</office:automatic-styles><office:body><office:text><text:h>Rubrik</text:h><text:p>Ett<text:s/>stycke."
        "<text:note><text:note-body><text:p>En not.</text:p></text:note-body></text:note></text:p>"
        '<text:p text:style-name="P1">Vi hinner inte.</text:p><text:soft-page-break/>'
        '<text:p text:style-name="P2">Indraget.</text:p><text:p>Slut.</text:p></office:text></office:body>'
        "</office:document-content>"
    )
    path = tmp_path / "rapport.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    found = read_manuscript(path)
    assert [(p.kind, p.text, p.page) for p in found] == [
        ("heading", "Rubrik", 1),
        ("text", "Ett stycke.", 1),
        ("text", "En not.", 1),
        ("quote", "Vi hinner inte.", 1),
        ("quote", "Indraget.", 2),
        ("text", "Slut.", 2),
    ]


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.odt"])
def test_damaged_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK not a zip")
    with pytest.raises(SourceRejected, match="damaged"):
        read_manuscript(tmp_path / name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("other.xml", "<a/>")
    (tmp_path / name).write_bytes(buffer.getvalue())
    with pytest.raises(SourceRejected, match="damaged"):
        read_manuscript(tmp_path / name)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRejected, match="cannot be read"):
        read_manuscript(tmp_path / "rapport.pages")
