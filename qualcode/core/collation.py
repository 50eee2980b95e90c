"""The Swedish alphabetical order: å, ä and ö after z, other letters with marks as the letters they are made from."""

from __future__ import annotations

import unicodedata

_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def collation_key(text: str) -> str:
    """Return what a text is sorted by, capitals as small letters."""
    kept = unicodedata.normalize("NFC", text).casefold().translate(_LAST)
    return "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
