"""What authors choose of condensations and scenes, and how kinds of report tell their options."""

from __future__ import annotations

import pytest

from qualcode.authoring.printing import REPORTS, kind_of, print_report, report_model
from qualcode.core.guides import QuestionBank
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.exchange.shipped import example_corpus
from qualcode.exchanging import import_guides
from qualcode.project import Project
from qualcode.report.model import CondensationReport, ScenesReport


def rows(project: Project, **values: str) -> CondensationReport:
    report = report_model(project, "condensation", language="en", values=values)
    assert isinstance(report, CondensationReport)
    return report


def condensed(report: CondensationReport) -> list[tuple[str, list[str]]]:
    return [(f.name, [r.condensed for t in f.themes for r in t.rows]) for f in report.findings]


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ({}, [("Glappet", ["Lyssnar."]), ("", ["Är bunden."])]),
        ({"by": "theme"}, [("Två normer", ["Lyssnar."]), ("", ["Är bunden."])]),
        ({"by": "code"}, [("listen", ["Lyssnar."]), ("följa regler", ["Är bunden."])]),
        ({"by": "source"}, [("Intervju-01", ["Lyssnar.", "Är bunden."])]),
        ({"by": "speaker"}, [("IP1", ["Lyssnar.", "Är bunden."])]),
        ({"by": "speaker", "illustrative": "1"}, [("IP1", ["Lyssnar."])]),
        ({"code": "norm"}, [("Glappet", ["Lyssnar."]), ("", ["Är bunden."])]),
        ({"code": "regler"}, [("", ["Är bunden."])]),
        ({"finding": "Glappet"}, [("Glappet", ["Lyssnar."])]),
        ({"theme": "Två normer", "source": "intervju-01"}, [("Glappet", ["Lyssnar."])]),
    ],
)
def test_rows_are_chosen_grouped_and_thinned(told: Project, values: dict[str, str], groups: object) -> None:
    assert condensed(rows(told, **values)) == groups


def test_the_selection_is_told_in_the_method_box(told: Project) -> None:
    assert rows(told, code="regler", finding="Glappet").method.query == "Glappet, följa regler"


def test_a_thinned_table_tells_how_many_there_are(told: Project) -> None:
    page = print_report(told, "condensation", to="md", language="en", values={"by": "source", "illustrative": "1"})
    assert "(1 of 2 rows)" in page.data.decode("utf-8")


@pytest.mark.parametrize("to", ["html", "md", "docx", "odt", "pdf", "latex"])
@pytest.mark.parametrize("trace", ["column", "notes", "none"])
def test_the_way_back_stands_in_a_column_in_notes_or_not_at_all(told: Project, trace: str, to: str) -> None:
    data = print_report(told, "condensation", to=to, language="en", values={"trace": trace}).data
    if to in ("html", "md"):
        assert ("intervju-01, line" in data.decode("utf-8")) == (trace != "none")
    if to == "md":
        assert ("[^1]:" in data.decode("utf-8")) == (trace == "notes")


def test_context_is_shown_only_when_asked_for(told: Project) -> None:
    before = print_report(told, "condensation", to="html", language="en").data.decode("utf-8")
    after = print_report(told, "condensation", to="html", language="en", values={"context": "yes"}).data.decode("utf-8")
    assert "Kan du ge ett exempel" not in before
    assert "Kan du ge ett exempel" in after
    assert 'href="#context-1"' in after
    assert "<strong>lyssna och ta till sig</strong>" in after


def scenes(project: Project, **values: str | tuple[str, ...]) -> ScenesReport:
    report = report_model(project, "scenes", language="en", values=values)
    assert isinstance(report, ScenesReport)
    return report


def test_scenes_are_chosen_by_name_and_kind(told: Project) -> None:
    assert [s.title for s in scenes(told).scenes] == ["Mötet", "Samtalet"]
    assert [s.title for s in scenes(told, scene=("2",)).scenes] == ["Samtalet"]
    assert [s.title for s in scenes(told, kind="vignette").scenes] == ["Samtalet"]
    assert scenes(told).scenes[0].compared == (2,)


def test_cast_fidelity_and_checks_are_printed_when_asked_for(told: Project) -> None:
    plain = print_report(told, "scenes", to="md", language="en").data.decode("utf-8")
    values = {"cast": "yes", "fidelity": "yes", "checks": "yes", "no-analysis": "yes", "no-places": "yes"}
    full = print_report(told, "scenes", to="md", language="en", values=values).data.decode("utf-8")
    for words in ("Vera, handläggare", "verbatim: intervju-01", "words, at least 150 are wanted"):
        assert words not in plain
        assert words in full
    assert "Rests on: intervju-01" in plain
    assert "Rests on: intervju-01" not in full


@pytest.mark.parametrize("name", REPORTS)
def test_every_kind_of_report_tells_what_it_is_and_takes(name: str) -> None:
    kind = kind_of(name)
    assert kind.name == name
    assert kind.title
    assert all(line.startswith(f"qualcode report {name}") for line in kind.example.splitlines())
    for option in kind.options:
        assert option.title
        assert option.help.endswith(".")
        assert not option.choices or option.default in ("", *(value for value, _word in option.choices))


def test_an_option_or_choice_that_is_not_there_is_refused(told: Project) -> None:
    for values in ({"by": "väder"}, {"illustrative": "många"}, {"okänd": "x"}):
        with pytest.raises(UsageProblem):
            rows(told, **values)
    with pytest.raises(UsageProblem):
        report_model(told, "väder")


def test_guides_come_in_go_out_and_are_taken_back(study: Project) -> None:
    path = example_corpus() / "intervjuguide.yaml"
    assert len(import_guides(study, path, dry_run=True)) == 14
    assert study.question_bank() == QuestionBank()
    import_guides(study, path)
    assert import_guides(study, path) == []
    assert [g.handle for g in study.question_bank().guides] == ["handlaggare", "chef", "vard"]
    assert print_report(study, "guides", to="md").data
    with pytest.raises(QualcodeError):
        report_model(study, "guides", values={"guide": ("ingen",)})
    study.undo()
    assert study.question_bank() == QuestionBank()
