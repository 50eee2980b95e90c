"""Lists as CSV files, as spreadsheets read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV with a heading, in UTF-8 with the mark by which spreadsheets know it."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([" ".join(v.split()) if isinstance(v, str) else v for v in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")
