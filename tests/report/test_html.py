from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from qualcode.errors import UsageProblem
from qualcode.report.convert import render
from qualcode.report.templating import TEMPLATES

REPORTS = ["codebook", "condensation", "scenes"]


class Outline(HTMLParser):
    """The structure of a page: elements, ids, links, and whether every element is closed."""

    VOID = frozenset({"meta", "col", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for found, attrs in self.found if found == tag]


def outline(page: bytes) -> Outline:
    out = Outline()
    out.feed(page.decode("utf-8"))
    return out


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_is_well_formed_and_stands_alone(make, name: str) -> None:
    page = render(make(name), "html").data
    found = outline(page)
    assert found.open == []
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in found.found}
    assert b"http" not in page.replace(b"[a](b)", b"")
    assert b"custom-style" not in page
    assert found.every("html")[0]["lang"] == "sv-SE"
    assert len(found.every("title")) == len(found.every("h1")) == len(found.every("main")) == 1


@pytest.mark.parametrize("name", REPORTS)
def test_every_link_leads_somewhere_and_ids_are_unique(make, name: str) -> None:
    found = outline(render(make(name), "html").data)
    ids = [attrs["id"] for _, attrs in found.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [str(attrs["href"]) for attrs in found.every("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


@pytest.mark.parametrize("name", REPORTS)
def test_headings_step_down_one_level_at_a_time(make, name: str) -> None:
    levels = [int(tag[1]) for tag, _ in outline(render(make(name), "html").data).found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("name", ["codebook", "condensation"])
def test_tables_have_captions_header_rows_and_scopes(make, name: str) -> None:
    found = outline(render(make(name), "html").data)
    tables = found.every("table")
    assert len(tables) == len(found.every("caption")) == len(found.every("thead")) > 0
    assert {attrs.get("scope") for attrs in found.every("th")} <= {"col", "row"}


def test_the_same_report_gives_the_same_page(make) -> None:
    assert render(make("scenes"), "html") == render(make("scenes"), "html")


def test_ideal_types_carry_their_warning_with_the_number(make) -> None:
    page = render(make("codebook", "en"), "html").data.decode("utf-8")
    assert "1 coding (ideal type: not to be counted)" in page
    assert "Moving towards clients (1; ideal type: not to be counted) ↔ Moving away" in page


def luminance(colour: str) -> float:
    def part(hexes: str) -> float:
        c = int(hexes, 16) / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(colour[1:3]) + 0.7152 * part(colour[3:5]) + 0.0722 * part(colour[5:7])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_texts_keep_the_contrast_that_wcag_asks_for() -> None:
    sheet = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", sheet))
    for ink in ("ink", "quiet", "accent"):
        for paper in ("paper", "shade"):
            assert contrast(colours[ink], colours[paper]) >= 4.5
        assert contrast(colours[ink], "#fff3c9") >= 4.5


def test_an_unknown_format_is_refused_with_the_known_ones(make) -> None:
    with pytest.raises(UsageProblem) as problem:
        render(make("scenes"), "rtf")
    assert "docx" in problem.value.hint
