"""Scores: what was right of what was said and of what was asked."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """Counts of one task on one file, and up to 40 errors to look at."""

    name: str
    right: int = 0
    said: int = 0
    asked: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 1 when nothing was said and nothing asked."""
        return self.right / self.said if self.said else float(not self.asked)

    @property
    def recall(self) -> float:
        """The share of what was asked that was said."""
        return self.right / self.asked if self.asked else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, gold: Collection[Hashable], said: Collection[Hashable]) -> None:
        """Count two sets of answers."""
        gold, said = set(gold), set(said)
        self.right += len(gold & said)
        self.said += len(said)
        self.asked += len(gold)

    def miss(self, text: str) -> None:
        """Note an error."""
        self.errors.append(text)

    def values(self) -> dict[str, float | int | str]:
        """Return the figures by name."""
        return {
            "name": self.name,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "right": self.right,
            "said": self.said,
            "asked": self.asked,
        }


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows with the same keys as a table of columns; the first is set to the left."""
    if not rows:
        return ""
    heads = list(rows[0])
    cells = [heads, *[[_cell(row[head]) for head in heads] for row in rows]]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
