"""What a picture shows, as plain data, and the finished picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: SVG, the title that stands as its caption, the description for those who do not see it."""

    svg: str
    title: str
    alt: str


@dataclass(frozen=True, slots=True)
class Row:
    """A named row of values, one for each series or column; None where nothing may be shown.

    ``depth`` is its depth in a tree.
    """

    name: str
    values: tuple[float | None, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows against columns (or series) with their names; ``unit`` words what is counted."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = ""

    def largest(self) -> float:
        """Return the largest value, 0 when there is none."""
        return max((v for row in self.rows for v in row.values if v is not None), default=0.0)


@dataclass(frozen=True, slots=True)
class Span:
    """An estimate with its interval, None where it cannot be told: agreement per code."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Pole:
    """How often something is at the left and the right pole, ``both`` for passages that carry the two."""

    name: str
    left: int
    right: int
    both: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A version of a document: its name, its date (``YYYY-MM-DD`` or less) and a value for every series."""

    name: str
    date: str
    values: tuple[int, ...]
