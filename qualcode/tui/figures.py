"""Numbers, shares and quotes as they are written in the language in force."""

from __future__ import annotations

from textual.content import Content

from qualcode.core.codebook import Codebook
from qualcode.core.codings import Coding
from qualcode.core.layout import cells as cell_count
from qualcode.i18n import get_language, ngettext
from qualcode.teams.figure_words import number_text
from qualcode.wording import quoted


def number(n: int) -> str:
    """Return a whole number with narrow blanks (Swedish) or commas (English) between thousands."""
    return f"{n:,}".replace(",", "\u00a0") if get_language() == "sv" else f"{n:,}"


def coefficient(value: float | None, digits: int = 2) -> str:
    """Return a figure of agreement in the signs of the language in force; a dash for none."""
    return "–" if value is None else number_text(value, digits)


def per_cent(share: float) -> str:
    """Return a share as whole per cent."""
    return f"{round(100 * share)}\u00a0%" if get_language() == "sv" else f"{round(100 * share)}%"


def bar(share: float, cells: int = 10) -> str:
    """Return a share as a bar of half-cell steps."""
    halves = round(max(0.0, min(1.0, share)) * cells * 2)
    return ("━" * (halves // 2) + ("╸" if halves % 2 else "")).ljust(cells)


def quote(text: str, cells: int) -> str:
    """Return the words of a passage between the language's quotation marks, cut to a width."""
    plain = " ".join(text.split())
    if len(plain) > cells - 2:
        plain = plain[: max(1, cells - 3)].rstrip() + "…"
    return quoted(plain)


def facets_words(coding: Coding, codebook: Codebook) -> str:
    """Return a coding's facets as their values' names."""
    language = get_language()
    out = []
    for facet in codebook.facets:
        chosen = coding.facets.get(facet.handle)
        out += [v.name(language) for v in facet.values if v.handle == chosen]
    return " · ".join(out)


def words(n: int) -> str:
    """Return a count of words."""
    return ngettext("{n} word", "{n} words", n).format(n=number(n))


def _broken(text: str, cells: int, lines: int) -> str:
    """Return what ``fitted`` does of a line all of whose characters are one cell wide; most cells are of that kind."""
    out: list[str] = []
    at = 0
    while len(text) - at > cells and len(out) < lines - 1:
        cut = text.rfind(" ", at, at + cells + 1)
        after = cut + 1
        if cut <= at:
            cut = after = at + cells
        out.append(text[at:cut].rstrip())
        at = after
    rest = text[at:]
    out.append(rest if len(rest) <= cells else rest[: max(0, cells - 1)] + "…")
    return "\n".join(out)


def fitted(value: str | Content, cells: int, lines: int) -> Content:
    """Return a cell broken over at most so many lines of a width, with an ellipsis where words are left out."""
    if isinstance(value, str) and "\n" not in value and cell_count(value) == len(value):
        return Content(_broken(value, cells, lines))
    content = value if isinstance(value, Content) else Content(value)
    if content.cell_length <= cells and "\n" not in content.plain:
        return content
    out: list[Content] = []
    parts = content.split("\n", allow_blank=True)
    for n, part in enumerate(parts):
        wrapped = [w.rstrip() for w in part.wrap(cells)] if part.cell_length > cells else [part]
        room = max(1, lines - len(out) - (len(parts) - n - 1))
        if len(wrapped) > room:
            rest = Content(" ").join(wrapped[room - 1 :])
            wrapped = [*wrapped[: room - 1], rest.truncate(cells, ellipsis=True)]
        out += wrapped
    return Content("\n").join(out[:lines])
