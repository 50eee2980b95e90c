"""Tables, profiles, claims and findings as reports; and the pictures in them."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from qualcode.core.agreement.figures import MEASURES
from qualcode.core.tables import BASE
from qualcode.report.convert import render
from qualcode.report.figure_words import measure_word
from qualcode.report.figures import (
    BalanceEntry,
    BalanceGroup,
    CellEntry,
    ClaimEntry,
    ClaimsReport,
    ColumnEntry,
    EvidenceEntry,
    FindingEntry,
    FindingsReport,
    PairEntry,
    ProfileEntry,
    ProfileReport,
    TableEntry,
    TableRow,
    TablesReport,
)
from qualcode.report.model import MethodBox, Place, Report
from qualcode.report.pictures import charts
from qualcode.report.pictures.values import Grid, Row
from qualcode.report.wording import Wording
from tests.report.conftest import HOSTILE
from tests.report.test_goldens import Reader, check

NAMES = ("tables", "profile", "claims", "findings")


def picture(language: str = "en"):
    grid = Grid("Koder", ("a", "b"), (Row("lyssna", (3.0, None)), Row("regler", (12.0, 1.0), 1)), "röster")
    return charts.bars(grid, Wording(language))


def report(name: str, language: str, method: MethodBox, *, text: str = "Man måste kunna lyssna.") -> Report:
    claim = ClaimEntry(
        2,
        "p2",
        "De flesta lyssnar.",
        "de flesta" if language == "sv" else "most",
        3,
        8,
        "✗ 3 av 8",
        ("räknas nu: Tove",),
        "printed",
        "personer",
        "lyssna",
        ("Mats",),
        (
            EvidenceEntry("supports", text, Place("intervju-05", 12, 14), "Tove", "transcript"),
            EvidenceEntry("contradicts", "", Place("vagledning"), "", "document"),
        ),
    )
    plain = ClaimEntry(3, "p3", text)
    finding = FindingEntry("Glappet", "Ord och handling", "Rollen är en annan.", text, (claim, plain))
    if name == "claims":
        return ClaimsReport("Påståenden", language, method, (finding, FindingEntry("", "", "", "", (plain,))), 1)
    if name == "findings":
        return FindingsReport("Fynd", language, method, (finding,), flagged=1)
    if name == "profile":
        whole = BalanceEntry("", 5, 3, 2, -0.25)
        rows = (BalanceEntry("Tove", 5, 3, 2, -0.25), BalanceEntry(text, 0, 0, 0, None))
        groups = (BalanceGroup("person", rows), BalanceGroup("roll", rows[:1]))
        pairs = (PairEntry("lyssna", "informera", 5, 3),)
        axis = ProfileEntry("Yrkesnorm", "professionell", "byråkratisk", whole, groups, pairs, picture(language))
        return ProfileReport("Profiler", language, method, (axis,))
    rows_of_table = (
        TableRow("Yrkesnorm", 0, (CellEntry(18, 0.75), CellEntry(None)), 1204, 21, 12),
        TableRow(text, 1, (CellEntry(0, 0.0), CellEntry(4)), None, None, None),
    )
    table = TableEntry(
        "Koder efter roll",
        "attribute",
        "roll",
        "voices",
        (ColumnEntry("handläggare", 24), ColumnEntry("chefer", 7)),
        rows_of_table,
        31,
        True,
        picture=picture(language),
    )
    return TablesReport("Tabeller", language, method, (table,), BASE, 3)


@pytest.mark.parametrize("name", NAMES)
def test_english_figures_read_as_before(name: str, method: MethodBox) -> None:
    found = report(name, "en", method)
    check(f"{name}.en.md", render(found, "md").data.decode("utf-8"))
    check(f"{name}.en.txt", Reader.read(render(found, "html").data.decode("utf-8")))


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("name", NAMES)
def test_swedish_figures_read_as_before(name: str, method: MethodBox) -> None:
    found = report(name, "sv", method)
    check(f"{name}.sv.md", render(found, "md").data.decode("utf-8"))
    check(f"{name}.sv.txt", Reader.read(render(found, "html").data.decode("utf-8")))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("to", ["html", "md", "docx", "odt", "pdf"])
def test_the_same_figures_give_the_same_bytes(name: str, to: str, method: MethodBox) -> None:
    found = report(name, "sv", method)
    assert render(found, to).data == render(found, to).data


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_stay_texts(name: str, method: MethodBox) -> None:
    found = report(name, "sv", method, text=HOSTILE)
    page = render(found, "html").data.decode("utf-8")
    assert "<skratt>" not in page
    assert "{{ 7*7 }}" in page
    assert render(found, "pdf").data.startswith(b"%PDF")


def test_a_picture_has_its_description_in_every_format(method: MethodBox) -> None:
    found = report("tables", "en", method)
    alt = picture().alt
    page = render(found, "html").data.decode("utf-8")
    assert f'aria-label="{alt}"' in page
    assert "<figcaption>Figure 1. Koder</figcaption>" in page
    assert alt in render(found, "md").data.decode("utf-8").replace("\\", "")
    with zipfile.ZipFile(io.BytesIO(render(found, "docx").data)) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
        assert document.count(f'descr="{alt}"') == 2
        assert "data:image" not in document
        assert any(name.startswith("word/media/") for name in archive.namelist())
        assert "SEQ Figure" in document
    with zipfile.ZipFile(io.BytesIO(render(found, "odt").data)) as archive:
        assert alt in archive.read("content.xml").decode("utf-8")
    assert b"/Alt" in render(found, "pdf").data or b"/StructTreeRoot" in render(found, "pdf").data


def test_a_hidden_count_is_never_printed(method: MethodBox) -> None:
    page = Reader.read(render(report("tables", "en", method), "html").data.decode("utf-8"))
    row = next(line for line in page.splitlines() if "Yrkesnorm" in line and "|" in line)
    assert [c.strip() for c in row.split("|")[2:]] == ["18 (75%)", "..", "1,204", "21", "12"]


def test_flags_are_printed_with_claims_and_findings(method: MethodBox) -> None:
    for name in ("claims", "findings"):
        assert "✗ 3 av 8" in render(report(name, "en", method), "html").data.decode("utf-8")


def test_a_page_with_pictures_is_well_formed(method: MethodBox) -> None:
    page = render(report("profile", "sv", method), "html").data.decode("utf-8")
    drawing = page[page.index("<svg") : page.index("</svg>") + 6]
    assert ET.fromstring(drawing).attrib["role"] == "img"


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_agreement_has_a_name(measure: str) -> None:
    assert measure_word(Wording("en"), measure) != measure
