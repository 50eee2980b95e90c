"""Asking the index of words: where the forms of a lemma stand, how often forms occur."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.core.own_words import OwnWords
from qualcode.store import index
from qualcode.store.connection import index_connection
from qualcode.store.index import Progress
from qualcode.store.tokens import Tokens, unpack
from qualcode.store.vocabulary import ROLES, Readers, read_readings

_KEPT = 32  # texts whose words are remembered
_MANY = 500


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the material: as written, and the lemma that it is counted under."""

    id: int
    form: str
    lemma: str


@dataclass(frozen=True, slots=True)
class LemmaForms:
    """The forms in which a lemma plays some roles: each form's closest role, and the forms by source number."""

    roles: Mapping[int, str]
    by_source: Mapping[int, Sequence[int]]


class WordIndex:
    """The index of one project, over a connection of its own.

    A project that cannot be written gets its index in memory, for as long as it is open.
    """

    def __init__(self, path: Path, main: sqlite3.Connection) -> None:
        self._main = main
        self._db, self._lent = index_connection(path)
        self._tokens: dict[int, Tokens] = {}
        self._found: dict[tuple[str, frozenset[str], frozenset[str]], LemmaForms] = {}

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def is_stale(self, version: str, own: OwnWords | None = None) -> bool:
        """Tell whether texts or the project's own words changed since the index was made, or the version did."""
        if self._lent:
            self._lend()
        return index.stale(self._db, version, own or {})

    def refresh(
        self,
        read_text: Callable[[str], tuple[str, Sequence[str]]],
        reader: Readers,
        *,
        version: str,
        own: OwnWords | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Bring the index up to date and tell whether it is, that is, whether it was not cancelled."""
        self._tokens.clear()
        self._found.clear()
        if self._lent:
            self._lend()
        return index.refresh(
            self._db, read_text, reader, version=version, own=own or {}, progress=progress, cancelled=cancelled
        )

    def text(self, digest: str) -> str:
        """Return a text revision, without filling the project's own cache; empty when it was blanked."""
        db = self._main if self._lent else self._db
        row = db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
        return "" if row is None or row[0] is None else str(row[0])

    def numbers(self) -> dict[str, int]:
        """Return the number under which each source is held."""
        return dict(self._db.execute("SELECT source, n FROM index_source").fetchall())

    def words(self) -> int:
        """Return how many words the texts have."""
        return int(self._db.execute("SELECT coalesce(sum(words), 0) FROM index_source").fetchone()[0])

    def lemma(self, lemma: str, roles: Iterable[str], *, but: Iterable[str] = ()) -> LemmaForms:
        """Return the forms in which a lemma plays one of some roles; ``*`` in it stands for any letters.

        What is no lemma but a form is taken for the lemmas of that form.  ``but`` are words none of whose
        forms count; ``*`` in them stands for any letters too.
        """
        key = (lemma.lower(), frozenset(roles), frozenset(but))
        if key not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            found = self._lemma(key[0], key[1])
            if not found.roles:
                for base in self._bases(lemma):
                    found = _both(found, self._lemma(base, key[1]))
            self._found[key] = self._without(found, key[2]) if key[2] else found
        return self._found[key]

    def tokens(self, n: int) -> Tokens:
        """Return the words of a source by its number."""
        found = self._tokens.get(n)
        if found is None:
            row = self._db.execute("SELECT forms, lengths, more FROM index_tokens WHERE n = ?", (n,)).fetchone()
            found = unpack(*row)
            if len(self._tokens) >= _KEPT:
                self._tokens.clear()
            self._tokens[n] = found
        return found

    def written(self, forms: Iterable[int]) -> dict[str, int]:
        """Return forms as written, with their numbers."""
        return {form.form: form.id for form in self.forms(forms)}

    def forms(self, numbers: Iterable[int] | None = None) -> Iterator[Form]:
        """Yield forms by their numbers, or all of them."""
        if numbers is None:
            for row in self._db.execute("SELECT id, form, lemma FROM index_form"):
                yield Form(*row)
            return
        wanted = list(numbers)
        for i in range(0, len(wanted), _MANY):
            some = wanted[i : i + _MANY]
            marks = ",".join("?" * len(some))
            for row in self._db.execute(f"SELECT id, form, lemma FROM index_form WHERE id IN ({marks})", some):
                yield Form(*row)

    def readings(self, numbers: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """Return the lemmas and roles of forms."""
        out: dict[int, list[tuple[str, str]]] = {}
        wanted = list(numbers)
        for i in range(0, len(wanted), _MANY):
            some = wanted[i : i + _MANY]
            marks = ",".join("?" * len(some))
            for form, readings in self._db.execute(f"SELECT id, readings FROM index_form WHERE id IN ({marks})", some):
                out[form] = read_readings(readings)
        return out

    def names(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return which forms the texts have with a capital only, as they have names."""
        capital = [form for form in self.forms(numbers) if form.form[:1].isupper()]
        small = "SELECT 1 FROM index_form WHERE form = ?"
        return frozenset(f.id for f in capital if self._db.execute(small, (f.form.lower(),)).fetchone() is None)

    def _lemma(self, lemma: str, roles: frozenset[str]) -> LemmaForms:
        compared = "=" if "*" not in lemma else "GLOB"
        if compared == "GLOB":
            lemma = "".join(f"[{c}]" if c in "[?" else c for c in lemma)
        found: dict[int, str] = {}
        by_source: dict[int, list[int]] = {}
        rows = self._db.execute(
            f"SELECT l.form, l.role, p.sources FROM index_lemma l JOIN index_posting p ON p.form = l.form "
            f"WHERE l.lemma {compared} ? ORDER BY l.role",
            (lemma,),
        )
        for form, role, blob in rows:
            if ROLES[role] not in roles or found.setdefault(form, ROLES[role]) != ROLES[role]:
                continue
            sources: array[int] = array("I")
            sources.frombytes(blob)
            for n in sources:
                by_source.setdefault(n, []).append(form)
        return LemmaForms(found, {n: list(dict.fromkeys(forms)) for n, forms in by_source.items()})

    def _without(self, found: LemmaForms, but: frozenset[str]) -> LemmaForms:
        """Return forms without those of some words, told by the form or by a lemma that it is an inflection of."""
        excluded = any_of(but)
        readings = self.readings(found.roles)
        gone = {
            form.id
            for form in self.forms(found.roles)
            if excluded(form.form) or any(excluded(lemma) for lemma, role in readings[form.id] if role == "inflection")
        }
        by_source = {n: [f for f in forms if f not in gone] for n, forms in found.by_source.items()}
        return LemmaForms(
            {form: role for form, role in found.roles.items() if form not in gone},
            {n: forms for n, forms in by_source.items() if forms},
        )

    def _bases(self, form: str) -> list[str]:
        rows = self._db.execute(
            "SELECT readings FROM index_form WHERE form IN (?, ?)", (form.lower(), form.lower().capitalize())
        ).fetchall()
        return list(
            dict.fromkeys(lemma for row in rows for lemma, role in read_readings(row[0]) if role == "inflection")
        )

    def _lend(self) -> None:
        """Bring the list of sources into an index in memory."""
        rows = self._main.execute("SELECT id, handle, text, language, words, position FROM source").fetchall()
        self._db.execute("DELETE FROM source")
        self._db.executemany("INSERT INTO source VALUES (?,?,?,?,?,?)", rows)


def any_of(words: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a word is one of some, without regard to capitals; ``*`` stands for any letters."""
    patterns = "|".join(re.escape(word.lower()).replace(r"\*", ".*") for word in words)
    matches = re.compile(patterns or "(?!)").fullmatch
    return lambda word: matches(word.lower()) is not None


def _both(a: LemmaForms, b: LemmaForms) -> LemmaForms:
    by_source = {n: list(forms) for n, forms in a.by_source.items()}
    for n, forms in b.by_source.items():
        by_source[n] = list(dict.fromkeys([*by_source.get(n, ()), *forms]))
    return LemmaForms({**b.roles, **a.roles}, by_source)
