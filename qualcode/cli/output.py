"""Rows as data: an aligned table for reading, JSON, CSV or TSV for programs.

The keys of JSON and CSV are English and stable; the headings of the table are
worded in the person's language.  Only a table on a terminal is cut to its width.
"""

from __future__ import annotations

import functools
import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from qualcode.cli.releasing import allow_option, release_rows, the_call
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _

Row = Mapping[str, object]
#: Looks through rows (with their keys, the shape, and counts of persons) before they are written to a file.
Release = Callable[[Sequence[Row], Sequence[str], str, Mapping[str, int] | None], None]
Shape = Literal["table", "json", "nl", "csv", "tsv"]
_GAP = "  "
_NARROWEST = 8
_MARK = "…"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the row's key, the heading, and how a value is shown."""

    key: str
    heading: str
    show: Callable[[Any], str] | None = None

    def text(self, row: Row) -> str:
        """Return the row's cell on one line."""
        value = row.get(self.key)
        shown = self.show(value) if self.show is not None and value is not None else _cell(value)
        return " ".join(shown.split()) if "\n" in shown or "\t" in shown else shown


@dataclass(frozen=True, slots=True)
class Output:
    """How and where a command writes its rows."""

    shape: Shape = "table"
    headers: bool = True
    file: str | None = None
    release: Release | None = None

    def rows(
        self,
        rows: Iterable[Row],
        columns: Sequence[Column],
        *,
        keys: Sequence[str] = (),
        cells: Mapping[str, int] | None = None,
    ) -> None:
        """Write rows; ``columns`` are the table's, ``keys`` the further ones of JSON, CSV and TSV.

        ``cells`` are counts of persons among them, by where they stand.  Raises
        QualcodeError when the file cannot be written or would show somebody.
        """
        found = list(rows)
        names = list(dict.fromkeys([*(c.key for c in columns), *keys]))
        self._look_through(found, names, cells)
        if self.shape == "json":
            self._write(_dumps([_chosen(row, names) for row in found], indent=2) + "\n")
        elif self.shape == "nl":
            self._write("".join(_dumps(_chosen(row, names)) + "\n" for row in found))
        elif self.shape == "table":
            self._write(_table(found, columns, headers=self.headers, width=self._width()))
        else:
            self._write(_separated(found, names, "," if self.shape == "csv" else "\t", headers=self.headers))

    def record(self, row: Row, columns: Sequence[Column], *, keys: Sequence[str] = ()) -> None:
        """Write one thing: a line per field for reading, an object in JSON, a single row in CSV and TSV."""
        names = list(dict.fromkeys([*(c.key for c in columns), *keys]))
        if self.shape in ("json", "nl"):
            self._look_through([row], names)
            self._write(_dumps(_chosen(row, names), indent=2 if self.shape == "json" else None) + "\n")
        elif self.shape == "table":
            self._look_through([row], names)
            self._write(_sheet(row, columns))
        else:
            self.rows([row], columns, keys=keys)

    def text(self, text: str) -> None:
        """Write text as it is."""
        self._write(text)

    def _look_through(self, found: Sequence[Row], names: Sequence[str], cells: Mapping[str, int] | None = None) -> None:
        if self.release is not None and self.file not in (None, "-"):
            self.release(found, names, self.shape, cells)

    def _width(self) -> int:
        if self.file is None and sys.stdout.isatty():
            return max(40, shutil.get_terminal_size().columns)
        return 0

    def _write(self, text: str) -> None:
        if self.file in (None, "-"):
            click.echo(text, nl=False)
        else:
            write_file(Path(str(self.file)), text.encode("utf-8"))


def write_file(path: Path, data: bytes) -> None:
    """Write a file in full or not at all.

    Raises QualcodeError when it cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise QualcodeError(
            _("cannot write {file}: {why}").format(file=path, why=error.strerror or error),
            _("Choose another place with -o."),
        ) from None


def rows(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of rows to a command and pass it the :class:`Output` as ``out``."""

    @functools.wraps(function)
    def with_output(*args: Any, **given: Any) -> Any:
        shapes = [shape for shape in ("json", "nl", "csv", "tsv") if given.pop(f"as_{shape}")]
        if len(shapes) > 1:
            raise UsageProblem(
                _("choose one of {names}").format(names=", ".join(f"--{shape}" for shape in shapes)),
                _("Without any of them the rows come as a table."),
            )
        shape: Any = shapes[0] if shapes else "table"
        call = the_call()
        call.allow = given.pop("allow")
        out = Output(shape, not given.pop("no_headers"), given.pop("out_file"), partial(release_rows, call))
        return function(*args, out=out, **given)

    options = (
        click.option("--json", "as_json", is_flag=True, help=_("Write a JSON array.")),
        click.option("--nl", "as_nl", is_flag=True, help=_("Write one JSON object a line.")),
        click.option("--csv", "as_csv", is_flag=True, help=_("Write CSV.")),
        click.option("--tsv", "as_tsv", is_flag=True, help=_("Write tab-separated values.")),
        click.option("--no-headers", is_flag=True, help=_("Leave the headings out.")),
        click.option("-o", "--out", "out_file", metavar="FILE", help=_("Write to a file.")),
        allow_option,
    )
    decorated: Callable[..., Any] = with_output
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def cells(text: str) -> int:
    """Return the number of terminal cells that a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    without = sum(unicodedata.combining(c) != 0 or unicodedata.category(c) in ("Cf", "Mn", "Me") for c in text)
    return len(text) + wide - without


def cut(text: str, width: int) -> str:
    """Return a text in at most so many cells, ended by … where something is left out."""
    if cells(text) <= width:
        return text
    out, used = "", 0
    for letter in text:
        used += cells(letter)
        if used > width - 1:
            break
        out += letter
    return out.rstrip() + _MARK


def yes_no(value: object) -> str:
    """Word a truth value."""
    return _("yes") if value else _("no")


def _chosen(row: Row, names: Sequence[str]) -> dict[str, object]:
    return {name: row.get(name) for name in names}


def _dumps(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, Mapping):
        return " ".join(f"{k}={v}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_cell(v) for v in value)
    return str(value)


def _flat(value: object) -> str:
    """Return a value for CSV: lists joined by ``;``, mappings as ``key=value``, truth as 1 and 0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Mapping):
        return ";".join(f"{k}={v}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ";".join(_flat(v) for v in value)
    return str(value)


def _separated(found: Sequence[Row], names: Sequence[str], mark: str, *, headers: bool) -> str:
    import csv
    import io

    lines = [[_flat(row.get(name)) for name in names] for row in found]
    if headers:
        lines.insert(0, list(names))
    if mark == "\t":
        return "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(lines)
    return target.getvalue()


def _table(found: Sequence[Row], columns: Sequence[Column], *, headers: bool, width: int) -> str:
    if not found:
        return ""
    body = [[column.text(row) for column in columns] for row in found]
    right = [all(isinstance(row.get(c.key), int | float | None) for row in found) and c.show is None for c in columns]
    heads = [column.heading for column in columns]
    widths = [max(cells(line[i]) for line in ([heads, *body] if headers else body)) for i in range(len(columns))]
    widths = _fitted(widths, width - len(_GAP) * (len(columns) - 1)) if width else widths
    lines = []
    if headers:
        lines += [_line(heads, widths, right), _line(["-" * w for w in widths], widths, right)]
    lines += [_line(line, widths, right) for line in body]
    return "".join(line + "\n" for line in lines)


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit in the room, none under its least width."""
    out = list(widths)
    while sum(out) > room:
        widest = max(range(len(out)), key=out.__getitem__)
        if out[widest] <= _NARROWEST:
            break
        out[widest] -= 1
    return out


def _line(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, width, to_right in zip(line, widths, right, strict=True):
        shown = cut(cell, width)
        blank = " " * (width - cells(shown))
        parts.append(blank + shown if to_right else shown + blank)
    return _GAP.join(parts).rstrip()


def _sheet(row: Row, columns: Sequence[Column]) -> str:
    shown = [
        (c.heading, c.show(row[c.key]) if c.show and row.get(c.key) is not None else _cell(row.get(c.key)))
        for c in columns
    ]
    shown = [(heading, value) for heading, value in shown if value]
    width = max((cells(heading) for heading, _value in shown), default=0)
    lines = []
    for heading, value in shown:
        blank = " " * (width - cells(heading))
        indented = value.replace("\n", "\n" + " " * (width + len(_GAP)))
        lines.append(f"{heading}{blank}{_GAP}{indented}\n")
    return "".join(lines)
