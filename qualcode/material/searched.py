"""Searching the material: queries, the index of words, saved searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.core.own_words import OwnWords, by_language
from qualcode.core.people import SavedQuery
from qualcode.core.query import Filter, Query, QueryProblem, Restricted, walk
from qualcode.core.query_parser import needs_words, read_query
from qualcode.core.search import Hit
from qualcode.core.sources import Source
from qualcode.core.words import Lexicon
from qualcode.references import pick
from qualcode.store import (
    folding,
    search_rows,
)

if TYPE_CHECKING:
    from qualcode.search.finder import Finder
    from qualcode.store.word_index import WordIndex


from qualcode.material.analysed import Analysed


class Material(Analysed):
    """What can be read from a project file by the person at work."""

    def search(
        self,
        query: str,
        *,
        regex: bool = False,
        case: bool = False,
        sources: Sequence[Source] | None = None,
        speaker: str | None = None,
    ) -> Iterator[Hit]:
        """Yield the places that a query finds, source by source (see :mod:`qualcode.core.search`).

        Raises UsageProblem when the query cannot be read, NotFound for a name in a filter that nothing has.
        """
        read = self.query(query, regex=regex, exact=case)
        if speaker is not None:
            only = Restricted(read.node, (Filter("speaker", (speaker,)),))
            read = Query(only, read.exact)
        return self.finder(read).hits(sources)

    def query(self, query: str, *, regex: bool = False, exact: bool = False) -> Query:
        """Return what a query says (see :mod:`qualcode.core.query`).

        Raises UsageProblem when it cannot be read.
        """
        from qualcode.search.search_problems import unreadable

        try:
            return read_query(query, regex=regex, exact=exact)
        except QueryProblem as problem:
            raise unreadable(problem, query) from None

    def finder(self, query: Query) -> Finder:
        """Return what finds the hits of a query; the index of words is brought up to date where it is needed.

        Raises NotFound for a name in a filter that nothing has.
        """
        from qualcode.search.finder import Finder

        if needs_words(query.node):
            self.index_words()
            return Finder(self, query, index=self.words)
        return Finder(self, query)

    @property
    def words(self) -> WordIndex:
        """The index of words, as it was last brought up to date."""
        if self._words is None:
            from qualcode.store.word_index import WordIndex

            self._words = WordIndex(self.path, self.db)
        return self._words

    def words_are_stale(self) -> bool:
        """Tell whether the index of words is to be made or brought up to date."""
        from qualcode.search.language_reading import analysis_version

        return self.words.is_stale(analysis_version(), self.own_words())

    def index_words(
        self, *, progress: folding.Progress | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> bool:
        """Bring the index of words up to date, and tell whether it is, that is, whether it was not cancelled.

        ``progress`` is told words done and words in all; it may be called from a worker thread.
        """
        from qualcode.search.language_reading import analysis_version, own_pairs, reader

        if not self.words_are_stale():
            return True
        by_id = {source.id: source for source in self.sources()}

        def texts(identifier: str) -> tuple[str, list[str]]:
            source = by_id[identifier]
            notes = [note.text for note in self.notes(source)] if source.apparatus or source.text != source.base else []
            return self.words.text(source.text), notes

        own = self.own_words()
        return self.words.refresh(
            texts,
            lambda language: reader(language, own_pairs(own, language)),
            version=analysis_version(),
            own=own,
            progress=progress,
            cancelled=cancelled,
        )

    def own_words(self) -> OwnWords:
        """Return the words of the project's own with their lemmas, by language."""
        return self._kept("own words", lambda: by_language(search_rows.own_words(self.db)))

    def lexicon(self, language: str = "") -> Lexicon:
        """Return the lexicon of a language, or of the material's, with the words of the project's own."""
        from qualcode.search.language_reading import own_pairs, reader

        chosen = language or self.language
        return reader(chosen, own_pairs(self.own_words(), chosen)).lexicon

    def forget_words(self) -> None:
        """Let go of the index of words, so that its file can be written anew."""
        if self._words is not None:
            self._words.close()
            self._words = None
        self._texts.clear()

    def hit_places(self, expression: str) -> list[tuple[str, int, int]]:
        """Return source, start and end of every place in running text that a query finds.

        The answer is remembered while the texts stay as they are, or, where the query
        asks for codings, speakers or cases, while the project does.  Raises as :meth:`search`.
        """
        read = self.query(expression)
        texts = tuple((s.id, s.text) for s in self.sources())
        asks = any(isinstance(node, Restricted) for node in walk(read.node))
        key = (texts, self.revision() if asks else -1)
        kept = self._hits.get(expression)
        if kept is None or kept[0] != key:
            kept = (key, [(h.source, h.start, h.end) for h in self.finder(read).hits() if not h.note])
            self._hits[expression] = kept
        return kept[1]

    def queries(self) -> list[SavedQuery]:
        """Return the saved searches by name."""
        return search_rows.queries(self.db)

    def saved_query(self, ref: str) -> SavedQuery:
        """Return the saved search of a name or id; raises NotFound or Ambiguous."""
        return pick(ref, self.queries(), lambda q: (q.name,), "search", "qualcode search list")

    def sources_since(self, thing: str) -> list[Source]:
        """Return the sources that were imported after a thing, such as a saved search, was made."""
        new = search_rows.sources_since(self.db, thing)
        return [source for source in self.sources() if source.id in new]
