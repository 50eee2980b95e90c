"""What is found of personal data: where, of which kind, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Personal:
    """A stretch ``[start, end)`` of a text that may point to somebody; ``confidence`` runs from 0 to 1.

    Kinds: person, place, organisation, name (a capital that nothing explains), personnummer,
    samordningsnummer, organisationsnummer, phone, email, url, diarienummer, address, postcode, birth-date.
    """

    start: int
    end: int
    kind: str
    confidence: float
    reason: str
