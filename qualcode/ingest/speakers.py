"""Speaker labels in transcripts: which lines may begin a turn.

Which labels are speakers is for the user to choose; here they are counted and ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.core.turns import LABELLED

_INTERVIEWER = re.compile(
    r"(?i:I|Int\.?|Intervjuaren?|Intervjuledaren?|Interviewer|Moderatorn?|Samtalsledaren?|Forskaren?|Q)\s?\d{0,2}"
)
_RESPONDENT = re.compile(
    r"(?:IP|R|P|(?i:Resp\.?|Respondent(?:en)?|Informant(?:en)?|Intervjuperson(?:en)?|Svar))(?:\s?\d{1,3}|\s[A-Z])?"
    r"|(?i:Deltagare)\s(?:\d{1,2}|[A-Z])"
)
# Words that end in a colon at line starts for other reasons.
_NOT_SPEAKERS = frozenset(
    """
    anm anmärkning bilaga citat datum deltagare dnr e-post exempel figur frågor fråga http https jfr kapitel källa kl
    kod kontor lokal mall mail mejl metod minne notering not närvarande obs observera plats ps punkt re rubrik roll
    sammanfattning sida steg syfte tabell telefon tema tid tillägg titel ursäkta version webb namn ålder kön längd fil
    inspelning
    """.split()
)
_NUMBERED = re.compile(
    r"(?:fråga|tema|punkt|bilaga|tabell|figur|kapitel|avsnitt|version|sida|steg|del)\s*\d+[a-z]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """A label that may stand for a speaker: how often it begins a line, and where first (line from 1)."""

    label: str
    count: int
    first_line: int
    example_role: str


def candidates(text: str) -> list[SpeakerCandidate]:
    """Return the labels that may be speakers in a text, the most likely first.

    A label in no known form (``Vera``, unlike ``I`` or ``IP3``) must occur twice.
    """
    found: dict[str, list[int]] = {}
    for match in LABELLED.finditer(text):
        label = match["label"].strip()
        entry = found.get(label)
        if entry is None:
            found[label] = [1, match.start("label")]
        else:
            entry[0] += 1
    has_question = any(label.casefold() == "svar" for label in found)
    ranked = []
    for label, (count, at) in found.items():
        role = _role(label)
        known = role != "" or (has_question and label.casefold() == "fråga")
        if not known and (count < 2 or not _may_be_a_name(label)):
            continue
        if has_question and label.casefold() == "fråga":
            role = "interviewer"
        ranked.append(
            (not known, -count, at, SpeakerCandidate(label, count, text.count("\n", 0, at) + 1, role or "respondent"))
        )
    if sum(-count for _known, count, *_rest in ranked) < 2:
        return []
    return [candidate for *_key, candidate in sorted(ranked, key=lambda r: r[:3])]


def likely_labels(found: Sequence[SpeakerCandidate]) -> tuple[str, ...]:
    """Return the labels to propose as speakers; none when the text hardly looks like a transcript.

    There must be three labelled lines or more, by two speakers or by one in a known form.
    A name that occurs twice beside speakers with far more turns is left to the user.
    """
    if sum(c.count for c in found) < 3:
        return ()
    most = max(c.count for c in found)
    chosen = [c for c in found if _role(c.label) or c.count >= max(2, most // 20)]
    if len(chosen) < 2 and not any(_role(c.label) for c in chosen):
        return ()
    return tuple(c.label for c in chosen)


def _role(label: str) -> str:
    """Return the role that a label in a known form speaks for; empty for any other."""
    if _INTERVIEWER.fullmatch(label):
        return "interviewer"
    return "respondent" if _RESPONDENT.fullmatch(label) else ""


def _may_be_a_name(label: str) -> bool:
    """Tell whether a label could name a person or a part in the talk."""
    words = label.split()
    if len(words) > 3 or not label[0].isupper() or label.endswith((".", ",", "!", "?")):
        return False
    return words[0].casefold().rstrip(".") not in _NOT_SPEAKERS and not _NUMBERED.fullmatch(label)
