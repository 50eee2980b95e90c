"""Codes that meet: which passages of two codes overlap, counted without going through the pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.core.tables import Cell
from qualcode.errors import Cancelled
from qualcode.i18n import _

#: So many codes are counted at a time, which bounds the memory: 8 bytes for each, and each passage of a source.
_ABREAST = 128
_Matrix = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a source with the codes it carries and those who are heard in it."""

    start: int
    end: int
    codes: frozenset[str]
    voices: frozenset[str]


def meetings(
    passages: Mapping[str, Sequence[Passage]],
    kin: Mapping[str, Set[str]],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[dict[tuple[str, str], Cell], dict[str, Cell]]:
    """Return for each two codes how many of their passages overlap, and for each code how many meet another.

    ``passages`` are those of each source, one for each span; ``kin`` tells with which codes each code is not set
    against: itself, those above and under it.  A voice counts where it is heard in both passages.  A passage that
    carries two codes is where they meet, too.  Raises Cancelled.
    """
    codes = sorted({code for its in passages.values() for p in its for code in p.codes})
    at = {code: n for n, code in enumerate(codes)}
    strangers = np.ones((len(codes), len(codes)), dtype=bool)
    for code, n in at.items():
        strangers[n, [at[k] for k in kin[code] if k in at] + [n]] = False
    met, whole = np.zeros((3, len(codes), len(codes))), np.zeros((3, len(codes)))
    heard: dict[str, _Flags] = {}
    for its in passages.values():
        if cancelled():
            raise Cancelled(_("Stopped."))
        there = [p for p in its if p.start < p.end]
        pairs, meeting = _counted(there, at, strangers)
        met[0] += pairs
        met[2] += pairs > 0
        whole[0] += meeting
        whole[2] += meeting > 0
        for voice in {v for p in there for v in p.voices}:
            alone = [p for p in there if voice in p.voices]
            its_pairs = pairs if len(alone) == len(there) else _counted(alone, at, strangers)[0]
            heard[voice] = (its_pairs > 0) | heard[voice] if voice in heard else its_pairs > 0
    for flags in heard.values():
        met[1] += flags
        whole[1] += flags.any(axis=1)
    rows, columns = np.nonzero(met[0])
    cells = {(codes[r], codes[c]): _cell(met[:, r, c]) for r, c in zip(rows.tolist(), columns.tolist(), strict=True)}
    return cells, {code: _cell(whole[:, n]) for code, n in at.items() if whole[0, n]}


def _cell(counts: Iterable[float]) -> Cell:
    passages, voices, sources = (int(n) for n in counts)
    return Cell(passages, voices, sources)


def _counted(passages: Sequence[Passage], at: Mapping[str, int], strangers: _Flags) -> tuple[_Matrix, _Matrix]:
    """Return the pairs of passages of each two codes that overlap, and the passages of each code that meet another.

    A passage overlaps those that begin before its end, less those that end before its beginning: two look-ups in
    running sums for each passage and code.
    """
    size = len(strangers)
    carried = np.zeros((len(passages), size))
    row_of = [n for n, passage in enumerate(passages) for _code in passage.codes]
    carried[row_of, [at[code] for passage in passages for code in passage.codes]] = 1
    starts = np.array([p.start for p in passages], dtype=np.int64)
    ends = np.array([p.end for p in passages], dtype=np.int64)
    by_start, by_end = np.argsort(starts, kind="stable"), np.argsort(ends, kind="stable")
    begun = np.searchsorted(starts[by_start], ends, side="left")
    over = np.searchsorted(ends[by_end], starts, side="right")
    pairs = np.zeros((size, size))
    meets = np.zeros((len(passages), size), dtype=bool)
    for first in range(0, size, _ABREAST):
        block = slice(first, first + _ABREAST)
        beside = _running(carried[by_start, block])[begun] - _running(carried[by_end, block])[over]
        pairs[:, block] = carried.T @ beside
        meets |= ((beside > 0).astype(np.float64) @ strangers[:, block].T) > 0
    return pairs * strangers, (carried * meets).sum(axis=0)


def _running(rows: _Matrix) -> _Matrix:
    return np.vstack([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0)])
