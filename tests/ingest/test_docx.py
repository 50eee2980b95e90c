from __future__ import annotations

import io
import zipfile

import pytest

from qualcode.errors import SourceRejected
from qualcode.ingest.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word(body, parts=(), head=""):
    """Return the bytes of a Word file with some body XML and further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        body = f"<w:body>{body}</w:body>"
        document = f"<?xml version='1.0'?>{head}<w:document {W} {MC}>{body}</w:document>"
        archive.writestr("word/document.xml", document)
        for name, xml in parts:
            archive.writestr(name, xml)
    return out.getvalue()


def p(*runs):
    return "<w:p>" + "".join(runs) + "</w:p>"


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(body, parts=()):
    return read_docx(word(body, parts), "intervju.docx")


def test_a_paragraph_is_a_line_and_an_empty_one_a_blank_line():
    assert read(p(r("I: Hur "), r("då?")) + p() + p(r("IP1: Så."))).text == "I: Hur då?\n\nIP1: Så."


def test_tracked_insertions_are_text_and_deletions_are_not():
    body = p(
        r("Hon "),
        f'<w:ins w:id="1">{r("ringde ")}</w:ins>',
        '<w:del w:id="2"><w:r><w:delText>skrev </w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="3">{r("sedan ")}</w:moveFrom><w:moveTo w:id="4">{r("sen ")}</w:moveTo>',
        r("upp."),
    )
    found = read(body)
    assert found.text == "Hon ringde sen upp."
    assert "4" in found.notes[0]


def test_content_controls_links_and_field_results_are_text():
    body = p(
        f'<w:sdt><w:sdtPr><w:alias w:val="Namn"/></w:sdtPr><w:sdtContent>{r("Vera")}</w:sdtContent></w:sdt>',
        f"<w:hyperlink>{r(' på länken')}</w:hyperlink>",
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        r(" 7"),
        f'<w:fldSimple w:instr="DATE">{r(" i dag")}</w:fldSimple>',
    )
    assert read(body).text == "Vera på länken 7 i dag"
    assert read(f"<w:sdt><w:sdtContent>{p(r('Ett stycke'))}</w:sdtContent></w:sdt>").text == "Ett stycke"


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{p(r('I rutan'))}</w:txbxContent>"
    body = p(
        r("Före"),
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>',
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
        r(" efter"),
    )
    assert read(body).text == "Före efter\nI rutan"


def test_a_table_row_is_a_line():
    cell = "<w:tc><w:tcPr/>{}</w:tc>".format
    control = f"<w:sdt><w:sdtContent>{cell(p(r('handläggare')))}</w:sdtContent></w:sdt>"
    rows = (
        f"<w:tr>{cell(p(r('Namn')))}{cell(p(r('Roll')))}</w:tr>",
        f"<w:tr>{cell(p(r('Vera')) + p(r('(pseudonym)')))}{control}</w:tr>",
    )
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    assert read(p(r("Urval")) + table).text == "Urval\nNamn | Roll\nVera (pseudonym) | handläggare"


def test_tabs_line_breaks_and_hyphens_are_kept():
    body = p("<w:r><w:t>I:</w:t><w:tab/><w:t>Ja</w:t><w:br/><w:t>IP1: e</w:t><w:noBreakHyphen/><w:t>post</w:t></w:r>")
    assert read(body).text == "I:\tJa\nIP1: e\u2011post"
    assert read(p(r("sida"), '<w:r><w:br w:type="page"/></w:r>')).text == "sida"


def test_notes_are_kept_apart_with_the_line_that_calls_them():
    note = "<w:footnote w:id='{}' w:type='{}'>{}</w:footnote>".format
    inner = note(-1, "separator", p(r("-"))) + note(2, "normal", p(r(" Se bilagan.")))
    notes = f"<w:footnotes {W}>{inner}</w:footnotes>"
    body = p(r("Rad ett")) + p(r("Rad två"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    found = read(body, [("word/footnotes.xml", notes)])
    assert found.text == "Rad ett\nRad två"
    assert found.apparatus == ({"kind": "footnote", "mark": "1", "text": "Se bilagan.", "line": 2},)


def test_a_damaged_or_foreign_file_is_rejected():
    good = word(p(r("text")))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for data in (b"PK\x03\x04 nonsens", good[: len(good) // 2], empty.getvalue(), word("<w:p>"), b""):
        with pytest.raises(SourceRejected, match="no Word file, or is damaged"):
            read_docx(data, "x.docx")


def test_a_locked_file_is_rejected():
    with pytest.raises(SourceRejected, match="locked with a password"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "x.docx")


def test_entity_bombs_and_abysses_are_rejected():
    bomb = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    with pytest.raises(SourceRejected):
        read_docx(word(p(r("&b;")), head=bomb), "x.docx")
    with pytest.raises(SourceRejected):
        read_docx(word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "x.docx")


def test_a_file_made_by_a_word_processor_library_is_read(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Intervju", 1)
    document.add_paragraph("I: Hej!")
    document.add_table(1, 2).rows[0].cells[0].text = "cell"
    document.save(tmp_path / "a.docx")
    assert read_docx((tmp_path / "a.docx").read_bytes(), "a.docx").text == "Intervju\nI: Hej!\ncell | "
