"""The index of words: which form stands where, and of which lemmas it is a form or a compound.

Each distinct form is analysed once.  The index lives in the project file beside the
texts, is no part of the study, and is brought up to date when it is next asked: a text
that changed is read anew, and a word that no text has any more leaves no trace.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from qualcode.core.suspended import Suspended, suspended
from qualcode.store.connection import transaction
from qualcode.store.tokens import WORD, cut, pack

#: The roles as they are kept, by number.
ROLES = ("inflection", "head", "first", "mid")
_BATCH = 300_000  # words written at a time; another program can write in between
_BATCHES = 40  # more than so many are made into one
_LONGEST_FORM = 100  # letters; longer strings are no words

Progress = Callable[[int, int], None]
#: A form's lemma to count under, and its readings as lemma and number of the role.
_Analysis = tuple[str, list[tuple[str, int]]]


class Reader(Protocol):
    """What a language says of a form."""

    def readings(self, form: str) -> Iterable[tuple[str, str]]:
        """Return the lemmas of a form with their roles."""
        ...

    def lemma(self, form: str) -> str:
        """Return the lemma that a form is counted under."""
        ...

    def completions(self, compound: Suspended) -> Iterable[str]:
        """Return the words that a suspended compound says."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source as the index should hold it: the hash of its text, its language."""

    source: str
    text: str
    language: str


@dataclass(slots=True)
class _Read:
    """A text cut into words, before it is written."""

    wanted: Wanted
    words: list[str]
    lengths: bytes
    more: list[tuple[str, int, int]]
    noted: list[str]


@dataclass(slots=True)
class _Vocabulary:
    """The numbers of the forms seen so far; ``whole`` when no other form is in the file."""

    db: sqlite3.Connection
    whole: bool
    seen: int
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, db: sqlite3.Connection) -> _Vocabulary:
        """Return the vocabulary of a file as it is now."""
        seen = _data_version(db)
        return cls(db, db.execute("SELECT 1 FROM index_form LIMIT 1").fetchone() is None, seen)

    def notice_others(self) -> bool:
        """Forget everything when another program has written to the file, and tell whether it has."""
        seen = _data_version(self.db)
        if seen == self.seen:
            return False
        self.seen, self.whole = seen, False
        self.numbers.clear()
        return True

    def number(self, form: str, language: str) -> int | None:
        """Return the number of a form, or None for a new one."""
        known = self.numbers.get((form, language))
        if known is None and not self.whole:
            row = self.db.execute("SELECT id FROM index_form WHERE form = ? AND language = ?", (form, language))
            found = row.fetchone()
            if found is not None:
                known = self.numbers[form, language] = int(found[0])
        return known


def stale(db: sqlite3.Connection, version: str) -> bool:
    """Tell whether the index is not that of the texts as they are, or was made by another version."""
    if _version(db) != version:
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
    reader: Callable[[str], Reader],
    *,
    version: str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Bring the index up to date and tell whether it now is; what was done before a cancel is kept.

    ``read_text`` gives a source's text and its footnotes by the source's id; ``reader`` what a
    language says of forms; ``progress`` is told words done and words in all.
    """
    if _version(db) != version:
        with transaction(db):
            clear(db)
            db.execute("INSERT OR REPLACE INTO index_state VALUES ('version', ?)", (version,))
    wanted, words = _to_do(db)
    _forget_changed(db, {w.source: w for w in wanted})
    done, total = 0, sum(words.values())
    vocabulary = _Vocabulary.of(db)
    remaining = iter(wanted)
    while not cancelled():
        batch: list[_Read] = []
        size = 0
        while size < _BATCH and (one := next(remaining, None)) is not None:
            batch.append(_cut(one, *read_text(one.source), reader(one.language)))
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


def _data_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA data_version").fetchone()[0])


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


def _cut(wanted: Wanted, text: str, notes: Sequence[str], reader: Reader) -> _Read:
    words, lengths = cut(text)
    more = [
        (word, compound.start, compound.end)
        for compound in suspended(text)
        for word in dict.fromkeys(reader.completions(compound))
    ]
    noted = [word for note in notes for word in WORD.findall(note)]
    return _Read(wanted, words, lengths, more, noted)


def _write(
    db: sqlite3.Connection, batch: Sequence[_Read], vocabulary: _Vocabulary, reader: Callable[[str], Reader]
) -> None:
    """Write some texts in one short transaction; the analysis of their new forms goes before it."""
    used = [frozenset((*one.words, *one.noted, *(m[0] for m in one.more))) for one in batch]
    analysed = _analysed(batch, used, vocabulary, reader)
    with transaction(db):
        if vocabulary.notice_others():
            analysed |= _analysed(batch, used, vocabulary, reader, known=analysed)
        _write_forms(db, analysed, vocabulary)
        postings: dict[int, list[int]] = {}
        for one, forms in zip(batch, used, strict=True):
            n = _write_text(db, one, vocabulary)
            for form in forms if n is not None else ():
                postings.setdefault(vocabulary.numbers[form, one.wanted.language], []).append(int(n or 0))
        number = 1 + int(db.execute("SELECT coalesce(max(batch), 0) FROM index_posting").fetchone()[0])
        db.executemany(
            "INSERT INTO index_posting VALUES (?,?,?)",
            ((form, number, array("I", sources).tobytes()) for form, sources in sorted(postings.items())),
        )


def _analysed(
    batch: Sequence[_Read],
    used: Sequence[frozenset[str]],
    vocabulary: _Vocabulary,
    reader: Callable[[str], Reader],
    *,
    known: Mapping[tuple[str, str], _Analysis] | None = None,
) -> dict[tuple[str, str], _Analysis]:
    """Return the analysis of the forms that are new to the file and not ``known`` yet."""
    out: dict[tuple[str, str], _Analysis] = {}
    for one, forms in zip(batch, used, strict=True):
        language = one.wanted.language
        speaks = reader(language)
        for form in forms:
            key = (form, language)
            if key not in out and (known is None or key not in known) and vocabulary.number(*key) is None:
                out[key] = _analysis(form, speaks)
    return out


def _analysis(form: str, reader: Reader) -> _Analysis:
    if len(form) > _LONGEST_FORM:
        return form[:_LONGEST_FORM], []
    readings = sorted({(lemma, ROLES.index(role)) for lemma, role in reader.readings(form)})
    return reader.lemma(form), readings


def _write_forms(
    db: sqlite3.Connection,
    analysed: Mapping[tuple[str, str], _Analysis],
    vocabulary: _Vocabulary,
) -> None:
    """Give new forms their numbers and write what they are forms of."""
    n = int(db.execute("SELECT coalesce(max(id), 0) FROM index_form").fetchone()[0])
    rows, lemmas = [], []
    for (form, language), (lemma, readings) in analysed.items():
        # Another program may have written the form since it was analysed.
        if vocabulary.number(form, language) is not None:
            continue
        n += 1
        vocabulary.numbers[form, language] = n
        rows.append((n, language, form, lemma, "\n".join(f"{role}{reading}" for reading, role in readings)))
        lemmas += [(reading, role, n) for reading, role in readings]
    db.executemany("INSERT INTO index_form VALUES (?,?,?,?,?)", rows)
    lemmas.sort()
    db.executemany("INSERT INTO index_lemma VALUES (?,?,?)", lemmas)


def _write_text(db: sqlite3.Connection, one: _Read, vocabulary: _Vocabulary) -> int | None:
    """Write one text and return its number; None when another program has just done so."""
    wanted, numbers = one.wanted, vocabulary.numbers
    known = db.execute("SELECT 1 FROM index_source WHERE source = ?", (wanted.source,)).fetchone()
    if known is not None:
        return None
    n = db.execute(
        "INSERT INTO index_source(source, text, language, words) VALUES (?,?,?,?)",
        (wanted.source, wanted.text, wanted.language, len(one.words)),
    ).lastrowid
    language = wanted.language
    forms = array("I", [numbers[word, language] for word in one.words])
    more = array("I", [x for word, start, end in one.more for x in (numbers[word, language], start, end)])
    db.execute("INSERT INTO index_tokens VALUES (?,?,?,?)", (n, pack(forms), one.lengths, more.tobytes()))
    return n


def _forget_changed(db: sqlite3.Connection, changed: Mapping[str, Wanted]) -> None:
    """Take texts out that changed or are gone, and the words that only they had."""
    here = {row[0] for row in db.execute("SELECT id FROM source")}
    rows = db.execute("SELECT n, source FROM index_source").fetchall()
    gone = [n for n, source in rows if source in changed or source not in here]
    if not gone:
        return
    with transaction(db):
        if len(gone) == len(rows):
            version = _version(db)
            clear(db)
            db.execute("INSERT INTO index_state VALUES ('version', ?)", (version,))
            return
        _forget(db, frozenset(gone))


def _forget(db: sqlite3.Connection, gone: frozenset[int]) -> None:
    db.executemany("DELETE FROM index_tokens WHERE n = ?", ((n,) for n in gone))
    db.executemany("DELETE FROM index_source WHERE n = ?", ((n,) for n in gone))
    touched = set()
    for form, batch, sources in db.execute("SELECT form, batch, sources FROM index_posting").fetchall():
        held = _numbers(sources)
        if gone.isdisjoint(held):
            continue
        left = array("I", [n for n in held if n not in gone])
        touched.add(form)
        if left:
            db.execute(
                "UPDATE index_posting SET sources = ? WHERE form = ? AND batch = ?", (left.tobytes(), form, batch)
            )
        else:
            db.execute("DELETE FROM index_posting WHERE form = ? AND batch = ?", (form, batch))
    for form in touched:
        if db.execute("SELECT 1 FROM index_posting WHERE form = ?", (form,)).fetchone() is None:
            _forget_form(db, form)


def _forget_form(db: sqlite3.Connection, form: int) -> None:
    row = db.execute("SELECT readings FROM index_form WHERE id = ?", (form,)).fetchone()
    for reading in row[0].split("\n") if row and row[0] else ():
        db.execute(
            "DELETE FROM index_lemma WHERE lemma = ? AND role = ? AND form = ?", (reading[1:], int(reading[0]), form)
        )
    db.execute("DELETE FROM index_form WHERE id = ?", (form,))


def _numbers(sources: bytes) -> array[int]:
    out: array[int] = array("I")
    out.frombytes(sources)
    return out


def _join_batches(db: sqlite3.Connection) -> None:
    """Make the postings of many small batches into one, so that a question need not look in each."""
    if int(db.execute("SELECT count(DISTINCT batch) FROM index_posting").fetchone()[0]) <= _BATCHES:
        return
    with transaction(db):
        db.execute("CREATE TEMP TABLE joined(form INTEGER PRIMARY KEY, sources BLOB)")
        rows = db.execute("SELECT form, sources FROM index_posting ORDER BY form, batch")
        joined = ((form, b"".join(row[1] for row in same)) for form, same in groupby(rows, key=lambda row: row[0]))
        db.executemany("INSERT INTO joined VALUES (?,?)", joined)
        db.execute("DELETE FROM index_posting")
        db.execute("INSERT INTO index_posting SELECT form, 1, sources FROM joined")
        db.execute("DROP TABLE joined")
