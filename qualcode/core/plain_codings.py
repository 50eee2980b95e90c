"""Codings of which no more is said than what and where, as most are: read and written without a decoder of JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import gt

from qualcode.core.bodies import LARGEST

#: Source, code, hash of the text, start and end of a coding.
PlainCoding = tuple[str, str, str, int, int]

_ID = r"[0-9A-Za-z:_-]{1,80}"
_HASH = r"[0-9a-f]{64}"
_CODE = re.compile(_ID)
_PLACE = re.compile(f"({_HASH}) ({_ID})")
_BODY = re.compile(
    rf'\{{"code":"({_ID})","end":(0|[1-9]\d{{0,9}}),"revision":"({_HASH})","source":"({_ID})",'
    r'"start":(0|[1-9]\d{0,9})\}',
    re.ASCII,
)


def plain_coding(body: str) -> PlainCoding | None:
    """Return what the body of a coding says that says where and which code and no more; None for any other."""
    found = _BODY.fullmatch(body)
    if found is None:
        return None
    code, end, revision, source, start = found.groups()
    first, last = int(start), int(end)
    return (source, code, revision, first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class PlainCodings:
    """What some thousand plain codings say, in columns.

    ``events`` are their places among the events that they come with.  ``at`` and ``which`` are places in ``places``,
    each a source and the hash of its text, and in ``codes``; ``starts`` and ``ends`` are in characters.
    """

    events: Sequence[int]
    places: Sequence[tuple[str, str]]
    at: Sequence[int]
    codes: Sequence[str]
    which: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def only(self, kept: Sequence[bool]) -> PlainCodings:
        """Return those of which ``kept`` is true."""
        its = (list(compress(column, kept)) for column in (self.events, self.at, self.which, self.starts, self.ends))
        events, at, which, starts, ends = its
        return PlainCodings(events, self.places, at, self.codes, which, starts, ends)

    def bodies(self) -> list[str]:
        """Return the bodies of the events, such as :func:`plain_coding` reads.

        Raises ValueError, TypeError or IndexError when the columns are in no form.
        """
        if not self.events:
            return []
        if min(*self.which, *self.at, *self.starts) < 0 or max(self.ends) > LARGEST:
            raise ValueError("number")
        if any(map(gt, self.starts, self.ends)):
            raise ValueError("end before start")
        before = {n: f'{{"code":"{_of_form(_CODE, self.codes[n])}","end":' for n in {*self.which}}
        after = {}
        for n in {*self.at}:
            source, revision = self.places[n]
            _of_form(_PLACE, f"{revision} {source}")
            after[n] = f',"revision":"{revision}","source":"{source}","start":'
        return [
            f"{before[code]}{end}{after[place]}{start}}}"
            for code, end, place, start in zip(self.which, self.ends, self.at, self.starts, strict=True)
        ]


def _of_form(form: re.Pattern[str], text: str) -> str:
    if form.fullmatch(text) is None:
        raise ValueError("id")
    return text
