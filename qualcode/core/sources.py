"""Sources, their speaker turns, and the changes that make and alter them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.texts import Edit

KINDS = ("transcript", "fieldnote", "document")
MODES = ("onsite", "video", "phone", "observation", "document")
#: Languages that are offered for a source; any other code can be written too.
LANGUAGES = ("sv", "en", "nb", "da", "fi", "de", "fr", "es", "pl", "so", "tr", "ar", "fa")
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
    first_line: int = 1  # the line of the file at which the text begins
    words: int = 0
    characters: int = 0
    position: int = 0
    speakers: tuple[Speaker, ...] = ()
    apparatus: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote outside the running text: its mark if known, its words, its line in the original."""

    mark: str
    text: str
    line: int


def speakers_body(speakers: Sequence[Speaker]) -> list[list[object]]:
    """Return the speakers as the event body holds them."""
    return [[s.label, s.role, s.case] for s in speakers]


def add_source(identifier: str, fields: Mapping[str, object]) -> Change:
    """Return the making of a source; its texts and bytes are put into the file beside the event."""
    return Change("source.add", identifier, fields, "corpus", identifier)


def correct_source(source: Source | str, on: str, edits: Sequence[Edit]) -> Change:
    """Return a correction of a source's text: exact edits of the revision whose hash is ``on``."""
    identifier = source if isinstance(source, str) else source.id
    body = {"on": on, "edits": [e.as_list() for e in edits]}
    return Change("source.correct", identifier, body, "corpus", identifier)


def move_source(sources: Sequence[Source], identifier: str, to: int) -> list[Change]:
    """Return the changes that put a source at a place among all sources, from 0; none when it stands there."""
    order = sorted(sources, key=lambda s: s.id == identifier)
    order.insert(max(0, min(to, len(order) - 1)), order.pop())
    return [edit_source(s.id, position=n) for n, s in enumerate(order) if s.position != n]


def edit_source(source: str, **fields: object) -> Change:
    """Return the change of some of a source's details."""
    return Change("source.edit", source, fields, "corpus", source)


def remove_source(source: str) -> Change:
    """Return the removal of a source."""
    return Change("source.remove", source, {}, "corpus", source)


def name_speakers(source: str, speakers: Sequence[Speaker]) -> Change:
    """Return the choice of which labels are speakers, and who they are."""
    return Change("source.edit", source, {"speakers": speakers_body(speakers)}, "corpus", source)


def same_source(source: str, standing: str | None) -> Change:
    """Return the saying that a source is the same text as another one; None takes it back."""
    return Change("source.edit", source, {"same_as": standing}, "corpus", source)
