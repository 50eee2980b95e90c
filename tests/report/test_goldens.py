"""Reports as text, held against golden files; QUALCODE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qualcode.report.convert import render

GOLDEN = Path(__file__).parent / "golden"


class Reader(HTMLParser):
    """What a person reads of a page: a line a block, headings and cells marked."""

    MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "blockquote": "> ", "caption": "^ "}
    BLOCKS = frozenset({"p", "tr", "nav", "table", "section", "ul", *MARKS})

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.silent = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in ("style", "title"):
            self.silent = True
        if tag in self.BLOCKS and not (tag == "p" and self.lines[-1].strip() in ("", ">", "|")):
            self.lines.append(self.MARKS.get(tag, ""))
        if tag in ("td", "th"):
            self.lines[-1] += "| "

    def handle_endtag(self, tag: str) -> None:
        self.silent = self.silent and tag not in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += data.replace("\n", " ")

    @classmethod
    def read(cls, page: str) -> str:
        reader = cls()
        reader.feed(page)
        return "\n".join(line.strip() for line in reader.lines if line.strip()) + "\n"


def check(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("QUALCODE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["codebook", "condensation", "scenes", "agreement"])
def test_english_reports_read_as_before(make, name: str) -> None:
    report = make(name, "en")
    check(f"{name}.en.md", render(report, "md").data.decode("utf-8"))
    check(f"{name}.en.txt", Reader.read(render(report, "html").data.decode("utf-8")))


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("name", ["codebook", "condensation", "scenes", "agreement"])
def test_swedish_reports_read_as_before(make, name: str) -> None:
    report = make(name)
    check(f"{name}.sv.md", render(report, "md").data.decode("utf-8"))
    check(f"{name}.sv.txt", Reader.read(render(report, "html").data.decode("utf-8")))
