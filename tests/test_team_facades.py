"""What the screens for teams ask for: rounds changed, settlements told, differences, figures of a wish."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core.memos import add_memo, edit_memo
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.project import Project
from qualcode.teams.bundles import inspect_bundle
from qualcode.teams.differing import differences, other_versions
from qualcode.teams.merging import merge_bundles
from qualcode.teams.replacing import accept, place, review_list, words_when_made
from qualcode.teams.round_figures import Wish, headline, reckon
from qualcode.teams.rounds import change_round, mark_read, take_back_marks
from qualcode.teams.settling import settle, settlement
from tests.conftest import TALK, put_source
from tests.tui.team import a_round, both_code, bundle_of_sara, code_words, join_sara


def test_an_open_round_is_changed_and_a_closed_one_is_not(study: Project) -> None:
    join_sara(study)
    other = put_source(study, "intervju-02")
    made = a_round(study)
    changed = change_round(study, made, name=" två ", unit="sentence", sources=[other])
    assert (changed.name, changed.unit, changed.sources) == ("två", "sentence", (other.id,))
    revision = study.revision()
    change_round(study, changed, name="två", coders=study.persons())
    assert study.revision() == revision
    for wrong in ({"sources": []}, {"coders": study.persons()[:1]}, {"unit": "ord"}):
        with pytest.raises(UsageProblem):
            change_round(study, changed, **wrong)  # type: ignore[arg-type]
    second = a_round(study, name="tre", closed=True)
    with pytest.raises(QualcodeError, match="already"):
        change_round(study, changed, name="TRE")
    with pytest.raises(QualcodeError, match="closed"):
        change_round(study, second, name="fyra")


def test_marks_of_reading_are_taken_back_as_one_action(study: Project) -> None:
    source = study.sources()[0]
    marks = [mark_read(study, source), mark_read(study, source, (0, 20))]
    take_back_marks(study, marks)
    assert not study.readings()
    study.undo()
    assert len(study.readings()) == 2


def test_a_settled_conflict_tells_by_whom_how_and_why(study: Project, tmp_path: Path) -> None:
    join_sara(study)
    path = bundle_of_sara(study, tmp_path, lambda p: p.apply(books.rename_code(p.code("aktor").id, name_sv="motaktör")))
    study.apply(books.rename_code(study.code("aktor").id, name_sv="medaktör"))
    merge_bundles(study, [path])
    (conflict,) = (c for c in study.conflicts() if c.open)
    assert settlement(study, conflict) is None
    settle(study, conflict, "1", reason="enligt kodboken")
    told = settlement(study, study.conflict(conflict.id))
    assert told is not None
    assert (told.by, told.choice, told.reason) == ("Elin", "1", "enligt kodboken")


def test_differences_are_of_those_who_read_the_place(study: Project) -> None:
    both_code(study)
    kinds = sorted(d.kind for d in differences(study))
    assert kinds == ["border", "missing", "parent"]
    assert [d.kind for d in differences(study, code=study.code("hinder"))] == ["missing"]
    assert not differences(study, sources=[])
    assert not differences(study, coders=[study.person("Sara")])


def test_a_blind_round_leaves_no_differences_to_see(study: Project) -> None:
    both_code(study)
    a_round(study)
    assert not differences(study)


def test_other_versions_are_those_of_the_series(study: Project) -> None:
    assert other_versions(study, study.sources()[0]) == []


def test_figures_of_a_closed_round_stay_when_coding_goes_on(study: Project) -> None:
    both_code(study)
    closed = a_round(study, closed=True)
    told: list[tuple[int, int]] = []
    before = reckon(study, Wish(round=closed.id), progress=lambda n, of: told.append((n, of)))
    figure = headline(study, closed.id)
    assert told == sorted(told)
    assert all(n <= of for n, of in told)
    with study.working_as("Sara"):
        study.apply(code_words(study, "hinder", "i förra veckan"))
    assert reckon(study, Wish(round=closed.id)) == before
    assert headline(study, closed.id) == figure
    assert reckon(study, Wish()) != before


def test_an_open_blind_round_has_no_figures(study: Project) -> None:
    both_code(study)
    opened = a_round(study)
    with pytest.raises(QualcodeError, match="blind"):
        reckon(study, Wish(round=opened.id))


def test_words_when_made_are_those_that_a_person_chose(study: Project, tmp_path: Path) -> None:
    from qualcode.teams.replacing import carry_out, plan_replacement

    study.apply(code_words(study, "hinder", "Kan du ge ett exempel?"))
    (tmp_path / "ny.txt").write_text(TALK.replace("Kan du ge ett exempel?", "Jaså?"), "utf-8")
    carry_out(study, plan_replacement(study, study.sources()[0], tmp_path / "ny.txt", repair=False))
    (coding,) = review_list(study)
    assert words_when_made(study, coding) == "Kan du ge ett exempel?"
    text = study.text(study.sources()[0])
    at = text.index("Jaså?")
    place(study, coding, (at, at + 5))
    (coding,) = study.codings()
    assert (coding.review, coding.adrift, words_when_made(study, coding)) == ("", False, "Jaså?")
    accept(study, [coding])
    assert not review_list(study)


def test_looking_into_a_bundle_tells_no_more_of_a_blind_round_than_merging_it(study: Project, tmp_path: Path) -> None:
    join_sara(study)
    a_round(study)

    def work(sara: Project) -> None:
        coding = code_words(sara, "lyssna", "kunna lyssna")
        on_coding = add_memo("coding", coding.object, "Är detta att lyssna?")
        sara.apply(coding, on_coding, add_memo("source", sara.sources()[0].id, "Pratsam."))
        sara.apply(edit_memo(on_coding.object, text="Detta är att lyssna."))
        sara.apply(add_memo("code", sara.code("lyssna").id, "Regeln är vid."))

    path = bundle_of_sara(study, tmp_path, work)
    contents = inspect_bundle(path, project=study)
    told = {(c.person, c.kind): c.number for c in contents.counts if c.person == "Sara"}
    merged = merge_bundles(study, [path], dry_run=True)
    assert told == {("Sara", "memo.add"): 1}
    assert {(c.person, c.kind): c.number for c in merged.counts} == {("Sara", "memo.add"): 1}
    assert contents.hidden
    assert merged.hidden == 4
