from __future__ import annotations

import json

import pytest

from qualcode.core.cases import Case
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.sources import Source
from qualcode.report.convert import render
from qualcode.report.model import MethodBox, as_data
from qualcode.report.sample import SampleReport, sample_report

#: Person → role, office, years, month, mode.
PEOPLE = {
    "Vera": ("handläggare", "Berga", "1", "2025-01", "onsite"),
    "Jon": ("handläggare", "Berga", "3", "2025-02", "onsite"),
    "Amir": ("handläggare", "Hamnen", "4", "2025-02", "video"),
    "Lena": ("chef", "Berga", "9", "2025-02", "onsite"),
    "Moa": ("handläggare", "Hamnen", "14", "2025-03", "onsite"),
    "Siv": ("specialist", "Slätten", "20", "2025-03", "phone"),
}
CASES = [
    Case(name, name, "", "person", "", {"roll": role, "kontor": office, "år": years})
    for name, (role, office, years, _month, _mode) in PEOPLE.items()
]
SOURCES = [
    Source(f"s-{n}", f"s-{n}", n, "transcript", "h", "h", date=f"{p[3]}-05", place=p[1], mode=p[4], case=n, words=100)
    for n, p in PEOPLE.items()
] + [
    Source("f", "f", "Möte", "fieldnote", "h", "h", words=50),
    Source("d", "d", "Vägledning", "document", "h", "h", date="2024-01-01", version=2),
]


def sample(**options) -> SampleReport:
    method = MethodBox("2025-06-01", "p", 1)
    return sample_report(SOURCES, CASES, language="en", method=method, **options)


def told(report: SampleReport, attribute: str) -> list[tuple[str, int]]:
    table = next(t for t in report.tables if t.attribute == attribute)
    return [(row.value, row.persons) for row in table.rows]


def test_persons_interviews_and_other_material_are_counted() -> None:
    report = sample()
    assert (report.persons, report.interviews, report.observations, len(report.documents)) == (6, 6, 1, 1)
    assert (report.first, report.last, report.words) == ("2025-01", "2025-03", 650)


def test_small_values_are_taken_together() -> None:
    report = sample()
    assert told(report, "attr:kontor") == [("Berga", 3), ("Taken together: Hamnen, Slätten", 3)]
    assert told(report, "attr:roll") == [("Taken together: chef, handläggare, specialist", 6)]
    assert told(report, "mode") == [("Taken together: by phone, by video, on site", 6)]
    assert told(sample(k=2), "date") == [("January–February 2025", 4), ("March 2025", 2)]


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_no_number_below_the_smallest_is_told(k: int) -> None:
    report = sample(k=k, by=["roll", "kontor", "år"], cross=("roll", "kontor"))
    assert all(row.persons >= k for table in report.tables for row in table.rows)
    assert report.cross is not None
    assert all(n is None or n == 0 or n >= k for _value, cells, _sum in report.cross.rows for n in cells)


def test_numbers_are_told_in_spans() -> None:
    assert told(sample(by=["år"]), "attr:år") == [("1–4", 3), ("9–20", 3)]


def test_attributes_that_point_at_each_person_are_left_out_unless_asked_for() -> None:
    assert {t.attribute for t in sample().tables} == {"attr:roll", "attr:kontor", "place", "mode", "date"}


def test_the_list_shows_only_what_enough_persons_share_together() -> None:
    rows = sample(listed=True, by=["kontor", "roll"]).listed
    assert [r.name for r in rows] == ["Vera", "Amir", "Jon", "Lena", "Moa", "Siv"]
    assert {r.values[0] for r in rows} == {"Berga", "Hamnen/Slätten"}
    for row in rows:
        shown = (*row.values, row.mode, row.month)
        alike = [
            r for r in rows if all(not b or a == b for a, b in zip((*r.values, r.mode, r.month), shown, strict=True))
        ]
        assert len(alike) >= 3


def test_names_are_printed_as_pseudonyms() -> None:
    public = Pseudonyms([("Berga", "första kontoret"), ("Vera", "Tove")])
    data = json.dumps(as_data(sample(pseudonyms=public, listed=True)), ensure_ascii=False)
    assert "Berga" not in data
    assert "Vera" not in data


def test_the_page_says_what_is_taken_together() -> None:
    page = render(sample(cross=("roll", "kontor"), k=2), "html").data.decode("utf-8")
    assert "fewer than 2 persons" in page
    assert "February" in page
    assert page.count("<caption>") == 7
