"""Taking replaced words out of everything that a project remembers: old texts, bodies of events, files, the index.

What stands now must hold none of the words.  Things keep their state through a
snapshot that is written before their older bodies are blanked; a source gets a
new beginning, and older texts live on as places without words.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.kinds import KINDS
from qualcode.core.lineage import composed
from qualcode.core.redactions import redact
from qualcode.core.revisions import Rebase, inverse
from qualcode.core.texts import Edit, TextMap, apply_edits, text_hash
from qualcode.store import index
from qualcode.store.anchors import Anchors
from qualcode.store.connection import transaction
from qualcode.store.held_texts import held_texts, snapshot, strings_in
from qualcode.store.reading import revisions, text

_EDITED = "source.correct"
_HASH = re.compile(r'"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Words:
    """What is to go.

    ``held`` tells whether a text holds it, ``stands`` whether a thing's field does, ``edits`` replace it in a text.
    """

    held: Callable[[str], bool]
    stands: Callable[[str, str], bool]
    edits: Callable[[str], tuple[Edit, ...]]


@dataclass(frozen=True, slots=True)
class Erasure:
    """What taking words out would do; ``texts_to_keep`` are new texts to put into the file first.

    ``waiting`` names what still holds the words now: it is to be rewritten first.
    """

    changes: tuple[Change, ...]
    texts_to_keep: tuple[str, ...]
    events: int
    texts: int
    originals: int
    waiting: tuple[str, ...]


def plan_erasure(db: sqlite3.Connection, words: Words, reason: str = "") -> Erasure:
    """Return what taking words out for good would do."""
    waiting = [f"{h.thing} {h.name}" for h in held_texts(db) if words.stands(h.field, h.text)]
    sources = db.execute("SELECT id, handle, base, text, original FROM source ORDER BY position, id").fetchall()
    newest = {row[3] for row in sources}
    waiting += [str(row[1]) for row in sources if words.held(text(db, row[3]) or "")]
    held = {
        digest
        for digest, content in db.execute("SELECT hash, text FROM text_version WHERE text NOT NULL")
        if digest not in newest and words.held(content)
    }
    bodies = _bodies(db, words)
    anchors = Anchors(db)
    begun: dict[str, Rebase] = {}
    kept: list[str] = []
    for source, _handle, base, now, _original in sources:
        if _remembers(db, source, held, bodies):
            begun[source], new_base = _begin(db, anchors, source, (base, now), words)
            kept.append(new_base)
    gone = held | {row[2] for row in sources if row[0] in begun and row[2] not in newest}
    gone |= {digest for rebase in begun.values() for digest in rebase.carried} - newest
    gone -= {text_hash(content) for content in kept}
    originals = {row[4] for row in sources if row[4] and row[0] in begun} | _files(db, words)
    corrections = _corrections(db, begun)
    changes = tuple(_states(db, {**bodies, **corrections}, begun, originals))
    events = {
        *(event for found in bodies.values() for event in found),
        *(e for found in corrections.values() for e in found),
    }
    blanking = redact(events=events, texts=gone, originals=originals, reason=reason)
    return Erasure(
        (*changes, blanking) if events or gone or originals else (),
        tuple(kept),
        len(events),
        len(gone),
        len(originals),
        tuple(dict.fromkeys(waiting)),
    )


def clear_traces(db: sqlite3.Connection) -> bool:
    """Forget what could bring blanked words back on this computer: index, desk, and what undoes merges.

    The file is written anew without its free pages; tell whether it could be, that is, whether no other program was
    reading it.  The caller holds no transaction.
    """
    with transaction(db):
        index.clear(db)
        db.execute("DELETE FROM desk")
        db.execute("UPDATE merged SET events = NULL, packed = NULL")
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("VACUUM")
        # A reader keeps the old pages alive, in the log beside the file or in the file.
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    return not busy


def _bodies(db: sqlite3.Connection, words: Words) -> dict[tuple[str, str], list[str]]:
    """Return the events whose bodies hold the words, by kind of thing and id."""
    out: dict[tuple[str, str], list[str]] = {}
    rows = db.execute("SELECT e.id, e.kind, e.object, e.json FROM event e WHERE e.json NOT NULL")
    for event, kind, thing, body in rows:
        if any(words.held(part) for part in strings_in(body)):
            out.setdefault((KINDS[kind].thing, thing), []).append(event)
    return out


def _remembers(db: sqlite3.Connection, source: str, held: Collection[str], bodies: Collection[tuple[str, str]]) -> bool:
    named = db.execute(
        "SELECT base FROM source WHERE id = ?1 UNION SELECT text FROM revision WHERE source = ?1 "
        "UNION SELECT revision FROM coding WHERE source = ?1 UNION SELECT revision FROM condensation WHERE source = ?1",
        (source,),
    )
    if any(row[0] in held for row in named):
        return True
    if ("source", source) not in bodies:
        return False
    row = db.execute("SELECT rebase FROM source WHERE id = ?", (source,)).fetchone()
    corrected = db.execute(
        "SELECT 1 FROM event e WHERE e.object = ? AND e.kind = ? AND e.json NOT NULL",
        (source, _EDITED),
    ).fetchone()
    return corrected is not None or bool(row and row[0])


def _begin(
    db: sqlite3.Connection, anchors: Anchors, source: str, texts: tuple[str, str], words: Words
) -> tuple[Rebase, str]:
    """Return the new beginning of a source, and the text that counts as read from then on."""
    base, now = (text(db, digest) or "" for digest in texts)
    steps = revisions(db, source)
    replaced = _in_base(base, steps, words)
    new_base = apply_edits(base, replaced)
    edits = tuple(
        e for e in composed([inverse(base, replaced), *steps], len(new_base)) if new_base[e.start : e.end] != e.new
    )
    if apply_edits(new_base, edits) != now or words.held(new_base) or any(words.held(e.new) for e in edits):
        new_base, edits = now, ()
    else:
        edits = _with_rules(edits, steps, replaced)
    carried: dict[str, tuple[Edit, ...]] = {}
    for digest in _texts_of(db, source):
        way = anchors.steps(source, digest)
        older = text(db, digest)
        if way is not None and older is not None and digest != texts[1]:
            carried[digest] = composed(way, len(older))
    old = _rebase_of(db, source)
    for digest in old.carried if old is not None else ():
        way = anchors.steps(source, digest)
        if way is not None:
            carried[digest] = composed(way, max((e.end for step in way[:1] for e in step), default=0) + len(now))
    return Rebase(text_hash(new_base), edits, texts[1], carried), new_base


def _in_base(base: str, steps: Sequence[Sequence[Edit]], words: Words) -> tuple[Edit, ...]:
    """Return the replacements in the text as read: those made later, and those in what was lifted out of it."""
    found = list(words.edits(base))
    for n, step in enumerate(steps):
        for e in step:
            if e.rule != "pseudonym":
                continue
            start, end = e.start, e.end
            for earlier in reversed(steps[:n]):
                mapping = TextMap(earlier)
                start, end = mapping.backward(start), mapping.backward(end, end=True)
            if start < end and all(end <= f.start or f.end <= start for f in found):
                found.append(Edit(start, end, e.new, e.rule))
    return tuple(sorted(found, key=lambda e: e.start))


def _with_rules(edits: Sequence[Edit], steps: Sequence[Sequence[Edit]], replaced: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits with the rule and reason of the repair that stood at their place."""
    mapping = TextMap(replaced)
    rules = {mapping.forward(e.start): e for e in (steps[0] if steps else ())}
    out = []
    for e in edits:
        first = rules.get(e.start)
        out.append(Edit(e.start, e.end, e.new, first.rule, first.reason) if first is not None else e)
    return tuple(out)


def _texts_of(db: sqlite3.Connection, source: str) -> list[str]:
    """Return the hashes of all texts in which a passage of a source was ever chosen."""
    joined = [row[0] for row in db.execute("SELECT id FROM source WHERE standing = ?", (source,))] or [source]
    marks = ",".join("?" * len(joined))
    out: dict[str, None] = {}
    for table, column, owner in (("source", "base", "id"), ("revision", "text", "source")):
        rows = db.execute(f"SELECT {column} FROM {table} WHERE {owner} IN ({marks})", joined)
        out |= dict.fromkeys(row[0] for row in rows if row[0])
    for identifier in joined:
        bodies = db.execute(
            "SELECT e.json FROM event e WHERE e.json NOT NULL AND (e.source = ?1 OR instr(e.json, ?1))",
            (identifier,),
        )
        for (body,) in bodies:
            out |= dict.fromkeys(_HASH.findall(body))
    known = {row[0] for row in db.execute("SELECT hash FROM text_version")}
    return [digest for digest in out if digest in known]


def _rebase_of(db: sqlite3.Connection, source: str) -> Rebase | None:
    row = db.execute("SELECT rebase FROM source WHERE id = ?", (source,)).fetchone()
    return Rebase.from_data(json.loads(row[0])) if row and row[0] else None


def _corrections(db: sqlite3.Connection, begun: Collection[str]) -> dict[tuple[str, str], list[str]]:
    out: dict[tuple[str, str], list[str]] = {}
    for source in begun:
        rows = db.execute(
            "SELECT e.id FROM event e WHERE e.object = ? AND e.kind = ? AND e.json NOT NULL",
            (source, _EDITED),
        )
        out["corrections", source] = [row[0] for row in rows]
    return out


def _states(
    db: sqlite3.Connection,
    bodies: Collection[tuple[str, str]],
    begun: dict[str, Rebase],
    originals: Collection[str],
) -> Iterator[Change]:
    for thing, identifier in sorted({*bodies, *(("source", source) for source in begun)}):
        if thing in ("action", "corrections", "redaction"):
            continue
        change = snapshot(db, thing, identifier)
        if change is None:
            continue
        body = dict(change.body)
        if thing == "source":
            if body.get("original") in originals:
                body["original"] = None
            if identifier in begun:
                body.pop("base", None)
                body["rebase"] = begun[identifier].as_data()
        yield Change(change.kind, change.object, body, change.layer, change.source)


def _files(db: sqlite3.Connection, words: Words) -> set[str]:
    out = set()
    for digest, data in db.execute("SELECT hash, bytes FROM original WHERE bytes NOT NULL"):
        if not data.startswith(b"PK") and words.held(data.decode("utf-8", "replace")):
            out.add(digest)
    return out


__all__ = ["Erasure", "Words", "clear_traces", "plan_erasure"]
