"""The tables of word forms and lemmas; the only module that touches simplemma."""

from __future__ import annotations

from collections.abc import Mapping
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
    # simplemma keeps its unpacked table in UTF-8; to go through the mapping would cost three times as long.
    raw = getattr(table, "_dict", None)
    if isinstance(raw, dict) and all(isinstance(value, bytes) for value in list(raw.values())[:1]):
        return {value.decode() for value in set(raw.values())}
    return set(table.values())


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

    @property
    def loaded(self) -> bool:
        """Tell whether the table has been loaded."""
        return self._loaded is not None

    @property
    def table(self) -> Mapping[str, str]:
        """The forms and their lemmas."""
        if self._loaded is None:
            self._loaded = packed_table(self.language)
        return self._loaded

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
        found = self._user.get(form) or self.table.get(form)
        lower = form.lower()
        if found is None and lower != form:
            found = self._user.get(lower) or self.table.get(lower)
        return found
