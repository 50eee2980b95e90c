"""The index of words: made, kept up to date, and without a trace of words that are gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.core.sources import correct_source, edit_source, remove_source
from qualcode.core.suspended import Suspended
from qualcode.core.texts import Edit
from qualcode.project import Project
from qualcode.store import index
from qualcode.store.word_index import WordIndex
from tests.conftest import put_source


class Reader:
    """A language in which every form is one of its first three letters, and its end a head."""

    asked: list[str]

    def __init__(self) -> None:
        self.asked = []

    def readings(self, form: str) -> Iterator[tuple[str, str]]:
        self.asked.append(form)
        yield form[:3], "inflection"
        if len(form) > 5:
            yield form[3:], "head"

    def lemma(self, form: str) -> str:
        return form[:3]

    def completions(self, compound: Suspended) -> Iterator[str]:
        yield compound.piece + compound.word[3:]


@pytest.fixture
def reader() -> Reader:
    return Reader()


def refresh(project: Project, reader: Reader, words: WordIndex, version: str = "1", **more: object) -> bool:
    texts = {s.id: s for s in project.sources()}
    return words.refresh(
        lambda i: (project.text(texts[i]), [n.text for n in project.notes(texts[i])]),
        lambda _language: reader,
        version=version,
        **more,  # type: ignore[arg-type]
    )


def places(words: WordIndex, lemma: str, *roles: str) -> dict[int, int]:
    found = words.lemma(lemma, roles or ("inflection",))
    return {n: len(words.tokens(n).at(forms)) for n, forms in found.by_source.items()}


@pytest.fixture
def words(project: Project) -> Iterator[WordIndex]:
    index_ = WordIndex(project.path, project.db)
    yield index_
    index_.close()


def test_each_form_is_analysed_once(project: Project, reader: Reader, words: WordIndex) -> None:
    put_source(project, "ett", "hästar hästen Hästar och hästar\n", ())
    put_source(project, "två", "hästar står\n", ())
    assert words.is_stale("1")
    assert refresh(project, reader, words)
    assert not words.is_stale("1")
    assert sorted(reader.asked) == ["hästar", "hästen", "och", "står"]
    assert places(words, "häs") == {1: 4, 2: 1}
    assert places(words, "tar", "head") == {1: 3, 2: 1}
    assert words.words() == 7


def test_a_corrected_text_is_read_anew_and_its_lost_words_leave_no_trace(
    project: Project, reader: Reader, words: WordIndex
) -> None:
    source = put_source(project, "ett", "Yrsa står här\n", ())
    put_source(project, "två", "någon står\n", ())
    refresh(project, reader, words)
    project.apply(correct_source(source, source.text, [Edit(0, 4, "Maja", "name", "")]))
    assert words.is_stale("1")
    refresh(project, reader, words)
    assert not words.is_stale("1")
    assert places(words, "maj") == {3: 1}
    assert places(words, "stå") == {2: 1, 3: 1}
    assert places(words, "yrs") == {}
    for table in ("index_form", "index_lemma"):
        rows = project.db.execute(f"SELECT * FROM {table}").fetchall()
        assert not any("yrs" in str(value).lower() for row in rows for value in row)


def test_a_removed_source_is_gone_from_the_index(project: Project, reader: Reader, words: WordIndex) -> None:
    source = put_source(project, "ett", "hästar\n", ())
    put_source(project, "två", "hästar\n", ())
    refresh(project, reader, words)
    project.apply(remove_source(source.id))
    refresh(project, reader, words)
    assert places(words, "häs") == {2: 1}
    project.apply(remove_source(project.sources()[0].id))
    refresh(project, reader, words)
    assert project.db.execute("SELECT count(*) FROM index_form").fetchone()[0] == 0
    project.undo()
    refresh(project, reader, words)
    assert len(places(words, "häs")) == 1


def test_a_source_in_another_language_is_read_by_that_language(
    project: Project, reader: Reader, words: WordIndex
) -> None:
    source = put_source(project, "ett", "hästar\n", ())
    refresh(project, reader, words)
    project.apply(edit_source(source.id, language="en"))
    assert words.is_stale("1")
    refresh(project, reader, words)
    assert project.db.execute("SELECT language FROM index_form").fetchall() == [("en",)]


def test_another_version_of_the_analysis_makes_all_anew(project: Project, reader: Reader, words: WordIndex) -> None:
    put_source(project, "ett", "hästar\n", ())
    refresh(project, reader, words, "1")
    assert words.is_stale("2")
    reader.asked.clear()
    refresh(project, reader, words, "2")
    assert reader.asked == ["hästar"]
    assert not words.is_stale("2")


def test_a_cancel_keeps_what_was_written_and_the_next_time_goes_on(
    project: Project, reader: Reader, words: WordIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_BATCH", 1)
    for n in range(5):
        put_source(project, f"k{n}", f"hästar nummer{n}\n", ())
    told: list[tuple[int, int]] = []
    stopped = refresh(
        project, reader, words, progress=lambda a, b: told.append((a, b)), cancelled=lambda: len(told) >= 3
    )
    assert not stopped
    assert told == [(2, 10), (4, 10), (6, 10)]
    assert words.is_stale("1")
    assert len(words.numbers()) == 2
    assert refresh(project, reader, words)
    assert len(places(words, "häs")) == 5


def test_many_small_batches_become_one(
    project: Project, reader: Reader, words: WordIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_BATCHES", 3)
    for n in range(6):
        put_source(project, f"k{n}", "hästar\n", ())
        refresh(project, reader, words)
    assert project.db.execute("SELECT count(DISTINCT batch) FROM index_posting").fetchone()[0] <= 3
    assert len(places(words, "häs")) == 6


def test_two_programs_that_index_at_once_agree(project: Project, reader: Reader, words: WordIndex) -> None:
    put_source(project, "ett", "hästar står\n", ())
    other = WordIndex(project.path, project.db)

    def meanwhile(_done: int, _all: int) -> None:
        if other.is_stale("1"):
            refresh(project, Reader(), other)

    refresh(project, reader, words, progress=meanwhile)
    assert places(words, "häs") == {1: 1}
    assert project.db.execute("SELECT count(*), count(DISTINCT form) FROM index_form").fetchone() == (2, 2)
    other.close()


def test_a_lemma_may_have_stars_and_a_form_is_taken_for_its_lemma(
    project: Project, reader: Reader, words: WordIndex
) -> None:
    put_source(project, "ett", "hästar [a*] husen\n", ())
    refresh(project, reader, words)
    assert places(words, "h*") == {1: 2}
    assert places(words, "hästar") == {1: 1}
    assert places(words, "[x*") == {}


def test_suspended_compounds_stand_beside_the_words(project: Project, reader: Reader, words: WordIndex) -> None:
    put_source(project, "ett", "med- eller motaktörer\n", ())
    refresh(project, reader, words)
    found = words.lemma("aktörer", ("head",))
    (form,) = [f for f in words.forms(found.roles) if f.form == "medaktörer"]
    assert list(words.tokens(1).suspended()) == [(form.id, 0, 21)]


def test_the_words_of_footnotes_are_known_too(project: Project, reader: Reader, words: WordIndex) -> None:
    source = put_source(project, "ett", "hästar\n", ())
    project.apply(edit_source(source.id, apparatus=[{"mark": "1", "text": "Se husvagnar.", "line": 3}]))
    refresh(project, reader, words)
    assert set(words.lemma("vagnar", ("head",)).by_source) == {1}


def test_a_file_that_cannot_be_written_gets_its_index_in_memory(
    project: Project, reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_source(project, "ett", "hästar\n", ())
    monkeypatch.setattr("os.access", lambda *_args: False)
    words = WordIndex(project.path, project.db)
    refresh(project, reader, words)
    assert not words.is_stale("1")
    assert places(words, "häs") == {1: 1}
    assert project.db.execute("SELECT count(*) FROM index_form").fetchone()[0] == 0
    words.close()


def test_the_index_is_no_part_of_what_is_folded(project: Project, reader: Reader, words: WordIndex) -> None:
    from qualcode.store.folding import dump

    put_source(project, "ett", "hästar\n", ())
    before = dump(project.db)
    refresh(project, reader, words)
    assert dump(project.db) == before
    assert project.rebuild()
    assert not words.is_stale("1")


@pytest.mark.parametrize(
    "text", ["", "\x00\x01 \ufeff", "A" * 200_000, "ord " * 100_000, "…— ·•", "e\u0301a\u200d\u200db \U0001f600"]
)
def test_any_text_can_be_indexed(project: Project, reader: Reader, words: WordIndex, text: str) -> None:
    put_source(project, "ett", text + "\n", ())
    assert refresh(project, reader, words)
    assert not words.is_stale("1")


def test_a_busy_file_is_told_as_such(project: Project, reader: Reader, words: WordIndex) -> None:
    from qualcode.errors import ProjectUnavailable

    put_source(project, "ett", "hästar\n", ())
    other = sqlite3.connect(project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    words._db.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(ProjectUnavailable):
        refresh(project, reader, words)
    other.execute("ROLLBACK")
    other.close()
    assert refresh(project, reader, words)


def test_words_of_a_redacted_text_leave_the_index_at_once(project: Project, reader: Reader, words: WordIndex) -> None:
    from qualcode.core.redactions import redact

    source = put_source(project, "ett", "Yrsa rider\n", ())
    put_source(project, "två", "hästar\n", ())
    refresh(project, reader, words)
    project.apply(redact(source.id, texts=[source.text]))
    for table in ("index_form", "index_lemma", "index_posting", "index_tokens"):
        assert project.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    refresh(project, reader, words)
    assert places(words, "yrs") == {}
    assert len(places(words, "häs")) == 1
