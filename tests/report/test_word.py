from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from qualcode.errors import QualcodeError, UsageProblem
from qualcode.report import reference
from qualcode.report.convert import render

REPORTS = ["codebook", "condensation", "scenes"]


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def styled(document: docx.document.Document) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in document.paragraphs]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def test_the_reference_documents_are_what_the_script_makes() -> None:
    assert (reference.FOLDER / "reference.docx").read_bytes() == reference.reference_docx()
    assert (reference.FOLDER / "reference.odt").read_bytes() == reference.reference_odt()


@pytest.mark.parametrize("name", REPORTS)
def test_every_paragraph_has_a_style_that_is_defined(make, name: str) -> None:
    document = opened(render(make(name), "docx").data)
    known = {s.style_id for s in document.styles}
    used = {e.get(qn("w:val")) for e in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))}
    assert used <= known
    # few styles: nothing of what pandoc adds for program code
    assert not [s.name for s in document.styles if s.name.endswith("Tok")]


@pytest.mark.parametrize(("language", "locale"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_the_documents_language_is_the_reports(make, language: str, locale: str) -> None:
    document = opened(render(make("scenes", language), "docx").data)
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == locale
    assert document.core_properties.language == locale


def test_headings_are_words_own(make) -> None:
    found = styled(opened(render(make("scenes", "en"), "docx").data))
    assert found[0] == ("Title", "Scenes")
    assert ("Heading 1", "Scene: Mötet drar ut på tiden") in found
    assert ("Heading 2", "What the scene shows") in found


def test_scenes_use_the_named_styles(make) -> None:
    found = styled(opened(render(make("scenes", "en"), "docx").data))
    assert ("Quote", "Man vill ju … men det är bara så.") in found
    assert ("Body Text", "– Läkaren: Jag har tio minuter.") in found
    assert ("Källa", "Rests on: falt-01, lines 12–14") in found
    assert ("Anteckning", "[The scene ends.]") in found
    assert ("List Paragraph", "Tiden styr.") in found


def test_no_style_of_ours_is_called_as_word_shows_one_of_its_own(make) -> None:
    styles = opened(render(make("scenes", "en"), "docx").data).styles
    custom = {s.name for s in styles if not s.builtin}
    assert custom.isdisjoint({"Citat", "Brödtext", "Rubrik 1", "Rubrik", "Beskrivning", "Sidfot", "Liststycke"})
    assert {s.name for s in styles if s.builtin} >= {"Quote", "Body Text", "Heading 1", "Title"}


def test_tables_have_header_rows_numbered_captions_and_readable_columns(make) -> None:
    document = opened(render(make("condensation", "en"), "docx").data)
    assert len(document.tables) == 4
    for table in document.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")).get(qn("w:val")) == "true"
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        widths = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert abs(sum(widths) - (11906 - 2 * 1417)) < 10
        assert min(widths) > 450
    captions = [p for p in document.paragraphs if p.style.name == "Tabellrubrik"]
    assert [p._p.find(qn("w:fldSimple")).get(qn("w:instr")).split()[:2] for p in captions] == [["SEQ", "Table"]] * 4
    words = ["".join(t.text for t in p._p.iter(qn("w:t"))) for p in captions]
    assert words[0] == "Table 1. Två normer"
    row = document.tables[0].rows[1].cells
    assert [p.style.name for p in row[1].paragraphs] == ["Meningsenhet"]
    assert [p.style.name for p in row[2].paragraphs] == ["Kondensering"]
    assert [p.style.name for p in row[3].paragraphs] == ["Tabelltext"]
    assert [p.style.name for p in row[4].paragraphs] == ["Källa"]


def test_a_list_of_contents_is_filled_in_and_can_be_brought_up_to_date(make) -> None:
    document = opened(render(make("condensation", "en"), "docx").data)
    block = document.element.body.find(qn("w:sdt"))
    assert 'TOC \\o "1-2"' in "".join(e.text for e in block.iter(qn("w:instrText")))
    assert "Två normer" in "".join(e.text for e in block.iter(qn("w:t")))
    anchors = {e.get(qn("w:anchor")) for e in document.element.body.iter(qn("w:hyperlink"))}
    assert anchors <= {e.get(qn("w:name")) for e in document.element.body.iter(qn("w:bookmarkStart"))}


def test_properties_tell_title_and_language_and_nothing_of_anyone(make) -> None:
    data = render(make("codebook", "en"), "docx").data
    properties = opened(data).core_properties
    assert properties.title == "Codebook"
    assert properties.author == properties.last_modified_by == properties.comments == ""
    assert properties.created.isoformat()[:10] == "2024-05-02"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "docProps/custom.xml" not in archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "custom.xml" not in part(data, "[Content_Types].xml") + part(data, "_rels/.rels")


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_file(make, name: str) -> None:
    assert render(make(name), "docx").data == render(make(name), "docx").data


def agency(path: Path, *names: str) -> Path:
    document = docx.Document()
    for name in names:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.save(str(path))
    return path


def test_an_agencys_styles_are_used_by_name_and_the_missing_ones_listed(make, tmp_path: Path) -> None:
    style = agency(tmp_path / "myndighet.docx", "Källa", "meningsenhet")
    rendered = render(make("condensation", "en"), "docx", style=style)
    assert len(rendered.notes) == 1
    # Rubrik 1–3, Citat and Brödtext are in every Word document under their English names
    for name in ("Kondensering", "Tabelltext", "Anteckning"):
        assert name in rendered.notes[0]
    for name in ("Rubrik", "Citat", "Brödtext", "Källa", "Meningsenhet", "Tabellrubrik"):
        assert name not in rendered.notes[0]
    document = opened(rendered.data)
    row = document.tables[0].rows[1].cells
    assert row[1].paragraphs[0].style.name == "meningsenhet"
    assert row[2].paragraphs[0].style.name == "Kondensering"
    names = {name for name, _ in styled(document)}
    assert {"Heading 1", "Body Text", "Caption"} <= names
    assert "Brödtext" not in names


def test_quotes_take_the_agencys_built_in_style(make, tmp_path: Path) -> None:
    document = opened(render(make("scenes", "en"), "docx", style=agency(tmp_path / "a.docx")).data)
    assert ("Quote", "Man vill ju … men det är bara så.") in styled(document)


def test_a_style_file_that_is_no_word_document_is_refused(make, tmp_path: Path) -> None:
    bad = tmp_path / "bild.docx"
    bad.write_bytes(b"PNG")
    with pytest.raises(QualcodeError, match=r"bild\.docx"):
        render(make("scenes"), "docx", style=bad)
    with pytest.raises(QualcodeError, match="finns-ej"):
        render(make("scenes"), "docx", style=tmp_path / "finns-ej.docx")
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(QualcodeError, match=r"bild\.docx"):
        render(make("scenes"), "docx", style=bad)


def test_a_style_file_is_for_word_only(make, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem):
        render(make("scenes"), "pdf", style=tmp_path / "a.docx")
