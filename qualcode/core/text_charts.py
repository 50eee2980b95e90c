"""Small charts made of letters, for lines of a screen and of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"


def text_bar(share: float, cells: int) -> str:
    """Return a share (0 to 1) as a bar in steps of an eighth of a cell, filled up with blanks to so many cells."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def sparkline(values: Sequence[float]) -> str:
    """Return one cell a value, the higher the more; a blank for nothing."""
    most = max(values, default=0)
    if most <= 0:
        return " " * len(values)
    return "".join(_HEIGHTS[min(7, int(8 * v / most))] if v > 0 else " " for v in values)
