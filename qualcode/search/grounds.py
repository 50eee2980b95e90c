"""What speaks for coding a passage: cues, near misses, and the words of what was coded already."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from qualcode.analysis.function_words import is_function_word
from qualcode.analysis.suggestions import Passage, telling_terms
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.core.matching import Span
from qualcode.core.query import Following, Lemma, Near, Node, Query, Words
from qualcode.core.query_names import ANY_ROLE, INFLECTION
from qualcode.core.sources import Source, Turn
from qualcode.project import Project
from qualcode.search.finder import Finder
from qualcode.search.language_reading import reader, sentences
from qualcode.store.tokens import WORD
from qualcode.store.word_index import any_of

_LONGEST = 70  # words; longer turns are cut at sentences
_APART = 3  # words between the parts of a cue of several words
_TALK = re.compile(r"\w")

#: A source's id, and start and end in its newest text.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage is suggested: ``kind`` is cue, like, text or near_miss.

    ``word`` is the cue, or the words shared with coded passages; ``found`` the words as they
    stand in the passage; ``note`` what the codebook says of a near miss.
    """

    kind: str
    word: str
    found: str = ""
    note: str = ""


#: By source, the places of cues and near misses in order.
Cues = Mapping[str, Sequence[tuple[Span, Reason]]]


def cue_query(
    cue: str, *, roles: frozenset[str] = ANY_ROLE, apart: int = _APART, but: Sequence[str] = ()
) -> Query | None:
    """Return the query of a cue as the codebook has it: a lemma, lemmas near each other, or words with ``*``.

    ``but`` are words whose forms the lemmas do not count.
    """
    words = WORD.findall(cue) if "*" not in cue else cue.split()
    if not any(word.strip("*") for word in words):
        return None
    out = frozenset(word.lower() for word in but)
    nodes: list[Node] = [Words((w,)) if "*" in w else Lemma(w.lower(), roles, out) for w in words]
    if len(nodes) > 1:
        nodes = [Lemma(n.lemma, INFLECTION, out) if isinstance(n, Lemma) else n for n in nodes]
        if apart == 1:
            return Query(Following(tuple(nodes)))
    return Query(reduce(lambda a, b: Near(a, b, words=apart), nodes))


def cue_hits(project: Project, code: Code, sources: Sequence[Source]) -> Cues:
    """Return the places of cues by source; a cue inside a near miss counts as the near miss.

    The words that the code does not mean are left out.
    """
    texts = {source.id: source for source in sources}
    misses: dict[str, list[tuple[Span, Reason]]] = {}
    for miss in code.near_misses:
        for source, span in _places(project, cue_query(miss.word, roles=INFLECTION, apart=1), sources):
            words = project.quote(texts[source], *span)
            misses.setdefault(source, []).append((span, Reason("near_miss", miss.word, words, miss.why)))
    for each in misses.values():
        each.sort(key=lambda hit: hit[0])
    found: dict[str, list[tuple[Span, Reason]]] = {}
    excluded = any_of(code.not_forms)
    for cue in code.cues:
        for source, span in _places(project, cue_query(cue, but=code.not_forms), sources):
            if "*" in cue and excluded(project.quote(texts[source], *span)):
                continue
            missed = _missed(span, misses.get(source, ()))
            words = " ".join(project.quote(texts[source], *span).split())
            found.setdefault(source, []).append((span, missed or Reason("cue", cue, words)))
    return {source: sorted(hits, key=lambda h: h[0]) for source, hits in found.items()}


def _missed(span: Span, misses: Sequence[tuple[Span, Reason]]) -> Reason | None:
    """Return the near miss that a cue stands in, if any; ``misses`` are in order."""
    i = bisect_left(misses, span[1], key=lambda hit: hit[0][0]) - 1
    return misses[i][1] if i >= 0 and misses[i][0][1] > span[0] else None


def cues_in(place: Place, cues: Cues) -> list[tuple[Reason, Span]]:
    """Return the reasons that stand within a passage, with their places."""
    source, start, end = place
    hits = cues.get(source, ())
    i = bisect_left(hits, start, key=lambda h: h[0][0])
    out = []
    while i < len(hits) and hits[i][0][0] < end:
        out.append((hits[i][1], hits[i][0]))
        i += 1
    return out


def _places(project: Project, query: Query | None, sources: Sequence[Source]) -> Iterator[tuple[str, Span]]:
    if query is not None:
        for hit in Finder(project, query, index=project.words).hits(sources):
            if not hit.note:
                yield hit.source, (hit.start, hit.end)


def sought_terms(project: Project, code: Code, coded: Sequence[Coding]) -> dict[str, float]:
    """Return the lemmas and parts that mark what was coded; before any coding, those of the definition."""
    numbers = project.words.numbers()
    language = project.language
    if not coded and not code.cues:
        said = reader(language)
        words = WORD.findall(f"{code.name(language)} {code.definition}")
        lemmas = {lemma for w in words for lemma, role in said.readings(w) if role in ("inflection", "head")}
        return {lemma: 1.0 for lemma in lemmas if not is_function_word(lemma, language) and len(lemma) > 2}
    by_source: dict[str, list[Coding]] = {}
    for coding in coded:
        if coding.source in numbers:
            by_source.setdefault(coding.source, []).append(coding)
    counted: list[Counter[int]] = []
    for source, codings in by_source.items():
        tokens = project.words.tokens(numbers[source])
        counted += [Counter(tokens.within([(c.start or 0, c.end or 0)])) for c in codings]
    forms = {form for each in counted for form in each}
    # A name says who is spoken of, not what: it would find every passage about the same person.
    readings = project.words.readings(forms - project.words.names(forms))
    bags = []
    for each in counted:
        bag: Counter[str] = Counter()
        for form, n in each.items():
            for lemma in {lemma for lemma, _role in readings.get(form, ())}:
                if len(lemma) > 2 and not is_function_word(lemma, language):
                    bag[lemma] += n
        bags.append(bag)
    held = {
        lemma: len(project.words.lemma(lemma, ANY_ROLE).by_source) for lemma in {term for bag in bags for term in bag}
    }
    return telling_terms(bags, held, len(numbers))


def passages(
    project: Project, sources: Sequence[Source], weights: Mapping[str, float], cues: Cues, *, but: Sequence[str] = ()
) -> tuple[dict[Place, Passage], int]:
    """Return the passages with a sought term or a cue in them, and about how many passages there are in all.

    ``but`` are words whose forms are no sought terms.
    """
    terms: dict[int, set[str]] = {}
    where: set[int] = set()
    for term in weights:
        found = project.words.lemma(term, ANY_ROLE, but=but)
        where.update(found.by_source)
        for form in found.roles:
            terms.setdefault(form, set()).add(term)
    numbers = project.words.numbers()
    out: dict[Place, Passage] = {}
    total = 0
    for source in sources:
        number = numbers.get(source.id)
        if number is None or (number not in where and source.id not in cues):
            total += max(1, source.words // _LONGEST)
            continue
        tokens = project.words.tokens(number)
        starts, forms = tokens.borders()[::2], tokens.numbers()
        spans = list(_stretches(project, source, starts))
        total += len(spans)
        for start, end in spans:
            a, b = bisect_left(starts, start), bisect_left(starts, end)
            bag = Counter(term for form in forms[a:b] if form in terms for term in terms[form])
            place = (source.id, start, end)
            if bag or cues_in(place, cues):
                out[place] = Passage(b - a, bag)
    return out, total


def _stretches(project: Project, source: Source, starts: Sequence[int]) -> Iterator[Span]:
    """Yield what is said, a turn at a time; long turns are cut at sentences, and interviewers' left out."""
    asked = {s.label for s in source.speakers if s.role == "interviewer"}
    text = project.text(source)
    for turn in project.turns(source):
        if turn.speaker in asked and turn.speaker:
            continue
        if not _TALK.search(text, turn.body, turn.end):
            continue
        if bisect_left(starts, turn.end) - bisect_left(starts, turn.body) <= _LONGEST:
            yield turn.body, turn.end
        else:
            yield from _pieces(text, turn, source.language, starts)


def _short(text: str, turn: Turn, language: str, starts: Sequence[int]) -> Iterator[Span]:
    """Yield the sentences of a turn; where nobody put full stops, as many words as may stand together."""
    for a, b in sentences(text[turn.body : turn.end], language):
        start, end = turn.body + a, turn.body + b
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        for i in range(first + _LONGEST, last, _LONGEST):
            yield start, starts[i - 1] + len(text[starts[i - 1] : starts[i]].rstrip())
            start = starts[i]
        yield start, end


def _pieces(text: str, turn: Turn, language: str, starts: Sequence[int]) -> Iterator[Span]:
    start = -1
    end = turn.body
    for first, last in _short(text, turn, language, starts):
        if start >= 0 and bisect_left(starts, last) - bisect_left(starts, start) > _LONGEST:
            yield start, end
            start = -1
        start = first if start < 0 else start
        end = last
    if start >= 0:
        yield start, end
