"""Letting rows, texts and pictures out of a project: what is written to a file for others is looked through first.

Lists are data rather than prose, often with transcripts in them: they are looked
through for what leaves no doubt (real names, inner names, numbers, small cells).
Texts of the authors, such as scenes and codebooks, are looked through like
reports.  What goes to colleagues (bundles, plans of merges) or takes the
material itself out again (an original, the key) is not looked through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.core.leaks import Leak, in_order, small_cells
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.protection.guarding import Printed, guard, leaks_in, let_out, report_texts, sure_leaks
from qualcode.protection.keyholding import key_at_hand

_IDS = frozenset({"id", "hash", "revision", "object", "event", "action", "time", "at", "made_at", "when"})
_TAG = re.compile(r"<[^>]*>")


def row_texts(rows: Iterable[Mapping[str, object]], keys: Sequence[str]) -> Iterator[Printed]:
    """Yield the texts of rows with where each stands; the same words in a column once, at their first row."""
    wanted = [key for key in keys if key not in _IDS and not key.endswith("_id")]
    seen: dict[str, set[str]] = {key: set() for key in wanted}
    for n, row in enumerate(rows, start=1):
        for key in wanted:
            for text in _texts(row.get(key)):
                if text not in seen[key]:
                    seen[key].add(text)
                    yield Printed(_("row {n}, {column}").format(n=n, column=key), text, told=False)


def cell_texts(headings: Sequence[str], lines: Iterable[Sequence[object]]) -> Iterator[Printed]:
    """Yield the texts of a table of lists, its headings among them."""
    yield from (Printed(_("headings"), heading, told=False) for heading in headings)
    yield from row_texts((dict(zip(headings, line, strict=False)) for line in lines), headings)


def line_texts(text: str) -> Iterator[Printed]:
    """Yield the lines of a text."""
    for n, line in enumerate(text.splitlines(), start=1):
        yield Printed(_("line {line}").format(line=n), line, told=False)


def picture_texts(svg: str, alt: str) -> Iterator[Printed]:
    """Yield the words of a picture, and those of its description."""
    yield from (Printed(_("picture"), html.unescape(words), told=False) for words in _TAG.split(svg) if words.strip())
    yield Printed(_("description"), alt, told=False)


def form_leaks(project: Project, text: str) -> list[Leak]:
    """Return the leaks of a text in YAML that authors wrote (a codebook, scenes, claims), found as in a report."""
    from qualcode.exchange.yaml_nodes import plain_value

    return leaks_in(guard(project, key_at_hand(project)), report_texts(plain_value(text)), quick=True)


def list_leaks(project: Project, texts: Iterable[Printed], cells: Mapping[str, int] | None = None) -> list[Leak]:
    """Return what in rows or a plain text shows somebody beyond doubt.

    ``cells`` are counts of persons by where they stand.  Real names are known
    when the key can be opened without asking.
    """
    watch = guard(project, key_at_hand(project))
    return in_order([*sure_leaks(watch, texts), *small_cells(cells or {}, least=watch.least)])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


__all__ = [
    "cell_texts",
    "form_leaks",
    "let_out",
    "line_texts",
    "list_leaks",
    "picture_texts",
    "row_texts",
]
