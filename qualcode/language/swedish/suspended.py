"""Suspended compounds: *med- eller motaktörer* speaks of *medaktörer* too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qualcode.core.words import Lexicon

_COORDINATORS = frozenset("och eller samt respektive resp. / , och/eller som till kontra".split())
_HYPHENS = "-‐‑"
_REACH = 7  # tokens to the word that has the missing part


class Restored(NamedTuple):
    """The token with this index written out as ``form``, with what the token ``lender`` lends it."""

    token: int
    form: str
    lender: int


def suspended(tokens: Sequence[str], lexicon: Lexicon) -> list[Restored]:
    """Return the words that suspended first or last parts stand for, in lower case, in order.

    *hälso- och sjukvård* gives *hälsovård*, *socialarbetare och -pedagoger* gives *socialpedagoger*.
    """
    found: list[Restored] = []
    for i, token in enumerate(tokens):
        if len(token) < 3:
            continue
        if token[-1] in _HYPHENS and token[0].isalpha():
            at = _partner(tokens, i)
            restored = _first_part(token[:-1].lower(), tokens[at].lower(), lexicon) if at is not None else None
        elif token[0] in _HYPHENS and token[1].isalpha() and i > 1 and tokens[i - 1].lower() in _COORDINATORS:
            at = i - 2
            restored = _last_part(tokens[at].lower(), token[1:].lower(), lexicon)
        else:
            continue
        if restored is not None and at is not None:
            found.append(Restored(i, restored, at))
    return found


def _partner(tokens: Sequence[str], i: int) -> int | None:
    """Return the index of the whole word that a first part is coordinated with."""
    for k in range(i + 1, min(len(tokens), i + 1 + _REACH)):
        token = tokens[k].lower()
        if token in _COORDINATORS:
            continue
        if token[-1:] in _HYPHENS:
            if tokens[k - 1].lower() not in _COORDINATORS:
                return None
            continue
        # An adjective may stand between: mål- och tydlig resultatstyrning is not meant, rehab- och andra möten is.
        coordinated = any(t.lower() in _COORDINATORS for t in tokens[i + 1 : k])
        return k if coordinated and tokens[k - 1].lower() in _COORDINATORS and token[0].isalpha() else None
    return None


def _first_part(first: str, whole: str, lexicon: Lexicon) -> str | None:
    """Return a first part with the end of another compound: the first end that makes a known word, or its head."""
    if "-" in whole:
        return first + whole.rpartition("-")[2]
    parts = lexicon.split(whole)
    if not parts:
        return _by_known_end(first, whole, lexicon)
    ends = ["".join(parts[k:]) for k in range(1, len(parts))]
    return next((first + end for end in ends if first + end in lexicon), first + ends[-1])


def _by_known_end(first: str, whole: str, lexicon: Lexicon) -> str | None:
    for k in range(2, len(whole) - 2):
        if first + whole[k:] in lexicon and whole[k:] in lexicon:
            return first + whole[k:]
    return None


def _last_part(whole: str, last: str, lexicon: Lexicon) -> str | None:
    parts = lexicon.split(whole)
    return "".join(parts[:-1]) + last if parts else None
