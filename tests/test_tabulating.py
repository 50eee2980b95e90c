from __future__ import annotations

import pytest

from qualcode.authoring.tabulating import (
    Selection,
    attribute_table,
    attributes,
    case_table,
    facet_table,
    passages_in,
    profile,
    source_table,
    table_of,
    together_table,
    without_passage,
)
from qualcode.core.codebook import Axis, add_axis
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.tables import OPEN, Rule
from qualcode.errors import UsageProblem
from qualcode.project import Project
from tests.test_claiming import coded, three  # noqa: F401

ALL = Selection(subtree=True, language="sv")


@pytest.fixture
def coded_study(three: Project) -> Project:  # noqa: F811
    coded(three, "intervju-2", "lyssna", modality="is")
    coded(three, "intervju-2", "regler")
    coded(three, "intervju-3", "lyssna", modality="ought")
    return three


def cell(project: Project, table, code: str, column: str):
    key = next(c.key for c in table.columns if c.name == column)
    return table.cell(project.code(code).id, key)


def test_a_code_counts_what_is_under_it_each_passage_once(coded_study: Project) -> None:
    table = case_table(coded_study, ALL)
    assert cell(coded_study, table, "norm", "Anna").passages == 1
    assert table.total(coded_study.code("norm").id).voices == 2
    alone = case_table(coded_study, Selection(language="sv"))
    assert coded_study.code("norm").id not in {r.key for r in alone.rows}


def test_groups_of_an_attribute_have_their_base(coded_study: Project) -> None:
    table = attribute_table(coded_study, "roll", ALL, OPEN)
    assert [(c.name, c.base) for c in table.columns] == [("chef", 1), ("handläggare", 2)]
    assert cell(coded_study, table, "lyssna", "handläggare").voices == 2
    joined = attribute_table(coded_study, "roll", ALL, Rule())
    assert len(joined.columns) == 1
    assert joined.columns[0].base == 3
    with pytest.raises(UsageProblem, match="ålder"):
        attribute_table(coded_study, "ålder", ALL, OPEN)


def test_sources_and_facets_are_counted(coded_study: Project) -> None:
    assert cell(coded_study, source_table(coded_study, ALL), "lyssna", "intervju-3").passages == 1
    with pytest.raises(UsageProblem, match="stance"):
        facet_table(coded_study, "stance", ALL)
    with pytest.raises(UsageProblem, match="moon"):
        table_of(coded_study, "moon", "", ALL, OPEN)


def test_codes_that_meet_are_counted_both_ways_and_never_with_themselves(coded_study: Project) -> None:
    table = together_table(coded_study, Selection(language="sv"))
    lyssna, regler = coded_study.code("lyssna").id, coded_study.code("regler").id
    assert table.cell(lyssna, regler) == table.cell(regler, lyssna)
    assert table.cell(lyssna, regler).passages == 1
    assert table.cell(lyssna, regler).voices == 1
    assert table.cell(lyssna, lyssna).passages == 0


def test_a_cell_opens_the_codings_it_counts(coded_study: Project) -> None:
    table = case_table(coded_study, ALL)
    norm, anna = coded_study.code("norm").id, coded_study.case("Anna").id
    assert len(passages_in(coded_study, table, norm, anna, ALL)) == 2
    assert len(passages_in(coded_study, table, norm, "", ALL)) == 3
    together = together_table(coded_study, Selection())
    lyssna, regler = coded_study.code("lyssna").id, coded_study.code("regler").id
    assert len(passages_in(coded_study, together, lyssna, regler, Selection())) == 2


def test_depth_and_chosen_codes_narrow_a_table(coded_study: Project) -> None:
    norm = coded_study.code("norm").id
    shallow = case_table(coded_study, Selection(depth=0, subtree=True))
    assert [r.key for r in shallow.rows] == [norm]
    one = case_table(coded_study, Selection(codes=frozenset([coded_study.code("regler").id])))
    assert [r.name for r in one.rows] == ["följa regler"]


def test_attributes_that_part_nobody_are_left_out(coded_study: Project) -> None:
    assert attributes(coded_study) == ["roll"]


def test_a_profile_counts_both_poles_on_one_passage(coded_study: Project) -> None:
    left, right = coded_study.code("lyssna").id, coded_study.code("regler").id
    axis = Axis(new_id(), "norm", "norm", left, right, pairs=((left, right),))
    coded_study.apply(add_axis(axis))
    found = profile(coded_study, axis, Selection(), by=("roll", "source", "section"), rule=OPEN)
    assert (found.whole.left, found.whole.right, found.whole.both, found.whole.total) == (2, 1, 1, 2)
    groups = dict(found.groups)
    assert [(b.name, b.left, b.right) for b in groups["person"]] == [("Anna", 1, 1), ("Bo", 1, 0)]
    assert [(b.name, b.left) for b in groups["roll"]] == [("handläggare", 2)]
    assert found.pairs[0].left_count == 2


def test_a_theme_without_a_passage_counts_its_source_and_voice_and_what_is_missing_is_told(
    coded_study: Project,
) -> None:
    one, two = coded_study.source("intervju-4"), coded_study.source("intervju-2")
    lyssna, regler = coded_study.code("lyssna").id, coded_study.code("regler").id
    before = source_table(coded_study, ALL).total(lyssna)
    coded_study.apply(
        add_coding(one.id, lyssna),
        add_coding(two.id, regler, absent=True),
    )
    after = source_table(coded_study, ALL)
    assert after.total(lyssna).passages == before.passages
    assert after.total(lyssna).sources == before.sources + 1
    assert cell(coded_study, after, "lyssna", "intervju-4").passages == 0
    unplaced, missing = without_passage(coded_study, ALL)
    assert unplaced == 1
    assert missing == ((coded_study.code("regler").name("sv"), ("intervju-2",)),)
