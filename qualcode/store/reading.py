"""Reading the folded tables back as the values of the domain."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.core.adjudication import Decision
from qualcode.core.borders import Border
from qualcode.core.cases import Case
from qualcode.core.codebook import Axis, BookInfo, Code, Codebook, Facet, FacetValue, NearMiss
from qualcode.core.codings import Coding, Mark
from qualcode.core.condensations import Condensation, Finding, Theme
from qualcode.core.forms import Answer, Form, Item
from qualcode.core.holdings import Holdings
from qualcode.core.kinds import THINGS
from qualcode.core.memos import Memo
from qualcode.core.own_words import OwnWord
from qualcode.core.people import Action, Person, SavedQuery
from qualcode.core.rounds import Laid, Reading, Round
from qualcode.core.scenes import Scene, scene_from_fields
from qualcode.core.sources import Source, Speaker, Turn
from qualcode.core.suggestions import Verdict
from qualcode.core.texts import Edit
from qualcode.store.blindness import hidden_events
from qualcode.store.source_rows import read_edits
from qualcode.store.thing_rows import iso


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far one coder has come in one source; ``covered`` counts coded characters once."""

    source: str
    coder: str
    codings: int
    covered: int


@dataclass(frozen=True, slots=True)
class Activity:
    """How many events of a kind a person made, and the times (UTC) of the first and the last."""

    kind: str
    person: str
    number: int
    first: str
    last: str


def _rows(db: sqlite3.Connection, sql: str, *values: object) -> Iterator[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return iter(cursor.execute(sql, values))


def _list(value: str | None) -> list[list[str]]:
    return json.loads(value) if value else []


def _texts(value: str | None) -> tuple[str, ...]:
    return tuple(json.loads(value)) if value else ()


def people(db: sqlite3.Connection) -> list[Person]:
    """Return the persons who work in the project, in the order they came."""
    rows = _rows(db, "SELECT id, name, role FROM person WHERE standing = id ORDER BY made_at, id")
    return [Person(r["id"], r["name"] or "", r["role"] or "") for r in rows]


def sources(db: sqlite3.Connection) -> list[Source]:
    """Return the sources in their order."""
    out = []
    for r in _rows(db, "SELECT * FROM source WHERE standing = id ORDER BY coalesce(position, 0), handle, id"):
        speakers = tuple(Speaker(*row) for row in _list(r["speakers"]))
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
    rows = _rows(db, "SELECT * FROM case_record ORDER BY kind, name, id")
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
    for r in _rows(db, "SELECT * FROM code"):
        plain = {n: r[n] or defaults.get(n, "") for n in text_fields}
        codes.append(
            Code(
                r["id"],
                parent=r["tree_parent"],
                cues=_texts(r["cues"]),
                near_misses=tuple(NearMiss(*m) for m in _list(r["near_misses"])),
                not_forms=_texts(r["not_forms"]),
                aliases=_texts(r["aliases"]),
                ideal_type=bool(r["ideal_type"]),
                position=r["position"] or 0,
                codebook=r["codebook"],
                merged_into=r["standing"] if r["standing"] != r["id"] else None,
                split_into=_texts(r["split_into"]),
                **plain,
            )
        )
    return Codebook(tuple(codes), tuple(_axes(db)), tuple(_facets(db)), tuple(_books(db)))


def _axes(db: sqlite3.Connection) -> Iterator[Axis]:
    for r in _rows(db, "SELECT * FROM axis ORDER BY coalesce(position, 0), handle, id"):
        yield Axis(
            r["id"],
            r["handle"] or "",
            r["name_sv"] or "",
            r["left_code"] or "",
            r["right_code"] or "",
            r["name_en"] or "",
            tuple((p[0], p[1]) for p in _list(r["pairs"])),
            r["citation"] or "",
            r["position"] or 0,
            r["codebook"],
        )


def _facets(db: sqlite3.Connection) -> Iterator[Facet]:
    for r in _rows(db, "SELECT * FROM facet ORDER BY coalesce(position, 0), handle, id"):
        yield Facet(
            r["id"],
            r["handle"] or "",
            r["name_sv"] or "",
            r["name_en"] or "",
            tuple(FacetValue(*row) for row in _list(r["choices"])),
            r["position"] or 0,
            r["codebook"],
        )


def _books(db: sqlite3.Connection) -> Iterator[BookInfo]:
    for r in _rows(db, "SELECT * FROM codebook ORDER BY handle, id"):
        yield BookInfo(
            r["id"],
            r["handle"] or "",
            r["title_sv"] or "",
            r["title_en"] or "",
            r["version"] or 1,
            r["description"] or "",
            _texts(r["citations"]),
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
        where.append("g.now_code IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(codes)))
    for column, value in (("g.now_source", source), ("p.standing", coder), ("g.id", identifier)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    rows = db.execute(
        "SELECT g.id, g.now_source, g.now_code, coalesce(p.standing, g.made_by), g.layer, g.now_start, g.now_end, "
        "g.facets, g.weight, g.absent, g.adrift, g.rough_time, g.made_at, g.review, g.origin FROM seen_coding g "
        "JOIN source s ON s.id = g.now_source JOIN code k ON k.id = g.now_code LEFT JOIN person p ON p.id = g.made_by "
        f"WHERE {' AND '.join(where)} ORDER BY coalesce(s.position, 0), s.handle, g.now_start, g.now_end DESC, g.id",
        values,
    )
    none: dict[str, str] = {}
    return [
        Coding(
            identifier,
            of,
            code,
            by,
            layer,
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


def marks(db: sqlite3.Connection, source: str) -> list[Mark]:
    """Return what margin stripes need of the codings in a source, by start, longer ones first."""
    rows = db.execute(
        "SELECT g.id, g.now_start, g.now_end, g.now_code, g.made_by FROM seen_coding g "
        "WHERE g.now_source = ? AND g.now_start NOT NULL ORDER BY g.now_start, g.now_end DESC, g.id",
        (source,),
    )
    # Tens of thousands of marks share the few ids of codes and people, which saves half of their memory.
    codes = {row[0]: row[0] for row in db.execute("SELECT id FROM code")}
    people = dict(db.execute("SELECT id, standing FROM person"))
    return [
        Mark._make((identifier, start, end, codes[code], people.setdefault(coder, coder)))
        for identifier, start, end, code, coder in rows
        if code in codes
    ]


def memos(db: sqlite3.Connection, *, about: str | None = None) -> list[Memo]:
    """Return the memos, oldest first; ``about`` is the id of a thing."""
    where = "" if about is None else "WHERE about = ?"
    rows = _rows(db, f"SELECT * FROM seen_memo {where} ORDER BY made_at, id", *(() if about is None else (about,)))
    return [
        Memo(
            r["id"],
            r["about_kind"] or "",
            r["about"] or "",
            r["title"] or "",
            r["text"] or "",
            r["made_by"],
            r["made_at"],
            r["changed_at"],
        )
        for r in rows
    ]


def rounds(db: sqlite3.Connection) -> list[Round]:
    """Return the rounds of coding, oldest first."""
    out = []
    for r in _rows(db, "SELECT * FROM coding_round ORDER BY made_at, id"):
        known = Holdings.from_data(json.loads(r["known"])) if r["known"] else None
        out.append(
            Round(
                r["id"],
                r["name"] or "",
                _texts(r["sources"]),
                _texts(r["coders"]),
                r["unit"] or "turn",
                bool(r["blind"]),
                bool(r["closed"]),
                r["codebook_at"] or "",
                known,
                r["made_by"],
                r["made_at"],
                r["changed_at"] if r["closed"] else "",
            )
        )
    return out


def forms(db: sqlite3.Connection) -> list[Form]:
    """Return the forms by handle, each with its items in their order."""
    items: dict[str, list[Item]] = {}
    for r in _rows(db, "SELECT * FROM form_item ORDER BY coalesce(position, 0), handle, id"):
        choices = tuple((str(handle), str(name)) for handle, name in _list(r["choices"]))
        its = (r["id"], r["form"], r["handle"] or "", r["question"] or "", choices, bool(r["several"]))
        items.setdefault(r["form"], []).append(Item(*its, r["scale"] or "nominal", r["position"] or 0))
    return [
        Form(r["id"], r["handle"] or "", r["title"] or "", r["description"] or "", r["version"] or 1,
             tuple(items.get(r["id"], ())))
        for r in _rows(db, "SELECT * FROM form ORDER BY handle, id")
    ]  # fmt: skip


def answers(db: sqlite3.Connection) -> list[Answer]:
    """Return each coder's latest answer to each item about each case."""
    rows = db.execute(
        "SELECT a.id, a.item, a.case_id, coalesce(p.standing, a.made_by), a.state, a.chosen, a.note, a.made_at, "
        "a.changed_at FROM seen_answer a JOIN form_item i ON i.id = a.item JOIN case_record c ON c.id = a.case_id "
        "LEFT JOIN person p ON p.id = a.made_by ORDER BY a.changed_at, a.id"
    )
    latest = {
        (item, case, coder): Answer(i, item, case, coder, state or "answered", _texts(values), note or "", at, changed)
        for i, item, case, coder, state, values, note, at, changed in rows
    }
    return list(latest.values())


def laid_out(db: sqlite3.Connection, of_round: str) -> dict[str, Laid]:
    """Return how a closed round's sources were laid out when it closed, by their ids."""
    row = db.execute("SELECT laid FROM coding_round WHERE id = ?", (of_round,)).fetchone()
    found = json.loads(row[0]) if row and row[0] else {}
    return {source: Laid.from_data(data) for source, data in found.items()}


def on_older_texts(db: sqlite3.Connection, source: str, text: str) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield the codings and marks of reading on a passage of a source that were made on another text than this one."""
    for table in ("coding", "reading_mark"):
        yield from db.execute(
            f"SELECT id, now_start, now_end FROM {table} "
            "WHERE now_source = ? AND start NOT NULL AND (revision IS NOT ? OR source IS NOT now_source)",
            (source, text),
        ).fetchall()


def readings(db: sqlite3.Connection) -> list[Reading]:
    """Return the marks of what each coder has read, by source and place; a place that is gone is left out."""
    rows = db.execute(
        "SELECT m.id, m.now_source, coalesce(p.standing, m.made_by), m.now_start, m.now_end, m.made_at "
        "FROM reading_mark m JOIN source s ON s.id = m.now_source LEFT JOIN person p ON p.id = m.made_by "
        "WHERE NOT m.adrift ORDER BY coalesce(s.position, 0), s.handle, m.now_start, m.made_at, m.id"
    )
    return [Reading(*row) for row in rows]


def passages(db: sqlite3.Connection, source: str) -> list[tuple[str, str, int, int]]:
    """Return every coding and condensation on a source with its kind and place, hidden ones too."""
    return db.execute(
        "SELECT id, 'coding', now_start, now_end FROM coding WHERE now_source = ?1 AND now_start NOT NULL "
        "UNION ALL SELECT id, 'condensation', now_start, now_end FROM condensation "
        "WHERE now_source = ?1 AND now_start NOT NULL ORDER BY 2, 3, 1",
        (source,),
    ).fetchall()


def layers(db: sqlite3.Connection, things: list[str]) -> dict[str, str]:
    """Return the layers of codings and condensations."""
    out: dict[str, str] = {}
    for identifier in things:
        for table in ("coding", "condensation"):
            out |= dict(db.execute(f"SELECT id, layer FROM {table} WHERE id = ?", (identifier,)))
    return out


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """Return what was decided where coders differed, oldest first."""
    rows = db.execute(
        "SELECT d.id, d.round, d.source, d.code, d.kind, d.codings, d.choice, d.results, d.reason, "
        "coalesce(p.standing, d.made_by), d.made_at FROM adjudication d LEFT JOIN person p ON p.id = d.made_by "
        "ORDER BY d.made_at, d.id"
    )
    return [
        Decision(i, of, source, code, kind, _texts(codings), choice or "", _texts(results), reason or "", by, at)
        for i, of, source, code, kind, codings, choice, results, reason, by, at in rows
    ]


def rules_changed_at(db: sqlite3.Connection, code: str) -> str:
    """Return when the definition or a rule of a code last changed after it was made; empty when never."""
    row = db.execute(
        "SELECT max(e.hlc) FROM event e JOIN event_body b ON b.event = e.id LEFT JOIN action a ON a.id = e.action "
        "WHERE e.object = ? AND e.kind != 'code.add' AND coalesce(a.undone, 0) = 0 AND (json_type(b.json, "
        "'$.definition') NOT NULL OR json_type(b.json, '$.when_to_use') NOT NULL OR "
        "json_type(b.json, '$.when_not') NOT NULL)",
        (code,),
    ).fetchone()
    return iso(row[0]) if row[0] else ""


def findings(db: sqlite3.Connection) -> list[Finding]:
    """Return the findings in their order."""
    rows = _rows(db, "SELECT * FROM finding ORDER BY coalesce(position, 0), made_at, id")
    return [
        Finding(
            r["id"],
            r["name"] or "",
            r["claim"] or "",
            r["position"] or 0,
            r["box"] or "",
            r["bullet"] or "",
            r["heading"] or "",
        )
        for r in rows
    ]


def themes(db: sqlite3.Connection) -> list[Theme]:
    """Return the themes in their order."""
    rows = _rows(db, "SELECT * FROM theme ORDER BY coalesce(position, 0), made_at, id")
    return [Theme(r["id"], r["name"] or "", r["claim"] or "", r["finding"], r["position"] or 0) for r in rows]


def condensations(db: sqlite3.Connection) -> list[Condensation]:
    """Return the condensed sentences by their position, source and place."""
    rows = _rows(
        db,
        "SELECT d.* FROM seen_condensation d JOIN source s ON s.id = d.now_source "
        "ORDER BY coalesce(d.position, 0), coalesce(s.position, 0), s.handle, d.now_start, d.id",
    )
    return [
        Condensation(
            r["id"],
            r["now_source"],
            r["now_start"],
            r["now_end"],
            r["text"] or "",
            _texts(r["codes"]),
            r["theme"],
            r["made_by"],
            r["position"] or 0,
        )
        for r in rows
    ]


def scenes(db: sqlite3.Connection) -> list[Scene]:
    """Return the scenes in their order."""
    structured = {f.name for f in THINGS["scene"].fields if f.type == "json"}
    out = []
    for r in _rows(db, "SELECT * FROM scene ORDER BY coalesce(position, 0), made_at, id"):
        fields = {n: json.loads(r[n]) if n in structured and r[n] else r[n] for n in r.keys()}  # noqa: SIM118
        out.append(scene_from_fields(r["id"], fields))
    return out


def actions(db: sqlite3.Connection, *, limit: int = 50, actor: str | None = None) -> list[Action]:
    """Return the latest actions, newest first."""
    where, values = ("WHERE actor = ?", (actor,)) if actor else ("", ())
    rows = _rows(db, f"SELECT * FROM seen_action {where} ORDER BY at DESC, id DESC LIMIT ?", *values, limit)
    return [_action(r) for r in rows]


def actions_of(db: sqlite3.Connection, identifiers: Sequence[str]) -> list[Action]:
    """Return actions by their ids, those left out that a blind round hides."""
    marks = ",".join("?" * len(identifiers))
    return [_action(r) for r in _rows(db, f"SELECT * FROM seen_action WHERE id IN ({marks})", *identifiers)]


def _action(r: sqlite3.Row) -> Action:
    kinds = tuple((kind, n) for kind, n in json.loads(r["kinds"]))
    return Action(r["id"], r["actor"], r["at"], kinds, r["subject"], bool(r["undone"]), r["undone_at"] or "")


def activity(db: sqlite3.Connection) -> list[Activity]:
    """Return what was done, by kind of event and person; undone work and what a blind round hides are left out."""
    blind = db.execute("SELECT 1 FROM v_blind LIMIT 1").fetchone() is not None
    seen = "AND e.id NOT IN (SELECT id FROM hidden_event)" if blind else ""
    rows = db.execute(
        "SELECT e.kind, coalesce(p.standing, e.actor), count(*), min(e.hlc), max(e.hlc) FROM event e "
        "LEFT JOIN action a ON a.id = e.action LEFT JOIN person p ON p.id = e.actor "
        f"WHERE coalesce(a.undone, 0) = 0 {seen} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return [Activity(kind, who, n, iso(first), iso(last)) for kind, who, n, first, last in rows]


def log_end(db: sqlite3.Connection) -> tuple[int, str]:
    """Return how many events the log holds, and the id of the last one, a hash that rests on those before it."""
    hidden = hidden_events(db)
    rows = db.execute("SELECT id FROM event ORDER BY hlc DESC, id DESC")
    return revision_number(db), next((row[0] for row in rows if row[0] not in hidden), "")


def undoable(db: sqlite3.Connection, actor: str) -> Action | None:
    """Return the person's latest action that stands."""
    rows = _rows(
        db, "SELECT * FROM action WHERE actor = ? AND NOT meta AND NOT undone ORDER BY at DESC, id DESC LIMIT 1", actor
    )
    return next((_action(r) for r in rows), None)


def redoable(db: sqlite3.Connection, actor: str) -> Action | None:
    """Return the action that the person undid last, unless they did something new since."""
    rows = _rows(
        db,
        "SELECT * FROM action a WHERE actor = ? AND NOT meta AND undone AND NOT EXISTS ("
        "SELECT 1 FROM action b WHERE b.actor = a.actor AND NOT b.meta AND b.at > a.undone_at) "
        "ORDER BY undone_at DESC, id DESC LIMIT 1",
        actor,
    )
    return next((_action(r) for r in rows), None)


def queries(db: sqlite3.Connection) -> list[SavedQuery]:
    """Return the saved searches by name."""
    rows = _rows(db, "SELECT * FROM saved_query ORDER BY name, made_at, id")
    return [SavedQuery(r["id"], r["name"] or "", r["expression"] or "", r["made_by"], r["made_at"]) for r in rows]


def own_words(db: sqlite3.Connection) -> list[OwnWord]:
    """Return the words of the project's own by form."""
    rows = _rows(db, "SELECT * FROM own_word ORDER BY name, made_at, id")
    return [
        OwnWord(
            r["id"], r["name"] or "", r["lemma"] or r["name"] or "", r["language"] or "sv", r["made_by"], r["made_at"]
        )
        for r in rows
    ]


def borders(db: sqlite3.Connection, *, person: str) -> list[Border]:
    """Return the borders of meaning units that a person set, oldest first."""
    rows = _rows(db, "SELECT * FROM unit_border WHERE made_by = ? ORDER BY made_at, id", person)
    return [Border(r["id"], r["source"], r["revision"], r["start"], r["end"], bool(r["stands"])) for r in rows]


def verdicts(db: sqlite3.Connection, *, person: str, code: str | None = None) -> list[Verdict]:
    """Return what a person made of suggestions, oldest first; ``code`` is the id of a standing code."""
    where, values = ["1"], []
    for column, value in (("g.made_by", person), ("k.standing", code)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    rows = _rows(
        db,
        "SELECT g.*, k.standing AS now_code FROM suggestion g JOIN code k ON k.id = g.code "
        f"WHERE {' AND '.join(where)} ORDER BY g.made_at, g.id",
        *values,
    )
    return [
        Verdict(
            r["id"],
            r["now_code"],
            r["source"],
            r["revision"],
            r["start"],
            r["end"],
            r["verdict"] or "",
            _texts(r["reasons"]),
            r["coding"] or "",
            r["made_by"],
            r["made_at"],
        )
        for r in rows
    ]


def sources_since(db: sqlite3.Connection, thing: str) -> frozenset[str]:
    """Return the ids of the sources that were imported after a thing was made."""
    rows = db.execute(
        "SELECT object FROM event WHERE kind = 'source.add' AND hlc > (SELECT min(hlc) FROM event WHERE object = ?)",
        (thing,),
    )
    return frozenset(row[0] for row in rows)


def code_counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many codings of coders each standing code carries itself; what a consensus repeats does not count."""
    rows = db.execute(
        "SELECT g.now_code, count(*) FROM seen_coding g JOIN source s ON s.id = g.now_source "
        "WHERE g.layer LIKE 'own:%' GROUP BY g.now_code"
    )
    return dict(rows.fetchall())


def recent_codes(db: sqlite3.Connection, actor: str, n: int) -> list[str]:
    """Return the codes that a person used last, the latest first."""
    rows = db.execute(
        "SELECT now_code, max(made_at) AS last FROM (SELECT now_code, made_at, rowid AS at FROM coding "
        "WHERE made_by = ? ORDER BY made_at DESC LIMIT 400) GROUP BY now_code ORDER BY last DESC, max(at) DESC LIMIT ?",
        (actor, n),
    )
    return [row[0] for row in rows]


def progress(db: sqlite3.Connection) -> list[SourceProgress]:
    """Return per source and coder the number of their own codings and of characters they cover."""
    out: dict[tuple[str, str], tuple[int, int, int]] = {}
    rows = db.execute(
        "SELECT g.now_source, coalesce(p.standing, g.made_by), g.now_start, g.now_end FROM seen_coding g "
        "LEFT JOIN person p ON p.id = g.made_by WHERE g.layer LIKE 'own:%' ORDER BY 1, 2, g.now_start, g.now_end"
    )
    for source, coder, start, end in rows:
        n, covered, reach = out.get((source, coder), (0, 0, 0))
        if start is not None and end > reach:
            covered += end - max(start, reach)
            reach = end
        out[source, coder] = (n + 1, covered, reach)
    return [SourceProgress(source, coder, n, covered) for (source, coder), (n, covered, _) in out.items()]


def codings_per_day(db: sqlite3.Connection, days: int) -> list[int]:
    """Return how many codings were made on each of so many days up to the newest coding, the oldest first."""
    rows = dict(
        db.execute(
            "SELECT CAST(julianday(substr(made_at, 1, 10)) - 0.5 AS INTEGER) AS day, count(*) FROM seen_coding "
            "GROUP BY day ORDER BY day DESC LIMIT ?",
            (days,),
        ).fetchall()
    )
    last = max(rows, default=0)
    return [rows.get(day, 0) for day in range(last - days + 1, last + 1)] if rows else []


def revision_number(db: sqlite3.Connection) -> int:
    """Return the number of events in the log, by which reports name the state they print; hidden ones do not count."""
    return int(db.execute("SELECT count(*) FROM event").fetchone()[0]) - len(hidden_events(db))
