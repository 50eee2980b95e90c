"""Identity: time-ordered ids for things, and stable ids for what a file names."""

from __future__ import annotations

import secrets
import time
import uuid

# Ids of things named in shared files (a code of a YAML codebook) must come out
# the same at every office, or two imports of one file would be two codebooks.
_NAMESPACE = uuid.UUID("6f0c5c1e-6d0b-5a58-9a55-0f6f6b1a7c01")


def new_id(*, milliseconds: int | None = None) -> str:
    """Return a new UUIDv7 (RFC 9562, section 5.7) as a lower-case string."""
    ms = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    value = (ms & 0xFFFFFFFFFFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def stable_id(*names: str) -> str:
    """Return the id that the same names always give (UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(names)))


def short(identifier: str) -> str:
    """Return the last eight characters of an id, which people type and read."""
    return identifier[-8:]
