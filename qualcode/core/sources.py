"""Sources, their speaker turns, and the changes that make and alter them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.events import Change
from qualcode.core.texts import Edit

KINDS = ("transcript", "fieldnote", "document")
MODES = ("onsite", "video", "phone", "observation", "document")
SPEAKER_ROLES = ("interviewer", "respondent", "other")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label in a transcript stands for."""

    label: str
    role: str = "respondent"
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's stretch: ``[start, end)`` with its label, ``body`` where the talk begins.

    A stretch without a speaker (prose, a heading) has ``speaker == ""`` and
    ``body == start``.  Turns follow each other without overlap; blank lines lie
    between them.
    """

    n: int
    speaker: str
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the project, as it is now; positions refer to revision ``text``."""

    id: str
    handle: str
    title: str
    kind: str
    text: str  # hash of the newest revision
    base: str  # hash of the text as read from the file
    date: str = ""
    place: str = ""
    mode: str = ""
    language: str = "sv"
    series: str = ""
    version: int | None = None
    case: str | None = None
    file_name: str = ""
    format: str = ""
    encoding: str = ""
    original: str = ""
    words: int = 0
    characters: int = 0
    position: int = 0
    speakers: tuple[Speaker, ...] = ()
    apparatus: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class NewSource:
    """What an import adds: the text as read, its repairs, its bytes, and what is known of it."""

    handle: str
    title: str
    kind: str
    base: str
    original: bytes
    edits: tuple[Edit, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


def speakers_body(speakers: Sequence[Speaker]) -> list[list[object]]:
    """Return the speakers as the event body holds them."""
    return [[s.label, s.role, s.case] for s in speakers]


def edit_source(source: str, **fields: object) -> Change:
    """Return the change of some of a source's details."""
    return Change("source.edit", source, fields, "corpus", source)


def remove_source(source: str) -> Change:
    """Return the removal of a source."""
    return Change("source.remove", source, {}, "corpus", source)


def name_speakers(source: str, speakers: Sequence[Speaker]) -> Change:
    """Return the choice of which labels are speakers, and who they are."""
    return Change("source.edit", source, {"speakers": speakers_body(speakers)}, "corpus", source)
