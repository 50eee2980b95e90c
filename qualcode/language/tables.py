"""The tables of word forms and lemmas; the only module that touches simplemma."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache


@lru_cache(maxsize=4)
def packed_table(language: str) -> Mapping[str, str]:
    """Return a language's forms and lemmas, read block by block from their packed form; empty where there are none.

    Swedish: 964,000 forms, 0.5 s to load, 30 MB, 5 µs a look-up.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

    if language not in SUPPORTED_LANGUAGES:
        return {}
    return StreamDictionaryFactory(cache_max_size=1).get_dictionary(language)


def unpacked_table(language: str) -> Mapping[str, str]:
    """Return the same, unpacked: slower to load and larger, but 0.5 µs a look-up.

    Swedish: 0.8 s, 120 MB.  Every lexicon of a language shares one, and so does :func:`greedy_lemma`.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)


def all_lemmas(table: Mapping[str, str]) -> set[str]:
    """Return the lemmas of a table."""
    raw = _raw(table)
    return set(table.values()) if raw is None else {value.decode() for value in set(raw.values())}


def _raw(table: Mapping[str, str]) -> dict[bytes, bytes] | None:
    """Return simplemma's unpacked table as it keeps it, in UTF-8; through the mapping all takes three times as long."""
    raw = getattr(table, "_dict", None)
    return raw if isinstance(raw, dict) and all(isinstance(value, bytes) for value in list(raw.values())[:1]) else None


def quick_lookup(table: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return what looks a form up in a table, past the mapping around simplemma's own (three times as fast)."""
    raw = _raw(table)
    if raw is None:
        return table.get
    get = raw.get

    def find(form: str) -> str | None:
        value = get(form.encode())
        return None if value is None else str(value.decode())

    return find


def quick_test(table: Mapping[str, str]) -> Callable[[str], bool]:
    """Return what tells whether a form is in a table, in the same way."""
    raw = _raw(table)
    return table.__contains__ if raw is None else lambda form: form.encode() in raw


def greedy_lemma(form: str, language: str) -> str:
    """Return simplemma's guess at a lemma, also for forms that are not in the table; the form itself at worst."""
    from simplemma import lemmatize

    return lemmatize(form, lang=language, greedy=True) if form.strip() else form


class TableLexicon:
    """A language's forms and lemmas without compounds; the table is loaded at the first question.

    ``user_words`` maps forms of the project's own (``SASSAM``, ``K2``) to their lemmas; they go first.
    """

    def __init__(self, language: str, user_words: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._user = dict(user_words or {})
        self._user.update({form.lower(): lemma for form, lemma in self._user.items()})
        self._loaded: Mapping[str, str] | None = None
        self._look_up: Callable[[str], str | None] = self._load_and_find

    @property
    def loaded(self) -> bool:
        """Tell whether the table has been loaded."""
        return self._loaded is not None

    @property
    def table(self) -> Mapping[str, str]:
        """The forms and their lemmas."""
        return self._loaded if self._loaded is not None else self._use(packed_table(self.language))

    def _use(self, table: Mapping[str, str]) -> Mapping[str, str]:
        self._loaded, self._look_up = table, quick_lookup(table)
        return table

    def _load_and_find(self, form: str) -> str | None:
        return self.table.get(form)

    def __contains__(self, form: object, /) -> bool:
        return isinstance(form, str) and bool(form) and self._find(form) is not None

    def lemma(self, form: str, /) -> str:
        """Return the lemma of a form; the form itself when it is unknown."""
        return self._find(form) or form

    def split(self, form: str, /) -> tuple[str, ...] | None:  # noqa: ARG002
        """Return None: this language's compounds are not split."""
        return None

    def _find(self, form: str) -> str | None:
        """Return the lemma of a form as written, or in lower case."""
        found = self._user.get(form) or self._look_up(form)
        lower = form.lower()
        if found is None and lower != form:
            found = self._user.get(lower) or self._look_up(lower)
        return found
