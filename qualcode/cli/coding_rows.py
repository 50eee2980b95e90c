"""Codings as rows: their words, lines, turns and speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.cli.output import Column
from qualcode.core.codings import Coding
from qualcode.core.ids import short
from qualcode.core.search import turn_at
from qualcode.i18n import _, get_language

if TYPE_CHECKING:
    from qualcode.project import Project

KEYS = (
    "id source line last_line turn speaker code code_name coder facets quote absent adrift rough_time origin "
    "start end made_at layer"
).split()


def coding_rows(project: Project, found: Sequence[Coding]) -> list[dict[str, object]]:
    """Return codings as rows with their words, lines, turns and speakers."""
    book = project.codebook()
    people = {p.id: p.name for p in project.persons()}
    sources = {s.id: s for s in project.sources()}
    rounds = {r.id: r.name for r in project.rounds()}
    out = []
    for c in found:
        source = sources[c.source]
        row: dict[str, object] = {
            "id": c.id,
            "source": source.handle,
            "code": book.by_id[c.code].handle,
            "code_name": book.by_id[c.code].name(get_language()),
            "coder": people.get(c.coder, ""),
            "facets": dict(c.facets),
            "absent": c.absent,
            "adrift": c.adrift,
            "review": c.review,
            "rough_time": c.rough_time,
            "origin": c.origin,
            "start": c.start,
            "end": c.end,
            "made_at": c.made_at,
            "layer": "coders" if c.layer.startswith("own:") else rounds.get(c.layer.partition(":")[2], c.layer),
            "quote": project.quote(source, c.start, c.end),
        }
        if c.start is not None and c.end is not None:
            row["line"], row["last_line"] = project.line_map(source).lines(c.start, c.end)
            turn = turn_at(project.turns(source), c.start)
            row["turn"], row["speaker"] = (turn.n, turn.speaker) if turn else (None, "")
        out.append(row)
    return out


def _worded_facets(facets: Mapping[str, str]) -> str:
    return " ".join(f"{k}={v}" for k, v in facets.items())


def coding_columns() -> list[Column]:
    """Return the columns of a table of codings."""
    return [
        Column("id", _("Id"), short),
        Column("source", _("Source")),
        Column("line", _("Line")),
        Column("speaker", _("Speaker")),
        Column("code", _("Code")),
        Column("coder", _("Coder")),
        Column("facets", _("Facets"), _worded_facets),
        Column("quote", _("Words")),
    ]
