from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from qualcode.authoring.printable.appendix import starting_plan
from qualcode.authoring.printing import print_report, report_model
from qualcode.errors import Cancelled, QualcodeError
from qualcode.project import Project
from qualcode.report.appendix import AppendixReport, markdown_html

PLAN = """title: Bilagor
language: en
numbering: "Appendix {letter}"
intro: |
  Allt om *studien*. <b>inte fet</b>
wording:
  Meaning unit: What was said
parts:
  - report: codebook
  - report: condensation
    title: Rows
    options: {finding: Glappet, trace: notes}
    intro: |
      # Om raderna
      Text.
  - title: Ord
    intro: Egna ord.
    numbered: false
  - report: scenes
    options: {scene: [Mötet], cast: true}
    wording: {Checks: Kontroller}
  - report: condensation
"""


def page(project: Project, plan: Path, text: str = PLAN, to: str = "html") -> str:
    plan.write_text(text, "utf-8")
    return print_report(project, "appendix", to=to).data.decode("utf-8")


def test_parts_stand_in_order_with_labels_titles_and_own_texts(told: Project, plan: Path) -> None:
    html = page(told, plan)
    headings = re.findall(r'<h2 id="part-\d">(.*?)</h2>', html)
    assert headings == ["Appendix A. Codebook", "Appendix B. Rows", "Ord", "Appendix C. Scenes",
                        "Appendix D. Meaning condensation"]  # fmt: skip
    assert "<em>studien</em>" in html
    assert "<b>" not in html
    assert "<h3>Om raderna</h3>" in html
    assert html.count("How this report was made") == 2  # heading and contents
    assert '<html lang="en-GB">' in html


def test_options_and_wording_of_a_part_hold_for_it_alone(told: Project, plan: Path) -> None:
    html = page(told, plan)
    rows, all_rows = html.split('id="part-2"')[1].split('id="part-3"')[0], html.split('id="part-5"')[1]
    assert "Är bunden." not in rows
    assert "Är bunden." in all_rows
    assert "What was said" in rows
    assert "Meaning unit<" not in html
    assert "Samtalet</h3>" not in html


def test_ids_are_unique_links_lead_somewhere_and_headings_step_down(told: Project, plan: Path) -> None:
    html = page(told, plan)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    levels = [int(n) for n in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


def test_tables_are_numbered_through_the_document(told: Project, plan: Path) -> None:
    numbers = re.findall(r"<caption>Table (\d+)\.", page(told, plan))
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 3


@pytest.mark.parametrize(
    ("old", "new", "line", "named"),
    [
        ("report: codebook", "report: kodbok", 9, "kodbok"),
        ("finding: Glappet, trace: notes", "fynd: Glappet", 12, "fynd"),
        ("finding: Glappet, trace: notes", "finding: Borta", 12, "Borta"),
        ("trace: notes", "trace: runt", 12, "runt"),
        ("report: scenes", "report: appendix", 19, "itself"),
        ("language: en", "language: de", 2, "de"),
        ("    title: Rows", "   titel: Rows", 11, ""),
        ("  - title: Ord\n    intro: Egna ord.", "  - options: {}", 16, "text"),
        ("cast: true", "cast: {a: b}", 20, "cast"),
    ],
)
def test_a_fault_of_the_plan_is_told_with_its_line(
    told: Project, plan: Path, old: str, new: str, line: int, named: str
) -> None:
    plan.write_text(PLAN.replace(old, new), "utf-8")
    with pytest.raises(QualcodeError) as problem:
        report_model(told, "appendix")
    assert f"appendix.yaml:{line}:" in problem.value.message
    assert named in problem.value.message


def test_without_a_plan_the_way_to_one_is_told(told: Project, plan: Path) -> None:
    with pytest.raises(QualcodeError) as problem:
        report_model(told, "appendix")
    assert "qualcode report plan" in problem.value.hint
    plan.write_text(starting_plan('En "studie" \\ till', "sv"), "utf-8")
    report = report_model(told, "appendix")
    assert isinstance(report, AppendixReport)
    assert report.title == 'En "studie" \\ till'
    assert {p.report.name for p in report.parts if p.report} >= {"codebook", "sample", "method", "audit"}


def test_a_language_asked_for_goes_before_the_plans(told: Project, plan: Path) -> None:
    plan.write_text(PLAN, "utf-8")
    assert report_model(told, "appendix").language == "en"
    assert report_model(told, "appendix", language="sv").language == "sv"


def test_progress_counts_parts_and_stopping_stops_between_them(told: Project, plan: Path) -> None:
    plan.write_text(PLAN, "utf-8")
    steps: list[tuple[int, int]] = []
    print_report(told, "appendix", to="html", progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[0] == (0, 7)
    assert steps[-1] == (7, 7)
    with pytest.raises(Cancelled):
        print_report(told, "appendix", to="html", cancelled=lambda: True)


@pytest.mark.parametrize("to", ["md", "docx", "odt", "pdf", "latex"])
def test_every_format_binds_it_and_the_same_twice(told: Project, plan: Path, to: str) -> None:
    plan.write_text(PLAN, "utf-8")
    first = print_report(told, "appendix", to=to).data
    assert first == print_report(told, "appendix", to=to).data
    if to in ("md", "latex"):
        assert "Appendix B. Rows" in first.decode("utf-8")


def test_an_authors_markdown_cannot_bring_html_or_pictures() -> None:
    html = markdown_html("# A\n\n## B\n\n<script>x</script> ![bild](http://a/b.png) [länk](https://a.se)")
    assert html.startswith("<h3>A</h3>\n<h4>B</h4>")
    assert "<script" not in html
    assert "<img" not in html
    assert '<a href="https://a.se">' in html
