"""The key file: encrypted, apart from the project, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.core.name_key import NameKey, key_text, new_entry, read_key_text
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.project import Project
from qualcode.protection.keyholding import (
    IDENTITY,
    PASSPHRASE,
    OpenKey,
    entry_for,
    joined,
    key_at_hand,
    new_identity,
    new_key,
    nobody,
    open_key,
    with_recipients,
)
from qualcode.store import key_file


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in (PASSPHRASE, IDENTITY, "QUALCODE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("qualcode.protection.keyholding._opened", {})
    (tmp_path / "projekt").mkdir()
    (tmp_path / "nycklar").mkdir()
    with Project.create(tmp_path / "projekt" / "studie") as made:
        yield made


@pytest.fixture
def identity(tmp_path: Path, project: Project) -> tuple[Path, str]:
    path = tmp_path / "nycklar" / "min.identitet"
    return path, new_identity(path)


@pytest.fixture
def key(tmp_path: Path, project: Project, identity: tuple[Path, str]) -> OpenKey:
    made = new_key(project, tmp_path / "nycklar" / "k.age", recipients=[identity[1]], ask=nobody, identity=identity[0])
    filled = made.with_key(made.key.with_entry(new_entry(["Anna Berg", "Anki"], "Vera", pronoun="hen")))
    filled.save()
    return filled


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.protection.keyholding._opened", {})


def test_a_key_comes_back_from_its_text(key: OpenKey) -> None:
    assert read_key_text(key_text(key.key)) == key.key
    with pytest.raises(ValueError, match="key"):
        read_key_text("{}")


def test_a_key_is_found_again_where_it_lay(
    key: OpenKey, project: Project, identity: tuple[Path, str], monkeypatch
) -> None:
    forget(monkeypatch)
    assert open_key(project, identity=identity[0]).key == key.key


def test_no_real_name_can_be_read_in_the_file(key: OpenKey) -> None:
    data = key.path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1")
    assert b"Anna" not in data
    assert (key.path.stat().st_mode & 0o077) == 0


def test_a_key_in_the_projects_folder_is_refused(project: Project, identity: tuple[Path, str]) -> None:
    for place in (project.path.parent / "k.age", project.path.parent / "djupt" / "k.age"):
        with pytest.raises(QualcodeError, match="folder"):
            new_key(project, place, recipients=[identity[1]], ask=nobody, identity=identity[0])


def test_a_passphrase_opens_and_a_wrong_one_says_so(tmp_path: Path, project: Project, monkeypatch) -> None:
    path = tmp_path / "nycklar" / "p.age"
    new_key(project, path, ask=lambda _file: "hemligt")
    forget(monkeypatch)
    assert open_key(project, path, ask=lambda _file: "hemligt").key.entries == ()
    forget(monkeypatch)
    with pytest.raises(QualcodeError, match="passphrase does not open"):
        open_key(project, path, ask=lambda _file: "gissat")


def test_a_key_without_a_passphrase_is_not_made(tmp_path: Path, project: Project) -> None:
    with pytest.raises(QualcodeError, match="needs a passphrase"):
        new_key(project, tmp_path / "nycklar" / "p.age", ask=nobody)
    assert list((tmp_path / "nycklar").iterdir()) == []


def test_a_second_person_can_hold_the_key(key: OpenKey, project: Project, tmp_path: Path, monkeypatch) -> None:
    theirs = tmp_path / "nycklar" / "saras.identitet"
    recipient = new_identity(theirs)
    with_recipients(key, add=[recipient]).save()
    forget(monkeypatch)
    opened = open_key(project, identity=theirs)
    assert opened.key.entries == key.key.entries
    with pytest.raises(QualcodeError, match="opened by you again"):
        with_recipients(opened, remove=[recipient]).save()
    with_recipients(with_recipients(key, add=[recipient]), remove=[recipient]).save()
    forget(monkeypatch)
    with pytest.raises(QualcodeError, match="no identity opens"):
        open_key(project, identity=theirs)


def test_the_old_key_stays_when_the_new_one_cannot_be_read_back(key: OpenKey, monkeypatch) -> None:
    before = key.path.read_bytes()

    def spoiled(path: Path, lock: object) -> NameKey:
        return NameKey("other")

    monkeypatch.setattr(key_file, "read_key", spoiled)
    with pytest.raises(QualcodeError, match="opened by you again"):
        key.with_key(key.key.leaving(["Pelle"])).save()
    assert key.path.read_bytes() == before
    assert [p.name for p in key.path.parent.iterdir() if p.name.endswith(".new")] == []


def test_the_key_of_another_project_is_refused(key: OpenKey, tmp_path: Path, identity, monkeypatch) -> None:
    (tmp_path / "annat").mkdir()
    with Project.create(tmp_path / "annat" / "annan") as other:
        forget(monkeypatch)
        with pytest.raises(QualcodeError, match="another project"):
            open_key(other, key.path, identity=identity[0])


def test_odd_files_are_no_key(project: Project, tmp_path: Path, identity) -> None:
    for n, data in enumerate((b"", b"namn,pseudonym\n", b"age-encryption.org/v1\n-> X25519 abc\n", bytes(range(256)))):
        path = tmp_path / "nycklar" / f"{n}.age"
        path.write_bytes(data)
        with pytest.raises(QualcodeError):
            open_key(project, path, identity=identity[0])
    with pytest.raises(QualcodeError, match="cannot read"):
        open_key(project, tmp_path / "nycklar" / "ingen.age", identity=identity[0])


def test_it_says_where_to_name_a_key_that_is_not_known(project: Project) -> None:
    with pytest.raises(NotFound, match="not known"):
        open_key(project)
    assert key_at_hand(project) is None


def test_a_recipient_that_is_none_is_refused(project: Project, tmp_path: Path, identity) -> None:
    with pytest.raises(UsageProblem, match="no recipient"):
        new_key(project, tmp_path / "nycklar" / "x.age", recipients=["age1fel"], ask=nobody, identity=identity[0])


def test_a_pseudonym_may_not_tell_the_name_nor_be_somebody_elses(key: OpenKey) -> None:
    with pytest.raises(UsageProblem, match="holds the real name"):
        entry_for(key.key, ["Eva"], "Eva L", kind="person")
    with pytest.raises(UsageProblem, match="somebody else"):
        entry_for(key.key, ["Eva"], "Vera", kind="person")
    changed = entry_for(key.key, ["Anna Berg", "Annan"], "Siri", kind="person")
    assert (changed.id, changed.real, changed.pronoun) == (key.key.entries[0].id, ("Anna Berg", "Anki", "Annan"), "hen")


def test_two_names_can_be_one_entry(key: OpenKey) -> None:
    after, entry = joined(key.key, "Ann-Kristin", "Anki")
    assert entry.real == ("Anna Berg", "Anki", "Ann-Kristin")
    assert len(after.entries) == 1
    with pytest.raises(NotFound):
        joined(key.key, "Bo", "Åke")
