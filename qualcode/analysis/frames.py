"""The material as pandas frames, and tables of codes counted from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from qualcode.core.cases import Case
from qualcode.core.codebook import Codebook
from qualcode.core.codings import Coding
from qualcode.core.people import Person
from qualcode.core.sources import Source

GROUPS = ("source", "coder", "case", "kind", "series")
_SOURCE_COLUMNS = "handle title kind date place mode series version case words characters".split()


def sources_frame(sources: Sequence[Source], cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a source, with the case's attributes as columns ``attr:NAME``; indexed by source id."""
    by_id = {case.id: case for case in cases}
    rows = []
    for s in sources:
        case = by_id.get(s.case or "")
        row: dict[str, object] = {name: getattr(s, name) for name in _SOURCE_COLUMNS if name != "case"}
        row["case"] = case.printed if case else ""
        row |= {f"attr:{k}": v for k, v in (case.attributes.items() if case else ())}
        rows.append(row)
    frame = pd.DataFrame(rows, index=pd.Index([s.id for s in sources], name="id"))
    return frame if rows else frame.reindex(columns=_SOURCE_COLUMNS)


def codings_frame(
    codings: Sequence[Coding],
    sources: Sequence[Source],
    codebook: Codebook,
    people: Sequence[Person],
    quote: Callable[[Coding], str] | None = None,
) -> pd.DataFrame:
    """Return one row a coding: source, coder, code (handles), position, facets as columns ``facet:NAME``.

    With ``quote`` the words of each passage stand in a column of their own.
    """
    handles = {s.id: s.handle for s in sources}
    names = {p.id: p.name for p in people}
    columns = ["source", "coder", "code", "start", "end", "absent", "made_at", "layer"]
    rows = []
    for c in codings:
        row: dict[str, object] = {
            "source": handles[c.source],
            "coder": names.get(c.coder, ""),
            "code": codebook.by_id[c.code].handle,
            "start": c.start,
            "end": c.end,
            "absent": c.absent,
            "made_at": c.made_at,
            "layer": "coders" if c.layer.startswith("own:") else "consensus",
        }
        row |= {f"facet:{k}": v for k, v in c.facets.items()}
        if quote is not None:
            row["quote"] = quote(c)
        rows.append(row)
    frame = pd.DataFrame(rows, index=pd.Index([c.id for c in codings], name="id"))
    if not rows:
        return frame.reindex(columns=columns)
    return frame.astype({"start": "Int64", "end": "Int64"})


def code_table(codings: pd.DataFrame, sources: pd.DataFrame, codebook: Codebook, *, by: str) -> pd.DataFrame:
    """Return how many codings of coders each code has per group: codes in tree order as rows, groups as columns.

    ``by`` is one of :data:`GROUPS` or ``attr:NAME``.  Only codes that carry
    codings have a row; a last column ``total`` sums the row.  Raises KeyError
    for a group that the material does not have.
    """
    codings = codings[codings["layer"] == "coders"]
    groups: Mapping[str, object] | None = None
    if by in ("source", "coder"):
        column = codings[by]
    else:
        groups = dict(zip(sources["handle"], sources[by].fillna(""), strict=True))
        column = codings["source"].map(groups)
    table = pd.crosstab(codings["code"], column.astype(str))
    order = [code.handle for code in codebook.standing if code.handle in table.index]
    table = table.reindex(order)
    table["total"] = table.sum(axis=1)
    table.columns.name = by
    return table
