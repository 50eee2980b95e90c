from __future__ import annotations

import json

import pytest

from qualcode.core.codebook import Codebook
from qualcode.core.condensations import Trace
from qualcode.core.scenes import Block, CastMember, Scene
from qualcode.report.codebook import codebook_report
from qualcode.report.condensation import condensation_report
from qualcode.report.model import (
    CodebookReport,
    CondensationReport,
    MethodBox,
    Place,
    ScenesReport,
    as_data,
)
from qualcode.report.scenes import scenes_report
from qualcode.report.wording import Wording


@pytest.mark.parametrize("name", ["codebook", "condensation", "scenes"])
def test_a_report_is_data_for_others(make, name: str) -> None:
    data = as_data(make(name))
    assert list(data)[:2] == ["report", "format"]
    assert data["report"] == name
    assert json.loads(json.dumps(data)) == data
    assert data["method"]["revision"] == 214


def test_codes_come_in_tree_order_with_counts_and_partners(make) -> None:
    report = make("codebook")
    assert isinstance(report, CodebookReport)
    assert [(c.handle, c.depth) for c in report.codes] == [
        ("hanteringsstrategi", 0),
        ("rorelse-till", 1),
        ("rorelse-bort", 1),
        ("professionell", 0),
        ("lyssna", 1),
        ("byrakratisk", 0),
        ("informera", 1),
    ]
    by_handle = {c.handle: c for c in report.codes}
    assert by_handle["lyssna"].partner == "Informera"
    assert by_handle["lyssna"].path == ("Professionell norm", "Lyssna")
    assert by_handle["lyssna"].count == 1_234
    assert by_handle["informera"].count == 0
    assert report.axes[0].left_count == 1_238  # the pole and what stands under it


def test_without_counts_no_numbers_are_told(codebook: Codebook, method: MethodBox) -> None:
    report = codebook_report(codebook, language="en", method=method)
    assert {c.count for c in report.codes} == {None}
    assert report.axes[0].left_count is None
    assert report.codes[1].name == "Moving towards clients"


def test_references_fall_back_on_what_codes_cite(codebook: Codebook, method: MethodBox) -> None:
    bare = Codebook(codebook.codes, codebook.axes)
    assert codebook_report(bare, language="sv", method=method).references == ("Hall (1968)", "Tummers m.fl. (2015)")


def test_rows_follow_finding_theme_and_place_in_the_authors_order(make) -> None:
    report = make("condensation")
    assert isinstance(report, CondensationReport)
    shape = [(f.name, [(t.name, [r.id for r in t.rows]) for t in f.themes]) for f in report.findings]
    assert shape == [
        ("Glappet", [("Två normer", ["m1", "m2"]), ("Tiden räcker inte", ["m3"])]),
        ("", [("", ["m4"])]),
    ]
    rows = [r for f in report.findings for t in f.themes for r in t.rows]
    assert [r.number for r in rows] == [1, 2, 3, 4]
    assert rows[0].place == Place("intervju-05", 41, 44)
    assert rows[0].speaker == "Tove"  # the case's public name, not the label IP
    assert rows[0].codes == ("Lyssna", "Informera")
    assert report.sources[0].rows == (1, 2, 3, 4)


def test_pseudonyms_reach_quotes_and_condensed_sentences(make) -> None:
    assert "Margareta" not in json.dumps(as_data(make("condensation")))
    assert "Margareta" not in json.dumps(as_data(make("scenes")))
    assert "Toves chef" in json.dumps(as_data(make("condensation")))


def test_a_speaker_without_a_case_keeps_the_label(traces: list[Trace], codebook: Codebook, method: MethodBox) -> None:
    report = condensation_report(traces, codebook, language="sv", method=method)
    assert report.findings[0].themes[0].rows[0].speaker == "IP"


def test_scenes_come_in_the_authors_order_with_all_their_parts(make) -> None:
    report = make("scenes")
    assert isinstance(report, ScenesReport)
    scene, vignette = report.scenes
    assert (scene.title, vignette.kind) == ("Mötet drar ut på tiden", "vignette")
    assert scene.event == "Mötet på det första kontoret"
    assert [b.type for b in scene.blocks][:3] == ["motto", "setup", "dash_turn"]
    assert scene.blocks[3].paragraphs == ("Då börjar vi.",)  # the typed dash is gone
    assert scene.points[0].code == "Lyssna"
    assert scene.places == (Place("falt-01", 12, 14),)
    assert vignette.back_references == ("Mötet drar ut på tiden",)


def names_in(text: str, *cast: CastMember, language: str = "sv", type_: str = "setup") -> str:
    scene = Scene("z", "t", cast=cast, blocks=(Block(type_, text),))
    report = scenes_report([scene], Codebook(), language=language, method=MethodBox("2024-01-01", "p", 1))
    return " ".join(report.scenes[0].blocks[0].paragraphs)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Idun och Tove sitter. Idun går.", "”Idun” och ”Tove” sitter. Idun går."),
        ("Iduns stol är tom. Idun kommer.", "Iduns stol är tom. ”Idun” kommer."),
        ("”Idun” kommer. Idun sitter.", "”Idun” kommer. Idun sitter."),
        ("Läkaren och Idun", "Läkaren och ”Idun”"),
    ],
)
def test_names_stand_in_quotation_marks_at_first_mention(text: str, printed: str) -> None:
    cast = (CastMember("Idun"), CastMember("Tove"), CastMember("Läkaren", "läkare"))
    assert names_in(text, *cast) == printed


def test_names_in_talk_are_not_put_in_quotation_marks() -> None:
    assert names_in("Idun, kom!", CastMember("Idun"), type_="dash_turn") == "Idun, kom!"


def test_english_reports_have_english_quotation_marks() -> None:
    assert names_in("Idun sits.", CastMember("Idun"), language="en") == "“Idun” sits."


def test_numbers_are_written_as_the_language_does() -> None:
    assert Wording("sv").number(12_345.678, 1) == "12\u00a0345,7"
    assert Wording("sv").number(-3) == "\u22123"
    assert Wording("en").number(12_345.678, 1) == "12,345.7"


def test_places_are_told_with_one_line_or_several() -> None:
    wording = Wording("en")
    assert wording.place(Place("a", 3, 5)) == "a, lines 3–5"
    assert wording.place(Place("a", 3, 3)) == "a, line 3"
    assert wording.place(Place("a")) == "a"
