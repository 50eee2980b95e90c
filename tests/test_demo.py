"""The example study holds something of everything that a newcomer would look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from qualcode.answering import tallies
from qualcode.authoring.printing import print_report
from qualcode.checking import check_project
from qualcode.core.adjudication import CHOICES, KINDS
from qualcode.demo import OPTIONS, make_example
from qualcode.demo_team import ROUND
from qualcode.project import Project
from qualcode.teams.adjudicating import calibration, made_under_old_rule, queue
from qualcode.teams.settling import choices, settle


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with make_example(tmp_path_factory.mktemp("example") / "exempel.qualcode") as project:
        yield project


def test_the_round_shows_each_kind_of_difference_and_each_choice(example: Project) -> None:
    about = calibration(example, example.round(ROUND))
    assert about.round.blind
    assert [k for k in KINDS if not about.disputes[k]] == []
    assert [c for c in CHOICES if not about.decisions[c]] == []
    waiting = Counter(d.kind for d in queue(example, about.round))
    assert [k for k in KINDS if not waiting[k]] == []
    assert all(d.reason for d in example.decisions(of_round=about.round) if d.kind != "agreed")


def test_what_the_two_coders_coded_is_theirs_alone(example: Project) -> None:
    assert {p.name for p in example.persons()} == {"Elin", "Sara"}
    own = [c for c in example.codings() if c.layer.startswith("own:")]
    assert len(own) == sum(example.code_counts().values()) < len(example.codings())
    assert made_under_old_rule(example, example.code("motaktor-arbetsgivare"))


def test_both_coders_answered_every_question_about_every_case(example: Project) -> None:
    (form,) = example.forms()
    its = tallies(example, form)
    assert len(its) == 2 * len(form.items)
    assert {sum(t.states.values()) for t in its} == {len(example.cases())}
    assert {item.scale for item in form.items} == {"nominal", "ordinal"}
    assert any(item.several for item in form.items)


def test_the_agreement_report_tells_rounds_decisions_and_answers(example: Project) -> None:
    page = print_report(example, "agreement", to="md", language="en", values=OPTIONS["agreement"]).data.decode("utf-8")
    for words in (
        ROUND,
        "Decided:",
        "Katten hör inte dit.",
        "(modality: is, stance: welcomes,",
        "Form Protokoll över samordningen",
        "Hur stort handling",
    ):
        assert words in page
    assert "Elin" not in page
    assert "Sara" not in page


def test_a_conflict_waits_and_can_be_resolved(example: Project) -> None:
    assert check_project(example) == []
    (conflict,) = (c for c in example.conflicts() if c.open)
    settle(example, conflict, choices(example, conflict)[0].key, reason="Enligt möte.")
    assert not any(c.open for c in example.conflicts())
