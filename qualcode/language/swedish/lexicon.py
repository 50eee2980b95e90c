"""The Swedish lexicon: simplemma's forms and lemmas, and compounds split by what they teach."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache

from qualcode.language.swedish.analysis import Analyser, Reading
from qualcode.language.swedish.compounds import Productivity, Splitter, productivity
from qualcode.language.swedish.display import display_lemma
from qualcode.language.tables import TableLexicon, all_lemmas, greedy_lemma, quick_test, unpacked_table

_SHORT_VERBS = frozenset("få se gå ha ta ge bli be stå förstå nå bo tro må dö ske bero klä sy ro spy fly gry".split())
_LONGEST = 100  # letters; longer strings are no words
_LOOK_UPS = 20_000  # of forms in the table
_FORMS = 200_000  # forms whose readings are remembered; a project of 12 million words has about as many


class SwedishLexicon(TableLexicon):
    """Swedish forms, lemmas and compounds; each table is loaded at the first question that needs it.

    ``user_words`` maps forms of the project's own (``SASSAM``, ``K2``) to their lemmas, which then go
    first; ``not_forms`` maps a lemma to forms that are never to be found under it, in any role.
    """

    def __init__(
        self,
        user_words: Mapping[str, str] | None = None,
        *,
        not_forms: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        super().__init__("sv", user_words)
        self._own = frozenset(lemma.lower() for lemma in self._user.values())
        self._not = {lemma.lower(): frozenset(f.lower() for f in forms) for lemma, forms in (not_forms or {}).items()}
        self.analyse = lru_cache(_FORMS)(self._analyse)
        self._display = lru_cache(_FORMS)(self._find_display)
        self._lower_lemma = lru_cache(_LOOK_UPS)(self._find_lower)

    def lemma(self, form: str, /) -> str:
        """Return the lemma to show and count a form under; the form itself when nothing is known of it."""
        return self._display(form)

    def lemmas(self, form: str, /) -> frozenset[str]:
        """Return all lemmas, in lower case, of which a form may be an inflection."""
        return frozenset(lemma for lemma, role in self.analyse(form) if role == "inflection")

    def lemma_as(self, form: str, pos: str, /) -> str:
        """Return the lemma of a form whose part of speech (of Universal Dependencies) is known."""
        shown = self.lemma(form)
        if pos not in ("VERB", "AUX", "NOUN"):
            return shown
        fitting = [lemma for lemma in self.lemmas(form) if self._is_verb(lemma) == (pos != "NOUN")]
        if not fitting or shown.lower() in fitting:
            return shown
        return min(
            fitting, key=lambda lemma: (lemma == form.lower(), -_common_start(lemma, form.lower()), len(lemma), lemma)
        )

    def may_be_verb(self, form: str, /) -> bool:
        """Tell whether a form may be one of a verb."""
        return any(self._is_verb(lemma) for lemma in self.lemmas(form))

    def _is_verb(self, lemma: str) -> bool:
        find = self._lower_lemma
        if lemma in _SHORT_VERBS:
            return True
        if not lemma.endswith("a") or len(lemma) < 3:
            return False
        stem = lemma[:-1]
        return any(find(form) == lemma for form in (lemma + "de", stem + "er", stem + "it", stem + "te", stem + "de"))

    def split(self, form: str, /) -> tuple[str, ...] | None:
        """Return the parts of a compound in lower case, the head as written; None for a simple or unknown word."""
        return self._splitter.split(form.lower()) if len(form) <= _LONGEST else None

    def is_name(self, form: str, /) -> bool:
        """Tell whether the table has a form with a capital only, as it has names."""
        return form[:1].isupper() and self.table.get(form) is not None and self.table.get(form.lower()) is None

    def _analyse(self, form: str) -> frozenset[Reading]:
        """Return every (lemma, role) of a form; roles are inflection, head, first and mid."""
        lower = form.lower()
        readings = self._analyser.analyse(form)
        own = self._user.get(form) or self._user.get(lower)
        if own:
            parts = {r for r in readings if r.role != "inflection"}
            readings = frozenset(parts | {Reading(own.lower(), "inflection")})
        if self._not:
            readings = frozenset(r for r in readings if lower not in self._not.get(r.lemma, ()))
        return readings

    def _find_display(self, form: str) -> str:
        own = self._user.get(form) or self._user.get(form.lower())
        if own or len(form) > _LONGEST:
            return own or form
        return display_lemma(
            form,
            guess=self._guess,
            lookup=self._lower_lemma,
            bases=self._bases,
            split=self._splitter.split,
        )

    def _guess(self, form: str) -> str:
        return greedy_lemma(form, self.language)

    def _find_lower(self, form: str) -> str | None:
        lemma = self._user.get(form) or self._look_up(form)
        return lemma.lower() if lemma is not None else None

    @cached_property
    def _bases(self) -> frozenset[str]:
        """All lemmas of the table in lower case, and the project's own.

        Whoever needs them asks for many words, so the unpacked table takes over from then on.
        """
        self._use(unpacked_table(self.language))
        return _table_bases() | self._own

    @cached_property
    def _splitter(self) -> Splitter:
        """The compound splitter, taught by the table's own lemmas (about 2 s the first time)."""
        bases, user = self._bases, self._user
        known = quick_test(self.table)
        return Splitter(lambda form: known(form) or form in user, bases, lemma=self._lower_lemma, taught=_taught())

    @cached_property
    def _analyser(self) -> Analyser:
        splitter = self._splitter
        return Analyser(self._lower_lemma, self._bases, splitter, own=self._own)


@lru_cache(maxsize=1)
def _table_bases() -> frozenset[str]:
    return frozenset(v.lower() for v in all_lemmas(unpacked_table("sv")))


@lru_cache(maxsize=1)
def _taught() -> Productivity:
    return productivity(_table_bases())


def _common_start(one: str, other: str) -> int:
    """Return the number of letters that two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
