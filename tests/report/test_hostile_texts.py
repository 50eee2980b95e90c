"""Text from transcripts is never markup: whatever people said or wrote is printed as it stands."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import docx
import pytest

from qualcode.core.codebook import Codebook
from qualcode.core.condensations import Condensation, Trace
from qualcode.report.condensation import condensation_report
from qualcode.report.convert import render
from qualcode.report.model import CondensationReport, MethodBox
from qualcode.report.pandoc import convert
from qualcode.report.pdf import typst_source
from qualcode.report.templating import render_template

TEXTS = [
    "[ohörbart] och [en länk](http://a.b)",
    "*fet* _kursiv_ **mer** ~~bort~~ `kod` ``två``",
    "# rubrik",
    "= rubrik",
    "- punkt",
    "+ punkt",
    "1. först",
    "/ term: ord",
    "> citat",
    "<skratt> <b>fet</b> <script>alert(1)</script> <!-- gömt --> &amp; &lt;",
    "$x$ $$y$$ \\(z\\) \\alpha \\",
    "@ref @ref2024 #import \"a\" #let x = 1 #x #(1+1) //kommentar /* gömt */",
    "{{ 7*7 }} {% raw %} {# gömt #}",
    "a | b || c",
    "-- --- ... 'a' \"b\" ~ ^ x^2^ H~2~O",
    "https://exempel.se/a_b_c och mejl@exempel.se",
    "\u200b\u00ad\u00a0osynligt\u202f",
    "</blockquote></td></table><h1>utbruten</h1>",
    'custom-style="Citat" class="x" onclick="y"',
    ":::{.fara} \n::: [x]{custom-style=\"Citat\"} ```{=html}",
    "]] #] ) } \\n \\u{1F600} 100 % & §",
    "<<a>> <row-1> <<<<<<< HEAD",
    "http://a.b//c",
    "Tabell 9. inte en rubrik",
    "-1 grad, va-? nej-? 10-12 ... och (…) - nej; 3. *",
    "2015. Då började det",
    "===",
    "www.exempel.se :smile: [^1] H<sub>2</sub> &hej; &#38;",
]  # fmt: skip
FLAT = re.compile(r"[\s\u200b\u00ad]+")


def flat(text: str) -> str:
    return FLAT.sub(" ", text).strip()


def report(*texts: str, title: str = "Prov") -> CondensationReport:
    traces = [
        Trace(None, None, Condensation(f"m{n}", "s", 0, 1, text, position=n), text, f"k{n}", text, n, n)
        for n, text in enumerate(texts, 1)
    ]
    method = MethodBox("2024-05-02", texts[0], 1, query=texts[0])
    return condensation_report(traces, Codebook(), language="en", method=method, title=title)


def test_html_prints_texts_as_they_stand() -> None:
    page = render(report(*TEXTS), "html").data.decode("utf-8")
    words = {flat(t) for t in re.findall(r"<p>(.*?)</p>", page, re.DOTALL)}
    import html

    printed = {flat(html.unescape(w)) for w in words}
    for text in TEXTS:
        assert flat(text) in printed
    assert "<script" not in page
    assert "<skratt" not in page
    assert page.count("<h1>") == 1


def test_word_prints_texts_as_they_stand() -> None:
    document = docx.Document(io.BytesIO(render(report(*TEXTS), "docx").data))
    rows = document.tables[0].rows[1:]
    assert len(rows) == len(TEXTS)
    for row, text in zip(rows, TEXTS, strict=True):
        assert flat(" ".join(p.text for p in row.cells[1].paragraphs)) == flat(text)
        assert flat(" ".join(p.text for p in row.cells[2].paragraphs)) == flat(text)


def test_opendocument_prints_texts_as_they_stand() -> None:
    with zipfile.ZipFile(io.BytesIO(render(report(*TEXTS), "odt").data)) as archive:
        content = ET.fromstring(archive.read("content.xml"))
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for blank in ("s", "tab", "line-break"):
        for element in content.iter(f"{space}{blank}"):
            element.text = " "
    printed = flat(" ".join(flat("".join(p.itertext())) for p in content.iter(f"{space}p")))
    for text in TEXTS:
        assert flat(text) in printed


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_read_back_gives_the_same_words(text: str) -> None:
    """What a Markdown reader shows of our Markdown is the text, and nothing but text."""
    markdown = render(report(text), "md").data.decode("utf-8")
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    words = convert(page, "plain", date="", options=["--columns=10000"]).decode("utf-8")
    assert flat(text.replace("\n", " ")) in flat(words)
    row = re.findall(r"<td>(.*?)</td>", page, re.DOTALL)[1]
    assert not re.search(r"<(?!br)", row)


@pytest.mark.parametrize("text", TEXTS)
def test_typst_read_back_gives_the_same_words(text: str) -> None:
    """Typst itself reads our source: its words are the text, and no calls, references or comments are in it."""
    import json

    import typst

    page = render_template(report(text), target="pdf", language="en")
    source = typst_source(page, date="")
    inputs = {"title": text, "author": "", "language": "en", "region": "gb", "contents": "x"}
    told = json.loads(
        typst.query(source.encode("utf-8"), "figure", field="body", sys_inputs=inputs, ignore_system_fonts=True)
    )
    assert flat(text) in {flat(words(cell)) for cell in cells(told)}


def cells(node: object) -> Iterator[object]:
    """Yield the table cells in what a query tells."""
    if isinstance(node, list):
        for part in node:
            yield from cells(part)
    elif isinstance(node, dict):
        if node.get("func") == "cell":
            yield node.get("body")
        else:
            for part in node.values():
                yield from cells(part)


def words(node: object) -> str:
    """Return the words of a piece of Typst content as its query tells it."""
    if isinstance(node, list):
        return "".join(words(n) for n in node)
    if not isinstance(node, dict):
        return ""
    kind = node.get("func")
    if kind == "space":
        return " "
    if kind in ("text", "raw", "symbol"):
        return str(node.get("text", ""))
    if kind == "linebreak":
        return " "
    assert kind in ("sequence", "styled", "parbreak", "block", "link", "cell", "par", "box", "smartquote"), kind
    if kind == "smartquote":
        return '"' if node.get("double", True) else "'"
    return "".join(words(node.get(key)) for key in ("children", "child", "body"))


@pytest.mark.parametrize("to", ["html", "md", "docx", "odt", "pdf", "latex"])
@pytest.mark.parametrize("title", ['<b>Titel</b> #x $y$ "z" @a', "true", "- a", ""])
def test_titles_and_projects_are_text_too(to: str, title: str) -> None:
    data = render(report(*TEXTS[:3], title=title), to).data
    if to == "docx" and title:
        assert docx.Document(io.BytesIO(data)).core_properties.title == title
        assert docx.Document(io.BytesIO(data)).paragraphs[0].text == title
