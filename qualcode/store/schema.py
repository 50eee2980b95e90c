"""The tables of a project file, version by version.

Every migration stays as it was once released; a change of the tables is a new
one at the end.  ``user_version`` holds the number of migrations applied, so an
up-to-date file opens without loading the migration library.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping

from qualcode.store.refs import named_codings

#: "qual" as a big-endian number: what `file` and SQLite see in the header.
APPLICATION_ID = 0x7175616C

# Events are in the order of writing: under ids that are hashes, a merge of a million would write to
# random places of the whole file.
_LOG = """
CREATE TABLE event(
  id        TEXT NOT NULL,
  session   TEXT NOT NULL,
  seq       INTEGER NOT NULL,
  prev      TEXT,
  hlc       TEXT NOT NULL,
  actor     TEXT NOT NULL,
  layer     TEXT NOT NULL,
  action    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  object    TEXT NOT NULL,
  source    TEXT,
  body_hash TEXT NOT NULL,
  salt      BLOB NOT NULL,
  json      TEXT,
  redacted_by TEXT
);
CREATE TABLE event_parent(event TEXT NOT NULL, parent TEXT NOT NULL, PRIMARY KEY(event, parent)) WITHOUT ROWID;
CREATE TABLE text_version(hash TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE original(hash TEXT PRIMARY KEY, bytes BLOB);
CREATE TABLE withheld(event TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX event_undo ON event(object) WHERE kind IN ('action.undo', 'action.redo');
CREATE INDEX event_quotation ON event(hlc, id) WHERE kind = 'quotation.add';
CREATE INDEX event_parent_of ON event_parent(parent);
"""

_HISTORY = "layer TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, changed_at TEXT NOT NULL"

_THINGS = f"""
CREATE TABLE project_info(id TEXT PRIMARY KEY, title TEXT, language TEXT, description TEXT, least_cell INTEGER,
  quotation_rules TEXT, {_HISTORY});
CREATE TABLE person(id TEXT PRIMARY KEY, name TEXT, role TEXT, same_as TEXT, standing TEXT NOT NULL, {_HISTORY});
CREATE TABLE source(
  id TEXT PRIMARY KEY, handle TEXT, title TEXT, kind TEXT, date TEXT, place TEXT, mode TEXT, language TEXT,
  series TEXT, version INTEGER, case_id TEXT, file_name TEXT, format TEXT, encoding TEXT, original TEXT, base TEXT,
  first_line INTEGER, speakers TEXT, apparatus TEXT, position INTEGER, same_as TEXT, rebase TEXT,
  standing TEXT NOT NULL, text TEXT NOT NULL, words INTEGER NOT NULL, characters INTEGER NOT NULL, {_HISTORY});
CREATE TABLE revision(
  source TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, edits TEXT NOT NULL, event TEXT,
  PRIMARY KEY(source, n)) WITHOUT ROWID;
CREATE TABLE turn(
  source TEXT NOT NULL, n INTEGER NOT NULL, speaker TEXT NOT NULL, role TEXT NOT NULL, case_id TEXT,
  start INTEGER NOT NULL, body INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY(source, n)) WITHOUT ROWID;
CREATE TABLE case_record(
  id TEXT PRIMARY KEY, name TEXT, public TEXT, kind TEXT, pronoun TEXT, attributes TEXT NOT NULL, {_HISTORY});
CREATE TABLE codebook(
  id TEXT PRIMARY KEY, handle TEXT, title_sv TEXT, title_en TEXT, version INTEGER, description TEXT, citations TEXT,
  {_HISTORY});
CREATE TABLE code(
  id TEXT PRIMARY KEY, handle TEXT, codebook TEXT, short TEXT, name_sv TEXT, name_en TEXT, definition TEXT,
  when_to_use TEXT, when_not TEXT, example TEXT, counter_example TEXT, cues TEXT, near_misses TEXT, not_forms TEXT,
  citation TEXT, kind TEXT, parent TEXT, position INTEGER, colour TEXT, status TEXT, aliases TEXT, ideal_type INTEGER,
  voiced_by TEXT, merged_into TEXT, split_into TEXT, tree_parent TEXT, standing TEXT NOT NULL, {_HISTORY});
CREATE TABLE axis(
  id TEXT PRIMARY KEY, handle TEXT, codebook TEXT, name_sv TEXT, name_en TEXT, left_code TEXT, right_code TEXT,
  pairs TEXT, citation TEXT, position INTEGER, {_HISTORY});
CREATE TABLE facet(
  id TEXT PRIMARY KEY, handle TEXT, codebook TEXT, name_sv TEXT, name_en TEXT, choices TEXT, several INTEGER,
  position INTEGER, {_HISTORY});
CREATE TABLE ref(n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE coding_row(
  id TEXT NOT NULL, source INTEGER, code INTEGER, revision INTEGER, start INTEGER, end INTEGER, weight REAL,
  absent INTEGER, rough_time TEXT, review TEXT, origin TEXT, facets TEXT NOT NULL, now_source INTEGER,
  now_code INTEGER, now_start INTEGER, now_end INTEGER, adrift INTEGER NOT NULL, layer INTEGER NOT NULL,
  made_by INTEGER NOT NULL, made_at TEXT NOT NULL, changed_at TEXT);
CREATE VIEW coding AS {named_codings("coding_row")};
CREATE TABLE memo(id TEXT PRIMARY KEY, about_kind TEXT, about TEXT, title TEXT, text TEXT, {_HISTORY});
CREATE TABLE finding(
  id TEXT PRIMARY KEY, name TEXT, claim TEXT, position INTEGER, box TEXT, bullet TEXT, heading TEXT, {_HISTORY});
CREATE TABLE theme(id TEXT PRIMARY KEY, name TEXT, claim TEXT, finding TEXT, position INTEGER, {_HISTORY});
CREATE TABLE condensation(
  id TEXT PRIMARY KEY, source TEXT, revision TEXT, start INTEGER, end INTEGER, text TEXT, codes TEXT, theme TEXT,
  position INTEGER, review TEXT, now_source TEXT, now_start INTEGER, now_end INTEGER, adrift INTEGER NOT NULL,
  {_HISTORY});
CREATE TABLE claim(
  id TEXT PRIMARY KEY, sentence TEXT, quantifier TEXT, codes TEXT, every INTEGER, facets TEXT, absent INTEGER,
  query TEXT, lacking INTEGER, unit TEXT, attributes TEXT, heard_in TEXT, finding TEXT, status TEXT, checked TEXT,
  note TEXT, position INTEGER, {_HISTORY});
CREATE TABLE evidence(
  id TEXT PRIMARY KEY, claim TEXT, role TEXT, source TEXT, revision TEXT, start INTEGER, end INTEGER, about_kind TEXT,
  about TEXT, note TEXT, position INTEGER, now_source TEXT, now_start INTEGER, now_end INTEGER,
  adrift INTEGER NOT NULL, {_HISTORY});
CREATE TABLE quantifier(
  id TEXT PRIMARY KEY, handle TEXT, word_sv TEXT, word_en TEXT, from_percent REAL, to_percent REAL, least INTEGER,
  most INTEGER, outside INTEGER, position INTEGER, {_HISTORY});
CREATE TABLE scene(
  id TEXT PRIMARY KEY, title TEXT, kind TEXT, event TEXT, setting TEXT, narrator TEXT, lead_in TEXT,
  lead_in_role TEXT, cast_list TEXT, blocks TEXT, analysis TEXT, points TEXT, back_references TEXT, codes TEXT,
  masking TEXT, min_words INTEGER, max_words INTEGER, ended INTEGER, position INTEGER, {_HISTORY});
CREATE TABLE guide(
  id TEXT PRIMARY KEY, handle TEXT, title TEXT, role TEXT, intro TEXT, closing TEXT, minutes INTEGER,
  position INTEGER, {_HISTORY});
CREATE TABLE question(
  id TEXT PRIMARY KEY, handle TEXT, text TEXT, topic TEXT, note TEXT, guides TEXT, variants TEXT, probes TEXT,
  codes TEXT, position INTEGER, {_HISTORY});
CREATE TABLE quotation(
  id TEXT PRIMARY KEY, source TEXT, wording TEXT, prefix TEXT, number INTEGER, speaker TEXT, attribution TEXT,
  layout TEXT, theme TEXT, codes TEXT, note TEXT, printed_in TEXT, position INTEGER, {_HISTORY});
CREATE TABLE voice_set(
  id TEXT PRIMARY KEY, name TEXT, about_kind TEXT, about TEXT, lead_in TEXT, position INTEGER, voices TEXT NOT NULL,
  {_HISTORY});
CREATE TABLE saved_query(id TEXT PRIMARY KEY, name TEXT, expression TEXT, {_HISTORY});
CREATE TABLE unit_border(
  id TEXT PRIMARY KEY, source TEXT, revision TEXT, start INTEGER, end INTEGER, stands INTEGER, {_HISTORY});
CREATE TABLE own_word(id TEXT PRIMARY KEY, name TEXT, lemma TEXT, language TEXT, {_HISTORY});
CREATE TABLE suggestion(
  id TEXT PRIMARY KEY, code TEXT, source TEXT, revision TEXT, start INTEGER, end INTEGER, verdict TEXT, reasons TEXT,
  coding TEXT, {_HISTORY});
CREATE TABLE coding_round(
  id TEXT PRIMARY KEY, name TEXT, sources TEXT, coders TEXT, unit TEXT, blind INTEGER, codebook_at TEXT,
  closed INTEGER, known TEXT, laid TEXT, placed TEXT, {_HISTORY});
CREATE TABLE reading_mark(
  id TEXT PRIMARY KEY, source TEXT, revision TEXT, start INTEGER, end INTEGER,
  now_source TEXT, now_start INTEGER, now_end INTEGER, adrift INTEGER NOT NULL, {_HISTORY});
CREATE TABLE resolution(
  id TEXT PRIMARY KEY, sort TEXT, about TEXT, events TEXT, choice TEXT, reason TEXT, {_HISTORY});
CREATE TABLE adjudication(
  id TEXT PRIMARY KEY, round TEXT, source TEXT, code TEXT, kind TEXT, codings TEXT, choice TEXT, results TEXT,
  reason TEXT, {_HISTORY});
CREATE TABLE form(id TEXT PRIMARY KEY, handle TEXT, title TEXT, description TEXT, version INTEGER, {_HISTORY});
CREATE TABLE form_item(
  id TEXT PRIMARY KEY, form TEXT, handle TEXT, question TEXT, choices TEXT, several INTEGER, scale TEXT,
  position INTEGER, {_HISTORY});
CREATE TABLE answer(id TEXT PRIMARY KEY, item TEXT, case_id TEXT, state TEXT, chosen TEXT, note TEXT, {_HISTORY});
CREATE TABLE redaction(
  id TEXT PRIMARY KEY, source TEXT, events TEXT, texts TEXT, originals TEXT, reason TEXT, {_HISTORY});
CREATE TABLE release(id TEXT PRIMARY KEY, document TEXT, format TEXT, counts TEXT, reason TEXT, {_HISTORY});
CREATE TABLE conflict(
  id TEXT PRIMARY KEY, sort TEXT NOT NULL, thing TEXT NOT NULL, object TEXT NOT NULL, field TEXT NOT NULL,
  sides TEXT NOT NULL, pairs TEXT NOT NULL, closed_by TEXT, details TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE forked(object TEXT PRIMARY KEY, thing TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE action(
  id TEXT PRIMARY KEY, actor TEXT NOT NULL, at TEXT NOT NULL, last TEXT NOT NULL, kinds TEXT NOT NULL,
  subject TEXT NOT NULL, undone INTEGER NOT NULL, undone_at TEXT, meta INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX condensation_now_source ON condensation(now_source);
CREATE INDEX evidence_claim ON evidence(claim);
CREATE INDEX action_undone ON action(id) WHERE undone;
CREATE INDEX conflict_object ON conflict(object);
CREATE INDEX suggestion_code ON suggestion(code);
CREATE INDEX memo_about ON memo(about);
"""

#: The indexes of the log by name: where most events come at once they are made when all are there.
LOG_INDEXES = {
    "event_id": "event(id)",
    "event_object": "event(object, hlc)",
    "event_action": "event(action)",
    "event_hlc": "event(hlc)",
    "event_session": "event(session, seq)",
    "event_coding": "event(actor, hlc) WHERE kind = 'coding.add'",
}

_FEW = 2000
_UNIQUE = {"event_id", "coding_id"}

#: Those of codings and of the actions that make them, wide or in no order of writing.
CODING_INDEXES = {
    "coding_id": "coding_row(id)",
    # All that a margin stripe needs, in the order in which it is drawn, so that opening a source reads no row itself.
    "coding_place": "coding_row(now_source, now_start, now_end DESC, id, now_code, made_by, layer)",
    "coding_now_code": "coding_row(now_code, now_source, layer, made_by)",
    "action_at": "action(actor, at)",
}

# What is kept for the convenience of one screen at one place; never merged, not part of the study.
_DESK = """
CREATE TABLE desk(key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE merged(
  id TEXT PRIMARY KEY, actor TEXT NOT NULL, at TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL,
  events BLOB, undone_at TEXT, packed BLOB);
CREATE TABLE peer(person TEXT PRIMARY KEY, knows TEXT NOT NULL) WITHOUT ROWID;
"""

# The words of the texts, for searching: made from them, made anew when they change, never merged.
INDEX = """
CREATE TABLE index_state(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE index_source(
  n INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, text TEXT NOT NULL, language TEXT NOT NULL,
  words INTEGER NOT NULL);
CREATE TABLE index_tokens(n INTEGER PRIMARY KEY, forms BLOB NOT NULL, lengths BLOB NOT NULL, more BLOB NOT NULL);
CREATE TABLE index_form(
  id INTEGER PRIMARY KEY, language TEXT NOT NULL, form TEXT NOT NULL, lemma TEXT NOT NULL, readings TEXT NOT NULL,
  UNIQUE(form, language));
CREATE TABLE index_lemma(
  lemma TEXT NOT NULL, role INTEGER NOT NULL, form INTEGER NOT NULL,
  PRIMARY KEY(lemma, role, form)) WITHOUT ROWID;
CREATE TABLE index_posting(
  form INTEGER NOT NULL, batch INTEGER NOT NULL, sources BLOB NOT NULL, PRIMARY KEY(form, batch)) WITHOUT ROWID;
"""

_VIEWS = """
CREATE VIEW v_blind AS
  SELECT DISTINCT coalesce(a.standing, j.value) AS source FROM coding_round r
  JOIN json_each(r.sources) j LEFT JOIN source a ON a.id = j.value
  WHERE r.blind AND NOT coalesce(r.closed, 0);
CREATE VIEW v_sources AS
  SELECT s.id, s.handle, s.title, s.kind, s.date, s.place, s.mode, s.language, s.series, s.version,
         c.name AS case_name, s.file_name, s.words, s.characters, t.text
  FROM source s LEFT JOIN case_record c ON c.id = s.case_id JOIN text_version t ON t.hash = s.text
  WHERE s.standing = s.id;
CREATE VIEW v_codes AS
  WITH RECURSIVE tree(id, handle, name_sv, name_en, kind, status, depth, path) AS (
    SELECT id, handle, name_sv, name_en, kind, status, 0, name_sv FROM code WHERE tree_parent IS NULL AND standing = id
    UNION ALL
    SELECT k.id, k.handle, k.name_sv, k.name_en, k.kind, k.status, tree.depth + 1, tree.path || ' › ' || k.name_sv
    FROM code k JOIN tree ON k.tree_parent = tree.id WHERE k.standing = k.id)
  SELECT * FROM tree;
CREATE VIEW v_codings AS
  SELECT g.id, s.handle AS source, p.name AS coder, l.text AS layer, k.handle AS code, k.name_sv, k.name_en,
         g.now_start AS start, g.now_end AS end,
         substr(t.text, g.now_start + 1, g.now_end - g.now_start) AS quote,
         g.facets, g.weight, coalesce(g.absent, 0) AS absent, g.adrift, g.origin, g.made_at
  FROM coding_row g JOIN ref l ON l.n = g.layer
  JOIN ref of_source ON of_source.n = g.now_source JOIN source s ON s.id = of_source.text
  JOIN text_version t ON t.hash = s.text
  JOIN ref of_code ON of_code.n = g.now_code JOIN code k ON k.id = of_code.text
  JOIN ref maker ON maker.n = g.made_by LEFT JOIN person m ON m.id = maker.text LEFT JOIN person p ON p.id = m.standing
  WHERE s.id NOT IN (SELECT source FROM v_blind) OR l.text NOT LIKE 'own:%';
CREATE VIEW v_segments AS
  SELECT source, start, end, quote, group_concat(DISTINCT code) AS codes, count(DISTINCT coder) AS coders
  FROM v_codings WHERE start IS NOT NULL GROUP BY source, start, end, quote;
CREATE VIEW v_turns AS
  SELECT s.handle AS source, u.n, u.speaker, u.role, c.name AS case_name, u.start, u.end,
         substr(t.text, u.body + 1, u.end - u.body) AS text
  FROM turn u JOIN source s ON s.id = u.source JOIN text_version t ON t.hash = s.text
  LEFT JOIN case_record c ON c.id = u.case_id WHERE s.standing = s.id;
CREATE VIEW v_cases AS
  SELECT c.id, c.name, c.public, c.kind, a.key AS attribute, a.value FROM case_record c
  LEFT JOIN json_each(c.attributes) a;
CREATE VIEW v_condensations AS
  SELECT d.id, s.handle AS source, substr(t.text, d.now_start + 1, d.now_end - d.now_start) AS meaning_unit,
         d.text AS condensed, h.name AS theme, h.claim AS theme_claim, f.name AS finding, f.claim AS finding_claim
  FROM condensation d JOIN source s ON s.id = d.now_source JOIN text_version t ON t.hash = s.text
  LEFT JOIN theme h ON h.id = d.theme LEFT JOIN finding f ON f.id = h.finding
  WHERE d.now_source NOT IN (SELECT source FROM v_blind);
CREATE VIEW v_log AS
  SELECT e.hlc, p.name AS actor, e.layer, e.kind, e.object, e.action, e.json AS body
  FROM event e LEFT JOIN person p ON p.id = e.actor
  WHERE (e.layer NOT LIKE 'own:%' AND e.kind NOT LIKE 'condensation.%' AND e.kind NOT LIKE 'evidence.%'
      AND e.kind NOT LIKE 'quotation.%')
    OR NOT EXISTS (SELECT 1 FROM v_blind)
  ORDER BY e.hlc, e.id;
"""


def _first(db: sqlite3.Connection) -> None:
    for script in (_LOG, _THINGS, _DESK, INDEX, _VIEWS):
        for statement in script.split(";\n"):
            if statement.strip():
                db.execute(statement)
    for indexes in (LOG_INDEXES, CODING_INDEXES):
        list(make_indexes(db, indexes))


def better_anew(new: int, there: int) -> bool:
    """Tell whether indexes of a table are better made anew when so many rows come to those that are there."""
    return new > max(_FEW, there // 2)


def make_indexes(db: sqlite3.Connection, indexes: Mapping[str, str]) -> Iterator[str]:
    """Make those of some indexes that are not there, one at a time, and yield the name of each."""
    for name, what in indexes.items():
        unique = "UNIQUE" if name in _UNIQUE else ""
        db.execute(f"CREATE {unique} INDEX IF NOT EXISTS {name} ON {what}")
        yield name


def drop_indexes(db: sqlite3.Connection, indexes: Iterable[str]) -> None:
    """Take indexes away, inside a transaction at the end of which they are made again."""
    for name in indexes:
        db.execute(f"DROP INDEX IF EXISTS {name}")


#: The migrations in order: a name that never changes and what it does.
MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (("0001_first", _first),)

SCHEMA_VERSION = len(MIGRATIONS)
