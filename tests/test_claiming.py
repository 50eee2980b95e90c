"""Claims counted in a study of three persons and a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qualcode.authoring.claiming import flagged, movers, opposing, standing_of, standings, supporting
from qualcode.core.cases import Case, add_case, edit_case
from qualcode.core.claims import (
    Base,
    Claim,
    Condition,
    add_claim,
    add_evidence,
    check_claim,
    claim_fields,
    edit_claim,
    edit_evidence,
    remove_evidence,
)
from qualcode.core.codebook import Axis, add_axis, merge_code
from qualcode.core.codings import add_coding, remove_coding
from qualcode.core.ids import new_id
from qualcode.core.quantifiers import DEFAULTS, reset_quantifier, set_quantifier
from qualcode.core.sources import Speaker, edit_source, name_speakers
from qualcode.history import claim_history
from qualcode.project import Project
from tests.conftest import put_source

Code = Callable[..., str]


@pytest.fixture
def three(study: Project) -> Project:
    """Anna and Bo are officers, Cia is a manager; each has an interview of her own."""
    for n, (name, role) in enumerate((("Anna", "handläggare"), ("Bo", "handläggare"), ("Cia", "chef")), 2):
        source = put_source(study, f"intervju-{n}")
        case = Case(new_id(), name, attributes={"roll": role})
        study.apply(
            add_case(case),
            edit_source(source.id, case_id=case.id),
            name_speakers(source.id, [Speaker("I", "interviewer"), Speaker("IP1", "respondent", case.id)]),
        )
    return study


def coded(project: Project, source: str, code: str, **facets: str) -> str:
    where = project.source(source)
    turn = project.turns(where)[1]
    identifier = new_id()
    project.apply(
        add_coding(
            where.id,
            project.code(code).id,
            revision=where.text,
            start=turn.body,
            end=turn.end,
            facets=facets,
            identifier=identifier,
        )
    )
    return identifier


def claimed(project: Project, codes: str, word: str = "most", *, base: Base | None = None, **more: object) -> Claim:
    condition = replace(Condition(tuple(project.code(c).id for c in codes.split())), **more)
    identifier = new_id()
    project.apply(
        add_claim("De flesta lyssnar.", quantifier=word, condition=condition, base=base, identifier=identifier)
    )
    return project.claim(identifier)


def test_a_claim_counts_cases_and_not_passages(three: Project) -> None:
    for source in ("intervju-2", "intervju-2", "intervju-3"):
        coded(three, source, "lyssna")
    now = standing_of(three, claimed(three, "lyssna"))
    assert (now.n, now.of) == (2, 3)
    assert now.problem == "few"  # two persons are too few to be most
    assert {three.case("Cia").id} == now.counter
    assert len(supporting(three, now.claim)) == 2


def test_codes_under_a_code_count_and_merged_ones_are_followed(three: Project) -> None:
    coded(three, "intervju-2", "regler")
    claim = claimed(three, "norm")
    assert standing_of(three, claim).n == 1
    three.apply(merge_code(three.code("norm").id, three.code("hinder").id))
    assert standing_of(three, three.claim(claim.id)).n == 1


def test_every_code_any_code_and_none(three: Project) -> None:
    coded(three, "intervju-2", "lyssna")
    coded(three, "intervju-2", "regler")
    coded(three, "intervju-3", "regler")
    assert standing_of(three, claimed(three, "lyssna regler")).n == 2
    assert standing_of(three, claimed(three, "lyssna regler", every=True)).n == 1
    assert standing_of(three, claimed(three, "lyssna", lacking=True)).n == 2


def test_facets_narrow_what_counts(three: Project) -> None:
    coded(three, "intervju-2", "lyssna", modality="ought")
    coded(three, "intervju-3", "lyssna", modality="is")
    assert standing_of(three, claimed(three, "lyssna", facets={"modality": ("ought",)})).n == 1
    assert standing_of(three, claimed(three, "", facets={"modality": ("ought", "is")})).n == 2


def test_the_base_is_what_is_asked(three: Project) -> None:
    coded(three, "intervju-2", "lyssna")
    coded(three, "intervju-4", "lyssna")
    officers = Base(attributes={"roll": ("handläggare",)})
    now = standing_of(three, claimed(three, "lyssna", base=officers))
    assert (now.n, now.of) == (1, 2)
    assert standing_of(three, claimed(three, "lyssna", base=Base("office"))).problem == "empty"
    assert standing_of(three, claimed(three, "lyssna", base=Base(sources=("document",)))).of == 0
    assert standing_of(three, claimed(three, "lyssna", base=Base("source"))).of == 4


def test_a_query_counts_where_it_finds_something(three: Project) -> None:
    claim = claimed(three, "", query="lyhördhet*")
    assert standing_of(three, claim).n == 3
    coded(three, "intervju-2", "lyssna")
    assert standing_of(three, claimed(three, "lyssna", query="lyhördhet*")).n == 1
    assert standing_of(three, claimed(three, "", query="kod:saknas")).problem == "unknown"


def test_an_absence_counts_only_when_it_is_asked_for(three: Project) -> None:
    source = three.source("intervju-2")
    three.apply(add_coding(source.id, three.code("lyssna").id, absent=True))
    assert standing_of(three, claimed(three, "lyssna")).n == 0
    assert standing_of(three, claimed(three, "lyssna", absent=True)).n == 1


def test_a_claim_that_counts_nothing_is_flagged_when_it_has_a_word(three: Project) -> None:
    assert standing_of(three, claimed(three, "")).problem == "uncounted"
    assert not standing_of(three, claimed(three, "", "")).flagged
    assert standing_of(three, claimed(three, "lyssna", "okänt")).problem == "unknown"


def test_what_moved_a_count_is_told(three: Project) -> None:
    first = coded(three, "intervju-2", "lyssna")
    coded(three, "intervju-3", "lyssna")
    claim = claimed(three, "lyssna", "several")
    three.apply(check_claim(standing_of(three, claim), "checked"))
    assert not standing_of(three, three.claim(claim.id)).moved
    three.apply(remove_coding(three.coding(first)))
    coded(three, "intervju-4", "lyssna")
    coded(three, "intervju-4", "hinder")
    now = standing_of(three, three.claim(claim.id))
    assert now.went == {three.case("Anna").id}
    assert now.came == {three.case("Cia").id}
    assert [kind for action in movers(three, now.claim) for kind, _n in action.kinds] == ["coding.add", "coding.remove"]
    three.apply(edit_case(three.case("Bo").id, attributes={"roll": "chef"}))
    three.apply(edit_claim(claim.id, **claim_fields(base=Base(attributes={"roll": ("handläggare",)}))))
    now = standing_of(three, three.claim(claim.id))
    assert now.left == {three.case("Bo").id, three.case("Cia").id}


def test_a_claim_withdrawn_is_not_flagged_and_undo_brings_it_back(three: Project) -> None:
    claim = claimed(three, "lyssna", "all")
    assert [s.claim.id for s in flagged(three)] == [claim.id]
    three.apply(check_claim(standing_of(three, claim), "withdrawn"))
    assert flagged(three) == []
    three.undo()
    assert flagged(three)


def test_the_range_of_a_word_is_the_projects(three: Project) -> None:
    coded(three, "intervju-2", "lyssna")
    claim = claimed(three, "lyssna", "several")
    assert standing_of(three, claim).problem == "few"
    several = next(q for q in DEFAULTS if q.handle == "several")
    three.apply(set_quantifier(replace(several, least=1)))
    assert standing_of(three, claim).problem == ""
    three.apply(set_quantifier(replace(several, least=2)))
    assert standing_of(three, claim).problem == "few"
    three.apply(reset_quantifier("several"))
    assert next(q for q in three.quantifiers() if q.handle == "several") == several


def test_counter_examples_show_the_opposite_pole(three: Project) -> None:
    left, right = three.code("lyssna").id, three.code("regler").id
    three.apply(add_axis(Axis(new_id(), "norm", "norm", left, right)))
    coded(three, "intervju-2", "lyssna")
    coded(three, "intervju-3", "regler")
    now = standing_of(three, claimed(three, "lyssna"))
    assert [v.unit for v in opposing(three, now)] == [three.case("Bo").id]


def test_evidence_follows_its_words_and_has_a_history(three: Project) -> None:
    claim = claimed(three, "lyssna")
    source = three.source("intervju-2")
    turn = three.turns(source)[1]
    made = new_id()
    three.apply(
        add_evidence(
            claim.id, "supports", source.id, revision=source.text, start=turn.body, end=turn.end, identifier=made
        )
    )
    (piece,) = three.evidence(claim=claim)
    assert three.quote(source, piece.start, piece.end).startswith("Lyhördhet")
    three.apply(edit_evidence(piece, role="contradicts"))
    three.apply(remove_evidence(piece))
    assert three.evidence(claim=claim) == []
    kinds = [h.kind for h in claim_history(three, claim.id)]
    assert kinds == ["claim.add", "evidence.add", "evidence.edit", "evidence.remove"]
    assert three.rebuild()
    with pytest.raises(ValueError, match="no such role"):
        add_evidence(claim.id, "loves", source.id)


def test_many_claims_are_counted_at_once(three: Project) -> None:
    coded(three, "intervju-2", "lyssna")
    claims = [claimed(three, "lyssna"), claimed(three, "hinder"), claimed(three, "norm")]
    found = {s.claim.id: s.n for s in standings(three)}
    assert [found[c.id] for c in claims] == [1, 0, 1]
