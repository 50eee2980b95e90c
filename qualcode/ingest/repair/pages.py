"""What a page leaves in the text: its number, its running head, its first line's mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.ingest.repair.layout import Line, ends_sentence

_BARE = re.compile(r"[-–— ]{0,3}(\d{1,4})[-–— ]{0,3}")
_STATED = re.compile(
    r"(?:sida|sidan|sid\.?|page|p\.|s\.)\s*(\d{1,4})(?:\s*(?:av|of|/|\()\s*\d{1,4}\s*\)?)?|(\d{1,4})\s*(?:\(\s*\d{1,4}\s*\)|(?:/|av|of)\s*\d{1,4})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
# A page holds between 12 lines and, double-spaced, some 150.
_LEAST_LINES, _MOST_LINES = 12, 160


def mark_page_numbers(lines: Sequence[Line]) -> None:
    """Give the role ``page-number`` to the lines that hold nothing but a page's number.

    Bare numbers must rise down the file at the pace of pages, or stand where a page begins.
    """
    bare: list[tuple[int, int]] = []
    stated: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        body = line.body
        if line.role or len(body) > 20 or not any(c.isdigit() for c in body):
            continue
        if match := _BARE.fullmatch(body):
            bare.append((i, int(match[1])))
        elif match := _STATED.fullmatch(body):
            stated.append((i, int(match[1] or match[2])))
    alone = [(i, n) for i, n in bare if not _beside_number(lines, i)]
    paced = {i for chain in _chains(alone) if len(chain) >= 2 for i, _n in chain}
    chosen = paced | {i for i, _n in alone if _at_page_break(lines, i)}
    if len(stated) >= 2 or any(_at_page_break(lines, i) for i, _n in stated):
        chosen |= {i for i, _n in stated}
    for i in chosen:
        lines[i].role = "page-number"


def mark_page_heads(lines: Sequence[Line], *, hard_wrapped: bool) -> None:
    """Give the role ``page-head`` to lines that come back at page after page.

    A head stands beside a page number or a form feed at least once and occurs at least twice in the
    file (digits aside), or three times if it has no number; without any page marks it must break
    sentences off.  The first line of the file is its title and stays.
    """
    shapes = {i: _shape(line.body) for i, line in enumerate(lines) if _may_be_head(line)}
    repeated = {shape for shape, n in Counter(shapes.values()).items() if n >= 2}
    if not repeated:
        return
    first = next((i for i, line in enumerate(lines) if line.body), -1)
    places: dict[str, list[int]] = {}
    for i, shape in shapes.items():
        if i != first and shape in repeated:
            places.setdefault(shape, []).append(i)
    for where in places.values():
        beside = [i for i in where if _beside_page_number(lines, i)]
        breaking = [i for i in where if _breaks_sentence(lines, i)]
        if beside:
            chosen = sorted({*beside, *breaking})
        elif len(where) >= 3 and hard_wrapped and len(breaking) * 2 >= len(where):
            chosen = where
        elif (
            len(where) >= 3
            and all(lines[i].page_top for i in where)
            and not any(ends_sentence(lines[i]) for i in where)
        ):
            # Only form feeds say as much; single leading spaces are dealt with as page tops.
            chosen = where if len(where) * 2 >= sum(line.page_top for line in lines) else []
        else:
            continue
        for i in chosen:
            lines[i].role = "page-head"


def _shape(body: str) -> str:
    return _DIGITS.sub("#", body)


def _may_be_head(line: Line) -> bool:
    """Tell whether a line could be a running head: short, no sentence, no turn, no list item, no event."""
    body = line.body
    if line.role or line.labelled or not 4 <= len(body) <= 90 or body[0].islower():
        return False
    return not body.endswith((".", "?", "!", "-", ",")) and body[0] not in '[(–—-•*…"”“'


def _neighbour(lines: Sequence[Line], i: int, step: int) -> Line | None:
    """Return the nearest line with text on it before or after."""
    i += step
    while 0 <= i < len(lines):
        if lines[i].body:
            return lines[i]
        i += step
    return None


def _beside_number(lines: Sequence[Line], i: int) -> bool:
    """Tell whether the line before or after is a bare number too (a column of a table)."""
    beside = (lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines))
    return any(_BARE.fullmatch(line.body) is not None for line in beside if line.body)


def _beside_page_number(lines: Sequence[Line], i: int) -> bool:
    return any((n := _neighbour(lines, i, step)) is not None and n.role == "page-number" for step in (-1, 1))


def _at_page_break(lines: Sequence[Line], i: int) -> bool:
    after = _neighbour(lines, i, 1)
    return lines[i].page_top or (after is not None and after.page_top)


def _breaks_sentence(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line stands between two halves of a sentence."""
    before, after = _neighbour(lines, i, -1), _neighbour(lines, i, 1)
    if before is None or after is None or ends_sentence(before) or not after.body[0].islower():
        return False
    # The first line of a paragraph does so too, but after a short line: a heading.
    return len(before.body) >= 0.7 * len(after.body) and len(before.body) > len(lines[i].body)


def _chains(numbers: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the runs of numbers that rise at the pace of pages; each number is in one run."""
    chains: list[list[tuple[int, int]]] = []
    for i, n in numbers:
        for chain in reversed(chains[-8:]):
            j, m = chain[-1]
            if n > m and _LEAST_LINES <= (i - j) / (n - m) <= _MOST_LINES:
                chain.append((i, n))
                break
        else:
            chains.append([(i, n)])
    return chains
