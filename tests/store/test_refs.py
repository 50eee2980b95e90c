from __future__ import annotations

import pytest

from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.codings import add_coding, recode
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.project import Project
from qualcode.store import folding
from qualcode.store.refs import Coders, Ids, Refs


def _coding(study: Project, code: str = "lyssna") -> Change:
    source = study.source("intervju-01")
    return add_coding(source.id, study.code(code).id, revision=source.text, start=3, end=6)


def test_an_id_keeps_the_number_that_it_was_given(study: Project) -> None:
    first = Refs(study.db)
    numbers = first["a"], first["b"], first["a"]
    again = Refs(study.db)
    assert (again["b"], again["a"], again["b"]) == (numbers[1], numbers[0], numbers[1])
    ids = Ids(study.db)
    assert [ids[n] for n in numbers] == ["a", "b", "a"]


def test_a_number_that_was_taken_back_is_not_remembered(study: Project) -> None:
    study.db.execute("BEGIN")
    given = Refs(study.db)["a"]
    study.db.execute("ROLLBACK")
    assert Refs(study.db)["b"] == given


def test_a_person_s_number_reads_as_who_stands_for_them(study: Project) -> None:
    study.apply(_coding(study))
    (number,) = study.db.execute("SELECT made_by FROM coding_row").fetchone()
    assert Coders(study.db)[number] == study.actor
    study.db.execute("UPDATE person SET standing = 'another' WHERE id = ?", (study.actor,))
    assert Coders(study.db)[number] == "another"
    unknown = Refs(study.db)["gone"]
    assert Coders(study.db)[unknown] == "gone"


def test_codings_read_with_their_ids_written_out(study: Project) -> None:
    coding = _coding(study)
    study.apply(coding)
    source = study.source("intervju-01")
    read = study.db.execute(
        "SELECT source, code, revision, now_source, now_code, layer, made_by FROM coding WHERE id = ?", (coding.object,)
    ).fetchone()
    code = study.code("lyssna").id
    assert read == (source.id, code, source.text, source.id, code, f"own:{study.actor}", study.actor)


def test_a_coding_tells_when_it_was_changed_only_once_it_was(study: Project) -> None:
    coding = _coding(study)
    study.apply(coding)
    times = "SELECT made_at, changed_at FROM coding"
    made, changed = study.db.execute(times).fetchone()
    assert made == changed
    study.apply(recode(study.coding(coding.object), study.code("regler").id))
    first, later = study.db.execute(times).fetchone()
    assert first == made < later


def test_codings_follow_a_merge_into_a_code_that_none_was_ever_set_on(study: Project) -> None:
    fresh = Code(new_id(), "tyst", "tystnad")
    study.apply(books.add_code(fresh))
    study.apply(_coding(study))
    study.apply(books.merge_code(study.code("lyssna").id, fresh.id))
    assert [coding.code for coding in study.codings()] == [fresh.id]
    before = folding.dump(study.db)
    folding.rebuild(study.db)
    assert folding.dump(study.db) == before
    study.undo()
    assert [study.code(coding.code).handle for coding in study.codings()] == ["lyssna"]


def test_folding_anew_leaves_no_ids_of_what_is_no_more(study: Project) -> None:
    Refs(study.db)["gone"]
    study.apply(_coding(study))
    folding.rebuild(study.db)
    texts = {row[0] for row in study.db.execute("SELECT text FROM ref")}
    (coding,) = study.codings()
    assert texts == {
        coding.source, coding.code, coding.coder, f"own:{study.actor}", study.source("intervju-01").text
    }  # fmt: skip


@pytest.mark.parametrize("asked", ["id = ?", "now_source = ?", "now_code = ?", "now_code IN (?)", "id IN (?)"])
@pytest.mark.parametrize("table", ["coding", "seen_coding"])
def test_codings_are_looked_up_by_an_index(study: Project, table: str, asked: str) -> None:
    plan = study.db.execute(f"EXPLAIN QUERY PLAN SELECT id, now_start, layer FROM {table} WHERE {asked}", ("x",))
    steps = [row[3] for row in plan]
    rows = [step for step in steps if step.split()[1] in ("g", "coding_row")]
    assert rows
    assert all(step.startswith("SEARCH") for step in rows), steps
