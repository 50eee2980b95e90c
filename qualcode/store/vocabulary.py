"""The distinct forms of the texts: their numbers, the lemma each is counted under, and what it is a form of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Protocol

from qualcode.core.suspended import Suspended

#: The roles as they are kept, by number.
ROLES = ("inflection", "head", "first", "mid")
_NUMBERS = {role: n for n, role in enumerate(ROLES)}
_LONGEST = 100  # letters; longer strings are no words

#: The lemma to count a form under, and its readings as they are kept: a line each, the role's number first.
Analysis = tuple[str, str]


class Reader(Protocol):
    """What a language says of a form."""

    def readings(self, form: str) -> Iterable[tuple[str, str]]:
        """Return the lemmas of a form with their roles, which capitals do not change."""
        ...

    def lemma(self, form: str) -> str:
        """Return the lemma that a form is counted under."""
        ...

    def completions(self, compound: Suspended) -> Iterable[str]:
        """Return the words that a suspended compound says."""
        ...


class Met(dict[str, int]):
    """Words in the order in which they were met: a new one gets the next place."""

    def __missing__(self, word: str) -> int:
        place = self[word] = len(self)
        return place


class Vocabulary:
    """The words met in the texts at hand, and the numbers of those that are in the file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._seen = _data_version(db)
        #: Whether no word is in the file but those numbered here.
        self._whole = db.execute("SELECT 1 FROM index_form LIMIT 1").fetchone() is None
        self._met: dict[str, Met] = {}
        self._words: dict[str, list[str]] = {}
        self._numbers: dict[str, list[int]] = {}
        self._analysed: dict[str, dict[int, Analysis]] = {}

    def met(self, language: str) -> Met:
        """Return the words of a language that were met so far, with their places."""
        return self._met.setdefault(language, Met())

    def notice_others(self) -> None:
        """Forget the numbers when another program has written to the file."""
        seen = _data_version(self._db)
        if seen != self._seen:
            self._seen, self._whole = seen, False
            self._numbers.clear()

    def analyse(self, places: Iterable[int], language: str, reader: Reader) -> None:
        """Find the numbers of some words that were met, and analyse those that are not in the file."""
        met, words = self.met(language), self._words.setdefault(language, [])
        words.extend(islice(met, len(words), None))
        numbers = self._numbers.setdefault(language, [])
        numbers.extend([0] * (len(words) - len(numbers)))
        analysed = self._analysed.setdefault(language, {})
        readings: dict[str, str] = {}
        for place in places:
            if numbers[place] or (self._whole and place in analysed):
                continue
            word = words[place]
            if not self._whole:
                row = self._db.execute("SELECT id FROM index_form WHERE form = ? AND language = ?", (word, language))
                if (found := row.fetchone()) is not None:
                    # Another program may have written it since it was analysed.
                    numbers[place] = int(found[0])
                    analysed.pop(place, None)
                    continue
            if place in analysed:
                continue
            if len(word) > _LONGEST:
                analysed[place] = (word[:_LONGEST], "")
            else:
                analysed[place] = (reader.lemma(word), self._readings(word, language, reader, readings))

    def write(self, language: str) -> list[int]:
        """Write the words that were analysed and return the numbers by place; the caller holds the transaction."""
        n = int(self._db.execute("SELECT coalesce(max(id), 0) FROM index_form").fetchone()[0])
        numbers, words = self._numbers[language], self._words[language]
        rows, lemmas = [], []
        for place, (lemma, readings) in self._analysed[language].items():
            n += 1
            numbers[place] = n
            rows.append((n, language, words[place], lemma, readings))
            lemmas += [(line[1:], int(line[0]), n) for line in readings.split("\n") if line]
        self._analysed[language].clear()
        # In the order of the keys the pages of a table are each touched once.
        lemmas.sort()
        self._db.executemany("INSERT INTO index_form VALUES (?,?,?,?,?)", rows)
        self._db.executemany("INSERT INTO index_lemma VALUES (?,?,?)", lemmas)
        return numbers

    def _readings(self, word: str, language: str, reader: Reader, made: dict[str, str]) -> str:
        lower = word.lower()
        if lower in made:
            return made[lower]
        place = self.met(language).get(lower) if lower != word else None
        number = self._numbers[language][place] if place is not None else 0
        if number:
            row = self._db.execute("SELECT readings FROM index_form WHERE id = ?", (number,)).fetchone()
            made[lower] = str(row[0])
        else:
            made[lower] = _as_kept(reader.readings(lower))
        return made[lower]


def analysis_of(word: str, reader: Reader) -> Analysis:
    """Return what is kept of one word."""
    if len(word) > _LONGEST:
        return word[:_LONGEST], ""
    return reader.lemma(word), _as_kept(reader.readings(word.lower()))


def _as_kept(readings: Iterable[tuple[str, str]]) -> str:
    return "\n".join(sorted({f"{_NUMBERS[role]}{lemma}" for lemma, role in readings}))


def read_readings(readings: str) -> list[tuple[str, str]]:
    """Return readings as lemma and role."""
    return [(line[1:], ROLES[int(line[0])]) for line in readings.split("\n") if line]


def forget_forms(db: sqlite3.Connection, forms: Iterable[int]) -> None:
    """Take forms out of the file; the caller holds the transaction."""
    for form in forms:
        row = db.execute("SELECT readings FROM index_form WHERE id = ?", (form,)).fetchone()
        for line in row[0].split("\n") if row and row[0] else ():
            db.execute(
                "DELETE FROM index_lemma WHERE lemma = ? AND role = ? AND form = ?", (line[1:], int(line[0]), form)
            )
        db.execute("DELETE FROM index_form WHERE id = ?", (form,))


def _data_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA data_version").fetchone()[0])


Readers = Callable[[str], Reader]
