"""A measured figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: a median in milliseconds, the bar it should stay under (None: for information)."""

    what: str
    value: float
    bar: float | None
    runs: int
    clock: str = "wall"
