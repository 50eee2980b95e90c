"""Bundles: what goes in, what is refused, and what a merge does besides uniting logs."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.core.codebook import rename_code
from qualcode.core.codings import add_coding
from qualcode.core.memos import add_memo
from qualcode.core.redactions import redact
from qualcode.errors import BundleRejected, QualcodeError, UsageProblem
from qualcode.mending import correct_words
from qualcode.project import Project
from qualcode.store import bundle, folding, redactions
from qualcode.teams import bundles, merging
from tests.conftest import put_source


@pytest.fixture
def colleague(study: Project, tmp_path: Path) -> Iterator[Project]:
    """Sara's copy of the study."""
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "sara.qualcode")
    with Project.open(tmp_path / "sara.qualcode", coder="Sara") as project:
        yield project


def code(project: Project, handle: str, start: int, end: int) -> str:
    source = project.sources()[0]
    change = add_coding(source.id, project.code(handle).id, revision=source.text, start=start, end=end)
    project.apply(change)
    return change.object


def test_a_colleagues_work_comes_in_with_name_and_codings(study: Project, colleague: Project, tmp_path: Path) -> None:
    code(colleague, "lyssna", 0, 20)
    written = bundles.write_bundle(colleague, tmp_path / "sara.bundle")
    plan = merging.merge_bundles(study, [written.path])
    assert [(c.person, c.kind, c.number) for c in plan.counts] == [("Sara", "coding.add", 1), ("Sara", "person.add", 1)]
    assert [p.name for p in study.persons()] == ["Elin", "Sara"]
    assert len(study.codings()) == 1
    assert merging.merge_bundles(study, [written.path]).new == 0


def test_a_dry_run_tells_and_writes_nothing(study: Project, colleague: Project, tmp_path: Path) -> None:
    code(colleague, "lyssna", 0, 20)
    written = bundles.write_bundle(colleague, tmp_path / "sara.bundle")
    before = folding.dump(study.db), study.revision()
    plan = merging.merge_bundles(study, [written.path], dry_run=True)
    assert plan.new == 2
    assert (folding.dump(study.db), study.revision()) == before


def test_any_byte_that_changed_is_noticed(study: Project, colleague: Project, tmp_path: Path) -> None:
    code(colleague, "lyssna", 0, 20)
    data = bytearray(bundles.write_bundle(colleague, tmp_path / "sara.bundle").path.read_bytes())
    before = folding.dump(study.db)
    for at in range(0, len(data), 37):
        changed = data.copy()
        changed[at] ^= 1
        with pytest.raises(BundleRejected):
            merging.unite(study, [("x.bundle", bytes(changed))])
    for length in (0, 3, 30, 100, len(data) - 1):
        with pytest.raises(BundleRejected, match=r"cut short|no bundle"):
            merging.unite(study, [("x.bundle", bytes(data[:length]))])
    assert folding.dump(study.db) == before


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=120)
@given(data=st.data())
def test_no_altered_content_comes_in_even_under_a_right_checksum(
    study: Project, colleague: Project, data: st.DataObject
) -> None:
    if not colleague.codings():
        code(colleague, "lyssna", 0, 20)
        code(colleague, "regler", 5, 40)
    lines = gzip.decompress(bundle.payload_of(bundles.pack(colleague)[0])).split(b"\n")[:-1]
    n = data.draw(st.integers(0, len(lines) - 1))
    what = data.draw(st.sampled_from(["flip", "drop", "twice", "swap", "cut", "junk"]))
    if what == "flip":
        at = data.draw(st.integers(0, len(lines[n]) - 1))
        lines[n] = lines[n][:at] + bytes([lines[n][at] ^ data.draw(st.integers(1, 255))]) + lines[n][at + 1 :]
    elif what == "drop":
        del lines[n]
    elif what == "twice":
        lines.insert(n, lines[n])
    elif what == "swap":
        m = data.draw(st.integers(0, len(lines) - 1).filter(lambda m: lines[m] != lines[n]))
        lines[n], lines[m] = lines[m], lines[n]
    elif what == "cut":
        del lines[n:]
    else:
        lines.insert(n, data.draw(st.sampled_from([b"", b"[]", b"{}", b"null", b'["x"]', b'["e"]', b"[" * 5000])))
    altered = bundle.sealed(gzip.compress(b"".join(line + b"\n" for line in lines), 1))
    before = folding.dump(study.db)
    try:
        plan = merging.unite(study, [("x.bundle", altered)], dry_run=True)
    except BundleRejected:
        pass
    else:
        # What says of itself who wrote it, and when, is not under the digest of the events.
        assert (what, n) in {("flip", 0)} or plan.new == len(colleague.codings()) + 1, (what, n)
    assert folding.dump(study.db) == before


def test_what_swells_beyond_measure_is_refused_before_it_fills_the_memory(study: Project) -> None:
    for swollen in (b"[" + b" " * (65 << 20) + b"]\n", b'["t","a","b","' + b"x" * (65 << 20) + b'"]\n'):
        for first in (b"", gzip.decompress(bundle.payload_of(bundles.pack(study)[0])).split(b"\n")[0] + b"\n"):
            data = bundle.sealed(gzip.compress(first + swollen, 9))
            assert len(data) < 1 << 20
            with pytest.raises(BundleRejected):
                merging.unite(study, [("x.bundle", data)])


def test_a_bundle_of_another_project_is_refused(study: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "annan", coder="Sara") as other:
        written = bundles.write_bundle(other, tmp_path / "annan.bundle")
    with pytest.raises(BundleRejected, match="another project"):
        merging.merge_bundles(study, [written.path])


def test_a_newer_bundle_is_refused(study: Project, tmp_path: Path) -> None:
    path = bundles.write_bundle(study, tmp_path / "a.bundle").path
    path.write_bytes(path.read_bytes().replace(b"QUALCODE-BUNDLE 1 ", b"QUALCODE-BUNDLE 9 ", 1))
    with pytest.raises(BundleRejected, match="newer"):
        merging.merge_bundles(study, [path])


def test_an_event_of_an_unknown_kind_means_a_newer_qualcode(
    study: Project, colleague: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.core.kinds import KINDS

    code(colleague, "lyssna", 0, 20)
    data = bundles.pack(colleague)[0]
    monkeypatch.delitem(KINDS, "coding.add")
    with pytest.raises(BundleRejected, match="newer"):
        merging.unite(study, [("x.bundle", data)])


def test_all_come_in_or_none(study: Project, colleague: Project, tmp_path: Path) -> None:
    code(colleague, "lyssna", 0, 20)
    good = bundles.write_bundle(colleague, tmp_path / "a.bundle").path
    bad = tmp_path / "b.bundle"
    bad.write_bytes(good.read_bytes()[:-1] + b"\x01")
    before = study.revision()
    with pytest.raises(BundleRejected, match=r"b\.bundle"):
        merging.merge_bundles(study, [good, bad])
    assert study.revision() == before


def test_what_goes_on_from_work_that_is_not_here_is_refused_until_it_is(
    study: Project, colleague: Project, tmp_path: Path
) -> None:
    code(colleague, "lyssna", 0, 20)
    first = bundles.write_bundle(colleague, tmp_path / "1.bundle").path
    code(colleague, "lyssna", 30, 40)
    second = bundles.write_bundle(colleague, tmp_path / "2.bundle", since=str(first)).path
    assert second.stat().st_size < first.stat().st_size
    with pytest.raises(BundleRejected, match="not here"):
        merging.merge_bundles(study, [second])
    merging.merge_bundles(study, [second, first])
    assert len(study.codings()) == 2
    assert study.faults() == []


def test_a_bundle_to_someone_leaves_out_what_they_have(study: Project, colleague: Project, tmp_path: Path) -> None:
    code(colleague, "lyssna", 0, 20)
    merging.merge_bundles(study, [bundles.write_bundle(colleague, tmp_path / "sara.bundle").path])
    code(study, "regler", 0, 10)
    written = bundles.write_bundle(study, tmp_path / "to.bundle", to=study.person("Sara"))
    assert written.manifest.number == 1
    merging.merge_bundles(colleague, [written.path])
    assert len(colleague.codings()) == 2


def test_only_my_work_can_be_sent(study: Project, colleague: Project, tmp_path: Path) -> None:
    code(study, "regler", 0, 10)
    code(colleague, "lyssna", 0, 20)
    contents = bundles.inspect_bundle(bundles.write_bundle(colleague, tmp_path / "s.bundle", mine=True).path)
    assert {c.person for c in contents.counts} == {"Sara"}
    assert contents.texts == 0


def test_since_is_a_day_or_a_bundle(study: Project, tmp_path: Path) -> None:
    assert bundles.write_bundle(study, tmp_path / "a.bundle", since="2999-01-01").manifest.number == 0
    with pytest.raises(UsageProblem, match="neither"):
        bundles.write_bundle(study, tmp_path / "a.bundle", since="i går")


def test_a_project_can_be_made_from_a_bundle(study: Project, tmp_path: Path) -> None:
    code(study, "lyssna", 0, 20)
    path = bundles.write_bundle(study, tmp_path / "a.bundle").path
    with merging.open_bundle(path, tmp_path / "ny", coder="Sara") as project:
        assert project.title == study.title
        assert folding.dump(project.db) == folding.dump(study.db)
        assert project.undo() is None
    part = bundles.write_bundle(study, tmp_path / "b.bundle", since="2999-01-01").path
    with pytest.raises(BundleRejected, match="part of a project"):
        merging.open_bundle(part, tmp_path / "tom", coder="Sara")
    assert not (tmp_path / "tom.qualcode").exists()


def test_a_merge_is_taken_back_in_one_step_and_brought_again(study: Project, colleague: Project) -> None:
    code(study, "regler", 0, 10)
    code(colleague, "lyssna", 0, 20)
    colleague.apply(rename_code(colleague.code("aktor").id, name_sv="deltagare"))
    before = folding.dump(study.db)
    merging.unite(study, [("x.bundle", bundles.pack(colleague)[0])])
    after = folding.dump(study.db)
    taken_back = study.undo()
    assert taken_back is not None
    assert taken_back.kinds[0][0] == "bundle.merge"
    assert folding.dump(study.db) == before
    assert study.log()[0].undone
    study.redo()
    assert folding.dump(study.db) == after
    assert study.faults() == []


def test_a_merge_that_was_gone_on_from_stays(study: Project, colleague: Project) -> None:
    colleague.apply(rename_code(colleague.code("aktor").id, name_sv="deltagare"))
    merging.unite(study, [("x.bundle", bundles.pack(colleague)[0])])
    study.apply(rename_code(study.code("aktor").id, name_sv="medaktör"))
    study.undo()
    with pytest.raises(QualcodeError, match="goes on from"):
        study.undo()


def test_words_taken_out_for_good_never_come_back(study: Project, colleague: Project) -> None:
    source = study.sources()[0]
    old = bundles.pack(colleague)[0]
    study.apply(add_memo("source", source.id, "Hon heter egentligen något annat."))
    events, texts, originals = redactions.words_about(study.db, source.id)
    study.apply(redact(source.id, events=events, texts=texts, originals=originals, reason="återkallat samtycke"))
    merging.unite(study, [("old.bundle", old)])
    merging.unite(colleague, [("x.bundle", bundles.pack(study)[0])])
    for copy in (study, colleague):
        held = copy.db.execute("SELECT group_concat(text, '') FROM text_version").fetchone()[0] or ""
        assert "Lyhördhet" not in held
        bodies = copy.db.execute("SELECT group_concat(json, '') FROM event").fetchone()[0]
        assert "egentligen" not in bodies
        assert copy.faults() == []
        assert copy.rebuild()
    assert folding.dump(study.db) == folding.dump(colleague.db)


def test_what_a_late_merge_blanked_can_be_passed_on(study: Project, colleague: Project, tmp_path: Path) -> None:
    source = study.sources()[0]
    correct_words(colleague, colleague.sources()[0], [(0, 2)], "Hon:")
    events, texts, originals = redactions.words_about(study.db, source.id)
    study.apply(redact(source.id, events=events, texts=texts, originals=originals))
    merging.unite(study, [("x.bundle", bundles.pack(colleague)[0])])
    whole = tmp_path / "whole.bundle"
    whole.write_bytes(bundles.pack(study)[0])
    with merging.open_bundle(whole, tmp_path / "ny", coder="Jonas") as third:
        assert folding.dump(third.db) == folding.dump(study.db)
        assert third.faults() == []


def test_the_same_person_in_two_copies_is_one_person(study: Project, tmp_path: Path) -> None:
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "hemma.qualcode")
    with Project.open(tmp_path / "hemma.qualcode", coder="Elin") as home:
        code(home, "lyssna", 0, 20)
        merging.unite(study, [("x.bundle", bundles.pack(home)[0])])
    assert [p.name for p in study.persons()] == ["Elin"]
    assert study.codings()[0].coder == study.actor


def test_texts_corrected_apart_carry_both_peoples_codings_exactly(study: Project, colleague: Project) -> None:
    for project, old, new, words in (
        (study, "Lyhördhet", "Lyhördhet, ja,", "därför att vi måste"),
        (colleague, "motaktör", "motpart", "ta till sig det de säger"),
    ):
        source = project.sources()[0]
        at = project.text(source).index(old)
        correct_words(project, source, [(at, at + len(old))], new)
        source = project.sources()[0]
        at = project.text(source).index(words)
        code(project, "lyssna", at, at + len(words))
    merging.unite(study, [("x.bundle", bundles.pack(colleague)[0])])
    merging.unite(colleague, [("y.bundle", bundles.pack(study)[0])])
    for project in (study, colleague):
        source = project.sources()[0]
        quotes = {project.quote(source, c.start, c.end) for c in project.codings()}
        assert quotes == {"därför att vi måste", "ta till sig det de säger"}
        assert project.faults() == []
    assert folding.dump(study.db) == folding.dump(colleague.db)


def test_a_copied_file_that_two_went_on_with_is_reported_and_loses_nothing(study: Project, tmp_path: Path) -> None:
    code(study, "lyssna", 0, 20)
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "kopia.qualcode")
    with Project.open(tmp_path / "kopia.qualcode", coder="Elin") as copy:
        # What no opening does by itself: the copy goes on in the same session.
        copy._session = type(study._session)(study._session.id, study._session.seq, study._session.prev)
        code(copy, "regler", 0, 10)
        code(study, "aktor", 5, 9)
        merging.unite(study, [("x.bundle", bundles.pack(copy)[0])])
        merging.unite(copy, [("y.bundle", bundles.pack(study)[0])])
        assert folding.dump(study.db) == folding.dump(copy.db)
    assert len(study.codings()) == 3
    assert study.faults() == []
    assert [c.sort for c in study.conflicts() if c.open] == ["gap"]


def test_a_bundle_can_be_under_a_passphrase(
    study: Project, colleague: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrage")
    monkeypatch.delenv("QUALCODE_PASSPHRASE", raising=False)
    code(colleague, "lyssna", 0, 20)
    path = bundles.write_bundle(colleague, tmp_path / "s.bundle", passphrase="hemligt").path
    assert path.read_bytes().startswith(b"age-encryption.org/v1")
    with pytest.raises(QualcodeError, match="passphrase"):
        merging.merge_bundles(study, [path])
    with pytest.raises(BundleRejected, match="passphrase"):
        merging.merge_bundles(study, [path], ask=lambda _name: "fel")
    assert merging.merge_bundles(study, [path], ask=lambda _name: "hemligt").new == 2


def test_one_coders_work_is_small(study: Project, tmp_path: Path) -> None:
    source = put_source(study, "lång", "Ett ord till. " * 2000)
    lyssna = study.code("lyssna").id
    for _ in range(3):
        study.apply(
            *(add_coding(source.id, lyssna, revision=source.text, start=i * 7, end=i * 7 + 40) for i in range(1000))
        )
    assert bundles.write_bundle(study, tmp_path / "a.bundle").size < 2_000_000 * 3000 / 9000


def test_a_changed_byte_in_the_project_is_found(study: Project) -> None:
    code(study, "lyssna", 0, 20)
    for table, column in (("event", "hlc"), ("event", "json"), ("text_version", "text")):
        study.db.execute("BEGIN")
        study.db.execute(f"UPDATE {table} SET {column} = replace({column}, substr({column}, 5, 1), '~')")
        assert study.faults(), table
        study.db.execute("ROLLBACK")
    assert study.faults() == []
