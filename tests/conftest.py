"""What every test starts from: a quiet language, a known coder, and a small project."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

# Before anything of qualcode is imported: the help texts of commands are worded when they load.
os.environ["QUALCODE_LANG"] = "en"

import pytest
from hypothesis import HealthCheck, settings

from qualcode.core import codebook as books
from qualcode.core import ids
from qualcode.core.bodies import fault
from qualcode.core.codebook import Code
from qualcode.core.events import Change, Event
from qualcode.core.ids import new_id
from qualcode.core.sources import Source
from qualcode.core.texts import text_hash
from qualcode.i18n import set_language
from qualcode.project import Project
from qualcode.store import log

settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=list(HealthCheck))
settings.load_profile("default")

TALK = """I: Vad kännetecknar en bra handläggare?

IP1: Lyhördhet, tycker jag absolut. Man måste kunna lyssna och ta till sig det de säger, även om
det kanske inte blir som kunden vill, därför att vi måste följa våra regler.

I: Kan du ge ett exempel?

IP1: [skratt] Ja, i förra veckan … då var läkaren nästan en motaktör.
"""


@pytest.fixture(autouse=True, scope="session")
def _told_from_words() -> Iterator[None]:
    """End each new id in a digit: one in twenty short ids is letters only and looks like a word."""

    def chance(bits: int) -> int:
        return secrets.randbits(bits - 5) << 5 | secrets.randbelow(10)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "secrets", SimpleNamespace(randbits=chance))
        yield


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("QUALCODE_PROJECT", "QUALCODE_KEYS", "QUALCODE_SETTINGS", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUALCODE_CODER", "Elin")
    monkeypatch.setenv("QUALCODE_LANG", "en")
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(autouse=True)
def _in_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold whatever a test writes to the form that a bundle must have."""
    insert = log.insert

    def checked(db: object, events: Sequence[Event], bodies: Sequence[tuple[bytes, str]]) -> None:
        for event, (_salt, body) in zip(events, bodies, strict=True):
            assert not fault(event.kind, body), (event.kind, body)
        insert(db, events, bodies)  # type: ignore[arg-type]

    monkeypatch.setattr(log, "insert", checked)


def put_source(project: Project, handle: str, text: str = TALK, speakers: tuple[str, ...] = ("I", "IP1")) -> Source:
    """Add a source by its text alone."""
    identifier = new_id()
    roles = [[label, "interviewer" if label == "I" else "respondent", None] for label in speakers]
    body = {"handle": handle, "title": handle.title(), "kind": "transcript", "base": text_hash(text), "speakers": roles}

    def changes() -> Iterator[Change]:
        project.db.execute("INSERT OR IGNORE INTO text_version VALUES (?,?)", (text_hash(text), text))
        yield Change("source.add", identifier, body, "corpus", identifier)

    project.apply_with(changes)
    return project.source(identifier)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project that Elin works in."""
    with Project.create(tmp_path / "studie.qualcode", title="Studien", coder="Elin") as opened:
        yield opened


@pytest.fixture
def study(project: Project) -> Project:
    """A project with one interview and four codes: norm › lyssna, norm › regler, aktör, hinder."""
    put_source(project, "intervju-01")
    norm = Code(new_id(), "norm", "norm")
    project.apply(
        books.add_code(norm),
        books.add_code(Code(new_id(), "lyssna", "lyssna", "listen", parent=norm.id, position=1)),
        books.add_code(Code(new_id(), "regler", "följa regler", parent=norm.id, position=2)),
        books.add_code(Code(new_id(), "aktor", "aktör", position=3)),
        books.add_code(Code(new_id(), "hinder", "hinder", position=4)),
    )
    return project
