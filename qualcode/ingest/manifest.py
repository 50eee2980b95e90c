"""Manifests: one CSV row of details per file, for importing many at once."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping
from pathlib import Path

from qualcode.errors import SourceRejected
from qualcode.i18n import _
from qualcode.ingest.details import FIELDS, Details, Unfit, read_field

__all__ = ["COLUMNS", "Details", "read_manifest"]

#: The columns that a manifest may have, besides ``attr:NAME``.
COLUMNS = ("file", *FIELDS)
_WORDS = {
    "fil": "file",
    "filnamn": "file",
    "titel": "title",
    "typ": "kind",
    "datum": "date",
    "plats": "place",
    "form": "mode",
    "talare": "speakers",
    "fall": "case",
    "serie": "series",
    "språk": "language",
}
_MAX_BYTES = 5_000_000


def read_manifest(path: str | Path) -> dict[str, Details]:
    """Return the details of each file that a manifest names, in its order.

    The delimiter (comma, semicolon or tab) is the one that the header has most of.  Raises
    SourceRejected when the manifest cannot be read; a bad row is named with file, row (from 1, the
    header counted), column and the mend.
    """
    path = Path(path)
    text = _text(path)
    header_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    listed: dict[str, Details] = {}
    try:
        columns = [_column(path.name, cell) for cell in next(rows, [])]
        _check_header(path.name, columns)
        for row in rows:
            number = rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
                raise _bad(
                    path.name,
                    number,
                    "",
                    _("The row has more cells than the header; put cells with {sign} in quotation marks.").format(
                        sign="“" + delimiter + "”"
                    ),
                )
            name, details = _row(path.name, number, columns, row)
            if name in listed:
                raise _bad(path.name, number, "file", _("{file} is there already; leave one row.").format(file=name))
            listed[name] = details
    except csv.Error:
        raise _bad(
            path.name, rows.line_num, "", _("A quotation mark is not closed, or stands inside a cell.")
        ) from None
    return listed


def _text(path: Path) -> str:
    """Return the manifest's text, its line ends made alike."""
    from qualcode.core.texts import normalise
    from qualcode.ingest.files import decode, read_original

    text, _encoding, _notes = decode(read_original(path, _MAX_BYTES), path.name)
    return normalise(text)


def _column(name: str, cell: str) -> str:
    """Return a column's name as the fields have it."""
    cell = cell.strip()
    if cell.casefold().startswith("attr:") and cell[5:].strip():
        return "attr:" + cell[5:].strip()
    column = _WORDS.get(cell.casefold(), cell.casefold().replace(" ", "_").replace("-", "_"))
    if column in COLUMNS or not column:
        return column
    near = difflib.get_close_matches(column, COLUMNS, n=1)
    hint = _("Did you mean {name}?").format(name=near[0]) if near else _("Write it as attr:{name}.").format(name=cell)
    raise SourceRejected(_("{file}: a manifest has no column “{column}”.").format(file=name, column=cell), hint)


def _check_header(name: str, columns: list[str]) -> None:
    if "file" not in columns:
        raise SourceRejected(
            _("{file}: the manifest has no column “file”.").format(file=name),
            _("The first line must name the columns: {columns}.").format(columns=", ".join(COLUMNS)),
        )
    twice = next((c for i, c in enumerate(columns) if c and c in columns[:i]), "")
    if twice:
        raise SourceRejected(
            _("{file}: the column “{column}” is there twice.").format(file=name, column=twice), _("Leave one of them.")
        )


def _row(name: str, number: int, columns: list[str], row: list[str]) -> tuple[str, Details]:
    """Return the file that a row is about, and its details."""
    values: dict[str, object] = {}
    attributes: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        text = cell.strip()
        if not text or not column:
            continue
        if column.startswith("attr:"):
            attributes[column[5:]] = text
            continue
        try:
            values[column] = text if column == "file" else read_field(column, text)
        except Unfit as problem:
            mend = problem.mend
            raise _bad(name, number, column, mend[:1].upper() + mend[1:] + ".") from None
    file = str(values.pop("file", ""))
    if not file:
        raise _bad(name, number, "file", _("Name the file that the row is about."))
    return file, _details(values, attributes)


def _details(values: Mapping[str, object], attributes: Mapping[str, str]) -> Details:
    return Details(attributes=attributes, **values)  # type: ignore[arg-type]


def _bad(name: str, number: int, column: str, mend: str) -> SourceRejected:
    if column:
        message = _("{file}, row {row}, column “{column}”: the value does not fit.").format(
            file=name, row=number, column=column
        )
    else:
        message = _("{file}, row {row}: the row cannot be read.").format(file=name, row=number)
    return SourceRejected(message, mend)
