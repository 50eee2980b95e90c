from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from qualcode.authoring.printing import print_report, report_data
from qualcode.errors import NotFound
from qualcode.project import Project
from tests.test_claiming import coded, three  # noqa: F401


@pytest.fixture
def drawn(three: Project) -> Project:  # noqa: F811
    coded(three, "intervju-2", "lyssna")
    coded(three, "intervju-3", "regler")
    return three


def titles(project: Project, **values: str | tuple[str, ...]) -> list[str]:
    return [p["title"] for p in report_data(project, "pictures", language="en", values=values)["pictures"]]


def test_pictures_that_the_material_has_nothing_for_are_left_out_unless_asked_for(drawn: Project) -> None:
    assert titles(drawn)[0] == "Codes"
    with pytest.raises(NotFound, match="series"):
        titles(drawn, picture=("timeline",))


def test_pictures_stand_in_the_order_asked_for_numbered_and_described(drawn: Project) -> None:
    page = print_report(drawn, "pictures", to="html", language="en", values={"picture": ("progress", "codes")}).data
    html = page if isinstance(page, str) else page.decode("utf-8")
    assert html.index("Figure 1. Share of each source") < html.index("Figure 2. Codes")
    assert html.count("<svg") == 2


def test_coders_go_by_letters_in_pictures_unless_their_names_are_asked_for(drawn: Project) -> None:
    name = drawn.actor_name
    asked = {"picture": ("progress",)}
    said = report_data(drawn, "pictures", language="en", values=asked)["pictures"][0]
    assert name not in said["alt"] + said["svg"]
    said = report_data(drawn, "pictures", language="en", values=asked | {"names": "yes"})["pictures"][0]
    assert name in said["alt"]


def test_the_same_project_gives_the_same_pictures(drawn: Project) -> None:
    first = print_report(drawn, "pictures", to="docx", language="sv").data
    drawn.forget()
    assert print_report(drawn, "pictures", to="docx", language="sv").data == first


def test_a_picture_in_word_stays_with_its_caption_and_the_caption_not_with_what_follows(drawn: Project) -> None:
    given = print_report(drawn, "pictures", to="docx", language="sv", values={"picture": ("codes",)}).data
    body = docx.Document(io.BytesIO(given)).paragraphs
    at = next(n for n, p in enumerate(body) if p._p.findall(f".//{qn('w:drawing')}"))
    assert body[at].paragraph_format.keep_with_next is True
    assert body[at + 1].text.startswith("Figur ")
    assert body[at + 1].paragraph_format.keep_with_next is False
