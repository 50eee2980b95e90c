from __future__ import annotations

import pytest

from qualcode.core.cases import Case, add_case
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.sources import edit_source
from qualcode.project import Project
from tests.conftest import put_source


@pytest.fixture
def counted(study: Project) -> Project:
    """Two interviews at two offices, three codings."""
    second = put_source(study, "intervju-02", "I: Hej?\n\nIP1: Ja hej då.\n")
    first = study.source("intervju-01")
    for source, office in ((first, "Berga"), (second, "Hamnen")):
        case = Case(new_id(), source.handle, attributes={"kontor": office})
        study.apply(add_case(case), edit_source(source.id, case_id=case.id))
    for source, handle in ((first, "lyssna"), (first, "regler"), (second, "lyssna")):
        code = study.code(handle).id
        study.apply(add_coding(source.id, code, revision=source.text, start=3, end=7, facets={"modality": "is"}))
    return study


def test_codings_come_as_a_frame_with_facets_and_words(counted: Project) -> None:
    frame = counted.frames()["codings"]
    assert list(frame["code"]) == ["lyssna", "regler", "lyssna"]
    assert set(frame["facet:modality"]) == {"is"}
    assert frame["quote"].iloc[2] == "Hej?"


def test_codes_are_counted_by_an_attribute_of_the_case(counted: Project) -> None:
    table = counted.code_table(by="attr:kontor")
    assert table.loc["lyssna"].to_dict() == {"Berga": 1, "Hamnen": 1, "total": 2}
    assert table.loc["regler"].to_dict() == {"Berga": 1, "Hamnen": 0, "total": 1}


def test_a_group_that_the_material_lacks_is_named(counted: Project) -> None:
    from qualcode.errors import UsageProblem

    with pytest.raises(UsageProblem, match="längd"):
        counted.code_table(by="attr:längd")


def test_an_empty_project_gives_empty_frames(project: Project) -> None:
    assert len(project.frames()["codings"]) == 0
    assert len(project.code_table(by="source")) == 0
