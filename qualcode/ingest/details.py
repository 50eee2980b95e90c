"""What is known of a source besides its text, and the words in which people write it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from qualcode.core import cases, sources
from qualcode.i18n import _

_KINDS = {
    "transcript": "transcript",
    "transkript": "transcript",
    "transkription": "transcript",
    "intervju": "transcript",
    "interview": "transcript",
    "fieldnote": "fieldnote",
    "fältanteckning": "fieldnote",
    "fältanteckningar": "fieldnote",
    "document": "document",
    "dokument": "document",
}
_MODES = {
    "onsite": "onsite",
    "påplats": "onsite",
    "video": "video",
    "videomöte": "video",
    "phone": "phone",
    "telefon": "phone",
    "telephone": "phone",
    "observation": "observation",
    "document": "document",
    "dokument": "document",
}
_ROLES = {
    "interviewer": "interviewer",
    "intervjuare": "interviewer",
    "respondent": "respondent",
    "intervjuperson": "respondent",
    "informant": "respondent",
    "other": "other",
    "participant": "other",
    "deltagare": "other",
    "annan": "other",
}
_CASE_KINDS = {
    "person": "person",
    "office": "office",
    "kontor": "office",
    "meeting": "meeting",
    "möte": "meeting",
    "file": "file",
    "ärende": "file",
    "akt": "file",
}
_LANGUAGES = {
    "svenska": "sv",
    "swedish": "sv",
    "engelska": "en",
    "english": "en",
    "norska": "nb",
    "norwegian": "nb",
    "danska": "da",
    "danish": "da",
    "finska": "fi",
    "finnish": "fi",
    "tyska": "de",
    "german": "de",
    "franska": "fr",
    "french": "fr",
    "spanska": "es",
    "spanish": "es",
    "polska": "pl",
    "polish": "pl",
    "somaliska": "so",
    "somali": "so",
    "turkiska": "tr",
    "turkish": "tr",
    "arabiska": "ar",
    "arabic": "ar",
    "persiska": "fa",
    "persian": "fa",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


class Unfit(ValueError):
    """A value does not fit its field; ``mend`` says what would."""

    def __init__(self, mend: str) -> None:
        super().__init__(mend)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Details:
    """What front matter, a manifest or a command says of a source; empty where it says nothing.

    ``speakers`` maps labels to roles, ``attributes`` are the case's.  ``kind``, ``mode``, the roles
    and ``case_kind`` are the English words of :mod:`qualcode.core`; ``date`` is ISO 8601 (a day, a
    month or a year).
    """

    title: str = ""
    kind: str = ""
    date: str = ""
    place: str = ""
    mode: str = ""
    speakers: Mapping[str, str] = field(default_factory=dict)
    case: str = ""
    case_kind: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    series: str = ""
    version: int | None = None
    language: str = ""

    def with_more(self, more: Details) -> Details:
        """Return the details with those that ``more`` states put over them; attributes are put together."""
        stated = {f.name: getattr(more, f.name) for f in fields(more) if getattr(more, f.name) not in ("", None, {})}
        if more.attributes:
            stated["attributes"] = {**self.attributes, **more.attributes}
        return replace(self, **stated)


def read_field(name: str, text: str) -> object:
    """Return the value of one of the fields of :class:`Details` (not ``attributes``) from its text.

    Raises Unfit when the text does not fit, with what would.
    """
    text = text.strip()
    reader = _READERS.get(name)
    return reader(text) if reader is not None and text else text


def read_date(text: str) -> str:
    """Return an ISO date, month or year as it should be written; raises Unfit for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*)?", text)
    if match:
        year, month, day = match.groups()
        try:
            dt.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            pass
        else:
            return "-".join(part for part in (year, month, day) if part)
    raise Unfit(_("write the date as 2025-02-18"))


def read_speakers(text: str) -> dict[str, str]:
    """Return labels and roles from ``I=interviewer;IP1=respondent``; a label without a role is a respondent's."""
    speakers = {}
    for part in re.split(r"[;\n]", text):
        label, _sign, role = (piece.strip() for piece in part.partition("="))
        if label:
            speakers[label.rstrip(":").rstrip()] = read_role(role)
    return speakers


def read_role(text: str) -> str:
    """Return a speaker's role; raises Unfit for an unknown one."""
    return _ROLES[_key(text)] if _key(text) in _ROLES else _one_of(text, _ROLES, sources.SPEAKER_ROLES, "respondent")


def _key(text: str) -> str:
    """Return a word as the tables of words have it."""
    return re.sub(r"[\s_-]+", "", text).casefold()


def _one_of(text: str, words: Mapping[str, str], allowed: tuple[str, ...], empty: str = "") -> str:
    """Return the word that a text stands for; raises Unfit naming the allowed ones."""
    if not text.strip():
        return empty
    found = words.get(_key(text))
    if found is None:
        raise Unfit(_("write one of {words}").format(words=", ".join(allowed)))
    return found


def _version(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise Unfit(_("write the version as a whole number, from 1"))
    return number


def _language(text: str) -> str:
    known = _LANGUAGES.get(text.casefold(), text)
    if not _LANGUAGE.fullmatch(known):
        raise Unfit(_("write the language as a code: sv, en"))
    return known.lower()


_READERS = {
    "kind": lambda text: _one_of(text, _KINDS, sources.KINDS),
    "mode": lambda text: _one_of(text, _MODES, sources.MODES),
    "case_kind": lambda text: _one_of(text, _CASE_KINDS, cases.KINDS),
    "date": read_date,
    "speakers": read_speakers,
    "version": _version,
    "language": _language,
}
FIELDS = tuple(f.name for f in fields(Details) if f.name != "attributes")
