"""Judgements from plain CSV files: units with values, and marks in texts.

Columns are told by their names in the first row, in any order; further columns
are passed over.  Comma, semicolon and tab part the columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.core.agreement.judgements import Judgements, as_number, judged_units, marked_texts
from qualcode.core.agreement.marks import Mark, MarkedText, marked_text
from qualcode.errors import UsageProblem
from qualcode.i18n import _

_UNIT_COLUMNS = ("unit", "coder", "value")
_SPAN_COLUMNS = ("text", "length", "coder", "start", "end", "value")
_SEPARATOR = "|"
_SHOWN = 30
_LONGEST_NUMBER = 15
_Row = tuple[int, dict[str, str]]


def read_units(path: Path, *, level: str = "nominal", categories: Sequence[str] = ()) -> Judgements:
    """Return the judgements of a file with the columns unit, coder and value.

    ``|`` parts several values; an empty value says that the coder saw the unit
    and chose nothing; who has no row for a unit did not see it.  On a scale
    (``level`` other than nominal) values are numbers, or for ``ordinal`` words
    in the order of ``categories``.  Raises UsageProblem with file, row and mend.
    """
    scale = _Scale(path, level, categories)
    found: dict[str, dict[str, frozenset[str]]] = {}
    rows: dict[tuple[str, str], int] = {}
    for n, row in table_rows(path, _UNIT_COLUMNS):
        unit, coder = row["unit"], row["coder"]
        if not unit:
            raise bad_row(path, n, _("no unit; name the unit that was judged"))
        if not coder:
            raise bad_row(path, n, _("no coder; name who judged the unit"))
        if (unit, coder) in rows:
            text = _("{coder} judged unit {unit} in row {row} already; put several values in one row, parted by |")
            raise bad_row(path, n, text.format(coder=shown(coder), unit=shown(unit), row=rows[unit, coder]))
        rows[unit, coder] = n
        found.setdefault(unit, {})[coder] = frozenset(scale.value(n, value) for value in values_in(row["value"]))
    if not found:
        raise bad_row(path, 1, _("no rows under the headings; write one row for each unit and coder"))
    return judged_units(found, scale.categories, scale.places(found))


def read_spans(path: Path, *, categories: Sequence[str] = ()) -> Judgements:
    """Return the judgements of a file with the columns text, length, coder, start, end and value.

    Positions count characters from 0, the end not included.  A row with empty
    start, end and value says that the coder read the text.  Raises UsageProblem
    with file, row and mend.
    """
    scale = _Scale(path, "nominal", categories)
    lengths: dict[str, int] = {}
    marks: dict[str, list[Mark]] = {}
    read: dict[str, dict[str, None]] = {}
    places: list[tuple[int, str, int]] = []
    for n, row in table_rows(path, _SPAN_COLUMNS):
        text, coder = row["text"], row["coder"]
        if not text:
            raise bad_row(path, n, _("no text; name the text that was read"))
        if not coder:
            raise bad_row(path, n, _("no coder; name who read the text"))
        if row["length"]:
            length = _whole(path, n, "length", row["length"])
            if lengths.setdefault(text, length) != length:
                message = _("the length of {text} is {one} here and {other} above; give it one length")
                raise bad_row(path, n, message.format(text=shown(text), one=length, other=lengths[text]))
        elif text not in lengths:
            message = _("the length of {text} is missing; give its number of characters")
            raise bad_row(path, n, message.format(text=shown(text)))
        read.setdefault(text, {})[coder] = None
        own = marks.setdefault(text, [])
        if not (row["start"] or row["end"] or row["value"]):
            continue
        if not (row["start"] and row["end"]):
            raise bad_row(path, n, _("start or end is missing; give both, or leave start, end and value empty"))
        values = values_in(row["value"])
        if not values:
            raise bad_row(path, n, _("the value is missing; give it, or leave start and end empty too"))
        start, end = _whole(path, n, "start", row["start"]), _whole(path, n, "end", row["end"])
        if start >= end:
            message = _("the span {start}–{end} holds nothing; the end comes after the start")
            raise bad_row(path, n, message.format(start=start, end=end))
        places.append((n, text, end))
        own += (Mark(coder, scale.value(n, value), start, end) for value in values)
    for n, text, end in places:
        if end > lengths[text]:
            message = _("the span ends at {end}, but {text} has {n} characters; mend the end or the length")
            raise bad_row(path, n, message.format(end=end, text=shown(text), n=lengths[text]))
    if not lengths:
        raise bad_row(path, 1, _("no rows under the headings; write one row for each mark, and one for each reader"))
    texts: list[MarkedText] = [marked_text(name, lengths[name], marks[name], read[name]) for name in lengths]
    return marked_texts(texts, scale.categories)


class _Scale:
    """The values that may stand in a file, and where they stand on their scale."""

    def __init__(self, path: Path, level: str, categories: Sequence[str]) -> None:
        self._path = path
        self._level = level
        # Words can be ranked, but only numbers have distances.
        self._numbers = level in ("interval", "ratio") or (level == "ordinal" and not categories)
        self.categories = [self.value(0, category) for category in categories]
        self._allowed = frozenset(self.categories)

    def value(self, row: int, value: str) -> str:
        """Return a value as it is counted; raises UsageProblem when it may not stand there."""
        if self._numbers:
            number = as_number(value)
            if number is None and self._level == "ordinal":
                message = _("{value} is no number; name the values in their order with --categories low,…,high")
                raise bad_row(self._path, row, message.format(value=shown(value)))
            if number is None or (self._level == "ratio" and number < 0):
                message = _("{value} is no number that --level {level} can take; mend it, or choose another level")
                raise bad_row(self._path, row, message.format(value=shown(value), level=self._level))
            value = f"{number:.12g}"
        if row and self._allowed and value not in self._allowed:
            message = _("{value} is not among --categories; mend it, or add it there")
            raise bad_row(self._path, row, message.format(value=shown(value)))
        return value

    def places(self, found: dict[str, dict[str, frozenset[str]]]) -> dict[str, float]:
        """Return the places of the values on the scale: numbers as they are, words by their rank."""
        if self._level == "nominal":
            return {}
        if not self._numbers:
            return {value: float(i) for i, value in enumerate(self.categories)}
        used = {value for unit in found.values() for chosen in unit.values() for value in chosen}
        return {value: float(value) for value in used | self._allowed}


def table_rows(path: Path, columns: Sequence[str], *, more: Sequence[str] = ()) -> Iterator[_Row]:
    """Yield the rows of a CSV file with their line numbers; columns of ``more`` may be missing and are then empty.

    Raises UsageProblem with file, row and mend.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageProblem(_("{file} is not in UTF-8; save it as CSV in UTF-8").format(file=path.name)) from None
    except OSError as error:
        message = _("{file} cannot be read ({why}); name a CSV file")
        raise UsageProblem(message.format(file=path.name, why=error.strerror or error)) from None
    mark = max(",;\t", key=content.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=mark, strict=True)
    try:
        heads = [head.strip().casefold() for head in next(reader, [])]
        missing = [name for name in columns if name not in heads]
        if missing:
            message = _("no column {missing}; the first row must name the columns {columns}")
            raise bad_row(path, 1, message.format(missing=", ".join(missing), columns=", ".join(columns)))
        at = {name: heads.index(name) for name in (*columns, *more) if name in heads}
        absent = dict.fromkeys(name for name in more if name not in heads)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
                message = _('{n} cells where there are {columns} columns; put values that hold a "{mark}" in quotes')
                raise bad_row(path, reader.line_num, message.format(n=len(cells), columns=len(heads), mark=mark))
            row = dict.fromkeys(absent, "") | {
                name: cells[i].strip() if i < len(cells) else "" for name, i in at.items()
            }
            yield reader.line_num, row
    except csv.Error:
        raise bad_row(path, reader.line_num, _("not CSV; look for a quotation mark that is not closed")) from None


def values_in(cell: str) -> list[str]:
    """Return the values in a cell, parted by ``|``."""
    return [value for part in cell.split(_SEPARATOR) if (value := part.strip())]


def _whole(path: Path, row: int, column: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        message = _("{column} is {value}; write a whole number of characters")
        raise bad_row(path, row, message.format(column=column, value=shown(text)))
    return int(text)


def shown(text: str) -> str:
    """Return the beginning of a text, for messages."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def bad_row(path: Path, row: int, what: str) -> UsageProblem:
    """Return the error that tells what is wrong in a row of a file."""
    if not row:
        return UsageProblem(f"--categories: {what}")
    return UsageProblem(_("{file}, row {row}: {what}").format(file=path.name, row=row, what=what))
