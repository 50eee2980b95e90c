"""The texts and footnotes of a source as pages in which a query is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from qualcode.core.cases import Case
from qualcode.core.codebook import Code, Codebook
from qualcode.core.codings import Coding
from qualcode.core.matching import Span, containing, merged, overlaps
from qualcode.core.people import Person
from qualcode.core.query import Filter, Lemma
from qualcode.core.search import turn_at
from qualcode.core.sources import Note, Source, Turn
from qualcode.core.texts import LineMap
from qualcode.search import language_reading
from qualcode.store.tokens import WORD
from qualcode.store.word_index import LemmaForms, WordIndex

Lemmas = Mapping[Lemma, LemmaForms]


class Shelf(Protocol):
    """What is searched: a project's material."""

    def sources(self) -> list[Source]: ...  # noqa: D102
    def text(self, source: Source) -> str: ...  # noqa: D102
    def turns(self, source: Source) -> list[Turn]: ...  # noqa: D102
    def line_map(self, source: Source) -> LineMap: ...  # noqa: D102
    def notes(self, source: Source) -> list[Note]: ...  # noqa: D102
    def cases(self) -> list[Case]: ...  # noqa: D102
    def code(self, ref: str) -> Code: ...  # noqa: D102
    def codebook(self) -> Codebook: ...  # noqa: D102
    def person(self, ref: str) -> Person: ...  # noqa: D102
    def codings(self, *, source: Source | None = None) -> list[Coding]: ...  # noqa: D102


class Sheet:
    """The newest text of one source, as the matcher sees it."""

    def __init__(
        self,
        shelf: Shelf,
        source: Source,
        *,
        lemmas: Lemmas,
        index: WordIndex | None,
        number: int | None,
        meets: Callable[[Filter, Sheet, Span], bool],
    ) -> None:
        self.source = source
        self._shelf = shelf
        self._lemmas = lemmas
        self._index = index
        self._number = number
        self._meets = meets
        self.roles: dict[Span, str] = {}
        self._text: str | None = None
        self._turns: list[Turn] | None = None
        self._stretches: list[Span] | None = None
        self._sentences: dict[int, list[Span]] = {}
        self._codings: list[Coding] | None = None

    @property
    def text(self) -> str:
        """The text."""
        if self._text is None:
            self._text = self._shelf.text(self.source)
        return self._text

    @property
    def turns(self) -> list[Turn]:
        """The turns."""
        if self._turns is None:
            self._turns = self._shelf.turns(self.source)
        return self._turns

    def codings(self) -> list[Coding]:
        """The codings of the source that have a place."""
        if self._codings is None:
            found = self._shelf.codings(source=self.source)
            self._codings = [c for c in found if c.start is not None]
        return self._codings

    def forms_of(self, lemma: Lemma) -> Sequence[Span]:
        """Return the places of a lemma's forms, but for speakers' labels."""
        forms, index = self._lemmas.get(lemma), self._index
        here = forms.by_source.get(self._number or 0, ()) if forms is not None else ()
        if forms is None or index is None or self._number is None or not here:
            return []
        tokens = index.tokens(self._number)
        numbers = tokens.numbers() if len(here) > 1 else None
        found: list[Span] = []
        indices = tokens.at(here)
        for i, span in zip(indices, tokens.spans(indices), strict=True):
            turn = turn_at(self.turns, span[0])
            if turn is None or span[0] >= turn.body:
                found.append(span)
                self.roles[span] = forms.roles[numbers[i] if numbers is not None else here[0]]
        wanted = frozenset(here)
        said = {(start, end) for form, start, end in tokens.suspended() if form in wanted}
        said = {span for span in said if not overlaps(found, *span)}
        self.roles.update(dict.fromkeys(said, "suspended"))
        return merged([found, sorted(said)])

    def passages(self) -> Sequence[Span]:
        """Return what is said in the turns, and the paragraphs."""
        return [(t.body, t.end) for t in self.turns if t.body < t.end]

    def stretches(self) -> Sequence[Span]:
        """Return the turns with their labels, and the paragraphs."""
        if self._stretches is None:
            self._stretches = [(t.start, t.end) for t in self.turns]
        return self._stretches

    def sentence(self, position: int) -> Span:
        """Return the sentence in which a position stands."""
        i = containing(self.stretches(), position)
        if i < 0:
            return position, position
        found = self._sentences.get(i)
        if found is None:
            turn = self.turns[i]
            spans = language_reading.sentences(self.text[turn.body : turn.end], self.source.language)
            found = self._sentences[i] = [(turn.body + a, turn.body + b) for a, b in spans]
        k = containing(found, position)
        return found[k] if k >= 0 else (position, position)

    def negator(self, span: Span) -> str:
        """Return the word that negates a place, or an empty text."""
        start, end = self.sentence(span[1] - 1)
        inside = (max(0, span[0] - start), span[1] - start)
        return language_reading.negator(self.text[start:end], inside, self.source.language) if start < end else ""

    def meets(self, condition: Filter, span: Span) -> bool:
        """Tell whether a place meets a filter."""
        return self._meets(condition, self, span)


class Footnote:
    """A footnote, as the matcher sees it: one stretch without a speaker."""

    def __init__(
        self,
        source: Source,
        note: Note,
        *,
        lemmas: Lemmas,
        index: WordIndex | None,
        meets: Callable[[Filter, Source], bool],
    ) -> None:
        self._source = source
        self._lemmas = lemmas
        self._index = index
        self._meets = meets
        self.text = note.text
        self.roles: dict[Span, str] = {}

    def forms_of(self, lemma: Lemma) -> Sequence[Span]:
        """Return the places of a lemma's forms."""
        forms, index = self._lemmas.get(lemma), self._index
        if forms is None or index is None:
            return []
        written = index.written(forms.roles)
        found = [(m.span(), written[m.group()]) for m in WORD.finditer(self.text) if m.group() in written]
        self.roles.update({span: forms.roles[form] for span, form in found})
        return [span for span, _form in found]

    def passages(self) -> Sequence[Span]:
        """Return the whole note."""
        return self.stretches()

    def stretches(self) -> Sequence[Span]:
        """Return the whole note."""
        return [(0, len(self.text))]

    def sentence(self, position: int) -> Span:
        """Return the sentence in which a position stands."""
        found = language_reading.sentences(self.text, self._source.language)
        k = containing(found, position)
        return found[k] if k >= 0 else (position, position)

    def meets(self, condition: Filter, span: Span) -> bool:  # noqa: ARG002
        """Tell whether the note meets a filter: only filters on the source are asked of notes."""
        return self._meets(condition, self._source)
