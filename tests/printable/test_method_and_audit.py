from __future__ import annotations

import json

from qualcode.authoring.printing import print_report, report_model
from qualcode.core.codebook import define_code, merge_code
from qualcode.i18n import get_language
from qualcode.project import Project
from qualcode.report.audit import AuditReport
from qualcode.report.method import MethodReport
from qualcode.report.model import as_data


def method(project: Project, **values: str) -> MethodReport:
    report = report_model(project, "method", language="en", values=values)
    assert isinstance(report, MethodReport)
    return report


def section(report: MethodReport, about: str) -> str:
    return " ".join(next((s.sentences for s in report.sections if s.about == about), ()))


def test_the_method_tells_what_was_done_and_leaves_out_what_was_not(told: Project) -> None:
    report = method(told)
    assert "1 interview" in section(report, "material")
    assert "2 coders" in section(report, "coding")
    assert "3 codings" in section(report, "coding")
    assert "1 of 1 sources were coded by at least two" in section(report, "coding")
    assert "2 meaning units" in section(report, "condensation")
    assert "2 scenes" in section(report, "scenes")
    assert section(report, "rounds") == ""


def test_coders_are_letters_unless_names_are_asked_for(told: Project) -> None:
    assert [(c.name, c.codings) for c in method(told).coders] == [("Coder A", 2), ("Coder B", 1)]
    assert "Sara" not in json.dumps(as_data(method(told)))
    assert [c.name for c in method(told, names="yes").coders] == ["Elin", "Sara"]


def test_changes_of_the_codebook_after_coding_began_are_told(told: Project) -> None:
    assert "not changed after coding" in section(method(told), "codebook")
    told.apply(define_code(told.code("lyssna").id, definition="Ny."))
    told.apply(merge_code(told.code("hinder").id, told.code("aktor").id))
    words = section(method(told), "codebook")
    assert "1 definition was changed" in words
    assert "1 code was merged" in words
    assert "changed 2 times" in words
    told.undo()
    assert "merged" not in section(method(told), "codebook")


def test_the_audit_tells_steps_and_hashes_and_quotes_nothing(told: Project) -> None:
    report = report_model(told, "audit", language="en", values={"each": "yes"})
    assert isinstance(report, AuditReport)
    assert [r.who for r in report.rows][-1] == "Coder B"
    assert report.rows[-1].what == "1 coding added"
    assert report.faults == 0
    assert report.events == told.revision()
    assert report.texts[0].text == told.sources()[0].text
    page = json.dumps(as_data(report), ensure_ascii=False)
    for words in ("Lyhördhet", "Lyssnar", "Glappet", "Mötet", "Sara"):
        assert words not in page


def test_days_are_told_by_person_unless_each_step_is_wanted(told: Project) -> None:
    report = report_model(told, "audit", language="en")
    assert isinstance(report, AuditReport)
    assert [r.who for r in report.rows] == ["Coder A", "Coder B"]
    assert sum(r.entries for r in report.rows) == report.events


def test_the_audit_is_worded_in_the_reports_language_and_leaves_the_programs_alone(told: Project) -> None:
    page = print_report(told, "audit", to="md", language="sv").data.decode("utf-8")
    assert "kodning" in page
    assert get_language() == "en"
