"""Memory that is not needed any longer."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Hand freed memory back to the system, where its C library keeps it otherwise (glibc): 15 MB after a long source.

    Reading a source takes room for its codings in the form in which the file has them, which stays with the process.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
