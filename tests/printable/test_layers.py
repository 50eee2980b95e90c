from __future__ import annotations

import pytest

from qualcode.authoring.printable import REPORTS, kind_of
from qualcode.authoring.printing import print_report, report_model
from qualcode.authoring.tabulating import Selection, source_table
from qualcode.errors import NotFound, UsageProblem
from qualcode.project import Project
from qualcode.teams.adjudicating import decide, queue, take_over_agreed
from tests.tui.team import a_round, both_code

LAYERED = {"codebook", "tables", "profile", "pictures", "claims", "findings", "appendix"}


@pytest.fixture
def decided(study: Project) -> Project:
    """Elin and Sara have coded; what they did alike, and the first difference about listening, is decided."""
    both_code(study)
    closed = a_round(study, closed=True)
    take_over_agreed(study, closed)
    place = next(d for d in queue(study, closed) if d.kind == "border")
    decide(study, closed, place, "second")
    return study


def counts(project: Project, **values: str) -> dict[str, int]:
    """Return what a codebook report counts, by handle."""
    report = report_model(project, "codebook", values=values)
    return {c.handle: c.count for c in report.codes if c.count}  # type: ignore[attr-defined]


def told(project: Project, name: str, **values: str) -> str:
    return report_model(project, name, language="en", values=values).method.counted


def test_the_codebook_counts_the_layer_that_is_chosen(decided: Project) -> None:
    assert counts(decided) == {"aktor": 2, "lyssna": 2, "regler": 1, "norm": 1, "hinder": 1}
    assert counts(decided, layer="coders") == counts(decided)
    assert counts(decided, layer="consensus") == counts(decided, layer="ett") == {"aktor": 1, "lyssna": 1}
    # Nothing was decided on rules, norm and hinder: there the coders' own stand.
    assert counts(decided, layer="settled") == {"aktor": 1, "lyssna": 1, "regler": 1, "norm": 1, "hinder": 1}
    assert counts(decided, coder="Sara") == {"aktor": 1, "lyssna": 1, "norm": 1}


def test_what_is_counted_is_told_and_coders_stay_letters(decided: Project) -> None:
    assert told(decided, "codebook") == ""
    assert told(decided, "codebook", layer="consensus") == "what was decided together"
    assert told(decided, "tables", layer="ett") == "what was decided in ett"
    assert told(decided, "claims", coder="Sara") == "the work of Coder B"
    assert told(decided, "pictures", coder="Sara", names="yes", picture="codes") == "the work of Sara"
    page = print_report(decided, "codebook", to="md", language="en", values={"layer": "coders"}).data.decode("utf-8")
    assert "Counted: the coders' own codings." in page


def test_coders_are_not_counted_where_nobody_s_own_codings_are(decided: Project) -> None:
    assert report_model(decided, "codebook").method.counts["coders"] == 2
    assert "coders" not in report_model(decided, "codebook", values={"layer": "consensus"}).method.counts


def test_everything_is_read_again_afterwards(decided: Project) -> None:
    before = decided.codings(), decided.code_counts(), decided.progress()
    with decided.counting("consensus"):
        assert {c.layer.partition(":")[0] for c in decided.codings()} == {"consensus"}
        with decided.counting():
            assert decided.codings() == before[0]
        assert len(decided.codings()) == 2
        with pytest.raises(NotFound), decided.counting("annan"):
            pass
    assert (decided.codings(), decided.code_counts(), decided.progress()) == before


def test_searches_for_codes_find_what_is_counted_and_forget_it(decided: Project) -> None:
    everything = decided.hit_places("code:hinder förra")
    with decided.counting("consensus"):
        assert decided.hit_places("code:hinder förra") == []
    assert decided.hit_places("code:hinder förra") == everything != []


def test_tables_count_what_the_project_counts(decided: Project) -> None:
    def passages() -> int:
        table = source_table(decided, Selection(language="en"))
        return sum(table.total(row.key).passages for row in table.rows)

    assert passages() == 6  # one passage alike for both, and the border decided is Sara's
    with decided.counting("consensus"):
        assert passages() == 2
    with decided.counting(coder=decided.person("Elin")):
        assert passages() == 4


def test_a_coder_s_reports_hold_that_coder_s_condensations(told: Project) -> None:
    assert report_model(told, "condensation", values={"coder": "Elin"}).method.counts["condensations"] == 2
    assert report_model(told, "condensation", values={"coder": "Sara"}).method.counts["condensations"] == 0


def test_an_appendix_counts_one_layer_in_all_parts_that_do_not_choose_their_own(decided: Project) -> None:
    plan = decided.path.parent / "appendix.yaml"
    plan.write_text(
        "parts:\n  - report: codebook\n  - report: codebook\n    options:\n      layer: coders\n  - report: sample\n",
        encoding="utf-8",
    )
    report = report_model(decided, "appendix", language="en", values={"layer": "consensus"})
    assert report.method.counted == "what was decided together"
    said = [part.report.method.counted for part in report.parts]  # type: ignore[attr-defined]
    assert said == ["what was decided together", "the coders' own codings", ""]


def test_only_reports_that_count_codings_take_a_layer(study: Project) -> None:
    assert {name for name in REPORTS if any(o.name == "layer" for o in kind_of(name).options)} == LAYERED
    with pytest.raises(UsageProblem):
        report_model(study, "sample", values={"layer": "coders"})


def test_an_unknown_layer_or_coder_is_refused(decided: Project) -> None:
    for values in ({"layer": "annan"}, {"coder": "Ingen"}):
        with pytest.raises(NotFound):
            report_model(decided, "codebook", values=values)
    assert not decided.counted.layer


def test_agreement_is_no_picture_of_one_layer_or_coder(decided: Project) -> None:
    report = report_model(decided, "pictures", values={"coder": "Sara"})
    assert report.pictures  # type: ignore[attr-defined]
    assert not any("alpha" in p.alt for p in report.pictures)  # type: ignore[attr-defined]
    with pytest.raises(UsageProblem):
        report_model(decided, "pictures", values={"coder": "Sara", "picture": ("agreement",)})
