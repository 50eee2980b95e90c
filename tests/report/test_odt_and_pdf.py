from __future__ import annotations

import io
import os
import re
import sys
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qualcode.errors import Cancelled, QualcodeError
from qualcode.report import pandoc
from qualcode.report.convert import render
from qualcode.report.pdf import typst_source
from qualcode.report.templating import render_template

REPORTS = ["codebook", "condensation", "scenes"]
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def odt_part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return archive.read(name).decode("utf-8")


def unfolded(pdf: bytes) -> bytes:
    """Return a PDF with its streams unpacked, so that its objects can be searched."""
    out = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            out.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(out)


@pytest.mark.parametrize("name", REPORTS)
def test_an_odt_has_the_named_styles_language_and_title(make, name: str) -> None:
    data = render(make(name, "en"), "odt").data
    styles, meta = odt_part(data, "styles.xml"), odt_part(data, "meta.xml")
    assert 'style:name="Citat"' in styles
    assert 'fo:language="en"' in styles
    assert 'fo:language="sv"' not in styles
    assert f"<dc:title>{make(name, 'en').title}</dc:title>" in meta
    ET.fromstring(odt_part(data, "content.xml"))


def test_an_odt_has_header_rows_headings_and_contents(make) -> None:
    content = ET.fromstring(odt_part(render(make("condensation", "en"), "odt").data, "content.xml"))
    tables = list(content.iter(f"{TABLE}table"))
    assert len(tables) == len(list(content.iter(f"{TABLE}table-header-rows"))) == 4
    assert {h.get(f"{TEXT}outline-level") for h in content.iter(f"{TEXT}h")} == {"1", "2"}
    entries = content.find(f".//{TEXT}index-body")
    assert entries is not None
    assert "Två normer" in "".join(entries.itertext())
    quote = [p for p in content.iter(f"{TEXT}p") if p.get(f"{TEXT}style-name") == "Meningsenhet"]
    assert quote


@pytest.mark.parametrize("name", REPORTS)
def test_a_pdf_is_tagged_with_title_and_language(make, name: str) -> None:
    pdf = unfolded(render(make(name), "pdf").data)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", pdf)
    assert re.search(rb"/Lang\s*\(sv", pdf)
    assert b"pdfuaid:part>1<" in pdf
    assert b"/DisplayDocTitle true" in pdf


def test_a_pdf_tags_tables_headers_and_headings(make) -> None:
    pdf = unfolded(render(make("condensation"), "pdf").data)
    for tag in (b"/Table", b"/THead", b"/TH", b"/Caption", b"/H1", b"/H2", b"/TOC"):
        assert tag in pdf


@pytest.mark.parametrize("to", ["odt", "pdf", "latex"])
@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_file(make, name: str, to: str) -> None:
    assert render(make(name), to).data == render(make(name), to).data


@pytest.mark.parametrize("text", ["😀 glad 🎉", "你好", "\x07", "\uffff", "".join(map(chr, range(0x4E00, 0x4E40)))])
def test_signs_that_the_fonts_lack_are_printed_by_number_and_told(make, text: str) -> None:
    report = replace(make("scenes"), title=text)
    rendered = render(report, "pdf")
    assert rendered.data.startswith(b"%PDF")
    assert f"U+{ord(text[0]):04X}" in rendered.notes[0]


def test_a_link_that_leads_nowhere_does_not_stop_a_pdf() -> None:
    source = typst_source('<p><a href="#ingenstans">här</a></p>', date="2024-01-01")
    assert "ingenstans" not in source


@pytest.mark.parametrize("to", ["md", "docx", "odt", "pdf", "latex"])
def test_without_pandoc_the_way_to_install_it_is_told(make, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda _name: None)
    with pytest.raises(QualcodeError) as problem:
        render(make("scenes"), to)
    assert "pip install" in problem.value.hint


def test_without_typst_the_way_to_install_it_is_told(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(QualcodeError) as problem:
        render(make("scenes"), "pdf")
    assert "pip install typst" in problem.value.hint


def test_a_failing_pandoc_is_told_in_one_line() -> None:
    with pytest.raises(QualcodeError) as problem:
        pandoc.convert("<p>a</p>", "docx", date="2024-01-01", options=["--no-such-option"])
    assert "no-such-option" in problem.value.hint


def test_a_date_that_is_none_is_no_trouble() -> None:
    assert pandoc.epoch("") == pandoc.epoch("nyss") == pandoc.epoch("1970-01-01")
    assert pandoc.epoch("2024-05-02") == 1_714_608_000


def test_the_pages_html_for_pandoc_carries_no_head(make) -> None:
    page = render_template(make("scenes"), target="docx", language="sv")
    assert "<style>" not in page
    assert "<main>" not in page


def test_a_pandoc_that_runs_is_ended_when_the_person_wants_to_stop(tmp_path: Path, monkeypatch) -> None:
    slow = tmp_path / "pandoc"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(slow))
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        pandoc.convert("<p>a</p>", "gfm", date="2024-01-01", cancelled=lambda: next(asked))
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
