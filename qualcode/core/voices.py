"""Voice sets: several voices on one theme, finding or code, in order, each with how it stands to the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id

#: What a set of voices can be about.
ABOUT = ("theme", "finding", "code")
#: How a voice stands to what was said before it; empty for one that opens.
MARKS = ("", "agrees", "nuances", "contradicts")


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a set: the id of its quotation, its mark, and the text that leads it in."""

    quotation: str
    mark: str = ""
    lead_in: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class VoiceSet:
    """Several voices on one thing, in order."""

    id: str
    name: str
    about_kind: str = ""
    about: str | None = None
    lead_in: str = ""
    voices: tuple[Voice, ...] = ()
    position: int = 0


def add_voices(voices: VoiceSet) -> Change:
    """Return the making of a voice set."""
    body: dict[str, object] = {
        "name": voices.name,
        "about_kind": voices.about_kind,
        "about": voices.about,
        "lead_in": voices.lead_in,
        "position": voices.position,
    }
    body.update(voice_fields(voices.voices))
    return Change("voices.add", voices.id or new_id(), body)


def voice_fields(voices: tuple[Voice, ...]) -> dict[str, object]:
    """Return the fields that put voices into a set, each under its quotation, so that two people add side by side."""
    return {f"voice:{v.quotation}": [v.position, v.mark, v.lead_in] for v in voices}


def edit_voices(voices: str, **fields: object) -> Change:
    """Return the change of a set's name, lead-in, subject or position."""
    return Change("voices.edit", voices, fields)


def put_voices(voices: str, *new: Voice) -> Change:
    """Return the putting of voices into a set, or the change of those in it."""
    return Change("voices.edit", voices, voice_fields(new))


def take_out(voices: str, quotation: str) -> Change:
    """Return the taking of a voice out of a set; its quotation stays."""
    return Change("voices.edit", voices, {f"voice:{quotation}": None})


def remove_voices(voices: str) -> Change:
    """Return the removal of a voice set; its quotations stay."""
    return Change("voices.remove", voices)


def voices_from(family: Mapping[str, object]) -> tuple[Voice, ...]:
    """Read the voices of a set back, in order."""
    out = []
    for quotation, value in family.items():
        if isinstance(value, list) and len(value) == 3:
            position, mark, lead_in = value
            place = position if isinstance(position, int) else 0
            out.append(Voice(quotation, str(mark) if mark in MARKS else "", str(lead_in or ""), place))
    return tuple(sorted(out, key=lambda v: (v.position, v.quotation)))
