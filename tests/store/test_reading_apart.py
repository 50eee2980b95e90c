"""Large bundles are read in a process of their own: the same comes out, whatever becomes of the process."""

from __future__ import annotations

import gzip
import subprocess
from contextlib import closing

import pytest

from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.store import folding, reading_apart
from qualcode.store.bundle import Batch, Unreadable, payload_of, sealed
from qualcode.store.bundle_reader import Bundle
from qualcode.store.reading_apart import BundleApart, reading
from qualcode.teams import bundles, merging


@pytest.fixture
def data(study: Project) -> bytes:
    """A bundle of a study with some codings, corrections and undone work."""
    (source,), code = study.sources(), study.code("lyssna")
    for n in range(20):
        study.apply(add_coding(source.id, code.id, revision=source.text, start=n, end=n + 7))
    study.undo()
    return bundles.pack(study)[0]


def begun(data: bytes) -> BundleApart:
    bundle = BundleApart(data)
    bundle.begin(0)
    assert bundle._process is not None
    return bundle


def plain(batches: list[Batch]) -> list[tuple[object, ...]]:
    return [row for batch in batches for row in batch.rows]


def test_the_events_texts_and_files_are_those_read_here(data: bytes) -> None:
    here, apart = Bundle(data), begun(data)
    expected, found = list(here.events()), list(apart.events())
    assert found == expected
    assert (apart.texts, apart.originals, list(apart.ids)) == (here.texts, here.originals, list(here.ids))


def test_what_is_damaged_is_told_as_when_it_is_read_here(data: bytes) -> None:
    whole = gzip.decompress(payload_of(data))
    assert b'"end":8' in whole
    forged = sealed(gzip.compress(whole.replace(b'"end":8', b'"ende":8')))
    told = []
    for bundle in (Bundle(forged), begun(forged)):
        with pytest.raises(Unreadable) as caught:
            list(bundle.events())
        told.append((caught.value.reason, caught.value.detail))
    assert told[0] == told[1]


def test_where_the_process_is_ended_the_rest_is_read_here(data: bytes) -> None:
    bundle = begun(data)
    assert bundle._process is not None
    bundle._process.kill()
    bundle._process.wait()
    assert plain(list(bundle.events())) == plain(list(Bundle(data).events()))
    assert list(bundle.ids) == [row[0] for row in plain(list(Bundle(data).events()))]


def test_where_no_process_can_be_had_the_bundle_is_read_here(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refused)
    bundle = BundleApart(data)
    bundle.begin(0)
    assert bundle._process is None
    assert list(bundle.events()) == list(Bundle(data).events())


def test_no_process_stays_when_reading_is_left_early(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "MANY", 0)
    some = [BundleApart(data), BundleApart(data)]
    with closing(reading(some)) as ahead:
        next(ahead)
        process = some[1]._process
        assert process is not None
    assert process.returncode is not None


def test_a_merge_reads_the_next_bundle_while_one_is_written(
    data: bytes, tmp_path: object, monkeypatch: pytest.MonkeyPatch, study: Project
) -> None:
    monkeypatch.setattr(reading_apart, "MANY", 0)
    begun_by = []
    begin = BundleApart.begin

    def noted(self: BundleApart, least: int) -> None:
        begin(self, least)
        begun_by.append(self._process is not None)

    monkeypatch.setattr(BundleApart, "begin", noted)
    before = folding.dump(study.db)
    plan = merging.unite(study, [("one.bundle", data), ("two.bundle", data)])
    assert begun_by == [True]
    assert plan.new == 0
    assert [arrival.known for arrival in plan.arrivals] == [study.revision()] * 2
    assert folding.dump(study.db) == before
