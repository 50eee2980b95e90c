"""Identity: time-ordered ids for things, and stable ids for what a file names."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Iterator

# Lower case, so that an id may stand in a file name anywhere; in the order of their codes, so that ids sort by time.
_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_TIME, _CHANCE = 45, 55
# Within a millisecond, or where the clock was set back a little, each id goes on from the last one by a step of
# chance, as long as what people read of an id: what is made later sorts later, and none looks like its neighbour.
_STEP, _LITTLE = 46, 1000
# An id stands some twenty times in the rows of each coding: its length decides how large a project grows.
_LENGTH = (_TIME + _CHANCE) // 5

# Ids of things named in shared files (a code of a YAML codebook) must come out
# the same at every office, or two imports of one file would be two codebooks.
_NAMESPACE = "qualcode"


def _values() -> Iterator[int]:
    last = 0
    while True:
        value = (time.time_ns() // 1_000_000 & (1 << _TIME) - 1) << _CHANCE
        near = value <= last < value + (_LITTLE << _CHANCE)
        last = last + 1 + secrets.randbits(_STEP) if near else value | secrets.randbits(_CHANCE)
        yield last


_new = _values()
_one_at_a_time = threading.Lock()


def new_id() -> str:
    """Return a new id of 20 characters: 45 bits of milliseconds since 1970, 55 of chance, in base 32.

    Ids made in one process sort in the order in which they were made, however
    fast they follow each other, unless the clock is set back by seconds.
    """
    with _one_at_a_time:
        return _written(next(_new))


def stable_id(*names: str) -> str:
    """Return the id that the same names always give: the first 100 bits of their SHA-256, in base 32."""
    digest = hashlib.sha256("\x1f".join((_NAMESPACE, *names)).encode()).digest()
    return _written(int.from_bytes(digest[:13], "big") >> 4)


def _written(value: int) -> str:
    return "".join([_DIGITS[value >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5)])


def short(identifier: str) -> str:
    """Return the last eight characters of an id, which people type and read."""
    return identifier[-8:]
