from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.report.pictures import charts
from qualcode.report.pictures.canvas import INK, PAPER, QUIET, SERIES, contrast, ink_on, tint
from qualcode.report.pictures.png import png
from qualcode.report.pictures.values import Grid, Moment, Pole, Row, Span
from qualcode.report.wording import Wording

SV, EN = Wording("sv"), Wording("en")
GRID = Grid("Koder", ("Tove", "Mats"), (Row("lyssna", (3.0, None)), Row("regler", (1200.0, 0.0), 1)), "röster")
POLES = (Pole("Tove", 3, 5, 2), Pole("Mats", 0, 0))
MOMENTS = (Moment("1", "2019-03-01", (3, 0)), Moment("2", "2021", (5, 2)))
SPANS = (Span("lyssna", 0.71, 0.6, 0.8, 100), Span("regler", -0.1, -0.4, 0.2), Span("aktör", None))


def every_picture(wording: Wording):
    yield charts.bars(GRID, wording)
    yield charts.heat(GRID, wording)
    yield charts.axis_profile("Norm", "professionell", "byråkratisk", POLES, wording)
    yield charts.timeline("vägledning", ("lyssna", "regler"), MOMENTS, wording)
    yield charts.progress(Grid("Framsteg", ("Elin", "Sara"), (Row("intervju-01", (0.5, 1.0)),)), wording)
    yield charts.agreement("Överensstämmelse", SPANS, wording)


@pytest.mark.parametrize("wording", [SV, EN])
def test_pictures_are_well_formed_named_and_described(wording: Wording) -> None:
    for picture in every_picture(wording):
        root = ET.fromstring(picture.svg)
        names = [child.tag.rpartition("}")[2] for child in root][:2]
        assert names == ["title", "desc"]
        assert root.attrib["aria-label"] == picture.alt
        assert len(picture.alt) > 20


def test_the_same_values_make_the_same_picture() -> None:
    assert list(every_picture(SV)) == list(every_picture(SV))


def test_descriptions_tell_the_numbers_as_the_language_writes_them() -> None:
    assert "1\u00a0200" in charts.bars(GRID, SV).alt
    assert "1,200" in charts.bars(GRID, EN).alt
    assert "lyssna" in charts.heat(GRID, EN).alt
    assert "hidden" in charts.heat(GRID, EN).alt
    assert "Tove: 3 and 5, 2 with both" in charts.axis_profile("n", "l", "r", POLES, EN).alt
    assert "lyssna: 3, 5." in charts.timeline("v", ("lyssna", "regler"), MOMENTS, EN).alt
    assert "0.71" in charts.agreement("a", SPANS, EN).alt


def test_colours_can_be_told_from_paper_and_words_be_read() -> None:
    assert all(contrast(colour, PAPER) >= 3 for colour in SERIES)
    assert contrast(INK, PAPER) >= 4.5
    assert contrast(QUIET, PAPER) >= 4.5


@given(st.floats(0, 1))
def test_numbers_on_a_shade_can_be_read(share: float) -> None:
    colour = tint(SERIES[0], share)
    assert contrast(ink_on(colour), colour) >= 4


@given(st.lists(st.tuples(st.text(max_size=60), st.floats(0, 1e6)), max_size=30))
def test_any_names_and_values_make_a_picture(rows: list[tuple[str, float]]) -> None:
    grid = Grid("t", ("x",), tuple(Row(name, (value,)) for name, value in rows))
    for picture in (charts.bars(grid, SV), charts.heat(grid, SV)):
        ET.fromstring(picture.svg)


def test_empty_material_makes_pictures_too() -> None:
    empty = Grid("t", (), ())
    for picture in (
        charts.bars(empty, EN),
        charts.heat(empty, EN),
        charts.axis_profile("a", "l", "r", (), EN),
        charts.timeline("v", (), (), EN),
        charts.progress(empty, EN),
        charts.agreement("a", (), EN),
    ):
        ET.fromstring(picture.svg)


def test_a_png_is_the_same_every_time() -> None:
    picture = charts.bars(GRID, SV)
    assert png(picture.svg) == png(picture.svg)
    assert png(picture.svg).startswith(b"\x89PNG")
