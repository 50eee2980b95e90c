from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core.codings import add_coding, resize_coding
from qualcode.core.condensations import add_condensation
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.teams.replacing import (
    accept,
    carry_out,
    condensations_to_review,
    join,
    place_unit,
    plan_replacement,
    review_list,
    twins,
    words_when_made,
)
from tests.conftest import TALK, put_source


def code(project: Project, words: str) -> str:
    source = project.sources()[0]
    at = project.text(source).index(words)
    change = add_coding(source.id, project.code("lyssna").id, revision=source.text, start=at, end=at + len(words))
    project.apply(change)
    return change.object


def quotes(project: Project) -> dict[str, str]:
    source = project.sources()[0]
    return {c.id: project.quote(source, c.start, c.end) for c in project.codings()}


def test_a_changed_file_takes_its_passages_along(study: Project, tmp_path: Path) -> None:
    kept, gone = code(study, "kunna lyssna"), code(study, "Kan du ge ett exempel?")
    new = TALK.replace("I: Kan du ge ett exempel?\n\n", "").replace("Lyhördhet", "Lyhörd, ja lyhördhet")
    (tmp_path / "ny.txt").write_text(new, "utf-8")
    plan = plan_replacement(study, study.sources()[0], tmp_path / "ny.txt")
    assert [(m.id, m.anchor.how) for m in plan.uncertain] == [(gone, "adrift")]
    carry_out(study, plan)
    assert study.text(study.sources()[0]) == new
    assert quotes(study) == {kept: "kunna lyssna", gone: ""}
    assert [c.id for c in review_list(study)] == [gone]
    assert study.faults() == []
    assert study.rebuild()
    study.undo()
    assert study.text(study.sources()[0]) == TALK
    assert quotes(study)[gone] == "Kan du ge ett exempel?"


def test_a_passage_that_moved_is_found_and_can_be_accepted(study: Project, tmp_path: Path) -> None:
    moved = code(study, "Ja, i förra veckan … då var läkaren nästan en motaktör.")
    *rest, last = TALK.rstrip("\n").split("\n\n")
    (tmp_path / "ny.txt").write_text("\n\n".join([last, *rest]) + "\n", "utf-8")
    carry_out(study, plan_replacement(study, study.sources()[0], tmp_path / "ny.txt"))
    assert quotes(study)[moved].startswith("Ja, i förra veckan")
    for coding in review_list(study):
        accept(study, [coding])
    assert review_list(study) == []
    assert study.rebuild()


def test_a_resized_coding_needs_no_review(study: Project, tmp_path: Path) -> None:
    gone = code(study, "Kan du ge ett exempel?")
    (tmp_path / "ny.txt").write_text(TALK.replace("Kan du ge ett exempel?", "Jaså?"), "utf-8")
    carry_out(study, plan_replacement(study, study.sources()[0], tmp_path / "ny.txt"))
    coding = study.coding(gone)
    source = study.sources()[0]
    study.apply(resize_coding(coding, revision=source.text, start=0, end=5))
    assert review_list(study) == []


def test_the_same_file_again_is_refused(study: Project, tmp_path: Path) -> None:
    (tmp_path / "samma.txt").write_text(TALK, "utf-8")
    with pytest.raises(QualcodeError, match="same text"):
        plan_replacement(study, study.sources()[0], tmp_path / "samma.txt")


def test_two_sources_that_are_nearly_one_text_are_offered_and_joined(study: Project) -> None:
    mine = code(study, "kunna lyssna")
    other = put_source(study, "intervju-01-igen", TALK.replace("förra veckan", "förra månaden"))
    at = study.text(other).index("följa våra regler")
    theirs = add_coding(other.id, study.code("regler").id, revision=other.text, start=at, end=at + 17)
    study.apply(theirs)
    assert [p.names() for p in twins(study)] == [("intervju-01", "intervju-01-igen")]
    assert join(study, study.source("intervju-01"), study.source("intervju-01-igen")) == []
    assert quotes(study) == {mine: "kunna lyssna", theirs.object: "följa våra regler"}
    assert study.rebuild()
    assert study.faults() == []
    study.undo()
    assert len(study.sources()) == 2


def test_unlike_texts_are_not_joined_by_mistake(study: Project) -> None:
    other = put_source(study, "annat", "Något helt annat står här.\n")
    with pytest.raises(QualcodeError, match="in common"):
        join(study, study.source("intervju-01"), other)


def test_a_condensation_whose_unit_is_gone_is_listed_and_given_a_new_one(study: Project, tmp_path: Path) -> None:
    source = study.sources()[0]
    words = "Kan du ge ett exempel?"
    at = study.text(source).index(words)
    study.apply(
        add_condensation(source.id, revision=source.text, start=at, end=at + len(words), text="Exempel efterfrågas")
    )
    (tmp_path / "ny.txt").write_text(TALK.replace(words, "Jaså?"), "utf-8")
    carry_out(study, plan_replacement(study, source, tmp_path / "ny.txt"))
    (gone,) = condensations_to_review(study, source=study.sources()[0])
    assert words_when_made(study, gone) == words
    place_unit(study, gone, (0, 5))
    assert not condensations_to_review(study)
    (placed,) = study.condensations()
    assert (placed.start, placed.end) == (0, 5)
    assert study.rebuild()
    study.undo()
    assert condensations_to_review(study)
