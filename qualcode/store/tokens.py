"""The words of one text as bytes: which form stands where, four bytes a word and fewer when packed."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

#: A word: letters and digits, with hyphens, colons and apostrophes inside.
WORD = re.compile(r"([^\W_]+(?:[-‐‑’':][^\W_]+)*)")
_SHORT = 256
_WIDTH = array("I").itemsize
_FEW = 8

Span = tuple[int, int]


def cut(text: str) -> tuple[list[str], bytes]:
    """Return the words of a text and the packed lengths of what lies before each and of the words themselves."""
    pieces = WORD.split(text)
    pieces.pop()
    lengths = list(map(len, pieces))
    narrow = max(lengths, default=0) < _SHORT
    packed = bytes(lengths) if narrow else array("I", lengths).tobytes()
    return pieces[1::2], (b"b" if narrow else b"I") + zlib.compress(packed, 1)


def pack(forms: array[int]) -> bytes:
    """Return form numbers as bytes."""
    return zlib.compress(forms.tobytes(), 1)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one text: form numbers as bytes, and the lengths that give their places.

    ``more`` holds suspended compounds as form, start and end, one after the other.
    """

    forms: bytes
    lengths: Sequence[int]
    more: array[int]

    def __len__(self) -> int:
        return len(self.forms) // _WIDTH

    def numbers(self) -> array[int]:
        """Return the form of each word."""
        out: array[int] = array("I")
        out.frombytes(self.forms)
        return out

    def at(self, forms: Sequence[int]) -> list[int]:
        """Return the indices of the words that are one of some forms, in order."""
        if len(forms) > _FEW:
            wanted = frozenset(forms)
            return [i for i, form in enumerate(self.numbers()) if form in wanted]
        out: list[int] = []
        for form in forms:
            sought, at = array("I", [form]).tobytes(), -1
            while (at := self.forms.find(sought, at + 1)) >= 0:
                if at % _WIDTH == 0:
                    out.append(at // _WIDTH)
        return sorted(out)

    def borders(self) -> list[int]:
        """Return start and end of each word, one after the other."""
        return list(accumulate(self.lengths))

    def spans(self, indices: Sequence[int]) -> list[Span]:
        """Return the places of some words."""
        if len(indices) > _FEW:
            borders = self.borders()
            return [(borders[2 * i], borders[2 * i + 1]) for i in indices]
        out, at, seen = [], 0, 0
        for i in indices:
            at += sum(self.lengths[seen : 2 * i + 1])
            seen = 2 * i + 1
            out.append((at, at + self.lengths[seen]))
        return out

    def within(self, stretches: Sequence[Span]) -> array[int]:
        """Return the forms of the words that begin within some stretches."""
        numbers, starts = self.numbers(), self.borders()[::2]
        out: array[int] = array("I")
        for start, end in stretches:
            out.extend(numbers[bisect_left(starts, start) : bisect_left(starts, end)])
        return out

    def suspended(self) -> Iterator[tuple[int, int, int]]:
        """Yield form, start and end of each suspended compound."""
        more = self.more
        for i in range(0, len(more), 3):
            yield more[i], more[i + 1], more[i + 2]


def unpack(forms: bytes, lengths: bytes, more: bytes) -> Tokens:
    """Return the words of a text from their bytes."""
    raw = zlib.decompress(lengths[1:])
    if lengths[:1] == b"b":
        read: Sequence[int] = raw
    else:
        wide: array[int] = array("I")
        wide.frombytes(raw)
        read = wide
    extra: array[int] = array("I")
    extra.frombytes(more)
    return Tokens(zlib.decompress(forms), read, extra)
