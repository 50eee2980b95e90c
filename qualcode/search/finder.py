"""Finding the places that a query names: the texts, the index of words, the turns and codings put together."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.codings import Coding
from qualcode.core.matching import Matcher, Span
from qualcode.core.query import (
    Both,
    Either,
    Filter,
    Following,
    Lemma,
    Near,
    Node,
    Query,
    Restricted,
    Without,
    walk,
)
from qualcode.core.search import Hit, turn_at
from qualcode.core.sources import Source, Turn
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.search.search_pages import Footnote, Sheet, Shelf
from qualcode.store.word_index import LemmaForms, WordIndex

#: Filters that only the source decides, so that other sources are never read.
_OF_SOURCE = frozenset({"source", "kind", "date", "place", "series"})


@dataclass(frozen=True, slots=True)
class _Wish:
    """A filter with its names looked up."""

    condition: Filter
    patterns: tuple[re.Pattern[str], ...] = ()
    codes: frozenset[str] | None = None  # None: any code
    coders: frozenset[str] = frozenset()
    told: bool = False  # a coder that the codes beside it are asked with


class Finder:
    """Finds the hits of one query, source by source.

    ``index`` is needed when the query asks for lemmas or parts.  Raises NotFound for a code, coder,
    source, speaker or case in a filter that the material does not have.
    """

    def __init__(self, shelf: Shelf, query: Query, *, index: WordIndex | None = None) -> None:
        self.shelf = shelf
        self.node = query.node
        self._matcher = Matcher(query.node, exact=query.exact)
        self._lemmas: dict[Lemma, LemmaForms] = {}
        self._index = index
        if index is not None:
            for node in walk(query.node):
                if isinstance(node, Lemma):
                    self._lemmas[node] = index.lemma(node.lemma, node.roles, but=node.but)
        self._numbers = index.numbers() if index is not None else {}
        self._wishes = {
            f: self._wish(f, node.filters)
            for node in walk(query.node)
            if isinstance(node, Restricted)
            for f in node.filters
        }
        self._cases = {c.id: c for c in shelf.cases()} if any(f.field == "case" for f in self._wishes) else {}
        self._needs_turn = any(f.field not in _OF_SOURCE for f in self._wishes)

    def hits(self, sources: Sequence[Source] | None = None) -> Iterator[Hit]:
        """Yield the hits of some sources, or of all, in the order of the sources and of the text."""
        candidates = self._candidates(self.node)
        for source in self.shelf.sources() if sources is None else sources:
            number = self._numbers.get(source.id)
            if (candidates is None or number in candidates) and self._may_have(self.node, source):
                yield from self._of_source(source)

    def spans(self, source: Source) -> list[Span]:
        """Return the places in the newest text of one source."""
        if not self._may_have(self.node, source):
            return []
        return self._matcher.spans(self._sheet(source))

    def _of_source(self, source: Source) -> Iterator[Hit]:
        sheet = self._sheet(source)
        spans = self._matcher.spans(sheet)
        if spans:
            turns, lines = sheet.turns, self.shelf.line_map(source)
            for start, end in spans:
                turn = turn_at(turns, start)
                role = sheet.roles.get((start, end), "")
                label = turn.speaker if turn else ""
                yield Hit(source.id, start, end, lines.line(start), turn.n if turn else 0, label, role=role)
        if self._needs_turn:
            return
        for note in self.shelf.notes(source):
            page = Footnote(source, note, lemmas=self._lemmas, index=self._index, meets=self.meets_source)
            for start, end in self._matcher.spans(page):
                role = page.roles.get((start, end), "")
                yield Hit(source.id, start, end, note.line, 0, "", note.text, role)

    def _sheet(self, source: Source) -> Sheet:
        number = self._numbers.get(source.id)
        return Sheet(self.shelf, source, lemmas=self._lemmas, index=self._index, number=number, meets=self.meets)

    # Which sources can have hits at all

    def _candidates(self, node: Node) -> frozenset[int] | None:
        """Return the numbers of the sources that have the lemmas a thing needs; None when any may."""
        if isinstance(node, Lemma):
            forms = self._lemmas.get(node)
            return None if forms is None else frozenset(forms.by_source)
        if isinstance(node, Either):
            either = [self._candidates(part) for part in node.parts]
            return None if None in either else frozenset().union(*(f for f in either if f is not None))
        if isinstance(node, Without):
            return self._candidates(node.left)
        if isinstance(node, Restricted):
            return None if node.node is None else self._candidates(node.node)
        parts: tuple[Node, ...] = ()
        if isinstance(node, Following):
            parts = node.parts
        elif isinstance(node, Near | Both):
            parts = (node.left, node.right)
        needed = [found for part in parts if (found := self._candidates(part)) is not None]
        return frozenset.intersection(*needed) if needed else None

    def _may_have(self, node: Node, source: Source) -> bool:
        """Tell whether a source meets the filters that only the source decides."""
        if isinstance(node, Restricted):
            here = all(self.meets_source(f, source) for f in node.filters if f.field in _OF_SOURCE)
            return here and (node.node is None or self._may_have(node.node, source))
        if isinstance(node, Either):
            return any(self._may_have(part, source) for part in node.parts)
        if isinstance(node, Without):
            return self._may_have(node.left, source)
        return True

    # Filters

    def meets_source(self, condition: Filter, source: Source) -> bool:
        """Tell whether a source meets a filter on sources."""
        patterns = self._wishes[condition].patterns
        found = any(p.fullmatch(value) for value in _details(condition.field, source) for p in patterns)
        return found is not condition.excludes

    def meets(self, condition: Filter, sheet: Sheet, span: Span) -> bool:
        """Tell whether a place meets a filter."""
        wish = self._wishes[condition]
        field = condition.field
        if field in _OF_SOURCE:
            return self.meets_source(condition, sheet.source)
        if field == "code" or (field == "coder" and not wish.told):
            found = any(_touches(c, span, wish) for c in sheet.codings())
        elif field == "coder":
            return True
        elif field == "negated":
            found = bool(sheet.negator(span)) is ("yes" in condition.values)
        else:
            turn = turn_at(sheet.turns, span[0])
            values = self._said_by(field, condition.attribute, sheet.source, turn)
            found = any(p.fullmatch(value) for value in values for p in wish.patterns)
        return found is not condition.excludes

    def _said_by(self, field: str, attribute: str, source: Source, turn: Turn | None) -> list[str]:
        label = turn.speaker if turn else ""
        who = next((s for s in source.speakers if s.label == label), None) if label else None
        if field == "speaker":
            return [label] if label else []
        if field == "role":
            return [who.role] if who else []
        case = self._cases.get((who.case if who else None) or source.case or "")
        if case is None:
            return []
        return [case.attributes.get(attribute, "")] if attribute else [case.name, case.public]

    def _wish(self, condition: Filter, beside: Sequence[Filter]) -> _Wish:
        patterns = tuple(_pattern(value) for value in condition.values)
        if condition.field == "code":
            names = [name for f in beside if f.field == "coder" and not f.excludes for name in f.values]
            coders = frozenset(self.shelf.person(name).id for name in names)
            return _Wish(condition, codes=self._codes(condition.values), coders=coders)
        if condition.field == "coder":
            people = frozenset(self.shelf.person(name).id for name in condition.values)
            told = not condition.excludes and any(f.field == "code" for f in beside)
            return _Wish(condition, coders=people, told=told)
        if condition.field in ("source", "speaker", "case", "series", "place"):
            self._check_known(condition, patterns)
        return _Wish(condition, patterns)

    def _codes(self, values: Sequence[str]) -> frozenset[str] | None:
        if "*" in values:
            return None
        book = self.shelf.codebook()
        return frozenset(under for value in values for under in book.descendants(self.shelf.code(value).id))

    def _check_known(self, condition: Filter, patterns: Sequence[re.Pattern[str]]) -> None:
        """Refuse a name that nothing in the material has, since it is most likely misspelt."""
        known = self._known(condition)
        for value, pattern in zip(condition.values, patterns, strict=True):
            if not any(pattern.fullmatch(name) for name in known):
                near = difflib.get_close_matches(value, sorted(known), n=3, cutoff=0.4)
                hint = _("did you mean {names}?").format(names=", ".join(near)) if near else _few(sorted(known))
                raise NotFound(
                    _("nothing is called {name} (position {at} of the search)").format(name=value, at=condition.at + 1),
                    hint,
                )

    def _known(self, condition: Filter) -> set[str]:
        sources = self.shelf.sources()
        if condition.field == "speaker":
            return {speaker.label for source in sources for speaker in source.speakers}
        if condition.field == "case":
            cases = self.shelf.cases()
            if condition.attribute:
                return {v for case in cases if (v := case.attributes.get(condition.attribute))}
            return {name for case in cases for name in (case.name, case.public) if name}
        return {value for source in sources for value in _details(condition.field, source) if value}


def _touches(coding: Coding, span: Span, wish: _Wish) -> bool:
    if coding.start is None or coding.end is None or coding.absent:
        return False
    return (
        coding.start < span[1]
        and span[0] < coding.end
        and (not wish.coders or coding.coder in wish.coders)
        and (wish.codes is None or coding.code in wish.codes)
    )


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile(re.escape(value).replace(r"\*", ".*"), re.IGNORECASE)


def _details(field: str, source: Source) -> tuple[str, ...]:
    read: Mapping[str, Callable[[Source], tuple[str, ...]]] = {
        "source": lambda s: (s.handle, s.title, s.file_name),
        "kind": lambda s: (s.kind,),
        "date": lambda s: (s.date,),
        "place": lambda s: (s.place,),
        "series": lambda s: (s.series,),
    }
    return read[field](source)


def _few(names: Sequence[str]) -> str:
    if not names:
        return _("The material has no such names.")
    return _("There are: {names}.").format(names=", ".join(names[:8]) + (" …" if len(names) > 8 else ""))
