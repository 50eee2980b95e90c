"""Reading the folded tables back as the values of the domain."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator

from qualcode.core.cases import Case
from qualcode.core.codebook import Axis, BookInfo, Code, Codebook, Facet, FacetValue, NearMiss
from qualcode.core.codings import Coding, Marks
from qualcode.core.people import Person
from qualcode.core.sources import Source, Speaker, Turn
from qualcode.core.texts import Edit
from qualcode.store.refs import Coders, Ids
from qualcode.store.rows import lists, named_rows, strings
from qualcode.store.source_rows import read_edits


def people(db: sqlite3.Connection) -> list[Person]:
    """Return the persons who work in the project, in the order they came."""
    rows = named_rows(db, "SELECT id, name, role FROM person WHERE standing = id ORDER BY made_at, id")
    return [Person(r["id"], r["name"] or "", r["role"] or "") for r in rows]


def sources(db: sqlite3.Connection) -> list[Source]:
    """Return the sources in their order."""
    out = []
    for r in named_rows(db, "SELECT * FROM source WHERE standing = id ORDER BY coalesce(position, 0), handle, id"):
        speakers = tuple(Speaker(*row) for row in lists(r["speakers"]))
        plain = {n: r[n] or "" for n in ("date", "place", "mode", "series", "file_name", "format", "encoding")}
        out.append(
            Source(
                r["id"],
                r["handle"] or "",
                r["title"] or "",
                r["kind"] or "document",
                r["text"],
                r["base"] or "",
                language=r["language"] or "sv",
                version=r["version"],
                case=r["case_id"],
                original=r["original"] or "",
                first_line=r["first_line"] or 1,
                words=r["words"],
                characters=r["characters"],
                position=r["position"] or 0,
                speakers=speakers,
                apparatus=tuple(json.loads(r["apparatus"])) if r["apparatus"] else (),
                **plain,
            )
        )
    return out


def text(db: sqlite3.Connection, digest: str) -> str | None:
    """Return a text revision, or None when it is not in the file or was blanked."""
    row = db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
    return None if row is None else row[0]


def original(db: sqlite3.Connection, digest: str) -> bytes | None:
    """Return the bytes of an imported file."""
    row = db.execute("SELECT bytes FROM original WHERE hash = ?", (digest,)).fetchone()
    return None if row is None else row[0]


def revisions(db: sqlite3.Connection, source: str) -> list[tuple[Edit, ...]]:
    """Return the edit lists that led from a source's base text to its newest revision."""
    rows = db.execute("SELECT edits FROM revision WHERE source = ? ORDER BY n", (source,))
    return [read_edits(row[0]) for row in rows]


def turns(db: sqlite3.Connection, source: str) -> list[Turn]:
    """Return the turns of a source in order."""
    return [
        Turn(*row)
        for row in db.execute("SELECT n, speaker, start, body, end FROM turn WHERE source = ? ORDER BY n", (source,))
    ]


def cases(db: sqlite3.Connection) -> list[Case]:
    """Return the cases by kind and name."""
    rows = named_rows(db, "SELECT * FROM case_record ORDER BY kind, name, id")
    return [
        Case(
            r["id"],
            r["name"] or "",
            r["public"] or "",
            r["kind"] or "person",
            r["pronoun"] or "",
            json.loads(r["attributes"]),
        )
        for r in rows
    ]


def codebook(db: sqlite3.Connection) -> Codebook:
    """Return every code, axis and facet of the project."""
    codes = []
    text_fields = (
        "handle name_sv name_en short kind definition when_to_use when_not example counter_example citation "
        "colour status voiced_by"
    ).split()
    defaults = {"kind": "theme", "status": "active", "voiced_by": "anyone"}
    for r in named_rows(db, "SELECT * FROM code"):
        plain = {n: r[n] or defaults.get(n, "") for n in text_fields}
        codes.append(
            Code(
                r["id"],
                parent=r["tree_parent"],
                cues=strings(r["cues"]),
                near_misses=tuple(NearMiss(*m) for m in lists(r["near_misses"])),
                not_forms=strings(r["not_forms"]),
                aliases=strings(r["aliases"]),
                ideal_type=bool(r["ideal_type"]),
                position=r["position"] or 0,
                codebook=r["codebook"],
                merged_into=r["standing"] if r["standing"] != r["id"] else None,
                split_into=strings(r["split_into"]),
                **plain,
            )
        )
    return Codebook(tuple(codes), tuple(_axes(db)), tuple(_facets(db)), tuple(_books(db)))


def _axes(db: sqlite3.Connection) -> Iterator[Axis]:
    for r in named_rows(db, "SELECT * FROM axis ORDER BY coalesce(position, 0), handle, id"):
        yield Axis(
            r["id"],
            r["handle"] or "",
            r["name_sv"] or "",
            r["left_code"] or "",
            r["right_code"] or "",
            r["name_en"] or "",
            tuple((p[0], p[1]) for p in lists(r["pairs"])),
            r["citation"] or "",
            r["position"] or 0,
            r["codebook"],
        )


def _facets(db: sqlite3.Connection) -> Iterator[Facet]:
    for r in named_rows(db, "SELECT * FROM facet ORDER BY coalesce(position, 0), handle, id"):
        yield Facet(
            r["id"],
            r["handle"] or "",
            r["name_sv"] or "",
            r["name_en"] or "",
            tuple(FacetValue(*row) for row in lists(r["choices"])),
            r["position"] or 0,
            r["codebook"],
        )


def _books(db: sqlite3.Connection) -> Iterator[BookInfo]:
    for r in named_rows(db, "SELECT * FROM codebook ORDER BY handle, id"):
        yield BookInfo(
            r["id"],
            r["handle"] or "",
            r["title_sv"] or "",
            r["title_en"] or "",
            r["version"] or 1,
            r["description"] or "",
            strings(r["citations"]),
        )


def codings(
    db: sqlite3.Connection,
    *,
    source: str | None = None,
    codes: frozenset[str] | None = None,
    coder: str | None = None,
    identifier: str | None = None,
    placed: bool | None = None,
    doubtful: bool = False,
) -> list[Coding]:
    """Return codings by source and place: of standing codes, with a place or without one.

    With ``doubtful`` only those whose place a person should look at.
    """
    where, values = ["1"], []
    if placed is not None:
        where.append(f"g.now_start IS {'NOT ' if placed else ''}NULL")
    if doubtful:
        where.append("(g.adrift OR coalesce(g.review, '') <> '')")
    if codes is not None:
        where.append("k.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(codes)))
    by = "SELECT r.n FROM person p JOIN ref r ON r.text = p.id WHERE p.standing ="
    for condition, value in (("s.id = ?", source), (f"g.made_by IN ({by} ?)", coder), ("g.id = ?", identifier)):
        if value is not None:
            where.append(condition)
            values.append(value)
    rows = db.execute(
        "SELECT g.id, s.id, k.id, g.made_by, g.layer, g.now_start, g.now_end, "
        "g.facets, g.weight, g.absent, g.adrift, g.rough_time, g.made_at, g.review, g.origin FROM seen_coding_row g "
        "JOIN ref its ON its.n = g.now_source JOIN source s ON s.id = its.text "
        "JOIN ref under ON under.n = g.now_code JOIN code k ON k.id = under.text "
        f"WHERE {' AND '.join(where)} ORDER BY coalesce(s.position, 0), s.handle, g.now_start, g.now_end DESC, g.id",
        values,
    )
    none: dict[str, str] = {}
    ids, coders = Ids(db), Coders(db)
    return [
        Coding(
            identifier,
            of,
            code,
            coders[by],
            ids[layer],
            start,
            end,
            none if facets == "{}" else json.loads(facets),
            weight,
            bool(absent),
            bool(adrift),
            rough or "",
            made_at,
            review or "",
            origin or "",
        )
        for (
            identifier,
            of,
            code,
            by,
            layer,
            start,
            end,
            facets,
            weight,
            absent,
            adrift,
            rough,
            made_at,
            review,
            origin,
        ) in rows
    ]


def marks(db: sqlite3.Connection, source: str) -> Marks:
    """Return what margin stripes need of the codings in a source, by start, longer ones first."""
    wanted = (
        "FROM seen_coding_row WHERE now_source = (SELECT n FROM ref WHERE text = ?) AND now_start NOT NULL "
        "AND now_code IN (SELECT n FROM ref WHERE text IN (SELECT id FROM code)) ORDER BY now_start, now_end DESC, id"
    )
    # Read as one row of whole columns, since fifty thousand rows take twice as long.
    count, ids, width, starts, ends, codes, coders = db.execute(
        "SELECT count(*), group_concat(id, ''), max(length(id)), group_concat(now_start), group_concat(now_end), "
        "group_concat(now_code), group_concat(made_by) FROM ("
        f"SELECT id, now_start, now_end, now_code, made_by {wanted})",
        (source,),
    ).fetchone()
    if not count:
        return Marks("", array("I"), array("I"), ((), array("I")), ((), array("I")))
    if len(ids) != count * width:  # ids of another make stand in the file, too
        ids = "".join(row[0].ljust(width) for row in db.execute(f"SELECT id {wanted}", (source,)))
    return Marks(
        ids,
        array("I", json.loads(f"[{starts}]")),
        array("I", json.loads(f"[{ends}]")),
        _numbered(codes, Ids(db)),
        _numbered(coders, Coders(db)),
    )


def _numbered(refs: str, ids: Ids) -> tuple[list[str], array[int]]:
    """Return each id once, and where among these every one of them stands."""
    places: dict[str, int] = {}
    column = array("I", [places.setdefault(ref, len(places)) for ref in refs.split(",")])
    return [ids[int(ref)] for ref in places], column
