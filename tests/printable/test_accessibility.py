"""Every report, in the formats that must be read by everyone: structure, language, headings, header cells."""

from __future__ import annotations

import io
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from qualcode.authoring.printing import REPORTS, print_report
from qualcode.exchange.shipped import example_corpus
from qualcode.exchanging import import_guides
from qualcode.project import Project

PLAN = "parts:\n  - report: condensation\n    options: {trace: notes, context: true}\n  - report: sample\n"


class Page(HTMLParser):
    """The elements of a page in order, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def printed(told: Project, plan: Path):
    plan.write_text(PLAN, "utf-8")
    import_guides(told, example_corpus() / "intervjuguide.yaml")

    def do(name: str, to: str) -> bytes:
        return print_report(told, name, to=to, language="sv").data

    return do


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_has_language_title_stepwise_headings_and_header_cells(printed, name: str) -> None:
    html = printed(name, "html").decode("utf-8")
    page = Page()
    page.feed(html)
    tags = [tag for tag, _attrs in page.found]
    assert dict(page.found)["html"] == {"lang": "sv-SE"}
    # A picture has a title of its own.
    assert tags.count("title") - tags.count("svg") == tags.count("h1") == tags.count("main") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    assert tags.count("table") == tags.count("caption") == tags.count("thead")
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.found if tag == "th")
    assert all(attrs.get("alt") for tag, attrs in page.found if tag == "img")
    ids = [attrs["id"] for _tag, attrs in page.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {(attrs.get("href") or "")[1:] for tag, attrs in page.found if tag == "a"}
    assert targets <= set(ids)
    assert not {"script", "link", "iframe"} & set(tags)


@pytest.mark.parametrize("name", REPORTS)
def test_a_word_file_has_language_title_defined_styles_and_header_rows(printed, name: str) -> None:
    document = docx.Document(io.BytesIO(printed(name, "docx")))
    assert document.core_properties.language == "sv-SE"
    assert document.core_properties.title
    assert document.core_properties.author == ""
    assert document.paragraphs[0].style.name == "Title"
    known = {s.style_id for s in document.styles}
    used = {e.get(qn("w:val")) for e in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))}
    assert used <= known
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    captions = [p for p in document.paragraphs if p.style.name == "Tabellrubrik"]
    assert len(captions) == len(document.tables) + len(document.inline_shapes)
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert all(described)
    assert all(p._p.find(qn("w:fldSimple")) is not None for p in captions)


@pytest.mark.parametrize("name", REPORTS)
def test_a_pdf_keeps_to_pdf_ua(printed, name: str) -> None:
    """Typst refuses to write PDF/UA-1 when a document breaks its rules."""
    assert printed(name, "pdf").startswith(b"%PDF-1.7")
