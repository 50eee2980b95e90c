"""Bringing the index up to date with the words of the project's own, without reading all texts anew.

A word that is added, changed or taken away touches the forms that have its stem in them: its own
inflections, and compounds with it.  Those are analysed anew, and the texts read anew in which one of
them completes a suspended compound.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Sequence

from qualcode.core.events import canonical
from qualcode.core.own_words import OwnWords
from qualcode.core.suspended import suspended
from qualcode.store.connection import transaction
from qualcode.store.vocabulary import Reader, Readers, analysis_of

_STATE = "own words"


def known_words(db: sqlite3.Connection) -> OwnWords:
    """Return the project's own words as the index was made with."""
    row = db.execute("SELECT value FROM index_state WHERE key = ?", (_STATE,)).fetchone()
    return {} if row is None else {str(k): dict(v) for k, v in json.loads(row[0]).items()}


def keep_words(db: sqlite3.Connection, own: OwnWords) -> None:
    """Note the words that the index is made with; the caller holds the transaction."""
    db.execute("INSERT OR REPLACE INTO index_state VALUES (?,?)", (_STATE, canonical(own)))


def relearn(
    db: sqlite3.Connection,
    before: OwnWords,
    own: OwnWords,
    read_text: Callable[[str], tuple[str, Sequence[str]]],
    reader: Readers,
) -> None:
    """Analyse anew what the project's own words touch that changed; texts that must be read anew count as changed."""
    changed = {language: _changed(before, own, language) for language in {*before, *own}}
    with transaction(db):
        for language, words in changed.items():
            forms = _analyse(db, language, frozenset(map(_stem, words)), reader(language))
            _read_anew(db, language, forms, read_text)
        keep_words(db, own)


def _changed(before: OwnWords, own: OwnWords, language: str) -> set[str]:
    old, new = before.get(language, {}), own.get(language, {})
    pairs = set(old.items()) ^ set(new.items())
    return {word.lower() for pair in pairs for word in pair}


def _stem(word: str) -> str:
    """Return what all inflections and combining forms of a word have in common: skol- of skola, muse- of museum."""
    for ending in ("um", "a", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def _analyse(db: sqlite3.Connection, language: str, stems: Collection[str], reader: Reader) -> dict[int, str]:
    """Analyse the forms of a language anew that have one of some stems in them, and return them."""
    sizes = sorted({len(stem) for stem in stems})
    touched = {}
    rows = db.execute("SELECT id, form, lemma, readings FROM index_form WHERE language = ?", (language,))
    for number, form, lemma, readings in rows.fetchall():
        lower = form.lower()
        if not any(lower[i : i + n] in stems for n in sizes for i in range(len(lower) - n + 1)):
            continue
        touched[number] = lower
        new = analysis_of(form, reader)
        if new == (lemma, readings):
            continue
        db.execute("UPDATE index_form SET lemma = ?, readings = ? WHERE id = ?", (*new, number))
        gone, come = ({line for line in r.split("\n") if line} for r in (readings, new[1]))
        for line in gone - come:
            key = (line[1:], int(line[0]), number)
            db.execute("DELETE FROM index_lemma WHERE lemma = ? AND role = ? AND form = ?", key)
        db.executemany(
            "INSERT INTO index_lemma VALUES (?,?,?)", [(line[1:], int(line[0]), number) for line in sorted(come - gone)]
        )
    return touched


def _read_anew(
    db: sqlite3.Connection,
    language: str,
    forms: dict[int, str],
    read_text: Callable[[str], tuple[str, Sequence[str]]],
) -> None:
    """Let the texts count as changed in which one of some forms completes a suspended compound."""
    numbers: set[int] = set()
    for form in forms:
        for (sources,) in db.execute("SELECT sources FROM index_posting WHERE form = ?", (form,)):
            held: array[int] = array("I")
            held.frombytes(sources)
            numbers.update(held)
    words = set(forms.values())
    for n in sorted(numbers):
        row = db.execute(
            "SELECT i.source FROM index_source i JOIN source s ON s.id = i.source AND s.text = i.text "
            "WHERE i.n = ? AND i.language = ?",
            (n, language),
        ).fetchone()
        if row is not None and any(compound.word.lower() in words for compound in suspended(read_text(row[0])[0])):
            db.execute("UPDATE index_source SET text = '' WHERE n = ?", (n,))
