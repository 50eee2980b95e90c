"""The index of words: which form stands where, and of which lemmas it is a form or a compound.

Each distinct form is analysed once.  The index lives in the project file beside the
texts, is no part of the study, and is brought up to date when it is next asked: a text
that changed is read anew, and a word that no text has any more leaves no trace.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.core.own_words import OwnWords
from qualcode.core.suspended import suspended
from qualcode.store.connection import transaction
from qualcode.store.relearning import keep_words, known_words, relearn
from qualcode.store.tokens import WORD, cut, pack
from qualcode.store.vocabulary import Reader, Readers, Vocabulary, forget_forms

_BATCH = 1_000_000  # words written at a time; another program can write in between
_BATCHES = 40  # more than so many are made into one
_LONGEST_FORM = 100  # letters; longer strings are no words

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source as the index should hold it: the hash of its text, its language."""

    source: str
    text: str
    language: str


@dataclass(slots=True)
class _Read:
    """A text cut into words, before it is written; words are told by their place in ``Vocabulary.met``."""

    wanted: Wanted
    words: array[int]
    lengths: bytes
    more: list[tuple[int, int, int]]
    used: array[int]  # each word of the text and its footnotes once


def stale(db: sqlite3.Connection, version: str, own: OwnWords) -> bool:
    """Tell whether the index is not that of the texts and the project's own words, or was made by another version."""
    if _version(db) != version or known_words(db) != own:
        return True
    changed = db.execute(
        "SELECT 1 FROM source s LEFT JOIN index_source i ON i.source = s.id "
        "WHERE i.text IS NOT s.text OR i.language IS NOT coalesce(s.language, 'sv') LIMIT 1"
    ).fetchone()
    gone = db.execute("SELECT 1 FROM index_source WHERE source NOT IN (SELECT id FROM source) LIMIT 1").fetchone()
    return changed is not None or gone is not None


def refresh(
    db: sqlite3.Connection,
    read_text: Callable[[str], tuple[str, Sequence[str]]],
    reader: Readers,
    *,
    version: str,
    own: OwnWords,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Bring the index up to date and tell whether it now is; what was done before a cancel is kept.

    ``read_text`` gives a source's text and its footnotes by the source's id; ``reader`` what a
    language says of forms, the project's ``own`` words with it; ``progress`` is told words done and words in all.
    """
    if _version(db) != version:
        with transaction(db):
            _begin(db, version, own)
    elif (known := known_words(db)) != own:
        relearn(db, known, own, read_text, reader)
    wanted, words = _to_do(db)
    _forget_changed(db, {w.source: w for w in wanted})
    done, total = 0, sum(words.values())
    vocabulary = Vocabulary(db)
    remaining = iter(wanted)
    while not cancelled():
        batch: list[_Read] = []
        size = 0
        while size < _BATCH and (one := next(remaining, None)) is not None:
            batch.append(_cut(one, *read_text(one.source), reader(one.language), vocabulary))
            size += len(batch[-1].words) + 1
            done += words[one.source]
            if progress is not None:
                progress(min(done, total), total)
            if cancelled():
                return False
        if not batch:
            break
        _write(db, batch, vocabulary, reader)
    else:
        return False
    _join_batches(db)
    return True


def clear(db: sqlite3.Connection) -> None:
    """Empty the index; the caller holds the transaction."""
    for table in ("index_source", "index_tokens", "index_form", "index_lemma", "index_posting", "index_state"):
        db.execute(f"DELETE FROM {table}")


def _begin(db: sqlite3.Connection, version: str, own: OwnWords) -> None:
    clear(db)
    db.executemany("INSERT INTO index_state VALUES (?,?)", (("version", version), ("batches", "0")))
    keep_words(db, own)


def _version(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT value FROM index_state WHERE key = 'version'").fetchone()
    return None if row is None else str(row[0])


def _to_do(db: sqlite3.Connection) -> tuple[list[Wanted], dict[str, int]]:
    rows = db.execute(
        "SELECT s.id, s.text, coalesce(s.language, 'sv'), s.words FROM source s "
        "LEFT JOIN index_source i ON i.source = s.id "
        "WHERE i.text IS NOT s.text OR i.language IS NOT coalesce(s.language, 'sv') "
        "ORDER BY coalesce(s.position, 0), s.handle, s.id"
    ).fetchall()
    return [Wanted(*row[:3]) for row in rows], {row[0]: row[3] for row in rows}


def _cut(wanted: Wanted, text: str, notes: Sequence[str], reader: Reader, vocabulary: Vocabulary) -> _Read:
    words, lengths = cut(text)
    place = vocabulary.met(wanted.language).__getitem__
    more = [
        (place(word), compound.start, compound.end)
        for compound in suspended(text)
        for word in dict.fromkeys(reader.completions(compound))
    ]
    noted = [place(word) for note in notes for word in WORD.findall(note)]
    places = array("I", map(place, words))
    used = {*places, *noted, *(word for word, _start, _end in more)}
    return _Read(wanted, places, lengths, more, array("I", used))


def _write(db: sqlite3.Connection, batch: Sequence[_Read], vocabulary: Vocabulary, reader: Readers) -> None:
    """Write some texts in one short transaction; the analysis of their new forms goes before it."""
    used: dict[str, set[int]] = {}
    for one in batch:
        used.setdefault(one.wanted.language, set()).update(one.used)
    for language, places in used.items():
        vocabulary.analyse(places, language, reader(language))
    with transaction(db):
        vocabulary.notice_others()
        numbers = {}
        for language, places in used.items():
            vocabulary.analyse(places, language, reader(language))
            numbers[language] = vocabulary.write(language)
        postings: defaultdict[int, list[int]] = defaultdict(list)
        for one in batch:
            written = _write_text(db, one, numbers[one.wanted.language])
            if written is not None:
                n, forms = written
                for form in forms:
                    postings[form].append(n)
        number = 1 + int(db.execute("SELECT value FROM index_state WHERE key = 'batches'").fetchone()[0])
        db.execute("UPDATE index_state SET value = ? WHERE key = 'batches'", (str(number),))
        db.executemany(
            "INSERT INTO index_posting VALUES (?,?,?)",
            ((form, number, array("I", postings[form]).tobytes()) for form in sorted(postings)),
        )


def _write_text(db: sqlite3.Connection, one: _Read, numbers: Sequence[int]) -> tuple[int, array[int]] | None:
    """Write one text and return its number and its forms; None when another program has just done so."""
    wanted = one.wanted
    if db.execute("SELECT 1 FROM index_source WHERE source = ?", (wanted.source,)).fetchone() is not None:
        return None
    row = (wanted.source, wanted.text, wanted.language, len(one.words))
    n = db.execute("INSERT INTO index_source(source, text, language, words) VALUES (?,?,?,?)", row).lastrowid or 0
    forms = array("I", map(numbers.__getitem__, one.words))
    more = array("I", [x for word, start, end in one.more for x in (numbers[word], start, end)])
    db.execute("INSERT INTO index_tokens VALUES (?,?,?,?)", (n, pack(forms), one.lengths, more.tobytes()))
    return n, array("I", map(numbers.__getitem__, one.used))


def _forget_changed(db: sqlite3.Connection, changed: Mapping[str, Wanted]) -> None:
    """Take texts out that changed or are gone, and the words that only they had."""
    here = {row[0] for row in db.execute("SELECT id FROM source")}
    rows = db.execute("SELECT n, source FROM index_source").fetchall()
    gone = [n for n, source in rows if source in changed or source not in here]
    if not gone:
        return
    with transaction(db):
        if len(gone) == len(rows):
            _begin(db, _version(db) or "", known_words(db))
        else:
            _forget(db, frozenset(gone))


def _forget(db: sqlite3.Connection, gone: frozenset[int]) -> None:
    db.executemany("DELETE FROM index_tokens WHERE n = ?", ((n,) for n in gone))
    db.executemany("DELETE FROM index_source WHERE n = ?", ((n,) for n in gone))
    left: dict[tuple[int, int], bytes] = {}
    for form, batch, sources in db.execute("SELECT form, batch, sources FROM index_posting"):
        held = _numbers(sources)
        if not gone.isdisjoint(held):
            left[form, batch] = array("I", [n for n in held if n not in gone]).tobytes()
    db.executemany(
        "UPDATE index_posting SET sources = ? WHERE form = ? AND batch = ?",
        ((sources, form, batch) for (form, batch), sources in left.items() if sources),
    )
    db.executemany(
        "DELETE FROM index_posting WHERE form = ? AND batch = ?", (key for key, sources in left.items() if not sources)
    )
    unused = "SELECT 1 FROM index_posting WHERE form = ?"
    forget_forms(db, [f for f in {form for form, _batch in left} if db.execute(unused, (f,)).fetchone() is None])


def _numbers(sources: bytes) -> array[int]:
    out: array[int] = array("I")
    out.frombytes(sources)
    return out


def _join_batches(db: sqlite3.Connection) -> None:
    """Make the postings of many small batches into one, so that a question need not look in each."""
    if int(db.execute("SELECT value FROM index_state WHERE key = 'batches'").fetchone()[0]) <= _BATCHES:
        return
    with transaction(db):
        db.execute("CREATE TEMP TABLE joined(form INTEGER PRIMARY KEY, sources BLOB)")
        rows = db.execute("SELECT form, sources FROM index_posting ORDER BY form, batch")
        joined = ((form, b"".join(row[1] for row in same)) for form, same in groupby(rows, key=lambda row: row[0]))
        db.executemany("INSERT INTO joined VALUES (?,?)", joined)
        db.execute("DELETE FROM index_posting")
        db.execute("INSERT INTO index_posting SELECT form, 1, sources FROM joined")
        db.execute("UPDATE index_state SET value = '1' WHERE key = 'batches'")
        db.execute("DROP TABLE joined")
