from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from qualcode.report.aligning import numbers_to_the_right
from qualcode.report.convert import render
from qualcode.report.figures import CellEntry, ColumnEntry, TableEntry, TableRow, TablesReport
from qualcode.report.model import MethodBox

ROWS = (TableRow("Lyssnar", 0, (CellEntry(1234, None), CellEntry(None, None)), 12, 3, 2),)
TABLE = TableEntry(
    "Koder efter roll", "attribute", "roll", "voices", (ColumnEntry("a", 3), ColumnEntry("Förvaltning", 4)), ROWS, 7
)
REPORT = TablesReport("Tabeller", "sv", MethodBox("2026-01-31", "Studien", 7), (TABLE,), 5, 3)


def page(*rows: str) -> str:
    return f"<table><tr><th>Kod</th><th>N</th></tr>{''.join(rows)}</table>"


@pytest.mark.parametrize(
    "number", ["12", "1 234", "−0,58 [−0,61; 0,02]", "7 (58 %)", "58&nbsp;%".replace("&nbsp;", "\u00a0"), "<b>3</b>"]
)
def test_a_column_of_numbers_stands_to_the_right_with_its_heading(number: str) -> None:
    rows = (f"<tr><th>a</th><td>{number}</td></tr>", "<tr><th>b</th><td>..</td></tr>", "<tr><th>c</th><td></td></tr>")
    out = numbers_to_the_right(page(*rows))
    assert out.count('style="text-align: right"') == 4
    assert "<th>Kod</th>" in out
    assert "<th>a</th>" in out


@pytest.mark.parametrize("words", ["5/5/2", "2026-01-31", "IP3:14", "tre", "–", ""])
def test_a_column_with_other_than_numbers_stays(words: str) -> None:
    html = page(f"<tr><th>a</th><td>{words}</td></tr>", "<tr><th>b</th><td></td></tr>")
    assert numbers_to_the_right(html) == html


def test_numbers_of_word_tables_stand_to_the_right_and_no_word_is_broken() -> None:
    table = docx.Document(io.BytesIO(render(REPORT, "docx").data)).tables[0]
    aligned = [[c.paragraphs[0].alignment for c in row.cells] for row in table.rows]
    assert all(line == [None, *[WD_ALIGN_PARAGRAPH.RIGHT] * 5] for line in aligned)
    widths = [c.width.pt for c in table.rows[0].cells]
    # The word that was broken is the longest of its column: eleven letters of 9.5 points.
    assert widths[2] > 11 * 5.5 + 10
    assert sum(widths) == pytest.approx(sum(c.width.pt for c in table.columns), abs=1)


def test_numbers_of_opendocument_tables_have_one_style_on_the_table_s_own() -> None:
    with zipfile.ZipFile(io.BytesIO(render(REPORT, "odt").data)) as archive:
        content = archive.read("content.xml").decode("utf-8")
    ET.fromstring(content)
    assert content.count('fo:text-align="end"') == 2
    assert (
        'style:name="NumbersTable_20_Contents" style:family="paragraph" style:parent-style-name="Table_20_Contents"'
        in content
    )
    assert content.count('text:style-name="NumbersTable_20_Contents"') == 5
